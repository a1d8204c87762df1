"""How wide text is, and text in lines that fit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from unicodedata import category, east_asian_width

LEADING = 1.28
"""From baseline to baseline, in type sizes."""
ASCENT, DESCENT = 0.93, 0.24
"""Above and below the baseline, in type sizes."""
LONGEST = 300
"""Characters of the longest label; a longer one ends in an ellipsis."""

_BREAKS = re.compile(r"(?<=[-/–—·,;])(?=\w)|(?<= )")
_KEPT = re.compile(r"(?<!\w)\d\d?\.? (?=[^\W\d])| (?=@[A-Za-z]{2,8}(?:-\w+)*$)")
"""Behind a day or another small number, and before a language tag: where a line ends only if it must."""
_DOT = "\u00a0· "
_SPACE = re.compile(r"[ \t\n\r\f\v\u2028\u2029]+")
_UNSAFE = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"


@cache
def _table(face: str) -> dict[str, float]:
    content = json.loads(files(__package__).joinpath("widths.json").read_text(encoding="utf-8"))
    return {char: int(width) / 100 for width, chars in content[face].items() for char in chars}


@lru_cache(maxsize=4096)
def clean(text: str, longest: int = LONGEST) -> str:
    """A label on one line without characters that steer or hide text, or that XML 1.0 has not, each of which
    becomes U+FFFD; at most `longest` characters."""
    text = _SPACE.sub(" ", text[: longest * 4]).strip(" ")
    if len(text) > longest:
        text = text[: longest - 1].rstrip() + "…"
    if text.isprintable():
        return text
    return "".join(char if char in _JOINERS or category(char) not in _UNSAFE else "\ufffd" for char in text)


@lru_cache(maxsize=20_000)
def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a line, in the unit of `size`, in the widest face that is likely to show it."""
    table = _table("bold" if bold else "regular")
    return size * sum(table[char] if char in table else _unknown(char) for char in text)


def _unknown(char: str) -> float:
    if category(char) in ("Mn", "Me", "Cf"):
        return 0.0
    if ord(char) >= 0x1F000:
        return 1.4
    return 1.1 if east_asian_width(char) in "WF" else 1.0


@lru_cache(maxsize=4096)
def wrap(
    text: str, width: float, size: float, *, bold: bool = False, longest: int = LONGEST
) -> tuple[str, ...]:
    """A cleaned label in lines no wider than `width`: broken at spaces and behind hyphens, slashes, dashes
    and commas; within a word only where it is wider than a line. A small number stays with its word, and a
    language tag with the word before it. Nothing is left out."""
    lines: list[str] = []
    line = ""
    for piece in _pieces(clean(text, longest), width, size, bold):
        if text_width((line + piece).rstrip(), size, bold=bold) <= width:
            line += piece
            continue
        if line:
            lines.append(line.rstrip())
        *full, line = _cut(piece, width, size, bold)
        lines += full
    lines.append(line.rstrip())
    return tuple(lines)


def _pieces(text: str, width: float, size: float, bold: bool) -> Iterator[str]:
    """A text in pieces; what is kept together is parted where it is wider than a line."""
    kept = {match.end() for match in _KEPT.finditer(text)}
    piece, at = "", 0
    for word in _BREAKS.split(text):
        if piece and (at not in kept or text_width((piece + word).rstrip(), size, bold=bold) > width):
            yield piece
            piece = ""
        piece += word
        at += len(word)
    yield piece


def wrap_notes(notes: str, width: float, size: float) -> tuple[str, ...]:
    """What `joined` joined, in lines no wider than `width`; where a line ends, the dot is left out."""
    *lines, last = wrap(notes, width, size)
    return (*(line.removesuffix(_DOT.rstrip()) for line in lines), last)


def joined(*notes: str) -> str:
    """Notes with dots between them; an empty one is left out."""
    return _DOT.join(note for note in notes if note)


def _cut(word: str, width: float, size: float, bold: bool) -> list[str]:
    """A word in pieces that fit; a character wider than a line stands alone."""
    pieces, piece = [], ""
    for char in word:
        if piece.strip() and char != " " and text_width(piece + char, size, bold=bold) > width:
            pieces.append(piece)
            piece = ""
        piece += char
    return [*pieces, piece]


SMALLEST = 0.84
"""How far a label may shrink so that its longest word fits, in sizes."""


@lru_cache(maxsize=4096)
def fitting(text: str, width: float, size: float, *, bold: bool = False) -> float:
    """The type size, `size` or somewhat less, at which no word of a label has to be cut; `size` where even
    the least is too large."""
    longest = max(text_width(piece.rstrip(), size, bold=bold) for piece in _BREAKS.split(clean(text)))
    return size * width / longest if width < longest <= width / SMALLEST else size


def widest(lines: tuple[str, ...], size: float, *, bold: bool = False) -> float:
    """The width of the widest of some lines."""
    return max((text_width(line, size, bold=bold) for line in lines), default=0.0)
