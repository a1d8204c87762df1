"""Repairs: what can be mended without a decision, as a new text of the file with its difference.

A printed date where an `xsd:date` belongs, a name or code where a record belongs, a misspelt term or concept
with one near neighbour, and the canonical text. Nothing else is touched, and comments stay.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import Literal, NamedNode, RdfFormat, parse

from ..rdf.namespaces import CONCEPT, RDF, RDFS, SKOS, XSD
from ..rdf.prefixes import Prefixes
from ..rdf.syntax import PlacedQuad, Reading, read
from ..rdf.writer import canonical_text
from ..workspace.writing import Writer
from .checks import Checks
from .declared_terms import SCHEMA_TERMS, KnownNames
from .parsed import ParsedFile, ParsedFiles
from .printed_dates import printed_date
from .references import missing, own_namespaces
from .rewriting import GraphChanged
from .shacl.shacl_terms import sh
from .shacl.shapes_graph import ShapesGraph
from .shape_words import stated

_SURE = 0.8
_DATE = XSD + "date"
_LABELS = (RDFS + "label", SKOS + "prefLabel", SKOS + "altLabel")
_IDENTIFIER = "http://www.w3.org/ns/adms#identifier"
_TYPE = RDF + "type"


@dataclass(frozen=True)
class Repair:
    """A new text for a file (its path in the workspace), and the difference in unified form."""

    file: str
    old: str
    new: str
    difference: str


def repairs(checks: Checks, files: Iterable[str]) -> list[Repair]:
    """The repairs of these files, sorted by name; a file that cannot be read, or has nothing to mend, has
    none."""
    bench = _Bench(checks)
    found = []
    for file in sorted(files):
        parsed = checks.files.of.get(file)
        if parsed is None:
            continue
        try:
            old = parsed.text
            new = bench.mended(parsed, old)
        except ValueError:
            continue
        if new != old:
            lines = difflib.unified_diff(
                old.splitlines(keepends=True), new.splitlines(keepends=True), f"a/{file}", f"b/{file}"
            )
            found.append(Repair(file, old, new, "".join(_ended(line) for line in lines)))
    return found


def write_repair(repair: Repair, root: Path, files: Writer) -> None:
    """Writes a repair. Raises GraphChanged where the new text cannot be read, WriteFault where the file
    changed meanwhile or cannot be written."""
    path = root / repair.file
    form = RdfFormat.TRIG if path.suffix == ".trig" else RdfFormat.TURTLE
    try:
        list(parse(input=repair.new.encode("utf-8"), format=form))
    except SyntaxError as error:
        raise GraphChanged(f"{repair.file}: {error}; it is left as it was") from error
    files.replace(path, repair.old.encode("utf-8"), repair.new.encode("utf-8"))


def _ended(line: str) -> str:
    return line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n"


class _Bench:
    """What repairs need to know of a workspace."""

    def __init__(self, checks: Checks) -> None:
        self.checks = checks
        self.prefixes: Prefixes = checks.prefixes
        self.dated = _dated(checks.shapes.graph)
        self.ranges = _ranges(checks.files)
        self.own = own_namespaces(checks.files, checks.vocabulary)
        self._records: dict[str, dict[str, set[str]]] = {}

    def mended(self, file: ParsedFile, text: str) -> str:
        """The file's text with every repair, canonical."""
        trig = file.source.path.suffix == ".trig"
        reading = read(text, trig=trig)
        edits: dict[tuple[int, int], str] = {}
        gone = missing(file, self.checks.files, self.own)
        for placed in reading.quads:
            self._edit(file, placed, gone, edits)
        for (start, end), new in sorted(edits.items(), reverse=True):
            text = text[:start] + new + text[end:]
        text = self._declared(reading, edits.values()) + text
        return canonical_text(text, trig=trig, prefixes=self.prefixes)

    def _declared(self, reading: Reading, edits: Iterable[str]) -> str:
        """Prefix lines for what the edits write and the file does not declare."""
        known = {prefix.prefix for prefix in reading.prefixes}
        used = {edit.partition("^^")[2].partition(":")[0] or edit.partition(":")[0] for edit in edits}
        return "".join(
            f"@prefix {p}: <{self.prefixes[p]}> .\n" for p in sorted(used - known) if p in self.prefixes
        )

    def _edit(
        self, file: ParsedFile, placed: PlacedQuad, gone: frozenset[str], edits: dict[tuple[int, int], str]
    ) -> None:
        if placed.implied:
            return
        predicate, value = placed.quad.predicate, placed.quad.object
        vocabulary = self.checks.vocabulary
        if file.source.layer != "vocabulary" and predicate.value not in vocabulary.properties:
            self._term(
                placed.predicate.start, placed.predicate.end, predicate, vocabulary.names["property"], edits
            )
            return
        start, end = placed.object.start, placed.object.end
        if isinstance(value, Literal):
            if predicate.value in self.dated:
                day = printed_date(value.value)
                if day is not None and (value.value, value.datatype.value) != (day, _DATE):
                    edits[start, end] = f'"{day}"^^{self.prefixes.curie(_DATE)}'
            elif predicate.value in self.ranges:
                self._record(start, end, value.value, self.ranges[predicate.value], edits)
        elif isinstance(value, NamedNode):
            if predicate.value == _TYPE and value.value not in vocabulary.classes | SCHEMA_TERMS:
                self._term(start, end, value, vocabulary.names["class"], edits)
            elif value.value.startswith(CONCEPT) and not self.checks.files.exists(value.value):
                self._term(start, end, value, vocabulary.names["concept"], edits)
            elif predicate.value in self.ranges and value.value in gone:
                local = value.value.rsplit("/", 1)[-1]
                self._record(start, end, local, self.ranges[predicate.value], edits)

    def _term(
        self, start: int, end: int, term: NamedNode, names: KnownNames, edits: dict[tuple[int, int], str]
    ) -> None:
        near = names.nearest(term.value)
        if near is None:
            return
        written = self.prefixes.curie(near)
        alike = difflib.SequenceMatcher(None, near, term.value).ratio() >= _SURE
        if alike and not written.startswith("<") and names.only_near(term.value, near):
            edits[start, end] = written

    def _record(self, start: int, end: int, name: str, cls: str, edits: dict[tuple[int, int], str]) -> None:
        found = self._named(cls).get(name.casefold(), set())
        if len(found) == 1:
            written = self.prefixes.curie(next(iter(found)))
            if not written.startswith("<"):
                edits[start, end] = written

    def _named(self, cls: str) -> dict[str, set[str]]:
        """The records of a class by name and by code, without regard to case."""
        if cls not in self._records:
            self._records[cls] = self._index(cls)
        return self._records[cls]

    def _index(self, cls: str) -> dict[str, set[str]]:
        files = self.checks.files
        members = {each.subject for file in files for each in file.types if each.object == NamedNode(cls)}
        found: dict[str, set[str]] = {}
        bearers: dict[object, set[str]] = {}
        for file in files.about(members):
            for each in file.statements:
                if each.subject not in members or not isinstance(each.subject, NamedNode):
                    continue
                if each.predicate.value in _LABELS and isinstance(each.object, Literal):
                    found.setdefault(each.object.value.casefold(), set()).add(each.subject.value)
                elif each.predicate.value == _IDENTIFIER:
                    bearers.setdefault(each.object, set()).add(each.subject.value)
        for file in files.about(bearers):
            for each in file.where(NamedNode(SKOS + "notation")):
                if each.subject in bearers and isinstance(each.object, Literal):
                    found.setdefault(each.object.value.casefold(), set()).update(bearers[each.subject])
        return found


def _dated(shapes: ShapesGraph) -> frozenset[str]:
    """The properties whose values must be `xsd:date` by every shape that speaks of them."""
    kinds: dict[str, set[str]] = {}
    for shape in shapes.having(sh("path")):
        path, datatype = stated(shapes, shape, "path"), stated(shapes, shape, "datatype")
        if isinstance(path, NamedNode):
            kinds.setdefault(path.value, set()).add(datatype.value if isinstance(datatype, NamedNode) else "")
    return frozenset(path for path, datatypes in kinds.items() if datatypes == {_DATE})


def _ranges(files: ParsedFiles) -> dict[str, str]:
    """The properties whose values are records of one class, by the ontology."""
    return {
        each.subject.value: each.object.value
        for file in files
        if file.source.layer == "vocabulary"
        for each in file.where(NamedNode(RDFS + "range"))
        if isinstance(each.subject, NamedNode)
        and isinstance(each.object, NamedNode)
        and not each.object.value.startswith((XSD, RDF, SKOS))
    }
