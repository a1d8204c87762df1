"""A quick look at a text, line by line: its quads, where it is surely canonical.

It gives them only where the canonical writer would write the same text; where it is not sure (comments, blank
nodes, escapes, anything out of the ordinary) it gives none, and parser and writer decide. The files of a
dataset have most lines in common, so what was learnt of a line serves again.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import NamedTuple, TypeVar

from pyoxigraph import Literal, NamedNode

from ..model.layout import Key, Names
from ..model.namespaces import RDF, XSD
from ..model.syntax.tokens import unescape_local
from .view import Object, Terms, Written

_PREFIX = re.compile(r"@prefix ([^\s:]+): <([^<>\s]*)> \.")
_HIDDEN = "\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
_TEXT = rf'"([^"\\{_HIDDEN}]*)"(?:@([a-z]{{2,8}}(?:-[a-z0-9]{{1,8}})*)|\^\^(\S+))?'
_FACT = re.compile(rf'( +)(?:([^"\s]\S*) )?(?:([^"\s]\S*)|{_TEXT}) ([;,])')
_SHORTHAND = re.compile(r"(0|-?[1-9][0-9]*)|(-?(?:0|[1-9][0-9]*)\.[0-9]+)|(true|false)")
_SHORT = (XSD + "integer", XSD + "decimal", XSD + "boolean")
_OFFSET = re.compile(r' {4}pact:(start|end) "(0|[1-9][0-9]{0,17})"\^\^xsd:nonNegativeInteger ;')


_TYPE = NamedNode(RDF + "type")

AnyTerm = TypeVar("AnyTerm", NamedNode, Literal)
Known = TypeVar("Known")

_MOST = 100_000
"""How many lines, and how many names, are remembered at once."""


class Doubt(Exception):
    """The text is not canonical, or not as plain as this look needs it."""


class Name(NamedTuple):
    """An IRI as it is written: its place in the order, its prefix (empty for a whole IRI), and the IRI."""

    key: Key
    prefix: str
    node: NamedNode


class Fact(NamedTuple):
    """A line with a property and a value (`property` is None where the line goes on with the one before), and
    what ends it. `prefixes` are those that it uses."""

    indent: str
    property: Name | None
    key: Key
    value: Object
    prefixes: tuple[str, ...]
    goes_on: bool


class Looker:
    """Looks at texts under one prefix table. `terms` holds every term that it gave."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.terms: Terms = {}
        self._table = dict(prefixes)
        self._names = Names(prefixes)
        self._known: dict[str, Name] = {}
        self._properties: dict[str, Name] = {}
        self.facts: dict[str, Fact] = {}

    def quads(self, text: str, own: NamedNode, *, trig: bool) -> list[Written] | None:
        """The quads of a Turtle or TriG text that is surely canonical, else None; what stands outside any
        graph is in the graph `own`."""
        try:
            return _Look(self, text, own, trig=trig).run()
        except Doubt:
            return None

    def name(self, token: str) -> Name:
        """The IRI that a token stands for."""
        known = self._known.get(token)
        if known is None:
            node = self._node(token)
            text, key = self._names.iri(node)
            if text != token:
                raise Doubt
            known = Name(key, "" if token.startswith("<") else token.partition(":")[0], node)
            _remember(self._known, token, known)
        return known

    def fact(self, line: str) -> Fact:
        """The property and the value of a line."""
        known = self.facts.get(line)
        if known is None:
            match = _FACT.fullmatch(line)
            if match is None:
                raise Doubt
            indent, token, name, text, language, datatype, mark = match.groups()
            stated = None if token is None else self._property(token)
            key, value, prefix = self._value(name, text, language, datatype)
            used = (prefix,) if stated is None else (stated.prefix, prefix)
            known = Fact(indent, stated, key, value, used, mark == ",")
            _remember(self.facts, line, known)
        return known

    def namespace(self, prefix: str) -> str | None:
        """What a prefix stands for in the table."""
        return self._table.get(prefix)

    def _property(self, token: str) -> Name:
        known = self._properties.get(token)
        if known is None:
            if token == "a":
                known = Name((0, 0), "", self._shared(_TYPE))
            else:
                node, prefix = self._node(token), self.name(token).prefix
                key, text = self._names.predicate(node)
                if text != token:
                    raise Doubt
                known = Name(key, prefix, node)
            self._properties[token] = known
        return known

    def _value(
        self, name: str | None, text: str, language: str | None, datatype: str | None
    ) -> tuple[Key, Object, str]:
        """The key of a value, the value, and the prefix that it uses."""
        if name is None:
            if language is not None:
                return (1, language, text, ""), self._shared(Literal(text, language=language)), ""
            if datatype is None:
                return (1, "", text, ""), self._shared(Literal(text)), ""
            of = self.name(datatype)
            iri = of.node.value
            if iri == XSD + "string" or iri.endswith("#langString") or self._is_short(text, iri):
                raise Doubt
            return (1, "", text, iri), self._shared(Literal(text, datatype=of.node)), of.prefix
        short = _SHORTHAND.fullmatch(name)
        if short is not None:
            assert short.lastindex is not None
            iri = _SHORT[short.lastindex - 1]
            return (1, "", name, iri), self._shared(Literal(name, datatype=NamedNode(iri))), ""
        found = self.name(name)
        return (0, found.key), found.node, found.prefix

    def _is_short(self, text: str, datatype: str) -> bool:
        """Whether a literal has to be written without quotation marks."""
        match = _SHORTHAND.fullmatch(text) if datatype in _SHORT else None
        return match is not None and match.lastindex == _SHORT.index(datatype) + 1

    def _node(self, token: str) -> NamedNode:
        try:
            if token.startswith("<"):
                return self._shared(NamedNode(token[1:-1]))
            prefix, colon, local = token.partition(":")
            if not colon or prefix not in self._table:
                raise Doubt
            return self._shared(NamedNode(self._table[prefix] + unescape_local(local)))
        except ValueError as error:
            raise Doubt from error

    def _shared(self, term: AnyTerm) -> AnyTerm:
        shared: AnyTerm = self.terms.setdefault(term, term)
        return shared


