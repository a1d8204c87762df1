"""JSON-LD 1.1, compacted by the workspace's context: one object a subject, labels by language.

The document carries the part of the context that it uses, so that it is read without a network. Lexical forms
stay as written: no value becomes a JSON number or truth value.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from ..rdf.layout import natural
from ..rdf.namespaces import RDF, XSD
from ..rdf.prefixes import Prefixes
from .context import Context, context

_TYPE = NamedNode(RDF + "type")
_STRING = XSD + "string"
_FIRST = ("id", "type", "rdfs:label", "skos:prefLabel", "skos:altLabel")

_Node = NamedNode | BlankNode
_Value = NamedNode | BlankNode | Literal


def write_jsonld(quads: Iterable[Quad], vocabulary: Iterable[Quad], prefixes: Mapping[str, str]) -> str:
    """The JSON-LD text of quads, the same for the same quads in any order.

    `vocabulary` are the quads of the ontology, which say how properties are written; `prefixes` the prefix
    table. Raises ValueError for statements about statements, which JSON-LD 1.1 does not have.
    """
    return JsonLd(vocabulary, prefixes).text(quads)


class JsonLd:
    """Writes many documents with one context, which is made once: see `write_jsonld`."""

    def __init__(self, vocabulary: Iterable[Quad], prefixes: Mapping[str, str]) -> None:
        self._vocabulary = list(vocabulary)
        self._prefixes = Prefixes({p: n for p, n in prefixes.items() if p not in ("id", "type")})
        self._context = context(self._vocabulary, self._prefixes)

    def text(self, quads: Iterable[Quad]) -> str:
        """The JSON-LD text of quads. Raises ValueError for statements about statements."""
        return document_text(self.document(quads))

    def document(self, quads: Iterable[Quad]) -> Context:
        """What the text of quads says, as an object of JSON. Raises as `text` does."""
        found = list(quads)
        # An IRI such as <geo:50.9,13.5> would be read as a prefixed name: its scheme is then no prefix here.
        schemes = {
            iri.partition(":")[0] for iri in _iris(found) if not iri.partition(":")[2].startswith("//")
        }
        prefixes, meant = self._prefixes, self._context
        if not schemes.isdisjoint(prefixes):
            prefixes = Prefixes({p: n for p, n in prefixes.items() if p not in schemes})
            meant = context(self._vocabulary, prefixes)
        return _Writer(found, prefixes, meant).document()


def document_text(document: Context) -> str:
    """The text of an object of JSON-LD."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


class _Writer:
    def __init__(self, quads: list[Quad], prefixes: Prefixes, meant: Context) -> None:
        self.quads = quads
        self.prefixes = prefixes
        self.context = meant
        self.used: dict[str, None] = {"id": None, "type": None}

    def document(self) -> Context:
        graphs: dict[object, dict[_Node, list[Quad]]] = {}
        for quad in dict.fromkeys(self.quads):
            if not isinstance(quad.subject, _Node) or not isinstance(quad.object, _Value):
                raise ValueError("JSON-LD 1.1 has no statements about statements: use a named graph")
            graphs.setdefault(quad.graph_name, {}).setdefault(quad.subject, []).append(quad)
        items = self.nodes(graphs.pop(DefaultGraph(), {}))
        names = {self.name(graph): nodes for graph, nodes in graphs.items() if isinstance(graph, _Node)}
        for name in sorted(names, key=natural):
            items.append({"id": name, "@graph": self.nodes(names[name])})
        used = {key: meant for key, meant in self.context.items() if key in self.used}
        return {"@context": used, "@graph": items}

    def nodes(self, subjects: Mapping[_Node, list[Quad]]) -> list[Context]:
        named = {self.name(subject): quads for subject, quads in subjects.items()}
        return [self.node(name, named[name]) for name in sorted(named, key=natural)]

    def node(self, name: str, quads: list[Quad]) -> Context:
        values: dict[str, list[_Value]] = {}
        for quad in quads:
            assert isinstance(quad.object, _Value)
            typing = quad.predicate == _TYPE and not isinstance(quad.object, Literal)
            key = "type" if typing else self.name(quad.predicate)
            values.setdefault(key, []).append(quad.object)
        written: Context = {"id": name}
        for key in sorted(values, key=_key_order):
            self.property(written, key, values[key])
        return written

    def property(self, written: Context, key: str, values: list[_Value]) -> None:
        """Writes the values of one property: those that its definition in the context is not meant for come
        as value objects, or under the whole IRI where the definition allows no others."""
        meant = self.context.get(key, {}) if key != "type" else {}
        assert isinstance(meant, dict)
        if meant:
            self.used[key] = None
        if meant.get("@container") == "@language":
            texts: dict[str, list[str]] = {}
            others = []
            for value in values:
                if isinstance(value, Literal) and (value.language or value.datatype.value == _STRING):
                    texts.setdefault(value.language or "@none", []).append(value.value)
                else:
                    others.append(value)
            if texts:
                written[key] = {tag: _one(sorted(texts[tag])) for tag in sorted(texts)}
            if others:
                expanded = self.prefixes.expand(key)
                assert expanded is not None
                written[expanded.value] = _one(_sorted(self.value(each, None) for each in others))
            return
        type_ = "@id" if key == "type" else meant.get("@type")
        assert type_ is None or isinstance(type_, str)
        written[key] = _one(_sorted(self.value(value, type_) for value in values))

    def value(self, value: _Value, meant: str | None) -> object:
        """A value as a string where that is what `meant` says, else as an object."""
        if not isinstance(value, Literal):
            name = self.name(value)
            return name if meant == "@id" else {"id": name}
        if value.language:
            return {"@value": value.value, "@language": value.language}
        datatype = value.datatype.value
        if datatype == _STRING:
            return value.value if meant is None else {"@value": value.value}
        name = self.name(value.datatype)
        return value.value if name == meant else {"@value": value.value, "@type": name}

    def name(self, node: _Node) -> str:
        """The prefixed name of an IRI where it has one, else the IRI; a blank node's label."""
        if isinstance(node, BlankNode):
            return str(node)
        name = self.prefixes.curie(node)
        if name.startswith("<"):
            return node.value
        self.used[name.partition(":")[0]] = None
        return name


def _iris(quads: Iterable[Quad]) -> set[str]:
    found: set[str] = set()
    for quad in quads:
        for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
            if isinstance(term, Literal):
                term = term.datatype
            if isinstance(term, NamedNode):
                found.add(term.value)
    return found


def _key_order(key: str) -> tuple[int, str]:
    return (_FIRST.index(key) if key in _FIRST else len(_FIRST), key)


def _sorted(values: Iterable[object]) -> list[object]:
    return sorted(values, key=_flat)


def _flat(value: object) -> str:
    if isinstance(value, str):
        return encode_basestring(value)
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def _one(values: list[str] | list[object]) -> object:
    return values[0] if len(values) == 1 else values
