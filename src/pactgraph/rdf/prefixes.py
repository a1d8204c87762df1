"""The prefix table: from prefixed names to IRIs and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from .namespaces import SH

_PREFIX = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
"""What can be a prefix in Turtle, SPARQL, XML and JSON-LD alike."""
_LOCAL = re.compile(r"[A-Za-z0-9_](?:[\w.-]*[\w-])?")


class Prefixes(Mapping[str, str]):
    """A prefix table. As a mapping it takes a prefix (without colon) to its namespace IRI."""

    def __init__(self, table: Mapping[str, str]) -> None:
        self._table = dict(sorted(table.items()))
        self._by_namespace = {namespace: prefix for prefix, namespace in self._table.items()}

    @classmethod
    def from_triples(cls, triples: Iterable[Triple]) -> Prefixes:
        """The table that `sh:prefix`/`sh:namespace` pairs declare (SHACL 1.0, section 5.2.1). A pair that
        some format could not write counts for none: the empty prefix, or one with a dot."""
        prefix: dict[str, str] = {}
        namespace: dict[str, str] = {}
        for triple in triples:
            if isinstance(triple.object, Literal):
                if triple.predicate.value == SH + "prefix":
                    prefix[str(triple.subject)] = triple.object.value
                elif triple.predicate.value == SH + "namespace":
                    namespace[str(triple.subject)] = triple.object.value
        both = ((prefix[node], namespace[node]) for node in prefix.keys() & namespace.keys())
        return cls({name: space for name, space in both if _PREFIX.fullmatch(name) and _is_iri(space)})

    def __getitem__(self, prefix: str) -> str:
        return self._table[prefix]

    def __iter__(self) -> Iterator[str]:
        return iter(self._table)

    def __len__(self) -> int:
        return len(self._table)

    def curie(self, iri: str | NamedNode) -> str:
        """The prefixed name of an IRI, or `<IRI>` where the table has none that reads well."""
        text = iri.value if isinstance(iri, NamedNode) else iri
        cut = max(text.rfind("/"), text.rfind("#")) + 1
        prefix = self._by_namespace.get(text[:cut])
        if prefix is not None and _LOCAL.fullmatch(text, cut):
            return f"{prefix}:{text[cut:]}"
        return f"<{text}>"

    def expand(self, curie: str) -> NamedNode | None:
        """The IRI of a prefixed name, or None where the prefix is unknown or the text is none."""
        prefix, colon, local = curie.partition(":")
        namespace = self._table.get(prefix)
        if not colon or namespace is None or local.startswith("//"):
            return None
        try:
            return NamedNode(namespace + local)
        except ValueError:
            return None

    def declarations(self, used_in: str | None = None) -> str:
        """`PREFIX` lines for SPARQL; only the prefixes that occur in `used_in` where it is given."""
        return "".join(
            f"PREFIX {prefix}: <{namespace}>\n"
            for prefix, namespace in self._table.items()
            if used_in is None or f"{prefix}:" in used_in
        )


def _is_iri(text: str) -> bool:
    try:
        NamedNode(text)
    except ValueError:
        return False
    return True
