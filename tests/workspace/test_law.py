"""The cases of the law, under invented names."""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Store

from pactgraph.workspace.law import stand
from pactgraph.workspace.rules import Rule

from .little_law import (
    ROOT,
    Asked,
    Document,
    Held,
    Period,
    began,
    by,
    decision,
    document,
    ended,
    hostile_store,
    law,
    passage,
    rules,
)

FOUNDING = "event:founding pact:kind event-kind:founding ; pact:changes alliance:coast"
PLANNED = f"{FOUNDING} . plan:founding pact:plans event:founding ; {by('2024-01-01', '2024-03-31')} ."
TWO_TERRITORIES = "government:isles pact:governs region:north-isle , region:south-isle ."


def change(name: str, kind: str, thing: str, day: str = "", last: str = "") -> str:
    """A change of a thing, with its day."""
    time = f" ; {by(day, last)}" if day else ""
    return f"event:{name} pact:kind event-kind:{kind} ; pact:changes {thing}{time} ."


def planned_founding() -> tuple[Document, Document]:
    return (
        document("d1", "2023-03-06", PLANNED),
        document("d2", "2023-10-02", f"{FOUNDING} ; {by('2023-09-07')} ."),
    )


def test_case_01_founded_before_the_planned_time() -> None:
    found = law(*planned_founding())
    assert not found.disputed
    assert found.values("event:founding", "pact:plan") == {"plan:founding"}
    assert found.values("plan:founding", "pact:earliest") == {"2024-01-01"}
    assert found.values("event:founding", "pact:earliest") == {"2023-09-07"}
    assert found.values("alliance:coast", "pact:existence") == {"existence:established"}
    assert found.periods("alliance:coast") == [
        Period("existence:announced", ("", "2023-03-06"), ("2023-09-06", "2023-09-06")),
        Period("existence:established", ("2023-09-07", "2023-09-07"), ("", "")),
    ]
    assert found.outcome("plan:founding") == {("fulfilment:came-early", "-116")}
    assert found.values("outcome:founding-computed", "dcterms:source") == {passage("d2", 1)}
    assert found.values("outcome:founding-computed", "pact:earliest") == {"2023-09-07"}
    assert found.at("2023-06-01", "alliance:coast") == [Held("existence:announced")]
    assert found.values("event:founding", "pact:status") == {"event-status:held"}
    assert found.values("event:founding", "rdf:type") == {"pact:Event", "pact:Change"}


def due(day: str, number: int) -> str:
    return f"plan:due-{number} pact:plans commitment:quay ; pact:latest {day} ."


def test_case_02_a_due_day_is_put_off() -> None:
    told = (
        document("d1", "2023-05-01", due("2030-12-31", 1)),
        document("d2", "2025-05-01", due("2035-12-31", 2)),
    )
    assert law(*told).values("commitment:quay", "pact:plan") == {"plan:due-2"}
    then = law(*told, as_of="2024-01-01")
    assert then.values("commitment:quay", "pact:plan") == {"plan:due-1"}
    assert [document.value[-2:] for document in then.standing.left_out] == ["d2"]
    assert not law(*told).standing.rejected


def test_case_02_a_commitment_that_was_kept() -> None:
    done = "commitment:quay pact:progress progress:done ."
    found = law(
        document("d1", "2023-05-01", due("2030-12-31", 1)),
        document("d2", "2031-02-01", done),
        document("d3", "2032-02-01", done),
    )
    assert found.outcome("plan:due-1") == set()
    found = law(document("d1", "2023-05-01", due("2030-12-31", 1)), document("d2", "2029-02-01", done))
    assert found.outcome("plan:due-1") == {("fulfilment:came-true", "0")}
    assert found.values("outcome:due-1-computed", "dcterms:source") == {passage("d2", 1)}


def launched() -> tuple[Document, Document]:
    return (
        document("d1", "2023-05-01", f"event:launch {by('2022-01-01', '2022-12-31')} ."),
        document("d2", "2023-07-01", f"event:launch {by('2022-06-23')} ."),
    )


def test_case_03_a_year_and_a_day_agree() -> None:
    found = law(*launched())
    assert not found.disputed
    assert found.rows("SELECT ?e ?l { event:launch pact:earliest ?e ; pact:latest ?l }") == [
        ("2022-06-23", "2022-06-23")
    ]
    assert found.values("event:launch", "pact:witness") == {"document:d1", "document:d2"}


def test_case_04_two_days_of_one_event() -> None:
    found = law(
        document("d1", "2023-05-01", f"event:launch {by('2023-03-06')} ."),
        document("d2", "2023-05-02", f"event:launch {by('2023-03-10')} ."),
    )
    assert found.conflicts == [("event:launch", "pact:earliest")]
    assert found.disputed == {("event:launch", "pact:earliest"), ("event:launch", "pact:latest")}
    assert found.rows("SELECT ?e ?l { event:launch pact:earliest ?e ; pact:latest ?l }") == [
        ("2023-03-06", "2023-03-10")
    ]
    assert not found.values("event:launch", "pact:witness")


def test_case_05_three_tellings_without_a_common_part() -> None:
    days = (("2023-05-01", "2023-05-05"), ("2023-05-04", "2023-05-08"), ("2023-05-07", "2023-05-09"))
    found = law(*(document(f"d{n}", "2023-06-01", f"event:launch {by(*days[n])} .") for n in range(3)))
    assert found.conflicts == [("event:launch", "pact:earliest")]
    assert found.rows("SELECT ?e ?l { event:launch pact:earliest ?e ; pact:latest ?l }") == [
        ("2023-05-01", "2023-05-09")
    ]


