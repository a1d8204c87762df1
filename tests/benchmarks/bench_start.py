"""How long a stored query takes from cold, against the least that could answer it.

The least is a click script that parses the same files with pyoxigraph and runs one query; another applies
the rules too, with all that is told in the default graph; another reads with rdflib. Prints CPU seconds
(user, system) of whole processes that run in turn, median and smallest, and their ratios to the least. To
measure an installation, run it with its Python in a folder without a workspace.

    python tests/benchmarks/bench_start.py [ROUNDS]
"""

from __future__ import annotations

import compileall
import os
import statistics
import sys
import tempfile
from pathlib import Path

from measure import PACTGRAPH, cost

import pactgraph
from pactgraph.workspace.locate import locate

LEAST = '''
import sys
from pathlib import Path
import click
from pyoxigraph import RdfFormat, Store
@click.command()
@click.argument("root")
@click.option("--region")
def main(root, region):
    store = Store()
    for folder in ("ontology", "ontology/schemes", "data/registers", "data/documents", "data/curation"):
        for path in sorted(Path(root, folder).glob("*.t*")):
            if path.name not in ("shapes.ttl", "prefixes.ttl"):
                store.load(path=path, format=RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.TURTLE)
    # rules
    query = """PREFIX pact: <https://w3id.org/pactgraph/def#>
    SELECT DISTINCT ?agreement ?party { GRAPH ?g { ?agreement pact:party ?party } }
    ORDER BY ?agreement ?party"""
    for row in store.query(query):
        click.echo(f"{row[0]}\\t{row[1]}")
main()
'''
WITH_RULES = LEAST.replace(
    "import RdfFormat, Store", "import DefaultGraph, NamedNode, Quad, RdfFormat, Store"
).replace(
    "# rules",
    """for quad in list(store):
        store.add(Quad(quad.subject, quad.predicate, quad.object, DefaultGraph()))
    derived = NamedNode("https://w3id.org/pactgraph/graph/derived")
    for path in sorted(Path(root, "ontology/rules").glob("*.rq")):
        for made in list(store.query(path.read_text(encoding="utf-8"))):
            for graph in (DefaultGraph(), derived):
                store.add(Quad(made.subject, made.predicate, made.object, graph))""",
)
RDFLIB = (
    LEAST.replace("from pyoxigraph import RdfFormat, Store", "import rdflib")
    .replace("store = Store()", "store = rdflib.Dataset()")
    .replace("store.load(path=path, format=RdfFormat.TRIG if", 'store.parse(path, format="trig" if')
    .replace("else RdfFormat.TURTLE", 'else "turtle"')
)


def seconds(arguments: list[str]) -> float:
    """The CPU seconds of one process."""
    found, _ = cost(arguments, 600)
    if not found.answered:
        sys.exit(f"{' '.join(arguments)} {found.end}")
    return found.cpu


def main() -> None:
    """Runs both in turn and prints the ratio."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    root = locate()
    compileall.compile_dir(str(Path(pactgraph.__file__).parent), quiet=1)
    os.environ["PACTGRAPH_WORKSPACE"] = str(root)
    with tempfile.TemporaryDirectory() as folder:
        least, ruled, rdflib = (
            Path(folder, name) for name in ("least.py", "with_rules.py", "with_rdflib.py")
        )
        least.write_text(LEAST)
        ruled.write_text(WITH_RULES)
        rdflib.write_text(RDFLIB)
        asked = [str(root), "--region", "saxony"]
        stored = ["run", "agreements-of", "--region", "saxony"]
        commands = {
            "least": [sys.executable, str(least), *asked],
            "with the rules": [sys.executable, str(ruled), *asked],
            "stored query": [*PACTGRAPH, *stored],
            "rdflib script": [sys.executable, str(rdflib), *asked],
        }
        took: dict[str, list[float]] = {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                took[name].append(seconds(command))
    for name, times in took.items():
        median, smallest = (how(times) / how(took["least"]) for how in (statistics.median, min))
        print(
            f"{name:<14} median {statistics.median(times):.4f} s   smallest {min(times):.4f} s"
            f"   ratio {median:.2f}, of the smallest {smallest:.2f}"
        )


if __name__ == "__main__":
    main()
