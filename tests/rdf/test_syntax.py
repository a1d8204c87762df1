"""The positional reader: places, blocks, directives, comments, and what it says of faulty texts."""

from __future__ import annotations

import pytest
from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from pactgraph.rdf.syntax import Reading, SyntaxFault, TextRange, read
from pactgraph.rdf.syntax.address import resolve

EX = "https://example.org/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
HEAD = f"@prefix ex: <{EX}> .\n"


def turtle(body: str) -> Reading:
    return read(HEAD + body, trig=False)


def words(reading: Reading, span: TextRange) -> str:
    return reading.text[span.start : span.end]


def told(reading: Reading) -> list[tuple[str, str, str]]:
    return [
        (words(reading, placed.subject), words(reading, placed.predicate), words(reading, placed.object))
        for placed in reading.quads
    ]


def test_every_term_has_its_place() -> None:
    reading = turtle('ex:\U0001f600x\n    a ex:C ;\n    ex:p "é\U0001f600"@en-GB , ex:o .\n')
    assert told(reading) == [
        ("ex:\U0001f600x", "a", "ex:C"),
        ("ex:\U0001f600x", "ex:p", '"é\U0001f600"@en-GB'),
        ("ex:\U0001f600x", "ex:p", "ex:o"),
    ]
    places = [(placed.object.line, placed.object.column) for placed in reading.quads]
    assert places == [(3, 7), (4, 10), (4, 23)]
    assert reading.quads[2].quad == Quad(
        NamedNode(f"{EX}\U0001f600x"), NamedNode(f"{EX}p"), NamedNode(f"{EX}o"), DefaultGraph()
    )
    assert reading.quads[1].quad.object == Literal("é\U0001f600", language="en-GB")


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_lines_end_with_lf_crlf_or_cr(ending: str) -> None:
    reading = read(f"# one{ending}{ending}<x:a> <x:b>{ending}  <x:c> .", trig=False)
    span = reading.quads[0].object
    assert (span.line, span.column) == (4, 3)
    assert reading.comments[0].text == "# one"
    assert reading.place(0) == (1, 1)


def test_a_graph_label_is_placed_with_its_quads() -> None:
    reading = read(f"{HEAD}ex:a ex:b 1 .\nGRAPH ex:g {{ ex:c ex:d 2 . ex:e ex:f 3 }}\nex:h {{ }}", trig=True)
    unnamed, first, second = reading.quads
    assert unnamed.graph is None
    assert first.graph is not None and words(reading, first.graph) == "ex:g" and second.graph is first.graph
    assert second.quad.graph_name == NamedNode(f"{EX}g")
    named, empty = reading.graphs
    assert reading.text[named.start : named.closing.end] == "GRAPH ex:g { ex:c ex:d 2 . ex:e ex:f 3 }"
    assert reading.text[empty.start : empty.closing.end] == "ex:h { }"
    assert [block.dot is None for block in reading.blocks] == [False, False, True]


def test_bare_braces_hold_the_unnamed_graph() -> None:
    reading = read("{ <x:a> <x:b> <x:c> }", trig=True)
    assert reading.graphs[0].label is None
    assert reading.quads[0].quad.graph_name == DefaultGraph()


@pytest.mark.parametrize(
    ("body", "separated"),
    [
        ("ex:s ex:p ex:o .", False),
        ("ex:s ex:p ex:o ;\n # why\n .", True),
        ("ex:s ex:p [ ex:q 1 ; ]\n.", False),
        ("[ ex:q 1 ] .", False),
    ],
)
def test_a_block_says_where_a_missing_triple_belongs(body: str, separated: bool) -> None:
    reading = turtle(f"{body}\nex:other a ex:C .")
    block = reading.blocks[0]
    assert reading.text[block.start : block.end] == body
    assert block.separated is separated
    assert block.dot is not None and words(reading, block.dot) == "."
    described = isinstance(block.subject, BlankNode)
    joint = " " if separated or described else " ; "
    longer = f"{reading.text[: block.insertion]}{joint}ex:new ex:fact{reading.text[block.insertion :]}"
    triples = {(q.quad.subject, q.quad.predicate, q.quad.object) for q in read(longer, trig=False).quads}
    before = {(q.quad.subject, q.quad.predicate, q.quad.object) for q in reading.quads}
    assert triples - before == {(block.subject, NamedNode(f"{EX}new"), NamedNode(f"{EX}fact"))}


