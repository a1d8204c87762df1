"""How a picture is to look, and what its pictures have in common: the measures, a heading, a legend."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ...prose.texts import Texts
from ...rdf.fault import Fault
from .drawing import DrawnText, Element, Group
from .landscape import Landscape, Meeting, Phase
from .metrics import ASCENT, DESCENT, LEADING, clean, joined, text_width, wrap


class NothingToDraw(Fault):
    """There is nothing of what a picture shows; the message says what to ask instead."""

    exit_code = 1


NARROWEST, WIDEST = 280, 4000
"""Pixels."""
LONGEST_PARAGRAPH = 20_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class Look:
    """The width of a picture in pixels, the language of its words, and whether it has a heading."""

    width: int = 1000
    language: str = "en"
    heading: bool = True

    def __post_init__(self) -> None:
        if not NARROWEST <= self.width <= WIDEST:
            raise ValueError(f"a picture is {NARROWEST} to {WIDEST} pixels wide, not {self.width}")

    @property
    def texts(self) -> Texts:
        """The set phrases of pictures."""
        return Texts(self.language, "picture")

    @property
    def narrow(self) -> bool:
        """Whether it is for a telephone."""
        return self.width < 640

    @property
    def margin(self) -> float:
        """Around the picture."""
        return 10 if self.narrow else 20

    @property
    def size(self) -> float:
        """The type size of labels."""
        return 11 if self.narrow else 12 if self.width < 860 else 13

    @property
    def small(self) -> float:
        """The type size of what is said besides."""
        return 9.5 if self.narrow else 10 if self.width < 860 else 11

    @property
    def right(self) -> float:
        """The right edge of what is drawn."""
        return self.width - self.margin

    @property
    def inner(self) -> float:
        """The width of what is drawn."""
        return self.width - 2 * self.margin


def paragraph(
    text: str,
    left: float,
    top: float,
    width: float,
    size: float,
    css: str = "ink",
    *,
    bold: bool = False,
) -> tuple[DrawnText, float]:
    """A text in lines of a width, from its top; and where it ends."""
    lines = wrap(text, width, size, bold=bold, longest=LONGEST_PARAGRAPH)
    found = DrawnText(left, top + ASCENT * size, lines, size, css, bold=bold)
    return found, top + block_height(len(lines), size)


def block_height(lines: int, size: float) -> float:
    """The height of lines of text."""
    return ((lines - 1) * LEADING + ASCENT + DESCENT) * size if lines else 0.0


def counted(texts: Texts, number: int, name: str) -> str:
    """A phrase for one thing (its name ends in `-one`), or for several with their number, from which it is
    not parted."""
    said = texts.say(f"{name}-one") if number == 1 else texts.say(name, number)
    return said.replace(" ", "\u00a0", 1)


_PHASES: tuple[Phase, ...] = ("reached", "", "ahead", "over")


def known(texts: Texts, meeting: Meeting) -> str:
    """How many partners are known to have part in a thing; where there are members, by their standing, and
    those whose part is over apart."""
    if not meeting.has_members:
        return counted(texts, len(meeting.agents), "known")
    counts = Counter((_PHASES.index(part.phase), part.standing) for part in meeting.parts)
    now, over = list[str](), list[str]()
    for (place, standing), many in sorted(counts.items()):
        told = over if _PHASES[place] == "over" else now
        told.append(texts.say("number", standing, many))
    return joined(texts.say("known-by-standing", ", ".join(now)) if now else "", ", ".join(over))


def heading(look: Look, title: str, notes: Sequence[str]) -> tuple[list[Element], float]:
    """The title and notes of a picture, and where they end."""
    elements: list[Element] = []
    top = look.margin
    if look.heading:
        size = look.size + (4 if look.narrow else 6)
        text, top = paragraph(title, look.margin, top, look.inner, size, bold=True)
        elements.append(text)
        top += 4
    for note in notes:
        text, top = paragraph(note, look.margin, top, look.inner, look.small, "muted")
        elements.append(text)
        top += 3
    return elements, top + (10 if elements else 0)


@dataclass(frozen=True, slots=True)
class Sign:
    """A line of a legend: what it means, and the elements that show the sign at an origin's left middle."""

    meaning: str
    elements: tuple[Element, ...] = ()


SIGN_WIDTH = 30.0


def legend(look: Look, signs: Sequence[Sign], top: float) -> tuple[list[Element], float]:
    """Signs with their meanings, set in rows, and where they end. Signs are moved to their place."""
    elements: list[Element] = []
    x, size = look.margin, look.small
    row = 0.0
    for sign in signs:
        before = SIGN_WIDTH if sign.elements else 0.0
        lines = wrap(sign.meaning, look.inner - before, size)
        width = before + max(text_width(line, size) for line in lines)
        if x > look.margin and x + width > look.right:
            x, top, row = look.margin, top + row + 5, 0.0
        if sign.elements:
            middle = top + (ASCENT + DESCENT) * size / 2
            elements.append(moved(sign.elements, x, middle))
        elements.append(DrawnText(x + before, top + ASCENT * size, lines, size, "muted"))
        row = max(row, block_height(len(lines), size))
        x += width + 18
    return elements, top + row


def moved(elements: tuple[Element, ...], x: float, y: float) -> Group:
    """Shapes drawn around an origin, at another place."""
    return Group(elements, shift=(x, y))


def refusal(landscape: Landscape, lacking: str, instead: str) -> NothingToDraw:
    """What is raised where there is nothing to draw: what is `lacking`, and what to ask `instead`."""
    asked = f" within what was asked for ({', '.join(landscape.about)})" if landscape.about else ""
    return NothingToDraw(f"{lacking} is known{asked}: {instead}")


def asked(landscape: Landscape) -> list[str]:
    """What was asked for, as the first note of a picture; none for everything."""
    return [clean(", ".join(landscape.about), LONGEST_PARAGRAPH)] if landscape.about else []


def cut(texts: Texts, shown: int, every: int, name: str) -> str:
    """How many of what there is are shown: `60 of 183 Agreements`."""
    return texts.say("cut", shown, every, name)
