"""The triple patterns of a query by scope: what a solution needs in the graph (SPARQL 1.1, 5 to 12)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from pyoxigraph import Literal, NamedNode

from ...rdf.namespaces import RDF, XSD
from .tokens import Token

Part = NamedNode | Literal | str
"""One position of a triple pattern: a term, or the name of a variable."""
Verb = Part | tuple[NamedNode, ...]
"""The property of a pattern: `a:b|a:c` is either of two."""

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_PLAIN = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_CLOSING = {"{": "}", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Pattern:
    """A triple pattern; `graph` is the graph that GRAPH asks, None for the default graph."""

    subject: Part
    verb: Verb
    value: Part
    graph: Part | None

    @property
    def variables(self) -> Iterator[str]:
        """The names of its variables."""
        return (p for p in (self.subject, self.verb, self.value, self.graph) if isinstance(p, str))


@dataclass(slots=True)
class Scope:
    """A SELECT with its body, or the group of an EXISTS.

    `body` holds the group in braces, as written; `columns` the variables that the SELECT gives as they are
    (None for `*` and for EXISTS: all), `assigned` those that BIND gives a value, `certain` those that every
    solution has by a pattern of the body itself. `groups` are the patterns of each group that a solution
    matches as a whole (those of MINUS and NOT EXISTS are not among them), `inner` the scopes within.
    """

    columns: tuple[str, ...] | None = None
    body: str = ""
    assigned: list[str] = field(default_factory=list)
    certain: set[str] = field(default_factory=set)
    groups: list[list[Pattern]] = field(default_factory=list)
    inner: list[Scope] = field(default_factory=list)

    @property
    def variables(self) -> dict[str, None]:
        """The names of the variables of its own patterns, in order, each once."""
        return dict.fromkeys(name for group in self.groups for p in group for name in p.variables)


def read_scopes(query: str, found: Sequence[Token]) -> tuple[str, Scope]:
    """The prologue of a SELECT query, with its dataset clauses left out, and its outermost scope.

    `found` are the query's tokens; the query is one that an engine has read. Patterns with a property path
    or a blank node are not among those found. Raises ValueError for a query of another form.
    """
    reader = _Reader(query, found)
    prologue = reader.prologue("SELECT")
    return prologue, reader.select()


def read_rule(query: str, found: Sequence[Token]) -> tuple[str, list[Pattern], Scope]:
    """The prologue of a CONSTRUCT query, the patterns of its template, and the scope of its WHERE.

    See `read_scopes`. Raises ValueError for a query of another form.
    """
    reader = _Reader(query, found)
    prologue = reader.prologue("CONSTRUCT")
    return prologue, *reader.construct()


class _Reader:
    """Goes through the tokens of a query."""

    def __init__(self, query: str, found: Sequence[Token]) -> None:
        self._query = query
        self._tokens = found
        self._place = 0
        self._prefixes: dict[str, str] = {}

    def prologue(self, form: str) -> str:
        while self._word() in ("PREFIX", "BASE"):
            if self._next().text.upper() == "PREFIX":
                name = self._next().text
                self._prefixes[name[:-1]] = unescaped(self._tokens[self._place].text[1:-1])
            self._next()
        if self._word() != form:
            raise ValueError(f"this is no {form} query")
        return self._query[: self._tokens[self._place].start]

    def construct(self) -> tuple[list[Pattern], Scope]:
        """The template's patterns, and the scope behind it."""
        self._next()
        template, scope = Scope(), Scope()
        self._group(template, None)
        while self._text() != "{":
            self._next()
        self._group(scope, None, certain=True)
        return template.groups[0], scope

    def select(self) -> Scope:
        """The scope of a SELECT, from this word to the end of its group."""
        self._next()
        columns, every = list[str](), False
        while self._word() not in ("WHERE", "FROM") and self._text() != "{":
            if self._text() == "(":
                self._skip_brackets()
                continue
            token = self._next()
            every = every or token.text == "*"
            if token.kind == "variable":
                columns.append(token.text[1:])
        while self._text() != "{":
            self._next()
        scope = Scope(None if every else tuple(columns))
        self._group(scope, None, certain=True)
        return scope

    def _group(self, scope: Scope, graph: Part | None, *, certain: bool = False) -> None:
        """Reads a group in braces; the one that is read last of a scope is its body. What is in a `certain`
        one every solution matches."""
        start = self._next().start
        patterns = list[Pattern]()
        if self._word() == "SELECT":
            scope.inner.append(self.select())
            while self._text() != "}":
                self._skip()
        else:
            scope.groups.append(patterns)
        while self._text() != "}":
            self._element(scope, graph, patterns, certain=certain)
        if certain:
            scope.certain.update(name for pattern in patterns for name in pattern.variables)
        end = self._next().end
        scope.body = self._query[start:end]

    def _element(self, scope: Scope, graph: Part | None, patterns: list[Pattern], *, certain: bool) -> None:
        word = self._word()
        if self._text() == "{":
            self._group(scope, graph)
        elif word in ("OPTIONAL", "UNION"):
            self._next()
        elif word == "GRAPH":
            self._next()
            named = self._part()
            self._group(scope, named, certain=certain)
        elif word == "MINUS":
            self._next()
            self._skip_brackets()
        elif word == "FILTER":
            self._next()
            self._filter(scope, graph)
        elif word in ("BIND", "VALUES"):
            self._next()
            self._skip()
            if word == "VALUES":
                self._skip_brackets()
            else:
                scope.assigned.append(self._tokens[self._place - 2].text[1:])
        elif self._text() == ".":
            self._next()
        else:
            patterns += self._triples(graph)

    def _filter(self, scope: Scope, graph: Part | None) -> None:
        """Reads a condition: an EXISTS in it makes a scope of its own, which its group of GRAPH does not."""
        depth, negated = 0, False
        while True:
            word, text = self._word(), self._text()
            if word == "EXISTS":
                self._next()
                if negated or graph is not None:
                    self._skip_brackets()
                else:
                    inner = Scope()
                    self._group(inner, None, certain=True)
                    scope.inner.append(inner)
            else:
                depth += (text == "(") - (text == ")")
                self._next()
            negated = word == "NOT"
            if depth == 0 and (word == "EXISTS" or text == ")"):
                return

    def _triples(self, graph: Part | None) -> Iterator[Pattern]:
        subject = self._part()
        while self._text() not in (".", "}"):
            named = self._verb()
            while True:
                value = self._part()
                if subject is not None and named is not None and value is not None:
                    yield Pattern(subject, named, value, graph)
                if self._text() != ",":
                    break
                self._next()
            while self._text() == ";":
                self._next()
            if self._tokens[self._place - 1].text != ";":
                return

    def _verb(self) -> Verb | None:
        """The property of a pattern, or its alternatives; None for another path."""
        start = self._place
        named: list[Part | None] = []
        marks = set[str]()
        while True:
            while self._text() in ("^", "!"):
                marks.add(self._next().text)
            part = None if self._text() in _CLOSING else self._part()
            if part is None and self._tokens[self._place - 1].kind == "mark":
                self._skip_brackets()
            named.append(part)
            while self._text() in ("*", "+", "?"):
                marks.add(self._next().text)
            if self._text() not in ("/", "|"):
                break
            marks.add(self._next().text)
        if self._place == start + 1:
            return named[0]
        iris = tuple(part for part in named if isinstance(part, NamedNode))
        return iris if marks == {"|"} and len(iris) == len(named) else None

    def _part(self) -> Part | None:
        """A term or variable; None, behind it, for one that no solution tells."""
        if self._text() in _CLOSING:
            self._skip_brackets()
            return None
        sign = self._next().text if self._text() in ("+", "-") else ""
        token = self._next()
        if token.kind == "variable":
            return token.text[1:]
        if token.kind == "iri":
            return NamedNode(unescaped(token.text[1:-1]))
        if token.kind == "name":
            prefix, _, local = token.text.partition(":")
            return NamedNode(self._prefixes.get(prefix, "") + re.sub(r"\\(.)", r"\1", local))
        if token.kind == "number":
            kind = "double" if "e" in token.text.lower() else "decimal" if "." in token.text else "integer"
            return Literal(sign + token.text, datatype=NamedNode(XSD + kind))
        if token.kind == "word":
            if token.text == "a":
                return NamedNode(RDF + "type")
            return Literal(token.text.lower(), datatype=NamedNode(XSD + "boolean"))
        return self._literal(token) if token.kind == "string" else None

    def _literal(self, token: Token) -> Literal:
        edge = 3 if token.text[:3] in ('"""', "'''") else 1
        value = unescaped(token.text[edge:-edge])
        if self._place < len(self._tokens) and self._tokens[self._place].kind == "language":
            return Literal(value, language=self._next().text[1:])
        if self._text() == "^^":
            self._next()
            datatype = self._part()
            if isinstance(datatype, NamedNode):
                return Literal(value, datatype=datatype)
        return Literal(value)

    def _skip(self) -> None:
        if self._text() in _CLOSING:
            self._skip_brackets()
        else:
            self._next()

    def _skip_brackets(self) -> None:
        depth = 0
        while True:
            token = self._next()
            if token.kind == "mark":
                depth += (token.text in _CLOSING) - (token.text in _CLOSING.values())
            if depth == 0:
                return

    def _next(self) -> Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _text(self) -> str:
        if self._place >= len(self._tokens):
            return ""
        token = self._tokens[self._place]
        return token.text if token.kind == "mark" else ""

    def _word(self) -> str:
        if self._place >= len(self._tokens):
            return ""
        token = self._tokens[self._place]
        return token.text.upper() if token.kind == "word" else ""


def unescaped(text: str) -> str:
    """A string's or IRI's text with its escapes read (SPARQL 1.1, 19.2 and 19.7)."""

    def char(found: re.Match[str]) -> str:
        code = found[1] or found[2]
        return chr(int(code, 16)) if code else _PLAIN.get(found[3], found[3])

    return _ESCAPE.sub(char, text) if "\\" in text else text