def test_brackets_and_collections_span_from_end_to_end() -> None:
    reading = turtle("ex:s ex:p [ ex:q ( 1 ex:m ) ] , () .")
    assert told(reading) == [
        ("ex:s", "ex:p", "[ ex:q ( 1 ex:m ) ]"),
        ("[ ex:q ( 1 ex:m ) ]", "ex:q", "( 1 ex:m )"),
        ("1", "1", "1"),
        ("1", "ex:m", "ex:m"),
        ("ex:m", "ex:m", "ex:m"),
        ("ex:m", ")", ")"),
        ("ex:s", "ex:p", "()"),
    ]
    assert [placed.implied for placed in reading.quads] == [False, False, True, True, True, True, False]


def test_nodes_without_label_never_meet_labelled_ones_and_are_the_same_each_time() -> None:
    body = "_:anon1 ex:p [] , [] . _:anonn2 ex:p _:anon1 ."
    first, second = turtle(body), turtle(body)
    assert [placed.quad for placed in first.quads] == [placed.quad for placed in second.quads]
    nodes = {placed.quad.object for placed in first.quads} | {placed.quad.subject for placed in first.quads}
    assert len(nodes) == 4


def test_prefixes_and_bases_are_placed() -> None:
    reading = read(f"PREFIX ex: <{EX}>\n@base <https://b.org/d/e> .\n@prefix : <f#> .", trig=False)
    assert [(line.prefix, line.namespace) for line in reading.prefixes] == [
        ("ex", EX),
        ("", "https://b.org/d/f#"),
    ]
    assert words(reading, reading.prefixes[0].name) == "ex:"
    assert words(reading, reading.prefixes[0].iri) == "<https://example.org/>"
    assert words(reading, reading.prefixes[1].span) == "@prefix : <f#> ."
    assert reading.bases[0].base == "https://b.org/d/e"


def test_prefixes_and_base_hold_from_their_line_on() -> None:
    text = (
        "@prefix p: <x:1/> . p:a p:a <r> . @prefix p: <x:2/> . p:a p:a <r> .\n"
        "@base <http://c.org/> . p:a p:a <r> , 'l'^^p:a ."
    )
    objects = [str(placed.quad.object) for placed in read(text, trig=False, base="http://b.org/").quads]
    assert objects == ["<http://b.org/r>", "<http://b.org/r>", "<http://c.org/r>", '"l"^^<x:2/a>']
    assert [str(placed.quad.subject) for placed in read(text, trig=False, base="http://b.org/").quads] == [
        "<x:1/a>", "<x:2/a>", "<x:2/a>", "<x:2/a>",
    ]  # fmt: skip


def test_every_comment_is_found_and_nothing_else() -> None:
    body = '# one\nex:s ex:p <x:y#no> , "# no" , """\n# no\n""" , ex:o\\#no ; # two\n # three\n .#four'
    reading = turtle(body)
    assert [(comment.text, comment.alone) for comment in reading.comments] == [
        ("# one", True), ("# two", False), ("# three", True), ("#four", False),
    ]  # fmt: skip
    assert reading.comments[1].span.line == 5


def test_lexical_forms_are_kept() -> None:
    reading = turtle("ex:s ex:p 007 , +1 , -0.50 , .5 , 1.E3 , 1e-3 , true , '1.50'^^ex:d .")
    assert [placed.quad.object.value for placed in reading.quads] == [
        "007", "+1", "-0.50", ".5", "1.E3", "1e-3", "true", "1.50",
    ]  # fmt: skip


def test_a_tag_or_datatype_may_stand_apart_from_its_string() -> None:
    reading = turtle("ex:s ex:p 'a' # why\n @en , 'b' ^^ # why\n ex:d , 'c'@prefix .")
    assert [str(placed.quad.object) for placed in reading.quads] == [
        '"a"@en', f'"b"^^<{EX}d>', '"c"@prefix',
    ]  # fmt: skip
    assert [words(reading, placed.object)[-3:] for placed in reading.quads] == ["@en", "x:d", "fix"]


