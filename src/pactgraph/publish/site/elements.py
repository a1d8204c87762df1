"""The elements that pages have most of, as HTML: names with links, values with their sources, rows of facts.

Each text goes through `escape`; nothing here takes text that is HTML already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from markupsafe import Markup

from .telling import Entry, Line, Row, Shown, Source, Spoken

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Elements:
    """Elements in one language; `rejected` is what a rejected value is marked with."""

    def __init__(self, rejected: str) -> None:
        self._rejected = escape(rejected)

    def bdi(self, value: Shown) -> Markup:
        """A text, kept apart from the writing direction of what is around it."""
        return Markup(_bdi(value))

    def shown(self, value: Shown) -> Markup:
        """A text, as a link where it leads somewhere."""
        return Markup(_shown(value))

    def entry(self, entry: Entry) -> Markup:
        """A value with the numbers of its sources, marked where it is rejected."""
        return Markup(self._entry(entry))

    def rows(self, rows: Iterable[Row]) -> Markup:
        """Facts as a list of descriptions."""
        parts = ["<dl>\n"]
        for row in rows:
            parts.append(f"<dt>{_shown(row.heading)}</dt>\n")
            parts += [f"<dd>{self._entry(entry)}</dd>\n" for entry in row.entries]
        parts.append("</dl>")
        return Markup("".join(parts))

    def spoken(self, told: Iterable[Spoken]) -> Markup:
        """What a passage says, an item a thing."""
        parts = ["<ul>\n"]
        for one in told:
            said = [
                f"{_bdi(row.heading)} {', '.join(self._entry(entry) for entry in row.entries)}"
                for row in one.rows
            ]
            parts.append(f"<li>{_shown(one.subject)}: {'; '.join(said)}</li>\n")
        parts.append("</ul>")
        return Markup("".join(parts))

    def sources(self, sources: Iterable[Source]) -> Markup:
        """Numbered sources."""
        parts = ["<ol>\n"]
        for source in sources:
            where = escape(source.where)
            if where and source.text.link:
                where = f'<a href="{escape(source.text.link)}">{where}</a>'
            name = _bdi(source.text) if where else _shown(source.text)
            parts.append(f'<li id="s{source.number}">{name}{", " if where else ""}{where}</li>\n')
        parts.append("</ol>")
        return Markup("".join(parts))

    def lines(self, lines: Iterable[Line]) -> Markup:
        """The lines of a list."""
        parts = ['<ul class="list">\n']
        for line in lines:
            choices = f' data-f="{escape(line.choices)}"' if line.choices else ""
            note = f" <small>{escape(line.note)}</small>" if line.note else ""
            parts.append(f"<li{choices}>{_shown(line.value)}{note}</li>\n")
        parts.append("</ul>")
        return Markup("".join(parts))

    def _entry(self, entry: Entry) -> str:
        value = entry.value
        text = _shown(value)
        if entry.rejected:
            mark = self._rejected
            if entry.decision:
                mark = f'<a href="{escape(entry.decision)}">{mark}</a>'
            text = f'<s>{text}</s> <span class="no">{mark}</span>'
        if value.note:
            text += f" <small>{escape(value.note)}</small>"
        if entry.sources:
            numbers = " ".join(f'<a href="#s{number}">{number}</a>' for number in entry.sources)
            text += f"<sup>{numbers}</sup>"
        return text


def _bdi(value: Shown) -> str:
    language = f' lang="{escape(value.language)}"' if value.language else ""
    day = ' class="d"' if _DAY.fullmatch(value.text) else ""
    return f"<bdi{language}{day}>{escape(value.text)}</bdi>"


def _shown(value: Shown) -> str:
    if not value.link:
        return _bdi(value)
    outside = ' rel="external"' if value.outside else ""
    return f'<a href="{escape(value.link)}"{outside}>{_bdi(value)}</a>'
