"""One question, one answer: stored queries and look-ups give the embedded engine's answer, terms and order
included, through HTTP on a real Oxigraph server and a real Virtuoso.

The stored queries run on the small world with the parameters of their golden files, and on the shipped data
with those of their own examples.
"""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

import pytest
import real_stores
from click.testing import CliRunner
from golden_cases import QUERIES, REPOSITORY, golden_cases, paired
from pyoxigraph import NamedNode, Quad

from pactgraph.cli import group
from pactgraph.publish.push.push import push
from pactgraph.query.engines.engine import Answer, Engine
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.evidence.statements import statements_of, statements_on
from pactgraph.query.naming.names import NameFault, Names
from pactgraph.query.remote.authentication import Credentials
from pactgraph.query.remote.endpoint import RemoteEngine
from pactgraph.query.remote.transport import Transport
from pactgraph.query.sparql.binding import bind
from pactgraph.query.stored.answering import answer_stored
from pactgraph.query.stored.catalogue import Catalogue
from pactgraph.query.stored.cited_rows import with_citations
from pactgraph.rdf.namespaces import PACT, RDF, RECORD, file_graph
from pactgraph.rdf.table import Table
from pactgraph.workspace.files import in_passage, source_files
from pactgraph.workspace.workspace import Workspace

WORLDS = ("small", "shipped")
Parameters = dict[str, str]
slow = pytest.mark.slow
_DOCUMENT = NamedNode(PACT + "Document")


class World:
    """A workspace, with the embedded engine's answers and another engine over the same statements."""

    def __init__(self, root: Path, kind: str) -> None:
        self.kind = kind
        self.root = root
        self.workspace = Workspace.open(root)
        self.embedded = OxigraphEngine(self.workspace.store)
        self.catalogue = Catalogue(self.workspace.queries, self.workspace.prefixes)
        self.other: Engine = self.embedded
        self.options: list[str] = []

    def cases(self, name: str) -> list[Parameters]:
        """The parameters with which a query is asked."""
        if self.kind == "shipped":
            query = self.catalogue[name]
            told = [paired(shlex.split(example)) for example in query.header.examples]
            if not any(parameter.required for parameter in query.parameters):
                told.append({})
        else:
            told = golden_cases(name)
        assert told, f"no case for {name}"
        return told

    def answers(self, name: str, parameters: Parameters, engine: Engine) -> Answer:
        """The answer of an engine, which also finds what the parameters mean."""
        names = Names(engine, self.workspace.prefixes)
        return answer_stored(engine, self.catalogue[name], parameters, names)[0]

    def told(self, *command: str) -> str:
        """What a command prints."""
        done = CliRunner().invoke(group, [*command, "--workspace", str(self.root)])
        assert done.exit_code == 0, (command, done.output)
        return done.output


@pytest.fixture(
    scope="module",
    params=[pytest.param(f"{name} {kind}", marks=slow) for name in real_stores.NAMES for kind in WORLDS],
)
def world(
    request: pytest.FixtureRequest,
    small_world: Path,
    stores: real_stores.Stores,
    tmp_path_factory: pytest.TempPathFactory,
) -> World:
    name, kind = request.param.split()
    root = small_world
    if kind == "shipped":
        root = tmp_path_factory.mktemp("shipped")
        for folder in ("ontology", "data", "queries"):
            shutil.copytree(REPOSITORY / folder, root / folder)
    found = World(root, kind)
    store = stores.empty(name)
    if kind == "small":  # as users fill a store: the books of a push change no answer
        transport = Transport(Credentials(store.user, store.password))
        push(source_files(root), found.workspace.rules, transport, store.query)
    else:
        store.load(found.workspace.store)
    found.other = RemoteEngine(store.query)
    found.options = ["--endpoint", store.query]
    return found


def same(one: Answer, other: Answer) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return set(one) == set(other) and len(one) == len(other)
    return one == other


@pytest.mark.parametrize("name", QUERIES)
def test_stored_queries(world: World, name: str) -> None:
    for parameters in world.cases(name):
        expected = world.answers(name, parameters, world.embedded)
        found = world.answers(name, parameters, world.other)
        if isinstance(expected, Table) and isinstance(found, Table):
            assert found.columns == expected.columns
            assert list(found.rows) == list(expected.rows), parameters
        else:
            assert same(found, expected), parameters


