"""`pactgraph new`: the skeleton of a record, a document, a passage or a query."""

from __future__ import annotations

from pathlib import Path

import click
from click.core import ParameterSource

from ..api import KINDS_OF_RECORDS
from ..api.opened import OpenWorkspace
from .open_options import workspace_option
from .printing import say

TAKES = {
    "document": ("labels", "values", "text"),
    "passage": ("text", "words", "says", "values"),
    "query": ("topic", "question", "class_"),
}
"""The options for what is no plain record."""


@click.command(name="new")
@click.argument(
    "kind", metavar="KIND", type=click.Choice([*KINDS_OF_RECORDS, "document", "passage", "query"])
)
@click.argument("slug", metavar="SLUG")
@click.option("--label", "labels", multiple=True, metavar="TEXT[@LANGUAGE,...]", help="A name.")
@click.option(
    "--with",
    "values",
    multiple=True,
    metavar="PROPERTY=VALUE",
    help="A statement more, such as country=country:belgium; several may come.",
)
@click.option("--document", metavar="SLUG", help="The document whose file introduces the record.")
@click.option(
    "--text",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="document, passage: the document's text, plain and in UTF-8.",
)
@click.option("--words", help="passage: its words, as they stand in the text, once.")
@click.option("--says", multiple=True, metavar="TURTLE", help="passage: a statement that its words support.")
@click.option("--topic", default="lookup", show_default=True, help="query: its folder in queries/.")
@click.option("--question", help="query: what it answers, with a question mark.")
@click.option("--class", "class_", default="pact:Region", show_default=True, help="query: what it lists.")
@workspace_option
@click.pass_context
def command(
    context: click.Context,
    kind: str,
    slug: str,
    labels: tuple[str, ...],
    values: tuple[str, ...],
    document: str | None,
    text: Path | None,
    words: str | None,
    says: tuple[str, ...],
    topic: str,
    question: str | None,
    class_: str,
    graph: OpenWorkspace,
) -> None:
    """Write the skeleton of a KIND called SLUG into the file where it belongs, in canonical form, and print
    the file's name. Nothing is made up: validate then names what is missing.

    Regions, people, posts, places, codes, laws, releases and decisions have their registers; what a document
    introduces (agreement, commitment, body ...) goes into the file of --document. For a passage, SLUG is its
    document. In --with, a value is a prefixed name, an IRI in angle brackets, a literal as Turtle writes it
    ('"2031-01-31"^^xsd:date'), or the plain text of one; what it names must be there.

    \b
    Example: pactgraph new region flanders --label Flanders --with country=country:belgium
    Example: pactgraph new passage pact-2031 --text pact.txt --words "Brinmark and Galdry sign"
             --says "agreement:pact-2031 pact:party region:brinmark, region:galdry"
    """
    _check_options(context, kind)
    skeletons = graph.new()
    if kind == "query":
        path = skeletons.query(slug, question, topic, class_)
    elif kind in ("document", "passage"):
        if text is None:
            raise click.UsageError(f"a {kind} is measured on its text: give --text FILE")
        if kind == "document":
            path = skeletons.document(slug, text, labels, values)
        else:
            path = skeletons.passage(slug, text, words or "", says, values)
    else:
        path = skeletons.record(kind, slug, labels, values, document)
    say(path)


def _check_options(context: click.Context, kind: str) -> None:
    """Raises UsageError for an option that says nothing of a thing of this kind."""
    wanted = TAKES.get(kind, ("labels", "values", "document"))
    options = {option.name: max(option.opts, key=len) for option in context.command.params}
    for name, option in options.items():
        given = context.get_parameter_source(str(name)) is ParameterSource.COMMANDLINE
        if given and name not in (*wanted, "kind", "slug", "workspace"):
            listed = ", ".join(options[each] for each in wanted)
            raise click.UsageError(f"{option} says nothing of a {kind}, which takes {listed}")