def test_case_06_an_older_state_is_spoken_of_later() -> None:
    found = law(
        document("d1", "2006-05-04", "agreement:accord pact:stage stage:in-force ."),
        document(
            "d2",
            "2026-01-15",
            "agreement:accord pact:stage stage:signed . "
            + change("signing", "signing", "agreement:accord", "2005-01-01", "2005-12-31"),
        ),
    )
    assert not found.disputed
    assert found.values("agreement:accord", "pact:stage") == {"stage:in-force"}
    assert found.periods("agreement:accord") == [
        Period("stage:signed", ("2005-01-01", "2005-12-31"), ("2005-12-31", "2006-05-03")),
        Period("stage:in-force", ("", "2006-05-04"), ("", "")),
    ]
    assert found.at("2006-01-01", "agreement:accord") == [Held("stage:signed", "perhaps")]


def test_case_06_the_paper_that_speaks_of_it_is_no_interruption() -> None:
    found = law(
        document("d1", "2006-05-04", "agreement:accord pact:stage stage:in-force ."),
        document("d2", "2026-01-15", "agreement:accord pact:stage stage:signed ."),
        document("d3", "2027-01-15", "agreement:accord pact:stage stage:in-force ."),
    )
    assert found.held_on_periods("agreement:accord") == ["stage:in-force"]


def test_case_07_agreed_then_ended() -> None:
    found = law(
        document("d1", "2023-12-14", "agreement:accord pact:stage stage:agreed ."),
        document("d2", "2025-06-12", change("end", "termination", "agreement:accord", "2025-06-12")),
    )
    assert not found.disputed
    assert found.values("agreement:accord", "pact:stage") == {"stage:ended"}
    assert found.at("2024-06-30", "agreement:accord") == [Held("stage:agreed")]
    assert [period.begin[1] for period in found.periods("agreement:accord")] == ["2023-12-14", "2025-06-12"]


def test_case_08_two_changes_in_one_document() -> None:
    found = law(
        document(
            "d1",
            "2023-05-01",
            change("announcing", "announcement", "agreement:accord", "2021-01-01", "2021-12-31"),
            change("signing", "signing", "agreement:accord", "2022-03-01"),
        )
    )
    assert not found.disputed
    assert found.held_on_periods("agreement:accord") == ["stage:announced", "stage:signed"]


def test_case_09_established_within_the_month_of_the_announcement() -> None:
    found = law(
        document(
            "d1", "2023-09-01", "alliance:coast pact:existence existence:announced .", until="2023-09-30"
        ),
        document("d2", "2023-09-15", "alliance:coast pact:existence existence:established ."),
    )
    assert not found.disputed
    assert found.held_on_periods("alliance:coast") == ["existence:established"]
    assert found.values("alliance:coast", "pact:existence") == {"existence:established"}


def announced_and_dissolved(curation: str = "") -> Asked:
    return law(
        document("d1", "", "alliance:coast pact:existence existence:announced ."),
        document("d2", "2024-05-01", change("end", "dissolution", "alliance:coast", "2024-05-01")),
        curation=curation,
    )


def test_case_10_a_value_of_an_unknown_day_is_in_conflict() -> None:
    found = announced_and_dissolved()
    assert found.conflicts == [("alliance:coast", "pact:existence")]
    assert found.values("alliance:coast", "pact:existence") == {"existence:announced", "existence:dissolved"}


@pytest.mark.parametrize("later", ["dissolved", "announced"])
def test_case_10_until_a_decision_says_which_is_later(later: str) -> None:
    found = announced_and_dissolved(decision("later", f"alliance:coast pact:existence existence:{later}"))
    assert not found.disputed
    assert not found.standing.rejected
    assert found.values("alliance:coast", "pact:existence") == {f"existence:{later}"}
    assert len(found.periods("alliance:coast")) == 2


def test_case_11_a_rejected_telling_brings_nothing_back() -> None:
    established = "alliance:coast pact:existence existence:established ."
    told = (
        document("d1", "2023-05-01", established),
        document("d2", "2024-05-01", change("end", "dissolution", "alliance:coast", "2024-05-01")),
        document("d3", "2025-05-01", established),
    )
    rejecting = decision("rejected", "alliance:coast pact:existence existence:established", passage("d3", 1))
    found = law(*told, curation=rejecting)
    assert not found.disputed
    assert found.values("alliance:coast", "pact:existence") == {"existence:dissolved"}
    assert [held.value for held in found.at("2023-12-31", "alliance:coast")] == ["existence:established"]
    assert found.rows("SELECT ?passage { ?decision pact:rejects ?passage }") == [(passage("d3", 1),)]


STANDING = "period:{0} pact:stateOf membership:fen ; pact:holds membership-status:{0} ; {1} ."
INTENT = STANDING.format("signatory-of-intent", began("2023-03-06"))
MEMBER = STANDING.format("member", began("2023-09-07"))
MEMBERSHIP = "membership:fen org:member region:fen ; org:organization alliance:coast ."


