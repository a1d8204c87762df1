"""What a first push costs, beside one request with the same statements.

    python tests/benchmarks/bench_push.py [WORKSPACE] [--documents N] [--rounds N]

WORKSPACE is a folder that generate.py wrote; without it one of N documents (1,000) is made. Into an Oxigraph
server of its own each (PyPI `oxigraph`): `pactgraph push`, and one POST of N-Quads with all that the push
leaves in the store, which a process has made of the same files by the law. Prints CPU seconds of the client
and of the server, medians, and the ratios; and of a push that has nothing to do, and one behind an edit.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from generate import generate
from measure import PACTGRAPH, cost

sys.path.insert(0, str(Path(__file__).parents[1] / "servers"))
from real_stores import running

POST = """
import sys, urllib.request
import pactgraph
content = b"".join(pactgraph.open_workspace(sys.argv[1]).push_quads())
asked = urllib.request.Request(sys.argv[2], content, {"Content-Type": "application/n-quads"}, method="POST")
urllib.request.urlopen(asked).close()
"""
LIMIT = 1_000


def used(process: int) -> float:
    """The CPU seconds of a process (`proc_pid_stat(5)`)."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def server(folder: Path) -> int:
    """The number of the server whose files are in the folder."""
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal() and "serve" in _words(entry) and _place(entry) == folder:
            return int(entry.name)
    raise RuntimeError("the server has ended")


def _words(process: Path) -> list[str]:
    try:
        return (process / "cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []


def _place(process: Path) -> Path | None:
    try:
        return (process / "cwd").resolve()
    except OSError:
        return None


def main() -> None:
    """Runs each and prints the table."""
    parser = argparse.ArgumentParser(description="Times a push beside one POST.")
    parser.add_argument("workspace", type=Path, nargs="?")
    parser.add_argument("--documents", type=int, default=1_000)
    parser.add_argument("--rounds", type=int, default=3)
    asked = parser.parse_args()
    taken: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as made:
        root = Path(made) / "workspace"
        if asked.workspace:
            shutil.copytree(asked.workspace, root)
        else:
            generate(root, asked.documents)
        edited = root / "data" / "registers" / "edited.ttl"
        for number in range(asked.rounds):
            edited.unlink(missing_ok=True)
            for jobs in (("post",), ("push", "push again", "push an edit")):
                folder = Path(made) / f"{number}-{jobs[0]}"
                folder.mkdir()
                with running("oxigraph", folder) as store:
                    process = server(folder)
                    for job in jobs:
                        if job == "push an edit":
                            edited.write_text("<http://x/a> <http://x/b> <http://x/c> .\n")
                        command = [*PACTGRAPH, "push", store.query, "--workspace", str(root)]
                        if job == "post":
                            command = [sys.executable, "-c", POST, str(root), store.data]
                        before = used(process)
                        client, _ = cost(command, LIMIT)
                        if not client.answered:
                            raise RuntimeError(f"{job}: {client.end}")
                        taken.setdefault(job, []).append((client.cpu, used(process) - before))
    print(f"{'job':<14}{'client':>9}{'server':>9}{'both':>9}{'to one POST':>13}")
    whole = statistics.median(map(sum, taken["post"]))
    for job, times in taken.items():
        client, there = (statistics.median(each[side] for each in times) for side in (0, 1))
        both = statistics.median(map(sum, times))
        print(f"{job:<14}{client:>9.2f}{there:>9.2f}{both:>9.2f}{both / whole:>13.2f}")


if __name__ == "__main__":
    main()
