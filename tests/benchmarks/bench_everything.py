"""The benchmark of everything: every command and every stored query on generated workspaces, cold.

    python tests/benchmarks/bench_everything.py [--sizes 100,1000,5000] [--only TEXT] [--rounds N] [--limit S]
        [--way files|index] [--known TEXT] [-o FILE.tsv] [-o FILE.md] [--against FILE.tsv]

`calls.py` says what is called. Each call is a process of its own; what counts is its processor time, so that
other work on the machine hardly shows; of several rounds the median. Questions are asked twice: of the files,
and of an index that is built before. `site` is sampled and told for all of its pages (`sampled_site.py`). A
call that takes more than the limit of processor time has no answer, and is not tried at larger sizes.
`growth.py` says how exponents come about.

Prints the table, the steepest first. Exit code 0: every call has its answer; 1: some have none, but for those
with a `--known` text in them; 2: the call is at fault. With `-o` the figures are kept as they come.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from calls import FILES, INDEX, Call, calls
from generate import generate
from growth import FLOOR, Costs, markdown, read, without_answer, write
from measure import PACTGRAPH, Cost, cost

HERE = Path(__file__).parent
SAMPLED_SITE = HERE / "sampled_site.py"


class Stage:
    """A generated workspace, twice: one that is read from its files, and one with an index; and what calls
    need beside it."""

    def __init__(self, folder: Path, documents: int, seed: int) -> None:
        self.folder = folder
        self.roots = {FILES: folder / "workspace", INDEX: folder / "indexed"}
        self.cast = generate(self.roots[FILES], documents, seed)

    @contextmanager
    def set(self, call: Call) -> Iterator[list[str]]:
        """The command of a call, with everything in its place for one run."""
        places: dict[str, object] = asdict(self.cast)
        places |= {name: self.folder / name for name in ("edited", "copy", "out")}
        places |= {"workspace": self.roots[call.way], "texts": self.roots[FILES] / "texts"}
        if call.way == INDEX and not self.roots[INDEX].exists():
            self._copy(self.roots[INDEX])
            self._index()
        if "edited" in call.places and not (self.folder / "edited").exists():
            self._copy(self.folder / "edited")
            self._edit(self.folder / "edited")
        if "copy" in call.places:
            self._copy(self.folder / "copy")
        self._remove(self.folder / "out")
        if "store" not in call.places:
            yield self._command(call, places)
            return
        with _store() as url:
            yield self._command(call, {**places, "store": url})

    def _command(self, call: Call, places: dict[str, object]) -> list[str]:
        if call.command == "site":
            return [sys.executable, str(SAMPLED_SITE), str(places["workspace"])]
        return [*PACTGRAPH, *call.words(places)]

    def _copy(self, root: Path) -> None:
        self._remove(root)
        shutil.copytree(self.roots[FILES], root)

    def _edit(self, root: Path) -> None:
        """Has one document of a copy say that something is less firm, or firmer."""
        path = root / "data" / "documents" / f"{self.cast.document}.trig"
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(r"strength:\w+", "strength:explore", text, count=2), encoding="utf-8")

    def _index(self) -> None:
        command = [*PACTGRAPH, "index", "--workspace", str(self.roots[INDEX])]
        found, _ = cost(command, 3600)
        if not found.answered:
            sys.exit(f"the index cannot be built: {found.end}")

    @staticmethod
    def _remove(path: Path) -> None:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)


@contextmanager
def _store() -> Iterator[str]:
    """The Oxigraph server (of the dev extra) with an empty store, while it is needed; gives its query URL."""
    sys.path.insert(0, str(HERE.parent / "servers"))
    from real_stores import running

    with tempfile.TemporaryDirectory() as folder, running("oxigraph", Path(folder)) as store:
        yield store.query


def measured(stage: Stage, call: Call, rounds: int, limit: int) -> Cost:
    """What a call costs: the median of each figure. One round without an answer is none at all."""
    found: list[Cost] = []
    for _ in range(rounds):
        with stage.set(call) as command:
            one, last = cost(command, limit)
        if not one.answered:
            return one
        if call.command == "site":
            _, pages, seconds = last.split()
            one = replace(one, cpu=float(seconds), lines=int(pages))
        found.append(one)
    cpu, wall, memory, lines = (
        statistics.median(getattr(each, part) for each in found)
        for part in ("cpu", "wall", "memory", "lines")
    )
    return Cost(cpu, wall, memory, int(lines), found[0].end)


def run(asked: argparse.Namespace, chosen: list[Call], against: Costs | None) -> Costs:
    """Measures the calls at each size, and writes the figures down as they come."""
    costs: Costs = {}
    for size in (FLOOR, *asked.sizes):
        with tempfile.TemporaryDirectory() as folder:
            print(f"{size:,} documents", file=sys.stderr, flush=True)
            stage = Stage(Path(folder), size, asked.seed)
            for call in chosen:
                earlier = [each for key, each in costs.items() if key[:2] == (call.name, call.way)]
                if earlier and earlier[-1].end.startswith("no answer"):
                    each = earlier[-1]
                else:
                    each = measured(stage, call, asked.rounds, asked.limit)
                costs[call.name, call.way, size] = each
                told = f"{each.cpu:8.2f} s {each.memory:7.0f} MB  {call.name} ({call.way})"
                print(told + ("" if each.answered else f": {each.end}"), file=sys.stderr, flush=True)
                for path in asked.output:
                    write(costs, path, against)
    return costs


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Measures every command and every stored query.")
    parser.add_argument("--sizes", default="100,1000,5000", help="numbers of documents, with commas between")
    parser.add_argument("--only", action="append", default=[], metavar="TEXT", help="calls with this in them")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--limit", type=int, default=120, metavar="S", help="processor seconds of a call")
    parser.add_argument("--way", choices=(FILES, INDEX), help="this way alone")
    parser.add_argument(
        "--known", action="append", default=[], metavar="TEXT", help="calls that may have no answer"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, action="append", default=[], metavar="FILE")
    parser.add_argument("--against", type=Path, metavar="FILE", help="the .tsv of an earlier run")
    asked = parser.parse_args()
    try:
        asked.sizes = sorted({int(size) for size in asked.sizes.split(",")})
        against = None if asked.against is None else read(asked.against)
    except (OSError, ValueError) as fault:
        parser.error(str(fault))
    if asked.sizes[0] <= FLOOR or asked.rounds < 1 or asked.limit < 1:
        parser.error(f"--sizes takes numbers above {FLOOR}, which is the floor; --rounds and --limit from 1")
    chosen = [
        call
        for call in calls()
        if asked.way in (None, call.way) and (not asked.only or any(text in call.name for text in asked.only))
    ]
    if not chosen:
        parser.error("--only names no call: calls.py lists them")
    costs = run(asked, chosen, against)
    print(markdown(costs, against), end="")
    missing = without_answer(costs, asked.known)
    for line in missing:
        print(f"no answer: {line}", file=sys.stderr)
    sys.exit(1 if missing else 0)


if __name__ == "__main__":
    main()