@pytest.mark.parametrize("name", ["agreements-of", "single-source", "disagreements"])
def test_cited_rows(world: World, name: str) -> None:
    query = world.catalogue[name]
    for parameters in world.cases(name):
        cited = []
        for engine in (world.embedded, world.other):
            found, bound = answer_stored(engine, query, parameters, Names(engine, world.workspace.prefixes))
            assert isinstance(found, Table)
            text = bind(query.text, bound)
            cited.append(with_citations(engine, world.workspace.rules.rules, text, found, query.header.lists))
        assert cited[0] == cited[1], parameters


TYPED = {
    "small": ["brinmark", "region:brinmark", "Brinmark", "brinmarc", "lantern league", "no such thing"],
    "shipped": ["saxony", "Sachsen", "DE-SN", "DED", "Q1202", "saxon", "flandre", "no such thing"],
}


def test_names(world: World) -> None:
    def resolved(engine: Engine, typed: str) -> str:
        try:
            return Names(engine, world.workspace.prefixes, "de").resolve(typed).value
        except NameFault as fault:
            return str(fault)

    for typed in TYPED[world.kind]:
        assert resolved(world.other, typed) == resolved(world.embedded, typed)


@pytest.mark.parametrize("command", ["show", "why"])
def test_commands(world: World, command: str) -> None:
    for thing in {"small": ["brinmark", "lantern-league"], "shipped": ["flanders"]}[world.kind]:
        assert world.told(command, thing, *world.options) == world.told(command, thing)


def test_evidence(world: World) -> None:
    thing = NamedNode(RECORD + ("region/brinmark" if world.kind == "small" else "region/saxony"))
    for look_up in (statements_of, statements_on):
        assert look_up(world.other, thing) == look_up(world.embedded, thing) != []


def test_describe(world: World) -> None:
    thing = RECORD + ("region/brinmark" if world.kind == "small" else "region/saxony")
    for query in (
        f"DESCRIBE <{thing}>",
        f"DESCRIBE ?a WHERE {{ ?a <https://w3id.org/pactgraph/def#party> <{thing}> }}",
        f"DESCRIBE ?s WHERE {{ GRAPH ?g {{ ?s <https://w3id.org/pactgraph/def#party> <{thing}> }} }}",
    ):
        expected = world.embedded.construct(query)
        assert expected
        assert same(world.other.construct(query), expected)


@slow
@pytest.mark.parametrize("name", real_stores.NAMES)
def test_what_is_unsupported(name: str, small_world: Path, stores: real_stores.Stores) -> None:
    """The one question that the data of both worlds leaves without rows, over data with its faults."""
    workspace = Workspace.open(small_world)
    faulty = workspace.store
    papers = [quad.subject for quad in faulty.quads_for_pattern(None, NamedNode(RDF + "type"), _DOCUMENT)]
    place, elsewhere = NamedNode(PACT + "place"), NamedNode(RECORD + "place/corvo")
    passages = sorted(
        {quad.graph_name for quad in faulty.quads_for_pattern(None, place, None) if in_passage(quad)}, key=str
    )
    for number, paper in enumerate(papers):
        own = file_graph(paper.value.rpartition("/")[2])  # type: ignore[union-attr]
        stated = Quad(NamedNode(f"{RECORD}commitment/unheard-{number}"), place, elsewhere, own)
        faulty.extend([stated, Quad(stated.subject, place, elsewhere)])
    backed = next(iter(faulty.quads_for_pattern(None, place, None, passages[0])))
    faulty.add(Quad(backed.subject, place, backed.object, own))
    faulty.remove_graph(passages[-1])
    embedded = OxigraphEngine(faulty)
    store = stores.empty(name)
    store.load(faulty)
    other = RemoteEngine(store.query)
    query = Catalogue(workspace.queries, workspace.prefixes)["unsupported"]
    expected, found = (
        answer_stored(engine, query, {}, Names(engine, workspace.prefixes))[0] for engine in (embedded, other)
    )
    assert isinstance(expected, Table) and found == expected
    assert len(papers) > 1 and len(expected.rows) == len(papers) + 1
