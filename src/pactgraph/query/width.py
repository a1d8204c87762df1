"""How many columns of a terminal a text takes, and making data safe to show there."""

from __future__ import annotations

from unicodedata import category, combining, east_asian_width

_UNSEEN = frozenset({"Mn", "Me", "Cf"})
_UNSAFE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"


def width(text: str) -> int:
    """The columns that `text` takes (Unicode Annex 11: wide and fullwidth characters take two, combining
    and format characters none)."""
    if text.isascii():
        return len(text)
    return sum(
        0 if combining(char) or category(char) in _UNSEEN else 2 if east_asian_width(char) in "WF" else 1
        for char in text
    )


def visible(text: str) -> str:
    """`text` on one line, with control and direction characters written as escapes, so that no data can
    steer a terminal or hide what stands there."""
    if text.isascii() and text.isprintable():
        return text
    text = " ".join(text.split()) if any(char in "\n\r\t\v\f" for char in text) else text
    return "".join(
        char
        if char in _JOINERS or category(char) not in _UNSAFE
        else f"\\u{ord(char):04X}"
        if ord(char) < 0x10000
        else f"\\U{ord(char):08X}"
        for char in text
    )


def wrap(text: str, columns: int) -> list[str]:
    """`text` in lines of at most `columns` terminal columns, broken at spaces, and within a word only
    where it is longer than a line; nothing is left out. A character wider than a line stands alone."""
    lines, line, used = list[str](), "", 0
    for word in text.split(" "):
        size = width(word)
        if line and used + 1 + size <= columns:
            line, used = f"{line} {word}", used + 1 + size
            continue
        if line:
            lines.append(line)
        *full, line = _pieces(word, columns)
        lines.extend(full)
        used = width(line)
    lines.append(line)
    return lines


def _pieces(word: str, columns: int) -> list[str]:
    """A word cut into pieces that fit, after `/`, `-`, `_`, `#`, `:` or `.` where one is near the end."""
    pieces = []
    while width(word) > columns:
        end, used = 0, 0
        for char in word:
            used += width(char)
            if used > columns and end:
                break
            end += 1
        good = max((word.rfind(mark, end // 2, end) for mark in "/-_#:."), default=-1) + 1
        end = good or end
        if end == len(word):
            break
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]
