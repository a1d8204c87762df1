"""What Python callers write for things, days and parameters, as the layers below want it."""

from __future__ import annotations

from datetime import date, datetime

from pyoxigraph import NamedNode

from ..rdf.fault import PactgraphError
from ..workspace.days import day

Day = date | str
"""A day: a date, or YYYY-MM-DD, YYYY-MM or YYYY."""

Name = str | NamedNode
"""A thing: a slug, a prefixed name, an IRI, a label in any language, a code, a Wikidata id, or an `Iri`."""


def typed(value: object) -> str:
    """A parameter's value as a person types it. Raises PactgraphError for a type that has no such form."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, NamedNode):
        return value.value
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise PactgraphError(
        f"a {type(value).__name__} is no value of a parameter: give a text, a date or a number"
    )


def one_day(asked: Day | None, *, last: bool) -> str | None:
    """A day as YYYY-MM-DD; a month or year means its first day, or its `last`. Raises PactgraphError."""
    if asked is None:
        return None
    try:
        return day(typed(asked), last=last)
    except ValueError as error:
        raise PactgraphError(str(error)) from None
