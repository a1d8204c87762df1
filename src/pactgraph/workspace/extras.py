"""The packages that only some functions need: the extras of pyproject.toml.

Whatever needs one raises `MissingExtra` where it is not there, so that commands and the Python face say in
one way what to type.
"""

from __future__ import annotations

from ..rdf.fault import Fault


class MissingExtra(Fault):
    """A package of an extra is not installed; the message gives the line that installs it."""

    def __init__(self, what: str, extra: str) -> None:
        """`what` cannot be had without the extra called `extra`."""
        super().__init__(
            f"{what} needs more packages: pip install 'pactgraph[{extra}]', or from a source checkout "
            f"pip install '.[{extra}]'"
        )
