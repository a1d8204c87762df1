"""`pactgraph draw`: pictures of partnerships."""

from __future__ import annotations

from pathlib import Path

import click
from pyoxigraph import NamedNode

from ..api import Within
from ..api.limits import Limits
from ..api.opened import OpenWorkspace
from ..api.picture import FORMATS, GRAPH_FORMATS, KINDS, NARROWEST, THEMES, WIDEST, Kind, Theme
from ..rdf.namespaces import PACT
from .completing import completer
from .limit_options import limit_options
from .open_options import graph_options
from .options import as_of_option
from .printing import CallFault, on_terminal
from .results import chosen_format, put

_SUFFIXES = {
    ".svg": "svg",
    ".png": "png",
    ".dot": "dot",
    ".gv": "dot",
    ".graphml": "graphml",
    ".gexf": "gexf",
}
_PARTNERS = Within((NamedNode(PACT + "Partner"),))


@click.command(name="draw")
@click.argument("kind", metavar="|".join(KINDS), type=click.Choice(KINDS))
@click.option(
    "--region",
    "partners",
    metavar="PARTNER",
    multiple=True,
    shell_complete=completer(_PARTNERS),
    help="Only what this partner, a region or any other, has part in; given twice, what both have.",
)
@limit_options
@click.option(
    "-f",
    "--format",
    "format_name",
    type=click.Choice(FORMATS),
    help="Default: by the suffix of --output, else svg. dot, graphml and gexf hold the network.",
)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write to this file.")
@click.option(
    "--width",
    type=click.IntRange(NARROWEST, WIDEST),
    default=1000,
    show_default=True,
    metavar="PIXELS",
    help="Labels are set for this width: 390 for a telephone.",
)
@click.option(
    "--theme",
    type=click.Choice(THEMES),
    default="auto",
    show_default=True,
    help="Colours: auto follows the reader's light or dark scheme, and print.",
)
@click.option(
    "--scale",
    type=click.FloatRange(0.25, 8),
    default=1.0,
    show_default=True,
    metavar="N",
    help="Pixels of a PNG for each pixel of the width.",
)
@as_of_option
@graph_options
def command(
    kind: Kind,
    partners: tuple[str, ...],
    limits: Limits,
    format_name: str | None,
    output: Path | None,
    width: int,
    theme: Theme,
    scale: float,
    as_of: str | None,
    graph: OpenWorkspace,
) -> None:
    """Draw a picture of partnerships, as SVG, or as PNG where the extra is installed.

    \b
    network    partners, what they meet in, sectors; around one partner where there are too many
    timeline   what was made, held or due when, and how exactly that is known; by year where it is much
    map        partners as points: those in one thing of several in one colour, a line for what two have
    matrix     how many commitments of a partner there are in a sector, and how firm the firmest is

    Example: pactgraph draw network --region saxony -o saxony.svg
    """
    format_name = chosen_format(format_name, output, _SUFFIXES, "svg")
    if format_name in GRAPH_FORMATS and kind != "network":
        raise CallFault(f"{format_name} holds a network: write pactgraph draw network -f {format_name}")
    if format_name == "png" and output is None and on_terminal():
        raise CallFault("a PNG is no text for a terminal: write it to a file with -o FILE.png")
    picture = graph.draw(kind, partners, limits, width=width, theme=theme, as_of=as_of)
    put(output, picture.written(format_name, scale), format_name)
