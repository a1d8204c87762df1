"""Python's collector of cycles, out of the way of work that makes millions of objects and lets none go.

It would read them all again and again: a third to a half of the time that reading a large dataset takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """Runs without the collector."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@contextmanager
def frozen() -> Iterator[None]:
    """Runs with a collector that leaves everything alone that is there now. (It would write to each object,
    and so also copy the memory that a process shares with its forks.)"""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
