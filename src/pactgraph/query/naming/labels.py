"""What things are called: the label of an IRI in a language, with an open fallback."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import RDFS, SKOS
from ..engines.engine import Engine
from ..sparql.values_block import slots

LABELS = (SKOS + "prefLabel", RDFS + "label")
"""The properties of preferred labels; a thing has one of the two."""


class Label(NamedTuple):
    """A label and its language tag, empty for a label without one."""

    text: str
    language: str

    def told(self, lang: str) -> str:
        """The label, followed by its language where that is not `lang`: `Sachsen @de`."""
        return self.text if self.language in ("", lang) else f"{self.text} @{self.language}"


def labels(engine: Engine, things: Iterable[NamedNode], lang: str) -> dict[NamedNode, Label]:
    """The label of each of `things` that has one: in `lang`, else in English, else without language, else
    in the first other language by its tag."""
    return {thing: best(candidates, lang) for thing, candidates in all_labels(engine, things).items()}


def all_labels(engine: Engine, things: Iterable[NamedNode]) -> dict[NamedNode, list[Label]]:
    """The labels of each of `things` that has any, in all languages."""
    by_thing: dict[NamedNode, list[Label]] = {}
    for some in slots(things, LABELS):
        found = engine.select(
            f"SELECT ?thing ?label WHERE {{ VALUES (?thing ?property) {{ {some} }} ?thing ?property ?label }}"
        )
        for thing, label in found.rows:
            if isinstance(thing, NamedNode) and isinstance(label, Literal):
                by_thing.setdefault(thing, []).append(Label(label.value, label.language or ""))
    return by_thing


def best(candidates: list[Label], lang: str) -> Label:
    """The label to show of one or more: see `labels`."""
    order = {"en": 1, "": 2} | {lang.lower(): 0}
    return min(candidates, key=lambda label: (order.get(label.language, 3), label.language, label.text))
