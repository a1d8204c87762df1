"""Makes src/pactgraph/publish/draw/land.json and world.json, the land and borders of the maps.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python .ci/land.py package

The source is Natural Earth 4.1.0 at 1:50 million for Europe and 1:110 million for the world (public domain),
as the npm package world-atlas 2.0.2 passes it on. It is projected (pactgraph.publish.draw.projection), cut to
a frame, simplified after Visvalingam and Whyatt, and rounded to whole kilometres. Lines that the source draws
across the Republic of Cyprus and between Crimea and the rest of Ukraine are left out. The same source gives
the same bytes.
"""

from __future__ import annotations

import heapq
import json
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pactgraph.publish.draw.projection import project, project_world  # noqa: E402

UNDRAWN = {frozenset(("Cyprus", "N. Cyprus")), frozenset(("Russia", "Ukraine"))}
"""Pairs whose common line is left out; that of the second pair only where it is not Russia's border."""

Point = tuple[float, float]
Frame = tuple[int, int, int, int]


class Map(NamedTuple):
    """A map to make: its file, the source's scale, its projection, its frame (west, north, east and south, in
    kilometres from the centre), the square kilometres of the triangle below which a corner is left out, and
    of the smallest island, and whether its edges are the meridian of 180 degrees."""

    file: str
    scale: str
    project: Callable[[float, float], Point]
    unit: str
    frame: Frame
    finest: float
    smallest: float
    wraps: bool


MAPS = (
    Map(
        "land.json",
        "50m",
        project,
        "kilometres east and south of 10 E 52 N, ETRS89-LAEA",
        (-3500, -2500, 3200, 2950),
        16.0,
        60.0,
        False,
    ),
    Map(
        "world.json",
        "110m",
        project_world,
        "kilometres east and south of 0 E 0 N, Equal Earth",
        (-17300, -8400, 17300, 7200),
        900.0,
        4000.0,
        True,
    ),
)


def main() -> None:
    """Reads the TopoJSON files of the folder that is named and writes the land files."""
    for each in MAPS:
        _make(each, Path(sys.argv[1]) / f"countries-{each.scale}.json")


def _make(made: Map, source: Path) -> None:
    topology = json.loads(source.read_text(encoding="utf-8"))
    lines = [*_lines(topology)]
    arcs = [[made.project(*point) for point in line] for line in lines]
    simple = [_simplified(arc, made.finest) for arc in arcs]
    land = []
    for polygon in _polygons(topology["objects"]["land"], lines if made.wraps else simple):
        rings = polygon
        if made.wraps:
            halves = [half for ring in polygon for half in _halves(ring)]
            rings = [_simplified([made.project(*point) for point in half], made.finest) for half in halves]
        paths = [_path(_cut(ring, made.frame), made.smallest) for ring in rings]
        land.append("".join(path for path in paths if path is not None))
    owners: dict[int, set[str]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        for index in _indices(country["arcs"]):
            owners.setdefault(index, set()).add(country["properties"]["name"])
    borders = [
        path
        for index, names in sorted(owners.items())
        if len(names) > 1 and not _undrawn(frozenset(names), lines[index])
        if not (made.wraps and _jumps(lines[index]))
        for piece in _inside(simple[index], made.frame)
        if (path := _path(piece)) is not None
    ]
    content = {
        "source": f"Natural Earth 4.1.0, 1:{made.scale}, from npm world-atlas 2.0.2",
        "licence": "public domain",
        "unit": made.unit,
        "frame": made.frame,
        "land": sorted(filter(None, land)),
        "borders": sorted(borders),
    }
    out = ROOT / "src" / "pactgraph" / "publish" / "draw" / made.file
    out.write_text(json.dumps(content, indent=0, ensure_ascii=False) + "\n", encoding="utf-8")


def _lines(topology: dict) -> Iterator[list[Point]]:
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        line = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            line.append((x * sx + tx, y * sy + ty))
        yield line


def _indices(arcs: list) -> Iterator[int]:
    for item in arcs:
        if isinstance(item, list):
            yield from _indices(item)
        else:
            yield item if item >= 0 else ~item


def _polygons(geometry: dict, arcs: list[list[Point]]) -> Iterator[list[list[Point]]]:
    """The polygons of a geometry, each with its outer ring first."""
    if geometry["type"] == "GeometryCollection":
        for part in geometry["geometries"]:
            yield from _polygons(part, arcs)
        return
    for polygon in geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]:
        rings = []
        for ring in polygon:
            points: list[Point] = []
            for index in ring:
                arc = arcs[index] if index >= 0 else arcs[~index][::-1]
                points += arc[1:] if points else arc
            rings.append(points)
        yield rings


