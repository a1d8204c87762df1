"""`pactgraph stats`: what the dataset holds, in numbers."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click
from pyoxigraph import NamedNode

from ..api.opened import OpenWorkspace
from ..workspace.source_texts import VARIABLE
from .open_options import workspace_option
from .page import Page
from .printing import give_json, note

if TYPE_CHECKING:
    from ..api import Uncovered, Use
    from ..api.statistics import Statistics

Curie = Callable[[NamedNode | str], str]


@click.command(name="stats")
@click.option(
    "--terms", is_flag=True, help="Also list the terms and concepts that no datum, no rule and no query uses."
)
@click.option(
    "--uncovered", "gaps", is_flag=True, help="Only the spans of each document's text that no passage covers."
)
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(),
    envvar=VARIABLE,
    help=f"With --uncovered: the folder with the source texts, to show the words. Default: ${VARIABLE}.",
)
@click.option("--json", "as_json", is_flag=True, help="As JSON, for programs.")
@workspace_option
def command(terms: bool, gaps: bool, sources: str | None, as_json: bool, graph: OpenWorkspace) -> None:
    """Count what the dataset holds: records by class, passages and statements by document, decisions, open
    conflicts, and the share of the ontology's terms and of the schemes' concepts that a datum, a rule or a
    stored query uses.

    Example: pactgraph stats --terms
    """
    curie = graph.prefixes.curie
    if gaps:
        _gaps(curie, graph.uncovered(sources), as_json)
        return
    found = graph.statistics()
    if as_json:
        give_json(_as_json(curie, found))
        return
    _told(curie, found)
    if terms:
        page = Page()
        for title, uses in (("Unused terms", found.terms), ("Unused concepts", found.concepts)):
            page.heading(title)
            unused = [curie(use.term) for use in uses if not use.used]
            for name in unused or ["none"]:
                page.line(name, 1)


def _gaps(curie: Curie, documents: list[Uncovered], as_json: bool) -> None:
    if as_json:
        told = [
            {
                "document": curie(document.document),
                "length": document.length,
                "covered": document.covered,
                "gaps": [
                    {"start": gap.span.start, "end": gap.span.end}
                    | ({"words": gap.words} if gap.words else {})
                    for gap in document.gaps
                ],
            }
            for document in documents
        ]
        give_json(told)
        return
    page = Page()
    for document in documents:
        page.heading(
            f"{curie(document.document)}: {document.covered} of {document.length} characters covered"
        )
        for gap in document.gaps:
            words = f": {gap.words}" if gap.words else ""
            page.line(f"{gap.span.start}-{gap.span.end}{words}", 1)
        if not document.at_hand:
            note(
                f"{curie(document.document)}: offsets only, white space included; --sources DIR with its "
                "text shows the words"
            )


def _told(curie: Curie, found: Statistics) -> None:
    numbers = found.numbers
    page = Page()
    page.title("Records")
    for kind, count in numbers.classes.items():
        page.line(f"{count:>6}  {curie(kind)}", 1)
    page.heading("Documents")
    for document in numbers.documents:
        page.line(
            f"{document.slug}: {document.passages} passages, {document.statements} statements, "
            f"from {', '.join(map(curie, document.releases)) or 'no release'}",
            1,
        )
    page.line(f"{numbers.witnesses} independent witnesses in {len(numbers.documents)} documents", 1)
    page.heading("Graphs")
    page.line(f"{numbers.default_graph} statements in the default graph, without the vocabulary", 1)
    page.line(f"{numbers.named_graphs} named graphs", 1)
    page.line(f"{numbers.decisions} decisions, {numbers.rejected} statements rejected", 1)
    page.line(f"{found.conflicts} open conflicts", 1)
    page.heading("Vocabulary in use")
    page.line(f"terms: {_share(found.terms)}", 1)
    page.line(f"concepts: {_share(found.concepts)}", 1)


def _as_json(curie: Curie, found: Statistics) -> dict[str, object]:
    numbers, terms, concepts = found.numbers, found.terms, found.concepts
    return {
        "records": {curie(kind): count for kind, count in numbers.classes.items()},
        "documents": [
            {
                "document": f"document:{document.slug}",
                "passages": document.passages,
                "statements": document.statements,
                "releases": [curie(release) for release in document.releases],
            }
            for document in numbers.documents
        ],
        "witnesses": numbers.witnesses,
        "defaultGraph": numbers.default_graph,
        "namedGraphs": numbers.named_graphs,
        "decisions": numbers.decisions,
        "rejected": numbers.rejected,
        "openConflicts": found.conflicts,
        "terms": {"all": len(terms), "unused": [curie(use.term) for use in terms if not use.used]},
        "concepts": {"all": len(concepts), "unused": [curie(use.term) for use in concepts if not use.used]},
    }


def _share(uses: list[Use]) -> str:
    used = sum(use.used for use in uses)
    percent = 100 * used / len(uses) if uses else 100
    return f"{used} of {len(uses)} used by a datum, a rule or a stored query ({percent:.0f} percent)"
