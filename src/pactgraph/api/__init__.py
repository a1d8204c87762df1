"""The Python face of Pactgraph: everything here is public, and nothing else is.

`open_workspace` opens a workspace; `OpenWorkspace` (`opened`) has a method for each command, from the mixins
in `asking`, `checking` and `publishing` over the base `core`. The other modules hold the values that these
give. Each name is imported when first asked for: all of them together take four times as long to load as the
quickest command.

>>> import pactgraph
>>> graph = pactgraph.open_workspace()
>>> {row.agreement.curie for row in graph.query("agreements-of", region="styria")}
{'agreement:semiconductor-regions-2023-03-06'}
"""

from __future__ import annotations

TYPE_CHECKING = False  # as type checkers read it: `typing` itself takes milliseconds to load
if TYPE_CHECKING:
    from ..check.uncovered import Uncovered as Uncovered
    from ..check.usage import Use as Use
    from ..check.verifying import Found as Found
    from ..check.verifying import Status as Status
    from ..check.verifying import VerifiedDocument as VerifiedDocument
    from ..prose.texts import LANGUAGES as LANGUAGES
    from ..prose.trace import Trace as Trace
    from ..publish.push.loaders import loader as loader
    from ..publish.push.push import BATCH as BATCH
    from ..publish.push.push import OwnDefault as OwnDefault
    from ..publish.push.push import PushReport as PushReport
    from ..publish.push.push import PushSettings as PushSettings
    from ..publish.release import Refused as Refused
    from ..query.naming.within import Within as Within
    from ..query.opening import Choice as Choice
    from ..query.remote.authentication import Credentials as Credentials
    from ..query.stored.catalogue import StoredQuery as StoredQuery
    from ..query.stored.parameters import Parameter as Parameter
    from ..rdf.fault import PactgraphError as PactgraphError
    from ..workspace.finding import Finding as Finding
    from .account import Account as Account
    from .answer import Answer as Answer
    from .comparing import Difference as Difference
    from .comparing import NotReleased as NotReleased
    from .comparing import Planned as Planned
    from .evidence import Evidence as Evidence
    from .evidence import Premise as Premise
    from .evidence import Reason as Reason
    from .evidence import Ruling as Ruling
    from .evidence import Source as Source
    from .evidence import Statement as Statement
    from .exporting import Description as Description
    from .exporting import Export as Export
    from .formatting import Completed as Completed
    from .formatting import Formatted as Formatted
    from .formatting import Formatting as Formatting
    from .inspection import Inspection as Inspection
    from .limits import Limits as Limits
    from .opened import OpenWorkspace as OpenWorkspace
    from .opened import make_workspace as make_workspace
    from .opened import open_workspace as open_workspace
    from .picture import Picture as Picture
    from .rows import Row as Row
    from .rows import Rows as Rows
    from .site_making import SiteOptions as SiteOptions
    from .skeletons import KINDS_OF_RECORDS as KINDS_OF_RECORDS
    from .skeletons import Skeletons as Skeletons
    from .statistics import Statistics as Statistics
    from .values import Iri as Iri
    from .values import Text as Text
    from .values import Value as Value
    from .verification import Verification as Verification

_NAMES = {
    "..check.uncovered": "Uncovered",
    "..check.usage": "Use",
    "..check.verifying": "Found Status VerifiedDocument",
    "..rdf.fault": "PactgraphError",
    "..workspace.finding": "Finding",
    "..prose.texts": "LANGUAGES",
    "..prose.trace": "Trace",
    "..publish.push.loaders": "loader",
    "..publish.push.push": "BATCH OwnDefault PushReport PushSettings",
    "..publish.release": "Refused",
    "..query.opening": "Choice",
    "..query.naming.within": "Within",
    "..query.remote.authentication": "Credentials",
    "..query.stored.catalogue": "StoredQuery",
    "..query.stored.parameters": "Parameter",
    ".account": "Account",
    ".answer": "Answer",
    ".comparing": "Difference NotReleased Planned",
    ".evidence": "Evidence Premise Reason Ruling Source Statement",
    ".exporting": "Description Export",
    ".formatting": "Completed Formatted Formatting",
    ".inspection": "Inspection",
    ".limits": "Limits",
    ".opened": "OpenWorkspace make_workspace open_workspace",
    ".picture": "Picture",
    ".rows": "Row Rows",
    ".site_making": "SiteOptions",
    ".skeletons": "KINDS_OF_RECORDS Skeletons",
    ".statistics": "Statistics",
    ".values": "Iri Text Value",
    ".verification": "Verification",
}
"""The public names by module, as above, for imports at run time."""

_WHERE = {name: module for module, names in _NAMES.items() for name in names.split()}
__all__ = sorted(_WHERE)


def __getattr__(name: str) -> object:
    if name not in _WHERE:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_WHERE[name], __name__), name)


def __dir__() -> list[str]:
    return sorted([*globals(), *__all__])
