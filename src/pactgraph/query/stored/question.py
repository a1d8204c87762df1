"""A stored question with its answers, as plain values: what pages show of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from pyoxigraph import Triple

from ...rdf.table import Table


@dataclass(frozen=True, slots=True)
class Wanted:
    """A parameter: its name, what help shows for its value, what it is, whether it must be given, and its
    default as a person types it."""

    name: str
    placeholder: str
    doc: str
    required: bool
    default: str | None


@dataclass(frozen=True, slots=True)
class Example:
    """A question asked: values by parameter as typed, the things that they mean, the query with these, and
    the answer with its `files` (their text by suffix, such as `.csv`). Without an answer, `problem` says why.
    """

    typed: Mapping[str, str]
    things: tuple[str, ...] = ()
    query: str = ""
    answer: Table | bool | tuple[Triple, ...] | None = None
    files: Mapping[str, str] | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A stored query: the question is its `summary`; `titles` are by language, `columns` say what each column
    holds, `view` how the answer is best shown, `text` is the file as it is."""

    name: str
    topic: str
    summary: str
    description: str
    doc: str
    grain: str
    titles: Mapping[str, str]
    parameters: tuple[Wanted, ...]
    columns: Mapping[str, str]
    view: str
    text: str
    examples: tuple[Example, ...] = ()
