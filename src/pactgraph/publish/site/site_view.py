"""What a dataset says and what stands of it, held for the pages: each statement once, with all who make it,
both ways.

Read in one pass over the files; a page then looks up what it shows and never searches the graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from pyoxigraph import BlankNode, Literal, Quad, Triple

from ...rdf.layout import natural
from ...rdf.namespaces import CONCEPT, DERIVED, DOCUMENT, PACT, PASSAGE, PROV, RDF, RDFS, SKOS, split_passage
from ...rdf.prefixes import Prefixes
from ...workspace.facts import Facts
from .addresses import OTHER, fragment, path_of, scheme_path
from .fact import Fact, FactLabel, Value, blank_names, is_told, text_of, value_of, value_order

TYPE = RDF + "type"
LABELS = (SKOS + "prefLabel", RDFS + "label")
PASSAGE_OF, START, END = PACT + "passageOf", PACT + "start", PACT + "end"
PREMISE = PROV + "wasDerivedFrom"
STATE_OF, HOLDS, PERIOD = PACT + "stateOf", PACT + "holds", PACT + "Period"
STATES = "states"
"""The place in a thing's page that tells what states it was in."""

MOST_OF_PASSAGES = 420
"""The weight of the passages that one part of a document's page tells."""

VOCABULARY = "/def/"
"""The page of the classes and properties."""


@dataclass(slots=True, eq=False)
class PageSubject:
    """A page's things: the one that it is about, and further subjects that are told with it."""

    path: str
    iri: str
    kind: str
    subjects: list[str] = field(default_factory=list)


