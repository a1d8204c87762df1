"""Calls of the program in a process of their own, with something happening at a step of their work.

A step is what Python tells its audit hooks (PEP 578): a file opened below a folder, or one renamed, linked,
removed or made. So a test needs no knowledge of the program, and no clock.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

DRIVER = """
import os, signal, sys

how, at, folder, target = sys.argv[1:5]
del sys.argv[1:5]
at, here, steps = int(at), os.getpid(), 0
CHANGES = ("os.rename", "os.link", "os.remove", "os.mkdir", "os.rmdir", "os.chmod")

def is_step(event, args):
    if event == "open" and isinstance(args[0], str) and os.path.abspath(args[0]).startswith(folder):
        return how == "edit" or args[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
    if event in CHANGES and how == "edit":  # the instant before a rename cannot be noticed by anybody
        return event not in ("os.rename", "os.link")
    return event in CHANGES

def hook(event, args):
    global steps
    if here not in (os.getpid(), os.getppid()) or not is_step(event, args):
        return  # the program does its work in a fork of the process that is called
    steps += 1
    if steps == at and how == "kill":
        os.kill(here, signal.SIGKILL)
        os.kill(os.getpid(), signal.SIGKILL)
    if steps == at and how == "edit":
        handle = os.open(target, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(handle, b"# EDIT\\n")
        os.close(handle)
    if how == "count":
        os.write(int(target), b".")

from pactgraph.cli import main
sys.addaudithook(hook)
main()
"""

Done = subprocess.CompletedProcess[str]


def environment() -> dict[str, str]:
    """The environment of calls: nothing is written beside what they write."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PACTGRAPH_")}
    return kept | {"PYTHONDONTWRITEBYTECODE": "1"}


def call(*arguments: str, at: Path, timeout: float = 120) -> Done:
    """A call in the folder `at`, left in peace."""
    command = [sys.executable, "-c", "from pactgraph.cli import main; main()", *arguments]
    return subprocess.run(
        command, cwd=at, capture_output=True, text=True, timeout=timeout, env=environment(), check=False
    )


def killed(step: int, *arguments: str, at: Path) -> Done:
    """A call that is killed (SIGKILL) before a step that writes, the first being 1; it ends as usual where
    it has fewer."""
    return _driven("kill", step, "", *arguments, at=at)


def edited(step: int, target: Path, *arguments: str, at: Path) -> Done:
    """A call during which somebody adds the line `# EDIT` to a file, before a step of any kind."""
    return _driven("edit", step, str(target), *arguments, at=at)


def steps(how: str, *arguments: str, at: Path) -> int:
    """How many steps a call has at which it can be killed (`kill`) or edited (`edit`)."""
    counting = DRIVER.replace('how == "edit"', repr(how == "edit"))
    reader, writer = os.pipe()
    command = [sys.executable, "-c", counting, "count", "0", str(at), str(writer), *arguments]
    with subprocess.Popen(
        command,
        cwd=at,
        pass_fds=[writer],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(),
    ) as process:
        os.close(writer)
        with os.fdopen(reader, "rb") as stream:
            count = len(stream.read())
        process.wait(timeout=120)
    return count


def _driven(how: str, step: int, target: str, *arguments: str, at: Path) -> Done:
    command = [sys.executable, "-c", DRIVER, how, str(step), str(at), target, *arguments]
    return subprocess.run(
        command, cwd=at, capture_output=True, text=True, timeout=120, env=environment(), check=False
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, hidden ones too, by its path; folders that are empty end with `/`."""
    found = {}
    for at, folders, names in os.walk(folder):
        inside = Path(at).relative_to(folder)
        found |= {(inside / name).as_posix(): (Path(at) / name).read_bytes() for name in names}
        if not folders and not names:
            found[f"{inside.as_posix()}/"] = b""
    return found
