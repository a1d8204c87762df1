"""The small world, opened from Python, and a tiny workspace whose labels are hostile."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import pactgraph

HOSTILE = "<script>alert(1)</script>\u202e\"'&"
REGISTER = """\
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix agreement: <https://w3id.org/pactgraph/id/agreement/> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .

region:hostile a pact:Region ; rdfs:label "<script>alert(1)</script>\u202e\\"'&"@en .
agreement:hostile-pact a pact:Agreement ; rdfs:label "</text><script>"@en ;
    pact:party region:hostile, region:alderland .
"""


@pytest.fixture(scope="session")
def graph(small_world: Path) -> pactgraph.OpenWorkspace:
    return pactgraph.open_workspace(small_world)


@pytest.fixture(scope="session")
def hostile(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> pactgraph.OpenWorkspace:
    root = tmp_path_factory.mktemp("hostile") / "world"
    shutil.copytree(small_world, root)
    (root / "data" / "registers" / "hostile.ttl").write_text(REGISTER, encoding="utf-8")
    return pactgraph.open_workspace(root)
