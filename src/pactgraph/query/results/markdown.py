"""An answer as a Markdown table (GitHub Flavored Markdown, section 4.10)."""

from __future__ import annotations

import re
from collections.abc import Callable

from pyoxigraph import NamedNode

from ...rdf.table import Table, Term
from .cells import TermText, is_number
from .markdown_text import in_markdown

_LINKED = re.compile(r"https?://[^\s<>]+")


def to_markdown(table: Table, cell: Callable[[Term | None], TermText]) -> str:
    """The table; IRIs of the web become links under their label, and no data acts as markup."""
    lines = [
        _line([in_markdown(name) for name in table.columns]),
        _line(["---:" if _numeric(table, name) else "---" for name in table.columns]),
    ]
    lines += (_line([_told(term, cell(term)) for term in row]) for row in table.rows)
    return "".join(f"{line}\n" for line in lines)


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |" if cells else "|  |"


def _told(term: Term | None, cell: TermText) -> str:
    text = in_markdown(cell.text)
    if isinstance(term, NamedNode) and _LINKED.fullmatch(term.value) and term.value.isprintable():
        return f"[{text}](<{term.value.replace('|', '%7C')}>)"
    return text


def _numeric(table: Table, name: str) -> bool:
    return bool(table.rows) and all(map(is_number, table.column(name)))
