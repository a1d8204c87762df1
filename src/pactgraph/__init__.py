"""Pactgraph: the cited, checked, queryable knowledge graph of partnerships between regions.

`pactgraph.open_workspace` opens the graph from Python; `pactgraph.api` lists all that is public. What is
named there is imported when first asked for, so that the command starts quickly.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it: `typing` itself takes milliseconds to load
if TYPE_CHECKING:
    from .api import *  # noqa: F403

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    from . import api

    if name == "__all__":
        return api.__all__
    if name.startswith("_"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(api, name)


def __dir__() -> list[str]:
    from . import api

    return sorted([*globals(), *api.__all__])
