"""What commands that ask the graph have in common: the engine, and what a typed name means."""

from __future__ import annotations

import click
from pyoxigraph import NamedNode, Store

from ..query.engines import opening
from ..query.engines.engine import Engine
from ..query.naming import properties
from ..query.naming.names import NameFault, Names, Thing
from ..query.sparql.tokens import Token, names_graphs
from ..workspace.workspace import Workspace
from .engine_options import choice
from .left_out import name_left_out
from .printing import note


def open_engine(workspace: Workspace, as_of: str | None = None) -> Engine:
    """The engine that the command was asked for: an endpoint, or one over the workspace's files, or over what
    was known by the day `as_of` (YYYY-MM-DD).

    Says on standard error what takes long, which files it could not read, for which the command ends with
    1, and which documents that day leaves out. Raises click.UsageError for options that do not go together,
    and EngineFault for a wrong URL.
    """
    asked = choice()
    if asked.endpoint is not None and as_of is not None:
        raise click.UsageError("--as-of is for the workspace's own files: an endpoint knows only today")

    def store() -> Store:
        if as_of is not None:
            return _known(workspace, as_of)
        opened = workspace.opened
        name_left_out(opened.unreadable)
        if opened.advice:
            note(opened.advice)
        return opened.store

    return opening.open_engine(asked, store)


def _known(workspace: Workspace, day: str) -> Store:
    """What was known by a day; says on standard error which documents that leaves out, and that decisions
    are those of today."""
    known = workspace.known_by(day)
    name_left_out(known.unreadable)
    later, undated = known.standing.left_out, known.standing.undated
    note(
        f"as of {day}: {len(later)} of {known.documents} documents left out, which spoke later; "
        "decisions are today's"
    )
    for document in undated:
        note(f"left out too: {workspace.prefixes.curie(document)}, of which nothing says when it spoke")
    return known.store


def say_missing_graphs(engine: Engine, found: list[Token], workspace: Workspace) -> None:
    """Says on standard error which graphs a query, whose tokens are `found`, names and there are not."""
    if names_graphs(found):
        from ..query.naming.graphs import missing_graphs

        for told in missing_graphs(engine, found, workspace.prefixes):
            note(told)


def resolve_thing(engine: Engine, workspace: Workspace, typed: str, lang: str) -> NamedNode:
    """The thing that a typed name means. Raises click.UsageError with the candidates or near misses."""
    try:
        return Names(engine, workspace.prefixes, lang, say_chosen).resolve(typed)
    except NameFault as fault:
        raise click.UsageError(str(fault)) from fault


def say_chosen(typed: str, taken: Thing, others: tuple[Thing, ...]) -> None:
    """Says on standard error which of several things a name was taken to mean, and what the others are."""
    also = ", ".join(map(str, others))
    note(f'"{typed}" is taken as {taken}; there is also {also}')


def resolve_property(engine: Engine, workspace: Workspace, typed: str, lang: str) -> NamedNode:
    """The property that a typed label, CURIE or local name means. Raises click.UsageError otherwise."""
    try:
        return properties.resolve_property(engine, workspace.prefixes, typed, lang)
    except NameFault as fault:
        raise click.UsageError(str(fault)) from fault
