"""What a check of everything costs, and what pySHACL costs on the same graph.

    python tests/benchmarks/bench_validate.py [--documents 100,1000,10000] [--no-pyshacl] [--seed S]

For each size a workspace of generated documents (`generate.py`) is written to a temporary folder. Each
figure comes from a process of its own: processor seconds, wall seconds, peak memory. pySHACL gets ten
minutes.
"""

from __future__ import annotations

import argparse
import gc
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).parent
LIMIT = 600


def full(root: Path) -> dict[str, float]:
    """A check of everything."""
    from pactgraph.check.checks import Checks
    from pactgraph.workspace.workspace import Workspace

    begin, wall = time.process_time(), time.perf_counter()
    checks = Checks(Workspace.open(root))
    found = checks.findings()
    spent, waited = time.process_time() - begin, time.perf_counter() - wall
    quads = sum(len(file.statements) for file in checks.files)
    return {"quads": quads, "found": len(found), "cpu": spent, "wall": waited}


def shapes(root: Path) -> dict[str, float]:
    """The SHACL part of a full check alone: the default graph as the files write it, and its validation."""
    from pactgraph.check.checks import Checks, default_graph
    from pactgraph.workspace.workspace import Workspace

    checks = Checks(Workspace.open(root))
    gc.disable()  # as a full check does
    begin = time.process_time()
    data = default_graph(checks.files, checks.store)
    results = checks.shapes.results(data)
    spent = time.process_time() - begin
    return {"triples": sum(1 for _ in data.triples()), "found": len(results), "cpu": spent}


def reference(root: Path) -> dict[str, float]:
    """pySHACL on the default graph, its parsing by rdflib included."""
    from pactgraph.check.checks import Checks, default_graph
    from pactgraph.check.pyshacl_engine import pyshacl_results
    from pactgraph.workspace.workspace import Workspace

    checks = Checks(Workspace.open(root))
    data = default_graph(checks.files, checks.store)
    triples, shapes_graph = list(data.triples()), checks.shapes.triples
    begin, wall = time.process_time(), time.perf_counter()
    results = pyshacl_results(triples, shapes_graph)
    return {"found": len(results), "cpu": time.process_time() - begin, "wall": time.perf_counter() - wall}


STEPS = {"full": full, "shapes": shapes, "reference": reference}


def measured(step: str, root: Path) -> dict[str, float] | None:
    """A step in a process of its own; None where it took too long."""
    command = [sys.executable, __file__, "--step", step, "--root", str(root)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT, check=True)
    except subprocess.TimeoutExpired:
        return None
    result: dict[str, float] = json.loads(done.stdout)
    return result


def row(documents: int, seed: int, *, with_pyshacl: bool) -> str:
    """The table's line for one size."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder) / "workspace"
        generate = [sys.executable, str(HERE / "generate.py"), str(root)]
        numbers = ["--documents", str(documents), "--seed", str(seed)]
        subprocess.run([*generate, *numbers], check=True, capture_output=True)
        whole, alone = measured("full", root), measured("shapes", root)
        other = measured("reference", root) if with_pyshacl else None
    assert whole is not None and alone is not None
    assert whole["found"] == 0 and alone["found"] == 0
    cells = [
        f"{documents:,}",
        f"{whole['quads']:,.0f}",
        f"{whole['cpu']:.2f}",
        f"{whole['wall']:.2f}",
        f"{whole['memory']:,.0f}",
        f"{alone['cpu']:.2f}",
        f"{other['cpu']:.1f}" if other else "-" if not with_pyshacl else f"over {LIMIT}",
        f"{other['cpu'] / whole['cpu']:.1f}" if other else "-",
        f"{other['cpu'] / alone['cpu']:.1f}" if other else "-",
    ]
    return f"| {' | '.join(cells)} |"


def main() -> None:
    """Prints the table, line by line."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--documents", default="100,1000,10000")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-pyshacl", action="store_true")
    parser.add_argument("--step", choices=STEPS)
    parser.add_argument("--root", type=Path)
    arguments = parser.parse_args()
    if arguments.step:
        result = STEPS[arguments.step](arguments.root)
        result["memory"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(json.dumps(result))
        return
    heads = [
        "documents", "quads", "full cpu s", "wall s", "peak MB", "shapes alone cpu s", "pySHACL cpu s",
        "pySHACL / full", "pySHACL / shapes",
    ]  # fmt: skip
    print(f"| {' | '.join(heads)} |\n|{'---|' * len(heads)}", flush=True)
    for size in arguments.documents.split(","):
        print(row(int(size), arguments.seed, with_pyshacl=not arguments.no_pyshacl), flush=True)


if __name__ == "__main__":
    main()
