"""How a query is read: its SPARQL algebra as an indented tree."""

from __future__ import annotations

from typing import Any

from ..unlogged import unlogged

_SHOWN = frozenset(
    {"p", "p1", "p2", "expr", "triples", "term", "var", "graph", "res", "PV", "order", "start", "length"}
)


def algebra(query: str) -> str:
    """The SPARQL algebra (SPARQL 1.1, section 18.2) of a query, an operator a line, operands indented.

    For a query that rdflib cannot read, a line that says so.
    """
    from rdflib.plugins.sparql import prepareQuery

    try:
        with unlogged():
            read = prepareQuery(query)
    except Exception as error:  # rdflib raises what its parser happens to raise
        return f"no plan: {type(error).__name__}"
    lines: list[str] = []
    _tell(read.algebra, 0, "", lines)
    return "\n".join(lines)


def _tell(node: Any, level: int, role: str, lines: list[str]) -> None:
    indent = "  " * level + (f"{role}: " if role else "")
    name = getattr(node, "name", None)
    if isinstance(node, dict) and name is not None:
        lines.append(f"{indent}{name}")
        for key, part in node.items():
            if part is not None and (key in _SHOWN or isinstance(part, dict)) and part != []:
                _tell(part, level + 1, "" if key in ("p", "p1", "p2") else key, lines)
    elif isinstance(node, (list, set)) and not isinstance(node, str):
        parts = sorted(map(_term, node)) if isinstance(node, set) else node
        flat = [part for part in parts if not isinstance(part, (dict, tuple))]
        if len(flat) == len(parts):
            lines.append(indent + " ".join(_term(part) for part in parts))
        else:
            for part in parts:
                _tell(part, level, role, lines)
    elif isinstance(node, tuple):
        lines.append(indent + " ".join(_term(part) for part in node))
    else:
        lines.append(indent + _term(node))


def _term(node: Any) -> str:
    told = node.n3() if hasattr(node, "n3") else str(node)
    return str(told)
