"""`pactgraph run NAME`: each stored query is a subcommand with its own parameters and help."""

from __future__ import annotations

import sys
from functools import partial
from typing import Any

import click
from click.core import ParameterSource

from ..api import Parameter, StoredQuery
from ..api.opened import OpenWorkspace
from ..rdf.fault import PactgraphError
from ..rdf.printable import visible, written_out
from .command_group import CommandGroup
from .engine_options import choice, engine_parameters
from .open_options import folder_option, open_graph
from .options import as_of_option, as_utf8, lang_option
from .printing import CallFault, note
from .results import Output, give, output_parameters

MOST_CHOICES = 30
TRIES = 3


class StoredQueries(CommandGroup):
    """The stored queries as subcommands; the file of the one that is called is all that is read."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return _graph(ctx).names_of_questions

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        graph = _graph(ctx)
        return StoredCommand(graph.question(cmd_name), graph)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        asked = _asked_workspace(args)
        if asked is not None:
            if ctx.get_parameter_source("workspace") is ParameterSource.COMMANDLINE:
                raise CallFault("--workspace was given twice: give it once")
            ctx.obj = open_graph(asked)
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: click.Context) -> str:
        return safe_help(super().get_help(ctx))

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = list(_graph(ctx).queries.items())
        if rows:
            with formatter.section("Stored queries"):
                formatter.write_dl(rows)


def safe_help(text: str) -> str:
    """A help text whose words come from the headers of queries, safe to show."""
    return "\n".join(map(written_out, text.split("\n")))


class StoredCommand(click.Command):
    """One stored query: its help tells the question, the parameters, the columns and examples."""

    def __init__(self, query: StoredQuery, graph: OpenWorkspace) -> None:
        self.query = query
        self.graph = graph
        self.wanted = [_option(parameter, graph) for parameter in query.parameters]
        super().__init__(
            query.name,
            callback=self.answer,
            params=[*self.wanted, *_common(query)],
            short_help=query.header.summary,
        )

    def get_help(self, ctx: click.Context) -> str:
        return safe_help(super().get_help(ctx))

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        header = self.query.header
        for text in (header.summary, header.description, header.doc, _sentence(header.grain)):
            if text:
                formatter.write_paragraph()
                with formatter.indentation():
                    formatter.write_text(text)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        sections = (
            ("Parameters", self.wanted),
            ("Options", [p for p in self.get_params(ctx) if p not in self.wanted]),
        )
        for title, options in sections:
            rows = [row for option in options if (row := option.get_help_record(ctx)) is not None]
            if rows:
                with formatter.section(title):
                    formatter.write_dl(rows)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        header = self.query.header
        if header.columns:
            with formatter.section("Columns"):
                formatter.write_dl(list(header.columns.items()))
        if header.examples:
            with formatter.section("Examples"):
                for example in header.examples:
                    formatter.write(
                        f"{'':>{formatter.current_indent}}pactgraph run {self.query.name} {example}".rstrip()
                    )
                    formatter.write("\n")

    def answer(
        self,
        *,
        output_format: str | None,
        output: str | None,
        labels: bool,
        lang: str,
        cite: bool,
        as_of: str | None,
        **typed: str | None,
    ) -> None:
        """Runs the query for typed values and gives out the answer."""
        given_out = Output.asked(output_format, output, labels)
        graph = self.graph.asked_of(choice(), lang)
        given: dict[str, str | None] = {}
        for parameter in self.query.parameters:
            text = typed[f"param_{parameter.name}"]
            given[parameter.name] = None if text is None else as_utf8(text)
        for parameter in self.query.parameters:
            if given[parameter.name] is None and parameter.default is None and parameter.required:
                given[parameter.name] = _missing(self.query, parameter, graph)
        give(graph.answer(self.query.name, given, as_of=as_of, cite=cite), given_out)


@click.group(
    "run", cls=StoredQueries, invoke_without_command=True, subcommand_metavar="NAME [--PARAM VALUE ...]"
)
@folder_option
@click.pass_context
def command(context: click.Context, workspace: str | None) -> None:
    """Answer a stored question.

    Each stored query is a subcommand with its own help: pactgraph run agreements-of --help.

    Example: pactgraph run agreements-of --region saxony
    """
    if context.invoked_subcommand is None:
        raise CallFault("which stored query? `pactgraph queries` lists them")


def _graph(context: click.Context) -> OpenWorkspace:
    if not isinstance(context.obj, OpenWorkspace):
        context.obj = open_graph(context.params.get("workspace"))
    return context.obj


def _asked_workspace(args: list[str]) -> str | None:
    """The value of a `--workspace` behind the query's name, which decides what queries there are."""
    for place, text in enumerate(args):
        if text == "--":
            return None
        if text.startswith("--workspace="):
            return text.partition("=")[2]
        if text == "--workspace" and place + 1 < len(args):
            return args[place + 1]
    return None


