"""The command line: one command a file, each thin over `pactgraph.api`.

A command parses, calls the face and prints; what several share are options (`options`, `limit_options`,
`engine_options`) and ways to print (`printing`, `page`, `results`, `account_output`). Not inside: logic.
`main` forks before anything is loaded, so that the command is done where it can be ended: see
`workspace.supervision`. So this file imports next to nothing.
"""

from __future__ import annotations

import os

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .program import COMMANDS, LazyGroup, group

__all__ = ["COMMANDS", "LazyGroup", "group", "main"]


def main() -> None:
    """The entry point `pactgraph`. Ends the process: 0 done, 1 the data is at fault, 2 the call is, 130
    interrupted."""
    from ..workspace.supervision import open_closed, supervised

    open_closed()
    os._exit(supervised(_command_line))


def _command_line() -> int:
    from .program import command_line

    return command_line()


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from . import program

    found: object = getattr(program, name)
    return found