def test_case_12_one_membership_of_two_standings() -> None:
    found = law(document("d1", "2023-03-06", INTENT), document("d2", "2023-10-02", MEMBER), ours=MEMBERSHIP)
    assert found.periods("membership:fen") == [
        Period(
            "membership-status:signatory-of-intent",
            ("2023-03-06", "2023-03-06"),
            ("2023-09-06", "2023-09-06"),
        ),
        Period("membership-status:member", ("2023-09-07", "2023-09-07"), ("", "")),
    ]
    assert found.at("2023-06-30", "membership:fen") == [Held("membership-status:signatory-of-intent")]
    assert found.values("membership:fen", "pact:status") == {"membership-status:member"}
    assert found.values("region:fen", "org:memberOf") == {"alliance:coast"}
    before = law(document("d1", "2023-03-06", INTENT), ours=MEMBERSHIP)
    assert not before.values("region:fen", "org:memberOf")
    assert before.values("alliance:coast", "pact:involvesAsMember") == {"region:fen"}


def test_case_13_a_year_and_a_day_of_one_membership() -> None:
    record = "period:member pact:stateOf membership:fen ; pact:holds membership-status:member ; "
    first = document("d1", "2023-05-01", f"{record} {began('2022-01-01', '2022-12-31')} .")
    found = law(first, document("d2", "2023-06-01", f"{record} {began('2022-05-01')} ."))
    assert [period.begin for period in found.periods("membership:fen")] == [("2022-05-01", "2022-05-01")]
    assert found.at("2022-03-01", "membership:fen") == []
    assert law(first).at("2022-03-01", "membership:fen") == [Held("membership-status:member", "perhaps")]


OFFICE = (
    "holding:first org:member person:ash ; pact:post post:minister ; "
    f"{began('2014-01-01', '2014-12-31')} ; {ended('2019-01-01', '2019-12-31')} . "
    f"holding:second org:member person:ash ; pact:post post:minister ; {began('2021-01-01', '2021-12-31')} . "
    "post:minister org:postIn government:fen . government:fen pact:governs region:fen ."
)


def in_office(day: str) -> list[tuple[str, ...]]:
    return law(
        document("d1", "2022-05-01", f"event:panel pact:participant person:ash ; {by(day)} ."), ours=OFFICE
    ).rows("SELECT ?agent { event:panel pact:involves ?agent }")


def test_case_14_out_of_office_for_a_year() -> None:
    assert in_office("2020-06-01") == [("person:ash",)]
    assert in_office("2016-06-01") == [("person:ash",), ("region:fen",)]
    assert in_office("2019-06-01") == [("person:ash",), ("region:fen",)]
    assert in_office("2022-03-01") == [("person:ash",), ("region:fen",)]
    held = law(ours=OFFICE).rows(AT_HOLDING.format(day="2020-06-01")) + law(ours=OFFICE).rows(
        AT_HOLDING.format(day="2019-06-01")
    )
    assert held == [("holding:first", "perhaps")]


AT_HOLDING = """SELECT ?holding ?certainty {{
  ?holding a pact:OfficeHolding ; pact:beginEarliest ?be ; pact:beginLatest ?bl .
  OPTIONAL {{ ?holding pact:endEarliest ?ee ; pact:endLatest ?el }}
  FILTER(?be <= "{day}"^^xsd:date && COALESCE(?el >= "{day}"^^xsd:date, true))
  BIND(IF(?bl <= "{day}"^^xsd:date && COALESCE(?ee >= "{day}"^^xsd:date, true), "", "perhaps") AS ?certainty)
}}"""


def test_case_14_a_holding_without_days_began_by_the_first_document() -> None:
    holding = "holding:first org:member person:ash ; pact:post post:minister ."
    found = law(document("d1", "2022-05-01", holding), document("d2", "2023-05-01", holding))
    assert found.values("holding:first", "pact:beginLatest") == {"2022-05-01"}
    assert found.values("holding:first", "pact:lastTold") == {"2023-05-01"}


def test_case_15_a_treaty_signed_in_two_places() -> None:
    signatures = (
        f"signature:fen pact:signs agreement:accord ; pact:party region:fen ; {by('2023-04-30')} .",
        f"signature:moor pact:signs agreement:accord ; pact:party government:moor ; {by('2023-05-15')} .",
    )
    ours = "agreement:accord pact:party region:fen , region:moor . government:moor pact:governs region:moor ."
    found = law(document("d1", "2023-06-01", *signatures), ours=ours)
    assert not found.disputed
    assert found.periods("agreement:accord") == [
        Period("stage:signed", ("2023-05-15", "2023-05-15"), ("", ""))
    ]
    assert not law(document("d1", "2023-06-01", signatures[0]), ours=ours).periods("agreement:accord")


@pytest.mark.parametrize("own", [True, False], ids=["release with a day", "release without"])
def test_case_16_a_copy_speaks_when_its_release_did(own: bool) -> None:
    says = "alliance:coast pact:existence existence:announced ."
    found = law(
        document("d1", "2023-03-06", says, release="release:spring"),
        document("d2", "2023-10-02", says, release="release:spring"),
        ours=f"release:spring {by('2023-03-06')} ." if own else "",
    )
    assert found.values("document:d2", "pact:spokenBy") == {"2023-03-06"}
    assert found.periods("alliance:coast") == [Period("existence:announced", ("", "2023-03-06"), ("", ""))]
    assert found.rows("SELECT ?witness { ?period pact:stateOf alliance:coast ; pact:witness ?witness }") == [
        ("release:spring",)
    ]


