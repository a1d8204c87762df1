"""The time and the memory that a query of an embedded engine may take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from ...workspace.process import Ended, apart, limited
from ..faults import EngineFault

Given = TypeVar("Given")

DEFAULT_TIMEOUT = 60.0
"""Seconds; as long as an endpoint has. No stored query takes a tenth of it at 5,000 documents."""


@contextmanager
def limits(seconds: float | None) -> Iterator[None]:
    """Evaluates a query within so many seconds (None: any), where this process may be ended. Raises
    EngineFault where memory runs out."""
    try:
        with limited(seconds):
            yield
    except Ended as end:
        raise EngineFault(str(end)) from None


def endable(work: Callable[[], Given]) -> Given:
    """What `work` gives, done in a process that may be ended. Raises what `work` raises, and EngineFault
    where it was ended."""
    try:
        return apart(work)
    except Ended as end:
        raise EngineFault(str(end)) from None
