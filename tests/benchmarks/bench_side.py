"""Pactgraph beside what a user would otherwise do with the same files, as Markdown tables.

    python tests/benchmarks/bench_side.py DIR ... [--runs N] [--rdflib]

Each DIR is a workspace from generate.py. Compared are a bare pyoxigraph script, the command line of the
Oxigraph server (PyPI `oxigraph`), and rdflib (`--rdflib`: minutes from some thousand documents on). Commands
run in turn. Takes three times the index's room on the disk while it runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench_index import BARE_LOAD, DUMP, MINIMAL, QUESTION, megabytes, store_of
from bench_loading import RDFLIB
from measure import PACTGRAPH, Cost, cost, in_turn, table

WARM = 50
"""Times that a warm question is asked."""


class Side:
    """The commands on one workspace, with stores of their own in `folder`."""

    def __init__(self, root: Path, folder: Path) -> None:
        self.root, self.folder = root, folder
        documents = sorted((root / "data" / "documents").iterdir())
        self.document = documents[len(documents) // 2]
        self.question = QUESTION % self.document.stem
        self.quads = folder / "all.nq"
        self.bare, self.server = folder / "bare", folder / "server"
        self.oxigraph = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"

    def ours(self, *arguments: str) -> list[str]:
        """A command of Pactgraph on the workspace."""
        return [*PACTGRAPH, *arguments, "--workspace", str(self.root)]

    def build(self, runs: int) -> str:
        """Building: the index from files, the others from one file of all quads, both graphs in it."""
        rebuild = self.ours("index", "--rebuild")
        cost(rebuild, 1, warm=False)
        subprocess.run([sys.executable, "-c", DUMP, str(store_of(self.root)), str(self.quads)], check=True)
        loads = {
            "bare pyoxigraph, bulk load": [sys.executable, "-c", BARE_LOAD, str(self.bare), str(self.quads)],
            "oxigraph load": [
                self.oxigraph,
                "load",
                "--location",
                str(self.server),
                "--file",
                str(self.quads),
            ],
            "pactgraph index --rebuild": rebuild,
        }
        found: dict[str, list[Cost]] = {name: [] for name in loads}
        for _ in range(runs):
            for name, command in loads.items():
                for folder in (self.bare, self.server):
                    if str(folder) in command:
                        shutil.rmtree(folder, ignore_errors=True)
                found[name].append(cost(command, 1, warm=False))
        rows = [(name, sorted(each, key=lambda one: one.cpu)[len(each) // 2]) for name, each in found.items()]
        sizes = {
            "index": megabytes(self.root / ".pactgraph"),
            "bare store": megabytes(self.bare),
            "files": megabytes(self.root / "data"),
        }
        told = ", ".join(f"{name} {size:.0f} MB" for name, size in sizes.items())
        return f"{table(rows, 'bare pyoxigraph, bulk load')}\n\nOn disk: {told}."

    def ask(self, runs: int, rdflib: bool) -> str:
        """A question from cold."""
        store = str(self.bare)
        commands = {
            "minimal click script, pyoxigraph store": [sys.executable, "-c", MINIMAL, store, self.question],
            "oxigraph query": [
                self.oxigraph,
                "query",
                "--location",
                str(self.server),
                "--query",
                self.question,
                "--results-format",
                "tsv",
            ],
            "pactgraph sparql": self.ours("sparql", self.question),
            "pactgraph show": self.ours("show", f"document:{self.document.stem}"),
            "pactgraph why": self.ours("why", f"document:{self.document.stem}"),
        }
        rows = in_turn(commands, runs)
        cost(self.ours("index", "--seal"), 1, warm=False)
        rows += in_turn({"pactgraph sparql, sealed": self.ours("sparql", self.question)}, runs)
        cost(self.ours("index", "--unseal"), 1, warm=False)
        rows.append(("pactgraph sparql, one document edited before", self._edited(runs)))
        if rdflib:
            command = [sys.executable, "-c", RDFLIB, str(self.root), self.question]
            rows.append(("rdflib, parses the files", cost(command, 1, warm=False)))
        return table(rows, "minimal click script, pyoxigraph store")

    def _edited(self, runs: int) -> Cost:
        original = self.document.read_text(encoding="utf-8")

        def edit(number: int) -> None:
            self.document.write_text(f"{original}<http://x/{number}> a <http://x/Edit> .\n", encoding="utf-8")

        found = cost(self.ours("sparql", self.question), runs, before=edit)
        self.document.write_text(original, encoding="utf-8")
        cost(self.ours("sparql", self.question), 1, warm=False)
        return found

    def warm(self) -> str:
        """Milliseconds of a question, and of a stored one, once everything is open."""
        from pyoxigraph import Store

        import pactgraph

        bare = Store.read_only(str(self.bare))
        graph = pactgraph.open_workspace(self.root)
        graph.query("models")
        list(bare.query(self.question))  # type: ignore[arg-type]

        def each(call: object) -> float:
            began = time.process_time()
            for _ in range(WARM):
                call()  # type: ignore[operator]
            return (time.process_time() - began) / WARM * 1000

        own = each(lambda: graph.sparql(self.question))
        least = each(lambda: list(bare.query(self.question)))  # type: ignore[arg-type]
        stored = each(lambda: graph.query("agreements-of", region=self._region()))
        return f"Warm, ms: bare {least:.2f}, pactgraph {own:.2f}, stored question agreements-of {stored:.2f}."

    def _region(self) -> str:
        return (self.root / "data/registers/regions.ttl").read_text().partition("\nregion:")[2].split()[0]


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Measures Pactgraph beside other tools.")
    parser.add_argument("folders", type=Path, metavar="DIR", nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--rdflib", action="store_true")
    asked = parser.parse_args()
    os.environ["PACTGRAPH_INDEX_FROM"] = "0"
    for root in asked.folders:
        with tempfile.TemporaryDirectory(dir=root.resolve().parent) as folder:
            side = Side(root.resolve(), Path(folder))
            print(f"\n### {root.name}\n\n{side.build(max(1, asked.runs // 3))}\n", flush=True)
            print(f"{side.ask(asked.runs, asked.rdflib)}\n\n{side.warm()}", flush=True)


if __name__ == "__main__":
    main()
