"""What pages show, as values: texts with their languages and links, entries with their sources, rows, lines,
sections, and the frame of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple
from unicodedata import category

from markupsafe import Markup

from .fact import FactLabel

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ufdd0-\ufdef\ud800-\udfff"
    + "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
    + "]"
)
_SPACE = re.compile(r"\s+")


def shown(text: str) -> str:
    """A text with U+FFFD for each character that HTML has not (HTML Standard, section 13.2.3.5)."""
    return text if text.isprintable() else _UNSEEN.sub("\ufffd", text)


def in_one_line(text: str, longest: int = 160) -> str:
    """A text for a title or an attribute: one line, short, without characters that steer or hide text."""
    text = _SPACE.sub(" ", text[: longest * 4]).strip()
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    if text.isprintable():
        return text
    return "".join(
        c if c == "\u200d" or category(c) not in ("Cc", "Cf", "Cs", "Cn") else "\ufffd" for c in shown(text)
    )


class Shown(NamedTuple):
    """A value on a page: its text, the text's language where that is not the page's, where it leads, whether
    that is outside the site, and what is said besides."""

    text: str
    language: str = ""
    link: str = ""
    outside: bool = False
    note: str = ""


class ListEntry(NamedTuple):
    """A value with the numbers of its sources, and the decision that rejects it where one does."""

    value: Shown
    sources: tuple[int, ...] = ()
    rejected: bool = False
    decision: str = ""


class TableRow(NamedTuple):
    """What is said under one heading; in one line where `is_short`."""

    heading: Shown
    entries: list[ListEntry]
    is_short: bool = False


class Spoken(NamedTuple):
    """What a passage says of one thing: a row a property."""

    subject: Shown
    rows: list[TableRow]


class Line(NamedTuple):
    """A line of a list: a thing, what is said of it, and the numbers of the choices that it goes with."""

    value: Shown
    note: str
    choices: str


class QuotedSource(NamedTuple):
    """A source of a page: its number and who says it where."""

    number: int
    text: Shown
    where: str = ""


class Section(NamedTuple):
    """Rows under a heading."""

    heading: Shown
    rows: list[TableRow]
    id: str = ""


class PaperLine(NamedTuple):
    """What makes partners: its name with time and states, who has part in it, which sectors it touches."""

    paper: Shown
    partners: list[Shown]
    sectors: list[Shown]


class Relation(NamedTuple):
    """A typed link of a page (RFC 8288)."""

    rel: str
    href: str
    type: str = ""


class File(NamedTuple):
    """A data file beside a page."""

    href: str
    type: str
    name: str


@dataclass(slots=True)
class Frame:
    """What the template of every page asks for; `header` and `about` are its menus."""

    language: str
    path: str
    title: str
    section: str = ""
    description: str = ""
    canonical: str = ""
    translations: list[tuple[str, str]] = field(default_factory=list)
    relations: list[Relation] = field(default_factory=list)
    jsonld: Markup | None = None
    script: bool = False
    pictures: bool = False
    header: Markup = field(default_factory=Markup)
    about: Markup = field(default_factory=Markup)
    languages: list[tuple[str, str, str]] = field(default_factory=list)
    credit: str = ""
    licence: str = ""
    licence_name: str = ""


def in_short(text: str, longest: int = 300) -> str:
    """A name that is not longer than a name should be."""
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"


def tag(label: FactLabel, language: str) -> str:
    """The language of a label where it is another one than the page's."""
    return "" if label.language == language else label.language


def by_name(value: Shown) -> tuple[str, str]:
    """The order of things by their names."""
    return value.text.casefold(), value.link


def embedded(text: str) -> Markup:
    """JSON as the content of a script element: no character of it ends the element or begins a comment
    (HTML Standard, section 4.12.1.3)."""
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
