"""Each fault that a curator may make, seeded in a valid workspace: `validate` names file, line and rule."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner

from pactgraph.cli import group


def validate(tiny: Any) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and findings of `pactgraph validate -f json`, remarks on canonical text left out."""
    result = CliRunner().invoke(group, ["validate", "--workspace", str(tiny.root), "-f", "json"])
    assert result.exception is None or isinstance(result.exception, SystemExit)
    found = json.loads(result.stdout)["findings"]
    return result.exit_code, [finding for finding in found if finding["rule"] != "canonical"]


def only(tiny: Any, rule: str, file: str, line: int | None) -> dict[str, Any]:
    """The only finding, which has this rule, file and line."""
    code, found = validate(tiny)
    assert [(each["rule"], each["file"], each["line"]) for each in found] == [(rule, file, line)], found
    assert code == 1
    return found[0]


REGIONS = "data/registers/regions.ttl"
NOTE = "data/documents/note.trig"


def test_the_workspace_is_valid(tiny: Any) -> None:
    assert validate(tiny) == (0, [])


def test_syntax_error(tiny: Any) -> None:
    tiny.edit("regions.ttl", "pact:governs region:north ;", "pact:governs region:north ,;")
    finding = only(tiny, "syntax", REGIONS, tiny.line("regions.ttl", "pact:governs"))
    assert finding["column"] == 32


def test_wrong_encoding(tiny: Any) -> None:
    path = tiny.path("regions.ttl")
    path.write_bytes(path.read_bytes().replace(b'"Harbour"@en', b'"H\xe4fen"@en'))
    line = path.read_bytes().split(b"H\xe4fen")[0].count(b"\n") + 1
    finding = only(tiny, "encoding", REGIONS, line)
    assert finding["column"] == 18
    assert "0xe4" in finding["message"]


def test_byte_order_mark(tiny: Any) -> None:
    path = tiny.path("note.trig")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    only(tiny, "encoding", NOTE, 1)


def test_undeclared_prefix(tiny: Any) -> None:
    tiny.edit("regions.ttl", "pact:governs region:north", "pact:governs reigon:north")
    only(tiny, "syntax", REGIONS, tiny.line("regions.ttl", "reigon:"))


def test_prefix_out_of_the_table(tiny: Any) -> None:
    tiny.edit(
        "regions.ttl",
        "@prefix region: <https://w3id.org/pactgraph/id/region/> .",
        "@prefix region: <https://w3id.org/pactgraph/id/region/> .\n@prefix r: <http://example.org/r/> .",
    )
    finding = only(tiny, "prefix", REGIONS, tiny.line("regions.ttl", "@prefix r:"))
    assert finding["column"] == 9


def test_prefix_with_another_namespace(tiny: Any) -> None:
    tiny.edit(
        "regions.ttl",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n@prefix wd: <https://www.wikidata.org/wiki/> .",
    )
    finding = only(tiny, "prefix", REGIONS, tiny.line("regions.ttl", "@prefix wd:"))
    assert "http://www.wikidata.org/entity/" in finding["remedy"]


def test_dangling_link(tiny: Any) -> None:
    tiny.edit("regions.ttl", "org:postIn government:north", "org:postIn government:nort")
    finding = only(tiny, "link", REGIONS, tiny.line("regions.ttl", "government:nort ;"))
    assert finding["column"] == 16
    assert finding["remedy"] == "did you mean government:north?"


def test_missing_digest(tiny: Any) -> None:
    digest = '    pact:digest "a76b9018b1dfdccc9d57353ea0689fae409c84232cb53b78ee82bd4d251dfba6" ;\n'
    tiny.edit("note.trig", digest, "")
    finding = only(tiny, "shape:Passage-digest", NOTE, tiny.line("note.trig", 'start "86"'))
    assert "has none, needs at least 1" in finding["message"]
    assert finding["subject"] == "passage:note_86-101"


def test_end_before_start(tiny: Any) -> None:
    tiny.edit("note.trig", "note_34-68", "note_34-30", count=2)
    tiny.edit("note.trig", 'pact:end "68"', 'pact:end "30"')
    finding = only(tiny, "shape:Passage-start", NOTE, tiny.line("note.trig", 'start "34"'))
    assert '"34" is not before pact:end "30"' in finding["message"]


def test_two_accepted_countries(tiny: Any) -> None:
    tiny.edit(
        "note.trig",
        '        pact:printedName "North"@en ;',
        '        pact:printedName "North"@en ;\n        pact:country country:valin ;',
    )
    tiny.edit(
        "note.trig",
        "@prefix commitment:",
        "@prefix country: <https://w3id.org/pactgraph/id/country/> .\n@prefix commitment:",
    )
    finding = only(tiny, "conflict", NOTE, tiny.line("note.trig", "country:valin"))
    north = tiny.line("regions.ttl", "adms:identifier code:nuts-2024-ar1") - 1
    assert f"{REGIONS}:{north}:18" in finding["message"]
    assert "country:arda" in finding["message"]


