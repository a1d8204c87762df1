"""From the tokens of a Turtle text to RDF terms: prefixes, base and escapes applied, lexical forms kept."""

from __future__ import annotations

from collections.abc import Mapping

from pyoxigraph import BlankNode, Literal, NamedNode

from pactgraph.rdf.syntax.address import is_absolute, resolve
from pactgraph.rdf.syntax.terminals import (
    DECIMAL,
    INTEGER,
    LITERAL,
    is_name,
    quoted,
    unescape,
    unescape_local,
)

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

RDF_TYPE = NamedNode(f"{_RDF}type")
RDF_FIRST = NamedNode(f"{_RDF}first")
RDF_REST = NamedNode(f"{_RDF}rest")
RDF_NIL = NamedNode(f"{_RDF}nil")
XSD_STRING = NamedNode(f"{_XSD}string")
XSD_BOOLEAN = NamedNode(f"{_XSD}boolean")
XSD_INTEGER = NamedNode(f"{_XSD}integer")
XSD_DECIMAL = NamedNode(f"{_XSD}decimal")
XSD_DOUBLE = NamedNode(f"{_XSD}double")
_TAGGED = (f"{_RDF}langString", f"{_RDF}dirLangString")

TRUTH: Mapping[str, Literal] = {word: Literal(word, datatype=XSD_BOOLEAN) for word in ("true", "false")}


class Terms:
    """The meaning of term tokens at one place in the text: it changes as prefix and base lines are read."""

    def __init__(self, base: str | None) -> None:
        self._base = base
        self._namespaces: dict[str, str] = {}
        self.known: dict[str, NamedNode | BlankNode | Literal] = {}

    def set_base(self, iri: str) -> None:
        """From here on relative IRIs are read against `iri`, an absolute one."""
        self._base = iri
        self.known.clear()

    def set_prefix(self, prefix: str, namespace: str) -> None:
        """From here on `prefix`, written without its colon, stands for `namespace`, an absolute IRI."""
        if self._namespaces.get(prefix, namespace) != namespace:
            self.known.clear()
        self._namespaces[prefix] = namespace

    def of(self, token: str) -> NamedNode | BlankNode | Literal:
        """Gives the term that an IRI, a name, a literal, a number or a blank node's label means.

        Raises ValueError, in words for the writer of the text, where the token means none.
        """
        first = token[0]
        if first not in "<\"'" and not token.isascii() and not is_name(token):
            raise ValueError(
                f"{token} holds a character that no name can hold: write the whole address in < >"
            )
        term: NamedNode | BlankNode | Literal
        if first == "<":
            term = NamedNode(self.iri(token))
        elif first in "\"'":
            term = self.literal(token)
        elif first in "+-.0123456789":
            term = _number(token)
        elif token.startswith("_:"):
            term = BlankNode(token[2:])
        else:
            term = self._named(token)
        self.known[token] = term
        return term

    def iri(self, token: str) -> str:
        """Gives the absolute IRI of a token in angle brackets; raises ValueError where it is none."""
        iri = unescape(token[1:-1])
        if self._base is None and not is_absolute(iri):
            raise ValueError(
                f"<{iri}> is not a whole address: write it out, such as <https://example.org/{iri}>"
            )
        try:
            if self._base is None or is_absolute(iri):
                return NamedNode(iri).value
            NamedNode(f"http:{iri}" if iri.startswith("//") else f"http://host/{iri}")
            return NamedNode(resolve(iri, self._base)).value
        except ValueError as problem:
            raise ValueError(f"<{iri}> is not an IRI ({problem}): write a whole and valid address") from None

    def literal(self, token: str) -> Literal:
        """Gives the literal of a string token with its tag or datatype; raises ValueError as `of` does."""
        match = LITERAL.fullmatch(token)
        assert match is not None  # the tokenizer lets nothing else through
        string, language, datatype = match.groups()
        if datatype is not None:
            kind = self.of(datatype)
            assert isinstance(kind, NamedNode)
            return typed(string, kind)
        value = unescape(quoted(string))
        if language is None:
            return Literal(value)
        try:
            return Literal(value, language=language)
        except ValueError as problem:
            raise ValueError(f"@{language} is no language tag ({problem}): write one such as @en") from None

    def _named(self, token: str) -> NamedNode:
        prefix, _, local = token.partition(":")
        namespace = self._namespaces.get(prefix)
        if namespace is None:
            raise ValueError(f'the prefix "{prefix}:" is not declared: add "@prefix {prefix}: <...> ." above')
        try:
            return NamedNode(namespace + unescape_local(local))
        except ValueError as problem:
            raise ValueError(f"{token} gives no IRI ({problem}): write the whole address in < >") from None


def typed(string: str, datatype: NamedNode) -> Literal:
    """Gives the literal of a quoted string and a datatype; raises ValueError for one that needs a tag."""
    if datatype.value in _TAGGED:
        raise ValueError("a text of this datatype has a language: write a language tag such as @en instead")
    return Literal(unescape(quoted(string)), datatype=datatype)


def _number(token: str) -> Literal:
    if INTEGER.fullmatch(token):
        return Literal(token, datatype=XSD_INTEGER)
    return Literal(token, datatype=XSD_DECIMAL if DECIMAL.fullmatch(token) else XSD_DOUBLE)
