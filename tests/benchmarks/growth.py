"""Tables of what was measured: seconds by number of documents, and the exponent with which they grow.

A call's time is taken as a + b * N^e, N being the documents. The floor a is what the same call takes on a
workspace of `FLOOR` documents: start-up, imports, the ontology. The exponent e is the slope of
log(time - floor) over log(N - FLOOR) by least squares, over the sizes where the time is at least `LEAST`
seconds above the floor; where there are not two such sizes the call does not grow enough to tell. The
exponent of the answer is that of its lines: a call whose answer grows faster than the documents cannot grow
less.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from pathlib import Path

from measure import ANSWERED, Cost

FLOOR = 10
LEAST = 0.05
STEEP = 1.1
"""The exponent above which a call is marked: it grows faster than the data."""

LARGE = 1000
"""Megabytes above which a call is marked."""

HEAD = ("call", "way", "documents", "cpu", "wall", "MB", "lines", "end")
Costs = dict[tuple[str, str, int], Cost]
"""What was measured, by call, way and number of documents."""


def slope(points: Iterable[tuple[float, float]]) -> float | None:
    """The exponent e of y = c * x^e by least squares on the logarithms; None for less than two points."""
    logs = [(log(x), log(y)) for x, y in points]
    if len(logs) < 2:
        return None
    mean_x, mean_y = (sum(part) / len(logs) for part in zip(*logs, strict=True))
    spread = sum((x - mean_x) ** 2 for x, _ in logs)
    return sum((x - mean_x) * (y - mean_y) for x, y in logs) / spread


@dataclass(frozen=True, slots=True)
class Row:
    """One call, one way, with its cost at each number of documents."""

    call: str
    way: str
    at: Mapping[int, Cost]

    @property
    def sizes(self) -> list[int]:
        """The numbers of documents, but that of the floor."""
        return [size for size in sorted(self.at) if size != FLOOR]

    @property
    def exponent(self) -> float | None:
        """How processor time grows; None where that cannot be told."""
        floor = self.at[FLOOR].cpu if FLOOR in self.at else 0.0
        return slope(
            (size - FLOOR, self.at[size].cpu - floor)
            for size in self.sizes
            if self.at[size].answered and self.at[size].cpu - floor >= LEAST
        )

    @property
    def answer(self) -> float | None:
        """How the lines of the answer grow."""
        return slope((size, self.at[size].lines) for size in self.sizes if self.at[size].lines > 1)

    @property
    def failed(self) -> list[str]:
        """What there is no answer for, and why."""
        return [f"{size:,}: {self.at[size].end}" for size in self.sizes if not self.at[size].answered]

    @property
    def memory(self) -> float:
        """The most megabytes at any size."""
        return max(self.at[size].memory for size in self.sizes)

    @property
    def marks(self) -> str:
        """What a reader should see."""
        found = ["told from a sample"] if self.call == "site" else []
        found += self.failed
        if self.exponent is not None and self.exponent > STEEP:
            found.append(f"above {STEEP}")
        if self.memory > LARGE:
            found.append(f"above {LARGE:,} MB")
        last = self.at[self.sizes[-1]]
        if self.call.startswith("run ") and last.answered and last.lines <= 1:
            found.append("no rows")
        return "; ".join(found)


def rows_of(costs: Costs) -> list[Row]:
    """The rows, those without an answer first, then by exponent, the steepest first."""
    grouped: dict[tuple[str, str], dict[int, Cost]] = {}
    for (call, way, size), each in costs.items():
        grouped.setdefault((call, way), {})[size] = each
    rows = [Row(call, way, at) for (call, way), at in grouped.items()]
    rows = [row for row in rows if row.sizes]
    return sorted(rows, key=lambda row: (not row.failed, -(row.exponent or 0.0), row.call, row.way))


def markdown(costs: Costs, against: Costs | None = None) -> str:
    """The table. With the costs of an earlier run, ratios stand behind the seconds: 0.50 is twice as fast."""
    rows = rows_of(costs)
    sizes = sorted({size for row in rows for size in row.sizes})
    heads = [
        "exponent",
        "call",
        "way",
        *(f"s at {size:,}" for size in sizes),
        "MB",
        "lines",
        "answer's exponent",
        "",
    ]
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    for row in rows:
        cells = [_exponent(row.exponent), f"`{row.call}`".replace("|", "\\|"), row.way]
        cells += [_seconds(row, size, against) for size in sizes]
        cells += [f"{row.memory:.0f}", f"{row.at[row.sizes[-1]].lines:,}", _exponent(row.answer)]
        lines.append(f"| {' | '.join(cells)} | {row.marks.replace('|', ' ')} |")
    return "\n".join(lines) + "\n"


def _exponent(value: float | None) -> str:
    return "-" if value is None else f"{value:.2f}"


def _seconds(row: Row, size: int, against: Costs | None) -> str:
    now = row.at.get(size)
    if now is None:
        return ""
    told = f"{now.cpu:.2f}" if now.answered else "none"
    before = (against or {}).get((row.call, row.way, size))
    if before is None or not now.answered:
        return told
    return f"{told} ({now.cpu / before.cpu:.2f})" if before.answered else f"{told} (had none)"


def write(costs: Costs, path: Path, against: Costs | None = None) -> None:
    """Writes what was measured: `.tsv` for a later run to be compared with, else the Markdown table."""
    if path.suffix != ".tsv":
        path.write_text(markdown(costs, against), encoding="utf-8")
        return
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, dialect="excel-tab", lineterminator="\n")
        writer.writerow(HEAD)
        for (call, way, size), each in costs.items():
            numbers = (f"{each.cpu:.3f}", f"{each.wall:.3f}", f"{each.memory:.1f}", each.lines)
            writer.writerow((call, way, size, *numbers, each.end))


def read(path: Path) -> Costs:
    """What `write` wrote as `.tsv`. Raises ValueError where the file is none of those."""
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, dialect="excel-tab") or [[]]
    if tuple(head) != HEAD:
        raise ValueError(f"{path} is no table of this benchmark: name the .tsv that an earlier run wrote")
    return {
        (call, way, int(size)): Cost(float(cpu), float(wall), float(memory), int(count), end)
        for call, way, size, cpu, wall, memory, count, end in lines
    }


def without_answer(costs: Costs, known: Iterable[str] = ()) -> list[str]:
    """The calls that somewhere have no answer, but for those that hold one of the texts `known`."""
    allowed = tuple(known)
    return sorted(
        f"{call} ({way}) at {size:,}: {each.end}"
        for (call, way, size), each in costs.items()
        if each.end != ANSWERED and size != FLOOR and not any(text in call for text in allowed)
    )
