"""How long a site takes, and how much memory, by the number of things it has pages for.

    python tests/benchmarks/bench_site.py [--documents N ...] [--lang LANGUAGE ...] [--validation]

For each number of documents a workspace is generated (generate.py), and its site built by `pactgraph site` in
a process of its own. Prints things (records and concepts, each with a page a language and three data files),
files, seconds on the clock and of processor time in all processes, things per second of processor time, and
the peak memory of the largest process. The validation report is left out unless asked for.
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
    parser.add_argument("--documents", type=int, nargs="+", default=[90, 1400], metavar="N")
    parser.add_argument("--lang", nargs="+", default=["en", "de", "nl", "fr"], metavar="LANGUAGE")
    parser.add_argument("--validation", action="store_true")
    asked = parser.parse_args()
    options = [] if asked.validation else ["--no-validation"]
    for language in asked.lang:
        options += ["--lang", language]
    titles = ("things", "files", "MB", "clock s", "CPU s", "things/s", "peak MB")
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
            things = sum(1 for path in files if path.suffix == ".nt")
            size = sum(path.stat().st_size for path in files) / 1e6
            print(
                f"{documents:>10}{things:>10}{len(files):>10}{size:>10.0f}{found.wall:>10.1f}{found.cpu:>10.1f}"
                f"{things / found.cpu:>10.1f}{found.memory:>10.0f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
