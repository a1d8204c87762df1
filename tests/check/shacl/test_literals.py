"""Lexical forms and orders of XML Schema 1.1 Datatypes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store

from pactgraph.check.shacl.literals import compare, well_formed
from pactgraph.check.shacl.shacl_terms import XSD

GOOD = {
    "integer": ["0", "-1", "+007", "9" * 50],
    "decimal": ["1", "1.", ".5", "-0.50"],
    "double": ["1", "1e3", "-.5E-3", "INF", "-INF", "NaN"],
    "float": ["1.5", "3e38"],
    "boolean": ["true", "false", "1", "0"],
    "byte": ["-128", "127"],
    "unsignedByte": ["0", "255"],
    "positiveInteger": ["1"],
    "nonNegativeInteger": ["0", "-0"],
    "date": [
        "2024-02-29",
        "2000-02-29",
        "-0001-01-01",
        "0000-01-01",
        "12023-01-01",
        "2020-01-01Z",
        "2020-01-01+14:00",
    ],
    "dateTime": ["2020-01-01T24:00:00", "2020-12-31T23:59:59.999-05:00"],
    "dateTimeStamp": ["2020-01-01T00:00:00Z"],
    "time": ["00:00:00", "24:00:00", "12:30:00.5Z"],
    "gYear": ["2020", "-0500", "2020Z"],
    "gYearMonth": ["2020-12"],
    "gMonth": ["--05"],
    "gMonthDay": ["--02-29"],
    "gDay": ["---31"],
    "duration": ["P1Y2M3DT4H5M6.7S", "-P1D", "PT0S", "P0Y"],
    "dayTimeDuration": ["P1DT1H"],
    "yearMonthDuration": ["P1Y", "-P13M"],
    "hexBinary": ["", "0aFF"],
    "base64Binary": ["", "YQ==", "YWI=", "YWJj", "YW Jj"],
    "language": ["en", "de-CH-1996"],
    "token": ["", "a b"],
    "normalizedString": [" a  b "],
    "NCName": ["a-b.c"],
    "NMTOKEN": ["1a:b"],
    "anyURI": ["http://a b"],
    "string": ["\n"],
}
BAD = {
    "integer": ["", "1.0", " 1", "1 ", "١", "0x1", "nope"],
    "decimal": ["", ".", "1e3", "1,5"],
    "double": ["e3", "inf", "+NaN", "Infinity"],
    "boolean": ["True", "yes", "", "maybe"],
    "byte": ["128", "-129", "c"],
    "unsignedByte": ["-1", "256"],
    "positiveInteger": ["0"],
    "nonNegativeInteger": ["-1"],
    "date": [
        "2023-02-29",
        "1900-02-29",
        "2023-99-99",
        "2023-9-9",
        "23-01-01",
        "2020-01-01T00:00:00",
        "2020-01-01+15:00",
        "2020-01-01+14:01",
        "02020-01-01",
        "2020-04-31",
        " 2020-01-01",
    ],
    "dateTime": [
        "2020-01-01",
        "2020-01-01T24:00:01",
        "2020-01-01T25:00:00",
        "2020-01-01T00:00:60",
        "2020-01-01 00:00:00",
    ],
    "dateTimeStamp": ["2020-01-01T00:00:00"],
    "gYearMonth": ["2020-13", "2020"],
    "gMonthDay": ["--02-30", "02-01"],
    "gDay": ["---32"],
    "duration": ["P", "PT", "P1YT", "1Y", "P1S", "P-1Y"],
    "dayTimeDuration": ["P1Y"],
    "yearMonthDuration": ["P1D", "PT0S"],
    "hexBinary": ["0", "0g"],
    "base64Binary": ["YQ", "YQ=", "YR=="],
    "language": ["e1", "abcdefghi", ""],
    "token": [" a", "a  b", "a\n"],
    "normalizedString": ["a\tb"],
    "NCName": ["1a", "a:b", ""],
}


@pytest.mark.parametrize(
    ("name", "lexical"), [(name, each) for name, forms in GOOD.items() for each in forms]
)
def test_well_formed(name: str, lexical: str) -> None:
    assert well_formed(lexical, XSD + name)


@pytest.mark.parametrize(("name", "lexical"), [(name, each) for name, forms in BAD.items() for each in forms])
def test_ill_formed(name: str, lexical: str) -> None:
    assert not well_formed(lexical, XSD + name)


def test_other_datatypes_have_no_form() -> None:
    assert well_formed("anything", "urn:own")


def literal(text: str, name: str) -> Literal:
    return Literal(text, datatype=NamedNode(XSD + name))


@pytest.mark.parametrize(
    ("left", "right", "order"),
    [
        (("1", "integer"), ("1.5", "decimal"), -1),
        (("007", "integer"), ("7.0", "decimal"), 0),
        (("10", "byte"), ("9", "unsignedLong"), 1),
        (("0.1", "decimal"), ("0.1", "double"), 0),
        (("0.1", "float"), ("0.1", "double"), 1),
        (("1" + "0" * 30, "integer"), ("1" + "0" * 29 + "1", "integer"), -1),
        (("NaN", "double"), ("NaN", "double"), None),
        (("-INF", "double"), ("-9999999", "integer"), -1),
        (("1e400", "double"), ("INF", "double"), 0),
        (("false", "boolean"), ("1", "boolean"), -1),
        (("a", "string"), ("b", "string"), -1),
        (("b", "string"), ("B", "string"), 1),
        (("2020-01-01", "date"), ("2019-12-31", "date"), 1),
        (("-0002-01-01", "date"), ("0001-01-01", "date"), -1),
        (("2020-01-01Z", "date"), ("2020-01-01", "date"), None),
        (("2020-01-01Z", "date"), ("2020-01-03", "date"), -1),
        (("2020-01-01T00:00:00+02:00", "dateTime"), ("2019-12-31T22:00:00Z", "dateTime"), 0),
        (("2020-01-01T24:00:00", "dateTime"), ("2020-01-02T00:00:00", "dateTime"), 0),
        (("2020-01-01T00:00:00Z", "dateTime"), ("2020-01-01T14:00:00", "dateTime"), None),
        (("2020-01-01T00:00:00Z", "dateTime"), ("2020-01-01T14:00:01", "dateTime"), -1),
        (("2020-01-01T00:00:00Z", "dateTimeStamp"), ("2020-01-01T00:00:00Z", "dateTime"), 0),
        (("2020-01-01", "date"), ("2020-01-01T00:00:00", "dateTime"), None),
        (("2020", "gYear"), ("2021", "gYear"), -1),
        (("2020", "gYear"), ("2020-01-01", "date"), None),
        (("P1M", "duration"), ("P30D", "duration"), None),
        (("P1M", "yearMonthDuration"), ("P32D", "dayTimeDuration"), -1),
        (("P1Y", "duration"), ("P12M", "duration"), 0),
        (("PT24H", "dayTimeDuration"), ("P1D", "duration"), 0),
        (("nope", "integer"), ("1", "integer"), None),
        (("1", "integer"), ("1", "string"), None),
        (("2023-99-99", "date"), ("2020-01-01", "date"), None),
    ],
)
def test_order(left: tuple[str, str], right: tuple[str, str], order: int | None) -> None:
    a, b = literal(*left), literal(*right)
    assert compare(a, b) == order
    assert compare(b, a) == (None if order is None else -order)


def test_terms_that_sparql_does_not_order() -> None:
    assert compare(Literal("a", language="en"), Literal("b", language="en")) is None
    assert compare(NamedNode("urn:a"), NamedNode("urn:b")) is None
    assert compare(literal("1", "integer"), NamedNode("urn:b")) is None


numbers = st.one_of(
    st.integers(-(10**12), 10**12).map(lambda value: (str(value), "integer")),
    st.decimals(-(10**6), 10**6, places=4, allow_nan=False).map(lambda value: (f"{value:f}", "decimal")),
    st.floats(width=64).map(lambda value: (str(value).replace("inf", "INF").replace("nan", "NaN"), "double")),
)
moments = st.one_of(
    st.datetimes().map(lambda value: (value.strftime("%Y").zfill(4) + value.isoformat()[4:], "dateTime")),
    st.datetimes().map(
        lambda value: (value.strftime("%Y").zfill(4) + value.isoformat()[4:] + "Z", "dateTime")
    ),
    st.dates().map(lambda value: (value.isoformat(), "date")),
)
kinds = st.one_of(numbers, moments, st.text("ab", max_size=3).map(lambda text: (text, "string")))


@given(kinds, kinds)
def test_order_is_that_of_sparql(left: tuple[str, str], right: tuple[str, str]) -> None:
    a, b = literal(*left), literal(*right)
    row = next(iter(Store().query(f"SELECT ({a} < {b} AS ?less) ({a} <= {b} AS ?most) {{}}")))
    order = compare(a, b)
    shown = [None if row[name] is None else row[name].value == "true" for name in ("less", "most")]
    if order is None:
        assert shown in ([None, None], [False, False])
    else:
        assert shown == [order < 0, order <= 0]
