"""Pactgraph: the cited, checked, queryable knowledge graph of partnerships between regions.

`pactgraph.open_workspace` opens the graph from Python; `pactgraph.api` lists all that is public. What is
named here is imported when first asked for, so that the command starts quickly.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it: `typing` itself takes milliseconds to load
if TYPE_CHECKING:
    from .api import (
        BATCH,
        ENGINES,
        KINDS_OF_RECORDS,
        LANGUAGES,
        Account,
        Answer,
        Choice,
        Completed,
        Description,
        Difference,
        Evidence,
        Export,
        Finding,
        Formatted,
        Formatting,
        Found,
        Inspection,
        Iri,
        Limits,
        NotReleased,
        OpenWorkspace,
        OwnDefault,
        PactgraphError,
        Parameter,
        Picture,
        Planned,
        Premise,
        PushProtocol,
        PushReport,
        PushSettings,
        Reason,
        Refused,
        Row,
        Rows,
        Ruling,
        SiteOptions,
        Skeletons,
        Source,
        Statement,
        Statistics,
        Status,
        StoredQuery,
        Text,
        Trace,
        Uncovered,
        Use,
        Value,
        Verification,
        VerifiedDocument,
        Within,
        make_workspace,
        open_workspace,
    )

__version__ = "0.1.0"

__all__ = [
    "BATCH",
    "ENGINES",
    "KINDS_OF_RECORDS",
    "LANGUAGES",
    "Account",
    "Answer",
    "Choice",
    "Completed",
    "Description",
    "Difference",
    "Evidence",
    "Export",
    "Finding",
    "Formatted",
    "Formatting",
    "Found",
    "Inspection",
    "Iri",
    "Limits",
    "NotReleased",
    "OpenWorkspace",
    "OwnDefault",
    "PactgraphError",
    "Parameter",
    "Picture",
    "Planned",
    "Premise",
    "PushProtocol",
    "PushReport",
    "PushSettings",
    "Reason",
    "Refused",
    "Row",
    "Rows",
    "Ruling",
    "SiteOptions",
    "Skeletons",
    "Source",
    "Statement",
    "Statistics",
    "Status",
    "StoredQuery",
    "Text",
    "Trace",
    "Uncovered",
    "Use",
    "Value",
    "Verification",
    "VerifiedDocument",
    "Within",
    "make_workspace",
    "open_workspace",
]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(".api", __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
