"""The network for other tools: DOT, GraphML and GEXF, with attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ...rdf.printable import visible
from ...workspace.extras import MissingExtra
from .excerpt import of
from .landscape import Landscape
from .svg import in_xml

FORMATS = ("dot", "graphml", "gexf")

Value = str | float
_SHAPES = {"partner": "box", "meeting": "note", "sector": "ellipse"}
_TODAY = re.compile(r' lastmodifieddate="[^"]*"')
_ENTITY = re.compile(r"&(?=#?\w+;)")


class Node(NamedTuple):
    """A partner, a thing at which partners meet, or a sector: its IRI, label, and attributes by name; `role`
    says which of the three, `kind` what its class is called."""

    iri: str
    label: str
    attributes: dict[str, Value]


class Edge(NamedTuple):
    """A tie of two nodes: the standing of a partner in a thing, that a thing is `about` a sector, or that it
    `belongs to` another. `phase` is that of a standing of members."""

    one: str
    other: str
    relation: str
    phase: str = ""


def nodes(landscape: Landscape) -> Iterator[Node]:
    """The things at which partners meet, the partners in them and the sectors that they are about."""
    landscape = _joined(landscape)
    for agent in landscape.agents:
        known: dict[str, Value | None] = {
            "role": "partner",
            "kind": agent.kind,
            "country": agent.country,
            "longitude": agent.longitude,
            "latitude": agent.latitude,
            "placed_by": agent.placed_by,
        }
        yield _node(agent.iri, agent.label, known)
    for meeting in landscape.meetings:
        kind = landscape.kind_of.get(meeting.kind)
        known = {
            "role": "meeting",
            "kind": kind.label if kind else "",
            "kinds": meeting.kinds,
            "earliest": meeting.earliest,
            "latest": meeting.latest,
            "phase": meeting.phase,
            "state": meeting.note,
            "partners": len(meeting.agents),
        }
        yield _node(meeting.iri, meeting.label, known)
    for sector in landscape.sectors:
        yield _node(sector.iri, sector.label, {"role": "sector"})


def edges(landscape: Landscape) -> Iterator[Edge]:
    """The ties between the nodes; a thing of many partners is one node tied to each of them."""
    landscape = _joined(landscape)
    known = {one.iri for one in landscape.meetings}
    for meeting in landscape.meetings:
        for part in meeting.parts:
            yield Edge(part.agent, meeting.iri, part.standing, part.phase)
        for sector in meeting.sectors:
            yield Edge(meeting.iri, sector, "about")
        if meeting.host in known and meeting.host is not None:
            yield Edge(meeting.iri, meeting.host, "belongs to")


def _joined(landscape: Landscape) -> Landscape:
    """A landscape without the things in which no partner is known to have part."""
    return of(landscape, tuple(one for one in landscape.meetings if one.parts))


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
        shape = _SHAPES[str(node.attributes["role"])]
        lines.append(f"    {_quoted(node.iri)} [label={_quoted(node.label)}, shape={shape}];")
    for edge in edges(landscape):
        style = ", style=dashed" if edge.phase in ("ahead", "over") else ""
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
        graph.add_edge(edge.one, edge.other, relation=edge.relation, phase=edge.phase)
    return networkx, graph
