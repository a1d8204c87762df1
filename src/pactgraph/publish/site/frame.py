"""What every page has in common: its head, its menus, its links for programs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from markupsafe import Markup


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


def embedded(text: str) -> Markup:
    """JSON as the content of a script element: no character of it ends the element or begins a comment
    (HTML Standard, section 4.12.1.3)."""
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))
