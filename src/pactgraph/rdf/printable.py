"""Text of others on a terminal: what it may do there, and how many columns it takes."""

from __future__ import annotations

import re
from collections.abc import Callable
from unicodedata import category

_UNSAFE = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINERS = "\u200c\u200d"

_FLAG = re.compile("\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{2,6}\U000e007f")
"""The flag of a part of a country, which is spelt in characters that are unseen (Unicode Technical Standard
51, ED-14a). Anywhere else they hide a text."""

_APART = re.compile("(?<=\\w)\u200d")
"""A joiner behind a letter, where it makes no two of one as it does of emoji."""

_ONE_EACH = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u1e00-\u1fff\u2010-\u2027\u20a0-\u20bf\u2500-\u257f]*"
)
"""Letters, signs and lines that take one column each."""


def width(text: str) -> int:
    """The columns that `text` takes, characters that are joined or follow another one counted with it, as
    terminals do that know them; older ones give a joined emoji more room. `text` is safe to show."""
    if text.isascii() or _ONE_EACH.fullmatch(text):
        return len(text)
    from wcwidth import wcswidth  # its tables take longer to load than most answers, and few need them

    columns: int = wcswidth(_APART.sub("", text))
    return columns if columns >= 0 else len(text)


def visible(text: str) -> str:
    """`text` on one line, with control and direction characters written as escapes, so that no data can
    steer a terminal or hide what stands there."""
    if text.isascii() and text.isprintable():
        return text
    return written_out(" ".join(text.split()) if any(char in "\n\r\t\v\f" for char in text) else text)


def escaped(char: str) -> str:
    """A character as Turtle and SPARQL write it in code: `\\u001B`."""
    return f"\\u{ord(char):04X}" if ord(char) < 0x10000 else f"\\U{ord(char):08X}"


def written_out(text: str, escape: Callable[[str], str] = escaped) -> str:
    """`text` with every control and direction character written as an escape, those that break lines too."""
    if text.isprintable():
        return text
    parts, end = list[str](), 0
    for flag in (*_FLAG.finditer(text), None):
        start = len(text) if flag is None else flag.start()
        parts += (escape(char) if _is_unsafe(char) else char for char in text[end:start])
        if flag is not None:
            parts.append(flag[0])
            end = flag.end()
    return "".join(parts)


def _is_unsafe(char: str) -> bool:
    """Whether a character steers a terminal, hides, or is none (Unicode 16, section 23.7)."""
    code = ord(char)
    is_none = code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF
    return is_none or (category(char) in _UNSAFE and char not in _JOINERS)


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
        end = 1
        while end < len(word) and width(word[: end + 1]) <= columns:
            end += 1
        good = max((word.rfind(mark, end // 2, end) for mark in "/-_#:."), default=-1) + 1
        end = good or end
        if end == len(word):
            break
        pieces.append(word[:end])
        word = word[end:]
    return [*pieces, word]
