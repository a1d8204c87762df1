"""A picture as SVG 1.1 text."""

from __future__ import annotations

import re
from collections.abc import Callable
from hashlib import sha256
from html import escape

from .drawing import Drawing, DrawnShape, DrawnText, Element, Group, Window, number
from .metrics import LEADING
from .palette import Theme, style_sheet

Link = Callable[[str], str | None]
"""Where the page of a thing is, by its IRI; None for a thing without one."""

_NOT_IN_XML = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_SCHEMES = ("http:", "https:", "mailto:")


def to_svg(
    drawing: Drawing,
    theme: Theme = "auto",
    link: Link | None = None,
    *,
    inline: bool = False,
    styled: bool = True,
) -> str:
    """The text of an SVG document, or of an element for a page of HTML where `inline`; where it is not
    `styled`, the page has the rules of `pactgraph.publish.draw.palette.style_sheet`.

    It has a title and a description; each thing has a title and can be reached by Tab, as a link where `link`
    knows its page. Colours follow the reader's light or dark scheme and print unless `theme` fixes one.
    Identifiers are the picture's own, so that several fit in one page.
    """
    body: list[str] = []
    for element in drawing.elements:
        _write(element, link, body)
    seed = "\n".join([_text(drawing.title), _text(drawing.description), *body])
    name = "p" + sha256(seed.encode("utf-8")).hexdigest()[:8]
    size = f'width="{number(drawing.width)}" height="{number(drawing.height)}"'
    rules = tuple(rule.replace("#ID", f"#{name}") for rule in drawing.rules)
    role = "group" if inline else "graphics-document"
    style = [f"<style>\n{style_sheet(theme, rules)}\n</style>"] if styled else []
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" id="{name}" class="pg" {size} '
        f'viewBox="0 0 {number(drawing.width)} {number(drawing.height)}" '
        f'role="{role}" aria-labelledby="{name}-t" aria-describedby="{name}-d"'
        + (' style="max-width:100%;height:auto"' if theme == "auto" and styled else "")
        + ">",
        f'<title id="{name}-t">{_text(drawing.title)}</title>',
        f'<desc id="{name}-d">{_text(drawing.description)}</desc>',
        *style,
        *body,
        "</svg>",
    ]
    return "\n".join(lines) + ("" if inline else "\n")


def _write(element: Element, link: Link | None, parts: list[str]) -> None:
    """Adds an element to the parts of a picture."""
    if isinstance(element, DrawnText):
        parts.append(_lines(element))
    elif isinstance(element, DrawnShape):
        attributes = " ".join(
            f'{name}="{_text(value) if isinstance(value, str) else number(value)}"'
            for name, value in element.attributes.items()
        )
        parts.append(f"<{element.tag} {attributes}/>")
    elif isinstance(element, Window):
        box, view = element.box, element.view
        parts.append(
            f'<svg x="{number(box.left)}" y="{number(box.top)}" width="{number(box.width)}" '
            f'height="{number(box.height)}" viewBox="{number(view.left)} {number(view.top)} '
            f'{number(view.width)} {number(view.height)}" preserveAspectRatio="none">'
        )
        for child in element.children:
            _write(child, link, parts)
        parts.append("</svg>")
    else:
        _write_group(element, link, parts)


def _write_group(group: Group, link: Link | None, parts: list[str]) -> None:
    css = group.css
    opening, closing = "<g", "</g>"
    if group.title and group.focus:
        css = f"node {css}".strip()
        target = link(group.iri) if link is not None and group.iri else None
        if target is not None and _is_safe(target):
            opening, closing = f'<a href="{_text(target)}"', "</a>"
        else:
            opening = '<g tabindex="0" role="graphics-symbol"'
    key = f' data-key="{_text(group.key)}"' if group.key else ""
    x, y = group.shift
    place = f' transform="translate({number(x)} {number(y)})"' if x or y else ""
    parts.append(opening + (f' class="{_text(css)}"' if css else "") + key + place + ">")
    if group.title:
        parts.append(f"<title>{_text(group.title)}</title>")
    for child in group.children:
        _write(child, link, parts)
    parts.append(closing)


def _is_safe(target: str) -> bool:
    """Whether it is a relative reference or a web or mail address."""
    head = target.partition("/")[0].partition("?")[0].partition("#")[0]
    return ":" not in head or target.lower().startswith(_SCHEMES)


def _lines(text: DrawnText) -> str:
    x, y, step = text.x, text.y, text.size * LEADING
    place = f'x="{number(x)}" y="{number(y)}"'
    turn = f' transform="rotate(-90 {number(x)} {number(y)})"' if text.turned else ""
    anchor = "" if text.anchor == "start" else f' text-anchor="{text.anchor}"'
    css = text.css + (" b" if text.bold else "")
    head = f'<text class="{css}" font-size="{number(text.size)}"{anchor}{turn}'
    if len(text.lines) == 1:
        return f"{head} {place}>{_text(text.lines[0])}</text>"
    parts = [f"<tspan {place}>{_text(text.lines[0])}</tspan>"]
    parts += [f'<tspan x="{number(x)}" dy="{number(step)}">{_text(line)}</tspan>' for line in text.lines[1:]]
    return f"{head}>{''.join(parts)}</text>"


def _text(text: str) -> str:
    """Text between tags: without what turns the direction of what follows."""
    return escape(in_xml(text) if text.isprintable() else _TURNING.sub("\ufffd", in_xml(text)))


def in_xml(text: str) -> str:
    """The text with U+FFFD for each character that XML 1.0 has not (section 2.2)."""
    return text if text.isprintable() else _NOT_IN_XML.sub("\ufffd", text)
