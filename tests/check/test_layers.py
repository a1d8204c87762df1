"""Each rule of the layers beside the shapes: what triggers it, where it points, and a near miss."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pactgraph.check.checks import Checks
from pactgraph.check.declared_terms import KnownNames
from pactgraph.check.watching import changed, stamps
from pactgraph.workspace.workspace import Workspace

NOTE = "data/documents/note.trig"
REGIONS = "data/registers/regions.ttl"
REJECTION = """@prefix cito: <http://purl.org/spar/cito/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix decision: <https://w3id.org/pactgraph/id/decision/> .
@prefix event: <https://w3id.org/pactgraph/id/event/> .
@prefix judgement: <https://w3id.org/pactgraph/concept/judgement/> .
@prefix organisation: <https://w3id.org/pactgraph/id/organisation/> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix country: <https://w3id.org/pactgraph/id/country/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
decision:d a pact:Decision ; rdfs:label "D"@en ; dcterms:description "misread"@en ;
    pact:judgement judgement:rejected ; cito:isDisputedBy passage:note_34-68 ;
    dcterms:creator organisation:herald ; dcterms:date "2024-06-01"^^xsd:date ;
    rdf:subject SUBJECT ; rdf:predicate PREDICATE ;
    rdf:object OBJECT .
"""


def reject(tiny: Any, subject: str, predicate: str, value: str) -> None:
    """Adds a decision that rejects a statement."""
    text = REJECTION.replace("SUBJECT", subject).replace("PREDICATE", predicate).replace("OBJECT", value)
    (tiny.root / "data" / "curation" / "decisions.ttl").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("file", "old", "new", "rule", "part"),
    [
        ("note.trig", "passage:note_34-68 {", "passage:other_34-68 {", "misplaced", "other_34-68 {"),
        (
            "note.trig",
            "passage:note_34-68\n    a",
            "passage:other_34-68\n    a",
            "misplaced",
            "other_34-68\n",
        ),
        ("note.trig", "passage:note_34-68 {", "event:meeting {", "named-graph", "event:meeting {"),
        ("note.trig", "passage:note_34-68 {", "passage:note_34-69 {", "unrecorded-passage", "note_34-69 {"),
        ("note.trig", "passage:note_34-68 {", "passage:note_34-69 {", "empty-passage", "note_34-68\n"),
        ("note.trig", 'pact:start "34"', 'pact:start "35"', "passage-name", 'start "35"'),
        ("note.trig", 'pact:end "68"', 'pact:end "67"', "passage-name", 'end "67"'),
        (
            "note.trig",
            "event:meeting\n    a pact:Event ;",
            "event:meeting\n    a pact:Event ;\n    pact:place place:harbour ;",
            "unsupported",
            "    pact:place place:harbour ;\n    rdfs",
        ),
        (
            "note.trig",
            "    event:meeting\n        pact:earliest",
            "    event:meeting\n        a pact:Event ;\n        pact:earliest",
            "record-in-passage",
            "        a pact:Event",
        ),
        (
            "regions.ttl",
            "place:harbour\n    a pact:Place",
            'event:meeting\n    a pact:Event ;\n    rdfs:label "M"@en ;\n .\n\n'
            "place:harbour\n    a pact:Place",
            "repeated-record",
            None,
        ),
        (
            "note.trig",
            "    quantity:boats\n        pact:hedge",
            "    quantity:boat\n        pact:hedge",
            "untyped-record",
            "quantity:boat\n",
        ),
        (
            "note.trig",
            "pact:sector sector:ports",
            "pact:sector region:north",
            "unknown-concept",
            "sector region",
        ),
        ("note.trig", "pact:sector sector:ports", 'pact:sector "ports"', "unknown-concept", 'sector "ports"'),
        ("note.trig", "pact:value 20.0", 'pact:value "20"^^xsd:real', "literal", "xsd:real"),
        ("regions.ttl", '"Harbour"@en', '"Ha\u0308fen"@en', "encoding", "fen"),
    ],
)
def test_a_fault_is_found_at_its_place(
    file: str, old: str, new: str, rule: str, part: str | None, tiny: Any
) -> None:
    if "event:" in new and file == "regions.ttl":
        tiny.edit(
            file,
            "@prefix government:",
            "@prefix event: <https://w3id.org/pactgraph/id/event/> .\n@prefix government:",
        )
    tiny.edit(file, old, new)
    found = [finding for finding in tiny.findings() if finding.rule == rule]
    assert found, [finding.rule for finding in tiny.findings()]
    if part is not None:
        text = tiny.path(file).read_text(encoding="utf-8")
        line = text[: text.index(part)].count("\n") + 1
        assert line in {finding.line for finding in found}


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        (
            "note.trig",
            "event:meeting\n    a pact:Event ;",
            'event:meeting\n    a pact:Event ;\n    rdfs:label "T"@de ;',
        ),
        ("note.trig", "pact:sector sector:ports", "pact:sector sector:ports , sector:hydrogen"),
        ("note.trig", "pact:value 20.0", 'pact:value "20"^^xsd:decimal'),
        ("regions.ttl", '"Harbour"@en', '"Häfen"@en'),
        ("regions.ttl", "skos:exactMatch nuts:AR1", "skos:exactMatch <http://example.org/north>"),
    ],
)
def test_a_near_miss_is_not(file: str, old: str, new: str, tiny: Any) -> None:
    tiny.edit(file, old, new)
    assert tiny.findings() == []


def test_two_files_of_one_name_share_a_graph(tiny: Any) -> None:
    (tiny.root / "data" / "curation" / "regions.ttl").write_text("", encoding="utf-8")
    (finding,) = tiny.findings()
    assert (finding.rule, finding.file) == ("file-name", "data/curation/regions.ttl")
    assert REGIONS in finding.message


def test_a_file_name_is_a_slug(tiny: Any) -> None:
    (tiny.root / "data" / "curation" / "My Notes.ttl").write_text("", encoding="utf-8")
    assert [finding.rule for finding in tiny.findings()] == ["file-name"]


def test_no_file_takes_the_graph_of_the_accepted_statements(tiny: Any) -> None:
    (tiny.root / "data" / "curation" / "default.ttl").write_text("", encoding="utf-8")
    (finding,) = tiny.findings()
    assert (finding.rule, finding.file) == ("file-name", "data/curation/default.ttl")
    (tiny.root / "data" / "curation" / "default.ttl").rename(tiny.root / "data" / "curation" / "defaults.ttl")
    assert tiny.findings() == []


def test_a_rejected_statement_is_no_conflict(tiny: Any) -> None:
    tiny.edit(
        "note.trig",
        "        pact:place place:harbour ;",
        '        pact:place place:harbour ;\n        pact:earliest "2024-05-02"^^xsd:date ;',
    )
    assert {finding.rule for finding in tiny.findings()} == {"conflict"}
    reject(tiny, "event:meeting", "pact:earliest", '"2024-05-02"^^xsd:date')
    assert tiny.findings() == []


def test_a_rejected_statement_may_not_be_malformed(tiny: Any) -> None:
    tiny.edit(
        "note.trig",
        "        pact:place place:harbour ;",
        '        pact:place place:harbour ;\n        pact:latest "2024-05"^^xsd:gYearMonth ;',
    )
    reject(tiny, "event:meeting", "pact:latest", '"2024-05"^^xsd:gYearMonth')
    (finding,) = tiny.findings()
    assert (finding.rule, finding.line) == ("shape:latest", tiny.line("note.trig", "gYearMonth"))


def test_a_register_may_not_state_what_is_rejected(tiny: Any) -> None:
    reject(tiny, "region:north", "pact:country", "country:arda")
    (finding,) = tiny.findings()
    assert (finding.rule, finding.file) == ("stated-though-rejected", REGIONS)


def test_a_decision_is_on_what_somebody_says(tiny: Any) -> None:
    reject(tiny, "region:north", "pact:country", "country:valin")
    (finding,) = tiny.findings()
    assert (finding.rule, finding.severity) == ("idle-decision", "warning")
    assert finding.line == tiny.line("decisions.ttl", "rdf:object")


def test_shapes_of_ones_own_are_checked_and_their_files_named(tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    shape = """@prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix pact: <https://w3id.org/pactgraph/def#> .
        @prefix my: <http://example.org/shape/> .
        my:Region a sh:NodeShape ; sh:targetClass pact:Region ; sh:property my:code .
        my:code a sh:PropertyShape ; sh:path <http://www.w3.org/ns/adms#identifier> ; sh:minCount 1 ;
            sh:severity sh:Warning ; sh:message "Every region has a code."@en ."""
    (folder / "codes.ttl").write_text(shape, encoding="utf-8")
    (finding,) = tiny.findings()
    assert finding.rule == "<http://example.org/shape/code>"
    assert (finding.subject, finding.severity) == ("region:south", "warning")
    assert finding.message == "Every region has a code: has none, needs at least 1"
    (folder / "codes.ttl").write_text(shape.replace("sh:minCount 1", 'sh:minCount "one"'), encoding="utf-8")
    assert [each.rule for each in tiny.findings()] == ["shapes"]


def test_a_shape_with_a_query_is_checked(tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    (folder / "named.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix pact: <https://w3id.org/pactgraph/def#> .
        <http://example.org/shape/Named> a sh:NodeShape ; sh:targetClass pact:Region ;
            sh:sparql [ sh:message "A region has a printed name."@en ; sh:select '''SELECT $this WHERE {
                FILTER NOT EXISTS { $this <https://w3id.org/pactgraph/def#printedName> ?name } }''' ] .""",
        encoding="utf-8",
    )
    assert [finding.subject for finding in tiny.findings()] == ["region:south"]


