"""How notes reach the caller (warnings in Python, standard error from commands), and how parameters are
spelt."""

from __future__ import annotations

import warnings
from collections.abc import Iterable

from ..workspace.finding import Finding


class Caller:
    """A caller in Python: is warned of what is wrong, and not told how an answer was found."""

    def left_out(self, findings: Iterable[Finding]) -> None:
        """Files that could not be read, so that the answer is of the others."""
        if places := "; ".join(f"{each.place}: {each.message}" for each in findings):
            warnings.warn(f"left out, as they cannot be read: {places}", stacklevel=4)

    def warn(self, text: str) -> None:
        """Something in the question that does not mean what was perhaps meant."""
        warnings.warn(text, stacklevel=4)

    def note(self, text: str) -> None:
        """A remark on how the answer was found."""

    def option(self, name: str) -> str:
        """How the parameter `name` is written."""
        return name
