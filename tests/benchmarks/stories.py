"""What generated documents say: releases of invented regions, each with its first document and retellings."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from itertools import accumulate

from account import Account, day, english
from atlas import FIRST_DAY, LAST_DAY, TERMS, Atlas, Region, Statement, person
from pyoxigraph import Literal, NamedNode

_XSD = "http://www.w3.org/2001/XMLSchema#"
_INTEGER, _DECIMAL = NamedNode(_XSD + "integer"), NamedNode(_XSD + "decimal")

STRENGTHS = ("aspire", "explore", "intend", "decide", "done")
KINDS = (
    "joint-declaration",
    "declaration-of-intent",
    "memorandum-of-understanding",
    "cooperation-agreement",
    "treaty",
)
TELLINGS = ((1, 2, 3, 4, 6, 12), (58, 24, 9, 5, 3, 1))
"""Documents behind one release, and in how many of a hundred releases there are that many."""
PARTIES = ((2, 3, 4, 5), (80, 12, 6, 2))
"""Parties of an agreement, and how many of a hundred have that many."""


@dataclass(slots=True)
class Release:
    """One release and its documents; `curation` has what is said of releases, decisions and outcomes."""

    day: date
    accounts: list[Account]
    curation: dict[str, list[Statement]]


class Stories:
    """Makes releases one after the other, in order of their days. Keeps in memory what later ones refer to:
    who holds which office, where regions were put in a wrong country, the last alliances."""

    def __init__(self, atlas: Atlas, sectors: list[str], documents: int, chance: random.Random) -> None:
        self.atlas, self.sectors, self.documents, self.chance = atlas, sectors, documents, chance
        self.region_weights = list(accumulate(1 / (rank + 1) ** 0.8 for rank in range(len(atlas.regions))))
        self.sector_weights = list(accumulate(1 / (rank + 1) for rank in range(len(sectors))))
        self.held: set[str] = set()
        self.misplaced: set[str] = set()
        self.alliances: list[tuple[str, str, set[str]]] = []

    def releases(self) -> Iterator[Release]:
        """Releases with as many documents in all as were asked for."""
        told = number = 0
        span = (LAST_DAY - FIRST_DAY).days
        while told < self.documents:
            number += 1
            share = told / self.documents
            when = FIRST_DAY + timedelta(days=int(span * share**0.6))
            tellings = min(self.chance.choices(*TELLINGS)[0], self.documents - told)
            yield self._release(number, told, when, tellings)
            told += tellings

    def _release(self, number: int, told: int, when: date, tellings: int) -> Release:
        chance = self.chance
        alliance = chance.random() < 0.08
        regions = self._regions(chance.randint(4, 9) if alliance else chance.choices(*PARTIES)[0])
        sectors = self._sectors(chance.choice((1, 1, 2, 3)))
        slug = f"{number:06}-{regions[0].slug}-{regions[1].slug}"
        name = f"release:{slug}"
        release = Release(when, [], {"releases": [], "decisions": [], "outcomes": []})
        release.curation["releases"] += [
            (name, "a", "pact:Release"),
            (name, "rdfs:label", english(f"Release {number} of {regions[0].name}")),
            (name, "dcterms:creator", f"organisation:chancellery-of-{regions[0].slug}"),
        ]
        first = self._document(f"{regions[0].slug}-release-{when}-{told:06}", when, name, regions[0], None)
        facts = self._alliance(first, slug, when, regions, sectors) if alliance else []
        facts += self._agreement(first, slug, when, regions[: 2 if alliance else 5], sectors)
        facts += self._event(first, slug, when, regions, sectors)
        facts += self._speech(first, slug, when, regions[0], sectors[0])
        facts.append(self._names(regions))
        told_at = [first.tell(chance, fact, None) for fact in facts]
        release.accounts.append(first)
        for copy in range(1, tellings):
            paper = chance.choice(self.atlas.newspapers)
            later = when + timedelta(days=chance.choice((0, 0, 1, 1, 2, 7)))
            slug_ = f"{paper[0]}-{later}-{told + copy:06}"
            release.accounts.append(
                self._retelling(slug_, later, name, paper[0], regions, facts, told_at, release)
            )
        if chance.random() < 0.06:
            self._outcome(slug, when, told_at[0], release)
        for account in release.accounts:
            account.outside.append(
                (
                    f"document:{account.slug}",
                    "pact:length",
                    Literal(str(account.length + 9), datatype=_INTEGER),
                )
            )
        return release

    def _regions(self, many: int) -> list[Region]:
        found: dict[str, Region] = {}
        while len(found) < many:
            (region,) = self.chance.choices(self.atlas.regions, cum_weights=self.region_weights)
            found[region.slug] = region
        return list(found.values())

    def _sectors(self, many: int) -> list[str]:
        return list(dict.fromkeys(self.chance.choices(self.sectors, cum_weights=self.sector_weights, k=many)))

    def _document(
        self, slug: str, when: date, release: str, region: Region | None, paper: str | None
    ) -> Account:
        account = Account(slug)
        record = f"document:{slug}"
        kind = "news-item" if paper else "press-release"
        publisher = (
            f"organisation:{paper}"
            if paper
            else f"organisation:chancellery-of-{region.slug if region else ''}"
        )
        account.introduce(record, "pact:Document", f"Document {slug}")
        account.outside += [
            (record, "pact:digest", Literal(sha256(slug.encode()).hexdigest())),
            (record, "pact:kind", f"document-kind:{kind}"),
            (record, "dcterms:language", Literal("en")),
            (record, "dcterms:publisher", publisher),
            (record, "prov:wasDerivedFrom", release),
        ]
        account.tell(self.chance, [(record, "pact:earliest", day(when)), (record, "pact:latest", day(when))])
        return account

    def _agreement(
        self, first: Account, slug: str, when: date, parties: list[Region], sectors: list[str]
    ) -> list[list[Statement]]:
        chance, record = self.chance, f"agreement:{slug}"
        first.introduce(record, "pact:Agreement", f"Agreement {slug}")
        of: list[Statement] = [(record, "pact:party", f"region:{party.slug}") for party in parties]
        of += [
            (record, "pact:kind", f"agreement-kind:{chance.choice(KINDS)}"),
            (record, "pact:stage", "stage:signed"),
        ]
        of += [(record, "pact:sector", sector) for sector in sectors]
        dated: list[Statement] = [(record, "pact:earliest", day(when)), (record, "pact:latest", day(when))]
        facts = [[*of, *dated, (record, "pact:place", f"place:{parties[0].slug}-city")]]
        signed: list[Statement] = []
        for party in parties:
            signature = f"signature:{slug}-{party.slug}"
            first.introduce(signature, "pact:Signature", f"Signature of {party.name} under agreement {slug}")
            signed += [(signature, "pact:signs", record), (signature, "pact:party", f"region:{party.slug}")]
            signed += [(signature, "pact:earliest", day(when)), (signature, "pact:latest", day(when))]
        facts.append(signed)
        for number in range(chance.choice((1, 1, 2, 3))):
            commitment = f"commitment:{slug}-{number + 1}"
            first.introduce(commitment, "pact:Commitment", f"Commitment {number + 1} of agreement {slug}")
            fact: list[Statement] = [
                (
                    commitment,
                    "pact:kind",
                    "commitment-kind:" + chance.choice(("aim", "undertaking", "undertaking")),
                ),
                (commitment, "pact:strength", "strength:" + chance.choices(STRENGTHS, (3, 2, 4, 3, 1))[0]),
                (commitment, "pact:sector", chance.choice(sectors)),
                (commitment, "pact:madeUnder", record),
                (
                    commitment,
                    "dcterms:description",
                    english(f"joint work number {number + 1} of {parties[0].name}"),
                ),
            ]
            fact += [(commitment, "pact:committer", f"region:{party.slug}") for party in parties[:2]]
            if chance.random() < 0.3:
                fact += self._quantity(first, commitment, f"{slug}-{number + 1}")
            facts.append(fact)
        return facts

    def _quantity(self, first: Account, of: str, slug: str) -> list[Statement]:
        record, value = (
            f"quantity:{slug}",
            self.chance.choice((1, 2, 5, 10, 50, 100, 250)) * self.chance.randint(1, 9),
        )
        first.introduce(record, "pact:Quantity", f"Number in {slug}")
        return [
            (of, "pact:quantity", record),
            (record, "pact:value", Literal(f"{value}.0", datatype=_DECIMAL)),
            (record, "pact:unit", self.chance.choice(("unit:euro", "unit:person", "unit:year"))),
            (record, "pact:hedge", self.chance.choice(("hedge:exactly", "hedge:about", "hedge:at-least"))),
        ]

    def _event(
        self, first: Account, slug: str, when: date, regions: list[Region], sectors: list[str]
    ) -> list[list[Statement]]:
        record = f"event:{slug}"
        first.introduce(record, "pact:Event", f"Meeting {slug}")
        fact: list[Statement] = [
            (
                record,
                "pact:kind",
                "event-kind:" + self.chance.choice(("meeting", "visit", "signing", "consultation")),
            ),
            (record, "pact:status", "event-status:held"),
            (record, "pact:place", f"place:{regions[0].slug}-city"),
            (record, "pact:earliest", day(when)),
            (record, "pact:latest", day(when)),
            (record, "pact:host", f"government:{regions[0].slug}"),
        ]
        fact += [(record, "pact:participant", f"government:{region.slug}") for region in regions[:4]]
        return [[*fact, (f"agreement:{slug}", "pact:occasion", record), (record, "pact:sector", sectors[0])]]

    def _speech(
        self, first: Account, slug: str, when: date, region: Region, sector: str
    ) -> list[list[Statement]]:
        head = region.heads[0 if when < TERMS[1] else 1]
        post = f"post:minister-president-of-{region.slug}"
        holding = f"holding:{person(head)[7:]}-minister-president-of-{region.slug}"
        if holding not in self.held:
            self.held.add(holding)
            first.introduce(holding, "pact:OfficeHolding", f"{head} as Minister-President of {region.name}")
        utterance = f"utterance:{slug}"
        first.introduce(utterance, "pact:Utterance", f"Remark of {head}, {slug}")
        return [
            [
                (holding, "org:member", person(head)),
                (holding, "pact:post", post),
                (holding, "pact:attested", day(when)),
                (utterance, "pact:speaker", person(head)),
                (utterance, "pact:capacity", post),
                (utterance, "pact:speech", "speech:direct"),
                (utterance, "pact:concerns", f"agreement:{slug}"),
                (utterance, "pact:sector", sector),
                (
                    utterance,
                    "dcterms:description",
                    english(f"calls the agreement a step ahead for {region.name}"),
                ),
            ],
        ]

    def _alliance(
        self, first: Account, slug: str, when: date, regions: list[Region], sectors: list[str]
    ) -> list[list[Statement]]:
        """A new alliance, or (three times in ten) regions that join one of the last fifty."""
        members = {region.slug for region in regions}
        if self.alliances and self.chance.random() < 0.3:
            alliance, known, before = self.chance.choice(self.alliances)
            joining = [region for region in regions if region.slug not in before]
            before |= members
            facts: list[list[Statement]] = []
        else:
            alliance, known, joining = f"alliance:{slug}", slug, regions
            self.alliances = [*self.alliances[-49:], (alliance, slug, members)]
            first.introduce(alliance, "pact:Alliance", f"Alliance {slug}")
            existence = self.chance.choice(("announced", "established"))
            facts = [
                [
                    (alliance, "pact:existence", f"existence:{existence}"),
                    (alliance, "pact:sector", sectors[0]),
                ],
                [(alliance, "pact:initiatedBy", f"region:{regions[0].slug}")],
            ]
        joined: list[Statement] = []
        for region in joining:
            membership = f"membership:{known}-{region.slug}"
            first.introduce(membership, "pact:Membership", f"Membership of {region.name} in alliance {known}")
            joined += [
                (membership, "org:member", f"region:{region.slug}"),
                (membership, "org:organization", alliance),
                (membership, "pact:status", "membership-status:member"),
                (membership, "pact:since", day(when)),
            ]
        return [*facts, joined] if joined else facts

    def _names(self, regions: list[Region]) -> list[Statement]:
        fact: list[Statement] = []
        for region in regions[:3]:
            fact += [
                (f"region:{region.slug}", "pact:printedName", english(f"Region {region.name}")),
                (f"region:{region.slug}", "pact:country", f"country:{region.country}"),
            ]
        return fact

    def _retelling(
        self,
        slug: str,
        when: date,
        name: str,
        paper: str,
        regions: list[Region],
        facts: list[list[Statement]],
        told_at: list[str],
        release: Release,
    ) -> Account:
        """A newspaper's account: most of the passages, now and then with another strength or country."""
        chance = self.chance
        account = self._document(slug, when, name, None, paper)
        dated = account.passages[0][0]
        for fact, source in zip(facts, told_at, strict=True):
            if chance.random() < 0.12:
                continue
            changed = {}
            if chance.random() < 0.05:
                changed = self._changed(fact)
            passage = account.tell(
                chance, [changed.get(s, s) for s in fact], dated if chance.random() < 0.1 else None
            )
            for old, new in changed.items():
                self._decide(new, passage, source if old[2] != new[2] else None, when, release)
        assessment = f"assessment:{slug}"
        account.introduce(assessment, "pact:Assessment", f"View of {slug}")
        described = english(f"finds the agreement of {regions[0].name} and {regions[1].name} useful")
        account.tell(
            chance,
            [
                (assessment, "pact:concerns", f"region:{regions[0].slug}"),
                (assessment, "pact:concerns", f"region:{regions[1].slug}"),
                (assessment, "dcterms:description", described),
            ],
        )
        return account

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
        if not known and slug not in self.misplaced:
            if predicate == "pact:country":
                self.misplaced.add(slug)
            release.curation["decisions"] += [
                (decision, "a", "pact:Decision"),
                (decision, "rdfs:label", english(f"Statement {slug} is a slip")),
                (decision, "dcterms:description", english("The first account has it otherwise.")),
                (decision, "pact:judgement", "judgement:rejected"),
                (decision, "cito:isSupportedBy", passage),
                (decision, "dcterms:creator", "organisation:curators"),
                (decision, "dcterms:date", day(when)),
                (decision, "rdf:subject", subject),
                (decision, "rdf:predicate", predicate),
                (decision, "rdf:object", value),
            ]
            if source:
                release.curation["decisions"].append((decision, "cito:isDisputedBy", source))

    def _outcome(self, slug: str, when: date, source: str, release: Release) -> None:
        record = f"outcome:{slug}"
        release.curation["outcomes"] += [
            (record, "a", "pact:Outcome"),
            (record, "rdfs:label", english(f"Outcome of {slug}")),
            (record, "pact:announcement", f"commitment:{slug}-1"),
            (
                record,
                "pact:fulfilment",
                "fulfilment:" + self.chance.choice(("came-true", "came-late", "failed")),
            ),
            (record, "dcterms:date", day(when + timedelta(days=400))),
            (record, "dcterms:source", source),
        ]
