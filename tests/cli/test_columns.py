"""Columns of tables: as wide as a terminal shows them, and with names of variables, each once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from faulty_server import reply, serving

from pactgraph.cli import group

SHOWN = {
    "plain": 5,
    "é and e\u0301": 7,
    "東京": 4,
    "\u2764\ufe0f": 2,
    "1\ufe0f\u20e3": 2,
    "\U0001f44d\U0001f3fd": 2,
    "\U0001f469\u200d\U0001f469\u200d\U0001f467 Land": 7,
    "\U0001f469\U0001f3fd\u200d\U0001f680": 2,
    "\U0001f1e9\U0001f1ea": 2,
    "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f": 2,
    "한국": 4,
    "ｱ": 1,
    "a\u200db": 2,
}
"""Texts, and the columns that a terminal with the widths of Unicode gives them."""

NAMES = [["s\n2"], ["\x1b]0;owned\x07", "s"], ["a b"], [""], ["?s"], ["s", "s"], ["s", "t", "s"], [1], [None]]
XML = (
    '<?xml version="1.0"?><sparql xmlns="http://www.w3.org/2005/sparql-results#"><head>{}</head>'
    "<results><result/></results></sparql>"
)


def call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), env={"PACTGRAPH_WORKSPACE": str(root)})


def test_a_column_is_as_wide_as_its_widest_text(small_world: Path) -> None:
    for text, columns in SHOWN.items():
        shown = call(small_world, "sparql", f'SELECT ("{text}" AS ?x) {{}}', "-f", "table").stdout
        _, rule, cell = shown.splitlines()
        assert (cell, len(rule)) == (text, columns)


def test_characters_that_spell_a_flag_hide_nothing_elsewhere(small_world: Path) -> None:
    query = 'SELECT ("x\U000e0068\U000e0069" AS ?x) {}'
    assert call(small_world, "sparql", query, "-f", "table").stdout.endswith("x\\U000E0068\\U000E0069\n")


def test_the_caret_stands_below_the_fault(small_world: Path, tmp_path: Path) -> None:
    shutil.copytree(small_world, tmp_path / "w")
    line = '<http://x/a> <http://x/b> "\u2764\ufe0f 東京" oops .'
    (tmp_path / "w/data/registers/zz.ttl").write_text(line, encoding="utf-8")
    lines = call(tmp_path / "w", "validate").stdout.splitlines()
    place = next(number for number, each in enumerate(lines) if "oops ." in each)
    assert lines[place + 1] == " " * (4 + len('<http://x/a> <http://x/b> "') + 7 + 2) + "^"


def table(names: list[object]) -> bytes:
    return json.dumps({"head": {"vars": names}, "results": {"bindings": [{}]}}).encode()


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("names", NAMES, ids=ascii)
def test_an_endpoint_names_columns_as_variables_each_once(
    names: list[object], form: str, small_world: Path
) -> None:
    with serving(reply(table(names))) as server:
        result = call(small_world, "sparql", "SELECT ?s {?s ?p ?o}", "--endpoint", server.url, "-f", form)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "sends results that cannot be read" in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize("names", [["s", "s"], ["s 2"]], ids=ascii)
def test_in_xml_too(names: list[str], small_world: Path) -> None:
    body = XML.format("".join(f'<variable name="{name}"/>' for name in names)).encode()
    with serving(reply(body, kind="application/sparql-results+xml")) as server:
        result = call(small_world, "sparql", "SELECT ?s {?s ?p ?o}", "--endpoint", server.url)
    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 1


def test_names_of_variables_are_taken(small_world: Path) -> None:
    with serving(reply(table(["s", "größe", "_1", "名"]))) as server:
        result = call(small_world, "sparql", "SELECT * {?s ?p ?o}", "--endpoint", server.url, "-f", "csv")
    assert result.stdout.splitlines()[0] == "s,größe,_1,名"


def test_codes_of_control_characters_in_a_string_are_read(small_world: Path) -> None:
    found = json.loads(
        call(small_world, "sparql", r'SELECT ("a\u0001\u202Eb" AS ?x) {}', "-f", "json").stdout
    )
    assert found["results"]["bindings"][0]["x"]["value"] == "a\x01\u202eb"
    for code in (r"\u000A", r"\u0022", r"\u005C"):
        result = call(small_world, "sparql", f'SELECT ("a{code}b" AS ?x) {{}}')
        assert result.exit_code == 2
    assert call(small_world, "sparql", r"SELECT (<http://x/\u0001> AS ?x) {}").exit_code == 2
