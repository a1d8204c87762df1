"""`pactgraph new`: the skeleton of a record, a document, a passage or a query."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

import click
from click.core import ParameterSource
from pyoxigraph import NamedNode, Quad, Triple

from ..draft.facts import Facts, NoFact
from ..draft.skeleton import KINDS, NoSkeleton, added, check_slug, named, passage, query, record_iri
from ..workspace.content import reason, remedy, text_of
from ..workspace.query_files import query_files
from ..workspace.workspace import Workspace
from .left_out import name_left_out
from .options import workspace_option
from .printing import say

TAKES = {
    "document": ("labels", "values", "text"),
    "passage": ("text", "words", "says", "values"),
    "query": ("topic", "question", "class_"),
}
"""The options for what is no plain record."""


@click.command(name="new")
@click.argument("kind", metavar="KIND", type=click.Choice([*KINDS, "document", "passage", "query"]))
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
    workspace: Workspace,
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
    try:
        workspace.check_writable()
        if kind == "query":
            path = _query(workspace, slug, topic, question, class_)
        elif kind in ("document", "passage"):
            if text is None:
                raise click.UsageError(f"a {kind} is measured on its text: give --text FILE")
            if kind == "document":
                path = _document(workspace, slug, labels, values, text)
            else:
                path = _passage(workspace, slug, text, words or "", says, values)
        else:
            path = _record(workspace, kind, slug, labels, values, document)
    except (NoSkeleton, NoFact) as fault:
        raise click.UsageError(str(fault)) from fault
    say(str(path))


def _check_options(context: click.Context, kind: str) -> None:
    """Raises UsageError for an option that says nothing of a thing of this kind."""
    wanted = TAKES.get(kind, ("labels", "values", "document"))
    options = {option.name: max(option.opts, key=len) for option in context.command.params}
    for name, option in options.items():
        given = context.get_parameter_source(str(name)) is ParameterSource.COMMANDLINE
        if given and name not in (*wanted, "kind", "slug", "workspace"):
            listed = ", ".join(options[each] for each in wanted)
            raise click.UsageError(f"{option} says nothing of a {kind}, which takes {listed}")


def _facts(
    workspace: Workspace, node: NamedNode, class_: str, labels: Sequence[str], values: Sequence[str]
) -> list[Triple]:
    if not labels:
        raise NoSkeleton("a record has a name: give --label TEXT, or --label TEXT@LANGUAGE")
    return [*named(node, class_, labels, workspace.prefixes), *_said(workspace, node, values)]


def _said(workspace: Workspace, node: NamedNode, values: Sequence[str]) -> list[Triple]:
    if not values:
        return []
    name_left_out(workspace.dataset.unreadable)
    quads = (quad for quads in workspace.dataset.quads_of.values() for quad in quads)
    return Facts(quads, workspace.prefixes).of(node, values)


def _record(
    workspace: Workspace,
    kind: str,
    slug: str,
    labels: Sequence[str],
    values: Sequence[str],
    document: str | None,
) -> str:
    file = KINDS[kind].file
    if document is not None:
        file = f"data/documents/{check_slug(document)}.trig"
        if not os.path.lexists(workspace.root / file):
            raise NoSkeleton(f"there is no {file}: begin with pactgraph new document {document}")
    if file is None:
        raise NoSkeleton(f"a document introduces a {kind}: give --document SLUG")
    statements = _facts(workspace, record_iri(kind, slug), KINDS[kind].class_, labels, values)
    return _add(workspace, file, statements)


def _document(
    workspace: Workspace, slug: str, labels: Sequence[str], values: Sequence[str], text: Path
) -> str:
    file = f"data/documents/{check_slug(slug)}.trig"
    statements = _facts(workspace, record_iri("document", slug), "pact:Document", labels, values)
    return _add(workspace, file, statements, slug=slug, source=_source(text), anew=True)


def _passage(
    workspace: Workspace, slug: str, text: Path, words: str, says: Sequence[str], values: Sequence[str]
) -> str:
    file = f"data/documents/{check_slug(slug)}.trig"
    if not os.path.lexists(workspace.root / file):
        raise NoSkeleton(f"there is no {file}: begin with pactgraph new document {slug}")
    source = _source(text)
    name, quads = passage(slug, source.decode("utf-8"), words, says, workspace.prefixes)
    return _add(workspace, file, [*quads, *_said(workspace, name, values)], slug=slug, source=source)


def _source(text: Path) -> bytes:
    """A document's text. Raises NoSkeleton where it cannot be read, or is not UTF-8."""
    try:
        return text_of(text).encode("utf-8")
    except OSError as error:
        raise NoSkeleton(f"{text}: {reason(error)}: {remedy(error)}") from error


def _add(
    workspace: Workspace,
    file: str,
    statements: Sequence[Triple | Quad],
    *,
    slug: str = "",
    source: bytes | None = None,
    anew: bool = False,
) -> str:
    """Adds the statements to a file of the workspace as it is when nobody else writes, and completes it from
    the document's text. With `anew` there must be no such file."""
    from ..draft.stamp import stamp

    path = workspace.root / file
    with workspace.writing() as files:
        old = files.read(path)
        if anew and old is not None:
            raise NoSkeleton(f"{file} is there already")
        new = added(
            _text(old or b"", file), statements, workspace.prefixes, file, trig=path.suffix == ".trig"
        )
        if source is not None:
            stamped = stamp(new, slug, source, workspace.prefixes, file)
            if stamped.findings:
                raise NoSkeleton("; ".join(f"{each.message} ({each.subject})" for each in stamped.findings))
            new = stamped.text
        files.replace(path, old, new.encode("utf-8"))
    return file


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoSkeleton(f"{file}: byte {error.start} is not UTF-8; mend the file first") from error


def _query(workspace: Workspace, name: str, topic: str, question: str | None, class_: str) -> str:
    if question is None:
        raise NoSkeleton('a query answers a question: give --question "Which ...?"')
    try:
        text = query(name, question, class_, workspace.prefixes).encode("utf-8")
    except UnicodeEncodeError as error:  # bytes of the command line that are no UTF-8
        raise NoSkeleton("the question is not UTF-8: write it in UTF-8") from error
    file = f"queries/{check_slug(topic)}/{name}.rq"
    with workspace.writing() as files:
        files.read(workspace.root / file)
        if name in {path.stem for path in query_files(workspace.queries)[0]}:
            raise NoSkeleton(f"there is a query {name} already")
        files.replace(workspace.root / file, None, text)
    return file
