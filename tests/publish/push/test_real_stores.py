"""Pushing into real stores: the shipped data and edits of it, by each protocol."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph
from real_stores import NAMES, RunningStore, running

from pactgraph.publish.push.push import Report, Settings, push
from pactgraph.wire.credentials import Credentials
from pactgraph.wire.fault import WireFault
from pactgraph.wire.transport import Transport
from pactgraph.workspace.workspace import Workspace

pytestmark = pytest.mark.slow
REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(params=NAMES)
def real(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[RunningStore]:
    with running(request.param, tmp_path, most_rows=10_000) as store:
        yield store


def send(store: RunningStore, root: Path, **named: object) -> Report:
    transport = Transport(Credentials(store.user, store.password), 60)
    return push(Workspace.open(root).dataset, transport, store.query, Settings(**named))  # type: ignore[arg-type]


@pytest.mark.parametrize("way", ["update", "gsp"])
def test_the_shipped_data_edits_of_it_and_nothing_new(
    way: str, real: RunningStore, small_world: Path, tmp_path: Path
) -> None:
    report = send(real, REPOSITORY, protocol=way)
    assert report.way == way
    assert report.views == (2 if real.name == "oxigraph" else 1), "Virtuoso shows all graphs by default"
    assert send(real, REPOSITORY, protocol=way).unchanged

    root = tmp_path / "edited"
    for folder in ("ontology", "data", "queries"):
        shutil.copytree(REPOSITORY / folder, root / folder)
    file = sorted((root / "data" / "documents").glob("*.trig"))[0]
    text = file.read_text(encoding="utf-8").replace('"@en', ' (edited)"@en')
    file.write_text(text, encoding="utf-8")
    sorted((root / "data" / "documents").glob("*.trig"))[-1].unlink()
    regions = root / "data" / "registers" / "regions.ttl"
    regions.write_text(regions.read_text(encoding="utf-8").replace("POINT(1", "POINT(2"), encoding="utf-8")
    report = send(real, root, protocol=way)
    assert report.removed > 10
    assert send(real, root, protocol=way).unchanged
    assert not send(real, small_world, protocol=way).unchanged
    assert send(real, small_world, protocol=way).unchanged


def test_changed_labels_are_all_that_is_sent(real: RunningStore, small_world: Path, tmp_path: Path) -> None:
    views = send(real, small_world).views
    root = Path(shutil.copytree(small_world, tmp_path / "edited"))
    file = root / "data" / "registers" / "regions.ttl"
    text = file.read_text(encoding="utf-8")
    labels = text.count('"@de')
    file.write_text(text.replace('"@de', ' neu"@de'), encoding="utf-8")
    report = send(real, root)
    assert (report.inserted, report.deleted) == (labels * (1 + views), labels * (1 + views))


def test_a_store_that_asks_for_credentials_gets_nothing_without(real: RunningStore) -> None:
    if real.user is None:
        pytest.skip("this store asks for none")
    with pytest.raises(WireFault, match=r"401|permission"):
        push(Workspace.open(REPOSITORY).dataset, Transport(), real.query)


def test_oxigraph_answers_from_its_own_default_graph(tmp_path: Path, small_world: Path) -> None:
    with running("oxigraph", tmp_path) as store:
        send(store, small_world)
        dataset = Workspace.open(small_world).dataset
        own = list(dataset.store().quads_for_pattern(None, None, None, DefaultGraph()))
        assert send(store, small_world, default="replace").unchanged
        assert send(store, small_world).accepted == len(dataset.default_graph()) >= len(own)
