"""`new --with`: what is said is honoured as it is meant, or refused at once with what is near."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]
TEXT = "Brinmark and Galdry sign a declaration.\n"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with a country, a region and a document without passages, for calls that write nothing."""
    place = tmp_path_factory.mktemp("shared")
    folder = place / "mine"
    (place / "text.txt").write_text(TEXT, encoding="utf-8")
    made = CliRunner().invoke(group, ["init", str(folder), "--from", str(REPOSITORY)])
    assert made.exit_code == 0, made.output
    for arguments in (
        ["country", "arden", "--label", "Arden@en,de"],
        ["region", "galdry", "--label", "Galdry", "--with", "country=country:arden"],
        ["document", "pact", "--label", "Pact", "--with", "dcterms:language=en", "--text",
         str(place / "text.txt")],
    ):  # fmt: skip
        result = new(folder, *arguments)
        assert result.exit_code == 0, result.output
    return folder


@pytest.fixture
def root(shared: Path, tmp_path: Path) -> Path:
    """A copy of it, to write into."""
    shutil.copytree(shared.parent, tmp_path / "copy")
    return tmp_path / "copy" / "mine"


def new(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["new", *arguments, "--workspace", str(root)])


def files(root: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def refused(root: Path, *arguments: str) -> str:
    before = files(root)
    result = new(root, *arguments)
    assert result.exit_code == 2, result.output
    assert "Traceback" not in result.output
    assert files(root) == before
    return " ".join(result.stderr.split())


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ('rdf:object="2023-04-01"^^xsd:date', 'rdf:object "2023-04-01"^^xsd:date'),
        ("rdf:object='12'^^xsd:integer", "rdf:object 12"),
        ('rdf:object="Flandern"@de', 'rdf:object "Flandern"@de'),
        ('rdf:object="plain"', 'rdf:object "plain"'),
        ("rdf:object=Flandern@de", 'rdf:object "Flandern"@de'),
        ("rdf:object=region:galdry", "rdf:object region:galdry"),
        ("rdf:predicate=pact:country", "rdf:predicate pact:country"),
        ("rdf:subject=region:galdry", "rdf:subject region:galdry"),
        ("skos:exactMatch=wd:Q1", "skos:exactMatch wd:Q1"),
        ("rdf:object=<https://example.org/x>", "rdf:object <https://example.org/x>"),
        ("rdf:subject=decision:mine", "rdf:subject decision:mine"),
    ],
)
def test_a_value_is_written_as_it_is_meant(root: Path, given: str, written: str) -> None:
    result = new(root, "decision", "mine", "--label", "Mine", "--with", given)
    assert result.exit_code == 0, result.output
    assert written in (root / "data" / "curation" / "decisions.ttl").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("contry=country:arden", "did you mean pact:country?"),
        ("pact:Country=country:arden", "did you mean pact:country?"),
        ("nothingofthekind=1", "no property of the ontology"),
        ("country=country:ardn", "there is no country:ardn; did you mean country:arden?"),
        ("country=arden", "the value is a thing, and arden names none; did you mean country:arden?"),
        ("country=contry:arden", "did you mean country:arden?"),
        ("country=<https://w3id.org/pactgraph/id/country/ardenn>", "did you mean country:arden?"),
        ("country=Arden", "did you mean country:arden?"),
        ("skos:exactMatch=region:nowhere", "there is no region:nowhere"),
        ("adms:identifier=code:nowhere", "there is no code:nowhere: write its record first"),
    ],
)
def test_a_name_that_means_nothing_is_refused_with_what_is_near(shared: Path, given: str, said: str) -> None:
    assert said in refused(shared, "region", "mine", "--label", "Mine", "--with", given)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("kind=treaty", "treaty names none; did you mean agreement-kind:treaty?"),
        ("bindingness=zzzzzzzzz", "zzzzzzzzz names none"),
        ("stage=zzzzzzzzz", "there are: stage:agreed, stage:announced"),
        ("kind=agreement-kind:declaratio", "agreement-kind:declaration"),
        ("stage=signd", "did you mean stage:signed?"),
        ("sector=sector:hydrogn", "did you mean sector:hydrogen?"),
        ("party=region:galdri", "did you mean region:galdry?"),
        ("earliest=2031-02-30", "'2031-02-30' is not a day, YYYY-MM-DD"),
        ("earliest=2031", "is not a day, YYYY-MM-DD"),
        ('earliest="2031-13-01"^^xsd:date', "is not a day"),
    ],
)
def test_concepts_and_dates_are_looked_at_too(shared: Path, given: str, said: str) -> None:
    assert said in refused(
        shared, "agreement", "mine", "--document", "pact", "--label", "Mine", "--with", given
    )


@pytest.mark.parametrize(
    "given",
    [
        'rdf:object="a" . region:galdry pact:country country:arden',
        'rdf:object="a", "b"',
        'rdf:object="open',
        'rdf:object="a"^^nowhere:date',
        "rdf:object=regoin:galdry",
        "rdf:object=<no iri>",
        "rdf:object=",
    ],
)
def test_what_is_no_value_is_refused(shared: Path, given: str) -> None:
    assert given.partition("=")[2] in refused(shared, "decision", "mine", "--label", "M", "--with", given)


def passage(root: Path, *more: str) -> tuple[str, ...]:
    return (
        "passage", "pact", "--text", str(root.parent / "text.txt"), "--words", "Galdry sign",
        "--says", "region:galdry pact:printedName 'Galdry'@en", *more,
    )  # fmt: skip


def test_a_passage_takes_statements_about_itself(root: Path) -> None:
    result = new(root, *passage(root, "--with", "inference=inference:coreference"))
    assert result.exit_code == 0, result.output
    text = (root / "data" / "documents" / "pact.trig").read_text(encoding="utf-8")
    record = text.partition("passage:pact_13-24\n")[2].partition("\n .")[0]
    assert "a pact:Passage" in record and "pact:inference" in record and "pact:digest" in record
    said = refused(root, *passage(root, "--with", "prov:wasDerivedFrom=passage:pact_0-1"))
    assert "there is no passage:pact_0-1" in said


@pytest.mark.parametrize(
    ("arguments", "option", "takes"),
    [
        (
            ["query", "mine", "--question", "Is it?", "--with", "country=country:arden"],
            "--with",
            "--question",
        ),
        (["query", "mine", "--question", "Is it?", "--label", "x"], "--label", "--topic"),
        (["region", "mine", "--label", "M", "--words", "x"], "--words", "--with"),
        (["region", "mine", "--label", "M", "--topic", "lookup"], "--topic", "--label"),
        (["region", "mine", "--label", "M", "--says", "x"], "--says", "--document"),
    ],
)
def test_an_option_that_would_be_dropped_is_refused(
    shared: Path, arguments: list[str], option: str, takes: str
) -> None:
    said = refused(shared, *arguments)
    assert f"{option} says nothing of a {arguments[0]}, which takes" in said and takes in said


def test_a_passage_and_a_document_take_no_option_of_the_other(shared: Path) -> None:
    assert "--label says nothing of a passage" in refused(shared, *passage(shared, "--label", "x"))
    text = str(shared.parent / "text.txt")
    said = refused(shared, "document", "second", "--label", "S", "--text", text, "--words", "x")
    assert "--words says nothing of a document" in said


def test_a_question_that_is_not_utf_8_is_refused(shared: Path) -> None:
    said = refused(shared, "query", "mine", "--question", "Is it \udcff?")
    assert "the question is not UTF-8" in said
