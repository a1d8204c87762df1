"""Text of others in Markdown."""

from __future__ import annotations

import re

from ...rdf.printable import visible

_SPECIAL = re.compile(r"([\\`*_\[\]<>!|~&#$]|(?<=\])\()")
_AT_START = re.compile(r"^(\d+(?=[.)])|(?=[+-]))(.)")


def in_markdown(text: str) -> str:
    """`text` on one line, with what CommonMark, tables and formulas of GitHub's Markdown would read as markup
    escaped."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", visible(text)))
