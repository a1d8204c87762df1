"""Random Turtle and TriG texts: the reader agrees with pyoxigraph, and the canonical text keeps all of it."""

from __future__ import annotations

from collections import Counter

import pyoxigraph as ox
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pactgraph.rdf.syntax import SyntaxFault, read
from pactgraph.rdf.writer import canonical_text

BASE = "http://base.example/a/b"
TABLE = {"ex": "http://e.example/", "n": "http://base.example/a/", "xsd": "http://www.w3.org/2001/XMLSchema#"}
HEAD = "@prefix ex: <http://e.example/> .\nPREFIX : <#>\n@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .\n"

GAPS = st.sampled_from([" ", "\n", "\t ", "\r\n", "\n\n", " # c\n", "\n  # a 'remark' <x>\n", " # d\r"])
IRIS = st.sampled_from(
    r"""<http://e.example/a> <> <b/../c?d#e> <//f> <http://e.example/\u00e9> <\U0001F600> ex:a ex: : :b ex:a.b
    ex:\-a ex:%41b ex:\%41 ex:a\,b\. ex:1 ex:a:b ex:é· xsd:date ex:10 ex:9 ex:a\/b""".split()  # noqa: SIM905
)
LABELS = st.sampled_from(["_:a", "_:b.c", "_:1", "_:anon1"])
NUMBERS = st.sampled_from(["0", "-1", "+01", "1.50", "-.5", "1e0", "1.E-3", "true", "false", "00.10", "-0"])
MARKS = st.sampled_from(['"', "'", '"""', "'''"])
ESCAPES = {"\t": "\\t", "\b": "\\b", "\n": "\\n", "\r": "\\r", "\f": "\\f", '"': '\\"', "'": "\\'"}
SUFFIXES = st.sampled_from(["", "@en", "@DE-at", "@prefix", "^^xsd:date", "^^<b>", " @nl", " ^^ ex:d"])


@st.composite
def strings(draw: st.DrawFn) -> str:
    mark = draw(MARKS)
    parts = []
    for character in draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=6)):
        ways = [f"\\u{ord(character):04x}" if ord(character) < 0x10000 else f"\\U{ord(character):08X}"]
        if character in ESCAPES:
            ways.append(ESCAPES[character])
        if character == "\\":
            ways.append("\\\\")
        elif character != mark[0] and (len(mark) == 3 or character not in "\n\r"):
            ways.append(character)
        parts.append(draw(st.sampled_from(ways)))
    return mark + "".join(parts) + mark + draw(SUFFIXES)


