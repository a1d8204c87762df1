"""The checks of `ontology/checks`: each is triggered by an example and not by its near miss."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import Quad, RdfFormat, Store, parse

from pactgraph.check.query_checks import COLUMNS, QueryCheck, QueryCheckFault, read_query_check, rows
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
CHECKS = REPOSITORY / "ontology" / "checks"
PREFIXES = "".join(f"@prefix {p}: <{n}> .\n" for p, n in Workspace(REPOSITORY).prefixes.items())

HEAD = "# problem: p\n# solution: s\n"
COLUMNED = "SELECT ?subject ?property ?value ?message WHERE {"
EXAMPLES = Path(__file__).parent / "rules"
"""A file for each rule: examples in Turtle, each under a line `# fault` or `# near miss`."""


def examples(kind: str) -> list[tuple[str, str]]:
    """Every example of a kind, with the rule it is for."""
    found = []
    for path in sorted(EXAMPLES.glob("*.trig")):
        parts = re.split(r"^# (fault|near miss)$", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        found += [
            (path.stem, text) for each, text in zip(parts[1::2], parts[2::2], strict=True) if each == kind
        ]
    return found


@pytest.fixture(scope="module")
def vocabulary() -> list[Quad]:
    """The ontology and its schemes, in the default graph."""
    dataset = Workspace(REPOSITORY).dataset
    return [
        Quad(*quad.triple)
        for file, quads in dataset.quads_of.items()
        if file.layer == "vocabulary"
        for quad in quads
    ]


def found(name: str, vocabulary: list[Quad], example: str) -> list[Any]:
    """The rows of a rule on an example; what stands in its graphs is in the default graph too."""
    store = Store()
    store.extend(vocabulary)
    for quad in parse(input=(PREFIXES + example).encode(), format=RdfFormat.TRIG):
        store.add(quad)
        store.add(Quad(*quad.triple))
    return list(rows(read_query_check(CHECKS / f"{name}.rq", name), store))


def test_every_rule_has_examples() -> None:
    names = {path.stem for path in CHECKS.glob("*.rq")}
    assert {name for name, _ in examples("fault")} == names
    assert {name for name, _ in examples("near miss")} == names


@pytest.mark.parametrize("name", sorted({name for name, _ in examples("fault")}))
def test_the_vocabulary_triggers_no_rule(name: str, vocabulary: list[Quad]) -> None:
    assert found(name, vocabulary, "") == []


@pytest.mark.parametrize(("name", "example"), examples("fault"))
def test_an_example_triggers_the_rule(name: str, example: str, vocabulary: list[Quad]) -> None:
    result = found(name, vocabulary, example)
    assert result
    assert all(row.message for row in result)


@pytest.mark.parametrize(("name", "example"), examples("near miss"))
def test_a_near_miss_does_not(name: str, example: str, vocabulary: list[Quad]) -> None:
    assert found(name, vocabulary, example) == []


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("" + COLUMNED + " }", "names no problem"),
        ("# problem: p\n# fix: s\n" + COLUMNED + " }", "no key fix"),
        (HEAD + "SELECT ?subject WHERE { ?subject a ?b }", "other columns"),
        (HEAD + "ASK { }", "other columns"),
        (HEAD + "# reach: 1\n" + COLUMNED + " }", "no key reach"),
        (
            HEAD + "# severity: bad\n" + COLUMNED + " }",
            "bad",
        ),
        (
            HEAD + COLUMNED + "\nSERVICE <http://e.org/> { ?subject ?property ?value } }",
            "another server",
        ),
        (
            HEAD + COLUMNED + "\n?subject a }",
            "read",
        ),
        (HEAD + "SELECT * WHERE " + "{" * 40000 + "}" * 40000, "nested"),
    ],
)
def test_a_rule_that_cannot_be_used_says_why(text: str, complaint: str, tmp_path: Path) -> None:
    path = tmp_path / "rule.rq"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(QueryCheckFault) as raised:
        read_query_check(path, "ontology/checks/rule.rq")
    assert complaint in raised.value.finding.message
    assert raised.value.finding.rule == "rule"


def test_the_header_is_read() -> None:
    check = read_query_check(CHECKS / "speaker-without-post.rq", "x")
    assert isinstance(check, QueryCheck)
    assert (check.name, check.severity) == ("speaker-without-post", "error")
    assert check.problem == "A speaker is quoted in a post that nothing says the speaker holds."
    assert COLUMNS == ("subject", "property", "value", "message")


def test_a_row_is_a_finding_at_its_statement(tiny: Any) -> None:
    tiny.edit("note.trig", "pact:capacity post:head-of-north", "pact:capacity post:mate")
    tiny.edit(
        "regions.ttl",
        "post:head-of-north\n    a org:Post",
        'post:mate\n    a org:Post ;\n    rdfs:label "Mate"@en ;\n .\n\npost:head-of-north\n    a org:Post',
    )
    (finding,) = tiny.findings()
    assert finding.rule == "speaker-without-post"
    assert finding.line == tiny.line("note.trig", "pact:capacity")
    assert finding.message == "pact:capacity post:mate: nothing says that the speaker holds this post"


def test_a_workspace_adds_rules_of_its_own(tiny: Any) -> None:
    path = tiny.root / "ontology" / "checks" / "no-harbours.rq"
    path.write_text(
        "# problem: A harbour.\n# solution: Call it a port.\n# severity: warning\n"
        "" + COLUMNED + "\n"
        "BIND(<http://www.w3.org/2000/01/rdf-schema#label> AS ?property) ?subject ?property ?value .\n"
        'FILTER(CONTAINS(?value, "Harbour")) BIND(?nothing AS ?message) }',
        encoding="utf-8",
    )
    found = tiny.findings()
    assert {(each.rule, each.severity, each.message) for each in found} == {
        ("no-harbours", "warning", "A harbour")
    }
    assert tiny.line("regions.ttl", '"Harbour"@en') in {each.line for each in found}


def test_a_broken_rule_is_a_finding_and_the_others_run(tiny: Any) -> None:
    (tiny.root / "ontology" / "checks" / "broken.rq").write_text("SELECT", encoding="utf-8")
    tiny.edit("regions.ttl", '"South"@en', '"South "@en')
    assert [each.rule for each in tiny.findings()] == ["untidy-name", "rule"]
