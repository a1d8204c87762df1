"""The canonical text, to the letter: order, layout, names, literals, passages, blank nodes and comments."""

from __future__ import annotations

from textwrap import dedent

import pytest
from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, Triple, parse

from pactgraph.rdf.layout import natural
from pactgraph.rdf.syntax import SyntaxFault
from pactgraph.rdf.writer import canonical_text, write_trig, write_turtle

ID = "https://w3id.org/pactgraph/id/"
PREFIXES = {
    "pact": "https://w3id.org/pactgraph/def#",
    "region": f"{ID}region/",
    "passage": f"{ID}passage/",
    "document": f"{ID}document/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "sh": "http://www.w3.org/ns/shacl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
HEAD = "".join(f"@prefix {prefix}: <{space}> .\n" for prefix, space in PREFIXES.items())


def turtle(body: str) -> str:
    """The canonical text without its prefix lines."""
    return _without_head(canonical_text(HEAD + dedent(body), trig=False, prefixes=PREFIXES))


def trig(body: str) -> str:
    return _without_head(canonical_text(HEAD + dedent(body), trig=True, prefixes=PREFIXES))


def _without_head(text: str) -> str:
    paragraphs = text.split("\n\n")
    return "\n\n".join(part for part in paragraphs if not part.startswith("@prefix"))


def test_a_file_from_top_to_bottom() -> None:
    text = dedent(
        """\
        # Regions.
        PREFIX r: <https://w3id.org/pactgraph/id/region/>
        PREFIX unused: <https://example.org/unused/>
        @prefix pact: <https://w3id.org/pactgraph/def#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
        r:saxony a pact:Region; skos:notation 'DED' ; rdfs:seeAlso <https://example.org/a/b> ;
          pact:zone 1; pact:area 2.50, 7.0; rdfs:label "Sachsen"@de, "Saxony"@EN .
        r:flanders a pact:Region .
        r:saxony pact:area 10.1 .
        """
    )
    expected = dedent(
        """\
        # Regions.

        @prefix pact: <https://w3id.org/pactgraph/def#> .
        @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix region: <https://w3id.org/pactgraph/id/region/> .
        @prefix skos: <http://www.w3.org/2004/02/skos/core#> .

        region:flanders
            a pact:Region ;
         .

        region:saxony
            a pact:Region ;
            rdfs:label "Sachsen"@de ,
                "Saxony"@en ;
            pact:area 10.1 ,
                2.50 ,
                7.0 ;
            pact:zone 1 ;
            rdfs:seeAlso <https://example.org/a/b> ;
            skos:notation "DED" ;
         .
        """
    )
    assert canonical_text(text, trig=False, prefixes=PREFIXES) == expected
    assert canonical_text(expected, trig=False, prefixes=PREFIXES) == expected


def test_predicates_have_their_order() -> None:
    written = turtle(
        """\
        region:x <http://e.org/q> 1 ; dcterms:description 1 ; pact:b10 1 ; pact:b9 1 ; skos:note 1 ;
            a pact:C ; skos:definition 1 ; dcterms:title 1 ; skos:altLabel 1 ; skos:prefLabel 1 ;
            rdfs:label 1 ; rdf:value 1 .
        """
    )
    assert [line.split()[0] for line in written.splitlines()[1:-1]] == [
        "a", "rdfs:label", "skos:prefLabel", "skos:altLabel", "dcterms:title", "skos:definition",
        "dcterms:description", "pact:b9", "pact:b10", "<http://e.org/q>", "rdf:value", "skos:note",
    ]  # fmt: skip


def test_subjects_come_in_natural_order() -> None:
    subjects = ["region:x10", "region:x9", "region:x09", "<x:y>", "region:x"]
    written = turtle(" ".join(f"{subject} a pact:C ." for subject in subjects))
    found = [block.split("\n")[0] for block in written.split("\n\n")]
    assert found == ["<x:y>", "region:x", "region:x09", "region:x9", "region:x10"]


def test_objects_are_iris_then_literals_by_language_form_and_datatype() -> None:
    written = turtle(
        """\
        region:x pact:p "b"@de , "a"@en , "z" , 2 , 10 , "2" , region:r10 , region:r9 , "2"^^xsd:byte , true .
        """
    )
    assert [line.rstrip(" ,;").removeprefix("    pact:p").strip() for line in written.splitlines()[1:-1]] == [
        "region:r9", "region:r10", "10", '"2"', '"2"^^xsd:byte', "2", "true", '"z"', '"b"@de', '"a"@en',
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("lexical", "datatype", "expected"),
    [
        ("0", "integer", "0"), ("-17", "integer", "-17"), ("007", "integer", '"007"^^xsd:integer'),
        ("+1", "integer", '"+1"^^xsd:integer'), ("-0", "integer", '"-0"^^xsd:integer'),
        ("1.50", "decimal", "1.50"), ("-0.5", "decimal", "-0.5"), (".5", "decimal", '".5"^^xsd:decimal'),
        ("1.", "decimal", '"1."^^xsd:decimal'), ("1", "decimal", '"1"^^xsd:decimal'),
        ("01.5", "decimal", '"01.5"^^xsd:decimal'), ("1e0", "double", '"1e0"^^xsd:double'),
        ("true", "boolean", "true"), ("1", "boolean", '"1"^^xsd:boolean'),
        ("True", "boolean", '"True"^^xsd:boolean'),
        ("1\n", "integer", '"1\\n"^^xsd:integer'), ("\u0661", "integer", '"\u0661"^^xsd:integer'),
        ("1", "int", '"1"^^xsd:int'), ("2023-09-06+02:00", "date", '"2023-09-06+02:00"^^xsd:date'),
        ("2023-99-99", "date", '"2023-99-99"^^xsd:date'), ("none", "boolean", '"none"^^xsd:boolean'),
        ("x", "string", '"x"'),
    ],
)  # fmt: skip
def test_lexical_forms_are_untouched(lexical: str, datatype: str, expected: str) -> None:
    literal = Literal(lexical, datatype=NamedNode(f"{PREFIXES['xsd']}{datatype}"))
    text = write_turtle([Triple(NamedNode("x:s"), NamedNode("x:p"), literal)], PREFIXES)
    assert f"    <x:p> {expected} ;\n" in text
    assert next(iter(parse(text.encode(), RdfFormat.TURTLE))).object == literal


def test_strings_stand_on_one_line_and_hide_nothing() -> None:
    value = "a\"b\\c\n\r\t\b\f\x00\x1b\x7f\x85\u2028\u202e\u2066\ufeff\uffff\u00e9\U0001f600'"
    text = write_turtle([Triple(NamedNode("x:s"), NamedNode("x:p"), Literal(value, language="de"))], {})
    assert text == (
        "<x:s>\n"
        '    <x:p> "a\\"b\\\\c\\n\\r\\t\\b\\f\\u0000\\u001B\\u007F\\u0085\\u2028\\u202E\\u2066\\uFEFF\\uFFFF'
        "\u00e9\U0001f600'\"@de ;\n"
        " .\n"
    )
    assert next(iter(parse(text.encode(), RdfFormat.TURTLE))).object.value == value


@pytest.mark.parametrize(
    ("local", "expected"),
    [
        ("", "region:"), ("x", "region:x"), ("1-2", "region:1-2"), ("a.b", "region:a.b"),
        ("a.", f"<{ID}region/a.>"),
        ("a..", f"<{ID}region/a..>"), (".a", "region:\\.a"), ("-a", "region:\\-a"), ("_a", "region:_a"),
        ("a:b", "region:a:b"), ("a,(b)", "region:a\\,\\(b\\)"), ("a%41", "region:a%41"),
        ("a#b?c", "region:a\\#b\\?c"),
        ("\u00e9\u00b7", "region:\u00e9\u00b7"), ("\u00b7a", f"<{ID}region/\u00b7a>"),
        ("a/b", f"<{ID}region/a/b>"),
        ("a/", f"<{ID}region/a/>"), ("a\u200c", "region:a\u200c"), ("a\u2028", f"<{ID}region/a\\u2028>"),
        ("a[b", None),
    ],
)  # fmt: skip
def test_a_curie_where_the_local_name_can_be_written(local: str, expected: str | None) -> None:
    if expected is None:
        with pytest.raises(ValueError, match="IRI"):
            NamedNode(f"{ID}region/{local}")
        return
    triple = Triple(NamedNode(f"{ID}region/{local}"), NamedNode("x:p"), Literal("o"))
    text = write_turtle([triple], PREFIXES)
    assert _without_head(text).split("\n")[0] == expected
    assert [quad.triple for quad in parse(text.encode(), RdfFormat.TURTLE)] == [triple]


def test_the_longest_namespace_wins_and_the_empty_prefix_is_not_used() -> None:
    table = {"": "x:", "a": "x:y/", "b": "x:y/z#", "c": "x:y/z#"}
    text = write_turtle([Triple(NamedNode("x:y/z#d"), NamedNode("x:y/p"), NamedNode("x:q"))], table)
    assert text == "@prefix a: <x:y/> .\n@prefix b: <x:y/z#> .\n\nb:d\n    a:p <x:q> ;\n .\n"


@pytest.mark.parametrize("prefix", ["a b", "1a", "a.", "_", "a:b"])
def test_a_prefix_that_turtle_cannot_write_is_misuse(prefix: str) -> None:
    with pytest.raises(ValueError, match="cannot be a prefix"):
        write_turtle([], {prefix: "x:"})


def test_what_turtle_cannot_say_is_misuse() -> None:
    quad = Quad(NamedNode("x:s"), NamedNode("x:p"), NamedNode("x:o"), NamedNode("x:g"))
    with pytest.raises(ValueError, match="write TriG instead"):
        write_turtle([quad], {})
    with pytest.raises(ValueError, match="use a named graph"):
        write_trig([Triple(quad.subject, quad.predicate, quad.triple)], {})
    with pytest.raises(SyntaxFault):
        canonical_text("<x:s> <x:p>", trig=False, prefixes={})


def test_nothing_is_written_as_nothing() -> None:
    assert write_turtle([], PREFIXES) == ""
    assert canonical_text(HEAD, trig=True, prefixes=PREFIXES) == ""


def test_passages_come_in_reading_order_each_before_its_graph() -> None:
    written = trig(
        """\
        <x:other> { region:b pact:p 1 }
        passage:d_10-20 { region:b pact:p 1 . region:a pact:p 2 }
        passage:d_9-30 { region:a pact:p 3 }
        passage:d_9-12 { region:a pact:p 4 }
        passage:d_late { region:a pact:p 5 }
        passage:d_9-12 pact:start 9 ; pact:end 12 .
        passage:d_10-20 pact:start 10 ; pact:end 20 .
        passage:d_late a pact:Passage .
        passage:d_9-30 pact:start 9 ; pact:end 30 .
        passage:d_0-1 pact:start 0 ; pact:end 1 .
        region:z a pact:Region .
        """
    )
    heads = [block.split("\n")[0] for block in written.split("\n\n") if not block.startswith("    ")]
    assert heads == [
        "passage:d_0-1", "region:z",
        "passage:d_9-12", "passage:d_9-12 {", "passage:d_9-30", "passage:d_9-30 {",
        "passage:d_10-20", "passage:d_10-20 {", "passage:d_late", "passage:d_late {", "<x:other> {",
    ]  # fmt: skip
    assert (
        dedent(
            """\
        passage:d_10-20 {
            region:a
                pact:p 2 ;
             .

            region:b
                pact:p 1 ;
             .
        }
        """
        )
        in written
    )


def test_blank_nodes_stand_in_brackets_where_they_are_used() -> None:
    written = turtle(
        """\
        pact:S sh:property _:a , [ sh:path pact:q ] ; sh:in ( 1 "x" pact:C ) ; sh:or () ; sh:not [] .
        _:a sh:path pact:p ; sh:minCount 1 ; sh:or ( [ sh:class pact:C ; sh:minCount 2 ] _:b ) .
        _:b sh:node pact:N .
        [ sh:path pact:r ] .
        """
    )
    assert written == dedent(
        """\
        pact:S
            sh:in ( 1 "x" pact:C ) ;
            sh:not [] ;
            sh:or rdf:nil ;
            sh:property [
                sh:minCount 1 ;
                sh:or (
                    [
                        sh:class pact:C ;
                        sh:minCount 2 ;
                    ]
                    [ sh:node pact:N ]
                ) ;
                sh:path pact:p ;
            ] ,
                [ sh:path pact:q ] ;
         .

        []
            sh:path pact:r ;
         .
        """
    )


def test_other_blank_nodes_have_labels_that_follow_from_the_structure() -> None:
    one = turtle("_:x pact:p _:y . _:y pact:p _:x . <x:a> pact:q _:s . <x:b> pact:q _:s . _:s a pact:C .")
    two = turtle("<x:b> pact:q _:b2 . _:b2 a pact:C . _:c pact:p _:b . <x:a> pact:q _:b2 . _:b pact:p _:c .")
    assert one == two
    assert one.count("_:b") == 7


def test_a_long_chain_of_blank_nodes_is_cut_into_readable_depth() -> None:
    links = "".join(f"_:n{number} pact:p _:n{number + 1} .\n" for number in range(400))
    written = canonical_text(f"{HEAD}region:a pact:p _:n0 .\n{links}", trig=False, prefixes=PREFIXES)
    assert canonical_text(written, trig=False, prefixes=PREFIXES) == written
    assert written.count("pact:p") == 401


def test_a_long_collection_is_one() -> None:
    members = " ".join(map(str, range(5000)))
    written = turtle(f"region:a pact:p ( {members} ) .")
    assert written.startswith("region:a\n    pact:p (\n        0\n        1\n")
    assert written.count("\n") == 5004


@pytest.mark.parametrize(
    "broken",
    [
        "_:l rdf:first 1 , 2 ; rdf:rest () .", "_:l rdf:first 1 .", "_:l rdf:first 1 ; rdf:rest _:l .",
        "_:l rdf:first 1 ; rdf:rest () ; a rdf:List .", "_:l rdf:first 1 ; rdf:rest _:m . _:m rdf:rest () .",
        "_:l rdf:first 1 ; rdf:rest _:m , _:n . _:m rdf:first 2 ; rdf:rest () .",
        "_:l rdf:rest () ; rdf:first 1 . region:b pact:q _:l .", "_:l rdf:first _:m ; rdf:rest _:m .",
    ],
)  # fmt: skip
def test_what_is_no_collection_is_not_written_as_one(broken: str) -> None:
    text = f"{HEAD}region:a pact:p _:l . {broken}"
    written = canonical_text(text, trig=False, prefixes=PREFIXES)
    assert "( 1" not in written
    before, after = (set(parse(some.encode(), RdfFormat.TURTLE)) for some in (text, written))
    assert len(after) == len(before)


def test_natural_order_counts_digits_of_any_length() -> None:
    big = "9" * 6000
    assert sorted([f"x{big}", "x10", "x9", "x", "x9a2", "x9a10"], key=natural) == [
        "x", "x9", "x9a2", "x9a10", "x10", f"x{big}",
    ]  # fmt: skip


def test_comments_stay_with_what_they_are_about() -> None:
    text = dedent(
        """\
        # head one

        # head two
        @prefix pact: <https://w3id.org/pactgraph/def#> . # about the prefix
        # under the first prefix
        @prefix region: <https://w3id.org/pactgraph/id/region/> .

        # about b, far

        # about b, near
        region:b # behind b
            # before p
            pact:p 2 , # behind 2
                # before 1
                1 ; # behind 1
            pact:a # before its object
                3
            # at the end of b
            . # behind the stop of b
        # about a
        region:a pact:p 1 . # behind a's fact
        # tail one

        # tail two
        """
    )
    expected = dedent(
        """\
        # head one

        # head two

        # about the prefix
        # under the first prefix

        @prefix pact: <https://w3id.org/pactgraph/def#> .
        @prefix region: <https://w3id.org/pactgraph/id/region/> .

        # about a
        region:a
            pact:p 1 ; # behind a's fact
         .

        # about b, far
        # about b, near
        region:b # behind b
            # before its object
            pact:a 3 ;
            # before 1
            pact:p 1 , # behind 1
                # before p
                2 ; # behind 2
            # at the end of b
         . # behind the stop of b

        # tail one

        # tail two
        """
    )
    assert canonical_text(text, trig=False, prefixes=PREFIXES) == expected
    assert canonical_text(expected, trig=False, prefixes=PREFIXES) == expected


def test_comments_of_graphs_and_brackets_stay_inside() -> None:
    written = trig(
        """\
        # before the graph
        passage:a # behind the name
        { # behind the brace
            # before x
            region:x pact:p [ # opens
                # before q
                pact:q 1 ; # behind q
                # last in the brackets
            ] ; # behind the brackets
            pact:r ( # opens the list
                1 # behind 1
                2
                # last in the list
            ) .
            # last in the graph
        } # behind the graph
        passage:empty { # in an empty graph
        }
        { # in bare braces
            region:y pact:p 1 }
        """
    )
    assert written == dedent(
        """\
        # in bare braces
        region:y
            pact:p 1 ;
         .

        # before the graph
        # behind the name
        # behind the brace
        passage:a {
            # before x
            region:x
                pact:p [
                    # opens
                    # before q
                    pact:q 1 ; # behind q
                    # last in the brackets
                ] ; # behind the brackets
                pact:r (
                    # opens the list
                    1 # behind 1
                    2
                    # last in the list
                ) ;
             .

            # last in the graph
        } # behind the graph

        # in an empty graph
        """
    )
    assert trig(written) == written


def test_a_head_comment_stays_on_top_without_any_prefix() -> None:
    text = "# head\n\n# about b\n<x:b> <x:p> 1 .\n<x:a> <x:p> 1 .\n"
    written = canonical_text(text, trig=False, prefixes={})
    assert written == "# head\n\n<x:a>\n    <x:p> 1 ;\n .\n\n# about b\n<x:b>\n    <x:p> 1 ;\n .\n"
    assert canonical_text(written, trig=False, prefixes={}) == written


def test_several_comments_behind_one_fact_go_before_it() -> None:
    written = turtle("region:a pact:p 1 # one\n ; # two\n .")
    assert written == "region:a\n    # one\n    # two\n    pact:p 1 ;\n .\n"
