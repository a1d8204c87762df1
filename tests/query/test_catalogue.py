"""The stored queries of a workspace."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.stored.catalogue import Catalogue, CatalogueFault
from pactgraph.workspace.workspace import Workspace

RENDERED = {"about", "linked-from", "said-in", "things", "told-by"}
"""Questions that views render and that are none of the forty."""


@pytest.fixture
def catalogue(workspace: Workspace) -> Catalogue:
    return Catalogue(workspace.queries, workspace.prefixes)


def test_reads_one_query(catalogue: Catalogue) -> None:
    query = catalogue["parties"]
    assert (query.topic, query.file, query.form) == ("lookup", "queries/lookup/parties.rq", "SELECT")
    assert [parameter.name for parameter in query.parameters] == ["region", "on"]
    assert query.header.columns == {"agreement": "the agreement", "party": "who takes part"}


def test_lists_all_by_topic_and_name(catalogue: Catalogue) -> None:
    assert [query.name for query in catalogue] == ["graph", "commitments", "parties"]


def test_a_near_miss_suggests(catalogue: Catalogue) -> None:
    with pytest.raises(CatalogueFault, match="did you mean parties"):
        catalogue["partys"]
    with pytest.raises(CatalogueFault, match="pactgraph queries"):
        catalogue["../../etc/passwd"]


def test_a_wrong_file_says_where_and_leaves_the_others(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "queries"
    shutil.copytree(workspace.queries, folder)
    catalogue = Catalogue(folder, workspace.prefixes)
    wrong = {
        "typo": (b"#+ sumary: What?\nASK {}", "queries/lookup/typo.rq:1: unknown key sumary"),
        "bytes": (b"#+ summary: \xff?\nASK {}", "not readable as UTF-8"),
        "update": (b"#+ summary: What?\nCLEAR ALL", "holds no SELECT"),
        "service": (b"#+ summary: What?\nASK { SERVICE <http://e/> {} }", "SERVICE"),
        "string": (b"#+ summary: What?\nASK { ?s ?p 'x }", "line 2, column 13"),
    }
    for name, (content, _) in wrong.items():
        (folder / "lookup" / f"{name}.rq").write_bytes(content)
    for name, (_, said) in wrong.items():
        with pytest.raises(CatalogueFault) as caught:
            catalogue[name]
        assert said in str(caught.value)
    assert catalogue["parties"].name == "parties"


def test_two_files_of_one_name(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "queries"
    shutil.copytree(workspace.queries, folder)
    shutil.copy(folder / "lookup/parties.rq", folder / "links/parties.rq")
    catalogue = Catalogue(folder, workspace.prefixes)
    said = r"two stored queries are called parties: queries/links/parties\.rq"
    with pytest.raises(CatalogueFault, match=said):
        catalogue["parties"]
    with pytest.raises(CatalogueFault, match=said):
        list(catalogue)
    assert catalogue["graph"].name == "graph"


def shipped() -> Workspace:
    return Workspace.open(Path(__file__).parents[2])


SHIPPED = sorted((Path(__file__).parents[2] / "queries").glob("*/*.rq"))


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_each_shipped_query_is_whole(path: Path) -> None:
    """Header, parameters and columns agree with the query, and it runs as it stands, unbound."""
    workspace = shipped()
    query = Catalogue(workspace.queries, workspace.prefixes)[path.stem]
    assert query.header.id == query.name
    assert query.header.answers or query.topic in ("network", "words") or query.name in RENDERED
    assert all(parameter.doc for parameter in query.parameters)
    from pyoxigraph import Store

    if query.form == "SELECT":
        columns = OxigraphEngine(Store()).select(query.text).columns
        assert set(columns) == set(query.header.columns)
        assert set(query.header.lists) <= set(columns)
