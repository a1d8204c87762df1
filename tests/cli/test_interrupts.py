"""Ctrl-C and SIGTERM end every command, whatever it is at, and leave no process behind."""

from __future__ import annotations

import array
import fcntl
import os
import signal
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import pytest
from faulty_server import Handler, serving

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="asks Linux what a process is at")

MAIN = "from pactgraph.cli import main; main()"
ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
ENOUGH = 600
"""Seconds after which a test is hanging; nothing is decided by them."""


@contextmanager
def started(world: Path, *arguments: str) -> Iterator[subprocess.Popen[str]]:
    """A command that runs, in a session of its own: with SIGINT as a shell in the foreground sets it."""
    process = subprocess.Popen(
        [sys.executable, "-c", MAIN, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=world,
        start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    limit = threading.Timer(ENOUGH, process.kill)
    limit.start()
    try:
        yield process
    finally:
        limit.cancel()
        process.kill()
        process.communicate()


def family(pid: int) -> list[int]:
    """A process and all that come of it."""
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(each for child in listed for each in family(int(child)))]


def worked(pid: int) -> float:
    """The seconds of processor time that a process and all that come of it have taken."""
    total = 0
    for each in family(pid):
        fields = Path(f"/proc/{each}/stat").read_text().rpartition(")")[2].split()
        total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def until(holds: Callable[[], bool]) -> None:
    """Waits for something to happen."""
    patience = time.monotonic() + ENOUGH
    while not holds():
        assert time.monotonic() < patience, "it never happened"
        time.sleep(0.02)


def ended(process: subprocess.Popen[str], how: signal.Signals, *, group: bool = False) -> tuple[int, str]:
    """Sends a signal, as a terminal does to all of the group or as `kill` does to one process. Gives the exit
    code and what stands on standard error; only comes back when no process has its end of the pipes."""
    if group:
        os.killpg(process.pid, how)
    else:
        process.send_signal(how)
    said = process.communicate()[1]
    return process.returncode, said.strip()


@pytest.mark.parametrize("group", [False, True], ids=["one", "group"])
def test_a_running_query_ends_at_ctrl_c(small_world: Path, group: bool) -> None:
    with started(small_world, "sparql", ENDLESS) as process:
        until(lambda: worked(process.pid) > 0.6)
        assert ended(process, signal.SIGINT, group=group) == (130, "")


@pytest.mark.slow
def test_a_query_that_has_run_for_long_ends_at_ctrl_c(small_world: Path) -> None:
    with started(small_world, "sparql", "--timeout", "500", ENDLESS) as process:
        until(lambda: worked(process.pid) > 3)
        assert ended(process, signal.SIGINT) == (130, "")


def test_sigterm_ends_a_query_and_is_what_ended_it(small_world: Path) -> None:
    with started(small_world, "sparql", ENDLESS) as process:
        until(lambda: worked(process.pid) > 0.6)
        assert ended(process, signal.SIGTERM) == (-signal.SIGTERM, "")


def test_a_query_does_not_outlive_a_command_that_is_killed(small_world: Path) -> None:
    with started(small_world, "sparql", ENDLESS) as process:
        until(lambda: worked(process.pid) > 0.6)
        assert ended(process, signal.SIGKILL) == (-signal.SIGKILL, "")


def test_reading_standard_input_ends_at_ctrl_c(small_world: Path) -> None:
    with started(small_world, "sparql", "-F", "-") as process:
        assert process.stdin is not None
        process.stdin.write("ASK")
        process.stdin.flush()
        until(lambda: unread(process.stdin) == 0)
        assert ended(process, signal.SIGINT) == (130, "")


def unread(pipe: IO[str] | None) -> int:
    """The bytes in a pipe that nobody has read yet."""
    assert pipe is not None
    count = array.array("i", [0])
    fcntl.ioctl(pipe, termios.FIONREAD, count)
    return count[0]


def test_waiting_for_an_endpoint_ends_at_ctrl_c(small_world: Path) -> None:
    asked, over = threading.Event(), threading.Event()

    def waits(_handler: Handler) -> None:
        asked.set()
        over.wait(ENOUGH)

    with (
        serving(waits) as server,
        started(small_world, "sparql", "ASK {}", "--endpoint", server.url) as process,
    ):
        assert asked.wait(ENOUGH)
        assert ended(process, signal.SIGINT) == (130, "")
        over.set()


@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_the_site_ends_and_leaves_nothing(small_world: Path, tmp_path: Path, how: signal.Signals) -> None:
    with started(small_world, "site", str(tmp_path / "site")) as process:
        until(lambda: any(path.is_file() for path in tmp_path.rglob("*.html")))
        code, said = ended(process, how)
    assert (code, said) == ({signal.SIGINT: 130}.get(how, -how), "")
    if how != signal.SIGKILL:
        assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    ["validate", "export -f nq", "stats", "show alderland", "figures", "queries", "describe", "run"],
)
@pytest.mark.parametrize("share", [0.2, 0.5, 0.9])
def test_no_moment_of_a_command_answers_ctrl_c_otherwise(
    small_world: Path, command: str, share: float
) -> None:
    """In the middle of its work it ends with 130; where it was done before, with what it found."""
    with started(small_world, *command.split()) as process:
        process.communicate()
        whole = process.returncode
    with started(small_world, *command.split()) as process:
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        until(lambda: process.poll() is not None or bool(children.read_text()))
        time.sleep(0.3 * share)
        code, said = ended(process, signal.SIGINT)
        assert code in (130, whole)
        assert "Traceback" not in said
