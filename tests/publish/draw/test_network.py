"""The network: one node for a thing of many, what belongs to it beside it, and a cut that is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

import pytest

from pactgraph.publish.draw import Look, NothingToDraw, draw, to_svg
from pactgraph.publish.draw.drawing import DrawnShape, Group
from pactgraph.publish.draw.excerpt import MOST_ROWS, MOST_ROWS_NARROW, excerpt
from pactgraph.publish.draw.landscape import Agent, Kind, Landscape, Meeting, Part, Sector

AGENTS = tuple(Agent(f"agent:{n}", f"Partner {n}") for n in range(13))
SECTORS = (Sector("sector:h", "Hydrogen"), Sector("sector:none", "Nothing"))
KINDS = (
    Kind("kind:agreement", "Agreement", "Agreements"),
    Kind("kind:alliance", "Alliance", "Alliances"),
    Kind("kind:commitment", "Commitment", "Commitments"),
    Kind("kind:fund", "Fund", "Funds"),
)
EVERYBODY = tuple(Part(one.iri, "party") for one in AGENTS)
MANY = Meeting("meeting:many", "Paper of many", "kind:agreement", EVERYBODY, ("sector:h",))
ALLIANCE = Meeting(
    "meeting:alliance",
    "League",
    "kind:alliance",
    (*(Part(one.iri, "Invited", "ahead") for one in AGENTS[:12]), Part("agent:new", "Member", "reached")),
    ("sector:h",),
    host="meeting:many",
)


def network(
    *meetings: Meeting, agents: tuple[Agent, ...] = AGENTS, sectors: tuple[Sector, ...] = SECTORS
) -> Landscape:
    return Landscape(agents, sectors, meetings, KINDS)


def links(landscape: Landscape) -> int:
    return len(re.findall(r'<path class="link', to_svg(draw("network", landscape))))


def titles(landscape: Landscape) -> list[str]:
    return re.findall("<title>(.*?)</title>", to_svg(draw("network", landscape)))


def test_a_thing_of_thirteen_has_thirteen_lines_and_no_pair_has_one() -> None:
    assert links(network(MANY)) == 13 + 1


def test_an_alliance_shows_each_member_and_no_sector_of_its_agreement_again() -> None:
    world = network(MANY, ALLIANCE, agents=(*AGENTS, Agent("agent:new", "Newcomer")))
    assert links(world) == 13 + 1 + 13
    assert "belongs to what stands above it" in to_svg(draw("network", world))


def test_what_belongs_to_a_card_stands_right_below_it(random_landscape: Callable[[int], Landscape]) -> None:
    seen = 0
    for seed in range(20):
        world = random_landscape(seed)
        try:
            drawing = draw("network", world)
        except NothingToDraw:
            continue
        cards = [group for group in drawing.elements if isinstance(group, Group) and group.key[:1] == "a"]
        boxes = {group.iri: card_of(group) for group in cards}
        below: dict[str, list[str]] = {}
        for iri in boxes:
            above = [one.iri for one in world.hosts_of(world.meeting_of[iri]) if one.iri in boxes]
            if above:
                below.setdefault(above[-1], []).append(iri)
        for host, iris in below.items():
            stack = [host, *sorted(iris, key=lambda iri: boxes[iri])]
            for above_, iri in pairwise(stack):
                assert boxes[iri][0] - sum(boxes[above_]) == pytest.approx(14, abs=0.2)
                seen += 1
    assert seen > 5


def card_of(group: Group) -> tuple[float, float]:
    """The top and the height of a node's card."""
    shape = next(each for each in group.children if isinstance(each, DrawnShape))
    return float(shape.attributes["y"]), float(shape.attributes["height"])


def test_what_belongs_to_a_thing_and_has_no_members_is_counted_on_its_card() -> None:
    promises = tuple(
        Meeting(f"meeting:{n}", f"Promise {n}", "kind:commitment", EVERYBODY[:2], host="meeting:many")
        for n in range(3)
    )
    told = titles(network(MANY, *promises))
    (card,) = (title for title in told if title.startswith("Paper of many, Agreement"))
    assert "with 3 Commitments" in card.replace("\xa0", " ")
    assert not any(title.startswith("Promise") for title in told)
    alone = Meeting("meeting:own", "Promise to all", "kind:commitment", EVERYBODY[:1])
    assert any(title.startswith("Promise to all") for title in titles(network(MANY, alone)))


