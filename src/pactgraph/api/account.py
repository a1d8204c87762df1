"""An account of something in sections, each sentence with its sources."""

from __future__ import annotations

from collections.abc import Callable

from ..prose.outline import Entry, Outline, quoted_once, to_json, to_markdown
from ..query.evidence.statements import SourceGraph
from ..rdf.prefixes import Prefixes
from .values import shown

__all__ = ["Account", "Entry", "Outline", "quoted_once"]


class Account:
    """What the graph tells of a thing, of two side by side, or of the paths between them.

    `title` says of what, `outline` holds the entries as they are. A notebook shows it as nested lists;
    `print` gives Markdown.
    """

    def __init__(
        self, outline: Outline, prefixes: Prefixes, quote: Callable[[SourceGraph], str | None]
    ) -> None:
        self.outline = outline
        self._prefixes = prefixes
        self._quote = quote

    @property
    def title(self) -> str:
        """The title: the names of what it is about."""
        return self.outline.title

    @property
    def sections(self) -> tuple[str, ...]:
        """The names of the sections, the same in every language, such as `agreements` or `commitments`."""
        return tuple(section.name for section in self.outline.sections)

    def to_dict(self) -> dict[str, object]:
        """All of it as values for JSON: `title`, `things`, `lead` and `sections`, with sources by entry."""
        return to_json(self.outline, self._prefixes, self._quote)

    def to_markdown(self) -> str:
        """All of it as Markdown (CommonMark); nothing in the data acts as markup."""
        return to_markdown(self.outline, self._prefixes, self._quote)

    def __str__(self) -> str:
        return self.to_markdown()

    def __repr__(self) -> str:
        return f"<{self.title}: {', '.join(self.sections)}>"

    def _repr_html_(self) -> str:
        sections = (
            f"<details open><summary><b>{shown(section.text)}</b></summary>"
            f"{self._list(section.entries)}</details>"
            for section in map(quoted_once, self.outline.sections)
        )
        lead = tuple(map(quoted_once, self.outline.lead))
        return "".join([f"<h3>{shown(self.title)}</h3>", self._list(lead), *sections])

    def _list(self, entries: tuple[Entry, ...]) -> str:
        return f"<ul>{''.join(map(self._item, entries))}</ul>" if entries else ""

    def _item(self, entry: Entry) -> str:
        text = f"<del>{shown(entry.text)}</del> (rejected)" if entry.rejected else shown(entry.text)
        return f"<li>{text}{''.join(map(self._source, entry.sources))}{self._list(entry.entries)}</li>"

    def _source(self, source: SourceGraph) -> str:
        words = self._quote(source)
        said = f" {shown(words)}" if words else ""
        return f" <small><code>{shown(self._prefixes.curie(source.graph))}</code>{said}</small>"
