"""What the whole site would take, from a sample of its pages: made by the site's own code, written nowhere.

    python tests/benchmarks/sampled_site.py WORKSPACE [--runs N]

Of the pages below each address (`/region/`, `/document/` ...) N runs of seven are made, evenly spread: a
thing has a page in each language and three files. What they take counts for all pages below that address. The
validation report is left out. Prints how many pages were made, how many there are, and the processor seconds
that all of them would take, reading included.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from pactgraph.prose.texts import LANGUAGES
from pactgraph.publish.site.gathering import gather
from pactgraph.publish.site.material import Settings
from pactgraph.publish.site.site import Site
from pactgraph.rdf.namespaces import ROOT
from pactgraph.workspace.workspace import Workspace

RUN = 7


def address(path: str) -> str:
    """What a page stands below, whatever its language; a file at the top stands for itself."""
    first, *others = path.strip("/").split("/")
    if first in LANGUAGES and others:
        first, *others = others
    return first if others or "." in first else ""


def sampled(paths: list[str], runs: int) -> list[str]:
    """Some of the paths, in runs that are evenly spread; all of them where they are few."""
    if len(paths) <= runs * RUN:
        return paths
    starts = [len(paths) * number // runs for number in range(runs)]
    return [path for start in starts for path in paths[start : start + RUN]]


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Samples what a site takes.")
    parser.add_argument("workspace", type=Path, metavar="WORKSPACE")
    parser.add_argument("--runs", type=int, default=2, metavar="N")
    asked = parser.parse_args()
    settings = Settings(ROOT, None, LANGUAGES)
    site = Site(gather(Workspace.open(asked.workspace), settings), settings)
    below: dict[str, list[str]] = {}
    for path in site.paths():
        below.setdefault(address(path), []).append(path)
    made, unmade = 0, 0.0
    for paths in below.values():
        some = sampled(paths, asked.runs)
        began = time.process_time()
        for path in some:
            site.page(path)
        unmade += (time.process_time() - began) * (len(paths) / len(some) - 1)
        made += len(some)
    print(made, sum(map(len, below.values())), f"{time.process_time() + unmade:.2f}")


if __name__ == "__main__":
    main()
