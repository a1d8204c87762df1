"""Prefixes that a query uses and does not declare."""

from __future__ import annotations

from collections.abc import Mapping

from ..fault import QueryFault
from .tokens import Token, undeclared_prefixes


def prologue(found: list[Token], prefixes: Mapping[str, str]) -> str:
    """Declarations of those of `prefixes` that a query, whose tokens are `found`, uses and does not declare,
    each on a line."""
    return "".join(
        f"PREFIX {prefix}: <{prefixes[prefix]}>\n"
        for prefix in undeclared_prefixes(found)
        if prefix in prefixes
    )


def as_typed(fault: QueryFault, head: str, text: str) -> QueryFault:
    """The fault of the query `head + text` with its line counted in `text`."""
    if fault.line is None:
        return fault
    return QueryFault(fault.message, fault.line - head.count("\n"), fault.column, text)