MIXED = (
    *planned_founding(),
    document("d3", "2023-09-01", "alliance:coast pact:existence existence:established .", until="2023-10-31"),
    document("d4", "2025-01-01", "alliance:coast pact:existence existence:dissolved ."),
    document(
        "d5",
        "",
        "alliance:coast pact:existence existence:announced . agreement:accord pact:stage stage:signed .",
    ),
    document("d6", "2024-01-01", INTENT, f"event:launch {by('2023-03-06')} ."),
    document(
        "d7",
        "2024-02-01",
        MEMBER,
        f"event:launch {by('2023-03-08')} .",
        "agreement:accord pact:stage stage:agreed .",
    ),
    document("d8", "2024-02-01", due("2030-12-31", 1), "commitment:quay pact:strength strength:explore ."),
    document("d9", "2024-02-01", due("2029-12-31", 2), "commitment:quay pact:strength strength:decide ."),
)


@given(st.permutations(MIXED))
def test_case_17_the_order_of_documents_changes_nothing(told: list[Document]) -> None:
    found, again = law(*told, ours=MEMBERSHIP), law(*MIXED, ours=MEMBERSHIP)
    assert found.lines == again.lines
    assert found.standing == again.standing


def later_record() -> tuple[Document, Document]:
    return (
        document("d1", "2023-05-01", "alliance:coast pact:existence existence:announced ."),
        document(
            "d2",
            "2025-05-01",
            'alliance:coast pact:printedName "The Coast" .',
            "alliance:coast pact:sector sector:ports .",
        ),
    )


def test_case_18_a_record_is_there_with_what_had_been_told() -> None:
    then = law(*later_record(), as_of="2024-01-01")
    assert then.values("alliance:coast", "rdf:type") == {"pact:Alliance"}
    assert then.values("alliance:coast", "pact:existence") == {"existence:announced"}
    assert not then.values("alliance:coast", "pact:sector")


def test_case_18_a_document_without_a_day_never_spoke() -> None:
    told = document("d1", "", "alliance:coast pact:existence existence:announced .")
    then = law(told, as_of="9999-12-31")
    assert not then.values("alliance:coast", "pact:existence")
    assert [document.value[-2:] for document in then.standing.undated] == ["d1"]


def test_case_19_a_printed_name_was_not_known_before() -> None:
    ours = 'alliance:coast rdfs:label "Coast"@en .'
    assert law(*later_record(), ours=ours).values("alliance:coast", "pact:printedName") == {"The Coast"}
    then = law(*later_record(), ours=ours, as_of="2024-01-01")
    assert not then.values("alliance:coast", "pact:printedName")
    assert then.values("alliance:coast", "rdfs:label") == {"Coast"}


@pytest.mark.parametrize("passages", [(), (passage("d2", 1),)], ids=["in all passages", "in one"])
def test_case_20_what_a_rejected_day_was_contained_in_stands_again(passages: tuple[str, ...]) -> None:
    found = law(*launched(), curation=decision("rejected", f"event:launch {by('2022-06-23')}", *passages))
    assert found.rows("SELECT ?e ?l { event:launch pact:earliest ?e ; pact:latest ?l }") == [
        ("2022-01-01", "2022-12-31")
    ]
    assert found.values("event:launch", "pact:witness") == {"document:d1"}
    assert len(found.standing.rejected) == 2


def countries(curation: str = "") -> Asked:
    return law(
        document("d1", "2023-05-01", "region:fen pact:country country:avia ."),
        document("d2", "2023-06-01", "region:fen pact:country country:bria ."),
        ours="region:fen pact:country country:avia .",
        curation=curation,
    )


def test_case_21_a_register_stands_against_a_passage() -> None:
    found = countries()
    assert found.values("region:fen", "pact:country") == {"country:avia"}
    assert found.conflicts == [("region:fen", "pact:country")]
    (conflict,) = found.standing.conflicts
    assert {str(source)[-5:-1] for source, _ in conflict.tellings} == {"0-15", "ours"}
    assert not countries(decision("rejected", "region:fen pact:country country:bria")).conflicts


def test_case_21_accepted_rejects_every_other_value() -> None:
    told = [document(f"d{name}", "2023-05-01", f"region:fen pact:country country:{name} .") for name in "abc"]
    found = law(*told)
    assert found.values("region:fen", "pact:country") == {"country:a", "country:b", "country:c"}
    found = law(*told, curation=decision("accepted", "region:fen pact:country country:b"))
    assert found.values("region:fen", "pact:country") == {"country:b"}
    assert not found.conflicts
    assert len(found.standing.rejected) == 2


def strengths(first: str, second: str, release: str = "") -> Asked:
    return law(
        document("d1", "2023-05-01", f"commitment:quay pact:strength strength:{first} .", release=release),
        document("d2", "2024-05-01", f"commitment:quay pact:strength strength:{second} .", release=release),
    )


def test_case_22_a_strength_is_of_the_day_on_which_it_was_spoken() -> None:
    firmer = strengths("explore", "decide")
    assert not firmer.disputed
    assert firmer.values("commitment:quay", "pact:strength") == {"strength:decide"}
    assert [held.value for held in firmer.at("2023-12-31", "commitment:quay")] == ["strength:explore"]
    weaker = strengths("decide", "explore")
    assert weaker.values("commitment:quay", "pact:strength") == {"strength:explore"}
    assert weaker.held_on_periods("commitment:quay") == ["strength:decide", "strength:explore"]
    one_release = strengths("explore", "decide", "release:spring")
    assert one_release.conflicts == [("commitment:quay", "pact:strength")]
    assert one_release.values("commitment:quay", "pact:strength") == {"strength:decide", "strength:explore"}


