"""One question, one answer: the stored queries give the embedded engine's rows on plain rdflib too, terms and
order included, but for its faults, which are pinned here, and for what it is too slow for.

They run on the small world with the parameters of their golden files, and on the shipped data with those of
their own examples.
"""

from __future__ import annotations

import shlex

import pytest
from golden_cases import QUERIES, REPOSITORY, golden_cases, paired
from plain_rdflib import PlainRdflib

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.query.stored.answering import answer_stored
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.rdf.table import Table
from pactgraph.workspace.workspace import Workspace

TOO_SLOW = frozenset({"single-source", "unsupported"})
"""Not asked: rdflib takes 90 s of processor time for `unsupported` on the shipped data, and has no answer to
`single-source` within 100 s. The slowest that is asked, `hosts`, takes it 57 s."""

NO_SOLUTIONS = (
    "GROUP BY of no solutions, in a SELECT inside another: rdflib makes a group without values of it"
)
FAULTS = {
    ("commitment-matrix", "--sector sector:hydrogen"): NO_SOLUTIONS,
    ("meeting-points", "--agent region:ivorne --sector sector:hydrogen"): NO_SOLUTIONS,
    ("meeting-points", "--until 2020-12-31 --agent government:dunmere"): NO_SOLUTIONS,
}
"""By question of the small world: the fault of rdflib that gives it other rows."""


class World:
    """A workspace, and both engines over its statements."""

    def __init__(self, kind: str) -> None:
        self.is_small = kind == "small"
        workspace = Workspace.open(REPOSITORY / "tests" / "world" if self.is_small else REPOSITORY)
        self.embedded = OxigraphEngine(workspace.store)
        self.plain = PlainRdflib(workspace.store)
        self.catalogue = Catalogue(workspace.queries, workspace.prefixes)
        self.names = Names(self.embedded, workspace.prefixes)

    def cases(self, name: str) -> list[dict[str, str]]:
        """The parameters with which a query is asked."""
        if self.is_small:
            return golden_cases(name)
        query = self.catalogue[name]
        told = [paired(shlex.split(example)) for example in query.header.examples]
        return told if any(parameter.required for parameter in query.parameters) else [*told, {}]


@pytest.fixture(scope="module", params=["small", "shipped"])
def world(request: pytest.FixtureRequest) -> World:
    return World(request.param)


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("name", [name for name in QUERIES if name not in TOO_SLOW])
def test_stored_queries(world: World, name: str) -> None:
    cases = world.cases(name)
    assert cases, f"no case for {name}"
    for parameters in cases:
        expected, found = (
            answer_stored(engine, world.catalogue[name], parameters, world.names)[0]
            for engine in (world.embedded, world.plain)
        )
        typed = " ".join(f"--{key} {value}" for key, value in parameters.items())
        if world.is_small and (name, typed) in FAULTS:
            assert isinstance(expected, Table) and isinstance(found, Table)
            assert expected.rows == () and None in found.rows[0], "rdflib has mended this fault: unpin it"
        elif isinstance(expected, list):
            assert isinstance(found, list) and set(found) == set(expected), typed
        else:
            assert found == expected, typed


def test_what_is_named_is_asked_at_all() -> None:
    assert set(QUERIES) > TOO_SLOW
    asked = {
        (name, " ".join(f"--{k} {v}" for k, v in case.items()))
        for name in QUERIES
        for case in golden_cases(name)
    }
    assert FAULTS.keys() <= asked
