"""Pushing into real stores: the shipped data and edits of it, by each protocol."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph
from real_stores import NAMES, RunningStore, Stores

from pactgraph.publish.push.push import PushReport, PushSettings, push
from pactgraph.wire.credentials import Credentials
from pactgraph.wire.fault import WireFault
from pactgraph.wire.transport import Transport
from pactgraph.workspace.files import source_files
from pactgraph.workspace.rules import read_rules
from pactgraph.workspace.workspace import Workspace

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(params=NAMES)
def real(request: pytest.FixtureRequest, stores: Stores) -> RunningStore:
    return stores.empty(request.param)


def send(store: RunningStore, root: Path, **named: object) -> PushReport:
    transport = Transport(Credentials(store.user, store.password), 60)
    settings = PushSettings(**named)  # type: ignore[arg-type]
    return push(source_files(root), read_rules(root), transport, store.query, settings)


@pytest.mark.parametrize("way", ["update", "gsp"])
def test_the_shipped_data_and_nothing_new(way: str, real: RunningStore) -> None:
    report = send(real, REPOSITORY, protocol=way)
    assert report.way == way
    assert report.views == (3 if real.name == "oxigraph" else 2), "Virtuoso shows all graphs by default"
    assert send(real, REPOSITORY, protocol=way).unchanged


@pytest.mark.parametrize("way", ["update", "gsp"])
def test_edits_and_nothing_new(way: str, real: RunningStore, small_world: Path, tmp_path: Path) -> None:
    assert not send(real, small_world, protocol=way).unchanged
    root = Path(shutil.copytree(small_world, tmp_path / "edited"))
    documents = sorted((root / "data" / "documents").glob("*.trig"))
    text = documents[0].read_text(encoding="utf-8").replace('"@en', ' (edited)"@en')
    documents[0].write_text(text, encoding="utf-8")
    documents[-1].unlink()
    regions = root / "data" / "registers" / "regions.ttl"
    regions.write_text(regions.read_text(encoding="utf-8").replace("POINT(1", "POINT(2"), encoding="utf-8")
    report = send(real, root, protocol=way)
    assert report.removed > 3
    assert send(real, root, protocol=way).unchanged


def test_changed_labels_are_all_that_is_sent(real: RunningStore, small_world: Path, tmp_path: Path) -> None:
    views = send(real, small_world).views
    root = Path(shutil.copytree(small_world, tmp_path / "edited"))
    file = root / "data" / "registers" / "regions.ttl"
    text = file.read_text(encoding="utf-8")
    labels = text.count('"@de')
    file.write_text(text.replace('"@de', ' neu"@de'), encoding="utf-8")
    report = send(real, root)
    assert (report.inserted, report.deleted) == (labels * views, labels * views), "none of them derived"


def test_a_store_that_asks_for_credentials_gets_nothing_without(real: RunningStore) -> None:
    if real.user is None:
        pytest.skip("this store asks for none")
    with pytest.raises(WireFault, match=r"401|permission"):
        push(source_files(REPOSITORY), read_rules(REPOSITORY), Transport(), real.query)


def test_oxigraph_answers_from_its_own_default_graph(stores: Stores, small_world: Path) -> None:
    store = stores.empty("oxigraph")
    send(store, small_world)
    facts = Workspace.open(small_world).facts
    own = list(facts.store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert send(store, small_world, default="replace").unchanged
    assert send(store, small_world).accepted == len(facts.default_graph()) >= len(own)