def _common(query: StoredQuery) -> list[click.Parameter]:
    """The options of every stored query; those that ask about no day refuse `--at` in their own words."""

    holder: Any = as_of_option(lang_option(lambda: None))
    shared: list[click.Parameter] = holder.__click_params__
    workspace = click.Option(
        ["--workspace"],
        metavar="DIR",
        type=click.Path(),
        expose_value=False,
        help="The folder with ontology, data and queries.",
    )
    cite = click.Option(
        ["--cite"],
        is_flag=True,
        help="Add three columns. passages: those that state what a row rests on, which is what the query's "
        "triple patterns match for it, nodes between that it does not show too; of what a rule makes, those "
        "of what it follows from. witnesses: how many independent witnesses they are (documents that derive "
        "from one release count once). disputed: true where a passage or a decision contradicts a statement "
        "that the row rests on.",
    )
    dayless = click.Option(
        ["--at"], metavar="DATE", expose_value=False, hidden=True, callback=partial(_refuse_day, query.name)
    )
    refused = [] if any(parameter.name == "at" for parameter in query.parameters) else [dayless]
    return [*output_parameters(), cite, *engine_parameters(), *shared, workspace, *refused]


def _refuse_day(name: str, _context: click.Context, _option: click.Parameter, day: str | None) -> None:
    if day is not None:
        raise CallFault(
            f"{name} does not ask about a day, so it takes no --at: `pactgraph queries` shows which do"
        )


def _option(parameter: Parameter, graph: OpenWorkspace) -> click.Option:
    from .completing import completer

    told = parameter.doc or f"a {parameter.within.noun}"
    if parameter.kind == "date":
        told += f"; a month or a year means its {'first' if parameter.name == 'since' else 'last'} day"
    notes = [] if parameter.default is None else [f"default: {parameter.default}"]
    notes += ["required"] if parameter.required and parameter.default is None else []
    return click.Option(
        [f"param_{parameter.name}", f"--{parameter.name}"],
        metavar=parameter.placeholder,
        help=told + (f"  [{'; '.join(notes)}]" if notes else ""),
        shell_complete=completer(parameter.within, graph) if parameter.kind == "iri" else None,
    )


def _missing(query: StoredQuery, parameter: Parameter, graph: OpenWorkspace) -> str:
    """A required value, asked for on a terminal. Raises CallFault in a pipe, or when none fits."""
    choices = graph.choices(parameter.within) if parameter.kind == "iri" else []
    few = choices if 0 < len(choices) <= MOST_CHOICES else []
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        listed = f" (one of {', '.join(each.curie.partition(':')[2] for each in few)})" if few else ""
        raise CallFault(
            f"--{parameter.name} {parameter.placeholder} is missing: {parameter.doc or parameter.within.noun}"
            f"{listed}; `pactgraph run {query.name} --help` tells more"
        )
    note(query.header.summary)
    for each in few:
        note(f"  {each}")
    for _ in range(TRIES):
        typed: str = click.prompt(visible(parameter.doc or parameter.name), err=True)
        try:
            graph.refuse(parameter, typed)
        except PactgraphError as fault:
            note(str(fault))
        else:
            return typed
    raise CallFault(f"--{parameter.name} is missing")


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text and text[-1] not in ".?!" else text