FAULTS = [
    ("ex:s ex:p ex:o", "a full stop", (2, 15)),
    ("ex:s ex:p .", "write an object", (2, 11)),
    ("ex:s .", "write a predicate", (2, 6)),
    ('"x" ex:p ex:o .', "cannot be a subject", (2, 1)),
    ("ex:s 'p' ex:o .", "neither a literal nor a blank node", (2, 6)),
    ("ex:s _:p ex:o .", "neither a literal nor a blank node", (2, 6)),
    ("ex:s ex:p no:o .", 'add "@prefix no: <...> ."', (2, 11)),
    ("ex:s ex:p <o> .", "not a whole address", (2, 11)),
    ("ex:s ex:p <x:a b> .", "write it as %20", (2, 15)),
    ("ex:s ex:p <x:a\n> .", "not closed on its line", (2, 11)),
    ("ex:s ex:p <x:%zz> .", "not an IRI", (2, 11)),
    ("ex:s ex:p <x:o", "never closed: end it with >", (2, 11)),
    ("<<ex:s ex:p ex:o>> a ex:C .", "named graph", (2, 1)),
    ('ex:s ex:p "o .\n', "write line ends as \\n", (2, 11)),
    ('ex:s ex:p """o" .\n', 'end it with """', (2, 11)),
    ("ex:s ex:p '''o", "end it with '''", (2, 11)),
    ('ex:s ex:p "a\\qb" .', "\\q is no escape", (2, 13)),
    ('ex:s ex:p "\\uD800" .', "is not a character", (2, 11)),
    ('ex:s ex:p "\\U00110000" .', "is not a character", (2, 11)),
    ('ex:s ex:p "o"@abcdefghijk .', "no language tag", (2, 11)),
    ("ex:s ex:p 'o'^^rdf:x .", "is not declared", (2, 11)),
    (f"ex:s ex:p 'o'^^<{RDF}langString> .", "write a language tag", (2, 11)),
    (f"ex:s ex:p 'o' ^^ <{RDF}langString> .", "write a language tag", (2, 18)),
    ("ex:s ex:p 'o' ^^ 1 .", "datatype after ^^", (2, 18)),
    ("ex:s ex:p 'o'@en @de .", "full stop", (2, 18)),
    ("ex:s ex:p True .", "truth values are objects, in lower case", (2, 11)),
    ("ex:s ex:p word .", 'the bare word "word"', (2, 11)),
    ("ex:s A ex:C .", 'the bare word "A"', (2, 6)),
    ("ex:s ex:p ex:o }", "full stop", (2, 16)),
    ("ex:g { ex:s ex:p ex:o }", "save as .trig", (2, 6)),
    ("ex:s ex:p ( 1 2 .", "write an object", (2, 17)),
    ("ex:s ex:p ( 1", "collection is not closed", (2, 11)),
    ("ex:s ex:p [ ex:q 1 .", "closing bracket ]", (2, 20)),
    ("[] .", "write a predicate", (2, 4)),
    ("ex:s ex:p ex:o | ex:q .", "| cannot stand here", (2, 16)),
    ("ex:s ex:p ex:o \\ .", "backslash", (2, 16)),
    ("ex:s ex:p @ .", "language tag such as @en", (2, 11)),
    ("ex:s ex:p _ .", "such as _:b1", (2, 11)),
    ("ex:s ex:p ex:a\u00d7b .", "no name can hold", (2, 11)),
    ("ex:s ex:p ex:\u00b7a .", "no name can hold", (2, 11)),
    ("ex:s ex:p _:a\u2028 .", "no name can hold", (2, 11)),
    ("ex:s ex:p 'o'^^ex:\u00d7 .", "no name can hold", (2, 11)),
    ("@prefix \u00b7: <x:> .", "a prefix with its colon", (2, 9)),
    ("ex:s ex:p \x00 .", "U+0000", (2, 11)),
    ("ex:s ex:p ex:o @prefix e: <x:> .", "line of its own", (2, 16)),
    ("@PREFIX e: <x:> .", "with @prefix", (2, 1)),
    ("@prefix e: <x:>\nex:s ex:p ex:o .", "full stop after the @prefix line", (3, 1)),
    ("@prefix e <x:> .", "a prefix with its colon", (2, 9)),
    ("@prefix ex:e <x:> .", "a prefix with its colon", (2, 9)),
    ("@prefix e: ex:f .", "an address in angle brackets", (2, 12)),
    ("@base 'x' .", "an address in angle brackets", (2, 7)),
    ("ex:s ex:p '\ud800' .", "surrogate", (2, 12)),
]


