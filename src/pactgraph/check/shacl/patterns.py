"""Regular expressions of XPath (as in SPARQL's REGEX) turned into Python's."""

from __future__ import annotations

import re
import sys
import unicodedata
from functools import cache

_NAME_START = ":A-Z_a-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d"
_NAME_START += "\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
_NAME = _NAME_START + "\\-.0-9\u00b7\u0300-\u036f\u203f-\u2040"
_CLASSES = {"i": _NAME_START, "c": _NAME}


def compiled(pattern: str, flags: str = "") -> re.Pattern[str]:
    """The Python pattern that `search`es as SPARQL 1.1 `REGEX(text, pattern, flags)` does.

    Follows XPath and XQuery Functions 3.1, section 5.6: `.` stops at line feed and carriage return, `$` is
    the very end, `\\p{L}` and `\\P{L}` are Unicode categories, `\\i` and `\\c` are XML name characters,
    `[a-z-[aeiou]]` subtracts; flags `s`, `m`, `i`, `x`, `q`. `\\w` keeps Python's meaning (with `_`).
    Raises ValueError for a pattern or flag that is not allowed.
    """
    if strange := set(flags) - set("smixq"):
        raise ValueError(f"the flag {sorted(strange)[0]!r} is none of s, m, i, x, q")
    options = re.IGNORECASE if "i" in flags else re.RegexFlag(0)
    if "q" in flags:
        return re.compile(re.escape(pattern), options)
    if "m" in flags:
        options |= re.MULTILINE
    if "s" in flags:
        options |= re.DOTALL
    if "x" in flags:
        pattern = _without_spaces(pattern)
    try:
        return re.compile(_translated(pattern, dot_all="s" in flags, multiline="m" in flags), options)
    except (re.error, IndexError, OverflowError) as fault:
        raise ValueError(f"the pattern {pattern!r} is not a regular expression ({fault})") from None


def _without_spaces(pattern: str) -> str:
    kept, depth = [], 0
    for character in pattern:
        depth += (character == "[") - (character == "]")
        if depth > 0 or character not in " \t\n\r":
            kept.append(character)
    return "".join(kept)


def _translated(pattern: str, *, dot_all: bool, multiline: bool) -> str:
    out, at = [], 0
    while at < len(pattern):
        character = pattern[at]
        if character == "[":
            text, at = _character_class(pattern, at)
            out.append(text)
            continue
        if character == "\\":
            _, text, at = _escape(pattern, at)
            out.append(text)
            continue
        if character == "." and not dot_all:
            character = "[^\\n\\r]"
        elif character == "$" and not multiline:
            character = "\\Z"
        out.append(character)
        at += 1
    return "".join(out)


def _escape(pattern: str, at: int) -> tuple[str | None, str, int]:
    """The translation of the escape at `at`: as part of a class (None if it cannot be one), by itself, and
    the place after it."""
    kind = pattern[at + 1]
    if kind in "pPicIC":
        end = at + 2
        if kind in "pP":
            end = pattern.find("}", at) + 1
            if pattern[at + 2 : at + 3] != "{" or not end:
                raise re.error(f"\\{kind} needs a category in braces")
            inside = _category(pattern[at + 3 : end - 1])
        else:
            inside = _CLASSES[kind.lower()]
        return (inside, f"[{inside}]", end) if kind.islower() else (None, f"[^{inside}]", end)
    if kind in "nrtdDsSwW" or not (kind.isalpha() or kind == "0"):
        text = pattern[at : at + 2]
        return text, text, at + 2
    raise re.error(f"\\{kind} is not an escape")


def _character_class(pattern: str, at: int) -> tuple[str, int]:
    """The class that opens at `at`, subtraction included, and the place after it."""
    start = at
    at += 1
    negated = pattern[at] == "^"
    at += negated
    inside: list[str] = []
    others: list[str] = []
    minus = ""
    while pattern[at] != "]":
        if pattern[at] == "-" and pattern[at + 1] == "[":
            inner, at = _character_class(pattern, at + 1)
            minus = f"(?!{inner})"
            if pattern[at] != "]":
                raise re.error(f"a subtraction ends its class at position {start}")
            break
        if pattern[at] == "\\":
            part, whole, at = _escape(pattern, at)
            if part is None:
                others.append(whole)
            else:
                inside.append(part)
        elif pattern[at] == "[":
            inside.append("\\[")
            at += 1
        else:
            inside.append(pattern[at] if pattern[at] not in "&~|" else "\\" + pattern[at])
            at += 1
    if not inside and not others:
        raise re.error("an empty character class")
    plain = f"[{''.join(inside)}]" if inside else ""
    options = "|".join([*([plain] if plain else []), *others])
    if negated and not others:
        text = f"[^{''.join(inside)}]"
    elif negated:
        text = f"(?!{options})[\\s\\S]"
    else:
        text = plain if not others else f"(?:{options})"
    return (f"(?:{minus}{text})" if minus else text), at + 1


@cache
def _category(name: str) -> str:
    """The inside of a character class for a Unicode general category such as `L` or `Lu`."""
    if not re.fullmatch(r"[LMNPZSC][a-z]?", name):
        raise re.error(f"{name!r} is not a Unicode category")
    ranges: list[str] = []
    first = -1
    for code in range(sys.maxunicode + 2):
        inside = code <= sys.maxunicode and unicodedata.category(chr(code)).startswith(name)
        if inside and first < 0:
            first = code
        elif not inside and first >= 0:
            ranges.append(f"\\U{first:08x}-\\U{code - 1:08x}")
            first = -1
    if not ranges:
        raise re.error(f"{name!r} is not a Unicode category")
    return "".join(ranges)
