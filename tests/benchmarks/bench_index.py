"""The index on disk beside what it is measured against, as Markdown tables.

    python tests/benchmarks/bench_index.py DIR [--runs N] [--no-build]

DIR is a workspace from generate.py. Compared are: building with a bare bulk load of the same quads (named
graphs and default graph, from one N-Quads file); a cold question with a click script of ten lines that opens
the same store for reading; a question after an edit with one without; and looking at the files with `find`.
Nothing is asserted: the figures are for reading. Takes twice the index's room on the disk while it runs.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from measure import PACTGRAPH, cost, table

QUESTION = (
    "SELECT ?label WHERE { <https://w3id.org/pactgraph/id/document/%s> "
    "<http://www.w3.org/2000/01/rdf-schema#label> ?label }"
)
BARE_LOAD = """
import sys
from pyoxigraph import RdfFormat, Store
store = Store(sys.argv[1])
store.bulk_load(path=sys.argv[2], format=RdfFormat.N_QUADS)
store.flush()
"""
DUMP = """
import sys
from pyoxigraph import RdfFormat, Store
Store.read_only(sys.argv[1]).dump(output=sys.argv[2], format=RdfFormat.N_QUADS)
"""
MINIMAL = """
import click
from pyoxigraph import Store
@click.command()
@click.argument("path")
@click.argument("question")
def main(path, question):
    for row in Store.read_only(path).query(question):
        click.echo("\\t".join(str(term) for term in row))
main()
"""
LISTING = """
import sys
from pathlib import Path
from pactgraph.workspace.index.listing import Listing
Listing(Path(sys.argv[1])).digest
"""


def store_of(root: Path) -> Path:
    """The store of the current generation."""
    folder = root / ".pactgraph"
    return folder / (folder / "current").read_text().strip() / "store"


def megabytes(folder: Path) -> float:
    """What the files of a folder hold."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6


def build(root: Path, runs: int) -> str:
    """Building the index, and a bare bulk load of its quads."""
    rebuild = cost([*PACTGRAPH, "index", "--rebuild", "--workspace", str(root)], runs, warm=False)
    with tempfile.TemporaryDirectory(dir=root.parent) as folder:
        quads, bare = Path(folder, "all.nq"), Path(folder, "store")
        subprocess.run([sys.executable, "-c", DUMP, str(store_of(root)), str(quads)], check=True)
        command = [sys.executable, "-c", BARE_LOAD, str(bare), str(quads)]
        loaded = cost(command, runs, before=lambda _: shutil.rmtree(bare, ignore_errors=True), warm=False)
        sizes = (
            f"On disk: index {megabytes(root / '.pactgraph'):.0f} MB, bare store {megabytes(bare):.0f} MB, "
        )
        sizes += f"files {megabytes(root / 'data'):.0f} MB, N-Quads {quads.stat().st_size / 1e6:.0f} MB."
    return (
        table([("bare bulk load", loaded), ("building the index", rebuild)], "bare bulk load")
        + "\n\n"
        + sizes
    )


def questions(root: Path, runs: int) -> str:
    """Cold questions: unchanged, after an edit, and by the minimal script."""
    documents = sorted((root / "data" / "documents").iterdir())
    document = documents[len(documents) // 2]
    question = QUESTION % document.stem
    asked = [*PACTGRAPH, "sparql", question, "--workspace", str(root)]
    original = document.read_text(encoding="utf-8")

    def edit(number: int) -> None:
        document.write_text(
            f"{original}# edit {number}\n<http://x/{number}> a <http://x/Edit> .\n", encoding="utf-8"
        )

    unchanged = cost(asked, runs)
    minimal = cost([sys.executable, "-c", MINIMAL, str(store_of(root)), question], runs)
    edited = cost(asked, runs, before=edit)
    document.write_text(original, encoding="utf-8")
    cost([*PACTGRAPH, "index", "--seal", "--workspace", str(root)], 1, warm=False)
    minimal_again = cost([sys.executable, "-c", MINIMAL, str(store_of(root)), question], runs)
    sealed = cost(asked, runs)
    cost([*PACTGRAPH, "index", "--unseal", "--workspace", str(root)], 1, warm=False)
    rows = [
        ("minimal click script, same store", minimal),
        ("unchanged workspace", unchanged),
        ("minimal click script, measured with the next", minimal_again),
        ("unchanged workspace, sealed", sealed),
    ]
    rows.append(("one document edited before", edited))
    rows.append(("looking at the files alone", cost([sys.executable, "-c", LISTING, str(root)], runs)))
    find = ["find", str(root / "data"), str(root / "ontology"), "-printf", "%p %s %T@ %C@ %i\\n"]
    rows.append(("find, the same look", cost(find, runs)))
    return table(rows, "minimal click script, same store")


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Measures the index on disk.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--no-build", action="store_true", help="measure the index that is there")
    asked = parser.parse_args()
    os.environ["PACTGRAPH_INDEX_FROM"] = "0"
    root: Path = asked.folder.resolve()
    count = len(list((root / "data" / "documents").iterdir()))
    print(f"\n### {count} documents\n")
    if not asked.no_build:
        print(build(root, max(1, asked.runs // 3)), end="\n\n")
    print(questions(root, asked.runs))


if __name__ == "__main__":
    main()