class SiteView:
    """The statements of a dataset by subject and by value, labels, passages, and where each thing is told."""

    def __init__(self, facts: Facts, prefixes: Prefixes) -> None:
        self.prefixes = prefixes
        self.facts: dict[Triple, Fact] = {}
        self.of: dict[str, list[Fact]] = {}
        self.on: dict[str, list[Fact]] = {}
        self.stated: dict[str, list[Fact]] = {}
        self.vocabulary: set[str] = set()
        self.foreign: set[str] = set()
        """Terms of other vocabularies, of which nothing is told but what they are called."""
        self.layers: dict[str, str] = {}
        self._labels: dict[str, list[FactLabel]] = {}
        self._best: dict[tuple[str, str], FactLabel] = {}
        self._read(facts)
        self.passages: dict[str, list[str]] = {}
        self.spans: dict[str, tuple[int, int]] = {}
        self.used = {fact.property for fact in self.facts.values() if is_told(fact)}
        """The properties that sources use, and not only rules."""
        self._find_passages()
        self._sort()
        self.units: dict[str, PageSubject] = {}
        self.page: dict[str, str] = {}
        self.told_with: dict[str, str] = {}
        """Periods and tellings that the law made, each with its thing, whose page tells it."""
        self._assign()

    def _read(self, facts: Facts) -> None:
        of_others: set[str] = set()
        told: set[str] = set()
        for number, (file, quads) in enumerate(facts.dataset.quads_of.items()):
            self.layers.setdefault(file.graph.value, file.layer)
            blank = blank_names(quads, number)
            for quad in quads:
                fact = self._take(quad, blank)
                if file.of_others:
                    of_others.add(fact.subject)
                elif file.layer == "vocabulary":
                    self.vocabulary.add(fact.subject)
                else:
                    told.add(fact.subject)
                fact.accepted = facts.stands(quad.triple)
        self.foreign = of_others - told - self.vocabulary
        self.layers[DERIVED.value] = "derived"
        for triple in facts.derived():
            self._take(Quad(triple.subject, triple.predicate, triple.object, DERIVED), {})
        rejected = {(passage.value, triple) for passage, triple in facts.standing.rejected}
        for triple in {triple for _, triple in rejected}:
            known = self.facts.get(triple)
            if known is not None and not known.accepted:
                known.rejected = all((source, triple) in rejected for source in known.sources)

    def _take(self, quad: Quad, blank: Mapping[object, BlankNode]) -> Fact:
        """Takes in a statement of a graph."""
        triple = quad.triple
        fact = self.facts.get(triple)
        if fact is None:
            subject, value = blank.get(quad.subject, quad.subject), blank.get(quad.object, quad.object)
            renamed = Triple(subject, quad.predicate, value) if blank else triple
            fact = self.facts[triple] = Fact(renamed, text_of(subject), quad.predicate.value, value_of(value))
            self.of.setdefault(fact.subject, []).append(fact)
            if isinstance(fact.value, str):
                self.on.setdefault(fact.value, []).append(fact)
            elif fact.property in LABELS:
                label = FactLabel(fact.value.value, fact.value.language or "")
                self._labels.setdefault(fact.subject, []).append(label)
        graph = text_of(blank.get(quad.graph_name, quad.graph_name))
        if graph not in fact.sources:
            fact.sources.append(graph)
            if graph.startswith(PASSAGE):
                self.stated.setdefault(graph, []).append(fact)
        return fact

    def _find_passages(self) -> None:
        for iri in self.of:
            parts = split_passage(iri)
            document = f"{DOCUMENT}{parts[0]}" if parts else ""
            if parts and document in self.of:
                self.passages.setdefault(document, []).append(iri)
                self.spans[iri] = parts[1:]
        for passages in self.passages.values():
            passages.sort(key=lambda iri: self.spans[iri])

    def _sort(self) -> None:
        """Puts sources in their order, and what passages state in that of subjects and values."""
        for facts in self.of.values():
            for fact in facts:
                if len(fact.sources) > 1:
                    fact.sources.sort(key=self._source_order)
        for facts in self.stated.values():
            if len(facts) > 1:
                facts.sort(key=lambda fact: (natural(fact.subject), *value_order(fact)))

    def _assign(self) -> None:
        """Gives every subject the page that tells its facts."""
        blank, made = [], []
        for subject in sorted(self.of, key=natural):
            if subject.startswith("_:"):
                blank.append(subject)
            elif self._is_made(subject):
                made.append(subject)
            elif subject in self.spans or subject in self.foreign:
                continue
            elif (
                subject in self.vocabulary
                and not subject.startswith(CONCEPT)
                and not self._is_record(subject)
            ):
                self._add(VOCABULARY, "def", subject)
            else:
                path = scheme_path(subject) or path_of(subject)
                if path in self.units and not path.startswith(f"/{OTHER}/"):
                    path = path_of(f"{subject} at another address")
                self._add(path, path.split("/")[1], subject)
        for document, passages in self.passages.items():
            for passage in passages:
                self.units[self.page[document]].subjects.append(passage)
                self.page[passage] = self.page[document]
        self._assign_made(made)
        self._assign_blank(blank)

    def _is_made(self, subject: str) -> bool:
        """Whether a subject is a period or a telling that only the derived graph knows."""
        facts = self.of[subject]
        return any(fact.property == STATE_OF for fact in facts) and all(
            fact.sources == [DERIVED.value] for fact in facts
        )

    def _assign_made(self, made: Iterable[str]) -> None:
        """What the law made of a thing is told with it, or by itself where the thing has no page."""
        for subject in made:
            things = [thing for thing in self.nodes(subject, STATE_OF) if thing in self.page]
            if things:
                self.told_with[subject] = things[0]
                self.units[self.page[things[0]]].subjects.append(subject)
                self.page[subject] = self.page[things[0]]
            else:
                self._add(path_of(subject), path_of(subject).split("/")[1], subject)

    def _is_record(self, subject: str) -> bool:
        return not path_of(subject).startswith(f"/{OTHER}/")

    def _add(self, path: str, kind: str, subject: str) -> None:
        unit = self.units.get(path)
        if unit is None:
            unit = self.units[path] = PageSubject(path, subject, kind)
        unit.subjects.append(subject)
        self.page[subject] = path

    def _assign_blank(self, blank: list[str]) -> None:
        """A blank node is told with the first thing that leads to it, or by itself."""
        for subject in blank:
            seen, node = {subject}, subject
            while node.startswith("_:"):
                before = sorted({fact.subject for fact in self.on.get(node, ())} - seen, key=natural)
                if not before:
                    break
                node = next((one for one in before if not one.startswith("_:")), before[0])
                seen.add(node)
            if node in self.page:
                self.units[self.page[node]].subjects.append(subject)
                self.page[subject] = self.page[node]
            else:
                self._add(path_of(subject), OTHER, subject)

    def label(self, iri: str, language: str) -> FactLabel:
        """What a thing is called: in the language, else in English, else in another; else its prefixed name
        or what its IRI ends with."""
        key = (iri, language)
        found = self._best.get(key)
        if found is None:
            candidates = self._labels.get(iri)
            if candidates:
                order = {"en": 1, "": 2} | {language: 0}
                found = min(candidates, key=lambda one: (order.get(one.language, 3), one.language, one.text))
            else:
                found = FactLabel(self.prefixes.curie(iri) if not iri.startswith("_:") else iri, "")
            self._best[key] = found
        return found

    def labels(self, iri: str) -> list[FactLabel]:
        """Every label of a thing, by language."""
        return sorted(set(self._labels.get(iri, ())), key=lambda one: (one.language, one.text))

    def values(self, iri: str, property_: str) -> list[Value]:
        """The accepted values of a property of a thing, in order."""
        found = [f.value for f in self.of.get(iri, ()) if f.property == property_ and f.accepted]
        return sorted(found, key=lambda value: natural(str(value))) if len(found) > 1 else found

    def nodes(self, iri: str, property_: str) -> list[str]:
        """The things that are accepted values of a property of a thing."""
        return [value for value in self.values(iri, property_) if isinstance(value, str)]

    def text(self, iri: str, property_: str) -> str | None:
        """The first literal among the accepted values of a property of a thing."""
        return next((v.value for v in self.values(iri, property_) if isinstance(v, Literal)), None)

    def types(self, iri: str) -> list[str]:
        """The classes of a thing."""
        return self.nodes(iri, TYPE)

    def place(self, iri: str) -> str | None:
        """The path at which a thing is told, with the place in the page where it has one there."""
        path = self.page.get(iri)
        if path is None or path == VOCABULARY:
            return None if path is None else f"{path}#{self.term_id(iri)}"
        if iri in self.spans:
            return self.passage_place(iri)
        return f"{path}#{STATES}" if iri in self.told_with else path

    def term_id(self, iri: str) -> str:
        """The place of a class or property in the page of the vocabulary: for our own terms what their IRIs
        have behind the `#`."""
        if iri.startswith(PACT):
            return fragment(iri[len(PACT) :])
        return fragment(self.prefixes.curie(iri).replace(":", "-"))

    def passage_place(self, iri: str) -> str:
        """The path of the part of a document's page that tells a passage, and the place in it."""
        document = f"{DOCUMENT}{iri[len(PASSAGE) :].rpartition('_')[0]}"
        part = self.part_of.get(iri, 1)
        start, end = self.spans[iri]
        path = self.page[document]
        return f"{path}{f'{part}/' if part > 1 else ''}#p{start}-{end}"

    @cached_property
    def part_of(self) -> dict[str, int]:
        """The number of the part of its document's page in which a passage is told."""
        return {
            passage: number
            for document in self.passages
            for number, part in enumerate(self.parts(document), 1)
            for passage in part
        }

    def parts(self, document: str) -> list[list[str]]:
        """The passages of a document in parts that fit a page each."""
        found: list[list[str]] = []
        weight = 0
        for passage in self.passages.get(document, []):
            more = 3 + 2 * len(self.stated.get(passage, ())) + len(self.of[passage]) // 3
            if not found or weight + more > MOST_OF_PASSAGES:
                found.append([])
                weight = 0
            found[-1].append(passage)
            weight += more
        return found or [[]]

    def _source_order(self, graph: str) -> tuple[object, ...]:
        """The order of sources: passages by document and place, then files."""
        span = self.spans.get(graph)
        return (0, graph.rpartition("_")[0], span) if span else (1, graph)

    @cached_property
    def _decisions(self) -> dict[tuple[str, str, str], str]:
        """Decisions by statement; one on a time is one on both of its bounds."""
        found = {}
        for fact in self.of_property(RDF + "subject"):
            if not isinstance(fact.value, str):
                continue
            for property_ in self.nodes(fact.subject, RDF + "predicate"):
                for value in self.values(fact.subject, RDF + "object"):
                    found[fact.value, property_, str(value)] = fact.subject
            for bound in (PACT + "earliest", PACT + "latest"):
                for value in self.values(fact.subject, bound):
                    found[fact.value, bound, str(value)] = fact.subject
        return found

    def of_property(self, property_: str) -> list[Fact]:
        """Every statement of a property, by subject."""
        return [
            fact for subject in sorted(self.of) for fact in self.of[subject] if fact.property == property_
        ]

    def decision(self, fact: Fact) -> str | None:
        """The decision on a statement."""
        return self._decisions.get((fact.subject, fact.property, str(fact.value)))

    def accepted(self, subjects: Iterable[str]) -> list[Quad]:
        """The accepted statements about some subjects, as quads of the default graph."""
        return [
            Quad(fact.triple.subject, fact.triple.predicate, fact.triple.object)
            for subject in subjects
            for fact in self.of.get(subject, ())
            if fact.accepted
        ]

    def things(self, kind: str) -> list[PageSubject]:
        """The pages of one kind, in natural order of their paths."""
        return self.by_kind.get(kind, [])

    @cached_property
    def by_kind(self) -> Mapping[str, list[PageSubject]]:
        """The pages of things by kind: the list of a kind's things at `/{kind}/` is not among them."""
        found: dict[str, list[PageSubject]] = {}
        for unit in self.units.values():
            if unit.path not in (VOCABULARY, f"/{unit.kind}/"):
                found.setdefault(unit.kind, []).append(unit)
        return found
