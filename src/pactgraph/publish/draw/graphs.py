"""The network for other tools: DOT, GraphML and GEXF, with attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ...model.extras import MissingExtra
from ...model.landscape import Landscape
from ...model.width import visible
from .excerpt import tied
from .svg import in_xml

FORMATS = ("dot", "graphml", "gexf")

Value = str | float
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_ENTITY = re.compile(r"&(?=#?\w+;)")
_SHAPES = {"region": "box", "agreement": "note", "alliance": "component", "sector": "ellipse"}


class Node(NamedTuple):
    """A region, agreement, alliance or sector: its IRI, label, and attributes by name."""

    iri: str
    label: str
    attributes: dict[str, Value]


class Edge(NamedTuple):
    """A tie of two nodes: how a region stands in a paper, what a paper is `about`, what it `provides for`."""

    one: str
    other: str
    relation: str


def nodes(landscape: Landscape) -> Iterator[Node]:
    """The papers of a landscape, the regions in them and the sectors that they are about, in its order."""
    landscape = tied(landscape)
    for region in landscape.regions:
        known: dict[str, Value | None] = {
            "kind": "region",
            "country": region.country,
            "longitude": region.longitude,
            "latitude": region.latitude,
        }
        yield _node(region.iri, region.label, known)
    for paper in landscape.papers:
        known = {"kind": paper.kind, "earliest": paper.earliest, "latest": paper.latest}
        yield _node(paper.iri, paper.label, known | {"state": paper.state, "stage": paper.note})
    for sector in landscape.sectors:
        yield _node(sector.iri, sector.label, {"kind": "sector"})


def edges(landscape: Landscape) -> Iterator[Edge]:
    """The ties between the nodes; a paper of many parties is one node tied to each of them."""
    known = {node.iri for node in nodes(landscape)}
    for paper in landscape.papers:
        ties = [Edge(part.region, paper.iri, part.standing) for part in paper.parts]
        ties += [Edge(paper.iri, sector, "about") for sector in paper.sectors]
        if paper.provided_by is not None:
            ties.append(Edge(paper.provided_by, paper.iri, "provides for"))
        yield from (tie for tie in ties if tie.one in known and tie.other in known)


def _node(iri: str, label: str, known: dict[str, Value | None]) -> Node:
    return Node(
        iri,
        in_xml(label),
        {
            name: in_xml(value) if isinstance(value, str) else value
            for name, value in known.items()
            if value not in (None, "")
        },
    )


def to_dot(landscape: Landscape) -> str:
    """The network in the DOT language of Graphviz, left to right."""
    lines = ["graph partnerships {", "    rankdir=LR;", '    node [fontname="sans-serif"];']
    for node in nodes(landscape):
        shape = _SHAPES[str(node.attributes["kind"])]
        lines.append(f"    {_quoted(node.iri)} [label={_quoted(node.label)}, shape={shape}];")
    for edge in edges(landscape):
        style = ", style=dashed" if edge.relation in ("announced", "past", "unstated") else ""
        lines.append(
            f"    {_quoted(edge.one)} -- {_quoted(edge.other)} [comment={_quoted(edge.relation)}{style}];"
        )
    return "\n".join([*lines, "}", ""])


def _quoted(text: str) -> str:
    """A string of DOT; Graphviz reads entities of HTML in it, so that their sign is written as one."""
    told = _ENTITY.sub("&amp;", visible(text)).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{told}"'


def to_graphml(landscape: Landscape) -> str:
    """The network as GraphML, nodes named by their IRIs. Raises MissingExtra."""
    networkx, graph = _graph(landscape)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + "\n".join(networkx.generate_graphml(graph)) + "\n"


def to_gexf(landscape: Landscape) -> str:
    """The network as GEXF 1.2, nodes named by their IRIs. Raises MissingExtra."""
    networkx, graph = _graph(landscape)
    text = "\n".join(networkx.generate_gexf(graph))
    return '<?xml version="1.0" encoding="utf-8"?>\n' + _TODAY.sub("", text) + "\n"


def _graph(landscape: Landscape) -> tuple[Any, Any]:
    try:
        import networkx
    except ImportError as error:
        raise MissingExtra("GraphML or GEXF", "network") from error
    graph = networkx.Graph()
    for node in nodes(landscape):
        graph.add_node(node.iri, label=node.label, **node.attributes)
    for edge in edges(landscape):
        graph.add_edge(edge.one, edge.other, relation=edge.relation)
    return networkx, graph
