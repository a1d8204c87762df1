"""The guard over published IRIs, and what leads from withdrawn ones to those that took their place."""

from __future__ import annotations

from collections.abc import Iterable

from pyoxigraph import NamedNode, Quad

from ..rdf.namespaces import RDF, ROOT
from ..rdf.prefixes import Prefixes
from ..workspace.published import DEPRECATED, withdrawn

_REPLACED = NamedNode("http://purl.org/dc/terms/isReplacedBy")
_TYPE = NamedNode(RDF + "type")


def introduced(quads: Iterable[Quad]) -> frozenset[str]:
    """Our own IRIs that the quads introduce: those with a type. (Graph names of files are not among them, but
    passages are.)"""
    return frozenset(
        quad.subject.value
        for quad in quads
        if quad.predicate == _TYPE
        and isinstance(quad.subject, NamedNode)
        and quad.subject.value.startswith(ROOT)
    )


def vanished(released: Iterable[str], quads: Iterable[Quad]) -> list[str]:
    """The published IRIs that the quads neither introduce nor mark as withdrawn, sorted."""
    known = list(quads)
    there = introduced(known) | withdrawn(known)
    return sorted(iri for iri in released if iri not in there)


def replacements(quads: Iterable[Quad]) -> dict[str, str]:
    """Each withdrawn IRI of ours with the one that took its place; the least where it has several."""
    known = list(quads)
    gone = withdrawn(known)
    found: dict[str, str] = {}
    for quad in known:
        if (
            quad.predicate == _REPLACED
            and isinstance(quad.subject, NamedNode)
            and isinstance(quad.object, NamedNode)
            and quad.subject.value in gone
            and quad.subject.value.startswith(ROOT)
        ):
            old, new = quad.subject.value, quad.object.value
            found[old] = min(found.get(old, new), new)
    return found


def migration(renamed: dict[str, str], prefixes: Prefixes) -> str:
    """A SPARQL 1.1 Update that puts new IRIs in the place of withdrawn ones, in every graph and place of a
    statement. What data say of an IRI that they themselves withdraw stays, and so does its replacement."""
    rows = sorted(renamed.items())
    pairs = "".join(f"    ({prefixes.curie(old)} {prefixes.curie(new)})\n" for old, new in rows)
    parts = [
        _update(pairs, old, new, kept, named)
        for old, new, kept in (
            ("?old ?p ?o", "?new ?p ?o", f"FILTER NOT EXISTS {{ ?old <{DEPRECATED.value}> ?yes }}"),
            ("?s ?old ?o", "?s ?new ?o", ""),
            ("?s ?p ?old", "?s ?p ?new", f"FILTER(?p != <{_REPLACED.value}>)"),
        )
        for named in (False, True)
    ]
    body = "\n;\n".join(parts) + "\n"
    head = "# Puts what took the place of withdrawn IRIs into the statements that use them.\n"
    return f"{head}{prefixes.declarations(body)}\n{body}"


def _update(pairs: str, old: str, new: str, kept: str, named: bool) -> str:
    if named:
        old, new, kept = (
            f"GRAPH ?g {{ {part} }}" if part.startswith("?") else part for part in (old, new, kept)
        )
        kept = kept.replace("EXISTS { ", "EXISTS { GRAPH ?any { ").replace("?yes }", "?yes } }")
    where = f"  VALUES (?old ?new) {{\n{pairs}  }}\n  {old}\n" + (f"  {kept}\n" if kept else "")
    return f"DELETE {{ {old} }}\nINSERT {{ {new} }}\nWHERE {{\n{where}}}"
