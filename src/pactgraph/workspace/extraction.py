"""The text in a file: plain text, a web page, or the text layer of a PDF."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from .extras import MissingExtra

if TYPE_CHECKING:
    from bs4 import BeautifulSoup

LARGEST_PAGE = 32 * 1024 * 1024
"""Bytes of the largest HTML page that is taken apart."""

MOST_PAGES = 5000
"""Pages of the longest PDF that is read."""

_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?(?>(?:<!--(?>(?:(?!-->).)*)-->\s*+)*)<(?:!doctype\s+html|html)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_NAMES = (".html", ".htm", ".xhtml")
_UNSEEN = frozenset(
    {"script", "style", "template", "noscript", "iframe", "object", "svg", "textarea", "select"}
)
_INLINE = re.compile(
    "a|abbr|acronym|b|bdi|bdo|big|cite|code|data|del|dfn|em|font|i|img|input|ins|kbd|label|mark|nobr|q|rp|rt"
    "|ruby|s|samp|small|span|strike|strong|sub|sup|time|tt|u|var|wbr"
)
"""Elements that stand within a line (HTML, section 4.5 and 15.3.4); every other one begins a new line."""

_LINES = re.compile(r"[^\S\n]*\n\s*")
_SPACES = re.compile(r"\s+")
_LIGATURES = {
    0xFB00: "ff",
    0xFB01: "fi",
    0xFB02: "fl",
    0xFB03: "ffi",
    0xFB04: "ffl",
    0xFB05: "st",
    0xFB06: "st",
}
_SOFT_HYPHEN = re.compile("\u00ad\n?")


class NoText(Exception):
    """A file has no text that can be had; `message` says why and `remedy` what to do instead."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message}: {remedy}")
        self.message = message
        self.remedy = remedy


def exact_text(content: bytes) -> str:
    """The text whose code points a document's offsets count: the bytes as UTF-8, nothing taken away.

    Raises NoText where they are not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoText(
            f"it is no text in UTF-8 (byte {error.start} is 0x{content[error.start]:02x})",
            "save it as plain text in UTF-8",
        ) from error


def readable_text(content: bytes, name: str) -> str:
    """The text of a copy of a document: of an HTML page what a reader sees of it, a line for each block; of a
    PDF its text layer, a line for each line, ligatures as letters; of any other file its characters.

    The kind is told by the content, for HTML also by the suffix of `name`. Raises NoText where the file is
    none of these, is damaged, locked or too large, and MissingExtra where the package for its kind is not
    installed.
    """
    if b"%PDF-" in content[:1024]:
        return _pdf(content)
    if name.lower().endswith(_HTML_NAMES) or _HTML.match(content[:4096]):
        return _html(content)
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError as error:
                raise NoText("it begins as UTF-16 and is not", "save it as plain text in UTF-8") from error
    if b"\0" in content:
        raise NoText("it is a binary file", "save its text as plain text, HTML or PDF")
    return exact_text(content).removeprefix("\ufeff")


def _html(content: bytes) -> str:
    if len(content) > LARGEST_PAGE:
        raise NoText(f"the page has {len(content)} bytes", "save the article alone")
    try:
        import warnings

        from bs4 import BeautifulSoup
    except ImportError as error:
        raise MissingExtra("reading HTML", "texts") from error
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            page = BeautifulSoup(content, "html.parser")
        except Exception as error:  # a parser's fault on hostile input, of whatever class
            raise NoText("it is no HTML that can be read", "save the page again, or its text") from error
    return _LINES.sub("\n", "".join(_visible(page))).strip()


def _visible(page: BeautifulSoup) -> list[str]:
    """The text of the elements a reader sees, in order; nested elements are a stack, as pages may nest them
    tens of thousands deep."""
    from bs4.element import CData, NavigableString, Tag

    parts: list[str] = []
    stack: list[Tag | NavigableString | str] = [page]
    while stack:
        node = stack.pop()
        if isinstance(node, Tag):
            if node.name in _UNSEEN:
                continue
            if not _INLINE.fullmatch(node.name):
                parts.append("\n")
                stack.append("\n")
            stack.extend(
                reversed([child for child in node.contents if isinstance(child, Tag | NavigableString)])
            )
        elif isinstance(node, NavigableString):
            if type(node) in (NavigableString, CData):
                parts.append(_SPACES.sub(" ", node))
        else:
            parts.append(node)
    return parts


def _pdf(content: bytes) -> str:
    try:
        import logging
        from io import BytesIO

        from pypdf import PdfReader
    except ImportError as error:
        raise MissingExtra("reading PDF", "texts") from error
    log = logging.getLogger("pypdf")
    level = log.level
    log.setLevel(logging.CRITICAL)
    try:
        reader = PdfReader(BytesIO(content))
        if reader.is_encrypted and not reader.decrypt(""):
            raise NoText("the PDF is locked by a password", "save it unlocked, or its text")
        if len(reader.pages) > MOST_PAGES:
            raise NoText(f"the PDF has {len(reader.pages)} pages", "save those of the document alone")
        text = "\n".join(page.extract_text() for page in reader.pages)
    except NoText:
        raise
    except Exception as error:  # damaged files make the library fail in many classes
        raise NoText(
            f"the PDF cannot be read ({type(error).__name__})", "save it again, or its text"
        ) from error
    finally:
        log.setLevel(level)
    text = text.encode("utf-8", "replace").decode("utf-8")  # broken fonts give halves of surrogate pairs
    text = _SOFT_HYPHEN.sub("", text.translate(_LIGATURES))
    if not text.strip():
        raise NoText("the PDF has no text layer", "run it through text recognition, or save its text")
    return text
