"""SPARQL 1.1 text as tokens, and its groups in braces."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

_TOKEN = re.compile(
    r"""(?P<space>[\ \t\r\n]+|\#[^\r\n]*)
    |(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
    |(?P<string>\"\"\"(?:\"{0,2}(?:[^"\\]|\\.))*\"\"\"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''
        |"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*')
    |(?P<var>[?$]\w+)
    |(?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w:%.\-]|\\.)*)
    |(?P<word>[A-Za-z_]\w*)
    |(?P<other>[0-9]+|&&|\|\||!=|<=|>=|\^\^|.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A piece of query text; `kind` is space, iri, string, var, name, word or other."""

    kind: str
    text: str

    def is_word(self, *words: str) -> bool:
        """Whether this is one of the keywords, in any case; give them in upper case."""
        return self.kind == "word" and self.text.upper() in words


@dataclass
class Group:
    """A pair of braces: token positions of both, what stands before it, and the groups directly inside.

    `kind` is where (of a query or subquery), optional, exists, subquery (the braces around a whole subquery)
    or plain.
    """

    kind: str
    start: int
    end: int = -1
    children: list[Group] = field(default_factory=list)

    def all(self) -> Iterator[Group]:
        """This group and every group inside it."""
        yield self
        for child in self.children:
            yield from child.all()


def tokens(query: str) -> list[Token]:
    """The tokens of `query`, spaces and comments included: their texts joined are the query."""
    return [Token(str(found.lastgroup), found.group()) for found in _TOKEN.finditer(query)]


def groups(parts: list[Token]) -> list[Group]:
    """The outermost groups of a query. Raises ValueError where braces do not match or nest too deeply."""
    outer: list[Group] = []
    open_groups: list[Group] = []
    before: list[Token] = []
    awaiting_where = False
    for at, part in enumerate(parts):
        if part.kind == "space":
            continue
        if part.text == "{":
            kind = "where" if awaiting_where else _kind(before)
            awaiting_where = False
            group = Group(kind, at)
            (open_groups[-1].children if open_groups else outer).append(group)
            open_groups.append(group)
            if len(open_groups) > 100:
                raise ValueError("its groups nest more than a hundred deep")
        elif part.text == "}":
            if not open_groups:
                raise ValueError("it closes a group it did not open")
            open_groups.pop().end = at
        elif part.is_word("SELECT", "ASK"):
            awaiting_where = True
            if part.is_word("SELECT") and open_groups and before and before[-1].text == "{":
                open_groups[-1].kind = "subquery"
        before = [*before[-2:], part]
    if open_groups:
        raise ValueError("it opens a group it does not close")
    return outer


def _kind(before: list[Token]) -> str:
    if before and before[-1].is_word("EXISTS", "OPTIONAL"):
        return before[-1].text.lower()
    return "plain"
