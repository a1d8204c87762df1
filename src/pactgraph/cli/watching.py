"""Saying what takes long: on standard error, with a bar on a terminal."""

from __future__ import annotations

import sys

from ..workspace.watch import Watch
from .printing import draw_over, note


def watch() -> Watch:
    """A watch that speaks on standard error, and shows progress where that is a terminal."""
    return Watch(_say, _progress if sys.stderr is not None and sys.stderr.isatty() else None)


def _say(message: str) -> None:
    note(message)


def _progress(done: int, total: int) -> None:
    """Draws one line over and over, and takes it away at the end."""
    share = min(1.0, done / total) if total else 1.0
    bar = "#" * int(share * 30)
    line = "" if done >= total else f"reading the files into the index [{bar:<30}] {share:4.0%}"
    draw_over(line)
