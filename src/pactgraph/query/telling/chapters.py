"""The chapters of a dossier that the network tells: agreements, partners, sectors, commitments and so on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from ..network.limits import own_period
from ..network.ties import Tie
from ..relations import MEETING_POINTS, STANDINGS
from .outline import Entry
from .surroundings import Surroundings

PARTIES = ("party", "signed")
MEMBERS = (*dict.fromkeys(STANDINGS.values()), "membership")
_TO_COME = frozenset({"announced", "planned"})


def chapters(around: Surroundings) -> list[Entry]:
    """The chapters on a thing that have something to tell, in order."""
    told: list[tuple[str, Callable[[Surroundings], Iterator[Entry]]]] = [
        ("parties", _parties),
        ("members", _members),
        ("agreements", _agreements),
        ("bilateral", _bilateral),
        ("joint", _joint),
        ("allied", _allied),
        ("sectors", _sectors),
        ("commitments", _commitments),
        ("bodies", _bodies),
        ("events", _events),
        ("people", _people),
        ("announced", _announced),
    ]
    found = [(name, tuple(tell(around))) for name, tell in told]
    return [Entry(around.wording.say(name), name, entries=entries) for name, entries in found if entries]


def _point(around: Surroundings, point: NamedNode, *more: Entry, relation: bool = True) -> Entry:
    """A meeting point: how the thing is tied to it, when it was, how it stands."""
    speech, ties = around.speech, around.near.get(point, [])
    words = f"{speech.relation(ties, around.me)}{around.wording.colon}" if relation and ties else ""
    summary = speech.summary(point)
    text = f"{words}{speech.teller.thing(point)}" + (f"; {summary}" if summary else "")
    rows = [row for tie in ties for row in tie.statements]
    return Entry(
        text,
        around.ties.kind(point),
        point,
        speech.sources(rows),
        (*around.states(point), *more),
        facts=tuple((name, day) for name in ("earliest", "latest") if (day := around.ties.day(point, name))),
    )


def _parties(around: Surroundings) -> Iterator[Entry]:
    """Who is a party to an agreement, and who signed."""
    if around.ties.kind(around.me) != "agreement":
        return
    for end, ties in around.with_relation(*PARTIES, "signed-for").items():
        words = around.speech.relation(ties, end)
        yield Entry(
            around.wording.told(around.speech.teller.thing(end), words),
            around.ties.kind(end),
            end,
            around.speech.sources(row for tie in ties for row in tie.statements),
        )


def _members(around: Surroundings) -> Iterator[Entry]:
    """Who belongs to an alliance or a body, in what standing."""
    for end, ties in around.with_relation(*MEMBERS, "has-member", subject=True).items():
        yield Entry(
            around.wording.told(around.speech.teller.thing(end), around.speech.relation(ties, end)),
            around.ties.kind(end),
            end,
            around.speech.sources(row for tie in ties for row in tie.statements),
        )


def _agreements(around: Surroundings) -> Iterator[Entry]:
    """Agreements by year."""
    years: dict[str, list[NamedNode]] = {}
    for point in around.of_kind("agreement"):
        period = own_period(around.ties, point)
        years.setdefault(period[1][:4] if period else "", []).append(point)
    for year in sorted(years, key=lambda year: (not year, year)):
        entries = []
        for point in sorted(
            years[year], key=lambda point: (around.ties.day(point, "earliest") or "", point.value)
        ):
            others = [party for party in around.at(point, *PARTIES) if party != around.me]
            more = [Entry(around.wording.say("with", around.listed(others)), "with")] if others else []
            entries.append(_point(around, point, *more))
        yield Entry(year or around.wording.say("undated"), "year", entries=tuple(entries))


def _papers(around: Surroundings) -> Iterator[tuple[NamedNode, list[NamedNode]]]:
    """The agreements that the thing is a party to, with the other parties."""
    mine = around.with_relation(*PARTIES, subject=False)
    for point in sorted(mine, key=lambda point: (around.ties.day(point, "earliest") or "", point.value)):
        yield point, [party for party in around.at(point, *PARTIES) if party != around.me]


def _bilateral(around: Surroundings) -> Iterator[Entry]:
    """Partners in agreements of just the two."""
    by_partner: dict[NamedNode, list[NamedNode]] = {}
    for point, others in _papers(around):
        if len(others) == 1:
            by_partner.setdefault(others[0], []).append(point)
    for partner in sorted(by_partner, key=around.speech.teller.name):
        yield Entry(
            around.speech.teller.thing(partner),
            around.ties.kind(partner),
            partner,
            entries=tuple(_named(around, point) for point in by_partner[partner]),
        )


def _named(around: Surroundings, point: NamedNode) -> Entry:
    summary = around.speech.summary(point)
    text = around.speech.teller.thing(point)
    return Entry(f"{text}; {summary}" if summary else text, around.ties.kind(point), point)


def _joint(around: Surroundings) -> Iterator[Entry]:
    """Partners in papers of more than two parties: one entry a paper."""
    for point, others in _papers(around):
        if len(others) > 1:
            named = _named(around, point)
            listed = Entry(around.wording.say("others", around.listed(others)), "with")
            yield Entry(named.text, named.name, point, entries=(listed,))


def _allied(around: Surroundings) -> Iterator[Entry]:
    """Alliances the thing belongs to or is to belong to, with the others by standing."""
    for alliance in around.with_relation(*MEMBERS, subject=False):
        others: dict[str, set[NamedNode]] = {}
        for tie in around.ties.of(alliance, *MEMBERS):
            if tie.subject == alliance and tie.object != around.me and around.counts(tie):
                others.setdefault(_status(around, tie), set()).add(tie.object)
        more = [
            Entry(around.wording.told(status, around.listed(members)), "with")
            for status, members in sorted(others.items())
        ]
        yield _point(around, alliance, *more)


def _status(around: Surroundings, tie: Tie) -> str:
    if tie.status is not None:
        return around.speech.teller.name(tie.status)
    return around.wording.relation(tie.relation, onward=True)


def _sectors(around: Surroundings) -> Iterator[Entry]:
    """Sectors of the meeting points next to the thing, with how many of each kind; the most first."""
    if around.ties.kind(around.me) == "concept":
        return
    counts: dict[NamedNode, Counter[str]] = {}
    for point in around.of_kind("agreement", "alliance", "body", "commitment", "event"):
        for sector in around.at(point, "sector"):
            counts.setdefault(sector, Counter())[around.ties.kind(point)] += 1
    own = around.with_relation("sector", subject=True)
    for sector in own:
        counts.setdefault(sector, Counter())
    name = around.speech.teller.name
    for sector in sorted(counts, key=lambda sector: (-counts[sector].total(), name(sector))):
        found = [
            f"{around.wording.say(f'{kind}-counted')} {counts[sector][kind]}"
            for kind in MEETING_POINTS
            if counts[sector][kind]
        ]
        text = around.speech.teller.thing(sector)
        rows = [row for tie in own.get(sector, []) for row in tie.statements]
        yield Entry(
            around.wording.told(text, ", ".join(found)) if found else text,
            "sector",
            sector,
            around.speech.sources(rows),
            facts=tuple((kind, str(number)) for kind, number in sorted(counts[sector].items())),
        )


def _commitments(around: Surroundings) -> Iterator[Entry]:
    """Commitments by strength, the firmest first; those that are only addressed to the thing apart. The
    passages of a commitment are those that tie it to the thing and those that say how firm it is."""
    own: dict[int, list[NamedNode]] = {}
    addressed: list[NamedNode] = []
    towards = around.with_relation("towards", subject=False)
    for point in around.of_kind("commitment"):
        if point in towards and all(tie.relation == "towards" for tie in around.near[point]):
            addressed.append(point)
        else:
            own.setdefault(around.ties.strength(point) or 0, []).append(point)
    for firmness in sorted(own, reverse=True):
        stated = next((n for n, place in around.ties.firmness.items() if place == firmness), None)
        text = around.speech.teller.name(stated) if stated else around.wording.say("no-strength")
        yield Entry(text, "strength", stated, entries=tuple(_pledges(around, own[firmness])))
    if addressed:
        words = around.wording.relation("towards", onward=False)
        yield Entry(words, "addressed", entries=tuple(_pledges(around, addressed)))


def _pledges(around: Surroundings, points: list[NamedNode]) -> Iterator[Entry]:
    for point in sorted(points, key=lambda point: (around.speech.teller.name(point), point.value)):
        texts = around.remarks.get(point, {}).get("description", ())
        more = [Entry("; ".join(map(around.speech.teller.thing, texts)), "description")] if texts else []
        committers = [end for end in around.at(point, "committer") if end != around.me]
        towards = [end for end in around.at(point, "towards") if end not in (around.me, *committers)]
        parts = [
            around.wording.say(name, around.listed(ends))
            for name, ends in (
                ("with" if around.me in around.at(point, "committer") else "by-whom", committers),
                ("towards", towards),
                ("under", [end for end in around.at(point, "made-under") if end != around.me]),
                ("about", [end for end in around.at(point, "sector") if end != around.me]),
                ("carried-out", [end for end in around.at(point, "carried-out-by") if end != around.me]),
            )
            if ends
        ]
        if parts:
            more.append(Entry("; ".join(parts), "details"))
        more += _outcomes(around, point)
        told = _point(around, point, relation=False)
        firm = [source for entry in told.entries if entry.name == "strength" for source in entry.sources]
        known = {source.graph: source for source in (*told.sources, *firm)}
        yield replace(
            told,
            sources=tuple(sorted(known.values(), key=lambda source: source.order)),
            entries=(*(entry for entry in told.entries if entry.name != "strength"), *more),
        )


def _outcomes(around: Surroundings, point: NamedNode) -> list[Entry]:
    told = []
    for outcome in around.outcomes.get(point, ()):
        when = f", {around.wording.period(outcome.period)}" if outcome.period else ""
        off = f" ({around.wording.say('days-off', abs(outcome.days))})" if outcome.days else ""
        said = f"{around.speech.teller.name(outcome.fulfilment)}{off}{when}"
        told.append(
            Entry(around.wording.say("outcome", said), "outcome", outcome.fulfilment, around.reports(outcome))
        )
    return told


def _bodies(around: Surroundings) -> Iterator[Entry]:
    """Bodies with what they are to do."""
    for point in around.of_kind("body"):
        tasks = around.remarks.get(point, {}).get("task", ())
        yield _point(
            around,
            point,
            *(Entry(around.wording.say("task", around.speech.teller.thing(task)), "task") for task in tasks),
        )


def _events(around: Surroundings) -> Iterator[Entry]:
    """Events in order of time."""
    days = {point: around.ties.day(point, "earliest") or "9999" for point in around.of_kind("event")}
    for point in sorted(days, key=lambda point: (days[point], point.value)):
        yield _point(around, point)


def _people(around: Surroundings) -> Iterator[Entry]:
    """Posts and who held them, people who signed or belong to the thing; of a person, its posts."""
    speech = around.speech
    for post, ties in around.with_relation("post-in", subject=False).items():
        yield Entry(
            speech.teller.thing(post),
            "post",
            post,
            speech.sources(row for tie in ties for row in tie.statements),
            tuple(_holders(around, post)),
        )
    if around.ties.kind(around.me) == "post":
        yield from _holders(around, around.me)
    for end, ties in around.with_relation("holds", "member-of", subject=True).items():
        yield _told(around, end, ties)
    for end, ties in around.with_relation("member-of", subject=False).items():
        yield _told(around, end, ties)
    for point in around.with_relation("signed", subject=False):
        records = {tie.record for tie in around.near[point] if tie.relation == "signed"}
        for tie in sorted(around.ties.of(point, "signed-for"), key=lambda tie: tie.order):
            if tie.record in records and around.counts(tie):
                words = around.wording.relation("signed-for", onward=False)
                yield Entry(
                    around.wording.told(
                        speech.teller.thing(tie.object), f"{words} {speech.teller.name(point)}"
                    ),
                    "signatory",
                    tie.object,
                    speech.sources(tie.statements),
                )


def _holders(around: Surroundings, post: NamedNode) -> Iterator[Entry]:
    for tie in sorted(around.ties.of(post, "holds"), key=lambda tie: tie.order):
        if around.counts(tie):
            days = ", ".join(around.speech.days(tie))
            name = around.speech.teller.thing(tie.subject)
            yield Entry(
                f"{name}; {days}" if days else name,
                "holder",
                tie.subject,
                around.speech.sources(tie.statements),
            )


def _told(around: Surroundings, end: NamedNode, ties: list[Tie]) -> Entry:
    return Entry(
        around.wording.told(around.speech.relation(ties, around.me), around.speech.teller.thing(end)),
        around.ties.kind(end),
        end,
        around.speech.sources(row for tie in ties for row in tie.statements),
    )


def _announced(around: Surroundings) -> Iterator[Entry]:
    """What is announced or planned, or was, and what became of it."""
    things = {around.me, *around.of_kind(*MEETING_POINTS)}
    for point in tuple(things):
        if around.ties.kind(point) in ("agreement", "alliance"):
            things.update(around.at(point, "provides-for"))
            things.update(
                end
                for end in around.ties.subjects(point, "concerns", "coordinates")
                if around.ties.kind(end) in ("event", "body")
            )
    for point in sorted(things, key=lambda point: (around.speech.teller.name(point), point.value)):
        told = _outcomes(around, point)
        to_come = [
            entry
            for entry in around.states(point)
            if entry.thing is not None and entry.thing.value.rpartition("/")[2] in _TO_COME
        ]
        if told or to_come:
            named = _named(around, point)
            none = [] if told else [Entry(around.wording.say("no-outcome"), "outcome")]
            yield Entry(named.text, named.name, point, entries=(*to_come, *told, *none))
