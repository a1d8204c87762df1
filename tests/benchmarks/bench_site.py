"""How long a site takes, and how much memory, by the number of its pages.

    python tests/benchmarks/bench_site.py [--documents N ...] [--lang LANGUAGE ...] [--validation]

For each number of documents a workspace is generated (generate.py), and its site built by `pactgraph site` in
a process of its own, in English unless languages are given. Prints pages, files (a thing has three of data
beside its pages), seconds on the clock and of processor time, pages a second of processor time, and the peak
memory. The validation report is left out unless asked for.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from generate import generate
from measure import PACTGRAPH, cost

LIMIT = 36_000
"""Seconds of processor time that a site may take."""


def main() -> None:
    """Builds each site and prints the table."""
    parser = argparse.ArgumentParser(description="Times the static site.")
    parser.add_argument("--documents", type=int, nargs="+", default=[100, 1000], metavar="N")
    parser.add_argument("--lang", nargs="+", default=["en"], metavar="LANGUAGE")
    parser.add_argument("--validation", action="store_true")
    asked = parser.parse_args()
    options = [] if asked.validation else ["--no-validation"]
    for language in asked.lang:
        options += ["--lang", language]
    titles = ("pages", "files", "MB", "clock s", "CPU s", "pages/s", "peak MB")
    print(f"{'documents':>10}" + "".join(f"{title:>10}" for title in titles))
    for documents in asked.documents:
        with tempfile.TemporaryDirectory() as place:
            workspace, folder = Path(place) / "workspace", Path(place) / "site"
            workspace.mkdir()
            generate(workspace, documents)
            command = [*PACTGRAPH, "site", str(folder), "--workspace", str(workspace), *options]
            found, _ = cost(command, LIMIT)
            if not found.answered:
                sys.exit(found.end)
            files = [path for path in folder.rglob("*") if path.is_file()]
            pages = sum(1 for path in files if path.suffix == ".html")
            size = sum(path.stat().st_size for path in files) / 1e6
            print(
                f"{documents:>10}{pages:>10}{len(files):>10}{size:>10.0f}{found.wall:>10.1f}{found.cpu:>10.1f}"
                f"{pages / found.cpu:>10.1f}{found.memory:>10.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
