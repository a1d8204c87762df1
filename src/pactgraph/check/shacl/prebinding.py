"""Pre-binding of variables in the queries of SHACL-SPARQL (appendix A), for many bindings at once.

The definition joins every basic graph pattern with the table of bindings. Here each group that uses a
pre-bound variable is joined with a named graph that holds the whole table, so that one query answers for all
focus nodes; a query with LIMIT or OFFSET gets a table of one row each time. Constants of a constraint
(parameters, the shapes graph, the current shape) are written into the text.

`FILTER NOT EXISTS { ... }` becomes an OPTIONAL that must stay unbound, where that means the same: Oxigraph
evaluates a NOT EXISTS of several patterns anew for every row, but an OPTIONAL once.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from itertools import pairwise

from pyoxigraph import BlankNode, NamedNode, Store

from .fault import ShapesFault
from .names import Term
from .sparql_tokens import Group, Token, groups, tokens

TABLE = "urn:x-shacl:table"
_ROW = "?shacl_row"
_OPTIONAL_VARIABLES = ("shapesGraph", "currentShape")


def column(variable: str) -> NamedNode:
    """The predicate that holds a variable's bindings in the table of rows."""
    return NamedNode(f"urn:x-shacl:{variable}")


@dataclass(frozen=True)
class Prepared:
    """A SELECT query whose `variables` are pre-bound by the rows of the named graph `TABLE`.

    `fixed` are further columns with one value for every row; `whole` says that one table may hold the rows of
    all focus nodes.
    """

    text: str
    variables: tuple[str, ...]
    fixed: tuple[tuple[str, BlankNode], ...]
    whole: bool


def prepare(
    query: str,
    *,
    where: str,
    prefixes: str,
    variables: Collection[str],
    constants: Mapping[str, Term],
    unset: Collection[str] = (),
    path: str | None = None,
) -> Prepared:
    """Turns the text of `sh:select` or `sh:ask` into a prepared SELECT query.

    `where` names the query in a fault; `variables` are pre-bound row by row (`this`, for ASK also `value`);
    `constants` are pre-bound once; `unset` are optional parameters without value; `path` is the text for
    `$PATH`. An ASK query becomes a SELECT of its variables. Raises ShapesFault for what SHACL does not allow
    (appendix A, 5.2.1) and for text that does not parse.
    """
    parts = tokens(query)
    try:
        outer = groups(parts)
    except ValueError as fault:
        raise ShapesFault(f"the query of {where} does not parse: {fault}") from None
    if not outer:
        raise ShapesFault(f"the query of {where} has no group in braces")
    prebound = {*variables, *constants, *unset}
    _refuse(parts, outer, prebound, where)
    head = next((each for each in parts if each.is_word("SELECT", "ASK")), None)
    if head is None:
        raise ShapesFault(f"the query of {where} is neither SELECT nor ASK")
    if head.is_word("ASK"):
        used = tuple(v for v in variables if any(each.text[1:] == v for each in parts if each.kind == "var"))
        used = used or tuple(variables)[-1:]
        _select_instead(parts, parts.index(head), used)
    else:
        used = tuple(variables)
        if not {used[0], "*"} & _projected(parts, parts.index(head), outer[0].start):
            raise ShapesFault(f"the query of {where} must select $this")
    mentioned = {each.text[1:] for each in parts if each.kind == "var"}
    fixed = tuple(
        (name, term) for name, term in constants.items() if isinstance(term, BlankNode) and name in mentioned
    )
    written = {name: term for name, term in constants.items() if not isinstance(term, BlankNode)}
    _constants_are_bound(parts, written)
    text = _Writer(parts, (*used, *(name for name, _ in fixed)), written, path).written(outer)
    whole = not any(each.is_word("LIMIT", "OFFSET") for each in parts)
    prepared = Prepared(prefixes + text, used, fixed, whole)
    try:
        Store().query(prepared.text)
    except (SyntaxError, ValueError) as fault:
        raise ShapesFault(f"the query of {where} does not parse: {fault}") from None
    return prepared


def _select_instead(parts: list[Token], at: int, variables: tuple[str, ...]) -> None:
    names = " ".join(f"?{name}" for name in variables)
    parts[at] = Token("word", f"SELECT DISTINCT {names} WHERE ")
    for later in range(at + 1, len(parts)):
        if parts[later].is_word("WHERE"):
            parts[later] = Token("space", " ")
        if parts[later].text == "{":
            break


def _constants_are_bound(parts: list[Token], constants: Collection[str]) -> None:
    """Writes `(true)` for `BOUND(?v)` where `v` is a constant."""
    solid = [at for at, each in enumerate(parts) if each.kind != "space"]
    for function, bracket, variable in zip(solid, solid[1:], solid[2:], strict=False):
        name = parts[variable].text[1:]
        if parts[function].is_word("BOUND") and parts[bracket].text == "(" and name in constants:
            parts[function] = Token("space", " ")
            parts[variable] = Token("word", "true")


def _projected(parts: list[Token], start: int, end: int) -> set[str]:
    """The variables that a SELECT clause between two positions returns as they are; `*` for all."""
    found, depth = set(), 0
    for each in parts[start:end]:
        depth += (each.text == "(") - (each.text == ")")
        if depth == 0 and (each.kind == "var" or each.text == "*"):
            found.add(each.text.lstrip("?$"))
    return found


