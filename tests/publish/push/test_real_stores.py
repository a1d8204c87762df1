"""Pushing into real stores: the shipped data and edits of it, by requests and by the loader of each."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph
from real_stores import NAMES, RunningStore, Stores, running

from pactgraph.publish.push.loaders import in_quads
from pactgraph.publish.push.push import PushReport, PushSettings, push
from pactgraph.query.remote.authentication import Credentials
from pactgraph.query.remote.remote_faults import RemoteFault
from pactgraph.query.remote.transport import Transport
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


def test_the_shipped_data_and_nothing_new(real: RunningStore) -> None:
    assert not send(real, REPOSITORY).unchanged
    assert send(real, REPOSITORY).unchanged


def test_edits_and_nothing_new(real: RunningStore, small_world: Path, tmp_path: Path) -> None:
    assert not send(real, small_world).unchanged
    root = Path(shutil.copytree(small_world, tmp_path / "edited"))
    documents = sorted((root / "data" / "documents").glob("*.trig"))
    text = documents[0].read_text(encoding="utf-8").replace('"@en', ' (edited)"@en')
    documents[0].write_text(text, encoding="utf-8")
    documents[-1].unlink()
    regions = root / "data" / "registers" / "regions.ttl"
    regions.write_text(regions.read_text(encoding="utf-8").replace("POINT(1", "POINT(2"), encoding="utf-8")
    report = send(real, root)
    assert report.removed > 3
    assert send(real, root).unchanged


def test_a_store_that_asks_for_credentials_gets_nothing_without(real: RunningStore) -> None:
    if real.user is None:
        pytest.skip("this store asks for none")
    with pytest.raises(RemoteFault, match=r"401|permission"):
        push(source_files(REPOSITORY), read_rules(REPOSITORY), Transport(), real.query)


def test_oxigraph_answers_from_its_own_default_graph(stores: Stores, small_world: Path) -> None:
    store = stores.empty("oxigraph")
    send(store, small_world)
    facts = Workspace.open(small_world).facts
    own = list(facts.store.quads_for_pattern(None, None, None, DefaultGraph()))
    assert send(store, small_world, default="replace").unchanged
    assert send(store, small_world).accepted == len(facts.default_graph()) >= len(own)


def written(root: Path, file: Path, *, own_default: bool) -> Path:
    file.write_bytes(b"".join(in_quads(source_files(root), read_rules(root), own_default=own_default)))
    return file


def test_oxigraphs_loader_leaves_nothing_to_push(tmp_path: Path) -> None:
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
    if program is None:
        pytest.skip("the Oxigraph server is not installed: pip install oxigraph")
    file, place = written(REPOSITORY, tmp_path / "pactgraph.nq", own_default=True), tmp_path / "store"
    subprocess.run([program, "load", "--location", place, "--file", file], check=True, capture_output=True)
    with running("oxigraph", tmp_path, "--location", str(place)) as store:
        assert send(store, REPOSITORY).unchanged


def test_virtuosos_loader_leaves_nothing_to_push(stores: Stores) -> None:
    store = stores.empty("virtuoso")
    written(REPOSITORY, store.folder / "pactgraph.nq", own_default=False)
    store.sql(f"ld_dir('{store.folder}', 'pactgraph.nq', ''); rdf_loader_run(); checkpoint")
    assert send(store, REPOSITORY).unchanged
