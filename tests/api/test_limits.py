"""A query from Python: it has a limit, and ends where who waits for it is interrupted."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pactgraph import PactgraphError, open_workspace

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"


def test_a_query_without_end_ends_at_its_limit(small_world: Path) -> None:
    workspace = open_workspace(small_world, timeout=0.3)
    with pytest.raises(PactgraphError, match=r"no answer within 0\.3 s: ask for less, or .*timeout$"):
        workspace.sparql(ENDLESS)


@pytest.mark.parametrize("timeout", [0, -1, float("nan"), float("inf")])
def test_a_limit_is_some_time(small_world: Path, timeout: float) -> None:
    with pytest.raises(PactgraphError, match="give seconds"):
        open_workspace(small_world, timeout=timeout)


INTERRUPTED = """
import os, sys, threading, time
from pathlib import Path
from pactgraph import open_workspace

def interrupt():
    children = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children")
    while not children.read_text():
        time.sleep(0.02)
    os.kill(os.getpid(), 2)

workspace = open_workspace(sys.argv[1])
threading.Thread(target=interrupt).start()
try:
    workspace.sparql(sys.argv[2])
except KeyboardInterrupt:
    print("interrupted", workspace.sparql("ASK {}"))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux for the children of a process")
def test_a_query_ends_when_it_is_interrupted(small_world: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-W", "error", "-c", INTERRUPTED, str(small_world), ENDLESS],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    )
    limit = threading.Timer(600, process.kill)  # only so that it does not hang for ever
    limit.start()
    try:
        assert process.communicate() == ("interrupted True\n", "")
    finally:
        limit.cancel()
