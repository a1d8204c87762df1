"""Paths that `trace` tells against a plain search over plain ties; each hop against the rows of `ties`."""

from __future__ import annotations

from collections import defaultdict
from random import Random
from typing import Any

import pytest

from .conftest import Place
from .plain import Plain, ties

MOST_HOPS = 4


class Graph:
    """Things tied to one another as partners, and which of them a path may pass."""

    def __init__(self, plain: Plain) -> None:
        self.plain = plain
        self.near: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
        for tie in ties(plain):
            one, other = self.partner(tie.thing), self.partner(tie.other)
            if tie.present and one != other:
                self.near[one][other].add(tie.relation)
                self.near[other][one].add(tie.relation)
        ranked = sorted((int(rank), kind) for kind, rank in plain.ranks.items())
        self.passable = set[str]()
        seen = set[str]()
        for _, kind in ranked:
            for thing in plain.to(kind, "rdf:type") - seen:
                seen.add(thing)
                if plain.role(kind) != "pact:Context":
                    self.passable.add(thing)

    def partner(self, thing: str) -> str:
        """The territory for a government of one, else the thing itself."""
        return self.plain.alone(thing)

    def shortest(self, start: str, goal: str) -> set[tuple[str, ...]]:
        """All shortest paths of at most so many hops."""
        paths = [(start,)]
        for _ in range(MOST_HOPS):
            paths = [
                (*path, end)
                for path in paths
                if path[-1] == start or path[-1] in self.passable
                for end in self.near[path[-1]]
                if end not in path
            ]
            if found := {path for path in paths if path[-1] == goal}:
                return found
        return set()


def told(place: Place, start: str, goal: str) -> list[list[dict[str, Any]]]:
    """The hops of each path."""
    account = place.face.trace(start, goal, most_hops=MOST_HOPS, most_paths=10_000).to_dict()
    assert isinstance(account["sections"], list)
    return [
        [hop for hop in path["entries"] if hop["name"] == "hop"]
        for path in account["sections"]
        if path["name"] == "path"
    ]


@pytest.mark.slow
def test_paths_are_the_shortest(places: list[Place]) -> None:
    for place in places:
        plain, graph = place.plain, Graph(place.plain)
        chance = Random(f"{place.name} paths")
        things = sorted(graph.near)
        pairs = [chance.sample(things, 2) for _ in range(6)] if len(things) > 1 else []
        for start, goal in pairs:
            if plain.alone(start) == plain.alone(goal):
                continue
            paths = graph.shortest(graph.partner(start), graph.partner(goal))
            if len(paths) > 300:
                continue
            where = (place, start, goal)
            found = told(place, start, goal)
            assert {(path[0]["from"], *(hop["to"] for hop in path)) for path in found} == paths, where
            assert len(found) == len(paths), where
            for path in found:
                for hop in path:
                    names = hop["relations"].split()
                    relations = {place.expanded(name) for name in names}
                    assert relations == graph.near[hop["from"]][hop["to"]], (*where, hop["text"])
                    assert len(names) == len(relations), (*where, hop["text"])
