"""`pactgraph why`: every passage behind a statement."""

from __future__ import annotations

from collections.abc import Sequence

import click

from ..api.evidence import Evidence, Source, Statement
from ..api.opened import OpenWorkspace
from ..api.values import Iri, name, told
from ..rdf.namespaces import BOUNDS, DOCUMENT
from .open_options import graph_options
from .options import as_of_option
from .page import NO_TEXTS, Page
from .printing import note


@click.command(name="why")
@click.argument("thing", metavar="THING")
@click.argument("property_", metavar="[PROPERTY]", required=False)
@click.option(
    "--about/--of",
    "about",
    default=None,
    help="Only statements about THING; or only statements "
    "of other things that have THING as their value. Default: both.",
)
@as_of_option
@graph_options
def command(
    thing: str, property_: str | None, about: bool | None, as_of: str | None, graph: OpenWorkspace
) -> None:
    """Give every passage behind the statements about THING: document, offsets (code points from 0, the end
    excluded), publisher, release, and the words themselves where the text is at hand. A statement that no
    passage makes in these words is told with the rules that make it and what they start from; with PROPERTY
    all of these are told, without it the states of THING. Of a time and of a state it says who tells them as
    they stand: a wider time, and a state that entails it, are witnesses too.

    THING is a slug, a CURIE, an IRI, a label in any language, a NUTS or ISO code, or a Wikidata id.
    PROPERTY limits the answer to one property, by label or CURIE.

    Example: pactgraph why flanders country
    """
    _Told(graph.lang).evidence(graph.why(thing, property_, about=about, as_of=as_of))


_VERBS = {"rejected": "rejects", "accepted": "accepts", "later": "puts later"}
_DAYS = {bound.value for pair in BOUNDS for bound in pair}


class _Told:
    """Writes evidence to standard output, in one language."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._page = Page()

    def evidence(self, found: Evidence) -> None:
        """The statements with their sources, grouped by subject and property."""
        self._page.title(told(found.thing, self._lang))
        if not found:
            note("not stated: no source says anything of it with that property")
            return
        for (subject, property_), group in _grouped(found).items():
            of = "" if subject == found.thing else f"{told(subject, self._lang)}: "
            self._page.heading(f"{of}{name(property_, self._lang)}")
            for statement in group:
                self._statement(statement)
            for ruling in dict.fromkeys(ruling for statement in group for ruling in statement.rulings):
                self._page.line(
                    f"decision of {ruling.date or 'unknown date'} "
                    f"{_VERBS.get(ruling.judgement, 'judges')} {told(ruling.value, self._lang)}: "
                    f"{ruling.reason} ({ruling.decision.curie})",
                    1,
                )
        sources = [source for each in found for source in each.sources]
        sources += [source for each in found for premise in each.premises for source in premise.sources]
        if not found.with_words and any(source.document is not None for source in sources):
            note(NO_TEXTS)

    def _statement(self, statement: Statement) -> None:
        self._page.line(f"{told(statement.value, self._lang)}{_mark(statement)}", 1)
        if statement.reasons:
            for reason in statement.reasons:
                by = reason.rule if reason.rule == "the law" else f"rule {reason.rule}"
                self._page.line(f"by {by}: {reason.sentence}", 2)
            for each in statement.premises:
                says = f"{name(each.property, self._lang)}: {told(each.value, self._lang)}"
                self._page.line(f"from {told(each.subject, self._lang)}: {says}", 2)
                for source in each.sources:
                    self._source(source, 3)
        else:
            for source in statement.sources:
                refused = source.rejected and not statement.rejected
                self._source(source, 2, "  [rejected]" if refused else "")
        left = [source for source in statement.sources if not source.rejected]
        if statement.tellers:
            names = ", ".join(each.curie for each in statement.tellers)
            self._page.line(f"independent witnesses: {len(statement.tellers)} ({names})", 2)
        elif sum(source.document is not None for source in left) > 1:
            self._page.line(f"independent witnesses: {statement.witnesses}", 2)

    def _source(self, source: Source, indent: int, mark: str = "") -> None:
        self._page.line(f"{self._where(source)}{mark}", indent)
        if source.words:
            self._page.line(f"“{source.words}”", indent + 1)
        for premise in source.premises:
            self._page.line(f"read with {premise.curie}", indent + 1)

    def _where(self, source: Source) -> str:
        """A source in words: document, offsets, publisher and release of a passage, or the file's graph."""
        if source.document is None:
            return f"stated in {source.graph.curie}"
        slug = source.document.removeprefix(DOCUMENT)
        parts = [f"{slug}, characters {source.start} to {source.end}"]
        if source.publishers:
            names = ", ".join(told(term, self._lang) for term in source.publishers)
            parts.append(f"published by {names}")
        if source.releases:
            parts.append("from " + ", ".join(release.curie for release in source.releases))
        return "; ".join(parts)


def _mark(statement: Statement) -> str:
    """What is to be known of a statement beside its value."""
    if statement.rejected:
        return "  [rejected]"
    if statement.disputed:
        return "  [disputed]"
    if statement.accepted:
        return ""
    return "  [wider than what stands]" if statement.property in _DAYS else "  [told for another day]"


def _grouped(found: Evidence) -> dict[tuple[Iri, Iri], Sequence[Statement]]:
    groups: dict[tuple[Iri, Iri], list[Statement]] = {}
    for statement in found:
        groups.setdefault((statement.subject, statement.property), []).append(statement)
    return {**groups}
