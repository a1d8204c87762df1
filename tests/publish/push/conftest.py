"""Datasets, and a store on loopback to push them into."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from loopback_store import LoopbackStore
from pyoxigraph import NamedNode

from pactgraph.publish.push.push import PushReport, PushSettings, push
from pactgraph.query.remote.authentication import Credentials
from pactgraph.query.remote.transport import Transport
from pactgraph.rdf.namespaces import ACCEPTED
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.facts import Facts
from pactgraph.workspace.files import Layer, SourceFile
from pactgraph.workspace.rules import Rules

PREFIXES = """
@prefix graph: <https://w3id.org/pactgraph/graph/> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix decision: <https://w3id.org/pactgraph/id/decision/> .
@prefix judgement: <https://w3id.org/pactgraph/concept/judgement/> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
NO_RULES = Rules((), [])
LAYERS: dict[str, Layer] = {"registers": "registers", "documents": "documents", "curation": "curation"}


@pytest.fixture
def remote() -> Iterator[LoopbackStore]:
    found = LoopbackStore()
    yield found
    found.close()


@pytest.fixture
def make(tmp_path: Path) -> Callable[[dict[str, str]], Dataset]:
    """Makes a dataset from the texts of its files by name, such as `documents/a.trig`."""
    made = count()

    def dataset(files: dict[str, str]) -> Dataset:
        root = tmp_path / f"dataset-{next(made)}"
        listed = []
        for name, text in files.items():
            file = SourceFile(root / name, f"data/{name}", LAYERS[name.partition("/")[0]])
            file.path.parent.mkdir(parents=True, exist_ok=True)
            file.path.write_text(PREFIXES + text, encoding="utf-8")
            listed.append(file)
        return Dataset(listed)

    return dataset


@pytest.fixture
def send(remote: LoopbackStore) -> Callable[..., PushReport]:
    """Pushes a dataset into the store on loopback, without waiting between attempts."""

    def go(
        dataset: Dataset,
        credentials: Credentials | None = None,
        timeout: float = 20,
        rules: Rules = NO_RULES,
        **named: Any,
    ) -> PushReport:
        transport = Transport(credentials, timeout, pause=lambda _seconds: None)
        return push(dataset.quads_of, rules, transport, remote.url, PushSettings(**named))

    return go


@pytest.fixture
def expected() -> Callable[..., dict[str, set[tuple[str, str, str]]]]:
    """Gives the graphs that a store should hold after a push of a dataset, with the literals as an Oxigraph
    store has them; without its default graph where `default` is false."""

    def graphs(
        dataset: Dataset, default: bool = True, rules: Rules = NO_RULES
    ) -> dict[str, set[tuple[str, str, str]]]:
        found: dict[str, set[tuple[str, str, str]]] = {}
        for quad in Facts(dataset, rules).store:
            named = isinstance(quad.graph_name, NamedNode)
            names = [quad.graph_name.value] if named else [ACCEPTED.value, *(["default"] if default else [])]
            for name in names:
                found.setdefault(name, set()).add(tuple(map(str, quad.triple)))
        return found

    return graphs
