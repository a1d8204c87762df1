"""Processes that may be ended at any moment, and the one that waits for them.

pyoxigraph cannot be interrupted: neither a signal handler nor a thread of Python runs while it loads or
evaluates, and where memory or its stack runs out it takes the process with it. So the command line forks
once, and does the command in the fork; the process that was called waits, ends the work at a signal, and says
in a line what ended it otherwise. What is loaded before that is copied page by page when the fork touches it,
which takes longer than the fork itself: so this module imports next to nothing.
"""

from __future__ import annotations

import io
import mmap
import os
import signal
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

FORKS = hasattr(os, "fork")
"""Whether this system has processes that can be ended; where not, work is done as it comes."""

GRACE = 0.5
"""Seconds that a process has to tidy up when it is told to end."""

NO_MEMORY = "memory runs out: ask for less (a LIMIT, fewer columns, parts that share a variable)"

_ENDING = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


class ProcessNote:
    """Shared memory in which a killable process records the time limit of its query in seconds (-1: none;
    0: no query runs), so that its parent can say why it ended."""

    def __init__(self) -> None:
        self._shared = mmap.mmap(-1, mmap.PAGESIZE)

    @property
    def seconds(self) -> float:
        """What was put down last; 0 at first."""
        return float(self._shared[:24].rstrip(b"\0") or 0)

    @seconds.setter
    def seconds(self, value: float) -> None:
        self._shared[:24] = str(value).encode().ljust(24, b"\0")


note: ProcessNote | None = None
"""That of this process, where it may be ended."""


def open_closed() -> None:
    """Opens each standard stream that is closed on /dev/null, so that no file opened later gets its number
    and receives messages. Reading gives nothing; writing to standard output still fails."""
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_WRONLY if number == 2 else os.O_RDONLY)


def supervised(command: Callable[[], int]) -> int:
    """Does a command in a fork and gives its exit code: 130 where it is interrupted, 2 where it was ended,
    with one line on standard error that says why. Where the system cannot fork, the command is done here.

    SIGINT, SIGTERM and SIGHUP are passed on; what has not ended `GRACE` seconds later, or at the second one,
    is killed. This process then ends by the same signal, but for SIGINT. Call it while there is one thread.
    """
    if not FORKS:
        return command()
    shared, heeded = ProcessNote(), [each for each in _ENDING if signal.getsignal(each) is not signal.SIG_IGN]
    lifeline, held = os.pipe()
    signal.pthread_sigmask(signal.SIG_BLOCK, heeded)
    child = os.fork()
    if child == 0:
        code = 130
        try:
            os.close(held)
            may_be_ended(shared, lifeline)
            for each in heeded:
                signal.signal(each, _end)
            signal.pthread_sigmask(signal.SIG_UNBLOCK, heeded)
            code = command()
        finally:
            os._exit(code)
    os.close(lifeline)
    status, received = _waited_for(child, heeded)
    if received == signal.SIGINT or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGINT):
        return 130
    if received:
        signal.signal(received, signal.SIG_DFL)
        os.kill(os.getpid(), received)
    if os.WIFEXITED(status):
        return os.WEXITSTATUS(status)
    try:  # noqa: SIM105 - contextlib is one of the modules that are not loaded here
        os.write(2, f"Error: {reason(status, shared)}\n".encode())
    except OSError:
        pass
    return 2


def may_be_ended(shared: ProcessNote, lifeline: int) -> None:
    """Makes this fork one that may be ended at any moment: it notes in `shared` what it is at, and ends with
    the process that holds the other end of the pipe `lifeline`."""
    global note
    note = shared
    end_with(lifeline)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    # What breaks off writes of it to standard error as it is, a page long: Python gets another way there.
    told = sys.stderr
    if isinstance(told, io.TextIOWrapper) and told is sys.__stderr__:
        sys.stderr = os.fdopen(os.dup(2), "w", 1, told.encoding, told.errors)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


def end_with(lifeline: int) -> None:
    """Has the system kill this process when the other ends of the pipe `lifeline`, to which nobody writes,
    are closed: when its parent has ended, however that came."""
    if sys.platform != "linux":
        return
    import fcntl

    try:
        # Anew: whom the system signals belongs to what was opened once, which forks have in common.
        own = os.open(f"/proc/self/fd/{lifeline}", os.O_RDONLY | os.O_NONBLOCK)
    except OSError:
        return  # a system without /proc
    fcntl.fcntl(own, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(own, fcntl.F_SETSIG, signal.SIGKILL)
    fcntl.fcntl(own, fcntl.F_SETFL, os.O_NONBLOCK | os.O_ASYNC)
    try:
        os.read(own, 1)
    except BlockingIOError:
        return
    os._exit(1)


def reason(status: int, shared: ProcessNote) -> str:
    """Why a process that may be ended has ended, by its status and its note, in words."""
    seconds = shared.seconds
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number == signal.SIGALRM:
        return f"no answer within {seconds:g} s: ask for less, or give more time with --timeout"
    if number in (signal.SIGABRT, signal.SIGKILL):
        return NO_MEMORY if seconds else "memory runs out: this needs more than the process may have"
    if number in (signal.SIGSEGV, signal.SIGBUS):
        return f"{'the query' if seconds else 'what is read here'} is nested too deeply"
    how = signal.Signals(number).name if number else f"exit code {os.WEXITSTATUS(status)}"
    return f"the work was ended from outside ({how})"


def _end(number: int, _frame: FrameType | None) -> None:
    """Ends this process, and lets it tidy up: what is tidied up is not to be interrupted again."""
    for each in _ENDING:
        signal.signal(each, signal.SIG_IGN)
    if number == signal.SIGINT:
        raise KeyboardInterrupt
    raise SystemExit(128 + number)


def _waited_for(child: int, heeded: list[int]) -> tuple[int, int]:
    """Waits for a process to end, and passes signals on to it. Gives its status, and the first of the signals
    or 0."""
    received = 0

    def send(number: int) -> None:
        try:  # noqa: SIM105 - as above
            os.kill(child, number)
        except ProcessLookupError:
            pass

    def pass_on(number: int, _frame: FrameType | None) -> None:
        nonlocal received
        send(signal.SIGKILL if received else number)
        received = received or number
        signal.setitimer(signal.ITIMER_REAL, GRACE)

    signal.signal(signal.SIGALRM, lambda *_: send(signal.SIGKILL))
    for each in heeded:
        signal.signal(each, pass_on)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, heeded)
    return os.waitpid(child, 0)[1], received
