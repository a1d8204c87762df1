"""Work in a process of its own, and what it may take: see `supervision` for why.

From Python each query runs in a fork (`apart`), so that the caller's process survives a crash. A command is
such a fork already (`supervision`), so its queries run in place. `limited` sets limits of memory and time
that the operating system enforces.
"""

from __future__ import annotations

import os
import resource
import signal
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TypeVar

from . import supervision
from .supervision import FORKS, NO_MEMORY, ProcessNote, may_be_ended, reason

Given = TypeVar("Given")

QUERY_MEMORY = 2 * 1024**3
"""Bytes that a query may take beside what is loaded, or half of the machine's memory where that is less."""


class Ended(Exception):
    """Work was ended, by a limit or a crash; the message says by what, and what to do."""


def apart(work: Callable[[], Given], *, within: float | None = None) -> Given:
    """Runs `work` and gives its result: in this process if it may be killed, else in a fork, and always in a
    fork that is `limited` to so many seconds if `within` is given. The result, or what it raises, must be
    picklable.

    Raises what `work` raises, and Ended. Where this call is left by an exception (a KeyboardInterrupt in a
    notebook), the fork is killed.
    """
    if not FORKS or (within is None and supervision.note is not None):
        return work()
    import pickle  # takes milliseconds to load, which a command has no need of

    shared = ProcessNote()
    reader, writer = os.pipe()
    lifeline, held = os.pipe()
    with warnings.catch_warnings():
        # It has one thread, the one that asks; those of a notebook have no part in a query.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        try:
            os.close(reader)
            os.close(held)
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # who waits kills it
            may_be_ended(shared, lifeline)
            _give(work, writer, within)
        finally:
            os._exit(0)
    try:
        os.close(writer)
        os.close(lifeline)
        with os.fdopen(reader, "rb") as source:
            try:
                done, told = pickle.load(source)
            except (EOFError, pickle.UnpicklingError):
                status = os.waitpid(child, 0)[1]
                child = 0
                raise Ended(reason(status, shared)) from None
    finally:
        if child:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
        os.close(held)
    if done:
        return told  # type: ignore[no-any-return]
    raise told


@contextmanager
def limited(seconds: float | None) -> Iterator[None]:
    """Lets this process, where it may be ended, take `QUERY_MEMORY`, and so many seconds (None: any): beyond
    that the system ends it. Raises Ended where Python is refused memory."""
    note = supervision.note
    if note is None:
        yield
        return
    before = resource.getrlimit(resource.RLIMIT_AS)
    note.seconds = seconds or -1
    _let_memory(before)
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)
    try:
        yield
    except MemoryError:
        raise Ended(NO_MEMORY) from None
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        resource.setrlimit(resource.RLIMIT_AS, before)
        note.seconds = 0


def _give(work: Callable[[], object], writer: int, within: float | None) -> None:
    import pickle

    told: tuple[bool, object]
    try:
        with limited(within) if within is not None else nullcontext():
            told = True, work()
    except Exception as error:  # it is raised again where the answer is waited for
        told = False, error
    with os.fdopen(writer, "wb") as out:
        pickle.dump(told, out, pickle.HIGHEST_PROTOCOL)


def _let_memory(before: tuple[int, int]) -> None:
    """Lets this process take so much memory more. Python and the engine are refused what goes beyond."""
    try:
        file = os.open("/proc/self/statm", os.O_RDONLY)
        pages = int(os.read(file, 100).split()[0])
        os.close(file)
        here = os.sysconf("SC_PAGE_SIZE")
        whole = os.sysconf("SC_PHYS_PAGES") * here
    except (OSError, ValueError):
        return  # another system than Linux, which keeps no such limit
    bounds = [each for each in before if each != resource.RLIM_INFINITY]
    limit = min([pages * here + min(QUERY_MEMORY, whole // 2), *bounds])
    resource.setrlimit(resource.RLIMIT_AS, (limit, before[1]))