def _jumps(line: list[Point]) -> bool:
    """Whether a line crosses the meridian of 180 degrees."""
    return any(abs(one[0] - two[0]) > 180 for one, two in pairwise(line))


def _halves(ring: list[Point]) -> Iterator[list[Point]]:
    """The ring, or its parts on either side of the meridian of 180 degrees; nothing of one around a pole."""
    if not _jumps([*ring, ring[0]]):
        yield ring
        return
    straight, turned = [ring[0]], 0
    for one, two in pairwise([*ring, ring[0]]):
        turned += 360 if one[0] - two[0] > 180 else -360 if two[0] - one[0] > 180 else 0
        straight.append((two[0] + turned, two[1]))
    if turned:
        return
    for shift in (-360, 0, 360):
        moved = _cut([(x + shift, y) for x, y in straight[:-1]], (-180, -90, 180, 90))
        if len(moved) > 2:
            yield moved


def _simplified(arc: list[Point], finest: float) -> list[Point]:
    """The arc without corners of small triangles; its ends stay, so that neighbours still meet."""
    if len(arc) < 3:
        return arc
    left, right = list(range(-1, len(arc) - 1)), list(range(1, len(arc) + 1))
    areas = {i: _triangle(arc[i - 1], arc[i], arc[i + 1]) for i in range(1, len(arc) - 1)}
    heap = [(area, i) for i, area in areas.items()]
    heapq.heapify(heap)
    kept = len(arc)
    fewest = 4 if arc[0] == arc[-1] else 2
    while heap and kept > fewest:
        area, i = heapq.heappop(heap)
        if areas.get(i) != area:
            continue
        if area > finest:
            break
        del areas[i]
        kept -= 1
        before, after = left[i], right[i]
        right[before], left[after] = after, before
        for j in (before, after):
            if j in areas:
                areas[j] = max(area, _triangle(arc[left[j]], arc[j], arc[right[j]]))
                heapq.heappush(heap, (areas[j], j))
    return [arc[0], *(arc[i] for i in sorted(areas)), arc[-1]]


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2


def _cut(ring: list[Point], frame: Frame) -> list[Point]:
    """The ring's part in the frame (Sutherland and Hodgman)."""
    west, north, east, south = frame
    for axis, bound, sign in ((0, west, 1), (0, east, -1), (1, north, 1), (1, south, -1)):
        result: list[Point] = []
        for one, two in zip(ring, ring[1:] + ring[:1], strict=True):
            in_one, in_two = sign * (one[axis] - bound) >= 0, sign * (two[axis] - bound) >= 0
            if in_one:
                result.append(one)
            if in_one != in_two:
                part = (bound - one[axis]) / (two[axis] - one[axis])
                result.append((one[0] + part * (two[0] - one[0]), one[1] + part * (two[1] - one[1])))
        ring = result
    return ring


def _inside(line: list[Point], frame: Frame) -> Iterator[list[Point]]:
    """The runs of a line's points that are in the frame, each with the points next to it outside."""
    west, north, east, south = frame
    within = [west <= x <= east and north <= y <= south for x, y in line]
    run: list[Point] = []
    for i, point in enumerate(line):
        if any(within[max(0, i - 1) : i + 2]):
            run.append(point)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _undrawn(names: frozenset[str], line: list[Point]) -> bool:
    if names not in UNDRAWN:
        return False
    return "Cyprus" in names or all(x < 36 and y < 46.5 for x, y in line)


def _path(points: list[Point], smallest: float | None = None) -> str | None:
    """SVG path data in whole kilometres, closed where there is a smallest area; None for what is too small to
    see."""
    closed = smallest is not None
    whole = [(round(x), round(y)) for x, y in points]
    whole = [point for i, point in enumerate(whole) if i == 0 or point != whole[i - 1]]
    if smallest is not None:
        if whole and whole[0] == whole[-1]:
            whole.pop()
        area = sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(whole, whole[1:] + whole[:1], strict=True)) / 2
        if len(whole) < 3 or abs(area) < smallest:
            return None
    elif len(whole) < 2:
        return None
    steps = [(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(whole)]
    text = f"M{_pair(*whole[0])}l" + "".join(
        ("" if i == 0 or step[0] < 0 else " ") + _pair(*step) for i, step in enumerate(steps)
    )
    return text + ("z" if closed else "")


def _pair(x: int, y: int) -> str:
    return f"{x}{y}" if y < 0 else f"{x} {y}"


if __name__ == "__main__":
    main()
