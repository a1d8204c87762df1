"""Random small worlds, and the smallest part of one that still shows a fault.

Few things and few days, so that documents often speak of the same thing, on the same day, or on days whose
order nobody knows. What one passage says is whole (a change has its thing and kind, a plan what it is of), as
the encoding asks.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from random import Random

from worlds import Document, Statement, World, bounds, span

_DAYS = (
    "2021 2022 2022-06 2022-06-23 2022-07-01 2023 2023-03 2023-03-06 2023-03-07 2023-05-01 2023-05 2024"
    " 2024-02-01 2024-02 2024-05-01 2025-05-01"
)
DAYS = tuple(_DAYS.split())
PRECISE = tuple(day for day in DAYS if len(day) == 10)
BEGINS = ("2021-05-14", "2022-06-23", "2022-07-01", "2022-11-11")
ENDS = ("2023-05-01", "2024-02-01", "2024-05-01", "2025-05-01")
STANDINGS = {
    "period:p": ("signatory-of-intent", "2021-05-14", "2022-06-30"),
    "period:q": ("member", "2022-07-01", "2023-05-01"),
    "period:r": ("member", "2024-02-01", "2025-05-01"),
}
"""Told periods of one membership; two of one value whose begins overlap are a finding, and not drawn."""
HOLDINGS = ("officeholding:h", "officeholding:k")
ROUGH = ("/2023-12-31", "/2022-06-30", "2022-07-01/")

WORDS = {
    "agreement:a": ("pact:stage", "announced agreed signed in-force suspended ended replaced"),
    "agreement:b": ("pact:stage", "announced agreed signed in-force provisionally-applied ended"),
    "alliance:x": ("pact:existence", "announced established dissolved"),
    "body:b": ("pact:existence", "announced established dissolved"),
    "commitment:c": ("pact:strength", "aspire explore intend decide"),
    "commitment:d": ("pact:progress", "not-begun under-way done given-up"),
    "event:e": ("pact:status", "held cancelled planned"),
    "membership:m": ("pact:status", "invited signatory-of-intent member left"),
    "membership:n": ("pact:status", "signatory-of-intent member founding-member left"),
}
_SCHEME = {"event": "event-status", "membership": "membership-status"}

CHANGES = {
    "agreement:a": "signing conclusion announcement entry-into-force suspension resumption termination"
    " replacement amendment",
    "agreement:b": "signing entry-into-force provisional-application revocation",
    "alliance:x": "founding dissolution announcement",
    "body:b": "founding dissolution",
    "commitment:d": "completion",
    "event:e": "cancellation",
    "membership:n": "founding signing accession withdrawal",
}
PLANNED = (
    "event:e",
    "event:f",
    "event:g",
    "event:lasting",
    "commitment:c",
    "commitment:d",
    "agreement:a",
    "alliance:x",
    "body:b",
)
FACTS = (
    ("region:r", "pact:country", "country:"),
    ("agreement:a", "pact:bindingness", "bindingness:"),
    ("officeholding:h", "pact:post", "post:"),
    ("utterance:u", "pact:speaker", "person:"),
)
LINKS: tuple[Statement, ...] = (
    ("agreement:a", "pact:party", "region:r"),
    ("agreement:a", "pact:party", "government:two"),
    ("agreement:b", "pact:party", "government:one"),
    ("agreement:b", "pact:party", "region:s"),
    ("agreement:b", "pact:initiatedBy", "government:two"),
    ("alliance:x", "pact:initiatedBy", "region:t"),
    ("body:b", "pact:setUpBy", "government:two"),
    ("body:b", "pact:actsFor", "region:s"),
    ("event:e", "pact:host", "government:one"),
    ("event:e", "pact:participant", "person:p"),
    ("event:e", "pact:participant", "government:two"),
    ("event:f", "pact:participant", "person:p"),
    ("event:lasting", "pact:participant", "person:p"),
    ("event:f", "pact:participant", "person:q"),
    ("event:f", "pact:actsFor", "region:t"),
    ("utterance:v", "pact:speaker", "person:p"),
    ("utterance:v", "pact:capacity", "post:b"),
    ("utterance:w", "pact:speaker", "person:p"),
    ("utterance:w", "pact:actsFor", "region:t"),
    ("commitment:c", "pact:committer", "government:two"),
    ("commitment:c", "pact:towards", "region:r"),
    ("commitment:c", "pact:actsFor", "region:s"),
    ("commitment:d", "pact:committer", "alliance:x"),
    ("commitment:c", "pact:madeUnder", "agreement:a"),
    ("commitment:d", "pact:madeUnder", "agreement:b"),
    ("commitment:d", "pact:concerns", "alliance:x"),
    ("commitment:c", "pact:concerns", "body:b"),
    ("commitment:c", "pact:bringsIn", "asset:z"),
    ("commitment:d", "pact:bringsIn", "asset:z"),
    ("asset:z", "pact:sector", "sector:ports"),
    ("commitment:c", "pact:sector", "sector:chips"),
    ("commitment:d", "pact:sector", "sector:culture"),
    ("agreement:a", "pact:sector", "sector:energy"),
    ("event:e", "pact:sector", "sector:chips"),
    ("alliance:x", "pact:sector", "sector:chips"),
)
TYPES = {
    "Agreement": "a b",
    "Alliance": "x",
    "Asset": "z",
    "Body": "b",
    "Commitment": "c d",
    "Event": "e f g h i lasting",
    "Membership": "m n",
    "OfficeHolding": "h k",
    "Signature": "s t u",
    "Plan": "p q r",
    "Period": "p q r",
    "Utterance": "u v w",
}


class RandomWorld:
    """The makings of one world: what each record is about is drawn once, what documents tell of it often."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        chance = self.chance
        self.world = World()
        self.changes = {
            event: (thing, chance.choice(CHANGES[thing].split()))
            for event in ("event:f", "event:g", "event:h", "event:i", "event:lasting")
            for thing in [chance.choice(list(CHANGES))]
        }
        self.plans = {
            f"plan:{slug}": (chance.choice(PLANNED), chance.choice(DAYS), chance.choice(PRECISE))
            for slug in "pqr"
        }
        one = chance.choice(PLANNED)
        if chance.random() < 0.5:  # a plan that moves
            self.plans = {plan: (one, *times) for plan, (_, *times) in self.plans.items()}  # type: ignore[misc]
        lasting = {
            thing: (chance.choice(BEGINS), chance.choice(ENDS)) for thing in (*HOLDINGS, "event:lasting")
        }
        self.stretches = {**lasting, **{name: stretch for name, (_, *stretch) in STANDINGS.items()}}
        self.releases = [f"r{number}" for number in range(chance.randint(0, 2))]
        for release in self.releases:
            self.world.release(release, self.day() if chance.random() < 0.6 else None)
        for number in range(chance.randint(1, 6)):
            self.document(f"d{number}")
        chance.shuffle(self.world.documents)
        self.world.things(**TYPES)
        self.register()
        for number in range(chance.choice((0, 0, 1, 1, 2, 3))):
            self.decision(f"d{number}")
        if chance.random() < 0.25:
            self.derivation()
        if chance.random() < 0.1:
            plan = chance.choice(sorted(self.plans))
            self.world.curation.append(
                [
                    ("outcome:o", "rdf:type", "pact:Outcome"),
                    ("outcome:o", "pact:announcement", plan),
                    ("outcome:o", "pact:fulfilment", "fulfilment:partly"),
                ]
            )

    def day(self) -> str:
        return self.chance.choice(DAYS if self.chance.random() < 0.95 else ROUGH)

    def document(self, slug: str) -> None:
        chance = self.chance
        day = None if chance.random() < 0.2 else self.day()
        release = chance.choice(self.releases) if self.releases and chance.random() < 0.5 else None
        document = self.world.document(slug, day, release=release)
        makers: list[Callable[[], list[Statement]]] = [
            self.words,
            self.words,
            self.words,
            self.change,
            self.change,
            self.plan,
            self.plan,
            self.period,
            self.period,
            self.event,
            self.signature,
            self.fact,
            self.holding,
            self.links,
            self.links,
        ]
        for _ in range(chance.randint(1, 6)):
            document.says(*chance.choice(makers)())

    def words(self) -> list[Statement]:
        thing = self.chance.choice(list(WORDS))
        predicate, slugs = WORDS[thing]
        kind = _SCHEME.get(thing.partition(":")[0], predicate.removeprefix("pact:"))
        return [(thing, predicate, f"{kind}:{self.chance.choice(slugs.split())}")]

    def _change(self, event: str, day: str | None) -> list[Statement]:
        thing, kind = self.changes[event]
        return [
            (event, "pact:kind", f"event-kind:{kind}"),
            (event, "pact:changes", thing),
            *bounds(event, day),
        ]

    def change(self) -> list[Statement]:
        event = self.chance.choice(list(self.changes))
        if event == "event:lasting":
            return self._change(event, None) + self.stretch(event, 0.6, 0.6)
        return self._change(event, self.day() if self.chance.random() < 0.7 else None)

    def plan(self) -> list[Statement]:
        plan = self.chance.choice(list(self.plans))
        thing, rough, precise = self.plans[plan]
        day = self.chance.choice((rough, rough, precise, "/" + span(rough)[1]))
        told = [(plan, "pact:plans", thing), *bounds(plan, day)]
        if thing in self.changes and self.chance.random() < 0.8:
            told += self._change(thing, None)
        return told

    def period(self) -> list[Statement]:
        period, chance = self.chance.choice(list(STANDINGS)), self.chance
        told: list[Statement] = []
        if chance.random() < 0.9:
            told += [
                (period, "pact:stateOf", "membership:m"),
                (period, "pact:holds", f"membership-status:{STANDINGS[period][0]}"),
            ]
        often = 0.6 if period == "period:p" else 1
        return told + self.stretch(period, often, 0.3 if told else 1)

    def stretch(self, thing: str, begin: float, end: float) -> list[Statement]:
        """Begin and end of a thing, each as often told, and now and then not as others tell it."""
        chance = self.chance
        told: list[Statement] = []
        for kind, often, day in zip(("begin", "end"), (begin, end), self.stretches[thing], strict=True):
            if chance.random() < often:
                day = chance.choice((day, day, day[:7], day[:4], day[:8] + "20"))
                told += bounds(thing, f"/{span(day)[1]}" if chance.random() < 0.1 else day, kind)
        return told

    def event(self) -> list[Statement]:
        event = self.chance.choice(("event:e", "event:f", "event:lasting"))
        return self.stretch(event, 1, 0.8) if event == "event:lasting" else bounds(event, self.day())

    def signature(self) -> list[Statement]:
        chance = self.chance
        name = chance.choice(("signature:s", "signature:t", "signature:u"))
        party = {"s": "region:r", "t": "government:two", "u": "government:one"}[name[-1]]
        agreement = "agreement:b" if name[-1] == "u" else "agreement:a"
        told = [(name, "pact:signs", agreement), (name, "pact:party", party)]
        if party == "government:two" and chance.random() < 0.4:
            told.append((name, "pact:actsFor", chance.choice(("region:s", "region:t"))))
        return told + (bounds(name, self.day()) if chance.random() < 0.7 else [])

    def fact(self) -> list[Statement]:
        subject, predicate, prefix = self.chance.choice(FACTS)
        return [(subject, predicate, prefix + self.chance.choice("ab"))]

    def holding(self) -> list[Statement]:
        chance = self.chance
        slug = chance.choice("hk")
        name = f"officeholding:{slug}"
        told = [(name, "org:member", "person:p"), (name, "pact:post", f"post:{'a' if slug == 'h' else 'b'}")]
        return told + self.stretch(name, 0.5, 0.5)

    def links(self) -> list[Statement]:
        return self.chance.sample(LINKS, self.chance.randint(1, 3))

    def register(self) -> None:
        chance = self.chance
        told = [
            ("government:one", "pact:governs", "region:r"),
            ("government:two", "pact:governs", "region:s"),
            ("government:two", "pact:governs", "region:t"),
            ("post:a", "org:postIn", "government:one"),
            ("post:b", "org:postIn", "government:two"),
            ("membership:m", "org:member", "region:s"),
            ("membership:m", "org:organization", "alliance:x"),
            ("membership:n", "org:member", chance.choice(("government:two", "government:one", "region:r"))),
            ("membership:n", "org:organization", "alliance:x"),
        ]
        self.world.register += [statement for statement in told if chance.random() < 0.95]
        for maker, often in ((self.fact, 0.4), (self.words, 0.1), (self.event, 0.1)):
            if chance.random() < often:
                self.world.register += maker()

    def decision(self, slug: str) -> None:
        chance = self.chance
        told = [
            (statement, passage.name)
            for document in self.world.documents
            for passage in document.passages
            for statement in passage
            if statement[1] not in ("pact:stateOf", "pact:holds")
        ]
        if not told:
            return
        (subject, predicate, value), passage = chance.choice(told)
        passages = [passage] if chance.random() < 0.5 else []
        if predicate in ("pact:earliest", "pact:latest"):
            told_there = dict[str, str]()
            for (s, p, o), other in told:
                if other == passage and s == subject:
                    told_there[p] = o
            day = f"{told_there.get('pact:earliest', '')}/{told_there.get('pact:latest', '')}"
            self.world.decide(slug, "rejected", subject, day=day, passages=passages)
            return
        state = {thing: states for thing, (states, _) in WORDS.items()}.get(subject) == predicate
        one_valued = any(fact[:2] == (subject, predicate) for fact in FACTS)
        judgements = ["rejected"] + ["accepted"] * (state or one_valued) + ["later", "later"] * state
        self.world.decide(slug, chance.choice(judgements), subject, predicate, value, passages=passages)

    def derivation(self) -> None:
        chance = self.chance
        passages = [passage.name for document in self.world.documents for passage in document.passages]
        premises = chance.sample(passages, min(len(passages), chance.randint(1, 2)))
        dated = {
            subject
            for record in self.world.curation
            for subject, predicate, _ in record
            if predicate != "rdf:type"
        }
        undated = [f"release:{release}" for release in self.releases if f"release:{release}" not in dated]
        what = chance.choice(["event:h", *undated])
        for number, statement in enumerate(bounds(what, chance.choice(PRECISE))):
            self.world.derive(f"d{number}", statement, *premises)