def lists(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    members = st.builds("{0}{1}".format, values, GAPS)
    return st.lists(members, max_size=3).map(lambda some: f"( {''.join(some)})")


def properties(values: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    verbs = st.one_of(IRIS, st.just("a"))
    objects = st.lists(st.builds("{0}{1}".format, values, GAPS), min_size=1, max_size=2).map(", ".join)
    lines = st.builds("{0}{1}{2}".format, verbs, GAPS, objects)
    endings = st.sampled_from(["", ";", ";;"])
    return st.builds("{0}{1}".format, st.lists(lines, min_size=1, max_size=3).map("; ".join), endings)


LEAVES = st.one_of(IRIS, LABELS, NUMBERS, strings(), st.just("[]"), st.just("[ ]"))
VALUES = st.recursive(
    LEAVES, lambda inner: st.one_of(lists(inner), properties(inner).map("[{0}]".format)), max_leaves=6
)
SUBJECTS = st.one_of(IRIS, LABELS, st.just("[]"), lists(LEAVES), properties(LEAVES).map("[{0}]".format))
BLOCKS = st.one_of(
    st.builds("{0}{1}{2}".format, SUBJECTS, GAPS, properties(VALUES)),
    properties(VALUES).map("[ {0} ]".format),
)
STATEMENTS = st.builds("{0}{1}.{1}".format, BLOCKS, GAPS)
TURTLE = st.builds("{0}{1}".format, GAPS, st.lists(STATEMENTS, max_size=4).map("".join))
NAMES = st.one_of(IRIS, LABELS, st.just("[]"), st.just(""), IRIS.map("graph {0}".format))
INSIDE = st.lists(STATEMENTS, max_size=2).map("".join)
GRAPHS = st.builds("{0}{1}{{{1}{2}{3}}}{1}".format, NAMES, GAPS, INSIDE, st.one_of(st.just(""), BLOCKS))
TRIG = st.builds("{0}{1}".format, GAPS, st.lists(st.one_of(STATEMENTS, GRAPHS), max_size=4).map("".join))
TEXTS = st.one_of(st.tuples(TURTLE, st.just(False)), st.tuples(TRIG, st.just(True)))
SPLICES = st.sampled_from(
    [*" \n.;,[](){}<>\"'@:_#\\^aA1-+e%\u00e9", '"""', "^^", "@en", "_:a", "()", "true", "GRAPH ", ".5"]
)

TOO_MUCH = [HealthCheck.too_slow, HealthCheck.data_too_large]
law = settings(suppress_health_check=TOO_MUCH)


def form(trig: bool) -> ox.RdfFormat:
    return ox.RdfFormat.TRIG if trig else ox.RdfFormat.TURTLE


def parsed(text: str, trig: bool) -> ox.Dataset:
    dataset = ox.Dataset(ox.parse(text.encode(), form(trig), base_iri=BASE))
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def placed(text: str, trig: bool) -> ox.Dataset:
    dataset = ox.Dataset(quad.quad for quad in read(text, trig=trig, base=BASE).quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.UNSTABLE)
    return dataset


def comments(text: str, trig: bool) -> Counter[str]:
    return Counter(comment.text.rstrip(" \t") for comment in read(text, trig=trig, base=BASE).comments)


@law
@given(TEXTS)
def test_the_reader_reads_what_pyoxigraph_reads(case: tuple[str, bool]) -> None:
    body, trig = case
    assert placed(HEAD + body, trig) == parsed(HEAD + body, trig)


@law
@given(TEXTS, st.data())
def test_the_reader_refuses_what_pyoxigraph_refuses(case: tuple[str, bool], data: st.DataObject) -> None:
    body, trig = case
    start = data.draw(st.integers(0, len(body)))
    stop = data.draw(st.integers(start, min(len(body), start + 3)))
    text = HEAD + body[:start] + data.draw(SPLICES) + body[stop:]
    try:
        expected = parsed(text, trig)
    except SyntaxError:
        expected = None
    try:
        found = placed(text, trig)
    except SyntaxFault as fault:
        assert 1 <= fault.line <= len(text.splitlines()) + 1
        found = None
    assert found == expected


@law
@given(TEXTS)
def test_spans_cut_the_terms_out_of_the_text(case: tuple[str, bool]) -> None:
    body, trig = case
    reading = read(HEAD + body, trig=trig, base=BASE)
    known = {line.prefix: line.namespace for line in reading.prefixes}
    for quad in reading.quads:
        for term, span in ((quad.quad.subject, quad.subject), (quad.quad.object, quad.object)):
            token = reading.text[span.start : span.end]
            if quad.implied or isinstance(term, ox.BlankNode) or token[0] == "(":
                continue
            alone = "".join(f"@prefix {name}: <{space}> ." for name, space in known.items())
            again = read(f"{alone} <x:s> <x:p> {token} .", trig=False, base=BASE).quads[0].quad.object
            assert again == term
    starts = [quad.object.start for quad in reading.quads]
    assert starts == sorted(starts)


@law
@given(TEXTS)
def test_the_canonical_text_keeps_the_graph_and_every_comment(case: tuple[str, bool]) -> None:
    body, trig = case
    text = HEAD + body
    written = canonical_text(text, trig=trig, prefixes=TABLE, base=BASE)
    assert parsed(written, trig) == parsed(text, trig)
    assert comments(written, trig) == comments(text, trig)
    assert canonical_text(written, trig=trig, prefixes=TABLE) == written
