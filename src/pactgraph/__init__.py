"""Pactgraph: the cited, checked, queryable knowledge graph of partnerships between regions.

`pactgraph.open_workspace` opens the graph from Python; `pactgraph.api` lists all that is public, and the
packages below it are not. The layers, from the bottom: `rdf`, `workspace`, `query`, `prose`, then `check`,
`publish` and `draft`, then `api`, then `cli`; imports point down. What is named here is imported when first
asked for, so that the command starts quickly.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it: `typing` itself takes milliseconds to load
if TYPE_CHECKING:
    from types import ModuleType

    from .api import *  # noqa: F403

__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name.startswith("_") and name != "__all__":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(_face(), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *dir(_face())})


def _face() -> ModuleType:
    from importlib import import_module  # an import by name would ask for it here

    return import_module(".api", __name__)