PERIODS = """@prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix pact: <https://w3id.org/pactgraph/def#> .
    @prefix my: <http://example.org/shape/> .
    my:Period a sh:NodeShape ; sh:targetClass pact:Period ; sh:property my:end .
    my:end a sh:PropertyShape ; sh:path pact:endLatest ; sh:minCount 1 ; sh:message "A period ends."@en ."""


def test_a_fault_of_a_derived_record_stands_where_it_is_told(tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    (folder / "periods.ttl").write_text(PERIODS, encoding="utf-8")
    found = {each.subject: each for each in tiny.findings()}
    (ferries,) = (name for name in found if name is not None and "commitment-ferries" in name)
    assert found[ferries].place.startswith(f"{NOTE}:{tiny.line('note.trig', 'passage:note_0-32 {')}:")
    (meeting,) = found.keys() - {ferries}
    line = tiny.line("note.trig", '"Meeting in Harbour"@en')
    assert found[meeting].place.startswith(f"{NOTE}:{line}:")


def test_a_fault_is_not_told_again_of_what_was_made_of_it(tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    (folder / "periods.ttl").write_text(PERIODS, encoding="utf-8")
    tiny.edit("note.trig", "pact:place place:harbour", "pact:place region:north")
    tiny.edit("note.trig", '    rdfs:label "Meeting in Harbour"@en ;\n', "")
    subjects = [each.subject or "" for each in tiny.findings()]
    assert "event:meeting" in subjects
    assert not any(each.startswith("period:event-meeting") for each in subjects)


def test_a_deactivated_shape_may_lead_to_itself(tiny: Any) -> None:
    folder = tiny.root / "ontology" / "shapes"
    folder.mkdir()
    (folder / "circle.ttl").write_text(
        """@prefix sh: <http://www.w3.org/ns/shacl#> .
        @prefix pact: <https://w3id.org/pactgraph/def#> .
        @prefix my: <http://example.org/shape/> .
        my:Circle a sh:NodeShape ; sh:targetClass pact:Region ; sh:deactivated true ; sh:node my:Circle .""",
        encoding="utf-8",
    )
    checks = Checks(Workspace(tiny.root))
    assert checks.findings() == []
    tiny.edit("regions.ttl", "org:postIn government:north", "org:postIn government:nort")
    checks.again()
    assert [finding.rule for finding in checks.findings()] == ["link"]


def test_an_unreadable_file_makes_no_echo_elsewhere(tiny: Any) -> None:
    path = tiny.path("regions.ttl")
    path.write_text(path.read_text(encoding="utf-8")[:-3], encoding="utf-8")
    assert [(finding.rule, finding.file) for finding in tiny.findings()] == [("syntax", REGIONS)]


def test_names_of_the_namespace_come_before_others() -> None:
    names = KnownNames(["http://e.org/a/saxony", "http://e.org/b/saxonny", "http://e.org/a/Bavaria"])
    assert names.nearest("http://e.org/a/saxonny") == "http://e.org/a/saxony"
    assert names.nearest("http://e.org/a/bavaria") == "http://e.org/a/Bavaria"
    assert names.nearest("http://e.org/c/saxony") == "http://e.org/a/saxony"
    assert names.nearest("http://e.org/c/elsewhere") is None


def test_stamps_notice_what_came_went_and_changed(tmp_path: Path) -> None:
    for folder in ("ontology", "data/registers", "queries"):
        (tmp_path / folder).mkdir(parents=True)
    one, two = tmp_path / "data" / "registers" / "one.ttl", tmp_path / "ontology" / "two.rq"
    one.write_text("a", encoding="utf-8")
    before = stamps(tmp_path)
    assert changed(before, stamps(tmp_path)) == []
    one.write_text("ab", encoding="utf-8")
    two.write_text("", encoding="utf-8")
    (tmp_path / "data" / "registers" / ".one.ttl-x.tmp").write_text("", encoding="utf-8")
    assert changed(before, stamps(tmp_path)) == ["data/registers/one.ttl", "ontology/two.rq"]


def test_a_rule_that_cannot_be_run_is_a_finding(tiny: Any) -> None:
    path = tiny.root / "ontology" / "rules" / "99-broken.rq"
    path.write_text("# No rule.\nCONSTRUCT { ?s ?p }", encoding="utf-8")
    (finding,) = tiny.findings()
    assert (finding.rule, finding.file) == ("rule", "ontology/rules/99-broken.rq")
