"""What commands that ask the graph have in common: the engine, and what a typed name means."""

from __future__ import annotations

import click
from pyoxigraph import NamedNode

from ..model.namespaces import OWL, PACT, RDF
from ..query.engine import Engine
from ..query.names import NameFault, Names
from ..query.oxigraph import OxigraphEngine
from ..query.within import Within
from ..workspace.workspace import Workspace
from .left_out import name_left_out
from .watching import watch

_PROPERTIES = Within(
    (
        NamedNode(OWL + "ObjectProperty"),
        NamedNode(OWL + "DatatypeProperty"),
        NamedNode(OWL + "AnnotationProperty"),
        NamedNode(RDF + "Property"),
    )
)


def open_engine(workspace: Workspace) -> Engine:
    """The embedded engine over the workspace; says on standard error what takes long, and which files it
    could not read, for which the command ends with 1."""
    workspace.watch = watch()
    engine = OxigraphEngine(workspace.store)
    name_left_out(workspace.loaded.unreadable)
    return engine


def resolve_thing(engine: Engine, workspace: Workspace, typed: str, lang: str) -> NamedNode:
    """The thing that a typed name means. Raises click.UsageError with the candidates or near misses."""
    try:
        return Names(engine, workspace.prefixes, lang).resolve(typed)
    except NameFault as fault:
        raise click.UsageError(str(fault)) from fault


def resolve_property(engine: Engine, workspace: Workspace, typed: str, lang: str) -> NamedNode:
    """The property that a typed label, CURIE or local name means. Raises click.UsageError otherwise."""
    own = NamedNode(PACT + typed) if typed.isidentifier() else None
    if own is not None and engine.ask(f"ASK {{ <{own.value}> ?p ?o }}"):
        return own
    try:
        return Names(engine, workspace.prefixes, lang).resolve(typed, _PROPERTIES)
    except NameFault as fault:
        raise click.UsageError(str(fault)) from fault
