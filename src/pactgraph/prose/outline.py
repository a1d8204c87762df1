"""An account of something as an outline: entries with their sources, nested, in the order they are told.

One outline is rendered as text, as Markdown and as JSON, so that all three say the same.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from pyoxigraph import NamedNode

from ..query.evidence.statements import SourceGraph
from ..query.results.markdown_text import in_markdown
from ..rdf.prefixes import Prefixes
from ..rdf.printable import visible

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class Entry:
    """Something said: its text, the thing it is about, the sources that say it, and what is said further.

    `name` tells programs what the entry is; it is the same in every language. `rejected` marks what a
    document says and the curation does not accept. `facts` are further values for programs, by name. `count`
    is how many entries there are, where not all of them may be told.
    """

    text: str
    name: str = ""
    thing: NamedNode | None = None
    sources: tuple[SourceGraph, ...] = ()
    entries: tuple[Entry, ...] = ()
    rejected: bool = False
    facts: tuple[tuple[str, str], ...] = ()
    count: int | None = None

    @property
    def untold(self) -> int:
        """How many entries are left out."""
        return max(0, (self.count or 0) - len(self.entries))

    def walk(self) -> Iterator[Entry]:
        """The entry and all below it, in order."""
        yield self
        for entry in self.entries:
            yield from entry.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """A title, what it is about, and sections: entries whose text is a heading."""

    title: str
    things: tuple[NamedNode, ...]
    lead: tuple[Entry, ...]
    sections: tuple[Entry, ...]

    def section(self, name: str) -> Entry | None:
        """The section of a name, if there is one."""
        return next((section for section in self.sections if section.name == name), None)

    def sources(self) -> tuple[SourceGraph, ...]:
        """Every source, each once, passages first."""
        found = {
            source.graph: source
            for section in (*self.lead, *self.sections)
            for entry in section.walk()
            for source in entry.sources
        }
        return tuple(sorted(found.values(), key=lambda source: source.order))


def quoted_once(entry: Entry, quoted: set[NamedNode] | None = None, most: int | None = None) -> Entry:
    """The entry with the digest, by which its words are found, of each passage once only: further down the
    passage is cited alone. What has no sources begins anew with each of its entries, unless it is a path.

    `quoted` are the passages that were quoted before; those of the entry are added, of each list of more than
    one above `most` only so many.
    """
    if quoted is None and entry.name == "path":
        quoted = set()
    known = set[NamedNode]() if quoted is None else quoted
    sources = tuple(
        replace(source, digest=None) if source.graph in known else source for source in entry.sources
    )
    shown = sources if most is None or len(sources) <= most + 1 else sources[:most]
    known.update(source.graph for source in shown)
    below = None if quoted is None and not sources else known
    return replace(
        entry, sources=sources, entries=tuple(quoted_once(each, below, most) for each in entry.entries)
    )


Quote = Callable[[SourceGraph], "str | None"]
"""The words of a passage, where its text is at hand."""


def to_markdown(outline: Outline, prefixes: Prefixes, quote: Quote = lambda source: None) -> str:
    """The outline in Markdown (CommonMark); no data acts as markup."""
    lines = [f"# {in_markdown(outline.title)}", ""]
    for entry in map(quoted_once, outline.lead):
        lines += _items(entry, 0, prefixes, quote)
    for section in map(quoted_once, outline.sections):
        lines += ["", f"## {in_markdown(section.text)}", ""]
        for entry in section.entries:
            lines += _items(entry, 0, prefixes, quote)
        if section.untold:
            lines.append(f"- {len(section.entries)} / {section.count}")
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).rstrip("\n") + "\n"


def _items(entry: Entry, level: int, prefixes: Prefixes, quote: Quote) -> list[str]:
    indent = "  " * level
    mark = " (rejected)" if entry.rejected else ""
    lines = [f"{indent}- {in_markdown(entry.text)}{mark}"]
    lines += [f"{indent}  - {_cited(source, prefixes, quote)}" for source in entry.sources]
    for each in entry.entries:
        lines += _items(each, level + 1, prefixes, quote)
    if entry.untold:
        lines.append(f"{indent}  - {len(entry.entries)} / {entry.count}")
    return lines


def _cited(source: SourceGraph, prefixes: Prefixes, quote: Quote) -> str:
    words = quote(source)
    return f"`{visible(prefixes.curie(source.graph))}`" + (f" {in_markdown(words)}" if words else "")


def to_json(outline: Outline, prefixes: Prefixes, quote: Quote = lambda source: None) -> Json:
    """The outline as values for JSON."""
    return {
        "title": outline.title,
        "things": [{"iri": thing.value, "curie": prefixes.curie(thing)} for thing in outline.things],
        "lead": [_value(entry, prefixes, quote) for entry in outline.lead],
        "sections": [_value(entry, prefixes, quote) for entry in outline.sections],
    }


def _value(entry: Entry, prefixes: Prefixes, quote: Quote) -> Json:
    value: Json = {"text": entry.text}
    if entry.name:
        value["name"] = entry.name
    if entry.thing is not None:
        value["thing"] = {"iri": entry.thing.value, "curie": prefixes.curie(entry.thing)}
    value |= dict(entry.facts)
    if entry.rejected:
        value["rejected"] = True
    if entry.untold:
        value["count"] = entry.count
    if entry.sources:
        value["sources"] = [_source(source, prefixes, quote) for source in entry.sources]
    if entry.entries:
        value["entries"] = [_value(each, prefixes, quote) for each in entry.entries]
    return value


def _source(source: SourceGraph, prefixes: Prefixes, quote: Quote) -> Json:
    value: Json = {"graph": source.graph.value, "curie": prefixes.curie(source.graph)}
    if source.document is not None:
        value |= {"document": source.document.value, "start": source.start, "end": source.end}
        if source.releases:
            value["releases"] = [release.value for release in source.releases]
        words = quote(source)
        if words:
            value["words"] = words
    return value
