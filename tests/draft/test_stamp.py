"""Stamping: records are completed from the text, disagreements are found, comments and graphs stay."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, parse

from pactgraph.draft.stamp import Stamped, stamp
from pactgraph.rdf.namespaces import pact, passage_iri, record
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.rdf.syntax import SyntaxFault
from pactgraph.workspace.passage import passage_digest

REPOSITORY = Path(__file__).parents[2]
PREFIXES = Prefixes.from_triples(q.triple for q in parse(path=REPOSITORY / "ontology/prefixes.ttl"))

TEXT = "Ålesk and 𝔹ode\r\nsigned  a pact.\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()

HEAD = """\
# The first pact.
@prefix document: <https://w3id.org/pactgraph/id/document/> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix passage: <https://w3id.org/pactgraph/id/passage/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

document:pact-1 a pact:Document ; rdfs:label "Pact"@en .
"""
GRAPHS = """\
passage:pact-1_0-5 { region:alesk pact:printedName "Ålesk" . } # the town
# the other town
passage:pact-1_10-14 { region:bode pact:printedName "𝔹ode" . }
"""


def run(text: str, slug: str = "pact-1", source: bytes = TEXT.encode()) -> Stamped:
    return stamp(text, slug, source, PREFIXES, f"{slug}.trig")


def test_every_record_is_completed() -> None:
    stamped = run(HEAD + GRAPHS)
    assert stamped.findings == ()
    told = {(q.subject, q.predicate): q.object for q in parse(input=stamped.text, format=RdfFormat.TRIG)}
    document = record("document", "pact-1")
    assert told[document, pact("digest")].value == DIGEST
    assert told[document, pact("length")].value == str(len(TEXT))
    passage = passage_iri("pact-1", 10, 14)
    assert told[passage, pact("passageOf")] == document
    assert (told[passage, pact("start")].value, told[passage, pact("end")].value) == ("10", "14")
    assert told[passage, pact("digest")].value == passage_digest("𝔹ode")
    assert len(stamped.added) == 2 + 2 * 5


def test_the_text_is_canonical_with_its_comments_and_stamping_it_again_adds_nothing() -> None:
    stamped = run(HEAD + GRAPHS)
    for comment in ("# The first pact.", "# the town", "# the other town"):
        assert stamped.text.count(comment) == 1
    assert "passage:pact-1_0-5\n    a pact:Passage ;\n" in stamped.text
    assert f"    pact:length {len(TEXT)} ;\n" in stamped.text
    assert '    pact:start "0"^^xsd:nonNegativeInteger ;\n' in stamped.text
    again = run(stamped.text)
    assert again == Stamped(stamped.text)


def test_only_what_is_missing_is_added() -> None:
    stamped = run(HEAD.replace("rdfs:label", "pact:length 032 ; rdfs:label") + GRAPHS)
    assert stamped.findings == ()
    assert sorted(
        q.predicate.value.rpartition("#")[2]
        for q in stamped.added
        if q.subject == record("document", "pact-1")
    ) == ["digest"]
    assert "032" in stamped.text


def test_line_ends_and_runs_of_white_space_count_as_in_the_text() -> None:
    stamped = run(HEAD + 'passage:pact-1_10-31 { region:bode pact:printedName "x" . }')
    digests = {q.object.value for q in stamped.added if q.predicate == pact("digest")}
    assert digests == {DIGEST, passage_digest("𝔹ode signed a pact.")}


LONG = HEAD + GRAPHS
BODE = "{ region:bode a pact:Region . }"


@pytest.mark.parametrize(
    ("spoiled", "rule", "message"),
    [
        ("document:pact-1 pact:length 31 .", "stamp", "pact:length is 31, by the text it is 32"),
        ('document:pact-1 pact:digest "ab" .', "stamp", f"pact:digest is ab, by the text it is {DIGEST}"),
        (
            'passage:pact-1_0-5 pact:start "1"^^xsd:nonNegativeInteger .',
            "stamp",
            "pact:start is 1, by the text it is 0",
        ),
        (
            "passage:pact-1_0-5 pact:passageOf document:pact-2 .",
            "stamp",
            "pact:passageOf is document:pact-2, by the text it is document:pact-1",
        ),
        ('passage:pact-1_0-5 pact:digest "cd" .', "stamp", "pact:digest is cd, by the text it is"),
        ('passage:pact-1_1-5 pact:digest "cd" .', "stamp", "pact:digest is cd, by the text it is"),
        (f"passage:pact-1_0-33 {BODE}", "passage-beyond", "ends at 33, the text at 32"),
        (f"passage:pact-1_5-5 {BODE}", "passage-name", "names no span"),
        (f"passage:pact-2_0-5 {BODE}", "passage-name", "a passage of document:pact-2"),
        ("passage:pact-1_6-9 { }", "empty-passage", "the graph is empty"),
    ],
)
def test_what_disagrees_is_found_with_its_line_and_nothing_is_added(
    spoiled: str, rule: str, message: str
) -> None:
    stamped = run(LONG + spoiled)
    (finding,) = stamped.findings
    assert (finding.file, finding.rule) == ("pact-1.trig", rule)
    assert finding.line == LONG.count("\n") + 1
    assert message in finding.message
    assert finding.remedy
    assert stamped == Stamped(LONG + spoiled, (), (finding,))


def test_all_disagreements_are_listed_in_the_order_of_the_file() -> None:
    source = TEXT.replace("Ålesk", "Alesk").encode()
    stamped = run(run(HEAD + GRAPHS).text, source=source)
    assert len(stamped.findings) == 2
    assert [f.line for f in stamped.findings] == sorted(f.line or 0 for f in stamped.findings)


def test_wrong_calls_are_refused() -> None:
    with pytest.raises(ValueError, match="no slug"):
        run(HEAD, slug="Pact 1")
    with pytest.raises(UnicodeDecodeError):
        run(HEAD, source=b"\xff")
    with pytest.raises(SyntaxFault):
        run(HEAD + "document:pact-1 {")


def test_the_small_world_is_stamped_already(small_world: Path) -> None:
    for path in sorted((small_world / "data/documents").glob("*.trig")):
        source = (small_world / "sources" / f"{path.stem}.txt").read_bytes()
        text = path.read_text(encoding="utf-8")
        assert stamp(text, path.stem, source, PREFIXES, path.name) == Stamped(text)