MAY = f"plan:may pact:plans event:fair ; {by('2023-05-01', '2023-05-31')} ."
JULY = f"plan:july pact:plans event:fair ; {by('2023-07-01', '2023-07-31')} ."


def test_case_23_a_plan_that_was_moved_and_is_retold() -> None:
    found = law(
        document("d1", "2023-01-10", MAY),
        document("d2", "2023-04-10", JULY),
        document("d3", "2023-07-20", f"event:fair {by('2023-07-15')} ."),
        document("d4", "2024-01-10", MAY),
    )
    assert not found.disputed
    assert found.values("event:fair", "pact:plan") == {"plan:july"}
    assert found.outcome("plan:july") == {("fulfilment:as-postponed", "0")}
    assert found.outcome("plan:may") == {("fulfilment:came-late", "45")}


def test_case_23_two_plans_of_one_day_are_in_conflict() -> None:
    found = law(document("d1", "2023-01-10", MAY), document("d2", "2023-01-10", JULY))
    assert found.values("event:fair", "pact:plan") == {"plan:july", "plan:may"}
    assert found.conflicts == [("event:fair", "pact:plan")]


def test_case_24_a_government_of_two_territories() -> None:
    signs = "signature:{0} pact:signs agreement:{0} ; pact:party government:isles"
    found = law(
        document("d1", "2023-05-01", f"{signs.format('named')} ; pact:actsFor region:north-isle ."),
        document("d2", "2023-06-01", f"{signs.format('either')} ."),
        ours=f"{TWO_TERRITORIES} agreement:named pact:party government:isles .",
    )
    assert found.values("agreement:named", "pact:involvesAsParty") == {
        "government:isles",
        "region:north-isle",
    }
    assert found.values("signature:named", "pact:involvesAsParty") == {
        "government:isles",
        "region:north-isle",
    }
    assert not found.values("agreement:named", "pact:mayInvolve")
    assert found.values("agreement:either", "pact:involves") == {"government:isles"}
    assert found.values("agreement:either", "pact:mayInvolve") == {"region:north-isle", "region:south-isle"}


def test_case_25_in_force_and_nobody_says_since_when() -> None:
    found = law(document("d1", "2026-01-15", "agreement:accord pact:stage stage:in-force ."))
    assert found.periods("agreement:accord") == [Period("stage:in-force", ("", "2026-01-15"), ("", ""))]
    assert found.at("2010-01-01", "agreement:accord") == []
    assert found.at("2027-01-01", "agreement:accord") == [Held("stage:in-force")]


def refounded(*changes: str, curation: str = "") -> Asked:
    return law(
        document("d1", "2022-05-01", "alliance:coast pact:existence existence:established ."),
        document("d2", "2024-05-01", change("end", "dissolution", "alliance:coast", "2024-05-01")),
        document("d3", "2025-05-01", "alliance:coast pact:existence existence:established .", *changes),
        curation=curation,
    )


def test_case_26_established_after_it_was_dissolved() -> None:
    found = refounded()
    assert found.conflicts == [("alliance:coast", "pact:existence")]
    assert found.values("alliance:coast", "pact:existence") == {
        "existence:dissolved",
        "existence:established",
    }


def test_case_26_by_a_change_or_a_decision() -> None:
    again = refounded(change("again", "founding", "alliance:coast", "2025-01-10"))
    put = refounded(curation=decision("later", "alliance:coast pact:existence existence:established"))
    for found in (again, put):
        assert not found.disputed
        assert found.values("alliance:coast", "pact:existence") == {"existence:established"}
        assert found.held_on_periods("alliance:coast") == [
            "existence:established",
            "existence:dissolved",
            "existence:established",
        ]


def test_case_27_suspended_and_in_force_again() -> None:
    accord = "agreement:accord"
    found = law(
        document(
            "d1",
            "2023-05-01",
            change("first", "entry-into-force", accord, "2010-01-01"),
            change("second", "suspension", accord, "2015-01-01"),
            change("third", "resumption", accord, "2016-01-01"),
        )
    )
    assert not found.disputed
    assert found.held_on_periods(accord) == ["stage:in-force", "stage:suspended", "stage:in-force"]
    signed = "?value pact:implies stage:signed . ?period a pact:Period ; pact:holds ?value"
    assert len(found.rows(f"SELECT ?period {{ {signed} }}")) == 3


def derived(curation: str = "") -> Asked:
    inferred = (
        "derivation:exists a pact:Derivation ; rdf:subject alliance:coast ; rdf:predicate pact:existence ; "
        f"rdf:object existence:established ; prov:wasDerivedFrom {passage('d1', 1)} , {passage('d2', 1)} . "
        "derivation:place a pact:Derivation ; rdf:subject alliance:coast ; rdf:predicate pact:sector ; "
        "rdf:object sector:ports ; prov:wasDerivedFrom derivation:exists . "
        "alliance:coast pact:sector sector:ports ."
    )
    return law(
        document("d1", "2023-05-01", "alliance:coast pact:setUpBy region:fen ."),
        document("d2", "2023-06-01", "region:fen pact:country country:avia ."),
        curation=inferred + curation,
    )


