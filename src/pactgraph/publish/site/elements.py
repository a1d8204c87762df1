"""The elements that pages have most of, as HTML: names with links, values with their sources, rows of facts,
tables of papers, links to data and to other languages. Templates use them as filters.

Each text goes through `escape`; nothing here takes text that is HTML already.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape

from markupsafe import Markup

from ...prose.texts import Texts
from .page_values import File, Line, ListEntry, PaperLine, QuotedSource, Relation, Shown, Spoken, TableRow

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Elements:
    """Elements in one language."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._rejected = escape(texts.say("rejected"))

    def bdi(self, value: Shown) -> Markup:
        """A text, kept apart from the writing direction of what is around it."""
        return Markup(_bdi(value))

    def shown(self, value: Shown) -> Markup:
        """A text, as a link where it leads somewhere."""
        return Markup(_shown(value))

    def entry(self, entry: ListEntry) -> Markup:
        """A value with the numbers of its sources, marked where it is rejected."""
        return Markup(self._entry(entry))

    def head(self, texts: Iterable[ListEntry], names: Iterable[ListEntry]) -> Markup:
        """The texts and the other names of a thing."""
        parts = [f'<p class="lead">{self._entry(text)}</p>\n' for text in texts]
        told = [
            self._entry(name)
            + (f" <small>{escape(name.value.language)}</small>" if name.value.language else "")
            for name in names
        ]
        if told:
            parts.append(f'<p class="names"><span>{self._said("names")}:</span> {"; ".join(told)}</p>')
        return Markup("".join(parts))

    def rows(self, rows: Iterable[TableRow]) -> Markup:
        """Facts as a list of descriptions."""
        parts = ["<dl>\n"]
        for row in rows:
            parts.append(f"<dt>{_shown(row.heading)}</dt>\n")
            told = map(self._entry, row.entries)
            parts += [f"<dd>{each}</dd>\n" for each in ([", ".join(told)] if row.is_short else told)]
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

    def sources(self, sources: Sequence[QuotedSource]) -> Markup:
        """Numbered sources under their heading; nothing where there are none."""
        if not sources:
            return Markup()
        parts = [f'<section class="sources">\n<h2>{self._said("sources")}</h2>\n<ol>\n']
        for source in sources:
            where = escape(source.where)
            if where and source.text.link:
                where = f'<a href="{escape(source.text.link)}">{where}</a>'
            name = _bdi(source.text) if where else _shown(source.text)
            parts.append(f'<li id="s{source.number}">{name}{", " if where else ""}{where}</li>\n')
        parts.append("</ol>\n</section>\n")
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

    def papers(self, papers: Iterable[PaperLine]) -> Markup:
        """Papers as a table."""
        heads = "".join(
            f'<th scope="col">{self._said(name)}</th>' for name in ("name", "partners", "sectors")
        )
        parts = [
            f'<div class="scroll" tabindex="0" role="group" aria-label="{self._said("partners")}">\n<table>\n'
            f"<thead><tr>{heads}</tr></thead>\n<tbody>\n"
        ]
        for paper in papers:
            partners, sectors = (", ".join(map(_shown, some)) for some in (paper.partners, paper.sectors))
            note = f" <small>{escape(paper.paper.note)}</small>" if paper.paper.note else ""
            name = f'<th scope="row">{_shown(paper.paper)}{note}</th>'
            parts.append(f"<tr>{name}<td>{partners}</td><td>{sectors}</td></tr>\n")
        parts.append("</tbody>\n</table>\n</div>\n")
        return Markup("".join(parts))

    def parts(self, parts: Sequence[tuple[int, str, bool]], name: str) -> Markup:
        """The parts of a page as a menu called `name`: number, link, whether it is this one."""
        if not parts:
            return Markup()
        lines = [
            f'<li><span aria-current="page">{number}</span></li>\n'
            if here
            else f'<li><a href="{escape(target)}">{number}</a></li>\n'
            for number, target, here in parts
        ]
        label = self._said(name)
        return Markup(
            f'<nav class="parts" aria-label="{label}"><ul class="menu">\n{"".join(lines)}</ul></nav>'
        )

    def data(self, files: Iterable[File]) -> Markup:
        """Links to the data of a page."""
        links = ", ".join(
            f'<a href="{escape(file.href)}" type="{escape(file.type)}">{escape(file.name)}</a>'
            for file in files
        )
        return Markup(f'<p class="data">{self._said("formats")}: {links}</p>\n')

    def relations(self, relations: Iterable[Relation]) -> Markup:
        """Typed links for a page's head."""
        return Markup(
            "\n".join(
                f'<link rel="{escape(each.rel)}" href="{escape(each.href)}"'
                + (f' type="{escape(each.type)}">' if each.type else ">")
                for each in relations
            )
        )

    def languages(self, languages: Sequence[tuple[str, str, str]]) -> Markup:
        """A menu of a page's languages, where there are several: tag, name, link."""
        if len(languages) < 2:
            return Markup()
        lines = [
            f'<li><span lang="{tag}" aria-current="true">{name}</span></li>\n'
            if tag == self._texts.language
            else f'<li><a lang="{tag}" hreflang="{tag}" href="{escape(target)}">{name}</a></li>\n'
            for tag, name, target in languages
        ]
        label = self._said("languages")
        return Markup(f'<nav aria-label="{label}"><ul class="menu">\n{"".join(lines)}</ul></nav>\n')

    def _said(self, name: str) -> str:
        return escape(self._texts.say(name))

    def _entry(self, entry: ListEntry) -> str:
        value = entry.value
        text = _shown(value)
        if entry.rejected:
            mark = self._rejected
            if entry.decision:
                mark = f'<a href="{escape(entry.decision)}">{mark}</a>'
            text = f'<s>{text}</s> <span class="no">{mark}</span>'
        if value.note:
            text += f" <small>{escape(value.note)}</small>"
        return text + _numbers(entry.sources) if entry.sources else text


def _bdi(value: Shown) -> str:
    language = f' lang="{escape(value.language)}"' if value.language else ""
    day = ' class="d"' if _DAY.fullmatch(value.text) else ""
    return f"<bdi{language}{day}>{escape(value.text)}</bdi>"


@lru_cache(maxsize=4096)
def _shown(value: Shown) -> str:
    """A text with its link: the names of what pages tell most come again and again."""
    if not value.link:
        return _bdi(value)
    outside = ' rel="external"' if value.outside else ""
    return f'<a href="{escape(value.link)}"{outside}>{_bdi(value)}</a>'


@lru_cache(maxsize=1024)
def _numbers(sources: tuple[int, ...]) -> str:
    numbers = " ".join(f'<a href="#s{number}">{number}</a>' for number in sources)
    return f"<sup>{numbers}</sup>"
