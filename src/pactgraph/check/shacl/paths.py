"""SHACL property paths: walking, and writing as RDF (SHACL 2.3.1)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pyoxigraph import BlankNode, NamedNode, Triple

from .data_graph import DataGraph
from .shacl_terms import RDF_FIRST, RDF_NIL, RDF_REST, sh


@dataclass(frozen=True)
class Predicate:
    """One step along a predicate."""

    iri: NamedNode


@dataclass(frozen=True)
class Inverse:
    """The path walked backwards."""

    path: Path


@dataclass(frozen=True)
class InSequence:
    """The paths one after the other; two or more."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Alternative:
    """Any one of the paths; two or more."""

    parts: tuple[Path, ...]


@dataclass(frozen=True)
class Repeated:
    """The path `?`, `*` or `+` times, as `mark` says."""

    path: Path
    mark: str


Path = Predicate | Inverse | InSequence | Alternative | Repeated
Walk = Callable[[int], Sequence[int]]

REPETITIONS = {sh("zeroOrOnePath"): "?", sh("zeroOrMorePath"): "*", sh("oneOrMorePath"): "+"}
_REPEATED_BY = {mark: predicate for predicate, mark in REPETITIONS.items()}


def as_rdf(path: Path, fresh: Callable[[], BlankNode]) -> tuple[NamedNode | BlankNode, list[Triple]]:
    """The node that stands for the path, and the triples that describe it.

    Every blank node comes from `fresh`, so that two results never share a path node.
    """
    triples: list[Triple] = []

    def chain(parts: Sequence[Path]) -> NamedNode | BlankNode:
        head: NamedNode | BlankNode = RDF_NIL
        for part in reversed(parts):
            cell = fresh()
            triples.append(Triple(cell, RDF_FIRST, node(part)))
            triples.append(Triple(cell, RDF_REST, head))
            head = cell
        return head

    def node(step: Path) -> NamedNode | BlankNode:
        match step:
            case Predicate(iri):
                return iri
            case InSequence(parts):
                return chain(parts)
            case Inverse(inner):
                predicate, value = sh("inversePath"), node(inner)
            case Alternative(parts):
                predicate, value = sh("alternativePath"), chain(parts)
            case Repeated(inner, mark):
                predicate, value = _REPEATED_BY[mark], node(inner)
        own = fresh()
        triples.append(Triple(own, predicate, value))
        return own

    return node(path), triples


def walk(path: Path, data: DataGraph, *, backward: bool = False) -> Walk:
    """A function from the number of a node to the distinct nodes the path leads to from there."""
    match path:
        case Predicate(iri):
            rows = data.subjects(iri) if backward else data.objects(iri)
            return lambda node: rows.get(node, ())
        case Inverse(inner):
            return walk(inner, data, backward=not backward)
        case InSequence(parts):
            ordered = parts[::-1] if backward else parts
            return _one_after_the_other([walk(part, data, backward=backward) for part in ordered])
        case Alternative(parts):
            walks = [walk(part, data, backward=backward) for part in parts]
            return lambda node: tuple(dict.fromkeys(end for step in walks for end in step(node)))
        case Repeated(inner, mark):
            step = walk(inner, data, backward=backward)
            if mark == "?":
                return lambda node: tuple(dict.fromkeys((node, *step(node))))
            return _again_and_again(step, with_start=mark == "*")


def _one_after_the_other(steps: Sequence[Walk]) -> Walk:
    def ends(node: int) -> Sequence[int]:
        reached: Sequence[int] = (node,)
        for step in steps:
            if len(reached) == 1:
                reached = step(reached[0])
            else:
                reached = tuple(dict.fromkeys(end for each in reached for end in step(each)))
        return reached

    return ends


def _again_and_again(step: Walk, *, with_start: bool) -> Walk:
    known: dict[int, Sequence[int]] = {}

    def ends(node: int) -> Sequence[int]:
        if node not in known:
            reached = {node: None} if with_start else {}
            waiting = [node]
            while waiting:
                for end in step(waiting.pop()):
                    if end not in reached:
                        reached[end] = None
                        waiting.append(end)
            known[node] = tuple(reached)
        return known[node]

    return ends
