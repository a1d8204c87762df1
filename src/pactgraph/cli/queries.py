"""`pactgraph queries`: the catalogue of stored questions."""

from __future__ import annotations

from typing import Any

import click

from ..api import Parameter, StoredQuery
from ..api.opened import OpenWorkspace
from ..rdf.printable import visible
from .open_options import workspace_option
from .printing import (
    give_json,
    in_colour,
    note,
    on_terminal,
    out_encoding,
    terminal_width,
    write_out,
    write_text,
)


@click.command("queries")
@click.argument("text", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help="Everything the headers say, for programs.")
@click.option(
    "--turtle",
    "endpoint",
    metavar="URL",
    help="The questions as sh:SPARQLExecutable, in Turtle, for query editors that offer examples: each aimed "
    "at the endpoint URL.",
)
@workspace_option
def command(text: tuple[str, ...], as_json: bool, endpoint: str | None, graph: OpenWorkspace) -> None:
    """List the stored questions; with TEXT those whose name, tags or question hold each word of it.

    Example: pactgraph queries commitments
    """
    if as_json and endpoint is not None:
        raise click.UsageError("--json and --turtle are two forms: give one")
    words = [word.casefold() for part in text for word in part.split()]
    found = [query for query in graph.stored() if all(word in _searched(query) for word in words)]
    if as_json:
        give_json([_told(query) for query in found])
    elif endpoint is not None:
        write_text(graph.executables(found, endpoint), "turtle")
    elif found:
        write_out(_table(found).encode(out_encoding(), "backslashreplace"))
    if not found:
        note(f"no stored query speaks of {' '.join(text)}" if words else "no stored queries")


def _searched(query: StoredQuery) -> str:
    header = query.header
    parts = (
        query.name,
        query.topic,
        header.summary,
        header.description,
        *header.tags,
        *header.title.values(),
    )
    return " ".join(parts).casefold()


def _table(found: list[StoredQuery]) -> str:
    """On a terminal a table that fits, otherwise tab-separated lines."""
    columns = ("name", "question", "parameters")
    rows = [
        (
            visible(query.name),
            visible(query.header.summary),
            " ".join(_usage(parameter) for parameter in query.parameters),
        )
        for query in found
    ]
    if not on_terminal():
        return "".join("\t".join(row) + "\n" for row in (columns, *rows))

    from ..api.answer import in_columns

    return in_columns(columns, rows, terminal_width(), colour=in_colour())


def _usage(parameter: Parameter) -> str:
    required = parameter.required and parameter.default is None
    return f"--{parameter.name}" if required else f"[--{parameter.name}]"


def _told(query: StoredQuery) -> dict[str, Any]:
    header = query.header
    return {
        "name": query.name,
        "topic": query.topic,
        "file": query.file,
        "form": query.form,
        "summary": header.summary,
        "description": header.description,
        "title": dict(header.title),
        "tags": list(header.tags),
        "grain": header.grain,
        "doc": header.doc,
        "parameters": [
            {
                "name": parameter.name,
                "type": parameter.kind,
                "required": parameter.required,
                "default": parameter.default,
                "classes": [iri.value for iri in parameter.within.classes],
                "schemes": [iri.value for iri in parameter.within.schemes],
                "doc": parameter.doc,
            }
            for parameter in query.parameters
        ],
        "columns": dict(header.columns),
        "lists": list(header.lists),
        "examples": list(header.examples),
        "view": header.view,
        "answers": list(header.answers),
    }
