"""Measuring a command as a whole cold process: processor time, memory, and what it answered, if it did."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from threading import Timer

PACTGRAPH = [sys.executable, "-c", "from pactgraph.cli import main; main()"]
"""The command line as argument list, without the script that pip makes of it."""

PATIENCE = 5
"""How many times the limit of processor time a command may take on the clock: mere waiting ends too."""

ANSWERED = "answered"


@dataclass(frozen=True, slots=True)
class Cost:
    """What one run took: seconds of processor time (user and system, of the process and of those it waited
    for) and on the clock, megabytes of the largest process; and what it answered: lines of standard output,
    and an `end` that is `ANSWERED`, or says that there was no answer or what went wrong."""

    cpu: float
    wall: float
    memory: float
    lines: int
    end: str

    @property
    def answered(self) -> bool:
        """Whether it ended well, in time."""
        return self.end == ANSWERED


def environment(**more: str) -> dict[str, str]:
    """The environment for commands: bytecode is kept, so that start-ups are those of an installation."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def cost(command: Sequence[str], limit: int, **more: str) -> tuple[Cost, str]:
    """Runs a command once, with `more` in its environment; gives what it took and its last line of standard
    output. It is ended after `limit` seconds of processor time, which are then no answer."""

    def limited() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))

    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=environment(**more),
            start_new_session=True,
            preexec_fn=limited,
        )
        guard = Timer(limit * PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
        guard.start()
        try:
            _, status, used = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
            process.returncode = os.waitstatus_to_exitcode(status)
        finally:
            guard.cancel()
            with suppress(ProcessLookupError):
                os.killpg(
                    process.pid, signal.SIGKILL
                )  # the command where we are ended, or what it leaves behind
        said, complaint = (_text(file) for file in (out, err))
    cpu = used.ru_utime + used.ru_stime
    stopped = process.returncode in (-signal.SIGXCPU, -signal.SIGKILL) or "(SIGXCPU)" in complaint
    if stopped or cpu >= limit or wall >= limit * PATIENCE:
        end = f"no answer in {limit} s"
    elif process.returncode:
        reason = (complaint.strip().splitlines() or [f"{said.count(chr(10))} lines of findings"])[-1]
        end = f"ended with {process.returncode}: {reason}"
    else:
        end = ANSWERED
    last = (said.splitlines() or [""])[-1]
    return Cost(cpu, wall, used.ru_maxrss / 1024, said.count("\n"), end), last


def _text(file: tempfile._TemporaryFileWrapper[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", errors="replace")
