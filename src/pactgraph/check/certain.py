"""A quick look whether a text is canonical: line by line, without reading its graph.

It says yes only where the canonical writer would give the same text; where it is not sure (comments, blank
nodes, escapes, anything out of the ordinary) it says no, and the writer decides.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from pyoxigraph import NamedNode

from ..model.layout import Key, Names
from ..model.namespaces import XSD
from ..model.syntax.tokens import unescape_local

_PREFIX = re.compile(r"@prefix ([^\s:]+): <([^<>\s]*)> \.")
_HIDDEN = "\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff"
_TEXT = rf'"([^"\\{_HIDDEN}]*)"(?:@([a-z]{{2,8}}(?:-[a-z0-9]{{1,8}})*)|\^\^(\S+))?'
_FACT = re.compile(rf'( +)(?:([^"\s]\S*) )?(?:([^"\s]\S*)|{_TEXT}) ([;,])')
_SHORTHAND = re.compile(r"(0|-?[1-9][0-9]*)|(-?(?:0|[1-9][0-9]*)\.[0-9]+)|(true|false)")
_SHORT = (XSD + "integer", XSD + "decimal", XSD + "boolean")
_OFFSET = re.compile(r' {4}pact:(start|end) "(0|[1-9][0-9]{0,17})"\^\^xsd:nonNegativeInteger ;')


class Doubt(Exception):
    """The text is not canonical, or not as plain as this look needs it."""


class Looker:
    """Looks at texts under one prefix table. What it learns of a name serves for the next text."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self._table = dict(prefixes)
        self._names = Names(prefixes)
        self._keys: dict[str, tuple[Key, str]] = {}
        self._predicates: dict[str, tuple[Key, str]] = {"a": ((0, 0), "")}

    def certain(self, text: str) -> bool:
        """Whether a Turtle or TriG text is surely canonical."""
        try:
            _Look(self, text).run()
        except Doubt:
            return False
        return True

    def name(self, token: str) -> tuple[Key, str]:
        """The key of an IRI as it is written, and its prefix (empty for a whole IRI)."""
        known = self._keys.get(token)
        if known is None:
            node = self._node(token)
            text, key = self._names.iri(node)
            if text != token:
                raise Doubt
            known = self._keys[token] = key, "" if token.startswith("<") else token.partition(":")[0]
        return known

    def predicate(self, token: str) -> tuple[Key, str]:
        """The key of a predicate as it is written, and its prefix."""
        known = self._predicates.get(token)
        if known is None:
            prefix = self.name(token)[1]
            key, text = self._names.predicate(self._node(token))
            if text != token:
                raise Doubt
            known = self._predicates[token] = key, prefix
        return known

    def datatype(self, token: str, value: str) -> tuple[str, str]:
        """The IRI of a datatype that has to be written, and its prefix."""
        prefix = self.name(token)[1]
        iri = self._node(token).value
        if iri == XSD + "string" or iri.endswith("#langString"):
            raise Doubt
        if iri in _SHORT:
            match = _SHORTHAND.fullmatch(value)
            if match is not None and match.lastindex == _SHORT.index(iri) + 1:
                raise Doubt
        return iri, prefix

    def namespace(self, prefix: str) -> str | None:
        """What a prefix stands for in the table."""
        return self._table.get(prefix)

    def _node(self, token: str) -> NamedNode:
        try:
            if token.startswith("<"):
                return NamedNode(token[1:-1])
            prefix, colon, local = token.partition(":")
            if not colon or prefix not in self._table:
                raise Doubt
            return NamedNode(self._table[prefix] + unescape_local(local))
        except ValueError as error:
            raise Doubt from error


class _Look:
    def __init__(self, looker: Looker, text: str) -> None:
        if not text.endswith("\n") or "\r" in text:
            raise Doubt
        self.looker = looker
        self.lines = text[:-1].split("\n")
        self.at = 0
        self.used: set[str] = set()

    def run(self) -> None:
        """Raises Doubt where the text is not surely canonical."""
        declared = self.head()
        last: Key | None = None
        reading: tuple[int, int, Key] | None = None
        while self.at < len(self.lines):
            self.blank()
            start = self.at
            key, subject = self.block("")
            if self.at + 1 < len(self.lines) and self.lines[self.at + 1] == f"{subject} {{":
                place = (*self.offsets(start), key)
                if reading is not None and place <= reading:
                    raise Doubt
                reading = place
                self.blank()
                self.graph()
            elif reading is not None or (last is not None and not last < key):
                raise Doubt
            else:
                last = key
        self.used.discard("")
        if self.used != declared:
            raise Doubt

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

    def block(self, indent: str) -> tuple[Key, str]:
        line = self.lines[self.at]
        subject = line[len(indent) :]
        if not line.startswith(indent):
            raise Doubt
        key, prefix = self.looker.name(subject)
        self.used.add(prefix)
        self.at += 1
        self.facts(f"{indent}    ", f"{indent} .")
        return key, subject

    def facts(self, indent: str, end: str) -> None:
        looker, used, lines, deeper = self.looker, self.used, self.lines, f"{indent}    "
        last: Key | None = None
        before: Key | None = None
        listed = False
        first = self.at
        while True:
            if self.at >= len(lines):
                raise Doubt
            line = lines[self.at]
            self.at += 1
            if line == end:
                break
            match = _FACT.fullmatch(line)
            if match is None:
                raise Doubt
            space, token, name, text, language, datatype, mark = match.groups()
            if listed:
                if space != deeper or token is not None:
                    raise Doubt
            else:
                if space != indent or token is None:
                    raise Doubt
                key, prefix = looker.predicate(token)
                used.add(prefix)
                if last is not None and not last < key:
                    raise Doubt
                last, before = key, None
            value = self.value(name, text, language, datatype)
            if before is not None and not before < value:
                raise Doubt
            before = value
            listed = mark == ","
        if listed or self.at == first + 1:
            raise Doubt

    def value(self, name: str | None, text: str, language: str | None, datatype: str | None) -> Key:
        if name is None:
            if datatype is None:
                return (1, language or "", text, "")
            iri, prefix = self.looker.datatype(datatype, text)
            self.used.add(prefix)
            return (1, "", text, iri)
        short = _SHORTHAND.fullmatch(name)
        if short is not None:
            assert short.lastindex is not None
            return (1, "", name, _SHORT[short.lastindex - 1])
        key, prefix = self.looker.name(name)
        self.used.add(prefix)
        return (0, key)

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

    def graph(self) -> None:
        self.at += 1
        last: Key | None = None
        while True:
            key, _ = self.block("    ")
            if last is not None and not last < key:
                raise Doubt
            last = key
            if self.at >= len(self.lines):
                raise Doubt
            if self.lines[self.at] == "}":
                self.at += 1
                return
            self.blank()
