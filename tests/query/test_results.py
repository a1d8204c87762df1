"""Answers as text: the W3C formats to the letter, and tables that fit."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryBoolean,
    QueryResultsFormat,
    QuerySolutions,
    parse_query_results,
)

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.labels import Label
from pactgraph.query.results import w3c
from pactgraph.query.results.cells import Cells, TermText, with_labels
from pactgraph.query.results.markdown import to_markdown
from pactgraph.query.results.terminal import to_terminal
from pactgraph.query.results.writers import EXACT, IN_WORDS
from pactgraph.rdf.formats import TABLES
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.rdf.printable import width
from pactgraph.rdf.table import Table, Term
from pactgraph.workspace.workspace import Workspace

XSD = "http://www.w3.org/2001/XMLSchema#"
NORTHMARK = NamedNode("https://w3id.org/pactgraph/id/region/northmark")
EVERY = Table(
    ("a", "b"),
    (
        (NamedNode("http://e/é?a=b&c=<d>".replace("<d>", "d")), None),
        (None, None),
        (Literal('a "b", c\n\t\\ <&> \r é \U0001f600'), Literal("", language="de-at")),
        (
            Literal("007", datatype=NamedNode(XSD + "integer")),
            Literal("2023-01-01", datatype=NamedNode(XSD + "date")),
        ),
        (BlankNode("b0"), Literal("x", datatype=NamedNode("http://e/t?a=b&c"))),
        (Literal("]]> "), Literal("=1+1")),
    ),
)

terms = st.one_of(
    st.none(),
    st.text().map(Literal),
    st.text().map(lambda text: Literal(text, language="en")),
    st.text(max_size=5).map(lambda text: Literal(text, datatype=NamedNode("http://e/t"))),
    st.sampled_from([NORTHMARK, NamedNode("http://e/é")]),
)
tables = st.lists(st.tuples(terms, terms), max_size=5).map(lambda rows: Table(("x", "y"), tuple(rows)))


def read(text: str, format: QueryResultsFormat) -> Table:  # noqa: A002 - pyoxigraph's word
    found = parse_query_results(input=text.encode(), format=format)
    assert isinstance(found, QuerySolutions)
    columns = tuple(variable.value for variable in found.variables)
    return Table(columns, tuple(tuple(row) for row in found))


def read_xml(text: str) -> Table:
    """By the recommendation, with the standard library (pyoxigraph trims literals)."""
    names = {"s": "http://www.w3.org/2005/sparql-results#"}
    root = ElementTree.fromstring(text)
    columns = tuple(node.get("name", "") for node in root.findall("s:head/s:variable", names))
    rows = []
    for result in root.findall("s:results/s:result", names):
        found = {node.get("name"): _term(node[0]) for node in result.findall("s:binding", names)}
        rows.append(tuple(found.get(name) for name in columns))
    return Table(columns, tuple(rows))


def _term(node: ElementTree.Element) -> Term:
    text = node.text or ""
    if node.tag.endswith("}uri"):
        return NamedNode(text)
    if node.tag.endswith("}bnode"):
        return BlankNode(text)
    language = node.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language is not None:
        return Literal(text, language=language)
    return Literal(text, datatype=NamedNode(node.get("datatype", XSD + "string")))


@pytest.mark.parametrize("table", [EVERY, Table(("a",), ()), Table((), ())])
def test_json_and_xml_come_back(table: Table) -> None:
    assert read(w3c.to_json(table), QueryResultsFormat.JSON) == table
    assert read_xml(w3c.to_xml(table)) == table


@given(tables)
def test_any_json_comes_back(table: Table) -> None:
    assert read(w3c.to_json(table), QueryResultsFormat.JSON) == table


@given(tables)
def test_any_tsv_comes_back(table: Table) -> None:
    assert read(w3c.to_tsv(table), QueryResultsFormat.TSV) == table


@given(tables)
def test_any_csv_comes_back_as_plain_values(table: Table) -> None:
    rows = list(csv.reader(io.StringIO(w3c.to_csv(table), newline="")))
    assert rows[0] == ["x", "y"]
    assert rows[1:] == [["" if term is None else term.value for term in row] for row in table.rows]


@given(tables)
def test_any_xml_comes_back_or_says_which_format_can(table: Table) -> None:
    try:
        text = w3c.to_xml(table)
    except w3c.FormatFault as fault:
        assert "-f json" in str(fault)
        return
    assert read_xml(text) == table


def test_csv_and_tsv_to_the_letter() -> None:
    table = Table(("x", "y"), ((NORTHMARK, None), (Literal('a "b", c'), Literal("d\te", language="en"))))
    assert w3c.to_csv(table) == (
        'x,y\r\nhttps://w3id.org/pactgraph/id/region/northmark,\r\n"a ""b"", c",d\te\r\n'
    )
    assert w3c.to_tsv(table) == (
        '?x\t?y\n<https://w3id.org/pactgraph/id/region/northmark>\t\n"a \\"b\\", c"\t"d\\te"@en\n'
    )


def test_lexical_forms_stay() -> None:
    assert '"007"' in w3c.to_tsv(EVERY)
    assert json.loads(w3c.to_json(EVERY))["results"]["bindings"][3]["a"] == {
        "type": "literal",
        "value": "007",
        "datatype": XSD + "integer",
    }


@pytest.mark.parametrize("told", [True, False])
def test_ask(told: bool) -> None:
    for text, format_ in (
        (w3c.to_json(told), QueryResultsFormat.JSON),
        (w3c.to_xml(told), QueryResultsFormat.XML),
    ):
        found = parse_query_results(input=text.encode(), format=format_)
        assert isinstance(found, QueryBoolean)
        assert bool(found) is told
    assert w3c.to_csv(told).strip() == w3c.to_tsv(told).strip() == str(told).lower()


def test_labels_stand_behind_their_columns(engine: OxigraphEngine, workspace: Workspace) -> None:
    eastmark = NamedNode("https://w3id.org/pactgraph/id/region/eastmark")
    table = Table(("r", "n"), ((NORTHMARK, Literal(1)), (eastmark, Literal(2)), (None, Literal(3))))
    labelled = with_labels(table, Cells.of(table, engine, workspace.prefixes, "fr"))
    assert labelled.columns == ("r", "rLabel", "n")
    assert labelled.column("rLabel") == [Literal("Marche-du-Nord"), Literal("Östmark @de"), None]


def plain(term: Term | None) -> TermText:
    prefixes = Prefixes({"region": "https://w3id.org/pactgraph/id/region/"})
    return Cells(prefixes, {NORTHMARK: Label("Northmark", "en")}, "en")(term)


WIDE = Table(
    ("agreement", "party", "count"),
    (
        (Literal("A long title of an agreement between some regions"), NORTHMARK, Literal(1)),
        (
            NamedNode("https://w3id.org/another/very/long/address/of/something/that-has-no-prefix"),
            NORTHMARK,
            Literal(22),
        ),
        (Literal("東京都と協定"), None, Literal(333)),
    ),
)


@pytest.mark.parametrize("columns", [20, 30, 40, 60, 80, 120, 200])
def test_a_table_fits_and_loses_nothing(columns: int) -> None:
    shown = to_terminal(WIDE, plain, columns, colour=False)
    assert all(width(line) <= columns for line in shown.splitlines())
    joined = "".join(shown.split())
    if columns <= 40:
        assert "https://w3id.org/another/very/long/address/of/something/that-has-no-prefix" in joined
    assert shown.count("region:northmark") == 2
    assert shown.count("Northmark") == 2


def test_narrow_terminals_get_a_record_a_row() -> None:
    assert to_terminal(WIDE, plain, 40, colour=False).startswith("agreement  A long title of an agreement\n")
    assert "─" not in to_terminal(WIDE, plain, 40, colour=False)
    assert to_terminal(WIDE, plain, 20, colour=False).startswith("agreement\n  A long title of an\n")


def test_a_table_to_the_letter() -> None:
    table = Table(("region", "n"), ((NORTHMARK, Literal(1)), (None, Literal(20))))
    assert to_terminal(table, plain, 80, colour=False, rule="-") == (
        "region                       n\n--------------------------  --\nNorthmark region:northmark   1\n"
        "                            20\n"
    )
    assert to_terminal(table, plain, 29, colour=False, rule="-") == (
        "region             n\n----------------  --\nNorthmark          1\nregion:northmark\n\n"
        "                  20\n"
    )


def told(*rows: tuple[str | None, ...]) -> Table:
    """A table of texts with columns a, b, c ..."""
    cells = (tuple(None if text is None else Literal(text) for text in row) for row in rows)
    return Table(tuple("abcdefgh"[: len(rows[0])]), tuple(cells))


def shown(table: Table, columns: int) -> list[str]:
    return to_terminal(table, plain, columns, colour=False, rule="-").splitlines()


def test_leading_cells_that_repeat_the_row_above_are_shown_once() -> None:
    table = told(("x", "p", "1"), ("x", "p", "2"), ("x", "q", "2"), ("y", "q", "2"), ("y", "q", "2"))
    assert shown(table, 80)[2:] == ["x  p  1", "      2", "   q  2", "y  q  2", "      2"]


def test_a_cell_without_a_value_is_no_repetition() -> None:
    table = told(("x", "p", "1"), ("x", None, "1"), ("x", None, "2"), (None, None, None), (None, "p", "1"))
    assert shown(table, 80)[2:] == ["x  p  1", "   -  1", "      2", "-  -  -", "   p  1"]
    assert shown(told(("x", None), ("y", None)), 80)[2:] == ["x", "y"]


def test_rows_of_one_column_are_all_shown() -> None:
    assert shown(told(("x",), ("x",)), 80)[2:] == ["x", "x"]


def test_a_long_cell_runs_on_beside_the_rows_that_it_stands_for() -> None:
    long = "one two three four five six seven eight"
    table = told((long, "A", "1"), (long, "A", "2"), (long, "B", "3"), (long, "B", "4"), ("y", "B", "5"))
    assert shown(table, 25)[2:] == [
        "one two three four  A  1",
        "five six seven         2",
        "eight               B  3",
        "                       4",
        "",
        "y                   B  5",
    ]
    table = told((long, "A"), (long, "B"), ("y", "B"))
    assert shown(table, 22)[2:] == [
        "one two three four  A",
        "five six seven      B",
        "eight",
        "",
        "y                   B",
    ]


def test_rows_of_several_lines_are_apart_within_a_group_too() -> None:
    long = "one two three four five six seven eight nine ten"
    table = told(("x", long), ("x", long), ("y", "z"))
    assert shown(table, 40)[2:] == [
        "x  one two three four five six seven",
        "   eight nine ten",
        "",
        "   one two three four five six seven",
        "   eight nine ten",
        "",
        "y  z",
    ]


def test_records_that_differ_in_their_last_column_make_one_list() -> None:
    long = "a-word-of-eighteen and-another-as-long"
    table = told(
        (long, long, "1", "x"), (long, long, "1", long), (long, long, None, "z"), ("y", "y", "y", "z")
    )
    assert shown(table, 30) == [
        "a  a-word-of-eighteen",
        "   and-another-as-long",
        "b  a-word-of-eighteen",
        "   and-another-as-long",
        "c  1",
        "d  x",
        "   a-word-of-eighteen",
        "     and-another-as-long",
        "",
        "c  -",
        "d  z",
        "",
        "a  y",
        "b  y",
        "c  y",
        "d  z",
    ]


def test_records_are_shown_where_they_take_fewer_lines() -> None:
    word = "a-word-of-eighteen"
    table = told((" ".join([word] * 12), word, word, "1"), ("x", word, word, "1"))
    assert shown(table, 64)[0] == f"a  {word} {word} {word}"
    assert shown(table, 300)[0].split() == ["a", "b", "c", "d"]


cells = st.sampled_from([None, "p", "q", "some words that go on", "an-endless-word-of-twenty-nine-s"])


@given(
    st.integers(1, 4).flatmap(lambda size: st.lists(st.tuples(*[cells] * size), min_size=1, max_size=6)),
    st.integers(20, 100),
)
def test_any_table_fits_and_each_value_is_shown(rows: list[tuple[str | None, ...]], columns: int) -> None:
    lines = shown(told(*rows), columns)
    assert all(width(line) <= columns and line == line.rstrip() for line in lines)
    below, last = set[str](), None
    for row in rows:
        below |= {
            text
            for place, text in enumerate(row)
            if text and (last is None or row[: place + 1] != last[: place + 1])
        }
        last = row
    joined = "".join("".join(lines).split())
    assert all("".join(text.split()) in joined for text in below if len(text) < 12)
    assert lines[-1] or len(lines) == 1 or rows[-1][-1] is None


def test_an_empty_table_is_its_header() -> None:
    assert to_terminal(Table(("a", "b"), ()), plain, 80, colour=False, rule="-") == "a  b\n-  -\n"
    assert to_terminal(Table((), ()), plain, 80, colour=False)


def test_colour_adds_styles_and_no_width() -> None:
    shown = to_terminal(WIDE, plain, 80, colour=True)
    assert "\x1b[1magreement" in shown
    assert "\x1b[" not in to_terminal(WIDE, plain, 80, colour=False)


HOSTILE = Literal("\x1b[31mred\x07\r\u202egnp.exe\u2066 | <b>*x*</b> [a](javascript:b)\n# c\u0085")


def test_no_data_steers_the_terminal() -> None:
    shown = to_terminal(Table(("x",), ((HOSTILE,),)), plain, 200, colour=False)
    assert not {"\x1b", "\x07", "\r", "\u202e", "\u2066", "\u0085"} & set(shown)
    assert "\\u001B[31mred\\u0007" in shown


def test_markdown() -> None:
    table = Table(("region_name", "n"), ((NORTHMARK, Literal(1)), (HOSTILE, None)))
    lines = to_markdown(table, plain).splitlines()
    assert lines[0] == "| region\\_name | n |"
    assert lines[2] == ("| [Northmark](<https://w3id.org/pactgraph/id/region/northmark>) | 1 |")
    assert len(lines) == 4
    assert "<b>" not in lines[3]
    assert "](javascript" not in lines[3]
    assert lines[3].replace("\\|", "").count("|") == 3


def test_a_label_in_another_language_has_its_tag() -> None:
    cells = Cells(Prefixes({}), {NORTHMARK: Label("Nordmark", "de")}, "en")
    assert str(cells(NORTHMARK)) == "Nordmark @de (<https://w3id.org/pactgraph/id/region/northmark>)"
    assert str(cells(Literal("a", language="de"))) == "a @de"
    assert str(cells(Literal("a", language="en"))) == "a"


def test_each_format_of_rows_has_a_writer() -> None:
    assert {*EXACT, *IN_WORDS, "table"} == {*TABLES}
