"""`pactgraph draw`: pictures of partnerships."""

from __future__ import annotations

from pathlib import Path

import click
from pyoxigraph import NamedNode

from ..model.landscape import Landscape
from ..model.namespaces import PACT
from ..publish.draw import KINDS, Kind, Look, draw, to_svg
from ..publish.draw.excerpt import limited
from ..publish.draw.graphs import FORMATS as GRAPH_FORMATS
from ..publish.draw.graphs import to_dot, to_gexf, to_graphml
from ..publish.draw.look import NARROWEST, WIDEST
from ..publish.draw.palette import THEMES, Theme
from ..publish.draw.png import NoPng, to_png
from ..query.naming.names import NameFault, Names
from ..query.naming.within import Within
from ..query.network.landscape import read_landscape
from ..query.telling.wording import Wording
from ..workspace.workspace import Workspace
from .engine_options import engine_options
from .lookup import open_engine
from .options import lang_option, workspace_option
from .outline import say_language
from .printing import CallFault, note, on_terminal
from .results import chosen_format, put
from .things import completer
from .within import limit_options, limits_of

FORMATS = ("svg", "png", *GRAPH_FORMATS)
LARGEST = 60_000_000
"""Pixels of the largest PNG."""
_SUFFIXES = {
    ".svg": "svg",
    ".png": "png",
    ".dot": "dot",
    ".gv": "dot",
    ".graphml": "graphml",
    ".gexf": "gexf",
}
_REGIONS = Within((NamedNode(PACT + "Region"), NamedNode(PACT + "Government")))


@click.command(name="draw")
@click.argument("kind", metavar="|".join(KINDS), type=click.Choice(KINDS))
@click.option(
    "--region",
    "regions",
    metavar="REGION",
    multiple=True,
    shell_complete=completer(within=_REGIONS),
    help="Only what this region has part in; given more than once, what all of them have part in.",
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
@lang_option
@engine_options
@workspace_option
def command(
    kind: Kind,
    regions: tuple[str, ...],
    sector: str | None,
    since: str | None,
    until: str | None,
    strength: str | None,
    format_name: str | None,
    output: Path | None,
    width: int,
    theme: Theme,
    scale: float,
    lang: str,
    workspace: Workspace,
) -> None:
    """Draw a picture of partnerships, as SVG, or as PNG where the extra is installed.

    \b
    network    regions, agreements and alliances, sectors; around one region where there are too many
    timeline   what was made, held or due when, and how exactly that is known
    map        regions as points: those in one paper of several in one colour, lines for agreements of two
    matrix     how many commitments of a region there are in a sector, and how firm the firmest is

    Example: pactgraph draw network --region saxony -o saxony.svg
    """
    format_name = chosen_format(format_name, output, _SUFFIXES, "svg")
    if format_name in GRAPH_FORMATS and kind != "network":
        raise CallFault(f"{format_name} holds a network: write pactgraph draw network -f {format_name}")
    if format_name == "png" and output is None and on_terminal():
        raise CallFault("a PNG is no text for a terminal: write it to a file with -o FILE.png")
    engine = open_engine(workspace)
    limits = limits_of(engine, workspace, lang, sector, since, until, strength)
    names = Names(engine, workspace.prefixes, lang)
    try:
        asked = [names.resolve(region, _REGIONS) for region in regions]
    except NameFault as fault:
        raise CallFault(str(fault)) from fault
    say_language(Wording(lang), lang)
    landscape = read_landscape(engine, lang, limits, asked)
    content = _content(landscape, kind, format_name, Look(width, lang), theme, scale)
    put(output, content, format_name)


def _content(
    landscape: Landscape, kind: Kind, format_name: str, look: Look, theme: Theme, scale: float
) -> bytes:
    try:
        if format_name in GRAPH_FORMATS:
            write = {"dot": to_dot, "graphml": to_graphml, "gexf": to_gexf}[format_name]
            return write(landscape).encode("utf-8")
        if kind == "network":
            _, centre, rows = limited(landscape)
            if centre is not None:
                note(
                    f"{rows} rows are too many for one picture: it shows {landscape.labels[centre]} and its "
                    "partners; choose with --region, --sector, --since and --until"
                )
        drawing = draw(kind, landscape, look)
        if format_name == "svg":
            return to_svg(drawing, theme).encode("utf-8")
        if drawing.width * drawing.height * scale * scale > LARGEST:
            raise CallFault(
                f"the PNG would have {drawing.width * scale:.0f} by {drawing.height * scale:.0f} pixels: "
                "give a smaller --scale, or narrow down what is drawn"
            )
        return to_png(drawing, theme, scale)
    except NoPng as fault:
        raise CallFault(str(fault)) from fault
