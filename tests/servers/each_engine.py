"""The engines that answer alike, over the same data."""

from __future__ import annotations

import real_stores
from plain_rdflib import PlainRdflib
from pyoxigraph import Store

from pactgraph.query.engines.engine import Engine
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.remote.endpoint import RemoteEngine


def engine_over(name: str, store: Store, stores: real_stores.Stores) -> Engine:
    """The engine `embedded`, plain `rdflib`, or of a real store, over what a store holds."""
    if name == "embedded":
        return OxigraphEngine(store)
    if name == "rdflib":
        return PlainRdflib(store)
    server = stores.empty(name)
    server.load(store)
    return RemoteEngine(server.query)
