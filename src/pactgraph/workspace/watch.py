"""Whom a workspace tells what takes long or cannot be done as usual."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Progress = Callable[[int, int], None]
"""Told bytes done and bytes in all, now and then."""


def _unheard(_message: str) -> None:
    """Says nothing."""


class Watch(NamedTuple):
    """`say` gets one line in plain words; `progress`, where it is given, bytes done and bytes in all."""

    say: Callable[[str], None] = _unheard
    progress: Progress | None = None