def test_case_28_a_derivation_falls_with_its_premise() -> None:
    found = derived()
    assert found.periods("alliance:coast") == [Period("existence:established", ("", "2023-06-01"), ("", ""))]
    assert found.values("alliance:coast", "pact:sector") == {"sector:ports"}
    assert found.rows("SELECT ?w { ?period pact:stateOf alliance:coast ; pact:witness ?w }") == [
        ("document:d1",),
        ("document:d2",),
    ]
    gone = derived(decision("rejected", "region:fen pact:country country:avia"))
    assert not gone.periods("alliance:coast")
    assert not gone.values("alliance:coast", "pact:existence")
    assert not gone.values("alliance:coast", "pact:sector")


def test_case_29_planned_then_called_off() -> None:
    found = law(
        document("d1", "2023-01-10", MAY),
        document("d2", "2023-04-10", change("off", "cancellation", "event:fair", "2023-04-09")),
    )
    assert not found.disputed
    assert found.values("event:fair", "pact:status") == {"event-status:cancelled"}
    assert found.outcome("plan:may") == {("fulfilment:not-held", "")}
    assert found.values("outcome:may-computed", "dcterms:source") == {passage("d2", 1)}


def test_case_29_called_off_in_words() -> None:
    found = law(
        document("d1", "2023-01-10", MAY),
        document("d2", "2023-04-10", "event:fair pact:status event-status:cancelled ."),
    )
    assert found.values("event:fair", "pact:status") == {"event-status:cancelled"}
    assert found.outcome("plan:may") == {("fulfilment:not-held", "")}
    assert found.values("outcome:may-computed", "dcterms:source") == {passage("d2", 1)}


def test_case_30_two_stretches_that_meet_on_one_day() -> None:
    found = law(
        document("d1", "2023-10-01", f"event:visit {began('2023-09-06')} ; {ended('2023-09-08')} ."),
        document("d2", "2023-10-02", f"event:visit {began('2023-09-08')} ; {ended('2023-09-10')} ."),
    )
    assert found.conflicts == [("event:visit", "pact:beginEarliest"), ("event:visit", "pact:endEarliest")]
    assert found.values("event:visit", "pact:beginEarliest") == {"2023-09-06"}
    assert found.values("event:visit", "pact:beginLatest") == {"2023-09-08"}
    assert found.values("event:visit", "pact:endEarliest") == {"2023-09-08"}
    assert found.values("event:visit", "pact:endLatest") == {"2023-09-10"}


@pytest.mark.parametrize("begin", ["", f" ; {began('2020-01-01')}"], ids=["begin unknown", "begin known"])
def test_case_31_a_membership_that_ended(begin: str) -> None:
    record = f"period:member pact:stateOf membership:fen ; pact:holds membership-status:member{begin} ; "
    found = law(
        document("d1", "2025-05-01", f"{record} {ended('2024-01-01', '2024-12-31')} ."), ours=MEMBERSHIP
    )
    assert not found.disputed
    assert found.values("membership:fen", "pact:status") == {"membership-status:left"}
    assert not found.values("region:fen", "org:memberOf")
    assert not found.values("alliance:coast", "pact:involvesAsMember")


def test_case_32_before_a_year_and_in_a_month() -> None:
    found = law(
        document("d1", "2024-05-01", "event:launch pact:latest 2023-12-31 ."),
        document("d2", "2024-06-01", f"event:launch {by('2023-03-01', '2023-03-31')} ."),
    )
    assert not found.disputed
    assert found.rows("SELECT ?e ?l { event:launch pact:earliest ?e ; pact:latest ?l }") == [
        ("2023-03-01", "2023-03-31")
    ]


def test_each_rule_begins_with_its_reason_and_is_listed() -> None:
    listed = (ROOT / "ontology" / "rules" / "README.md").read_text(encoding="utf-8")
    reasons = re.findall(r"^- `([a-z0-9-]+)`: (.+)$", listed, re.MULTILINE)
    assert reasons == [(rule.name, rule.reason) for rule in rules().rules]
    assert all(reason[0].isupper() and reason.endswith(".") for _, reason in reasons)


def test_nothing_is_derived_that_a_passage_says_in_these_words() -> None:
    found = law(document("d1", "2023-05-01", "alliance:coast pact:existence existence:established ."))
    assert found.values("alliance:coast", "pact:existence") == {"existence:established"}
    graphs = "SELECT ?g { GRAPH ?g { alliance:coast pact:existence ?value } }"
    assert found.rows(graphs) == [(passage("d1", 1),)]


def test_a_begin_that_others_show_to_be_earlier_is_no_riddle() -> None:
    found = law(
        document(
            "d1", "2023-05-01", change("first", "founding", "alliance:coast", "2020-01-01", "2020-12-31")
        ),
        document("d2", "2020-06-01", "alliance:coast pact:existence existence:established ."),
        document(
            "d3", "2023-05-01", change("second", "founding", "alliance:coast", "2020-09-01", "2020-10-01")
        ),
    )
    assert found.periods("alliance:coast") == [
        Period("existence:established", ("2020-01-01", "2020-12-31"), ("", ""))
    ]