def random_world(seed: int) -> World:
    """The world that a number makes."""
    return RandomWorld(seed).world


KEPT = ("pact:stateOf", "pact:holds", "pact:latest", "pact:beginLatest", "pact:endLatest")
"""What a passage says as one with something else: these are left out only with the whole passage."""


def smallest(world: World, fails: Callable[[World], bool]) -> World:
    """A part of a world that fails, of which nothing can be left out without that it does not."""
    world = deepcopy(world)
    shrinking = True
    while shrinking:
        shrinking = False
        for holder in _parts(world):
            for number in reversed(range(len(holder))):
                left_out = holder.pop(number)
                whole = not isinstance(left_out, tuple)
                if (whole or left_out[1] not in KEPT) and fails(world):
                    shrinking = True
                else:
                    holder.insert(number, left_out)
    return world


def _parts(world: World) -> list[list]:  # type: ignore[type-arg]
    documents: list[Document] = world.documents
    return [
        world.documents if len(documents) > 1 else [],
        *(document.passages for document in documents),
        *(passage for document in documents for passage in document.passages),
        world.curation,
        world.register,
    ]


def printed(world: World) -> str:
    """A world as text."""
    lines = []
    for document in world.documents:
        lines.append(f"document {document.slug}: {_listed(document.own)}")
        lines += [f"  {passage.name}: {_listed(passage)}" for passage in document.passages]
    return "\n".join([*lines, f"register: {_listed(world.register)}", *map(_listed, world.curation)])


def _listed(statements: list[Statement]) -> str:
    return " ; ".join(" ".join(statement) for statement in statements)