def test_a_class_that_nobody_foresaw_is_drawn_by_its_own_words() -> None:
    fund = Meeting("meeting:fund", "Tide Fund", "kind:fund", EVERYBODY[:2])
    drawing = draw("network", network(MANY, fund))
    told = " ".join(line for text in drawing.texts() for line in text.lines)
    assert "Agreements, Funds" in told and "Fund · 2" in told.replace("\xa0", " ")


def test_things_without_a_tie_are_left_out() -> None:
    svg = to_svg(draw("network", network(MANY, agents=(*AGENTS, Agent("agent:lone", "Lone")))))
    assert "Lone" not in svg and "Nothing" not in svg


def test_standings_are_told_apart_and_what_is_known_says_so() -> None:
    alone = Meeting(
        "meeting:a",
        "League",
        "kind:alliance",
        (
            Part("agent:1", "Invited", "ahead"),
            Part("agent:2", "Left", "over"),
            Part("agent:3", "Member", "reached"),
            Part("agent:4", "Member", "reached"),
        ),
    )
    svg = to_svg(draw("network", network(alone)))
    assert re.search(r'class="link c0 dash ', svg) and re.search(r'class="link c0 dots ', svg)
    assert ">Invited<" in svg and ">Left<" in svg
    assert any("known: Member: 2, Invited: 1\xa0· Left: 1" in title for title in titles(network(alone)))
    treaty = Meeting("meeting:t", "Treaty", "kind:agreement", (Part("agent:1", "party"),))
    assert any("1\xa0known partner" in title for title in titles(network(treaty)))


def test_beyond_what_there_is_room_for_it_is_drawn_around_the_partner_in_most() -> None:
    agents = tuple(Agent(f"agent:{n}", f"Partner {n}") for n in range(200))
    pacts = tuple(
        Meeting(
            f"meeting:{n}",
            f"Pact {n}",
            "kind:agreement",
            (Part("agent:7"), Part(f"agent:{n}")),
            latest=f"{1800 + n}-01-01",
        )
        for n in range(200)
        if n != 7
    )
    world = network(*pacts, agents=agents)
    found = excerpt(world)
    assert found.centre == "agent:7"
    assert max(len(found.shown.agents), len(found.shown.meetings)) == MOST_ROWS
    assert "agent:7" in {agent.iri for agent in found.shown.agents}
    assert "meeting:199" in {one.iri for one in found.shown.meetings}
    drawing = draw("network", world)
    said = f"around Partner 7: {MOST_ROWS} of 200 Partners; {MOST_ROWS} of 199 Agreements"
    assert said in drawing.description
    assert said in " ".join(line for text in drawing.texts() for line in text.lines)


def test_nothing_is_refused_with_what_to_ask_instead() -> None:
    with pytest.raises(NothingToDraw, match=r"^no partner in anything is known within .*\(Hydrogen\): ask"):
        draw("network", Landscape(about=("Hydrogen",)))


def test_the_same_landscape_gives_the_same_picture(random_landscape: Callable[[int], Landscape]) -> None:
    assert to_svg(draw("network", random_landscape(3))) == to_svg(draw("network", random_landscape(3)))


def test_an_invited_one_is_no_partner_of_a_thing_that_has_some() -> None:
    assert ALLIANCE.agents == ("agent:new",)
    announced = Meeting("meeting:x", "X", "kind:alliance", ALLIANCE.parts[:12])
    assert len(announced.agents) == 12


def test_a_telephone_shows_fewer() -> None:
    pacts = [Meeting(f"meeting:{n}", f"Pact {n}", "kind:agreement", EVERYBODY[:2]) for n in range(MOST_ROWS)]
    assert "Agreements" in draw("network", network(*pacts)).description
    assert (
        f"{MOST_ROWS_NARROW} of {MOST_ROWS} Agreements"
        in draw("network", network(*pacts), Look(390)).description
    )
