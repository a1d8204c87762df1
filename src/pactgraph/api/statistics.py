"""What a dataset holds, in numbers."""

from __future__ import annotations

from dataclasses import dataclass

from ..check.tally import Tally, tally
from ..check.usage import Use, concept_uses, term_uses
from ..workspace.files import UnreadableFile
from ..workspace.query_files import query_files, query_text
from ..workspace.workspace import Workspace
from .caller import Caller


@dataclass(frozen=True)
class Statistics:
    """Records, passages and statements (`numbers`), open conflicts, and of each term of the ontology and each
    concept of its schemes whether a datum, a rule or a stored query uses it."""

    numbers: Tally
    terms: list[Use]
    concepts: list[Use]
    conflicts: int


def statistics(workspace: Workspace, caller: Caller) -> Statistics:
    """The numbers of a workspace; `caller` is told what cannot be read."""
    dataset, prefixes = workspace.dataset, workspace.prefixes
    caller.left_out(dataset.unreadable)
    texts = [*_queries(workspace, caller), *(rule.text for rule in workspace.rules.rules)]
    return Statistics(
        tally(workspace.facts),
        term_uses(dataset, texts, prefixes),
        concept_uses(dataset, texts, prefixes),
        len(workspace.facts.standing.conflicts),
    )


def _queries(workspace: Workspace, caller: Caller) -> list[str]:
    """The texts of the stored queries."""
    paths, closed = query_files(workspace.queries)
    found = list[str]()
    for path in paths:
        try:
            found.append(query_text(path, workspace.queries))
        except UnreadableFile as fault:
            closed.append(fault.finding)
    caller.left_out(closed)
    return found
