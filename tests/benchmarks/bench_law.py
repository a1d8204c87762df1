"""What the law and each rule cost on generated workspaces, and how that grows.

    python tests/benchmarks/bench_law.py [--sizes 100,1000] [--rounds N] [--workspace DIR]

Loads each workspace's files, lets `stand` do its work without rules, and runs the rules one after the other.
Prints a table of milliseconds of processor time (the smallest of the rounds), with the statements that each
rule makes at the largest size, and the exponent between the first and the last size. With `--workspace` that
one is measured alone.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from functools import partial
from math import log
from pathlib import Path

from generate import generate
from pyoxigraph import Store

from pactgraph.rdf.namespaces import DERIVED
from pactgraph.workspace import law
from pactgraph.workspace.files import parsed, read_content, source_files
from pactgraph.workspace.rules import Rule, read_rules

LEAST = 1.0
"""Milliseconds below which a growth says nothing."""


def measured(root: Path, rounds: int) -> dict[str, tuple[float, int]]:
    """By step: milliseconds, and statements made."""
    best: dict[str, tuple[float, int]] = {}

    def note(name: str, work: Callable[[], object], made: Callable[[], int]) -> None:
        before, began = made(), time.process_time()
        work()
        took = (time.process_time() - began) * 1000
        known = best.get(name)
        best[name] = (took if known is None else min(took, known[0]), made() - before)

    run, rules = law.run, read_rules(root).rules
    for _ in range(rounds):
        store, whole = Store(), Store()
        _read(whole, root)
        note("reading the files", partial(_read, store, root), partial(len, store))
        note("the law without rules", partial(law.stand, store, ()), partial(_derived, store))
        note("the law with its rules", partial(law.stand, whole, rules), partial(_derived, whole))

        def timed(store: Store, rule: Rule) -> None:
            note(rule.name, partial(run, store, rule), partial(_derived, store))

        apart = Store()
        _read(apart, root)
        law.run = timed
        try:
            law.stand(apart, rules)
        finally:
            law.run = run
    return best


def _read(store: Store, root: Path) -> None:
    for file in source_files(root):
        content = read_content(file)
        parsed(file, content, partial(store.load, content, format=file.format, to_graph=file.graph))


def _derived(store: Store) -> int:
    return sum(1 for _ in store.quads_for_pattern(None, None, None, DERIVED))


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Measures the law and each rule.")
    parser.add_argument("--sizes", default="100,1000", help="numbers of documents, with commas between")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--workspace", type=Path)
    asked = parser.parse_args()
    if asked.workspace:
        found = {0: measured(asked.workspace, asked.rounds)}
    else:
        found = {}
        for size in sorted({int(size) for size in asked.sizes.split(",")}):
            with tempfile.TemporaryDirectory() as folder:
                generate(Path(folder, "workspace"), size)
                found[size] = measured(Path(folder, "workspace"), asked.rounds)
    sizes = list(found)
    first, last = sizes[0], sizes[-1]
    heads = ["step", *(f"ms at {size:,}" for size in sizes), "statements", "exponent"]
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}")
    for name, (took, made) in found[last].items():
        cells = [f"{found[size][name][0]:.1f}" for size in sizes]
        start = found[first][name][0]
        told = start >= LEAST and first != last
        exponent = f"{log(took / start) / log(last / first):.2f}" if told else "-"
        print(f"| {name} | {' | '.join(cells)} | {made:,} | {exponent} |")


if __name__ == "__main__":
    main()