def _remember(known: dict[str, Known], text: str, what: Known) -> None:
    if len(known) >= _MOST:
        known.clear()
    known[text] = what


class _Look:
    def __init__(self, looker: Looker, text: str, own: NamedNode, *, trig: bool) -> None:
        if not text.endswith("\n") or "\r" in text:
            raise Doubt
        if not (text.isascii() or unicodedata.is_normalized("NFC", text)):
            raise Doubt
        self.looker = looker
        self.trig = trig
        self.own = own
        self.lines = text[:-1].split("\n")
        self.at = 0
        self.used: set[str] = set()
        self.found: list[Written] = []

    def run(self) -> list[Written]:
        """The quads. Raises Doubt where the text is not surely canonical."""
        declared = self.head()
        last: Key | None = None
        reading: tuple[int, int, Key] | None = None
        while self.at < len(self.lines):
            self.blank()
            start = self.at
            subject, token = self.block("", self.own)
            if self.at + 1 < len(self.lines) and self.lines[self.at + 1] == f"{token} {{" and self.trig:
                place = (*self.offsets(start), subject.key)
                if reading is not None and place <= reading:
                    raise Doubt
                reading = place
                self.blank()
                self.graph(subject.node)
            elif reading is not None or (last is not None and not last < subject.key):
                raise Doubt
            else:
                last = subject.key
        self.used.discard("")
        if self.used != declared:
            raise Doubt
        return self.found

    def head(self) -> set[str]:
        declared: list[str] = []
        while self.at < len(self.lines):
            match = _PREFIX.fullmatch(self.lines[self.at])
            if match is None:
                break
            if self.looker.namespace(match[1]) != match[2] or (declared and declared[-1] >= match[1]):
                raise Doubt
            declared.append(match[1])
            self.at += 1
        if not declared:
            raise Doubt
        return set(declared)

    def blank(self) -> None:
        if self.lines[self.at] != "" or self.at + 1 >= len(self.lines):
            raise Doubt
        self.at += 1

    def block(self, indent: str, graph: NamedNode) -> tuple[Name, str]:
        line = self.lines[self.at]
        token = line[len(indent) :]
        if not line.startswith(indent):
            raise Doubt
        subject = self.looker.name(token)
        self.used.add(subject.prefix)
        self.at += 1
        self.facts(f"{indent}    ", f"{indent} .", subject.node, graph)
        return subject, token

    def facts(self, indent: str, end: str, subject: NamedNode, graph: NamedNode) -> None:
        lines, known, fact_of = self.lines, self.looker.facts, self.looker.fact
        deeper = f"{indent}    "
        used, found, new = self.used, self.found, tuple.__new__
        last: Key | None = None
        before: Key | None = None
        goes_on = False
        for at in range(self.at, len(lines)):
            line = lines[at]
            if line == end:
                break
            depth, stated, key, value, prefixes, goes_on_now = known.get(line) or fact_of(line)
            if goes_on:
                if stated is not None or depth != deeper or not (before is not None and before < key):
                    raise Doubt
            else:
                if stated is None or depth != indent or not (last is None or last < stated.key):
                    raise Doubt
                last, predicate = stated.key, stated.node
            before, goes_on = key, goes_on_now
            used.update(prefixes)
            found.append(new(Written, (subject, predicate, value, graph)))
        else:
            raise Doubt
        if goes_on or at == self.at:
            raise Doubt
        self.at = at + 1

    def offsets(self, start: int) -> tuple[int, int]:
        found = {}
        for line in self.lines[start : self.at]:
            match = _OFFSET.fullmatch(line)
            if match is not None:
                found[match[1]] = int(match[2])
            elif "pact:start" in line or "pact:end" in line:
                raise Doubt
        if len(found) != 2:
            raise Doubt
        return found["start"], found["end"]

    def graph(self, name: NamedNode) -> None:
        self.at += 1
        last: Key | None = None
        while True:
            subject, _ = self.block("    ", name)
            if last is not None and not last < subject.key:
                raise Doubt
            last = subject.key
            if self.at >= len(self.lines):
                raise Doubt
            if self.lines[self.at] == "}":
                self.at += 1
                return
            self.blank()
