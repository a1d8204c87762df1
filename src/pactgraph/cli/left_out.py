"""Data files that could not be read: named on standard error, and the reason why a command that gave its
answer all the same ends with 1."""

from __future__ import annotations

from collections.abc import Iterable

import click

from ..workspace.finding import Finding
from .printing import note

_KEY = "pactgraph.left_out"
"""In the context's `meta`, which a command shares with the group that called it."""


def name_left_out(findings: Iterable[Finding]) -> None:
    """Names each file and its fault on standard error, once for a call, and has the command end with 1."""
    context = click.get_current_context(silent=True)
    named: set[Finding] = set() if context is None else context.meta.setdefault(_KEY, set())
    for finding in findings:
        if finding not in named:
            named.add(finding)
            note(f"left out: {finding.place}: {finding.message}; {finding.remedy}")


def exit_code(context: click.Context) -> int:
    """The exit code of a command that gave its answer: 1 where it had to leave files out, else 0."""
    return 1 if context.meta.get(_KEY) else 0
