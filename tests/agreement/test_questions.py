"""The questions of the network against plain loops: shipped data, small world, random workspaces."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random

import pytest

from .conftest import Place
from .plain import Plain, Tie, Within, full, ties
from .realms import DAYS, STRENGTHS

pytestmark = pytest.mark.slow

OLD, LATE = "1900-01-01", "2100-01-01"


def limits_for(place: Place, many: int) -> Iterator[Within]:
    """No limits, and so many random ones, drawn from what there is; days before, on and after changes."""
    chance = Random(place.name)
    plain = place.plain
    sectors = sorted({sector for point in plain.points for sector in plain.sectors(point)})
    wider = sorted({each for sector in sectors for each in plain.of(sector, "skos:broader")})
    days = sorted(
        {day for point in plain.points for day in plain.dated(point) if day}
        | {day for point in plain.points for period in plain.periods(point) for day in period[2:] if day}
        | set(DAYS)
    )
    days += [OLD, LATE]
    strengths = [full(f"strength:{name}") for name in STRENGTHS]
    yield Within()
    for _ in range(many):
        since, until = sorted(chance.choices(days, k=2))
        options = {
            "sector": chance.choice([*sectors, *wider]) if sectors else None,
            "since": since,
            "until": until,
            "strength": chance.choice(strengths),
            "at": chance.choice(days),
        }
        chosen = chance.sample(sorted(options), chance.choice((1, 1, 1, 2, 3)))
        yield Within(**{name: options[name] for name in chosen})


def has_part(plain: Plain, agent: str, thing: str) -> bool:
    """Whether an agent, or the territory for which it stands, has part in a thing, or was a member of it; a
    person also has part in an agreement by signing it, or by speaking about it."""
    me = {agent, plain.alone(agent)}
    return bool(plain.concerned(thing) & me) or thing in plain.of(
        agent, "pact:signed", "pact:attended", "pact:spokeAbout"
    )


def test_meeting_points(places: list[Place]) -> None:
    for place in places:
        plain = place.plain
        for limits in limits_for(place, 12):
            inside = plain.inside(limits)
            rows = place.rows("meeting-points", limits)
            assert {row["thing"] for row in rows} == inside, (place, limits)
            assert len(rows) == len(inside), (place, limits)
            for row in rows:
                thing = row["thing"]
                assert thing is not None
                assert (row["earliest"], row["latest"]) == plain.dated(thing), (place, limits, thing)
                assert (row["partners"] or "0") == str(len(plain.meeting(thing))), (place, limits, thing)


def test_meeting_points_of_agents(places: list[Place]) -> None:
    for place in places:
        plain = place.plain
        agents = sorted(plain.partners)
        chance = Random(place.name)
        for limits in limits_for(place, 3):
            inside = plain.inside(limits)
            for agent in chance.sample(agents, min(5, len(agents))):
                other = chance.choice(agents)
                one = {thing for thing in inside if has_part(plain, agent, thing)}
                both = {thing for thing in one if has_part(plain, other, thing)}
                where = (place, limits, agent, other)
                asked = {row["thing"] for row in place.rows("meeting-points", limits, agent=agent)}
                assert asked == one, where
                rows = place.rows("meeting-points", limits, agent=agent, **{"with": other})
                assert {row["thing"] for row in rows} == both, where


def times_for(place: Place, many: int) -> Iterator[Within]:
    """Limits that are times, each once."""
    yield from dict.fromkeys(limits.time for limits in limits_for(place, many))


def test_who_meets(places: list[Place]) -> None:
    over = full("phase:over")
    for place in places:
        plain = place.plain
        for time in times_for(place, 8):
            told: dict[str, set[str]] = defaultdict(set)
            for row in place.rows("who-meets", time):
                assert row["thing"]
                assert row["partner"]
                if row["phase"] != over:
                    told[row["thing"]].add(row["partner"])
            expected = {thing: plain.meeting(thing, time) for thing in plain.points}
            assert told == {thing: who for thing, who in expected.items() if who}, (place, time)


def test_who_meets_at_the_points_of_an_agent(places: list[Place]) -> None:
    for place in places:
        everything = place.rows("who-meets")
        for agent in Random(place.name).sample(sorted(place.plain.partners), 4):
            mine = {row["thing"] for row in everything if has_part(place.plain, agent, row["thing"] or "")}
            told = place.rows("who-meets", agent=agent)
            assert told == [row for row in everything if row["thing"] in mine], (place, agent)


def test_members_on_a_day(places: list[Place]) -> None:
    for place in places:
        plain = place.plain
        for day in sorted({*DAYS, OLD, LATE, "2021-07-01", "2023-05-06"}):
            expected = {
                (thing, partner, value)
                for thing in plain.points
                for membership in plain.to(thing, "org:organization")
                for agent in plain.of(membership, "org:member")
                for partner in plain.stands_as(agent, thing)
                for value in plain.standings(membership, Within(at=day))
            }
            told = {
                (row["thing"], row["partner"], row["standing"])
                for row in place.rows("who-meets", Within(at=day))
                if "/membership-status/" in (row["standing"] or "")
            }
            assert told == expected, (place, day)


def ways(plain: Plain, agent: str, time: Within) -> set[tuple[str, str, str]]:
    """Partner, way and thing."""
    me = plain.alone(agent)
    found = set()
    for thing in plain.points:
        if full("pact:Agreement") in plain.points[thing]:
            who = plain.parties(thing)
            way = "bilateral" if len(who) == 2 else "joint"
        elif full("pact:Alliance") in plain.points[thing]:
            who, way = plain.members(thing, time) & plain.partners.keys(), "allied"
        else:
            continue
        if me in who:
            found |= {(partner, way, thing) for partner in who - {me}}
    return found


def test_partners(places: list[Place]) -> None:
    for place in places:
        plain = place.plain
        for time in times_for(place, 5):
            for agent in sorted(plain.partners)[:8]:
                told = {
                    (row["partner"], row["way"], row["thing"])
                    for row in place.rows("partners", time, agent=agent)
                }
                assert told == ways(plain, agent, time), (place, time, agent)


def sectors_of(plain: Plain, agent: str) -> dict[str, set[str]]:
    """The things in which an agent has part, by the sectors that they touch."""
    found: dict[str, set[str]] = defaultdict(set)
    for thing in plain.points:
        if has_part(plain, agent, thing):
            for sector in plain.sectors(thing):
                found[sector].add(thing)
    return found


def test_sectors_of_agents(places: list[Place]) -> None:
    for place in places:
        for agent in sorted(place.plain.partners)[:8]:
            told: dict[str, int] = defaultdict(int)
            for row in place.rows("sectors-of", thing=agent):
                told[row["sector"] or ""] += int(row["things"] or 0)
            expected = {sector: len(things) for sector, things in sectors_of(place.plain, agent).items()}
            assert told == expected, (place, agent)


def test_things_in_sectors(places: list[Place]) -> None:
    for place in places:
        plain = place.plain
        told = {(row["thing"], row["sector"]) for row in place.rows("in-sectors")}
        assert told == {(thing, sector) for thing in plain.points for sector in plain.sectors(thing)}, place


def test_commitments_by_agent_and_sector(places: list[Place]) -> None:
    commitment = full("pact:Commitment")
    for place in places:
        plain = place.plain
        for limits in limits_for(place, 8):
            found: dict[tuple[str, str], list[int]] = defaultdict(list)
            for thing in plain.inside(limits):
                if commitment not in plain.points[thing]:
                    continue
                ranks = [plain.rank(each) for each in plain.of(thing, "pact:strength")]
                who = plain.of(thing, "pact:involvesAsCommitter")
                for agent in {one for each in who for one in plain.stands_as(each, thing)}:
                    for sector in plain.sectors(thing):
                        if limits.sector is None or plain.under(sector, limits.sector):
                            found[agent, sector].append(max(ranks, default=0))
            told = {
                (row["agent"], row["sector"]): (int(row["commitments"] or 0), int(row["level"] or 0))
                for row in place.rows("commitment-matrix", limits)
            }
            expected = {
                cell: (len(ranks), max(ranks)) for cell, ranks in found.items() if cell[0] in plain.partners
            }
            assert told == expected, (place, limits)


def split(one: set[str], other: set[str]) -> dict[str, set[str]]:
    """What both have, and what each has alone."""
    return {"both": one & other, "a": one - other, "b": other - one}


def test_shared_by_two_agents(places: list[Place]) -> None:
    for place in places:
        plain = place.plain
        chance = Random(place.name)
        for _ in range(8):
            a, b = chance.sample(sorted(plain.partners), 2)
            if plain.alone(a) == plain.alone(b):
                continue
            told: dict[str, dict[str, set[str]]] = {}
            for row in place.rows("shared", a=a, b=b):
                role = plain.role(row["class"] or "")
                told.setdefault(role, {"both": set(), "a": set(), "b": set()})
                told[role][row["side"] or ""].add(row["thing"] or "")
            where, none = (place, a, b), split(set(), set())
            held = [{thing for thing in plain.points if has_part(plain, each, thing)} for each in (a, b)]
            assert told.get("pact:MeetingPoint", none) == split(*held), where
            touched = [set(sectors_of(plain, each)) for each in (a, b)]
            context = told.get("pact:Context", none)
            sectors = {side: {each for each in of if "/sector/" in each} for side, of in context.items()}
            assert sectors == split(*touched), where
            met = [{who for who, _, _ in ways(plain, each, Within())} for each in (a, b)]
            ends = {a, b, plain.alone(a), plain.alone(b)}
            expected = {side: who - ends for side, who in split(*met).items()}
            assert told.get("pact:Partner", none) == expected, where


def test_ties(places: list[Place]) -> None:
    for place in places:
        told = {
            Tie(
                row["thing"] or "",
                row["relation"] or "",
                row["other"] or "",
                row["through"],
                row["record"],
                row["present"] == "True",
            )
            for row in place.rows("ties")
        }
        assert told == ties(place.plain), place


def test_ties_of_a_thing(places: list[Place]) -> None:
    for place in places:
        everything = place.rows("ties")
        chance = Random(place.name)
        for thing in chance.sample(sorted({str(row["thing"]) for row in everything}), 3):
            of = [row for row in everything if thing in (row["thing"], row["other"], row["through"])]
            assert place.rows("ties", thing=thing) == of, (place, thing)