def test_a_decision_orders_values_whose_days_overlap() -> None:
    told = (
        document("d1", "2023-09-01", "commitment:quay pact:strength strength:decide .", until="2023-09-30"),
        document("d2", "2023-09-15", "commitment:quay pact:strength strength:explore ."),
    )
    assert law(*told).disputed == {("commitment:quay", "pact:strength")}
    for last, before in (("decide", "explore"), ("explore", "decide")):
        put = decision("later", f"commitment:quay pact:strength strength:{last}")
        found = law(*told, curation=put)
        assert not found.disputed
        assert found.values("commitment:quay", "pact:strength") == {f"strength:{last}"}
        (earlier,) = (p for p in found.periods("commitment:quay") if p.value == f"strength:{before}")
        assert earlier.end[1] >= earlier.begin[1]


def member_again(*more: str) -> Asked:
    record = "period:member pact:stateOf membership:fen ; pact:holds membership-status:member ; "
    first = document("d1", "2016-05-01", f"{record} {began('2014-01-01')} .")
    end = document("d2", "2020-05-01", f"period:member {ended('2019-06-30')} .")
    return law(first, end, document("d3", "2022-05-01", *more), ours=MEMBERSHIP)


def test_a_member_again_after_the_told_end() -> None:
    words = "membership:fen pact:status membership-status:member ."
    assert member_again().values("membership:fen", "pact:status") == {"membership-status:left"}
    found = member_again(words)
    assert found.disputed == {("membership:fen", "pact:status")}
    assert found.values("membership:fen", "pact:status") == {
        "membership-status:left",
        "membership-status:member",
    }
    found = member_again(words, change("again", "accession", "membership:fen", "2021-01-01"))
    assert not found.disputed
    assert found.values("membership:fen", "pact:status") == {"membership-status:member"}
    assert found.periods("membership:fen") == [
        Period("membership-status:member", ("2014-01-01", "2014-01-01"), ("2019-06-30", "2019-06-30")),
        Period("membership-status:member", ("2021-01-01", "2021-01-01"), ("", "")),
    ]


def test_an_undated_change_is_told_by_who_calls_it_held() -> None:
    held = "event:founding pact:status event-status:held ."
    found = law(document("d1", "2023-03-06", PLANNED), document("d2", "2024-05-02", held))
    assert found.periods("alliance:coast") == [
        Period("existence:announced", ("", "2023-03-06"), ("2023-03-06", "2024-05-01")),
        Period("existence:established", ("", "2024-05-02"), ("", "")),
    ]
    unplanned = law(document("d1", "2023-03-06", f"{FOUNDING} ."))
    assert unplanned.periods("alliance:coast") == [
        Period("existence:established", ("", "2023-03-06"), ("", ""))
    ]


def test_who_speaks_in_office_involves_the_territory() -> None:
    said = "utterance:word pact:speaker person:ash"
    ours = OFFICE + " post:guest org:postIn government:isles . " + TWO_TERRITORIES
    found = law(document("d1", "2022-05-01", f"{said} ."), ours=ours)
    assert found.values("utterance:word", "pact:involves") == {"person:ash", "region:fen"}
    assert not found.values("utterance:word", "pact:involvesAsParticipant")
    guest = law(document("d1", "2022-05-01", f"{said} ; pact:capacity post:guest ."), ours=ours)
    assert guest.values("utterance:word", "pact:involves") == {"person:ash"}
    assert guest.values("utterance:word", "pact:mayInvolve") == {"region:north-isle", "region:south-isle"}


def test_a_thing_touches_the_sectors_of_its_commitments_and_their_assets() -> None:
    found = law(
        document(
            "d1",
            "2022-05-01",
            "agreement:accord pact:sector sector:ports .",
            "commitment:quay pact:madeUnder agreement:accord ; pact:concerns alliance:coast ; "
            "pact:sector sector:tourism ; pact:bringsIn asset:crane .",
            "asset:crane pact:sector sector:hydrogen .",
        )
    )
    assert found.values("agreement:accord", "pact:touches") == {
        "sector:ports",
        "sector:tourism",
        "sector:hydrogen",
    }
    assert found.values("alliance:coast", "pact:touches") == {"sector:tourism", "sector:hydrogen"}
    assert found.values("commitment:quay", "pact:touches") == {"sector:tourism", "sector:hydrogen"}
    assert found.values("asset:crane", "pact:touches") == {"sector:hydrogen"}


def test_accepted_on_a_time_rejects_the_others() -> None:
    told = [document(f"d{day}", "2023-06-01", f"event:fair {by(f'2023-05-0{day}')} .") for day in range(1, 4)]
    found = law(*told, curation=decision("accepted", f"event:fair {by('2023-05-02')}"))
    assert not found.disputed
    assert found.values("event:fair", "pact:earliest") == {"2023-05-02"}
    assert found.values("event:fair", "pact:witness") == {"document:d2"}


def test_a_derivation_was_not_known_before_all_its_documents_spoke() -> None:
    inferred = (
        "derivation:place a pact:Derivation ; rdf:subject alliance:coast ; rdf:predicate pact:sector ; "
        f"rdf:object sector:ports ; prov:wasDerivedFrom {passage('d1', 1)} , {passage('d2', 1)} ."
    )
    told = (
        document("d1", "2023-05-01", "alliance:coast pact:setUpBy region:fen ."),
        document("d2", "2024-05-01", "region:fen pact:country country:avia ."),
    )
    assert law(*told, curation=inferred).values("alliance:coast", "pact:sector") == {"sector:ports"}
    then = law(*told, curation=inferred, as_of="2024-01-01")
    assert not then.values("alliance:coast", "pact:sector")
    assert not then.rows("SELECT ?d { ?d a pact:Derivation }")


