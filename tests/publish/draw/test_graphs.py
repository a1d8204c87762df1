"""DOT, GraphML and GEXF hold the network with its attributes; PNG is a picture."""

from __future__ import annotations

import builtins
import io
import re
import struct
from collections.abc import Callable

import pytest

from pactgraph.publish.draw import draw
from pactgraph.publish.draw.graph_formats import edges, nodes, to_dot, to_gexf, to_graphml
from pactgraph.publish.draw.landscape import Landscape
from pactgraph.publish.draw.png import NoPng, to_png
from pactgraph.workspace.extras import MissingExtra

networkx = pytest.importorskip("networkx")
SAXONY = "https://w3id.org/pactgraph/id/region/saxony"
PAPER = "https://w3id.org/pactgraph/id/agreement/saxony-flanders-2023-09-06"


@pytest.mark.parametrize(
    ("write", "read"),
    [(to_graphml, networkx.read_graphml), (to_gexf, networkx.read_gexf)],
    ids=["graphml", "gexf"],
)
def test_networkx_opens_them_with_attributes(
    write: Callable[[Landscape], str], read: Callable[[io.BytesIO], object], shipped: Landscape
) -> None:
    graph = read(io.BytesIO(write(shipped).encode("utf-8")))
    assert {*graph} == {node.iri for node in nodes(shipped)}  # type: ignore[attr-defined]
    assert graph.size() == len({(edge.one, edge.other) for edge in edges(shipped)})  # type: ignore[attr-defined]
    saxony = graph.nodes[SAXONY]  # type: ignore[attr-defined]
    assert (saxony["label"], saxony["kind"], saxony["country"]) == ("Saxony", "Region", "Germany")
    assert saxony["latitude"] == pytest.approx(50.9327)
    paper = graph.nodes[PAPER]  # type: ignore[attr-defined]
    assert (paper["role"], paper["kind"]) == ("meeting", "Agreement")
    assert (paper["earliest"], paper["state"], paper["partners"]) == ("2023-09-06", "Signed", 2)
    assert graph.edges[SAXONY, PAPER]["relation"] == "party"  # type: ignore[attr-defined]


@pytest.mark.parametrize("write", [to_dot, to_graphml, to_gexf])
def test_the_same_network_gives_the_same_text(write: Callable[[Landscape], str], shipped: Landscape) -> None:
    assert write(shipped) == write(shipped)
    assert not re.search(r"lastmodified", write(shipped))


def test_dot_quotes_labels(random_landscape: Callable[[int], Landscape], shipped: Landscape) -> None:
    dot = to_dot(shipped)
    assert f'"{SAXONY}" [label="Saxony", shape=box];' in dot
    assert f'"{SAXONY}" -- "{PAPER}" [comment="party"];' in dot
    for line in to_dot(random_landscape(5)).splitlines():
        assert len(re.findall(r'(?<!\\)(?:\\\\)*"', line)) % 2 == 0, line


def test_without_networkx_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch, shipped: Landscape) -> None:
    missing(monkeypatch, "networkx")
    with pytest.raises(match=r"pip install 'pactgraph\[network\]'"):
        to_graphml(shipped)


def test_a_png_has_the_size_of_the_drawing(shipped: Landscape) -> None:
    pytest.importorskip("resvg_py")
    drawing = draw("timeline", shipped)
    content = to_png(drawing, "dark", scale=0.5)
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", content[16:24]) == pytest.approx(
        (drawing.width / 2, drawing.height / 2), abs=1
    )
    assert content != to_png(drawing, "light", scale=0.5)


def test_without_resvg_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch, shipped: Landscape) -> None:
    missing(monkeypatch, "resvg_py")
    with pytest.raises(MissingExtra, match=r"pip install 'pactgraph\[png\]'"):
        to_png(draw("map", shipped))


def test_without_a_font_there_is_a_remedy(monkeypatch: pytest.MonkeyPatch, shipped: Landscape) -> None:
    resvg = pytest.importorskip("resvg_py")
    real = resvg.svg_to_bytes
    monkeypatch.setattr(resvg, "svg_to_bytes", lambda **given: real(**given, skip_system_fonts=True))
    with pytest.raises(NoPng, match="no font"):
        to_png(draw("map", shipped))


def missing(monkeypatch: pytest.MonkeyPatch, package: str) -> None:
    """As if a package were not installed."""
    real = builtins.__import__

    def importing(name: str, *rest: object, **more: object) -> object:
        if name.partition(".")[0] == package:
            raise ImportError(name)
        return real(name, *rest, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(builtins, "__import__", importing)
