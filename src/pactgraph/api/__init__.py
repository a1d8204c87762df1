"""The Python face of Pactgraph: everything here is public, and nothing else is.

>>> import pactgraph
>>> graph = pactgraph.open_workspace()
>>> {row.agreement.curie for row in graph.query("agreements-of", region="styria")}
{'agreement:semiconductor-regions-2023-03-06'}
"""

from __future__ import annotations

from ..model.finding import Finding
from .account import Account
from .evidence import Evidence, Ruling, Source, Statement
from .fault import PactgraphError
from .opened import OpenWorkspace, open_workspace
from .picture import Picture
from .rows import Row, Rows
from .values import Iri, Text, Value

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
