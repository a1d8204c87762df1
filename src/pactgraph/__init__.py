"""Pactgraph: the cited, checked, queryable knowledge graph of partnerships between regions.

`pactgraph.open_workspace` opens the graph from Python; `pactgraph.api` lists all that is public. What is
named here is imported when first asked for, so that the command starts quickly.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it: `typing` itself takes milliseconds to load
if TYPE_CHECKING:
    from .api import (
        Account,
        Evidence,
        Finding,
        Iri,
        OpenWorkspace,
        PactgraphError,
        Picture,
        Row,
        Rows,
        Ruling,
        Source,
        Statement,
        Text,
        Value,
        open_workspace,
    )

__version__ = "0.1.0"

__all__ = [
    "Account",
    "Evidence",
    "Finding",
    "Iri",
    "OpenWorkspace",
    "PactgraphError",
    "Picture",
    "Row",
    "Rows",
    "Ruling",
    "Source",
    "Statement",
    "Text",
    "Value",
    "open_workspace",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(".api", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
