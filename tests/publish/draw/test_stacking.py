"""Orders that cross little, blocks that do not collide, lanes."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from pactgraph.publish.draw.lanes import lanes
from pactgraph.publish.draw.stacking import crossings, settled, untangled

EDGES = st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), max_size=20, unique=True)


@given(EDGES, st.permutations("abcdef"), st.permutations("uvwxyz"))
def test_crossings_are_counted_as_pair_by_pair(
    edges: list[tuple[str, str]], left: list[str], right: list[str]
) -> None:
    brute = sum(
        (left.index(a) - left.index(b)) * (right.index(u) - right.index(v)) < 0
        for (a, u), (b, v) in itertools.combinations(edges, 2)
    )
    assert crossings(left, right, edges) == brute


@given(EDGES)
def test_untangling_never_adds_crossings_and_keeps_blocks_together(edges: list[tuple[str, str]]) -> None:
    blocks = (("u", "v"), ("w",), ("x", "y", "z"))
    right_edges = [(other, one.upper()) for one, other in edges]
    given_order = (tuple("abcdef"), blocks, tuple("ABCDEF"))
    left, middle, right = untangled(given_order, tuple(edges), tuple(right_edges))
    assert sorted(left) == list("abcdef") and sorted(right) == list("ABCDEF")
    assert "uv" in "".join(middle) and "xyz" in "".join(middle)
    before = crossings("abcdef", "uvwxyz", edges) + crossings("uvwxyz", "ABCDEF", right_edges)
    assert crossings(left, middle, edges) + crossings(middle, right, right_edges) <= before


def test_untangling_solves_what_can_be_solved() -> None:
    edges = (("a", "z"), ("b", "y"), ("c", "x"))
    left, middle, _ = untangled((tuple("abc"), (("x",), ("y",), ("z",)), ()), edges, ())
    assert crossings(left, middle, edges) == 0


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(1, 80)), min_size=1, max_size=12))
def test_settled_blocks_keep_their_order_and_a_gap(blocks: list[tuple[float, float]]) -> None:
    wanted, heights = [want for want, _ in blocks], [height for _, height in blocks]
    tops = settled(wanted, heights, 5, 10)
    assert tops[0] >= 10 - 1e-6
    for one, height, after in zip(tops, heights, tops[1:], strict=False):
        assert after - (one + height) >= 5 - 1e-6


def test_blocks_that_do_not_collide_stand_where_they_are_wanted() -> None:
    assert settled([50, 150], [20, 40], 5, 0) == [40, 130]


@given(st.lists(st.tuples(st.floats(0, 100), st.floats(0, 30)), max_size=20))
def test_nothing_overlaps_in_a_lane(spans: list[tuple[float, float]]) -> None:
    extents = sorted((start, start + length) for start, length in spans)
    placed = lanes(extents, 1)
    for (one, lane), (other, beside) in itertools.combinations(zip(extents, placed, strict=True), 2):
        if lane == beside:
            assert one[1] + 1 <= other[0] or other[1] + 1 <= one[0]
