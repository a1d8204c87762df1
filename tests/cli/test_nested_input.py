"""Input that is nested or large beyond the bounds ends in a message with its place, never in the end of the
process; and what is merely long is read in time that grows with its length."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

DEPTH = 20_000
MANY = 101
S, P, O = "<http://e/s>", "<http://e/p>", "<http://e/o>"  # noqa: E741
RDF = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:x="http://x/"'


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("nested") / "w"
    assert CliRunner().invoke(group, ["init", str(root)]).exit_code == 0
    return root


def call(root: Path, *arguments: str, text: str | None = None) -> Result:
    result = CliRunner().invoke(group, [*arguments, "--workspace", str(root)], input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def process(root: Path, *arguments: str, text: str = "") -> subprocess.CompletedProcess[str]:
    main = "from pactgraph.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", main, *arguments, "--workspace", str(root)],
        input=text,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def terms(depth: int) -> str:
    return f"<<( {S} {P} " * depth + O + " )>>" * depth


TURTLE = {
    "triple terms": f"{S} {P}\n  {terms(2)} .\n",
    "reified triples": f"\n  << {S} {P} {O} >> {P} {O} .\n",
    "brackets": f"{S} {P}\n  " + f"[ {P} " * MANY + O + " ]" * MANY + " .\n",
    "lists": f"{S} {P}\n  " + "( " * MANY + " )" * MANY + " .\n",
}


@pytest.mark.parametrize("kind", TURTLE)
def test_nested_data_is_a_finding_with_its_line(made: Path, kind: str) -> None:
    place = made / "data/documents/deep.trig"
    place.write_text(TURTLE[kind])
    try:
        for command in (("sparql", "ASK {}"), ("export", "-f", "nt")):
            result = call(made, *command)
            assert result.exit_code == 1
            assert "left out: data/documents/deep.trig:2:" in result.stderr
        for command in (("validate",), ("format", "--check")):
            result = call(made, *command)
            assert result.exit_code == 1
            assert "data/documents/deep.trig:2:" in result.stdout
    finally:
        place.unlink()


@pytest.mark.slow
@pytest.mark.parametrize("command", [("stats",), ("validate",), ("export", "-f", "nq"), ("sparql", "ASK {}")])
def test_data_nested_without_end_does_not_end_the_process(made: Path, command: tuple[str, ...]) -> None:
    place = made / "data/documents/deep.trig"
    place.write_text(f"{S} {P} {terms(DEPTH)} .\n")
    try:
        assert process(made, *command).returncode == 1
    finally:
        place.unlink()


def test_what_looks_nested_in_texts_and_remarks_is_read(made: Path) -> None:
    place = made / "data/documents/shallow.trig"
    text = f"# {'[' * 200} <<( \n{S} {P} \"{'(' * 200} <<\" , '''{'[' * 200}\n\"<<''' , <http://e/(((> .\n"
    place.write_text(text + f"{S} {P} [ {P} ( 1 2 ) ] .\n" * 150)
    try:
        result = call(made, "sparql", "ASK { ?s <http://e/p> <http://e/(((> }")
        assert (result.exit_code, result.stdout) == (0, "true\n"), result.stderr
    finally:
        place.unlink()


FILES = {
    "triple.nt": f"{S} {P} {terms(DEPTH)} .\n",
    "objects.jsonld": '{"@id":"http://e/s","http://e/p":'
    + '{"http://e/p":' * DEPTH
    + "1"
    + "}" * (DEPTH + 1),
    "lists.jsonld": '{"http://e/p":' + '{"@list":[' * DEPTH + "1" + "]}" * DEPTH + "}",
    "elements.rdf": f"<rdf:RDF {RDF}>" + "<x:a><x:p>" * DEPTH + "</x:p></x:a>" * DEPTH + "</rdf:RDF>",
    "entities.rdf": '<!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
    f'<rdf:RDF {RDF}><rdf:Description rdf:about="http://x/a"><x:p>&b;</x:p></rdf:Description></rdf:RDF>',
}


@pytest.mark.slow
@pytest.mark.parametrize("name", FILES)
def test_files_given_to_diff_are_bounded(made: Path, tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text(FILES[name])
    done = process(made, "diff", str(tmp_path / name))
    assert done.returncode == 2
    assert f"{name}:1:" in done.stderr


def test_rdf_xml_without_entities_is_compared(made: Path, tmp_path: Path) -> None:
    (tmp_path / "plain.rdf").write_text(FILES["entities.rdf"].partition("]>")[2].replace("&b;", "ha"))
    result = call(made, "diff", str(tmp_path / "plain.rdf"), str(tmp_path / "plain.rdf"))
    assert (result.exit_code, result.stdout) == (0, "no differences\n")


QUERIES = {
    "triple terms": f"ASK {{ {S} {P} {terms(DEPTH)} }}",
    "reified triples": "ASK { " + f"<< {S} {P} " * DEPTH + O + " >>" * DEPTH + f" {P} {O} }}",
    "parentheses": "ASK { FILTER(" + "(" * DEPTH + "1" + ")" * DEPTH + ") }",
    "groups": "ASK " + "{" * DEPTH + "}" * DEPTH,
    "paths": f"ASK {{ ?s {'(' * DEPTH}{P}{')*' * DEPTH} ?o }}",
    "brackets": f"ASK {{ ?s ?p {f'[ {P} ' * DEPTH}1{' ]' * DEPTH} }}",
    "lists": f"ASK {{ ?s ?p {'( ' * DEPTH}{' )' * DEPTH} }}",
    "negations": "ASK { FILTER(" + "!" * DEPTH + "true) }",
}


@pytest.mark.parametrize("kind", QUERIES)
def test_nested_queries_are_refused_with_their_place(made: Path, kind: str) -> None:
    result = call(made, "sparql", text=QUERIES[kind])
    assert result.exit_code == 2
    assert "line 1, column " in result.stderr


def test_a_comparison_with_an_address_is_no_triple_term(made: Path) -> None:
    result = call(made, "sparql", "ASK { FILTER(1<<http://e/x>) }")
    assert (result.exit_code, result.stdout) == (0, "false\n")


@pytest.mark.parametrize("kind", ["triple terms", "parentheses", "paths"])
def test_nested_rules_are_findings(made: Path, kind: str) -> None:
    rule = made / "ontology/checks/deep-one.rq"
    rule.parent.mkdir(exist_ok=True)
    body = QUERIES[kind].removeprefix("ASK")
    rule.write_text(
        f"# problem: x\n# solution: y\nSELECT ?subject ?property ?value ?message WHERE {body}\n"[:99_000]
        if kind != "triple terms"
        else "# problem: x\n# solution: y\nSELECT ?subject ?property ?value ?message WHERE "
        f"{{ {S} {P} {terms(1500)} }}\n"
    )
    try:
        result = call(made, "validate")
        assert result.exit_code == 1
        assert "ontology/checks/deep-one.rq:3" in result.stdout
    finally:
        rule.unlink()


@pytest.mark.parametrize(
    ("code", "read"), [("\\u0001", True), ("\\u007F", True), ("\\u007B", True), ("\\u0022", False),
                       ("\\u000A", False), ("\\uD800", False)],
)  # fmt: skip
def test_codes_in_strings(made: Path, code: str, read: bool) -> None:
    """SPARQL 1.1, section 19.2: what would end the string is no character of it."""
    result = call(made, "sparql", f'SELECT ("a{code}b" AS ?x) {{}}', "-f", "csv")
    assert result.exit_code == (0 if read else 2)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["a text", "an address"])
def test_a_term_beyond_the_parser_is_a_finding_with_its_line(made: Path, kind: str) -> None:
    large = "x" * (17 << 20)
    term = f'"{large}"' if kind == "a text" else f"<http://e/{large}>"
    place = made / "data/registers/large.ttl"
    place.write_text(f"{S} {P}\n  {term} .\n")
    try:
        done = process(made, "sparql", "ASK {}")
        assert done.returncode == 1
        assert "left out: data/registers/large.ttl:2:3: " in done.stderr
    finally:
        place.unlink()


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "".join(f"@prefix p{i}: <http://e/{i}#> .\n" for i in range(20_000)) + "p1:a p2:b p3:c .\n",
        f"{S} {P} " + " , ".join(f"<http://e/{i}>" for i in range(100_000)) + " .\n",
    ],
    ids=["prefixes", "objects"],
)
def test_long_files_are_checked_to_the_end(made: Path, text: str) -> None:
    place = made / "data/documents/long.trig"
    place.write_text(text)
    try:
        assert process(made, "validate").returncode == 1
        assert process(made, "format", "--check").returncode == 1
    finally:
        place.unlink()
