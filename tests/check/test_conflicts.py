"""Conflicts: one finding a thing and property, with every place, and a remedy that the law heeds."""

from __future__ import annotations

from typing import Any

import pytest

from pactgraph.workspace.finding import Finding
from pactgraph.workspace.workspace import Workspace

DOCUMENT = """
document:{slug} a pact:Document ;
    rdfs:label "{slug}"@en ;
    pact:digest "0000000000000000000000000000000000000000000000000000000000000000" ;
    pact:kind document-kind:news-item ;
    pact:length 101 ;
    dcterms:language "en" ;
    dcterms:publisher organisation:herald .
passage:{slug}_0-9 a pact:Passage ;
    pact:digest "0000000000000000000000000000000000000000000000000000000000000000" ;
    pact:end "9"^^xsd:nonNegativeInteger ;
    pact:passageOf document:{slug} ;
    pact:start "0"^^xsd:nonNegativeInteger .
{records}
passage:{slug}_0-9 {{
{told}
}}
"""
DECISION = """
decision:{slug} a pact:Decision ;
    rdfs:label "{slug}"@en ;
    dcterms:description "read again"@en ;
    cito:isDisputedBy passage:note_34-68 ;
    dcterms:creator organisation:herald ;
    dcterms:date "2024-06-01"^^xsd:date ;
    pact:judgement judgement:{judgement} ;
    rdf:subject {subject} ;
    {statement} .
"""
EVENT = 'event:fair a pact:Event ; rdfs:label "Fair"@en .'
BODY = 'body:office a pact:Body ; rdfs:label "Office"@en .'
CLOSING = 'event:closing a pact:Event ; rdfs:label "Closing"@en .'


def day(thing: str, earliest: str, latest: str = "") -> str:
    """The bounds of a time, one a line."""
    first = f'{thing} pact:earliest "{earliest}"^^xsd:date .\n'
    return f'{first}{thing} pact:latest "{latest or earliest}"^^xsd:date .\n'


def _write(tiny: Any, path: str, text: str) -> None:
    prefixes = Workspace(tiny.root).prefixes
    head = "".join(f"@prefix {p}: <{n}> .\n" for p, n in prefixes.items() if f"{p}:" in text)
    (tiny.root / "data" / path).write_text(f"{head}{text}", encoding="utf-8")


def tell(tiny: Any, slug: str, told: str, *, records: str = "", spoken: str = "") -> None:
    """Adds a document of one passage, which speaks on a day or on none."""
    if spoken:
        told = f"{day(f'document:{slug}', spoken)}{told}"
    _write(tiny, f"documents/{slug}.trig", DOCUMENT.format(slug=slug, records=records, told=told))


def decide(tiny: Any, judgement: str, subject: str, statement: str, slug: str = "d") -> None:
    """Adds a decision."""
    parts = {"slug": slug, "judgement": judgement, "subject": subject, "statement": statement}
    _write(tiny, f"curation/decisions-{slug}.ttl", DECISION.format(**parts))


def place(tiny: Any, file: str, part: str) -> str:
    """Where the value of a line stands, as a message names it."""
    path = tiny.path(file)
    number = tiny.line(file, part)
    line = path.read_text(encoding="utf-8").split("\n")[number - 1]
    column = line.index(part.split(" ")[-1]) + 1 if " " in part else line.index(part) + 1
    return f"{path.relative_to(tiny.root).as_posix()}:{number}:{column}"


def only(tiny: Any) -> Finding:
    """The only finding, a conflict."""
    (found,) = tiny.findings()
    assert found.rule == "conflict"
    return found  # type: ignore[no-any-return]


def fairs(tiny: Any, *times: tuple[str, str]) -> None:
    """One document for each time of one event."""
    for number, (first, last) in enumerate(times, 1):
        kind = "event:fair pact:kind event-kind:meeting .\n" if number == 1 else ""
        records = EVENT if number == 1 else ""
        tell(tiny, f"d{number}", kind + day("event:fair", first, last), records=records, spoken="2023-06-01")


def test_two_days_of_one_event(tiny: Any) -> None:
    fairs(tiny, ("2023-03-06", "2023-03-06"), ("2023-03-10", "2023-03-10"))
    found = only(tiny)
    assert found.subject == "event:fair"
    assert found.place == place(tiny, "d2.trig", 'fair pact:earliest "2023-03-10"^^xsd:date')
    there = place(tiny, "d1.trig", 'fair pact:earliest "2023-03-06"^^xsd:date')
    assert found.message == f"the time is 2023-03-10 here and 2023-03-06 in passage:d1_0-9, {there}"
    assert "pact:earliest and pact:latest" in found.remedy


def test_three_intervals_without_a_common_part_are_one_conflict(tiny: Any) -> None:
    fairs(tiny, ("2023-05-01", "2023-05-05"), ("2023-05-04", "2023-05-08"), ("2023-05-07", "2023-05-09"))
    message = only(tiny).message
    assert message.startswith("the time is 2023-05-07 to 2023-05-09 here")
    assert "2023-05-01 to 2023-05-05 in passage:d1_0-9" in message
    assert "2023-05-04 to 2023-05-08 in passage:d2_0-9" in message


def test_agreement_at_unequal_precision_is_none(tiny: Any) -> None:
    fairs(tiny, ("2022-01-01", "2022-12-31"), ("2022-06-23", "2022-06-23"))
    assert tiny.findings() == []