def test_what_was_told_stays_in_its_passage() -> None:
    rejecting = decision("rejected", f"event:launch {by('2022-06-23')}")
    found = law(*launched(), curation=rejecting)
    told = f"SELECT ?day {{ GRAPH {passage('d2', 1)} {{ event:launch pact:earliest ?day }} }}"
    assert found.rows(told) == [("2022-06-23",)]
    assert not law(*launched(), curation=rejecting, as_of="2023-06-01").rows(told)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SELECT * WHERE { ?s ?p ?o }", "CONSTRUCT"),
        ("CONSTRUCT { ?s ?p ?o } WHERE { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "SERVICE"),
        ("CONSTRUCT { ?s ?p ?o } WHERE {", "expected"),
        ("DROP ALL", "expected"),
    ],
)
def test_a_rule_that_cannot_be_run_is_a_finding(text: str, said: str) -> None:
    (fault,) = stand(Store(), [Rule("90-wrong", text)]).faults
    assert fault.file == "ontology/rules/90-wrong.rq"
    assert said in fault.message


def test_a_day_before_which_an_agreement_was_signed_is_a_day() -> None:
    signature = "signature:fen pact:signs agreement:accord ; pact:party region:fen ; pact:latest 2021-12-31 ."
    found = law(document("d1", "2023-06-01", signature, "agreement:accord pact:party region:fen ."))
    assert found.periods("agreement:accord") == [Period("stage:signed", ("", "2021-12-31"), ("", ""))]
    unknown = law(document("d1", "2023-06-01", signature))
    assert not unknown.periods("agreement:accord")


def test_what_the_next_period_begins_by_is_not_told_of_the_one_before() -> None:
    told = (
        document("d1", "2022-06-23", "commitment:quay pact:strength strength:aspire ."),
        document("d2", "2023-05-01", "commitment:quay pact:strength strength:decide .", until="2023-05-31"),
        document("d3", "2023-05-10", "commitment:quay pact:strength strength:aspire .", until="2023-06-30"),
    )
    found = law(*told, curation=decision("later", "commitment:quay pact:strength strength:decide"))
    assert found.periods("commitment:quay")[0].end == ("2023-04-30", "2023-05-30")


def test_witnesses_of_a_plan_in_conflict_tell_it_announced() -> None:
    other = PLANNED.replace("2024", "2026")
    found = law(document("d1", "2023-03-06", PLANNED), document("d2", "2023-03-06", other))
    assert found.disputed == {("plan:founding", "pact:earliest"), ("plan:founding", "pact:latest")}
    witnesses = "SELECT ?w { ?period pact:stateOf alliance:coast ; pact:witness ?w }"
    assert found.rows(witnesses) == [("document:d1",), ("document:d2",)]
    assert not found.values("plan:founding", "pact:witness")


def test_a_record_that_an_undated_document_tells_has_its_witness() -> None:
    found = law(document("d1", "", STANDING.format("member", "a pact:Period")), ours=MEMBERSHIP)
    assert found.values("period:member", "pact:witness") == {"document:d1"}
    assert found.values("membership:fen", "pact:status") == {"membership-status:member"}


def test_a_record_whose_begin_is_disputed_is_told_by_who_tells_no_begin() -> None:
    told = STANDING.replace(" ; {1}", "").format("member")
    days = ("2023-01-01", "2023-02-01")
    found = law(
        *(
            document(f"d{n}", "2023-05-01", STANDING.format("member", began(day)))
            for n, day in enumerate(days)
        ),
        document("d2", "2023-05-01", told),
        ours=MEMBERSHIP,
    )
    assert found.disputed == {("period:member", "pact:beginEarliest"), ("period:member", "pact:beginLatest")}
    assert found.values("period:member", "pact:witness") == {"document:d2"}


def test_what_a_decision_puts_later_comes_between() -> None:
    found = law(
        document("d1", "2022-12-01", MAY, until="2022-12-31"),
        document("d2", "2022-12-01", "event:fair pact:status event-status:cancelled .", until="2022-12-31"),
        document("d3", "2023-02-01", JULY),
        curation=decision("later", "event:fair pact:status event-status:cancelled"),
    )
    assert found.held_on_periods("event:fair") == [
        "event-status:cancelled",
        "event-status:planned",
        "event-status:planned",
    ]
    assert found.values("event:fair", "pact:status") == {"event-status:cancelled", "event-status:planned"}
    assert found.disputed == {("event:fair", "pact:status")}


def test_whatever_files_say_the_law_has_an_answer() -> None:
    chance = random.Random(20230906)
    for _ in range(60):
        store = hostile_store(chance)
        standing = stand(store, rules().rules, as_of=chance.choice([None, "2021-01-01"]))
        assert not standing.faults


def test_many_tellings_of_one_thing_take_no_longer_than_their_number() -> None:
    days = [
        f"20{year:02}-{month:02}-{day:02}"
        for year in range(10, 25)
        for month in range(1, 13)
        for day in (1, 15)
    ]
    told = [
        document(f"d{n}", day, f"commitment:quay pact:strength strength:{('aspire', 'decide')[n % 2]} .")
        for n, day in enumerate(days)
    ]
    found = law(*told)
    assert not found.disputed
    assert len(found.periods("commitment:quay")) == len(days)
    assert found.values("commitment:quay", "pact:strength") == {"strength:decide"}
