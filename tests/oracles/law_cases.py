"""The cases of the law, each a small world and what is right in it, asked of whoever is asked."""

from __future__ import annotations

from collections.abc import Callable

from answers import Answer
from worlds import Document, World, bounds

Ask = Callable[..., Answer]
"""`ask(world, as_of=None)`: what stands in a world."""


def change(slug: str, kind: str, thing: str, day: str | None = None) -> list[tuple[str, str, str]]:
    """An event of a kind that alters a thing."""
    event = f"event:{slug}"
    return [
        (event, "pact:kind", f"event-kind:{kind}"),
        (event, "pact:changes", thing),
        *bounds(event, day),
    ]


def plan(slug: str, thing: str, day: str | None) -> list[tuple[str, str, str]]:
    """A time set for a thing."""
    return [(f"plan:{slug}", "pact:plans", thing), *bounds(f"plan:{slug}", day)]


def period(
    slug: str, thing: str, value: str, begin: str | None = None, end: str | None = None
) -> list[tuple[str, str, str]]:
    """A standing of a membership over a stretch."""
    name = f"period:{slug}"
    return [
        (name, "rdf:type", "pact:Period"),
        (name, "pact:stateOf", thing),
        (name, "pact:holds", value),
        *bounds(name, begin, "begin"),
        *bounds(name, end, "end"),
    ]


def documents(*days: str | None) -> tuple[World, list[Document]]:
    """A world with a document for each day, d1, d2 ..."""
    world = World()
    return world, [world.document(f"d{number}", day) for number, day in enumerate(days, 1)]


