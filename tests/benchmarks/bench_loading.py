"""A cold question on files that are read into memory beside the same on the index, as Markdown tables.

    python tests/benchmarks/bench_loading.py DIR ... [--runs N] [--rdflib]

Each DIR is a workspace, such as those of generate.py. Where the two lines of Pactgraph cross is where
`INDEX_FROM` in src/pactgraph/workspace/workspace.py belongs, or above. The bare script loads the files into a
pyoxigraph store and computes no default graph; `--rdflib` adds a script that reads them with rdflib, which
takes minutes from some thousand documents on.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from measure import PACTGRAPH, cost, table

QUESTION = "SELECT ?p ?o WHERE { <http://x/nothing> ?p ?o }"
FILES = """
import sys
from pathlib import Path
root = Path(sys.argv[1])
turtle = [*root.glob("ontology/*.ttl"), *root.glob("ontology/schemes/*.ttl"), *root.glob("data/*/*.ttl")]
trig = [*root.glob("data/documents/*.trig")]
"""
BARE = (
    FILES
    + """
from pyoxigraph import RdfFormat, Store
store = Store()
for files, form in ((turtle, RdfFormat.TURTLE), (trig, RdfFormat.TRIG)):
    for file in files:
        store.load(path=file, format=form)
print(list(store.query(sys.argv[2])))
"""
)
RDFLIB = (
    FILES
    + """
from rdflib import Dataset
dataset = Dataset()
for files, form in ((turtle, "turtle"), (trig, "trig")):
    for file in files:
        dataset.parse(file, format=form)
print(list(dataset.query(sys.argv[2])))
"""
)
IN_MEMORY, INDEXED = "pactgraph, files read into memory", "pactgraph, index"


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Measures reading files against the index.")
    parser.add_argument("folders", type=Path, metavar="DIR", nargs="+")
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rdflib", action="store_true")
    asked = parser.parse_args()
    for folder in asked.folders:
        files = [*folder.glob("ontology/**/*.ttl"), *folder.glob("data/*/*.t*")]
        size = sum(path.stat().st_size for path in files)
        print(f"\n### {len(files)} files of {size / 1e6:.2f} MB\n")
        command = [*PACTGRAPH, "sparql", QUESTION, "--workspace", str(folder)]
        rows = [
            ("bare pyoxigraph script", cost([sys.executable, "-c", BARE, str(folder), QUESTION], asked.runs)),
            (IN_MEMORY, cost(command, asked.runs, PACTGRAPH_INDEX_FROM=str(10**15))),
            (INDEXED, cost(command, asked.runs, PACTGRAPH_INDEX_FROM="0")),
        ]
        if asked.rdflib:
            rows.append(
                ("rdflib script", cost([sys.executable, "-c", RDFLIB, str(folder), QUESTION], 1, warm=False))
            )
        print(table(rows, IN_MEMORY))


if __name__ == "__main__":
    main()