@pytest.mark.parametrize(("body", "part", "place"), FAULTS)
def test_a_fault_names_its_place_and_the_remedy(body: str, part: str, place: tuple[int, int]) -> None:
    with pytest.raises(SyntaxFault) as caught:
        turtle(body)
    fault = caught.value
    assert part in fault.message
    assert (fault.line, fault.column) == place
    assert str(fault) == f"line {fault.line}, column {fault.column}: {fault.message}"
    assert "\n" not in fault.message


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("<x:g> { <x:s> <x:p> <x:o>", "a full stop, or a semicolon"),
        ("<x:g> { <x:s> <x:p> <x:o> . ", "the graph is not closed"),
        ("GRAPH { }", "a graph's name"),
        ("GRAPH [ <x:p> 1 ] { }", "in brackets is empty"),
        ("'g' { }", "cannot be a subject"),
        ("<x:g> { <x:h> { } }", "write a predicate"),
        ("<x:g> { <x:s> <x:p> 1 . . }", "write a subject"),
        ("( ) { <x:s> <x:p> 1 }", "write a predicate"),
        ("\ufeff<x:s> <x:p> 1 .", "byte order mark"),
    ],
)
def test_faults_of_trig(text: str, part: str) -> None:
    with pytest.raises(SyntaxFault, match=part):
        read(text, trig=True)


@pytest.mark.parametrize("bomb", ["[ <x:p> ", "( ", "[ <x:p> ( "])
def test_a_bomb_of_brackets_is_a_fault(bomb: str) -> None:
    with pytest.raises(SyntaxFault, match="brackets within each other"):
        read("<x:s> <x:p> " + bomb * 50_000, trig=False)
    with pytest.raises(SyntaxFault, match="brackets within each other"):
        read(bomb * 50_000, trig=True)


def test_a_hundred_brackets_are_read() -> None:
    reading = read(f"<x:s> <x:p> {'[ <x:p> ' * 100}1{' ]' * 100} .", trig=False)
    assert len(reading.quads) == 101


@pytest.mark.parametrize(
    "unit",
    ['"', "'", '"""', "a", "a.", "ex:a.", "<", "<x:a\\", "@a-", "_:a.", "1.", "%41", "\\", "ex:%4", "#"],
)
def test_reading_takes_linear_time_whatever_the_text(unit: str) -> None:
    for start in ("", '<x:s> <x:p> "', '<x:s> <x:p> """', "<x:s> <x:p> <x:", f"{HEAD}<x:s> <x:p> ex:a"):
        with pytest.raises(SyntaxFault):
            read(start + unit * 100_000 + "\n!", trig=True)


@pytest.mark.parametrize(
    ("reference", "result"),
    [
        ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("/g", "http://a/g"), ("//g", "http://g"),
        ("?y", "http://a/b/c/d;p?y"), ("#s", "http://a/b/c/d;p?q#s"), ("", "http://a/b/c/d;p?q"),
        ("..", "http://a/b/"), ("../../../g", "http://a/g"), ("g;x=1/../y", "http://a/b/c/y"),
        ("/./g", "http://a/g"), ("g?y/../x", "http://a/b/c/g?y/../x"), ("g:h", "g:h"), ("//g/../h", "http://g/h"),
    ],
)  # fmt: skip
def test_addresses_are_resolved_as_rfc_3986_section_5_4_says(reference: str, result: str) -> None:
    assert resolve(reference, "http://a/b/c/d;p?q") == result


def test_a_base_without_authority_resolves_too() -> None:
    assert resolve("b", "http://a") == "http://a/b"
    assert resolve("b", "urn:a") == "urn:b"
    assert resolve("b/../c", "urn:a/x") == "urn:a/c"
    with pytest.raises(ValueError, match="where no scheme ends"):
        resolve("1:b", "http://a/")
