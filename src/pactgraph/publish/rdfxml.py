"""RDF/XML that every parser of XML reads.

Oxigraph's writer makes elements without a name of properties and classes such as `http://ex.org/p/123`, and
its reader takes them. Here a property is an element only where its IRI ends in a name of XML, and a class is
always a value (RDF 1.1 XML Syntax, section 2.2: some graphs cannot be written in RDF/XML).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from itertools import groupby
from xml.parsers import expat

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from ..rdf.namespaces import RDF, XSD

_STRING = XSD + "string"
_TO_ESCAPE = re.compile('[&<>"\x00-\x08\x0b-\x1f\ufffe\uffff]')
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""Characters that no XML 1.0 document holds (section 2.2)."""

_STARTS = (
    "A-Z_a-z\xc0-\xd6\xd8-\xf6\xf8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    + ("\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd")
)
_START = re.compile(f"[{_STARTS}]")
_NOT_NAME = re.compile(f"[^{_STARTS}.0-9\xb7\u0300-\u036f\u203f\u2040-]")
_ASCII_START = re.compile("[A-Z_a-z]")
_NOT_ASCII_NAME = re.compile("[^A-Z_a-z.0-9-]")
_RESERVED = frozenset(
    RDF + name
    for name in (
        *("RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype", "Description", "li"),
        *("aboutEach", "aboutEachPrefix", "bagID"),
    )
)
"""What is no property in RDF/XML (RDF 1.1 XML Syntax, section 6.2.5)."""
_XMLNS = "http://www.w3.org/2000/xmlns/"
"""What no prefix may be declared for (Namespaces in XML 1.0, section 3)."""

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"})


def write_rdfxml(triples: Iterable[Triple], prefixes: Mapping[str, str]) -> str:
    """The RDF/XML text of triples in their order; of the prefix table what is used, and prefixes `ns1`, `ns2`
    ... for other namespaces.

    Raises ValueError, which names the statement, for a property that is no element name and for a text with
    a character that XML has not.
    """
    found = list(triples)
    names = _Names(found, prefixes)
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', names.root()]
    for subject, stated in groupby(found, key=lambda triple: triple.subject):
        lines.append(f"  <rdf:Description {_node('about', subject)}>")
        lines += (f"    {_property(names.element[triple.predicate], triple)}" for triple in stated)
        lines.append("  </rdf:Description>")
    return "\n".join([*lines, "</rdf:RDF>", ""])


class _Names:
    """The element name of each property of triples: `element`."""

    def __init__(self, triples: Iterable[Triple], prefixes: Mapping[str, str]) -> None:
        split: dict[NamedNode, tuple[str, str]] = {}
        for triple in triples:
            if triple.predicate not in split:
                split[triple.predicate] = _split(triple)
        known = {
            space: prefix
            for prefix, space in sorted(prefixes.items(), reverse=True)
            if _may_be(prefix, space)
        }
        known[RDF] = "rdf"
        self._prefixes = {RDF: "rdf"}
        taken = {"rdf"}
        for space in sorted({space for space, _ in split.values()} - {RDF}):
            prefix = known.get(space, "")
            number = 0
            while not prefix or prefix in taken:
                number += 1
                prefix = f"ns{number}"
            self._prefixes[space] = prefix
            taken.add(prefix)
        self.element = {node: f"{self._prefixes[space]}:{local}" for node, (space, local) in split.items()}

    def root(self) -> str:
        """The start of the root element, with its prefixes."""
        declared = sorted((prefix, space) for space, prefix in self._prefixes.items())
        return f"<rdf:RDF{''.join(f' xmlns:{prefix}={_quoted(space)}' for prefix, space in declared)}>"


def _may_be(prefix: str, space: str) -> bool:
    """Whether XML lets a prefix stand for a namespace."""
    name = _local(prefix, _ASCII_START, _NOT_ASCII_NAME)
    return prefix == name and not prefix.lower().startswith("xml") and bool(space)


def _split(triple: Triple) -> tuple[str, str]:
    """The namespace and local name of a property. Raises ValueError where it has none."""
    iri = triple.predicate.value
    local = _local(iri, _START, _NOT_NAME)
    if not local.isascii() and not _is_read(local):
        local = _local(iri, _ASCII_START, _NOT_ASCII_NAME)
    space = iri[: len(iri) - len(local)]
    if not local or iri in _RESERVED or space == _XMLNS:
        raise ValueError(
            f"the property <{iri}> of {triple.subject} cannot be the name of an XML element "
            "(RDF 1.1 XML Syntax, section 2.2)"
        )
    return space, local


def _local(iri: str, start: re.Pattern[str], other: re.Pattern[str]) -> str:
    """The longest end of an IRI that is a name without colon (Namespaces in XML 1.0, production 4)."""
    last = max((match.end() for match in other.finditer(iri)), default=0)
    first = start.search(iri, last)
    return iri[first.start() :] if first else ""


def _is_read(name: str) -> bool:
    """Whether parsers read a name: editions of XML 1.0 differ beyond ASCII, and expat knows the fourth."""
    try:
        expat.ParserCreate("utf-8").Parse(f"<{name}/>".encode(), True)
    except expat.ExpatError:
        return False
    return True


def _property(name: str, triple: Triple) -> str:
    value = triple.object
    if not isinstance(value, Literal):
        return f"<{name} {_node('resource', value)}/>"
    text = value.value
    if _TO_ESCAPE.search(text):
        if (bad := _NOT_IN_XML.search(text)) is not None:
            raise ValueError(
                f"XML has no character U+{ord(bad[0]):04X}, and the value of {triple.predicate} of "
                f"{triple.subject} holds one"
            )
        text = text.translate(_ESCAPES)
    if language := value.language:
        return f'<{name} xml:lang="{language}">{text}</{name}>'
    datatype = value.datatype.value
    if datatype == _STRING:
        return f"<{name}>{text}</{name}>"
    return f"<{name} rdf:datatype={_quoted(datatype)}>{text}</{name}>"


def _node(attribute: str, node: object) -> str:
    if isinstance(node, BlankNode):
        return f"rdf:nodeID={_quoted(node.value)}"
    assert isinstance(node, NamedNode)
    return f"rdf:{attribute}={_quoted(node.value)}"


def _quoted(text: str) -> str:
    return f'"{text.translate(_ESCAPES)}"'