def test_wrong_datatype(tiny: Any) -> None:
    tiny.edit("note.trig", 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "2024-05-01"')
    finding = only(tiny, "shape:earliest", NOTE, tiny.line("note.trig", "pact:earliest"))
    assert finding["remedy"] == 'write pact:earliest "2024-05-01"^^xsd:date'


def test_printed_date(tiny: Any) -> None:
    tiny.edit("note.trig", 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "1 May 2024"@en')
    finding = only(tiny, "shape:earliest", NOTE, tiny.line("note.trig", "pact:earliest"))
    assert finding["remedy"] == 'write pact:earliest "2024-05-01"^^xsd:date'


def test_text_that_is_no_date(tiny: Any) -> None:
    tiny.edit("note.trig", 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "soon"@en')
    finding = only(tiny, "shape:earliest", NOTE, tiny.line("note.trig", "pact:earliest"))
    assert finding["remedy"] == 'write pact:earliest "..."^^xsd:date'


def test_ill_formed_date(tiny: Any) -> None:
    tiny.edit("note.trig", 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "2024-02-30"^^xsd:date')
    only(tiny, "literal", NOTE, tiny.line("note.trig", "pact:earliest"))


def test_unknown_concept(tiny: Any) -> None:
    tiny.edit("note.trig", "strength:decide", "strength:decied")
    finding = only(tiny, "unknown-concept", NOTE, tiny.line("note.trig", "strength:decied"))
    assert finding["remedy"] == "did you mean strength:decide?"


def test_missing_label(tiny: Any) -> None:
    tiny.edit("regions.ttl", '    rdfs:label "Harbour"@en ;\n', "")
    code, found = validate(tiny)
    block = tiny.line("regions.ttl", "place:harbour")
    assert code == 1
    assert [(each["rule"], each["file"]) for each in found] == [("shape:label-en", REGIONS)]
    assert found[0]["line"] == block + 2
    assert found[0]["remedy"] == 'add rdfs:label "..."@en'


def test_bad_interval(tiny: Any) -> None:
    tiny.edit("note.trig", 'pact:earliest "2024-05-01"', 'pact:earliest "2024-05-02"')
    finding = only(tiny, "conflict", NOTE, tiny.line("note.trig", "pact:earliest"))
    assert "begins after its end" in finding["message"]
    assert finding["remedy"] == "correct one of the two"


def test_blank_node(tiny: Any) -> None:
    tiny.edit("regions.ttl", "org:postIn government:north", 'org:postIn [ rdfs:label "North"@en ]')
    code, found = validate(tiny)
    assert code == 1
    assert ("blank-node", REGIONS, tiny.line("regions.ttl", "org:postIn")) in [
        (each["rule"], each["file"], each["line"]) for each in found
    ]


def test_iri_that_does_not_match_the_file(tiny: Any) -> None:
    tiny.path("note.trig").rename(tiny.path("note.trig").with_name("notice.trig"))
    code, found = validate(tiny)
    assert code == 1
    assert {(each["rule"], each["file"]) for each in found} == {("misplaced", "data/documents/notice.trig")}
    lines = [each["line"] for each in found]
    records = tiny.path("notice.trig").read_text(encoding="utf-8").split("\n")
    starts = [n for n, line in enumerate(records, 1) if line.startswith(("document:note", "passage:note"))]
    assert lines == [None, *starts]


def test_unknown_property(tiny: Any) -> None:
    tiny.edit("note.trig", "pact:place place:harbour", "pact:plaice place:harbour")
    finding = only(tiny, "unknown-property", NOTE, tiny.line("note.trig", "pact:plaice"))
    assert finding["column"] == 9
    assert finding["remedy"] == "did you mean pact:place?"


def test_passage_beyond_the_document(tiny: Any) -> None:
    tiny.edit("note.trig", "note_86-101", "note_86-102", count=2)
    tiny.edit("note.trig", 'pact:end "101"', 'pact:end "102"')
    finding = only(tiny, "passage-beyond", NOTE, tiny.line("note.trig", 'pact:end "102"'))
    assert "101" in finding["message"]


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("regions.ttl", "pact:governs region:north ;", "pact:governs region:south ;"),
        ("note.trig", 'pact:latest "2024-05-01"', 'pact:latest "2024-05-31"'),
        ("note.trig", "strength:decide", "strength:bind"),
        ("note.trig", "pact:length 101", "pact:length 102"),
        ("regions.ttl", 'rdfs:label "Harbour"@en', 'rdfs:label "Harbour"@en , "Hafen"@de'),
        ("note.trig", 'printedName "North"@en', 'printedName "North"@en ; pact:country country:arda'),
    ],
)
def test_a_near_miss_is_no_fault(tiny: Any, file: str, old: str, new: str) -> None:
    tiny.edit(file, old, new)
    if "country:arda" in new:
        prefix = "@prefix country: <https://w3id.org/pactgraph/id/country/> .\n"
        tiny.edit(file, "@prefix dcterms:", f"{prefix}@prefix dcterms:")
    assert validate(tiny) == (0, [])
