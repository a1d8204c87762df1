"""`pactgraph figures`: degree, betweenness and communities of partners."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

import click
from pyoxigraph import Literal, NamedNode

from ..model.namespaces import XSD
from ..model.table import Table, Term
from ..model.width import wrap
from ..query.engines.engine import Engine
from ..query.network.figures import THROUGH, Figures, figures, meetings
from ..query.network.limits import Limits, Sieve
from ..query.network.reading import read_ties
from ..query.network.ties import Ties
from ..query.telling.wording import Wording
from ..workspace.workspace import Workspace
from .engine_options import engine_options
from .lookup import open_engine
from .options import lang_option, workspace_option
from .outline import say_language
from .printing import note, on_terminal, say, terminal_width
from .results import Output, give, output_options
from .within import limit_options, limits_of

_DECIMAL = NamedNode(XSD + "decimal")
COLUMNS = ("partner", "meetings", "partners", "weight", "between", "bridging", "community")
GROUPS = ("year", "sector", "strength")


@click.command(name="figures")
@click.option(
    "--through",
    type=click.Choice(tuple(THROUGH)),
    multiple=True,
    default=("agreements",),
    show_default=True,
    help="At what partners meet; may be given more than once.",
)
@click.option(
    "--by", "group", type=click.Choice(GROUPS), help="The figures of each year, sector or strength."
)
@limit_options
@output_options
@lang_option
@engine_options
@workspace_option
def command(
    through: tuple[str, ...],
    group: str | None,
    sector: str | None,
    since: str | None,
    until: str | None,
    strength: str | None,
    output_format: str | None,
    output: str | None,
    labels: bool,
    lang: str,
    workspace: Workspace,
) -> None:
    """Measure how partners are connected: one row for each region or other partner, the best connected first.

    \b
    meetings         agreements (or what --through names) it takes part in
    partners         others it meets there
    weight           each meeting of n partners counts 1/(n-1) for each other
    between          share of shortest paths through it, partners and papers
    bridging         the same among partners alone
    community        its community: partners who meet more with each other

    A year counts agreements of that year; a sector those about it or a narrower one; a strength those that
    hold a commitment at least so firm.

    Example: pactgraph figures --sector microelectronics
    """
    given_out = Output.asked(output_format, output, labels, lang)
    engine = open_engine(workspace)
    limits = limits_of(engine, workspace, lang, sector, since, until, strength)
    ties = read_ties(engine)
    wording = Wording(lang)
    say_language(wording, lang)
    rows: list[tuple[Term | None, ...]] = []
    told: list[Figures] = []
    for value, each in _groups(engine, ties, limits, group, through):
        found = figures(meetings(ties, Sieve.open(engine, ties, each), through))
        told.append(found)
        rows += [(*((value,) if group else ()), *row) for row in _rows(found)]
    columns = ((group,) if group else ()) + COLUMNS
    in_table = output is None and (
        output_format in ("table", "markdown") or (output_format is None and on_terminal())
    )
    table = Table(columns, tuple(rows))
    give(table, given_out, engine, workspace.prefixes)
    if rows:
        _explain(wording, told, in_table=in_table, grouped=group is not None)


def _groups(
    engine: Engine, ties: Ties, limits: Limits, group: str | None, through: Iterable[str]
) -> Iterator[tuple[Term | None, Limits]]:
    """The limits of each group, with its value; one without a value where there are no groups."""
    if group is None:
        yield None, limits
    elif group == "strength":
        for strength in sorted(ties.firmness, key=lambda strength: ties.firmness[strength]):
            yield strength, replace(limits, strength=strength)
    elif group == "sector":
        sectors = {tie.object for tie in ties.all if tie.relation == "sector"}
        for sector in sorted(sectors, key=lambda sector: sector.value):
            yield sector, replace(limits, sector=sector)
    else:
        sieve = Sieve.open(engine, ties, replace(limits, since=limits.since or "0000", until=limits.until))
        points = [point for name in through for point in ties.things(THROUGH[name][0])]
        periods = [sieve.period(point) for point in points]
        for year in sorted({day[:4] for period in periods if period for day in period if day[:1] in "12"}):
            since, until = max(f"{year}-01-01", limits.since or ""), f"{year}-12-31"
            yield Literal(year), replace(limits, since=since, until=min(until, limits.until or until))


def _rows(found: Figures) -> Iterator[tuple[Term, ...]]:
    for row in found.rows:
        yield (
            row.partner,
            Literal(row.meetings),
            Literal(row.partners),
            *(
                Literal(f"{number:.4f}", datatype=_DECIMAL)
                for number in (row.weight, row.between, row.bridging)
            ),
            Literal(row.community),
        )


def _explain(wording: Wording, told: list[Figures], *, in_table: bool, grouped: bool) -> None:
    """Says what was measured and why so: below a table, or on standard error beside data."""
    lines = []
    if not grouped:
        (found,) = told
        lines.append(
            wording.say("figures-size", len(found.rows), found.points, found.pairs, found.communities)
        )
    lines.append(wording.say("figures-why"))
    pivots = [found.pivots for found in told if found.pivots is not None]
    if pivots:
        lines.append(wording.say("figures-estimated", min(pivots)))
    if in_table:
        say()
    for line in lines:
        for part in wrap(line, max(30, min(100, terminal_width()))):
            (say if in_table else note)(part)
