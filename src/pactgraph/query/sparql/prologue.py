"""What a query's prologue declares, what it may leave out, and the IRIs that tokens then stand for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ..faults import QueryFault
from .scopes import unescaped
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


class Iris:
    """The IRIs of a query, whose tokens are `found`; `prefixes` are those that need no declaration."""

    def __init__(self, found: Sequence[Token], prefixes: Mapping[str, str]) -> None:
        self._prefixes = dict(prefixes)
        self._base = ""
        self.start = 0
        """The place of the first token behind the prologue."""
        while self.start + 1 < len(found) and found[self.start].kind == "word":
            word = found[self.start].text.upper()
            if word == "BASE":
                self._base = self._resolved(found[self.start + 1])
                self.start += 2
            elif word == "PREFIX" and self.start + 2 < len(found):
                name = found[self.start + 1].text
                self._prefixes[name[:-1]] = self._resolved(found[self.start + 2])
                self.start += 3
            else:
                break

    def of(self, token: Token) -> str:
        """The IRI that a token stands for; the empty text for one that stands for none."""
        if token.kind == "iri":
            return self._resolved(token)
        prefix, _, local = token.text.partition(":")
        if token.kind != "name" or prefix not in self._prefixes:
            return ""
        return self._prefixes[prefix] + local.replace("\\", "")

    def _resolved(self, token: Token) -> str:
        from urllib.parse import urljoin

        iri = unescaped(token.text[1:-1])
        return urljoin(self._base, iri) if self._base else iri
