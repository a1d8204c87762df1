"""Standard output and standard error, as every command finds them: what cannot be written is told once, here.

A reader of the pipe who has gone ends the command without a word, with 0: that is its right. Any other output
that cannot be written, or that is closed, ends it in one line, with 2. What is said on standard error is said
as far as it can be.
"""

from __future__ import annotations

import errno
import io
import os
import sys
from typing import Any

import click


class OutputFault(click.ClickException):
    """Standard output cannot be written. No OSError: those of other files are told by who writes them."""

    exit_code = 2


class _Out(io.FileIO):
    """Standard output. Once it has failed, what is still in a buffer is dropped."""

    failed = False

    def write(self, data: Any, /) -> int:
        if self.failed:
            return len(data)
        try:
            return super().write(data)
        except (BrokenPipeError, ConnectionResetError):
            self.failed = True
            raise SystemExit(0) from None
        except OSError as error:
            self.failed = True
            if error.errno == errno.EBADF:
                raise OutputFault("standard output is closed") from None
            raise OutputFault(f"standard output cannot be written: {error.strerror}") from None


class _Error(io.FileIO):
    """Standard error."""

    def write(self, data: Any, /) -> int:
        try:
            return super().write(data)
        except OSError:
            return len(data)


def guard() -> None:
    """Makes the streams of this process ones that fail as this module says."""
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - it is open as long as the process is
    sys.stdout = _text(_Out(1, "w", closefd=False), sys.stdout)
    said = os.dup(2 if sys.stderr is None else sys.stderr.fileno())
    sys.stderr = _text(_Error(said, "w"), sys.stderr)


def _text(raw: io.FileIO, before: Any) -> io.TextIOWrapper:
    return io.TextIOWrapper(
        io.BufferedWriter(raw),
        encoding=getattr(before, "encoding", "utf-8"),
        errors=getattr(before, "errors", "strict"),
        line_buffering=getattr(before, "line_buffering", False),
    )
