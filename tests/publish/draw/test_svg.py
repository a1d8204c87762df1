"""SVG that is well-formed, safe, and reachable, whatever labels hold."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import pytest

from pactgraph.publish.draw import KINDS, Kind, Look, draw, to_svg
from pactgraph.publish.draw.drawing import Drawing, Group
from pactgraph.publish.draw.landscape import Agent, Cell, Landscape, Meeting, Part, Sector
from pactgraph.publish.draw.landscape import Kind as Class
from pactgraph.publish.draw.palette import DARK, LIGHT, PAPER, Palette

HOSTILE = (
    "<script>alert(1)</script>",
    '"><svg onload=alert(1)>',
    "]]>&amp;&lt;\x00\x0b\ufffe\ud800",
    "\u202eevil\u2066",
    "x" * 100_000,
    "</style><style>*{display:none}",
    "😀" * 50,
    "",
    " \n\t ",
)
SVG = "{http://www.w3.org/2000/svg}"


def hostile() -> Landscape:
    """A landscape whose every label and IRI is hostile."""
    agents = tuple(
        Agent(f"javascript:{n}", text, text, text, 10 + n, 50, text if n % 2 else "")
        for n, text in enumerate(HOSTILE)
    )
    sectors = tuple(Sector(f"sector:{text[:9]}{n}", text) for n, text in enumerate(HOSTILE))
    parts = tuple(Part(agent.iri, agent.label, "ahead") for agent in agents)
    some = tuple(sector.iri for sector in sectors)
    return Landscape(
        agents,
        sectors,
        tuple(
            Meeting(
                f"meeting:{n}",
                text,
                "kind:x",
                parts,
                some,
                "2020-01-01",
                "2020-12-31",
                note=text,
                kinds=text,
            )
            for n, text in enumerate(HOSTILE)
        ),
        (Class("kind:x", HOSTILE[0], HOSTILE[1]),),
        tuple(Cell(agent.iri, sector, 1, 1) for agent in agents for sector in some),
        {1: HOSTILE[0]},
        HOSTILE,
    )


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("kind", KINDS)
def test_hostile_labels_stay_text(kind: Kind, width: int) -> None:
    svg = to_svg(draw(kind, hostile(), Look(width)))
    root = ElementTree.fromstring(svg.encode("utf-8"))
    assert {element.tag for element in root.iter()} <= {
        SVG + tag
        for tag in [
            "svg",
            "title",
            "desc",
            "style",
            "g",
            "a",
            "rect",
            "circle",
            "line",
            "path",
            "text",
            "tspan",
        ]
    }
    assert not any(name.lower().startswith("on") for element in root.iter() for name in element.attrib)
    assert svg.count("<style>") == 1


@pytest.mark.parametrize("kind", KINDS)
def test_every_thing_has_a_title_and_can_be_reached(kind: Kind, shipped: Landscape) -> None:
    root = ElementTree.fromstring(to_svg(draw(kind, shipped)))
    assert root.get("role") == "graphics-document"
    assert (root.get("aria-labelledby"), root.get("aria-describedby")) == (
        root[0].get("id"),
        root[1].get("id"),
    )
    assert root[0].text and root[1].text and len(root[1].text) > 100
    things = [element for element in root.iter() if "node" in (element.get("class") or "").split()]
    assert things
    for thing in things:
        assert thing.get("tabindex") == "0"
        assert thing[0].tag == SVG + "title" and thing[0].text


def test_links_are_relative_or_to_the_web(shipped: Landscape) -> None:
    drawing = draw("network", shipped)
    linked = to_svg(drawing, link=lambda iri: "../region/" + iri.rpartition("/")[2] + "/?a=1&b=2")
    assert '<a href="../region/saxony/?a=1&amp;b=2" class="node"' in linked
    for target in ("javascript:alert(1)", "JavaScript:alert(1)", "data:text/html,x", " javascript:x", None):
        assert "<a " not in to_svg(drawing, link=lambda iri, target=target: target)


def test_two_pictures_in_a_page_share_no_identifier(shipped: Landscape) -> None:
    ids = [
        identifier
        for kind in KINDS
        for identifier in re.findall(r'\bid="([^"]+)"', to_svg(draw(kind, shipped), inline=True))
    ]
    assert len(ids) == len(set(ids)) == 3 * len(KINDS)


def test_auto_has_light_dark_and_print_and_a_fixed_theme_has_one() -> None:
    drawing = draw("network", hostile())
    auto, dark = to_svg(drawing), to_svg(drawing, "dark")
    assert "prefers-color-scheme:dark" in auto and "@media print" in auto
    assert "@media" not in dark and DARK.page in dark and LIGHT.muted not in dark


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("palette", [LIGHT, DARK, PAPER], ids=["light", "dark", "paper"])
def test_text_is_read_and_marks_are_seen(palette: Palette) -> None:
    """Contrast of 4.5 for text and 3 for marks (WCAG 2.2, 1.4.3 and 1.4.11)."""
    for ground in (palette.page, palette.card, palette.land, palette.sea):
        assert contrast(palette.ink, ground) >= 7
        assert contrast(palette.muted, ground) >= 4.5
        for colour in palette.series:
            assert contrast(colour, ground) >= 3
    for colour in palette.kinds.values():
        assert contrast(colour, palette.page) >= 4.5
    for shade, on in zip(palette.steps, palette.on, strict=True):
        assert contrast(shade, on) >= 4.5


def test_a_group_within_a_thing_is_not_focused() -> None:
    drawing = Drawing(20, 20, "", "", (Group((), title="Cell", focus=False),))
    assert "<g>\n<title>Cell</title>\n</g>" in to_svg(drawing)


def test_a_width_out_of_range_is_refused() -> None:
    with pytest.raises(ValueError, match="280 to 4000 pixels wide"):
        Look(100)
