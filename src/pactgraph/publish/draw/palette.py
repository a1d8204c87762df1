"""Colours and styles: for a light page, a dark one, and paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

Theme = Literal["auto", "light", "dark"]
THEMES: tuple[Theme, ...] = ("auto", "light", "dark")

SERIES = 6
"""How many things have a colour of their own; further ones begin again."""
STEPS = 5
"""How many shades strengths have."""

FONTS = 'system-ui,-apple-system,"Segoe UI",Helvetica,Arial,"Liberation Sans","DejaVu Sans",sans-serif'
FIXED_FONTS = '"DejaVu Sans","Liberation Sans",Arial,Helvetica,sans-serif'


@dataclass(frozen=True)
class Palette:
    """The colours of a picture, as #rrggbb: surfaces, lines, kinds of marks, a series for things, and shades
    for strengths (`steps`) with the ink that is read on each (`on`)."""

    page: str
    ink: str
    muted: str
    line: str
    grid: str
    card: str
    sea: str
    land: str
    coast: str
    border: str
    kinds: dict[str, str]
    series: tuple[str, ...]
    steps: tuple[str, ...]
    on: tuple[str, ...]


LIGHT = Palette(
    page="#ffffff",
    ink="#16202a",
    muted="#526070",
    line="#c3ccd6",
    grid="#e4e9ee",
    card="#f7f9fb",
    sea="#e9f1f7",
    land="#fbfaf6",
    coast="#a9bccb",
    border="#cfc9ba",
    kinds={"agent": "#65758a", "sector": "#65758a", "mark": "#0a6d80"},
    series=("#b4470e", "#1d5fa6", "#1f7a4d", "#7b3fa0", "#b0185f", "#806000"),
    steps=("#dcebf8", "#b5d3ee", "#86b5de", "#3873b0", "#164b82"),
    on=("#16202a", "#16202a", "#16202a", "#ffffff", "#ffffff"),
)
DARK = Palette(
    page="#11171d",
    ink="#e9eff5",
    muted="#a9b6c3",
    line="#445261",
    grid="#232d37",
    card="#1a232c",
    sea="#141d27",
    land="#26313b",
    coast="#4d5f70",
    border="#43505d",
    kinds={"agent": "#8595a6", "sector": "#8595a6", "mark": "#67cfe0"},
    series=("#f39a63", "#7db8f6", "#70d49f", "#d0a5f2", "#f38fbd", "#e5c25e"),
    steps=("#1e3448", "#234c70", "#2b6ba3", "#5a9fda", "#a9d1f7"),
    on=("#e9eff5", "#e9eff5", "#ffffff", "#0c131a", "#0c131a"),
)
PAPER = replace(LIGHT, ink="#000000", muted="#333333", line="#777777", card="#ffffff", sea="#ffffff")


_FORMS = (
    ".pg text{stroke:none}",
    ".pg .b{font-weight:700}",
    ".pg .link{fill:none;stroke-width:1.6;stroke-opacity:.75}",
    ".pg .thin{stroke-width:1.1;stroke-opacity:.6}",
    ".pg .dash{stroke-dasharray:5 4}",
    ".pg .dots{stroke-dasharray:1.5 4;stroke-linecap:round}",
    ".pg .hollow{stroke-width:1.8}",
    ".pg .span.hollow{stroke-dasharray:3 2}",
    ".pg .end{fill:none;stroke-width:2}",
    ".pg .strike{stroke-width:2}",
    ".pg .halo{paint-order:stroke;stroke-width:3;stroke-linejoin:round}",
    ".pg .lead{stroke-width:.8}",
    ".pg .pale{fill-opacity:.4}",
    ".pg .bare{fill:none;pointer-events:all}",
    ".pg .tie{fill:none;stroke-linecap:round}",
)
_ON_SCREEN = (
    ".pg .node{cursor:default}",
    ".pg a.node{cursor:pointer}",
    ".pg .node:focus{outline:none}",
    ".pg .link{transition:stroke-opacity .15s}",
)


def style_sheet(theme: Theme, rules: tuple[str, ...] = ()) -> str:
    """The CSS of a picture: fixed colours for `light` and `dark`; for `auto` those of a light page, of a dark
    one where the reader prefers that, and of paper in print. `rules` count on screens only."""
    if theme != "auto":
        return "\n".join([_faces(FIXED_FONTS), *_FORMS, *_colours(DARK if theme == "dark" else LIGHT)])
    return "\n".join(
        [
            _faces(FONTS),
            *_FORMS,
            *_colours(LIGHT),
            *_ON_SCREEN,
            _focus(LIGHT),
            *rules,
            "@media (prefers-color-scheme:dark){",
            *_colours(DARK),
            _focus(DARK),
            "}",
            "@media print{",
            *_colours(PAPER),
            "}",
        ]
    )


def _faces(fonts: str) -> str:
    return f".pg{{font-family:{fonts};font-weight:400;letter-spacing:0;word-spacing:0}}"


def _focus(palette: Palette) -> str:
    return _rule(".node:focus-visible :is(.card,.target)", stroke=palette.ink, stroke_width="2.5")


def _rule(selector: str, **properties: str) -> str:
    body = ";".join(f"{name.replace('_', '-')}:{value}" for name, value in properties.items())
    return f".pg {selector}{{{body}}}"


def _colours(palette: Palette) -> list[str]:
    page, ink, muted = palette.page, palette.ink, palette.muted
    rules = [
        _rule(".page", fill=page),
        _rule(".ink", fill=ink),
        _rule(".muted", fill=muted),
        _rule(".rule", fill="none", stroke=palette.line),
        _rule(".lead", fill="none", stroke=muted),
        _rule(".strong", stroke=ink),
        _rule(".plain", stroke=muted),
        _rule(".grid", fill="none", stroke=palette.grid),
        _rule(".card", fill=palette.card, stroke=palette.line),
        _rule(".sea", fill=palette.sea),
        _rule(".land", fill=palette.land, stroke=palette.coast),
        _rule(".border", fill="none", stroke=palette.border),
        _rule(".halo", fill=ink, stroke=palette.land),
        _rule(".none", fill=page, stroke=muted),
        _rule(".edge", stroke=page),
    ]
    bands = {f"k{place}": colour for place, colour in enumerate(palette.series)}
    for kind, colour in (palette.kinds | bands).items():
        rules += [
            _rule(f".{kind}", fill=colour),
            _rule(f".hollow.{kind}", fill=page, stroke=colour),
            _rule(f".span.{kind}", fill_opacity=".28", stroke=colour),
            _rule(f".end.{kind}", fill="none", stroke=colour),
        ]
    for place, colour in enumerate(palette.series):
        rules += [_rule(f".c{place}", stroke=colour), _rule(f".f{place}", fill=colour)]
    for place, (shade, on) in enumerate(zip(palette.steps, palette.on, strict=True), 1):
        rules += [_rule(f".t{place}", fill=shade), _rule(f".o{place}", fill=on)]
    return rules
