"""The books that a push keeps in the store itself: what it put there, and that one is at work.

The graph `LEDGER` has for each unit its state, which is the digest of what its graphs hold, and the names of
the graphs that it has filled. Before a unit's first graph changes, its state `OPEN` is added; after its last
one, every state but the new digest is removed. So a unit with any state besides its digest was interrupted.
The names come before what they name. They are literals, so that no question about a passage meets the books.

The mark says that a push is at work. It has no time at which it ends, as the clocks of others are not ours: a
push that was killed on the same machine is known to be gone, of any other the user has to know.
"""

from __future__ import annotations

import datetime
import os
import platform
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import quote, unquote

from pyoxigraph import Literal, NamedNode

from ...query.remote.remote_faults import RemoteFault
from ...rdf.namespaces import LEDGER
from ...rdf.urls import shown
from .push_faults import PushFault
from .stores import RemoteStore

_UNIT = LEDGER.value + "#unit/"
_STATE = NamedNode(LEDGER.value + "#state")
_GRAPH = NamedNode(LEDGER.value + "#graph")
_MARK = NamedNode(LEDGER.value + "#mark")
VERSION = f'{LEDGER} <{LEDGER.value}#version> "1"'
"""A statement that is in every ledger, and never elsewhere."""

OPEN = "open"
"""The state of a unit that is being changed."""

_at_work: set[str] = set()
"""The marks of this process whose pushes have not ended."""


class Ledger:
    """The books of a store. Every method raises RemoteFault where the store does not answer."""

    def __init__(self, store: RemoteStore) -> None:
        self._store = store

    def exists(self) -> bool:
        """Whether a push has been there."""
        return self._store.number(f"GRAPH {LEDGER} {{ {VERSION} }}") == 1

    def shows_in_default(self) -> bool:
        """Whether a query without GRAPH meets the books: the store has no default graph of its own then."""
        return self._store.number(VERSION) > 0

    def digests(self) -> dict[str, set[str]]:
        """The states of each unit: its digest, where no push has broken off."""
        return self._read(_STATE)

    def graphs(self) -> dict[str, set[str]]:
        """The names of the graphs that each unit has filled, or was about to fill."""
        return self._read(_GRAPH)

    def _read(self, predicate: NamedNode) -> dict[str, set[str]]:
        found = defaultdict[str, set[str]](set)
        for unit, value in self._store.pairs(f"GRAPH {LEDGER} {{ ?u {predicate} ?v }}"):
            found[unquote(unit.removeprefix(_UNIT))].add(value)
        return found

    @contextmanager
    def marked(self, update_url: str | None, *, take_over: bool) -> Iterator[None]:
        """Holds the mark, so that no other push is at work; finds out by it where the store takes updates.

        Raises PushFault where another push is or may be at work (unless it is to be taken over), and where
        this one has been taken over meanwhile.
        """
        mine = " ".join([os.urandom(8).hex(), *_here(), _now()])
        _at_work.add(mine)
        answers = False
        try:
            others = self._others(mine, take_over=take_over)
            changes = [_data("INSERT", [VERSION, *_marks([mine])])]
            if others:
                changes.append(_data("DELETE", _marks(others)))
            self._store.update_first(" ;\n".join(changes), update_url)
            answers = True
            if not self.exists():
                raise RemoteFault(
                    f"what is sent to {shown(self._store.update_url)} does not show at "
                    f"{shown(self._store.query_url)}: give the URL of the same store with --update-url"
                )
            self._others(mine, take_over=False)
            yield
            if mine not in self._marks():
                raise PushFault("another push has taken over: push again when it has ended")
        except RemoteFault as fault:
            answers = answers and fault.status is not None
            raise
        finally:
            _at_work.discard(mine)
            if answers:  # else the next push from this machine sees that this one is gone
                with suppress(RemoteFault):
                    self._store.update(_data("DELETE", _marks([mine])))

    def _others(self, mine: str, *, take_over: bool) -> list[str]:
        """The marks of pushes that are gone, or are to be taken over. Raises PushFault for another one."""
        others = [mark for mark in self._marks() if mark != mine]
        for mark in others:
            if not take_over and not _is_gone(mark):
                raise PushFault(_refusal(mark))
        return others

    def _marks(self) -> list[str]:
        rows = self._store.select(f"SELECT ?v WHERE {{ GRAPH {LEDGER} {{ {LEDGER} {_MARK} ?v }} }} LIMIT 100")
        return sorted(row[0].value for row in rows if isinstance(row[0], Literal))


def state(name: str, state: str) -> str:
    """The statement that a unit is in a state: `OPEN`, or the digest of what it holds; a line, as those of a
    unit are."""
    return f"{node(name)} {_STATE} {Literal(state)} .\n"


def filled(name: str, graphs: Iterable[str]) -> list[str]:
    """The statements that a unit fills graphs, or is about to."""
    return [f"{node(name)} {_GRAPH} {Literal(graph)} .\n" for graph in sorted(graphs)]


def node(name: str) -> NamedNode:
    """What a unit is called in the ledger."""
    return NamedNode(_UNIT + quote(name, safe="/"))


def _marks(marks: Collection[str]) -> list[str]:
    return [f"{LEDGER} {_MARK} {Literal(mark)}" for mark in marks]


def _data(operation: str, statements: Iterable[str]) -> str:
    return f"{operation} DATA {{ GRAPH {LEDGER} {{ {' . '.join(statements)} }} }}"


def _here() -> tuple[str, str, str]:
    """Where a process can be told to have ended (one start of a machine, one set of process numbers; `-`
    where the system has no names for that), this process in it, and the machine's name for people."""
    number = str(os.getpid())
    try:
        start = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        place = f"{start}/{Path('/proc/self/ns/pid').stat().st_ino}"
    except (OSError, ValueError):
        place = "-"
    return place, f"{number}/{_born(number)}", quote(platform.node()) or "-"


def _born(number: str) -> str:
    """When a process began, as Linux counts (`proc_pid_stat(5)`); nothing where there is none, or none that
    does anything more. Another process may have its number by now, and has not its beginning."""
    try:
        fields = Path(f"/proc/{number}/stat").read_text(encoding="ascii", errors="replace")
        state, *others = fields.rpartition(")")[2].split()
        return "" if state in "ZX" else others[18]
    except (OSError, ValueError, LookupError):
        return ""


def _now() -> str:
    return datetime.datetime.now(datetime.UTC).isoformat(timespec="minutes")


def _is_gone(mark: str) -> bool:
    """Whether the process of a mark has certainly ended."""
    parts = mark.split(" ")
    here, this, _ = _here()
    if len(parts) != 5 or here == "-" or parts[1] != here:
        return False
    if parts[2] == this:
        return mark not in _at_work
    number, _, born = parts[2].partition("/")
    return number.isdecimal() and _born(number) != born


def _refusal(mark: str) -> str:
    parts = mark.split(" ")
    who = ""
    if len(parts) == 5:
        who = f" (process {parts[2].partition('/')[0]} on {unquote(parts[3])}, since {parts[4]})"
    return f"another push into this store is at work{who}: wait for it, or, if it is gone, give --take-over"
