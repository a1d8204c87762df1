"""What can go wrong on the way to an endpoint and back, each in one line."""

from __future__ import annotations

import html
import re

from ..faults import EngineFault

LONGEST = 300
_TAGS = re.compile(r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.DOTALL | re.IGNORECASE)
_PAGE = re.compile(r"\s*(<!doctype html|<html|<\?xml[^>]*>\s*<!doctype html)", re.IGNORECASE)


class RemoteFault(EngineFault):
    """A request that got no usable reply; the message is one line that says why and what to do. `status` is
    the HTTP status where there was one."""

    def __init__(self, message: str, status: int | None = None) -> None:
        super().__init__(one_line(message))
        self.status = status


def one_line(text: str) -> str:
    """`text` on one line, without control characters, cut at 300 characters."""
    line = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1] + "…"


def is_page(content_type: str, body: bytes) -> bool:
    """Whether a reply is a web page: by its content type, or by how it begins where that says nothing."""
    if content_type in ("text/html", "application/xhtml+xml"):
        return True
    return _PAGE.match(body[:200].decode("utf-8", "replace")) is not None


def words(content_type: str, body: bytes) -> str:
    """The words of a reply that tells of a fault, on one line: the title of a web page or its text."""
    text = body[:20_000].decode("utf-8", "replace")
    if not is_page(content_type, body):
        return one_line(text)
    title = _TITLE.search(text)
    told = title[1] if title and title[1].strip() else _TAGS.sub(" ", text)
    return one_line(html.unescape(told))
