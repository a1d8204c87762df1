"""The one exception of the Python face."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from ..model.extras import MissingExtra
from ..publish.draw.png import NoPng
from ..query.fault import EngineFault, QueryFault
from ..query.naming.names import NameFault
from ..query.network.compare import CompareFault
from ..query.sparql.binding import BindingFault
from ..query.stored.catalogue import CatalogueFault
from ..query.stored.parameters import ParameterFault
from ..wire.fault import WireFault
from ..workspace.files import UnreadableFile
from ..workspace.locate import WorkspaceError
from ..workspace.writing import WriteFault

_FAULTS = (
    BindingFault,
    CatalogueFault,
    CompareFault,
    EngineFault,
    MissingExtra,
    NameFault,
    NoPng,
    ParameterFault,
    QueryFault,
    UnreadableFile,
    WireFault,
    WorkspaceError,
    WriteFault,
)


class PactgraphError(Exception):
    """What was asked for cannot be done; the message says why, where, and what to write instead."""


@contextmanager
def one_error() -> Iterator[None]:
    """Turns every fault of the layers below into a PactgraphError with the same message."""
    try:
        yield
    except _FAULTS as fault:
        raise PactgraphError(str(fault).replace("--timeout", "timeout")) from None
