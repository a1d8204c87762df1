"""Releases of invented regions, each with its first document, retellings and curation."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate

from account import Account, Fact, day, english
from atlas import FIRST_DAY, LAST_DAY, Atlas, Region, Statement
from facts import STRENGTHS, UNKEPT, Facts, named
from phrases import PHRASES
from pyoxigraph import Literal

LANGUAGES = tuple(PHRASES)
TELLINGS = ((1, 2, 3, 4, 6, 12), (58, 24, 9, 5, 3, 1))
"""Documents behind one release, and in how many of a hundred releases there are that many."""
PARTIES = ((2, 3, 4, 5), (80, 12, 6, 2))
"""Parties of an agreement, and how many of a hundred have that many."""
BUSY = 10
"""One release in so many has the busiest region in it, whatever the number of documents."""


@dataclass(slots=True)
class Release:
    """One release and its documents; `slug` is that of its agreement too. `curation` has what is said of
    releases, decisions and outcomes."""

    slug: str
    day: date
    regions: list[Region]
    sectors: list[str]
    accounts: list[Account]
    curation: dict[str, list[Statement]]


class Stories:
    """Makes releases one after the other, in order of their days. Keeps in memory where regions were put in a
    wrong country, and in `facts` what its facts refer to."""

    def __init__(self, atlas: Atlas, sectors: list[str], documents: int, chance: random.Random) -> None:
        self.atlas, self.sectors, self.documents, self.chance = atlas, sectors, documents, chance
        self.facts = Facts(atlas, chance)
        self._region_weights = list(
            accumulate(1 / (rank + 2) ** 0.8 for rank in range(len(atlas.regions) - 1))
        )
        self._sector_weights = list(accumulate(1 / (rank + 1) for rank in range(len(sectors))))
        self._misplaced: set[str] = set()

    def releases(self) -> Iterator[Release]:
        """Releases with as many documents in all as were asked for. The first is told three times."""
        told = number = 0
        span = (LAST_DAY - FIRST_DAY).days
        while told < self.documents:
            number += 1
            share = told / self.documents
            when = FIRST_DAY + timedelta(days=int(span * share**0.6))
            tellings = 3 if number == 1 else self.chance.choices(*TELLINGS)[0]
            tellings = min(tellings, self.documents - told)
            yield self._release(number, told, when, tellings)
            told += tellings

    def _release(self, number: int, told: int, when: date, tellings: int) -> Release:
        chance = self.chance
        many = chance.randint(4, 9) if number % 12 == 2 else chance.choices(*PARTIES)[0]
        regions = self._regions(many, busy=number % BUSY == 1)
        sectors = self._sectors(chance.choice((1, 1, 2, 3)))
        slug = f"{number:06}-{regions[0].slug}-{regions[1].slug}"
        name = f"release:{slug}"
        release = Release(slug, when, regions, sectors, [], {"releases": [], "decisions": [], "outcomes": []})
        release.curation["releases"] += [
            (name, "a", "pact:Release"),
            (name, "rdfs:label", english(f"Release {number} of {regions[0].name}")),
            (name, "dcterms:creator", f"organisation:chancellery-of-{regions[0].slug}"),
        ]
        publisher = f"organisation:chancellery-of-{regions[0].slug}"
        first = self._document(
            f"{regions[0].slug}-release-{when}-{told:06}", when, name, "press-release", publisher
        )
        facts = self.facts.of(first, number, slug, when, regions, sectors)
        told_at = [first.tell(chance, fact) for fact in facts]
        release.accounts.append(first)
        for copy in range(1, tellings):
            paper = chance.choice(self.atlas.newspapers)[0]
            later = when + timedelta(days=chance.choice((0, 0, 1, 1, 2, 7)))
            account = self._document(
                f"{paper}-{later}-{told + copy:06}", later, name, "news-item", f"organisation:{paper}"
            )
            self._retell(account, facts, told_at, later, release)
            release.accounts.append(account)
        if number % UNKEPT == 1:
            self._outcome(slug, when, told_at[0], release)
        for account in release.accounts:
            account.finish()
        return release

    def _regions(self, many: int, *, busy: bool) -> list[Region]:
        busiest, *others = self.atlas.regions
        found = {busiest.slug: busiest} if busy else {}
        while len(found) < many:
            (region,) = self.chance.choices(others, cum_weights=self._region_weights)
            found[region.slug] = region
        return list(found.values())

    def _sectors(self, many: int) -> list[str]:
        return list(
            dict.fromkeys(self.chance.choices(self.sectors, cum_weights=self._sector_weights, k=many))
        )

    def _document(self, slug: str, when: date, release: str, kind: str, publisher: str) -> Account:
        """A document that so far says its day and no more."""
        account = Account(slug, self.chance.choice(LANGUAGES))
        record = f"document:{slug}"
        account.introduce(record, "pact:Document", f"Document {slug}")
        account.outside += [
            (record, "pact:kind", f"document-kind:{kind}"),
            (record, "dcterms:language", Literal(account.language)),
            (record, "dcterms:publisher", publisher),
            (record, "prov:wasDerivedFrom", release),
        ]
        dated: list[Statement] = [(record, "pact:earliest", day(when)), (record, "pact:latest", day(when))]
        account.tell(self.chance, Fact("day", when.isoformat(), dated))
        return account

    def _retell(
        self, account: Account, facts: list[Fact], told_at: list[str], when: date, release: Release
    ) -> None:
        """Has a newspaper tell most of the facts, now and then with another strength or country, and what it
        thinks of them."""
        chance, regions = self.chance, release.regions
        dated = account.passages[0][0]
        for fact, source in zip(facts, told_at, strict=True):
            if chance.random() < 0.12:
                continue
            changed = self._changed(fact.statements) if chance.random() < 0.05 else {}
            told = Fact(fact.kind, fact.about, [changed.get(each, each) for each in fact.statements])
            passage = account.tell(chance, told, dated if chance.random() < 0.1 else None)
            for old, new in changed.items():
                self._decide(new, passage, source if old[2] != new[2] else None, when, release)
        assessment = f"assessment:{account.slug}"
        account.introduce(assessment, "pact:Assessment", f"View of {account.slug}")
        described = english(f"finds the agreement of {regions[0].name} and {regions[1].name} useful")
        view: list[Statement] = [
            (assessment, "pact:concerns", f"region:{regions[0].slug}"),
            (assessment, "pact:concerns", f"region:{regions[1].slug}"),
            (assessment, "dcterms:description", described),
        ]
        account.tell(chance, Fact("view", named(regions[:2]), view))

    def _changed(self, fact: list[Statement]) -> dict[Statement, Statement]:
        """The first statement of strength or country of a fact, with what a careless account makes of it."""
        for subject, predicate, value in fact:
            if predicate == "pact:strength":
                at = STRENGTHS.index(str(value).partition(":")[2])
                other = STRENGTHS[at - 1] if at else STRENGTHS[1]
                return {(subject, predicate, value): (subject, predicate, f"strength:{other}")}
            if predicate == "pact:country":
                wrong = next(r.wrong_country for r in self.atlas.regions if f"region:{r.slug}" == subject)
                return {(subject, predicate, value): (subject, predicate, f"country:{wrong}")}
        return {}

    def _decide(
        self, wrong: Statement, passage: str, source: str | None, when: date, release: Release
    ) -> None:
        subject, predicate, value = wrong
        slug = f"{subject.partition(':')[2]}-not-{str(value).partition(':')[2]}"
        decision = f"decision:{slug}"
        known = any(statement[0] == decision for statement in release.curation["decisions"])
        if not known and slug not in self._misplaced:
            if predicate == "pact:country":
                self._misplaced.add(slug)
            release.curation["decisions"] += [
                (decision, "a", "pact:Decision"),
                (decision, "rdfs:label", english(f"Statement {slug} is a slip")),
                (decision, "dcterms:description", english("The first account has it otherwise.")),
                (decision, "pact:judgement", "judgement:rejected"),
                (decision, "dcterms:creator", "organisation:curators"),
                (decision, "dcterms:date", day(when)),
                (decision, "rdf:subject", subject),
                (decision, "rdf:predicate", predicate),
                (decision, "rdf:object", value),
            ]
            if source:
                release.curation["decisions"].append((decision, "cito:isDisputedBy", source))
        if predicate != "pact:country":  # a wrong country is rejected wherever it is told
            release.curation["decisions"].append((decision, "cito:isSupportedBy", passage))

    def _outcome(self, slug: str, when: date, source: str, release: Release) -> None:
        record = f"outcome:{slug}"
        fulfilment = self.chance.choice(("failed", "partly"))
        release.curation["outcomes"] += [
            (record, "a", "pact:Outcome"),
            (record, "rdfs:label", english(f"Outcome of {slug}")),
            (record, "pact:announcement", f"plan:due-{slug}-1"),
            (record, "pact:fulfilment", f"fulfilment:{fulfilment}"),
            (record, "dcterms:date", day(when + timedelta(days=400))),
            (record, "dcterms:source", source),
        ]
