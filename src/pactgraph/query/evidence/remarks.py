"""What is written of things in our own words: descriptions, tasks, definitions."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import Literal, NamedNode

from ...model.namespaces import PACT, SKOS
from ..engines.engine import Engine
from ..relations import DCTERMS
from ..sparql.values import slots

TEXTS = {DCTERMS + "description": "description", PACT + "task": "task", SKOS + "definition": "definition"}
"""Properties whose values are texts of ours, by the name that they go by here."""


def remarks_on(
    engine: Engine, things: Iterable[NamedNode], lang: str
) -> dict[NamedNode, dict[str, tuple[Literal, ...]]]:
    """The texts on each of the things, by name, sorted: those in `lang`, else those in English, else all."""
    found: dict[NamedNode, dict[str, set[Literal]]] = {}
    for some in slots(things, TEXTS):
        table = engine.select(
            f"SELECT ?thing ?property ?text WHERE {{ VALUES (?thing ?property) {{ {some} }} "
            "?thing ?property ?text }"
        )
        for thing, property_, text in table.rows:
            if (
                isinstance(thing, NamedNode)
                and isinstance(property_, NamedNode)
                and isinstance(text, Literal)
            ):
                found.setdefault(thing, {}).setdefault(TEXTS[property_.value], set()).add(text)
    return {
        thing: {name: _best(texts, lang) for name, texts in named.items()} for thing, named in found.items()
    }


def _best(texts: set[Literal], lang: str) -> tuple[Literal, ...]:
    for wanted in (lang, "en"):
        chosen = [text for text in texts if text.language == wanted]
        if chosen:
            return tuple(sorted(chosen, key=str))
    return tuple(sorted(texts, key=str))
