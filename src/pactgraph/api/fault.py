"""The one exception of the Python face: the base of every fault of the layers below."""

from __future__ import annotations

from ..model.fault import Fault as PactgraphError

__all__ = ["PactgraphError"]
