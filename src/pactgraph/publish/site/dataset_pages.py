"""The dataset as such: its description, its files, what was found when it was checked, and what changed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property, partial
from typing import NamedTuple

from pyoxigraph import Literal, Quad

from ...rdf.layout import natural
from ...rdf.namespaces import RDF
from ..description import PREFIXES, Distribution, describe, measured
from ..diff import ChangeWords as ChangeWords
from ..diff import summary, told
from ..export import accepted_facts, render, vocabulary_of, whole_dataset
from ..jsonld import write_jsonld
from .addresses import is_link
from .page_values import File, Relation, Shown, in_short, shown
from .telling import Teller
from .toolkit import Maker, Toolkit

MOST_FINDINGS = 100
MOST_LINES = 400
MOST_LISTED = 100
DATED = "http://purl.org/dc/terms/date"


class CountTable(NamedTuple):
    """How many things or statements there are of a class or property."""

    name: Shown
    number: int


class GraphLine(NamedTuple):
    """A named graph of a file: its name, who speaks, and how many statements it has."""

    id: str
    name: str
    layer: str
    number: int


class Described:
    """The dataset's description and its files, made once for all pages."""

    def __init__(self, site: Toolkit) -> None:
        self._site = site

    @cached_property
    def files(self) -> dict[str, bytes]:
        """The files that hold the dataset, by name."""
        site = self._site
        facts = site.material.facts
        whole = site.writers.moved(whole_dataset(facts))
        return {
            "pactgraph.nq": render(whole, "nq", {}),
            "pactgraph.ttl": site.writers.written(accepted_facts(facts), "turtle"),
        }

    @cached_property
    def distributions(self) -> list[Distribution]:
        """The files as the description names them."""
        return [measured(name, [text], canonical=name.endswith(".nq")) for name, text in self.files.items()]

    @cached_property
    def quads(self) -> list[Quad]:
        """The statements that describe the dataset."""
        site = self._site
        url = f"{site.settings.url or site.settings.base}data/"
        triples = describe(
            site.material.facts, site.material.about, self.distributions, root=site.settings.base, url=url
        )
        return [Quad(t.subject, t.predicate, t.object) for t in triples]

    @cached_property
    def turtle(self) -> bytes:
        """The description as Turtle."""
        return render(self.quads, "turtle", PREFIXES | self._site.writers.prefixes)

    def jsonld(self) -> bytes:
        """The description as JSON-LD."""
        vocabulary = self._site.writers.moved(vocabulary_of(self._site.material.facts.dataset))
        return write_jsonld(self.quads, vocabulary, PREFIXES | self._site.writers.prefixes).encode("utf-8")


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """`/dataset/` and `/changes/` in each language, the description, and the files of the dataset."""
    described = Described(site)
    for path in ("/void.ttl", "/.well-known/void", "/dcat.ttl"):
        yield path, lambda: described.turtle
    yield "/dcat.jsonld", described.jsonld
    for name in ("pactgraph.nq", "pactgraph.ttl"):
        yield f"/data/{name}", partial(_file, described, name)
    for language, prefix in site.each_language():
        yield f"{prefix}/dataset/", partial(_dataset, site, described, language)
        yield f"{prefix}/changes/", partial(_changes, site, language)


def _file(described: Described, name: str) -> bytes:
    return described.files[name]


def _dataset(site: Toolkit, described: Described, language: str) -> bytes:
    about = site.material.about
    teller = site.teller(language, "/dataset/")
    frame = site.frame(teller, "/dataset/", teller.say("dataset"), description=about.description)
    frame.relations += [
        Relation("alternate", teller.file("/void.ttl"), "text/turtle"),
        Relation("alternate", teller.file("/dcat.jsonld"), "application/ld+json"),
        Relation("cite-as", f"{site.settings.base}dataset"),
    ]
    findings = site.material.findings
    severities = ("error", "warning", "info")
    return site.render(
        "dataset.html",
        teller,
        frame,
        about=about,
        iri=f"{site.settings.base}dataset",
        licence_link=about.licence if about.licence and is_link(about.licence) else "",
        files=[
            (File(teller.file(f"/data/{one.name}"), "", one.name), one.size, one.digest)
            for one in described.distributions
        ],
        descriptions=[
            File(teller.file("/void.ttl"), "text/turtle", "VoID, Turtle"),
            File(teller.file("/dcat.ttl"), "text/turtle", "DCAT, Turtle"),
            File(teller.file("/dcat.jsonld"), "application/ld+json", "DCAT, JSON-LD"),
            File(teller.file("/questions.ttl"), "text/turtle", "SPARQL"),
        ],
        classes=_counts(site, teller),
        graphs=_graphs(site),
        checked=findings is not None,
        tally=[(name, sum(1 for f in findings or () if f.severity == name)) for name in severities],
        findings=[
            (shown(f.severity), shown(f.place), shown(f.rule), shown(f.message), shown(f.remedy))
            for f in (findings or ())[:MOST_FINDINGS]
        ],
    )


def _counts(site: Toolkit, teller: Teller) -> list[CountTable]:
    """How many things of each class the accepted facts have."""
    found: dict[str, int] = {}
    for subject, facts in site.view.of.items():
        if subject not in site.view.vocabulary:
            for fact in facts:
                if fact.property == RDF + "type" and fact.accepted and isinstance(fact.value, str):
                    found[fact.value] = found.get(fact.value, 0) + 1
    return [
        CountTable(teller.name(one), found[one]) for one in sorted(found, key=lambda one: (-found[one], one))
    ]


def _graphs(site: Toolkit) -> list[GraphLine]:
    """The named graphs of registers and curation."""
    return [
        GraphLine(f"g{number}", shown(file.relative), file.layer, len(quads))
        for number, (file, quads) in enumerate(site.material.facts.dataset.quads_of.items(), 1)
        if file.layer in ("registers", "curation")
    ]


def _changes(site: Toolkit, language: str) -> bytes:
    teller = site.teller(language, "/changes/")
    say, view, changes = teller.say, site.view, site.material.changes
    frame = site.frame(teller, "/changes/", say("changes"))
    lines: list[str] = []
    if changes is not None:
        known = accepted_facts(site.material.facts, vocabulary=True)
        text = told(list(changes), ChangeWords(known, site.material.prefixes, language))
        lines = shown(text).splitlines()
    decisions = sorted(
        (fact for fact in view.of_property(DATED) if fact.accepted and isinstance(fact.value, Literal)),
        key=lambda fact: (str(fact.value), natural(fact.subject)),
        reverse=True,
    )
    wording = teller.wording
    documents = [unit.iri for unit in view.things("document")]
    dated = sorted(documents, key=lambda iri: (wording.days(iri) or ("", ""), iri), reverse=True)
    return site.render(
        "changes.html",
        teller,
        frame,
        version=site.material.about.version or "",
        previous=site.material.about.previous or "",
        since=shown(in_short(site.material.since)),
        compared=changes is not None,
        summary=summary(changes) if changes is not None else "",
        lines=lines[:MOST_LINES],
        more=max(0, len(lines) - MOST_LINES),
        documents=[teller.noted(iri) for iri in dated[:MOST_LISTED]],
        decisions=[
            teller.name(fact.subject)._replace(note=shown(fact.value.value))
            for fact in decisions[:MOST_LISTED]
            if isinstance(fact.value, Literal)
        ],
    )
