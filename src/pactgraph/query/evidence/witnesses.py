"""Who tells a time or a state as it stands."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode

from ...rdf.namespaces import BOUNDS, PACT
from ..engines.engine import Engine
from ..sparql.values_block import listed
from .support import Triple

DAYS = frozenset(bound for pair in BOUNDS for bound in pair)
"""The properties that give a first or last day."""


def standing_witnesses(engine: Engine, statements: Iterable[Triple]) -> dict[Triple, tuple[NamedNode, ...]]:
    """For each of the statements that is a bound of a time or a state the releases, and documents of none,
    that tell it as it stands: also those that tell a wider time, or a value that entails it.

    Raises what `engine.select` raises.
    """
    asked = list(dict.fromkeys(statements))
    found: dict[tuple[NamedNode, object], set[NamedNode]] = {}
    for some in listed(row[0] for row in asked):
        table = engine.select(
            f"SELECT ?thing ?value ?witness WHERE {{ VALUES ?thing {{ {some} }} "
            f"{{ ?thing <{PACT}witness> ?witness }} UNION "
            f"{{ ?period <{PACT}stateOf> ?thing ; a <{PACT}Period> ; <{PACT}holds> ?value ; "
            f"<{PACT}witness> ?witness }} }}"
        )
        for thing, value, witness in table.rows:
            if isinstance(thing, NamedNode) and isinstance(witness, NamedNode):
                found.setdefault((thing, value), set()).add(witness)
    return {
        row: tuple(sorted(told, key=lambda node: node.value))
        for row in asked
        if (told := found.get((row[0], None if row[1] in DAYS else row[2])))
    }