def case_1_planned_and_held_early(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-03-06", "2023-10-02")
    world.things(Event="founding", Alliance="x", Plan="quarter")
    d1.says(
        *plan("quarter", "event:founding", "2024-01-01/2024-03-31"),
        *change("founding", "founding", "alliance:x"),
    )
    d2.says(*change("founding", "founding", "alliance:x", "2023-09-07"))
    found = ask(world)
    assert found.disputed() == set()
    assert found.values("plan:quarter", "pact:earliest") == {"2024-01-01"}
    assert found.values("event:founding", "pact:earliest") == {"2023-09-07"}
    assert found.values("event:founding", "pact:plan") == {"plan:quarter"}
    assert found.values("alliance:x", "pact:existence") == {"existence:established"}
    assert found.stretches("alliance:x") == [
        "announced by 2023-03-06..2023-09-06",
        "established 2023-09-07..",
    ]
    assert found.on("2023-06-01", "alliance:x") == {"announced": ""}
    assert found.outcome("plan:quarter") == ("came-early", -116)


def case_2_due_day_moves(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-05-01", "2025-05-01")
    world.things(Commitment="c", Plan="first second")
    d1.says(*plan("first", "commitment:c", "/2030-12-31"))
    d2.says(*plan("second", "commitment:c", "/2035-12-31"))
    assert ask(world).values("commitment:c", "pact:plan") == {"plan:second"}
    assert ask(world, as_of="2024-01-01").values("commitment:c", "pact:plan") == {"plan:first"}
    assert ask(world).values("plan:first", "pact:latest") == {"2030-12-31"}
    assert ask(world).disputed() == set()


def case_3_unequal_precision(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-02-01", "2022-07-01")
    world.things(Event="launch")
    d1.says(*bounds("event:launch", "2022"))
    d2.says(*bounds("event:launch", "2022-06-23"))
    found = ask(world)
    assert found.values("event:launch", "pact:earliest") == {"2022-06-23"}
    assert found.values("event:launch", "pact:latest") == {"2022-06-23"}
    assert found.values("event:launch", "pact:witness") == {"document:d1", "document:d2"}


def case_4_two_days_for_one_event(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-03-06", "2023-03-11")
    world.things(Event="e")
    d1.says(*bounds("event:e", "2023-03-06"))
    d2.says(*bounds("event:e", "2023-03-10"))
    found = ask(world)
    assert found.disputed() == {("event:e", "earliest"), ("event:e", "latest")}
    assert found.values("event:e", "pact:earliest") == {"2023-03-06"}
    assert found.values("event:e", "pact:latest") == {"2023-03-10"}


def case_5_no_common_part_of_three(ask: Ask) -> None:
    world, found = documents("2023-06-01", "2023-06-02", "2023-06-03")
    world.things(Event="e")
    for document, day in zip(found, ("01/2023-05-05", "04/2023-05-08", "07/2023-05-09"), strict=True):
        document.says(*bounds("event:e", f"2023-05-{day}"))
    answer = ask(world)
    assert answer.disputed() == {("event:e", "earliest"), ("event:e", "latest")}
    assert answer.values("event:e", "pact:earliest") == {"2023-05-01"}
    assert answer.values("event:e", "pact:latest") == {"2023-05-09"}


def case_6_signed_told_after_in_force(ask: Ask) -> None:
    world, (d1, d2) = documents("2006-05-04", "2026-01-15")
    world.things(Agreement="y", Event="signing")
    d1.says(("agreement:y", "pact:stage", "stage:in-force"))
    d2.says(
        ("agreement:y", "pact:stage", "stage:signed"), *change("signing", "signing", "agreement:y", "2005")
    )
    found = ask(world)
    assert found.values("agreement:y", "pact:stage") == {"stage:in-force"}
    assert found.stretches("agreement:y") == [
        "signed 2005-01-01/2005-12-31..2005-12-31/2006-05-03",
        "in-force by 2006-05-04..",
    ]
    assert found.on("2006-01-01", "agreement:y") == {"signed": "perhaps"}
    assert found.disputed() == set()


def case_7_agreed_then_ended(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-12-14", "2025-06-12")
    world.things(Agreement="a", Event="order")
    d1.says(("agreement:a", "pact:stage", "stage:agreed"))
    d2.says(*change("order", "revocation", "agreement:a", "2025-06-12"))
    found = ask(world)
    assert found.values("agreement:a", "pact:stage") == {"stage:ended"}
    assert found.stretches("agreement:a") == ["agreed by 2023-12-14..2025-06-11", "ended 2025-06-12.."]
    assert found.on("2024-06-30", "agreement:a") == {"agreed": ""}
    assert found.disputed() == set()


def case_8_two_changes_in_one_document(ask: Ask) -> None:
    world, (d1,) = documents("2023-01-01")
    world.things(Agreement="a", Event="announcement signing")
    d1.says(*change("announcement", "announcement", "agreement:a", "2021"))
    d1.says(*change("signing", "signing", "agreement:a", "2022"))
    found = ask(world)
    assert found.stretches("agreement:a") == [
        "announced 2021-01-01/2021-12-31..2021-12-31/2022-12-30",
        "signed 2022-01-01/2022-12-31..",
    ]
    assert found.disputed() == set()


def case_9_announced_by_a_month(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-09", "2023-09-15")
    world.things(Alliance="x")
    d1.says(("alliance:x", "pact:existence", "existence:announced"))
    d2.says(("alliance:x", "pact:existence", "existence:established"))
    found = ask(world)
    assert found.stretches("alliance:x") == ["established by 2023-09-15.."]
    assert found.disputed() == set()


def case_10_order_unknown(ask: Ask) -> None:
    world, (d1, d2) = documents(None, "2024-03-01")
    world.things(Body="b")
    d1.says(("body:b", "pact:existence", "existence:announced"))
    d2.says(("body:b", "pact:existence", "existence:dissolved"))
    found = ask(world)
    assert found.disputed() == {("body:b", "existence")}
    assert found.values("body:b", "pact:existence") == {"existence:announced", "existence:dissolved"}
    world.decide("order", "later", "body:b", "pact:existence", "existence:dissolved")
    found = ask(world)
    assert found.disputed() == set()
    assert found.stretches("body:b") == ["announced ..by 2024-02-29", "dissolved by 2024-03-01.."]
    assert found.values("body:b", "pact:existence") == {"existence:dissolved"}


def case_11_rejected_in_one_passage(ask: Ask) -> None:
    world, (d1, d2, d3) = documents("2023-05-01", "2024-05-01", "2025-05-01")
    world.things(Alliance="x")
    d1.says(("alliance:x", "pact:existence", "existence:established"))
    d2.says(("alliance:x", "pact:existence", "existence:dissolved"))
    wrong = d3.says(("alliance:x", "pact:existence", "existence:established"))
    world.decide("no", "rejected", "alliance:x", "pact:existence", "existence:established", passages=[wrong])
    found = ask(world)
    assert found.values("alliance:x", "pact:existence") == {"existence:dissolved"}
    assert found.on("2023-12-31", "alliance:x") == {"established": "perhaps"}  # told for May, ended by May
    assert found.disputed() == set()


def case_12_intent_then_member(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-03-06", "2023-10-02")
    world.things(Membership="m")
    world.register += [
        ("membership:m", "org:member", "region:r"),
        ("membership:m", "org:organization", "alliance:x"),
    ]
    d1.says(*period("intent", "membership:m", "membership-status:signatory-of-intent", "2023-03-06"))
    d2.says(*period("member", "membership:m", "membership-status:member", "2023-09-07"))
    found = ask(world)
    assert found.stretches("membership:m") == [
        "signatory-of-intent 2023-03-06..2023-09-06",
        "member 2023-09-07..",
    ]
    assert found.on("2023-06-30", "membership:m") == {"signatory-of-intent": ""}
    assert found.values("region:r", "org:memberOf") == {"alliance:x"}
    before = ask(world, as_of="2023-06-30")
    assert before.values("region:r", "org:memberOf") == set()
    assert before.values("alliance:x", "pact:involvesAsMember") == {"region:r"}


def case_13_one_record_two_precisions(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-03-06", "2023-10-02")
    world.things(Membership="m")
    d1.says(*period("member", "membership:m", "membership-status:member", "2022"))
    d2.says(*period("member", "membership:m", "membership-status:member", "2022-05-01"))
    found = ask(world)
    assert found.stretches("membership:m") == ["member 2022-05-01.."]
    assert found.on("2022-03-01", "membership:m") == {}
    assert ask(world, as_of="2023-06-01").on("2022-03-01", "membership:m") == {"member": "perhaps"}


def case_14_two_holdings(ask: Ask) -> None:
    world, (d1,) = documents("2023-03-06")
    world.things(Event="panel visit", OfficeHolding="first second")
    for holding in ("officeholding:first", "officeholding:second"):
        d1.says((holding, "org:member", "person:p"), (holding, "pact:post", "post:minister"))
    d1.says(*bounds("officeholding:first", "2014", "begin"), *bounds("officeholding:first", "2019", "end"))
    d1.says(*bounds("officeholding:second", "2021", "begin"))
    world.register += [
        ("post:minister", "org:postIn", "government:g"),
        ("government:g", "pact:governs", "region:r"),
    ]
    d1.says(("event:panel", "pact:participant", "person:p"), *bounds("event:panel", "2020"))
    d1.says(("event:visit", "pact:participant", "person:p"), *bounds("event:visit", "2019-06-01"))
    found = ask(world)
    assert found.values("event:panel", "pact:involves") == {"person:p"}
    assert found.values("event:visit", "pact:involves") == {"person:p", "region:r"}


def case_15_signed_in_two_places(ask: Ask) -> None:
    world, (d1,) = documents("2023-06-01")
    world.things(Agreement="a", Signature="one two")
    world.register += [("government:g", "pact:governs", "region:s")]
    d1.says(("agreement:a", "pact:party", "region:r"), ("agreement:a", "pact:party", "region:s"))
    for slug, party, day in (("one", "region:r", "2023-04-30"), ("two", "government:g", "2023-05-15")):
        name = f"signature:{slug}"
        d1.says((name, "pact:signs", "agreement:a"), (name, "pact:party", party), *bounds(name, day))
    found = ask(world)
    assert found.stretches("agreement:a") == ["signed 2023-05-15.."]
    assert found.disputed() == set()


def case_16_copy_of_a_release(ask: Ask) -> None:
    for day in ("2023-03-06", None):
        world = World()
        world.release("r", day)
        first = world.document("d1", "2023-03-06", release="r")
        copy = world.document("d2", "2023-10-01", release="r")
        world.things(Commitment="c", Event="e")
        first.says(*bounds("event:e", "2022-06"))
        copy.says(("commitment:c", "pact:strength", "strength:intend"), *bounds("event:e", "2022-06"))
        found = ask(world)
        assert found.values("document:d2", "pact:spokenBy") == {"2023-03-06"}
        assert found.stretches("commitment:c") == ["intend 2023-03-06.."]
        assert found.values("event:e", "pact:witness") == {"release:r"}


def case_17_any_order(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-05-01", "2024-05-01")
    world.things(Commitment="c")
    d1.says(("commitment:c", "pact:strength", "strength:explore"))
    d2.says(("commitment:c", "pact:strength", "strength:decide"))
    before = ask(world)
    world.documents.reverse()
    assert ask(world) == before


def case_18_record_of_a_later_document(ask: Ask) -> None:
    world, (d1, d2) = documents("2025-01-01", "2023-01-01")
    world.things(Alliance="x")
    d2.says(("alliance:x", "pact:existence", "existence:announced"))
    d1.says(("alliance:x", "pact:existence", "existence:established"))
    found = ask(world, as_of="2024-01-01")
    assert found.values("alliance:x", "pact:existence") == {"existence:announced"}
    assert found.values("alliance:x", "rdf:type") == {"pact:Alliance"}


def case_19_name_of_a_later_document(ask: Ask) -> None:
    world, (_, d2) = documents("2023-01-01", "2025-01-01")
    world.register.append(("region:r", "skos:related", "region:s"))
    d2.says(("region:r", "skos:related", "region:t"))
    assert ask(world, as_of="2024-01-01").values("region:r", "skos:related") != {"region:s", "region:t"}
    assert len(ask(world).values("region:r", "skos:related")) == 2


def case_20_rejected_day(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-01-01", "2023-02-01")
    world.things(Event="e")
    d1.says(*bounds("event:e", "2022"))
    wrong = d2.says(*bounds("event:e", "2022-06-23"))
    world.decide("no", "rejected", "event:e", day="2022-06-23", passages=[wrong])
    found = ask(world)
    assert found.values("event:e", "pact:earliest") == {"2022-01-01"}
    assert found.values("event:e", "pact:latest") == {"2022-12-31"}


def case_21_register_against_passages(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-01-01", "2023-02-01")
    world.register.append(("region:r", "pact:country", "country:a"))
    d1.says(("region:r", "pact:country", "country:a"))
    wrong = d2.says(("region:r", "pact:country", "country:b"))
    found = ask(world)
    assert found.values("region:r", "pact:country") == {"country:a"}
    assert found.disputed() == {("region:r", "country")}
    world.decide("no", "rejected", "region:r", "pact:country", "country:b", passages=[wrong])
    assert ask(world).disputed() == set()


def case_22_strengths(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-05-01", "2024-05-01")
    world.things(Commitment="c")
    d1.says(("commitment:c", "pact:strength", "strength:explore"))
    d2.says(("commitment:c", "pact:strength", "strength:decide"))
    found = ask(world)
    assert found.values("commitment:c", "pact:strength") == {"strength:decide"}
    assert found.stretches("commitment:c") == ["explore 2023-05-01..2024-04-30", "decide 2024-05-01.."]
    world = World()
    world.release("r", "2023-05-01")
    d1, d2 = (world.document(slug, None, release="r") for slug in ("d1", "d2"))
    d1.says(("commitment:c", "pact:strength", "strength:explore"))
    d2.says(("commitment:c", "pact:strength", "strength:decide"))
    found = ask(world)
    assert found.disputed() == {("commitment:c", "strength")}
    assert found.values("commitment:c", "pact:strength") == {"strength:decide", "strength:explore"}
    world, (d1, d2) = documents("2023-05-01", "2024-05-01")
    d1.says(("commitment:c", "pact:strength", "strength:decide"))
    d2.says(("commitment:c", "pact:strength", "strength:explore"))
    found = ask(world)
    assert found.values("commitment:c", "pact:strength") == {"strength:explore"}
    assert len(found.stretches("commitment:c")) == 2


def case_23_plan_that_moves(ask: Ask) -> None:
    world, (d1, d2, d3, d4) = documents("2023-01-01", "2023-05-01", "2023-08-01", "2024-08-01")
    world.things(Event="e", Plan="may july")
    d1.says(*plan("may", "event:e", "2023-05"))
    d2.says(*plan("july", "event:e", "2023-07"))
    d3.says(*bounds("event:e", "2023-07-10"))
    d4.says(*plan("may", "event:e", "2023-05"))
    found = ask(world)
    assert found.values("event:e", "pact:plan") == {"plan:july"}
    assert found.outcome("plan:july") == ("as-postponed", 0)
    assert found.outcome("plan:may") == ("came-late", 40)
    assert found.disputed() == set()


def case_24_government_of_two(ask: Ask) -> None:
    world, (d1,) = documents("2023-03-06")
    world.things(Agreement="z w", Signature="z w")
    world.register += [
        ("government:g", "pact:governs", "region:land"),
        ("government:g", "pact:governs", "region:people"),
    ]
    for slug in "zw":
        d1.says(
            (f"signature:{slug}", "pact:signs", f"agreement:{slug}"),
            (f"signature:{slug}", "pact:party", "government:g"),
        )
    d1.says(("signature:z", "pact:actsFor", "region:land"))
    found = ask(world)
    assert found.values("agreement:z", "pact:involves") == {"government:g", "region:land"}
    assert found.values("agreement:z", "pact:mayInvolve") == set()
    assert found.values("agreement:w", "pact:involves") == {"government:g"}
    assert found.values("agreement:w", "pact:mayInvolve") == {"region:land", "region:people"}


def case_25_in_force_without_a_day(ask: Ask) -> None:
    world, (d1,) = documents("2026-01-15")
    world.things(Agreement="a")
    d1.says(("agreement:a", "pact:stage", "stage:in-force"))
    found = ask(world)
    assert found.stretches("agreement:a") == ["in-force by 2026-01-15.."]
    assert found.on("2010-01-01", "agreement:a") == {}
    assert found.on("2027-01-01", "agreement:a") == {"in-force": ""}


def case_26_told_after_an_ending(ask: Ask) -> None:
    world, (d1, d2) = documents("2024-05-01", "2025-05-01")
    world.things(Alliance="x", Event="again")
    d1.says(("alliance:x", "pact:existence", "existence:dissolved"))
    d2.says(("alliance:x", "pact:existence", "existence:established"))
    found = ask(world)
    assert found.disputed() == {("alliance:x", "existence")}
    assert found.values("alliance:x", "pact:existence") == {"existence:dissolved", "existence:established"}
    d2.says(*change("again", "founding", "alliance:x", "2025-03-01"))
    found = ask(world)
    assert found.disputed() == set()
    assert found.stretches("alliance:x") == [
        "dissolved by 2024-05-01..2025-02-28",
        "established 2025-03-01..",
    ]


def case_27_suspended_and_resumed(ask: Ask) -> None:
    world, (d1,) = documents("2023-01-01")
    world.things(Agreement="a", Event="force suspension resumption")
    d1.says(*change("force", "entry-into-force", "agreement:a", "2020-01-01"))
    d1.says(*change("suspension", "suspension", "agreement:a", "2021-01-01"))
    d1.says(*change("resumption", "resumption", "agreement:a", "2022-01-01"))
    d1.says(("agreement:a", "pact:stage", "stage:signed"))
    found = ask(world)
    assert found.stretches("agreement:a") == [
        "in-force 2020-01-01..2020-12-31",
        "suspended 2021-01-01..2021-12-31",
        "in-force 2022-01-01..",
    ]
    assert found.disputed() == set()


def case_28_derivation_of_a_rejected_premise(ask: Ask) -> None:
    world, (d1,) = documents("2023-01-01")
    world.things(Event="e")
    premise = d1.says(("event:e", "pact:place", "place:p"))
    world.derive("day", ("event:e", "pact:earliest", "2022-06-23"), premise)
    world.derive("last", ("event:e", "pact:latest", "2022-06-23"), premise)
    found = ask(world)
    assert found.values("event:e", "pact:status") == {"event-status:held"}
    assert found.values("event:e", "pact:witness") == {"document:d1"}
    world.decide("no", "rejected", "event:e", "pact:place", "place:p")
    found = ask(world)
    assert found.values("event:e", "pact:earliest") == set()
    assert found.values("event:e", "pact:status") == set()


def case_29_called_off(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-01-01", "2023-04-01")
    world.things(Event="e", Plan="may")
    d1.says(*plan("may", "event:e", "2023-05"))
    d2.says(("event:e", "pact:status", "event-status:cancelled"))
    found = ask(world)
    assert found.values("event:e", "pact:status") == {"event-status:cancelled"}
    assert found.outcome("plan:may") == ("not-held", None)
    assert found.disputed() == set()


def case_30_what_lasts(ask: Ask) -> None:
    world, (d1, d2) = documents("2023-10-01", "2023-10-02")
    world.things(Event="visit")
    for document, begin, end in ((d1, "2023-09-06", "2023-09-08"), (d2, "2023-09-08", "2023-09-10")):
        document.says(*bounds("event:visit", begin, "begin"), *bounds("event:visit", end, "end"))
    found = ask(world)
    names = ("beginEarliest", "beginLatest", "endEarliest", "endLatest")
    assert found.disputed() == {("event:visit", name) for name in names}
    assert found.values("event:visit", "pact:beginEarliest") == {"2023-09-06"}
    assert found.values("event:visit", "pact:endLatest") == {"2023-09-10"}


def case_31_membership_that_ended(ask: Ask) -> None:
    for earlier in (False, True):
        world, (d1, d2) = documents("2020-01-01", "2025-01-01")
        world.things(Membership="m")
        world.register += [
            ("membership:m", "org:member", "region:r"),
            ("membership:m", "org:organization", "alliance:x"),
        ]
        if earlier:
            d1.says(("membership:m", "pact:status", "membership-status:member"))
        d2.says(*period("m", "membership:m", "membership-status:member", None, "2024"))
        found = ask(world)
        assert found.values("membership:m", "pact:status") == {"membership-status:left"}
        assert found.values("region:r", "org:memberOf") == set()
        assert found.disputed() == set()
        assert found.on("2030-01-01", "membership:m") in ({}, {"left": ""})
        if earlier:
            assert found.on("2022-01-01", "membership:m") == {"member": "perhaps"}


def case_32_before_a_year(ask: Ask) -> None:
    world, (d1, d2) = documents("2024-01-01", "2024-02-01")
    world.things(Event="e")
    d1.says(*bounds("event:e", "/2023-12-31"))
    d2.says(*bounds("event:e", "2023-03"))
    found = ask(world)
    assert found.values("event:e", "pact:earliest") == {"2023-03-01"}
    assert found.values("event:e", "pact:latest") == {"2023-03-31"}
    assert found.disputed() == set()


CASES = {name: case for name, case in list(globals().items()) if name.startswith("case_")}
