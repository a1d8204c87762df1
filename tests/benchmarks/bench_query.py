"""Whole questions as a user asks them, on the index and on files read into memory, as Markdown tables.

    python tests/benchmarks/bench_query.py DIR ... [--runs N] [--in-memory]

Each DIR is a workspace from generate.py. The region is the one with most passages, the hardest to ask about.
`--in-memory` measures the same without the index, which takes minutes from some thousand documents on.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
from collections import Counter
from pathlib import Path

from measure import PACTGRAPH, cost, environment, table

SAMPLE = 300
"""Documents that are looked at for the most frequent region."""


def questions(root: Path) -> list[list[str]]:
    """The commands, as argument lists."""
    documents = sorted((root / "data" / "documents").iterdir())
    named: Counter[str] = Counter()
    for document in documents[:: max(1, len(documents) // SAMPLE)]:
        for word in document.read_text(encoding="utf-8").split():
            if word.startswith("region:"):
                named[word.strip(",;").removeprefix("region:")] += 1
    ((region, _),) = named.most_common(1)
    return [
        ["run", "agreements-of", "--region", region],
        ["run", "commitments-of", "--region", region],
        ["run", "best-connected"],
        ["run", "disagreements"],
        ["show", region],
        ["show", f"document:{documents[0].stem}"],
        ["why", region, "country"],
    ]


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Measures whole questions.")
    parser.add_argument("folders", type=Path, metavar="DIR", nargs="+")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--in-memory", action="store_true")
    asked = parser.parse_args()
    for folder in asked.folders:
        ways = {"index": "0", **({"memory": str(10**15)} if asked.in_memory else {})}
        rows = []
        for question in questions(folder):
            for way, start in ways.items():
                command = [*PACTGRAPH, *question, "--workspace", str(folder)]
                settings = environment(PACTGRAPH_INDEX_FROM=start)
                tried = subprocess.run(command, capture_output=True, text=True, check=False, env=settings)
                if tried.returncode:
                    print(f"{' '.join(question)}: {tried.stderr.strip()}", file=sys.stderr)
                    continue
                lines = tried.stdout.count("\n")
                name = f"{' '.join(question)} ({way}, {lines} lines)"
                rows.append((name, cost(command, asked.runs, PACTGRAPH_INDEX_FROM=start)))
        print(f"\n### {folder.name}\n\n{table(rows)}")


if __name__ == "__main__":
    main()
