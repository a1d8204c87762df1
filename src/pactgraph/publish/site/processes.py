"""Work that is shared among processes: each takes the next piece until none is left.

The processes are forks, so that they have all that was read; where a process cannot safely be forked (another
system than Linux, more than one thread), the work is done here.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.context import ForkProcess
from typing import TypeVar

MOST_PROCESSES = 8
Piece = TypeVar("Piece")
Work = Callable[[Piece], int]
"""Does a piece of work and says how much it was."""


def processors() -> int:
    """How many processes may share work: as many as there are processors for this one; 1 where it cannot be
    forked."""
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), MOST_PROCESSES)


def done(work: Work[Piece], pieces: Sequence[Piece], count: int) -> Iterator[int]:
    """Does every piece in `count` processes and gives how much each was, as it is done.

    Raises what `work` raises, and OSError where a process was ended from outside.
    """
    if count < 2:
        yield from map(work, pieces)
        return
    context = get_context("fork")
    turn = context.Value("L", 0)

    def next_piece() -> Piece | None:
        with turn.get_lock():
            place = turn.value
            turn.value += 1
        return pieces[place] if place < len(pieces) else None

    def serve(to_parent: Connection) -> None:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent ends its processes
        try:
            while (piece := next_piece()) is not None:
                to_parent.send(work(piece))
            to_parent.send(None)
        except Exception as fault:
            to_parent.send(fault)

    running: dict[Connection, ForkProcess] = {}
    try:
        for _ in range(count):
            here, there = context.Pipe(duplex=False)
            running[here] = context.Process(target=serve, args=(there,))
            running[here].start()
            there.close()
        waiting: set[Connection] = set(running)
        while waiting:
            for each in wait(list(waiting)):
                assert isinstance(each, Connection)
                try:
                    told: int | Exception | None = each.recv()
                except EOFError:
                    raise OSError("a process that made pages was ended from outside") from None
                if isinstance(told, Exception):
                    raise told
                if told is None:
                    waiting.discard(each)
                else:
                    yield told
    finally:
        for each, process in running.items():
            process.terminate()
            process.join()
            each.close()
