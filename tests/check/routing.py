"""Validation of graphs as a workspace's shapes do it: our engine, and pySHACL for the shapes with queries."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pyoxigraph import Triple

from pactgraph.check.pyshacl_engine import in_time, only
from pactgraph.check.shacl import DataGraph, Result, compile_shapes

Engine = Callable[[DataGraph, Sequence[Triple]], list[Result]]


def _in_time(data: DataGraph, shapes: Sequence[Triple]) -> list[Result]:
    return in_time(data, shapes, 60)


def validated(data: list[Triple], shapes: list[Triple], other: Engine = _in_time) -> list[Result]:
    """The results of both engines; `other` is the one for the shapes with queries."""
    compiled, graph = compile_shapes(shapes), DataGraph(data)
    found = compiled.validate(graph, but=compiled.with_queries)
    if compiled.with_queries:
        found += other(graph, only(shapes, compiled.with_queries))
    return found
