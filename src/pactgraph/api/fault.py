"""The one exception of the Python face."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..model.fault import Fault


class PactgraphError(Exception):
    """What was asked for cannot be done; the message says why, where, and what to write instead."""


@contextmanager
def one_error() -> Iterator[None]:
    """Turns every fault of the layers below into a PactgraphError with the same message."""
    try:
        yield
    except Fault as fault:
        raise PactgraphError(str(fault).replace("--timeout", "timeout")) from None
