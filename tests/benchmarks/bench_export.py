"""How long exporting takes, beside rdflib's and pyoxigraph's own serialisers.

    python tests/benchmarks/bench_export.py WORKSPACE [--rounds N] [--without-rdflib]

WORKSPACE is a folder that generate.py wrote. Each job runs in a process of its own, once a round, rdflib's in
the first one only; medians count. Writing alone: the quads
of the files are in memory first, as Python quads, an rdflib Dataset or a pyoxigraph Store. From files:
`pactgraph export` (with the computed default graph) beside pyoxigraph loading them (without it) and dumping.
Prints CPU seconds, peak memory and the ratio to the comparison.
"""

from __future__ import annotations

import argparse
import io
import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from pyoxigraph import Quad, RdfFormat, Store

JOBS = ("nq", "nq-pyoxigraph", "trig", "trig-pyoxigraph", "files-nq", "files-nq-pyoxigraph", "files-nt")
RDFLIB_JOBS = ("nq-rdflib", "trig-rdflib")
AGAINST = {
    "nq": ("nq-pyoxigraph", "nq-rdflib"),
    "trig": ("trig-pyoxigraph", "trig-rdflib"),
    "files-nq": ("files-nq-pyoxigraph",),
    "files-nt": ("files-nq-pyoxigraph",),
}


class Sink(io.RawIOBase):
    """Counts bytes and forgets them."""

    size = 0

    def writable(self) -> bool:
        return True

    def write(self, block: object) -> int:
        count = len(block)  # type: ignore[arg-type]
        self.size += count
        return count


def quads_of(root: Path) -> list[Quad]:
    from pactgraph.workspace.files import read_quads, source_files

    return [quad for file in source_files(root) for quad in read_quads(file)]


def job(name: str, root: Path) -> tuple[float, int]:
    """CPU seconds and bytes written of one job; what comes before the clock starts is not counted."""
    sink = Sink()
    what, _, whose = name.removeprefix("files-").partition("-")
    if name.startswith("files-") and whose:
        from pactgraph.workspace.files import source_files

        start = time.process_time()
        store = Store()
        for file in source_files(root):
            graph = None if file.format == RdfFormat.TRIG else file.graph
            store.load(path=file.path, format=file.format, to_graph=graph)
        store.dump(sink, RdfFormat.N_QUADS)
    elif name.startswith("files-"):
        from pactgraph.publish.export import accepted_facts, render, whole_dataset
        from pactgraph.workspace.workspace import Workspace

        start = time.process_time()
        facts = Workspace.open(root).facts
        of_scope = whole_dataset if what == "nq" else accepted_facts
        sink.write(render(of_scope(facts, vocabulary=True), what, {}))
    elif whose == "pyoxigraph":
        store = Store()
        store.bulk_extend(quads_of(root))
        start = time.process_time()
        store.dump(sink, RdfFormat.N_QUADS if what == "nq" else RdfFormat.TRIG)
    elif whose == "rdflib":
        import rdflib

        dataset = rdflib.Dataset()
        store = Store()
        store.bulk_extend(quads_of(root))
        dataset.parse(data=store.dump(format=RdfFormat.N_QUADS), format="nquads")
        del store
        start = time.process_time()
        sink.write(dataset.serialize(format="nquads" if what == "nq" else "trig", encoding="utf-8"))
    else:
        from pactgraph.publish.export import render
        from pactgraph.workspace.workspace import Workspace

        quads, prefixes = quads_of(root), Workspace.open(root).prefixes
        start = time.process_time()
        sink.write(render(quads, what, prefixes))
    return time.process_time() - start, sink.size


def main() -> None:
    """Runs every job and prints the table."""
    parser = argparse.ArgumentParser(description="Times exports beside other serialisers.")
    parser.add_argument("workspace", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--without-rdflib", action="store_true")
    parser.add_argument("--job", choices=JOBS + RDFLIB_JOBS)
    asked = parser.parse_args()
    if asked.job:
        seconds, size = job(asked.job, asked.workspace)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(f"{seconds:.2f} {size} {peak}")
        return
    taken: dict[str, list[tuple[float, int, int]]] = {}
    for number in range(asked.rounds):
        for name in JOBS + (RDFLIB_JOBS if number == 0 and not asked.without_rdflib else ()):
            done = subprocess.run(
                [sys.executable, __file__, str(asked.workspace), "--job", name],
                capture_output=True,
                encoding="utf-8",
                check=True,
            )
            seconds, size, peak = done.stdout.split()
            taken.setdefault(name, []).append((float(seconds), int(size), int(peak)))
    found: dict[str, float] = {}
    print(f"{'job':<22}{'seconds':>9}{'MB out':>9}{'peak MB':>9}")
    for name, times in taken.items():
        found[name] = statistics.median(seconds for seconds, _, _ in times)
        peak = max(peak for _, _, peak in times)
        print(f"{name:<22}{found[name]:>9.2f}{times[0][1] / 1e6:>9.0f}{peak:>9}", flush=True)
    for name, others in AGAINST.items():
        for other in others:
            if other in found:
                print(f"{name} takes {found[name] / found[other]:.2f} times as long as {other}")


if __name__ == "__main__":
    main()
