"""The Python face of Pactgraph: everything here is public, and nothing else is.

Each name is imported when first asked for, so that a command starts quickly.

>>> import pactgraph
>>> graph = pactgraph.open_workspace()
>>> {row.agreement.curie for row in graph.query("agreements-of", region="styria")}
{'agreement:semiconductor-regions-2023-03-06'}
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it: `typing` itself takes milliseconds to load
if TYPE_CHECKING:
    from ..check.uncovered import Uncovered
    from ..check.usage import Use
    from ..check.verify import Found, Status, VerifiedDocument
    from ..model.finding import Finding
    from ..prose.texts import LANGUAGES
    from ..prose.trace import Trace
    from ..publish.push.endpoints import PushProtocol
    from ..publish.push.push import BATCH, OwnDefault, PushReport, PushSettings
    from ..publish.release import Refused
    from ..query.engines.opening import ENGINES, Choice
    from ..query.naming.within import Within
    from ..query.stored.catalogue import StoredQuery
    from ..query.stored.parameters import Parameter
    from .account import Account
    from .answer import Answer
    from .comparing import Difference, NotReleased, Planned
    from .evidence import Evidence, Premise, Reason, Ruling, Source, Statement
    from .exporting import Description, Export
    from .fault import PactgraphError
    from .formatting import Completed, Formatted, Formatting
    from .inspection import Inspection
    from .limits import Limits
    from .opened import OpenWorkspace, open_workspace
    from .picture import Picture
    from .records import KINDS_OF_RECORDS, Skeletons
    from .rows import Row, Rows
    from .site import SiteOptions
    from .statistics import Statistics
    from .values import Iri, Text, Value
    from .verification import Verification
    from .writing import make_workspace

_WHERE = {
    "BATCH": "..publish.push.push",
    "ENGINES": "..query.engines.opening",
    "KINDS_OF_RECORDS": ".records",
    "LANGUAGES": "..prose.texts",
    "Account": ".account",
    "Answer": ".answer",
    "Choice": "..query.engines.opening",
    "Completed": ".formatting",
    "Description": ".exporting",
    "Difference": ".comparing",
    "Evidence": ".evidence",
    "Export": ".exporting",
    "Finding": "..model.finding",
    "Formatted": ".formatting",
    "Formatting": ".formatting",
    "Found": "..check.verify",
    "Inspection": ".inspection",
    "Iri": ".values",
    "Limits": ".limits",
    "NotReleased": ".comparing",
    "OpenWorkspace": ".opened",
    "OwnDefault": "..publish.push.push",
    "PactgraphError": ".fault",
    "Parameter": "..query.stored.parameters",
    "Picture": ".picture",
    "Planned": ".comparing",
    "Premise": ".evidence",
    "PushProtocol": "..publish.push.endpoints",
    "PushReport": "..publish.push.push",
    "PushSettings": "..publish.push.push",
    "Reason": ".evidence",
    "Refused": "..publish.release",
    "Row": ".rows",
    "Rows": ".rows",
    "Ruling": ".evidence",
    "SiteOptions": ".site",
    "Skeletons": ".records",
    "Source": ".evidence",
    "Statement": ".evidence",
    "Statistics": ".statistics",
    "Status": "..check.verify",
    "StoredQuery": "..query.stored.catalogue",
    "Text": ".values",
    "Trace": "..prose.trace",
    "Uncovered": "..check.uncovered",
    "Use": "..check.usage",
    "Value": ".values",
    "Verification": ".verification",
    "VerifiedDocument": "..check.verify",
    "Within": "..query.naming.within",
    "make_workspace": ".writing",
    "open_workspace": ".opened",
}
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
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name], __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