def _refuse(parts: list[Token], outer: list[Group], prebound: set[str], where: str) -> None:
    for keyword in ("MINUS", "VALUES", "SERVICE"):
        if any(each.is_word(keyword) for each in parts):
            raise ShapesFault(f"the query of {where} uses {keyword}, which SHACL does not allow (appendix A)")
    solid = [each for each in parts if each.kind != "space"]
    for this, following in pairwise(solid):
        if this.is_word("AS") and following.kind == "var" and following.text[1:] in prebound:
            raise ShapesFault(f"the query of {where} assigns {following.text}, which SHACL binds beforehand")
    needed = prebound.difference(_OPTIONAL_VARIABLES)
    for group in (inner for each in outer for inner in each.all() if inner.kind == "subquery"):
        clause = next(child for child in group.children if child.kind == "where")
        missing = needed - _projected(parts, group.start, clause.start)
        if missing:
            raise ShapesFault(f"a subquery in the query of {where} must select ${min(missing)} (appendix A)")


class _Writer:
    """Writes a query again with constants in place and the table joined to its groups."""

    def __init__(
        self, parts: list[Token], variables: tuple[str, ...], constants: Mapping[str, Term], path: str | None
    ) -> None:
        self._parts = parts
        self._variables = variables
        self._constants = constants
        self._path = path
        self._joins: dict[int, str] = {}
        self._absences: list[tuple[int, Group, Group]] = []

    def written(self, outer: list[Group]) -> str:
        """The new text of the query."""
        for group in outer:
            self._join(group, outermost=group is outer[0])
            for parent in group.all():
                for child in parent.children:
                    absence = child.kind == "exists" and self._note_absence(child, parent)
                    self._join(child, absence=absence)
        out = [
            (self._constant(at, part) if part.kind == "var" else part.text) + self._joins.get(at, "")
            for at, part in enumerate(self._parts)
        ]
        for start, group, parent in self._absences:
            found = f"?shacl_found{group.start}"
            body = "".join(out[group.start : group.end])
            out[start : group.end + 1] = ["FILTER(true)", *[""] * (group.end - start)]
            out[parent.end] = (
                f" OPTIONAL {body} BIND(true AS {found}) }} FILTER(!BOUND({found})) {out[parent.end]}"
            )
        return "".join(out)

    def _note_absence(self, group: Group, parent: Group) -> bool:
        """Notes a `FILTER NOT EXISTS` group to write as OPTIONAL, and tells whether it is one.

        The two differ where the group sees outer variables but an OPTIONAL would not: in groups inside it, in
        its BIND, and when it stands in an OPTIONAL or EXISTS itself.
        """
        solid = [at for at in range(parent.start, group.start) if self._parts[at].kind != "space"][-3:]
        words = [self._parts[at].text.upper() for at in solid]
        inside = self._parts[group.start : group.end]
        if (
            words != ["FILTER", "NOT", "EXISTS"]
            or group.children
            or parent.kind in ("exists", "optional")
            or any(each.is_word("BIND") for each in inside)
        ):
            return False
        self._absences.append((solid[0], group, parent))
        return True

    def _join(self, group: Group, *, outermost: bool = False, absence: bool = False) -> None:
        """Notes the table pattern to write at the start of a group, where the group needs it.

        EXISTS sees the outer group's bindings in patterns and filters and needs the table for BIND only.
        """
        if group.kind == "subquery":
            return
        used = self._variables if outermost else self._used(group)
        bound_outside = group.kind == "exists" and not absence
        if bound_outside and not any(each.is_word("BIND") for each in self._own(group)):
            return
        if used:
            columns = " ; ".join(f"{column(name)} ?{name}" for name in used)
            self._joins[group.start] = f" GRAPH <{TABLE}> {{ {_ROW} {columns} }} "

    def _own(self, group: Group) -> list[Token]:
        """The tokens of a group without those of the groups inside it."""
        found, at = [], group.start + 1
        for child in group.children:
            found += self._parts[at : child.start]
            at = child.end + 1
        return found + self._parts[at : group.end]

    def _used(self, group: Group) -> tuple[str, ...]:
        names = {each.text[1:] for each in self._parts[group.start : group.end] if each.kind == "var"}
        return tuple(name for name in self._variables if name in names)

    def _constant(self, at: int, part: Token) -> str:
        """A variable token, or the constant it stands for in the form its place allows."""
        name = part.text[1:]
        if name == "PATH" and self._path is not None:
            return self._path
        if name not in self._constants:
            return part.text
        text = str(self._constants[name])
        match self._clause(at):
            case "SELECT":
                return f"({text} AS ?{name})"
            case "GROUP":
                return "(true AS ?shacl_constant)"
            case "ORDER":
                return f"({text})"
        return text

    def _clause(self, at: int) -> str:
        """Where a variable stands: bare in a SELECT, GROUP BY or ORDER BY clause, or elsewhere."""
        before = [each for each in self._parts[:at] if each.kind != "space"]
        depth = 0
        for place in range(len(before) - 1, -1, -1):
            each = before[place]
            depth += (each.text == ")") - (each.text == "(")
            if depth < 0 or each.text in ("{", "}") or each.is_word("HAVING", "LIMIT", "OFFSET", "WHERE"):
                return ""
            if each.is_word("SELECT"):
                return "SELECT"
            if each.is_word("BY"):
                return before[place - 1].text.upper()
        return ""
