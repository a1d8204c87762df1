"""The one base of the exceptions that say in plain words what cannot be done."""

from __future__ import annotations


class Fault(Exception):
    """Something cannot be done; the message says why, and what to do instead. A command that meets it ends
    with `exit_code`: 1 where the data is at fault, 2 where the call is."""

    exit_code = 2

    @property
    def lines(self) -> list[str]:
        """The message, and lines under it that show the place of which it speaks."""
        return [str(self)]


PactgraphError = Fault
"""The name of the base in the Python face."""
