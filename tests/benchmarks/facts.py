"""The facts of a generated release: its agreement, meeting, remark, alliance and council."""

from __future__ import annotations

import random
from datetime import date, timedelta

from account import Account, Fact, day, english
from atlas import TERMS, Atlas, Region, Statement, person
from pyoxigraph import Literal, NamedNode
from sequels import Sequels

_DECIMAL = NamedNode("http://www.w3.org/2001/XMLSchema#decimal")

STRENGTHS = ("aspire", "explore", "intend", "decide", "bind")
UNKEPT = 12
"""The first commitment of one release in so many is not kept, as the curation knows."""

KINDS = (
    "joint-declaration",
    "declaration-of-intent",
    "memorandum-of-understanding",
    "cooperation-agreement",
    "treaty",
)


def named(regions: list[Region]) -> str:
    """Regions one after the other, as a text lists them."""
    return ", ".join(region.name for region in regions)


class Facts:
    """Makes the facts of one release after the other. Keeps in memory what later ones refer to: who holds
    which office, and the last alliances. `members` counts the regions of each alliance."""

    def __init__(self, atlas: Atlas, chance: random.Random) -> None:
        self.atlas, self.chance = atlas, chance
        self.members: dict[str, int] = {}
        self._held: set[str] = set()
        self._alliances: list[tuple[str, str, set[str]]] = []
        self._sequels = Sequels(chance)

    def of(
        self, first: Account, number: int, slug: str, when: date, regions: list[Region], sectors: list[str]
    ) -> list[Fact]:
        """The facts of release `number`, told by the document `first`, which introduces their records. Every
        twelfth founds or widens an alliance, and others have a council or a law, as their number says."""
        alliance = number % 12 == 2
        parties = regions[: 2 if alliance else 5]
        facts = self._alliance(first, slug, when, regions, sectors) if alliance else []
        facts += self._sequels.due(when)
        facts += self._agreement(first, number, slug, when, parties, sectors)
        facts.append(self._event(first, number, slug, when, regions, sectors))
        facts.append(self._speech(first, slug, when, regions[0], sectors[0]))
        if number % 7 == 1:
            facts.append(self._body(first, number, slug, when, parties, sectors[0]))
        if number % 8 == 1:
            law = self.atlas.laws[number % len(self.atlas.laws)]
            references: Statement = (f"agreement:{slug}", "dcterms:references", f"law:act-{law}")
            facts.append(Fact("law", law, [references]))
        facts.append(self._names(regions[:3]))
        return facts

    def _agreement(
        self, first: Account, number: int, slug: str, when: date, parties: list[Region], sectors: list[str]
    ) -> list[Fact]:
        chance, record = self.chance, f"agreement:{slug}"
        first.introduce(record, "pact:Agreement", f"Agreement {slug}")
        of: list[Statement] = [(record, "pact:party", f"region:{party.slug}") for party in parties]
        of += [
            (record, "pact:kind", f"agreement-kind:{chance.choice(KINDS)}"),
            (record, "pact:stage", "stage:signed"),
            (record, "pact:place", f"place:{parties[0].slug}-city"),
        ]
        of += [(record, "pact:sector", sector) for sector in sectors]
        signed: list[Statement] = []
        for party in parties:
            signature = f"signature:{slug}-{party.slug}"
            first.introduce(signature, "pact:Signature", f"Signature of {party.name} under agreement {slug}")
            signed += [(signature, "pact:signs", record), (signature, "pact:party", f"region:{party.slug}")]
            signed += [(signature, "pact:earliest", day(when)), (signature, "pact:latest", day(when))]
        facts = [Fact("agreement", named(parties), of), Fact("signatures", named(parties), signed)]
        for count in range(chance.choice((1, 1, 2, 3))):
            commitment = f"commitment:{slug}-{count + 1}"
            first.introduce(commitment, "pact:Commitment", f"Commitment {count + 1} of agreement {slug}")
            described = english(f"joint work number {count + 1} of {parties[0].name}")
            fact: list[Statement] = [
                (
                    commitment,
                    "pact:kind",
                    "commitment-kind:" + chance.choice(("aim", "undertaking", "undertaking")),
                ),
                (commitment, "pact:strength", "strength:" + chance.choices(STRENGTHS, (3, 2, 4, 3, 1))[0]),
                (commitment, "pact:sector", chance.choice(sectors)),
                (commitment, "pact:madeUnder", record),
                (commitment, "dcterms:description", described),
            ]
            fact += [(commitment, "pact:committer", f"region:{party.slug}") for party in parties[:2]]
            if number % 3 == 1:
                due = when + timedelta(days=chance.choice((365, 730, 1461)))
                fact += self._plan(first, commitment, f"due-{slug}-{count + 1}", None, due)
                if count or number % UNKEPT != 1:
                    self._sequels.promise(
                        due, named(parties[:2]), [(commitment, "pact:progress", "progress:done")]
                    )
            if number % 6 == 1:
                carrier = f"organisation:chancellery-of-{parties[0].slug}"
                fact.append((commitment, "pact:carriedOutBy", carrier))
            if chance.random() < 0.3:
                fact += self._quantity(first, commitment, f"{slug}-{count + 1}")
            facts.append(Fact("commitment", named(parties[:2]), fact))
        return facts

    def _quantity(self, first: Account, of: str, slug: str) -> list[Statement]:
        value = self.chance.choice((1, 2, 5, 10, 50, 100, 250)) * self.chance.randint(1, 9)
        unit = self.chance.choice(("unit:euro", "unit:person", "unit:year"))
        hedge = self.chance.choice(("hedge:exactly", "hedge:about", "hedge:at-least"))
        return self._stated(first, of, slug, value, unit, hedge)

    @staticmethod
    def _stated(first: Account, of: str, slug: str, value: int, unit: str, hedge: str) -> list[Statement]:
        record = f"quantity:{slug}"
        first.introduce(record, "pact:Quantity", f"Number in {slug}")
        return [
            (of, "pact:quantity", record),
            (record, "pact:value", Literal(f"{value}.0", datatype=_DECIMAL)),
            (record, "pact:unit", unit),
            (record, "pact:hedge", hedge),
        ]

    @staticmethod
    def _plan(first: Account, of: str, slug: str, earliest: date | None, latest: date) -> list[Statement]:
        """A time set for something to come."""
        plan = f"plan:{slug}"
        first.introduce(plan, "pact:Plan", f"Time set for {slug}")
        bounds: list[Statement] = [(plan, "pact:earliest", day(earliest))] if earliest else []
        return [(plan, "pact:plans", of), *bounds, (plan, "pact:latest", day(latest))]

    def _event(
        self, first: Account, number: int, slug: str, when: date, regions: list[Region], sectors: list[str]
    ) -> Fact:
        """A meeting: the occasion of the agreement, but in every ninth release one that is yet to come."""
        record, planned = f"event:{slug}", number % 9 == 1
        first.introduce(record, "pact:Event", f"Meeting {slug}")
        kind = "meeting" if planned else self.chance.choice(("meeting", "visit", "signing", "consultation"))
        fact: list[Statement] = [
            (record, "pact:kind", f"event-kind:{kind}"),
            (record, "pact:place", f"place:{regions[0].slug}-city"),
            (record, "pact:host", f"government:{regions[0].slug}"),
            (record, "pact:sector", sectors[0]),
            (f"agreement:{slug}", "pact:providesFor" if planned else "pact:occasion", record),
        ]
        if kind == "signing":
            fact.append((record, "pact:changes", f"agreement:{slug}"))
        if planned:
            on = when + timedelta(days=200)
            fact += self._plan(first, record, slug, on, on)
            self._sequels.promise(on, regions[0].name, [], record)
        else:
            fact += [(record, "pact:earliest", day(when)), (record, "pact:latest", day(when))]
        fact += [(record, "pact:participant", f"government:{region.slug}") for region in regions[:4]]
        return Fact("event", regions[0].name, fact)

    def _speech(self, first: Account, slug: str, when: date, region: Region, sector: str) -> Fact:
        head = region.heads[0 if when < TERMS[1] else 1]
        post = f"post:minister-president-of-{region.slug}"
        holding = f"holding:{person(head)[7:]}-minister-president-of-{region.slug}"
        if holding not in self._held:
            self._held.add(holding)
            first.introduce(holding, "pact:OfficeHolding", f"{head} as Minister-President of {region.name}")
        utterance = f"utterance:{slug}"
        first.introduce(utterance, "pact:Utterance", f"Remark of {head}, {slug}")
        statements: list[Statement] = [
            (holding, "org:member", person(head)),
            (holding, "pact:post", post),
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
        ]
        return Fact("speech", region.name, statements)

    def _alliance(
        self, first: Account, slug: str, when: date, regions: list[Region], sectors: list[str]
    ) -> list[Fact]:
        """A new alliance, or (three times in ten) regions that join one of the last fifty."""
        members = {region.slug for region in regions}
        facts: list[Fact] = []
        if self._alliances and self.chance.random() < 0.3:
            alliance, known, before = self.chance.choice(self._alliances)
            joining = [region for region in regions if region.slug not in before]
            before |= members
        else:
            alliance, known, joining = f"alliance:{slug}", slug, regions
            first.introduce(alliance, "pact:Alliance", f"Alliance {slug}")
            founded = self._founding(first, alliance, slug, when, announced=self.chance.random() < 0.5)
            founded += [
                (alliance, "pact:sector", sectors[0]),
                (alliance, "pact:initiatedBy", f"region:{regions[0].slug}"),
                (f"agreement:{slug}", "pact:providesFor", alliance),
            ]
            if self._alliances:
                founded.append((alliance, "pact:modelledOn", self._alliances[-1][0]))
            facts.append(Fact("alliance", regions[0].name, founded))
            size = self._stated(
                first, alliance, f"{slug}-regions", len(regions), "unit:region", "hedge:exactly"
            )
            facts.append(Fact("number", str(len(regions)), size))
            self._alliances = [*self._alliances[-49:], (alliance, slug, members)]
        joined: list[Statement] = []
        for region in joining:
            membership = f"membership:{known}-{region.slug}"
            first.introduce(membership, "pact:Membership", f"Membership of {region.name} in alliance {known}")
            period = f"period:{known}-{region.slug}-member"
            first.introduce(period, "pact:Period", f"{region.name} as a member of alliance {known}")
            joined += [
                (membership, "org:member", f"region:{region.slug}"),
                (membership, "org:organization", alliance),
                (period, "pact:stateOf", membership),
                (period, "pact:holds", "membership-status:member"),
                (period, "pact:beginEarliest", day(when)),
                (period, "pact:beginLatest", day(when)),
            ]
        self.members[alliance] = self.members.get(alliance, 0) + len(joining)
        return [*facts, Fact("members", named(joining), joined)] if joined else facts

    def _body(
        self, first: Account, number: int, slug: str, when: date, parties: list[Region], sector: str
    ) -> Fact:
        """A council of the parties' governments; every other one is announced only, for a year later."""
        record = f"body:{slug}"
        first.introduce(record, "pact:Body", f"Council of agreement {slug}")
        statements = self._founding(first, record, f"{slug}-council", when, announced=number % 2 == 0)
        statements += [
            (record, "pact:sector", sector),
            (record, "pact:task", english(f"see to what {parties[0].name} and others agreed")),
            (f"agreement:{slug}", "pact:providesFor", record),
        ]
        statements += [(record, "pact:setUpBy", f"government:{party.slug}") for party in parties[:2]]
        return Fact("body", named(parties[:2]), statements)

    def _founding(
        self, first: Account, of: str, slug: str, when: date, *, announced: bool
    ) -> list[Statement]:
        """The founding of an alliance or a body, on the day or planned for the year to come."""
        record = f"event:founding-{slug}"
        first.introduce(record, "pact:Event", f"Founding {slug}")
        founding: list[Statement] = [
            (record, "pact:kind", "event-kind:founding"),
            (record, "pact:changes", of),
        ]
        if not announced:
            return [*founding, (record, "pact:earliest", day(when)), (record, "pact:latest", day(when))]
        until = when + timedelta(days=365)
        self._sequels.promise(until, slug, [], record)
        return [*founding, *self._plan(first, record, f"founding-{slug}", when, until)]

    @staticmethod
    def _names(regions: list[Region]) -> Fact:
        statements: list[Statement] = []
        for region in regions:
            statements += [
                (f"region:{region.slug}", "pact:printedName", english(region.name)),
                (f"region:{region.slug}", "pact:country", f"country:{region.country}"),
            ]
        return Fact("names", named(regions), statements)
