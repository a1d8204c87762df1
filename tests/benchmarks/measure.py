"""Measuring commands side by side: medians of whole processes, and a table of them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

PACTGRAPH = [sys.executable, "-c", "from pactgraph.cli import main; main()"]
"""The command line as argument list, without the script that pip makes of it."""


Before = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Cost:
    """Medians of one command: seconds on the clock and of processor time, megabytes of memory at the most."""

    wall: float
    cpu: float
    memory: float


def environment(**more: str) -> dict[str, str]:
    """The environment for commands: bytecode is kept, so that start-ups are those of an installation."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def cost(
    command: Sequence[str],
    runs: int,
    before: Callable[[int], object] | None = None,
    warm: bool = True,
    **more: str,
) -> Cost:
    """The cost of a command that ends well; `before` is called with its number before each run. A first run
    that is not counted fills caches, unless `warm` is false.

    Raises SystemExit with what the command said where it fails.
    """
    found: list[Cost] = []
    for number in range(-1 if warm else 0, runs):
        if before is not None:
            before(number)
        began = time.perf_counter()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment(**more)
        )
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        process.stderr.close()
        if process.returncode:
            sys.exit(f"{' '.join(command)}\n{said.decode(errors='replace')}")
        if number >= 0:
            found.append(Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1000))
    return Cost(*(statistics.median(getattr(each, part) for each in found) for part in Cost.__slots__))


def in_turn(
    commands: Mapping[str, Sequence[str]], runs: int, warm: bool = True, **more: str
) -> list[tuple[str, Cost]]:
    """The costs of commands that are run in turn, so that what else the machine does weighs on all alike."""
    found: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(-1 if warm else 0, runs):
        for name, command in commands.items():
            each = cost(command, 1, warm=False, **more)
            if number >= 0:
                found[name].append(each)
    return [
        (name, Cost(*(statistics.median(getattr(each, part) for each in costs) for part in Cost.__slots__)))
        for name, costs in found.items()
    ]


def table(rows: Iterable[tuple[str, Cost]], against: str | None = None) -> str:
    """The costs as a Markdown table, with ratios to the row called `against`."""
    known = dict(rows)
    base = known.get(against or "")
    lines = ["| what | seconds | CPU seconds | MB | ratio | CPU ratio |", "|---|---|---|---|---|---|"]
    for name, each in known.items():
        ratios = ["", ""] if base is None else [f"{each.wall / base.wall:.2f}", f"{each.cpu / base.cpu:.2f}"]
        lines.append(
            f"| {name} | {each.wall:.3f} | {each.cpu:.3f} | {each.memory:.0f} | {ratios[0]} | {ratios[1]} |"
        )
    return "\n".join(lines)