def test_a_time_is_rejected_by_its_bounds(tiny: Any) -> None:
    fairs(tiny, ("2023-03-06", "2023-03-06"), ("2023-03-10", "2023-03-10"))
    bounds = 'pact:earliest "2023-03-10"^^xsd:date ; pact:latest "2023-03-{}"^^xsd:date'
    decide(tiny, "rejected", "event:fair", bounds.format(11))
    assert {finding.rule for finding in tiny.findings()} == {"conflict", "idle-decision"}
    decide(tiny, "rejected", "event:fair", bounds.format(10))
    assert tiny.findings() == []


@pytest.mark.parametrize("name", ["begin", "end"])
def test_what_lasts_has_two_times(name: str, tiny: Any) -> None:
    for number, last in enumerate(("06", "08"), 1):
        bound = f'event:fair pact:{name}{{}} "2023-09-{last}"^^xsd:date .\n'
        kind = "event:fair pact:kind event-kind:meeting .\n" if number == 1 else ""
        told = kind + bound.format("Earliest") + bound.format("Latest")
        tell(tiny, f"d{number}", told, records=EVENT if number == 1 else "", spoken="2023-10-01")
    found = only(tiny)
    assert found.message.startswith(f"the {name} is 2023-09-08 here and 2023-09-06 in passage:d1_0-9")


def test_a_register_stands_and_the_passage_is_to_be_rejected(tiny: Any) -> None:
    tell(tiny, "d1", "region:north pact:country country:valin .", spoken="2023-06-01")
    found = only(tiny)
    assert found.file == "data/documents/d1.trig"
    assert found.message.startswith("pact:country is country:valin here and country:arda in data/registers/")
    assert found.remedy.startswith("reject the passage's telling")
    decide(tiny, "rejected", "region:north", "rdf:predicate pact:country ; rdf:object country:valin")
    assert tiny.findings() == []


def closed(tiny: Any) -> None:
    """An office that a document without a day announces, and another tells to be dissolved."""
    tell(tiny, "d1", "body:office pact:existence existence:announced .", records=BODY)
    change = "event:closing pact:kind event-kind:dissolution ; pact:changes body:office .\n"
    tell(tiny, "d2", change + day("event:closing", "2023-12-31"), records=CLOSING, spoken="2024-01-01")


def test_states_of_unknown_order(tiny: Any) -> None:
    closed(tiny)
    found = only(tiny)
    assert found.place.startswith("data/documents/d1.trig:")
    there = place(tiny, "d2.trig", 'event:closing pact:earliest "2023-12-31"^^xsd:date')
    assert found.message == (
        f"pact:existence is existence:announced here and existence:dissolved by event:closing, {there}"
    )
    assert "judgement:later" in found.remedy


def test_a_decision_orders_states(tiny: Any) -> None:
    closed(tiny)
    decide(tiny, "later", "body:office", "rdf:predicate pact:existence ; rdf:object existence:dissolved")
    assert tiny.findings() == []


def test_a_decision_that_orders_nothing(tiny: Any) -> None:
    tell(tiny, "d1", "body:office pact:existence existence:announced .", records=BODY)
    decide(tiny, "later", "body:office", "rdf:predicate pact:existence ; rdf:object existence:announced")
    assert [(finding.rule, finding.severity) for finding in tiny.findings()] == [
        ("order-of-nothing", "warning")
    ]


def test_a_state_after_an_ending_needs_a_change(tiny: Any) -> None:
    told = "body:office pact:existence existence:{} ."
    tell(tiny, "d1", told.format("dissolved"), records=BODY, spoken="2024-01-01")
    tell(tiny, "d2", told.format("established"), spoken="2025-01-01")
    found = only(tiny)
    assert found.place.startswith("data/documents/d2.trig:")
    assert found.remedy.endswith("or tell the change that brought it")


def test_a_state_that_moves_on_is_no_conflict(tiny: Any) -> None:
    for number, strength in enumerate(("explore", "decide"), 1):
        told = f"commitment:ferries pact:strength strength:{strength} ."
        tell(tiny, f"d{number}", told, spoken=f"202{number}-05-01")
    tiny.edit("note.trig", "        pact:strength strength:decide ;\n", "")
    assert tiny.findings() == []


def test_two_strengths_on_one_day(tiny: Any) -> None:
    for number, strength in enumerate(("explore", "decide"), 1):
        told = f"commitment:ferries pact:strength strength:{strength} ."
        tell(tiny, f"d{number}", told, spoken="2023-05-01")
    tiny.edit("note.trig", "        pact:strength strength:decide ;\n", "")
    found = only(tiny)
    assert found.message.startswith(
        "pact:strength is strength:decide here and strength:explore in passage:d1"
    )


def test_many_values_are_counted(tiny: Any) -> None:
    days = [f"2023-03-{number:02}" for number in range(1, 10)]
    fairs(tiny, *((each, each) for each in days))
    message = only(tiny).message
    assert message.count(" and 2023-") == 5
    assert message.endswith(" and otherwise 3 times more")


def test_one_passage_against_many(tiny: Any) -> None:
    for number, country in enumerate(("arda", "valin", "valin", "arda"), 1):
        tell(tiny, f"d{number}", f"region:north pact:country country:{country} .", spoken="2023-06-01")
    found = only(tiny)
    assert found.file == "data/documents/d3.trig"
    north = tiny.line("regions.ttl", "adms:identifier code:nuts-2024-ar1") - 1
    register = f"data/registers/regions.ttl:{north}:18"
    second = place(tiny, "d2.trig", "pact:country country:valin")
    assert found.message == (
        f"pact:country is country:valin here and country:arda in {register} (and 2 times more); "
        f"also in passage:d2_0-9, {second}"
    )
