"""Work that is shared among processes: each takes the next piece until none is left.

The processes are forks, so that they have all that was read; where a process cannot safely be forked (another
system than Linux, more than one thread), the work is done here.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from typing import Any, TypeVar

from ...workspace.supervision import end_with

MOST_PROCESSES = 8
Piece = TypeVar("Piece")
Work = Callable[[Piece], int]
"""Does a piece of work and says how much it was."""

_work: Work[Any]
"""The work of this process, where it is one of those that share it: it cannot be sent to them."""


def processors() -> int:
    """How many processes may share work: as many as there are processors for this one; 1 where it cannot be
    forked."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def done(work: Work[Piece], pieces: Sequence[Piece], count: int) -> Generator[int, None, None]:
    """Does every piece in `count` processes and gives how much each was, as it is done.

    Raises what `work` raises, and OSError where a process was ended from outside. Where it is left early, the
    processes are killed in the middle of their work; none is left in any case.
    """
    if count < 2:
        yield from map(work, pieces)
        return
    lifeline, held = os.pipe()
    pool = ProcessPoolExecutor(count, get_context("fork"), _begin, (work, lifeline, held))
    try:
        for each in as_completed([pool.submit(_do, piece) for piece in pieces]):
            yield each.result()
    except BrokenProcessPool:
        raise OSError("a process that made pages was ended from outside") from None
    except BaseException:
        for process in active_children():
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)
        os.close(lifeline)
        os.close(held)


def _begin(work: Work[Any], lifeline: int, held: int) -> None:
    global _work
    os.close(held)
    end_with(lifeline)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its processes
    _work = work


def _do(piece: object) -> int:
    return _work(piece)
