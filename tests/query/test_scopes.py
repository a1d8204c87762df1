"""The triple patterns of a query by scope."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode

from pactgraph.query.sparql.scopes import Pattern, Scope, read_rule, read_scopes
from pactgraph.query.sparql.tokens import tokens

E = "http://e/"
TYPE = NamedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type")
INTEGER = NamedNode("http://www.w3.org/2001/XMLSchema#integer")


def read(query: str) -> Scope:
    text = f"PREFIX e: <{E}>\n{query}"
    prologue, scope = read_scopes(text, tokens(text))
    assert prologue == f"PREFIX e: <{E}>\n"
    return scope


def e(name: str) -> NamedNode:
    return NamedNode(E + name)


@pytest.mark.parametrize(
    ("body", "patterns"),
    [
        ("?a e:p ?b", [("a", e("p"), "b")]),
        ("?a a e:C ; e:p ?b , 'x'@en . e:s ?p <http://e/o>",
         [("a", TYPE, e("C")), ("a", e("p"), "b"), ("a", e("p"), Literal("x", language="en")),
          (e("s"), "p", e("o"))]),
        ("?a e:p -1 ; e:q true ;; .",
         [("a", e("p"), Literal("-1", datatype=INTEGER)), ("a", e("q"), Literal(True))]),
        ('?a e:p "\\u00e9\\n\\"" , """a "quoted" one""" , "7"^^<http://e/t>',
         [("a", e("p"), Literal('é\n"')), ("a", e("p"), Literal('a "quoted" one')),
          ("a", e("p"), Literal("7", datatype=e("t")))]),
        ("?a e:x\\-y ?b # ?a e:no ?b }\n", [("a", e("x-y"), "b")]),
        ("?a e:p/e:q ?b ; ^e:r ?c ; !(e:s|e:t) ?d ; (e:u)* ?f ; e:v+ ?g ; e:w ?h", [("a", e("w"), "h")]),
        ("?a e:p|e:q|a ?b ; e:r|^e:s ?c ; e:t|e:u+ ?d ; (e:v|e:w) ?e", [("a", (e("p"), e("q"), TYPE), "b")]),
        ("[] e:p ?b . ?a e:q [ e:r ?c ] , ?d . _:x e:s ?e . (1 2) e:t ?f", [("a", e("q"), "d")]),
        ("GRAPH ?g { ?a e:p ?b }", [("a", e("p"), "b", "g")]),
        ("GRAPH e:g { { ?a e:p ?b } }", [("a", e("p"), "b", e("g"))]),
        ("BIND(CONCAT(')', \"}\") AS ?x) VALUES (?a ?b) { (e:x UNDEF) } VALUES ?c { e:y } ?a e:p ?b",
         [("a", e("p"), "b")]),
        ("FILTER(?a > 1 && STRLEN(STR(?b)) < 3) FILTER REGEX(?b, '}') FILTER e:f(?a) ?a e:p ?b",
         [("a", e("p"), "b")]),
        ("FILTER NOT EXISTS { ?a e:no ?x } MINUS { ?a e:no ?x } "
         "FILTER(!BOUND(?x) || NOT EXISTS { ?a e:no ?x }) ?a e:p ?b", [("a", e("p"), "b")]),
    ],
)  # fmt: skip
def test_patterns(body: str, patterns: list[tuple[str, ...]]) -> None:
    scope = read(f"SELECT * WHERE {{ {body} }}")
    expected = [Pattern(*found, *(() if len(found) == 4 else (None,))) for found in patterns]  # type: ignore[arg-type, call-arg]
    assert [pattern for group in scope.groups for pattern in group] == expected
    assert scope.inner == []
    assert scope.body == f"{{ {body} }}"


def test_groups_that_a_solution_need_not_match_stand_apart() -> None:
    scope = read(
        "SELECT ?a { ?a e:p ?b OPTIONAL { ?a e:q ?c } { ?a e:r ?d } UNION { ?a e:s ?f . ?f e:t ?g } }"
    )
    found = [{pattern.verb for pattern in group} for group in scope.groups]
    assert sorted(found, key=str) == sorted(
        [{e("p")}, {e("q")}, {e("r")}, {e("s"), e("t")}], key=str
    )  # fmt: skip


def test_a_select_within_has_a_scope_of_its_own() -> None:
    scope = read(
        "SELECT DISTINCT ?a (COUNT(?b) AS ?n) FROM e:g WHERE { ?a e:p ?b "
        "{ SELECT ?b (MIN(?x) AS ?c) WHERE { ?b e:q ?x BIND(STR(?x) AS ?y) } "
        "GROUP BY ?b HAVING (COUNT(?x) > 1) } "
        "FILTER(?n = 1 || EXISTS { ?b e:r ?z FILTER NOT EXISTS { ?z e:no ?y } }) } "
        "GROUP BY ?a ORDER BY ?a LIMIT 3"
    )
    assert scope.columns == ("a",)
    assert [pattern.verb for group in scope.groups for pattern in group] == [e("p")]
    select, exists = scope.inner
    assert select.columns == ("b",)
    assert select.body == "{ ?b e:q ?x BIND(STR(?x) AS ?y) }"
    assert select.assigned == ["y"]
    assert exists.columns is None
    assert exists.groups == [[Pattern("b", e("r"), "z", None)]]
    assert exists.inner == []


def test_what_every_solution_has() -> None:
    scope = read(
        "SELECT * { ?a e:p ?b . GRAPH ?g { ?c e:q ?d } OPTIONAL { ?e e:r ?f } "
        "{ ?h e:s ?i } UNION { ?h e:t ?j } BIND(STR(?a) AS ?k) FILTER EXISTS { ?a e:u ?l } }"
    )
    assert scope.certain == {"a", "b", "c", "d", "g"}
    assert scope.inner[0].certain == {"a", "l"}


def test_a_rule_has_a_template_and_a_scope() -> None:
    text = f"# why\nPREFIX e: <{E}>\nCONSTRUCT {{ ?a a e:C ; e:p ?b . ?b e:q 'x' }} WHERE {{ ?a e:r ?b }}"
    prologue, template, scope = read_rule(text, tokens(text))
    assert prologue == text[: text.index("CONSTRUCT")]
    assert template == [
        Pattern("a", TYPE, e("C"), None),
        Pattern("a", e("p"), "b", None),
        Pattern("b", e("q"), Literal("x"), None),
    ]
    assert scope.groups == [[Pattern("a", e("r"), "b", None)]]
    with pytest.raises(ValueError, match="CONSTRUCT"):
        read_rule("SELECT * { ?a ?b ?c }", tokens("SELECT * { ?a ?b ?c }"))


def test_only_select_has_rows() -> None:
    with pytest.raises(ValueError, match="SELECT"):
        read("ASK { ?a e:p ?b }")
