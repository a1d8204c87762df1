"""Regular expressions of XPath."""

from __future__ import annotations

import pytest

from pactgraph.check.shacl.patterns import compiled


@pytest.mark.parametrize(
    ("pattern", "flags", "text", "found"),
    [
        ("^a.c$", "", "abc", True),
        ("a.c", "", "a\nc", False),
        ("a.c", "", "a\rc", False),
        ("a.c", "s", "a\nc", True),
        ("c$", "", "abc\n", False),
        ("^b", "m", "a\nb", True),
        ("B", "i", "abc", True),
        ("a b", "x", "ab", True),
        ("a[ ]b", "x", "a b", True),
        ("a.c", "q", "abc", False),
        ("a.c", "q", "xa.cx", True),
        (r"^\p{Lu}\p{Ll}+$", "", "Ängström", True),
        (r"^\p{Lu}$", "", "a", False),
        (r"^\P{L}+$", "", "12", True),
        (r"^[\p{L}\d-]+$", "", "é-1", True),
        (r"^[^\p{L}]$", "", "é", False),
        (r"^[\P{L}x]$", "", "x", True),
        (r"^[\P{L}x]$", "", "y", False),
        (r"^[^\P{L}]$", "", "y", True),
        (r"^[a-z-[aeiou]]+$", "", "xyz", True),
        (r"^[a-z-[aeiou]]+$", "", "xaz", False),
        (r"^\i\c*$", "", "a-b.c", True),
        (r"^\i\c*$", "", "1a", False),
        (r"^\d{3}\.\d$", "", "123.4", True),
        (r"[[]", "", "[", True),
        (r"^[&~|]$", "", "|", True),
        (r"\$", "", "$", True),
        (r"(a)\1", "", "aa", True),
    ],
)
def test_found(pattern: str, flags: str, text: str, found: bool) -> None:
    assert (compiled(pattern, flags).search(text) is not None) is found


@pytest.mark.parametrize(
    ("pattern", "flags"),
    [
        ("(", ""),
        ("[a", ""),
        ("[]", ""),
        ("a\\", ""),
        (r"\p{Xx}", ""),
        (r"\pL", ""),
        (r"\y", ""),
        ("a", "g"),
        ("*", ""),
    ],
)
def test_refused(pattern: str, flags: str) -> None:
    with pytest.raises(ValueError, match=r"pattern|flag"):
        compiled(pattern, flags)
