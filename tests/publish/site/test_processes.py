"""Work shared among processes: all of it is done once, and what goes wrong is told."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pactgraph.publish.site.processes import done, processors
from pactgraph.publish.site.site import Site
from pactgraph.publish.site.site_files import write_site

pytestmark = pytest.mark.filterwarnings("ignore:.*fork:DeprecationWarning")


@pytest.mark.parametrize("count", [1, 2, 3])
def test_every_piece_is_done_once(count: int, tmp_path: Path) -> None:
    def work(piece: int) -> int:
        (tmp_path / str(piece)).write_text(str(os.getpid()))
        return piece

    assert sorted(done(work, range(50), count)) == list(range(50))
    makers = {path.read_text() for path in tmp_path.iterdir()}
    assert len(list(tmp_path.iterdir())) == 50
    assert (makers == {str(os.getpid())}) == (count == 1)
    assert processors() >= 1


@pytest.mark.parametrize("count", [1, 2])
def test_what_goes_wrong_is_told(count: int) -> None:
    def work(piece: int) -> int:
        if piece == 7:
            raise OSError("the disk is full")
        return 1

    with pytest.raises(OSError, match="the disk is full"):
        list(done(work, range(50), count))


def test_a_process_that_is_killed_is_no_end(tmp_path: Path) -> None:
    def work(piece: int) -> int:
        if piece == 7:
            os.kill(os.getpid(), signal.SIGKILL)
        return 1

    with pytest.raises(OSError, match="ended from outside"):
        list(done(work, range(50), 2))


SLOWLY = """
import os, time
from pactgraph.publish.site.processes import done

def work(piece):
    time.sleep(0.02)
    return os.getpid()

for maker in done(work, range(10_000), 2):
    print(maker, flush=True)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="processes are forked on Linux")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_no_process_outlives_the_one_that_began_it(how: signal.Signals) -> None:
    command = [sys.executable, "-c", SLOWLY]
    makers: set[int] = set()
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, start_new_session=True
    ) as run:
        assert run.stdout is not None
        limit = threading.Timer(
            300, os.killpg, (run.pid, signal.SIGKILL)
        )  # so that it does not hang for ever
        limit.start()
        while len(makers) < 2:
            makers.add(int(run.stdout.readline()))
        if how == signal.SIGINT:
            os.killpg(run.pid, how)  # as a terminal sends it, to all of them
        else:
            run.kill()
        run.stdout.read()  # comes to an end when no process has the other side of the pipe any more
        assert run.wait() == -how
        limit.cancel()


def test_several_processes_write_the_same_site(tiny_site: Site, tmp_path: Path) -> None:
    files = []
    for count in (1, 2):
        folder = tmp_path / str(count)
        write_site(tiny_site, folder, processes=count)
        files.append({p.relative_to(folder): p.read_bytes() for p in folder.rglob("*") if p.is_file()})
    assert len(files[0]) > 800
    assert files[0] == files[1]
