"""No label is cut off or over another: by the font metrics that the pictures are laid out with."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from pactgraph.publish.draw import KINDS, Drawing, Kind, Look, draw
from pactgraph.publish.draw.boxes import Box
from pactgraph.publish.draw.landscape import Landscape

WIDTHS = (1200, 640, 390)
SLACK = 0.2


def faults(drawing: Drawing) -> list[str]:
    """Texts that overlap or leave the picture."""
    texts = [(text, text.box) for text in drawing.texts()]
    page = Box(0, 0, drawing.width, drawing.height).grown(SLACK)
    found = [f"{text.lines} is cut off" for text, box in texts if not box.within(page)]
    for (one, box), (other, beside) in itertools.combinations(texts, 2):
        if box.grown(-SLACK).overlaps(beside.grown(-SLACK)):
            found.append(f"{one.lines} is over {other.lines}")
    return found


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("kind", KINDS)
def test_on_the_shipped_data(kind: Kind, width: int, shipped: Landscape) -> None:
    assert faults(draw(kind, shipped, Look(width))) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "seed", [*range(6), *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(6, 20))]
)
def test_on_random_worlds(seed: int, kind: Kind, random_landscape: Callable[..., Landscape]) -> None:
    world = random_landscape(seed)
    for width in WIDTHS:
        assert faults(draw(kind, world, Look(width, world.language))) == []


def test_the_test_sees_faults() -> None:
    from pactgraph.publish.draw.drawing import DrawnText

    one, other = DrawnText(10, 20, ("Saxony",), 13), DrawnText(40, 22, ("Flanders",), 13)
    assert faults(Drawing(200, 40, "", "", (one, other))) == ["('Saxony',) is over ('Flanders',)"]
    assert faults(Drawing(50, 40, "", "", (one,))) == ["('Saxony',) is cut off"]
