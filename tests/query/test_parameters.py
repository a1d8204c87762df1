"""The parameters of a stored query, and values that fit them."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal

from pactgraph.query.naming.names import Names
from pactgraph.query.sparql.tokens import tokens
from pactgraph.query.stored.header import HeaderFault, read_header
from pactgraph.query.stored.parameters import Parameter, ParameterFault, parameters, value, values
from pactgraph.workspace.workspace import Workspace


def read(params: str, body: str, workspace: Workspace, top: str = "") -> tuple[Parameter, ...]:
    text = f"#+ summary: What?\n{top}#+ x-pactgraph:\n#+   params: {params}\nSELECT * {{ {body} }}"
    return parameters(tokens(text), read_header(text), workspace.prefixes)


def test_types_come_from_the_variables(workspace: Workspace) -> None:
    found = read(
        "{region: {class: pact:Region, required: true, doc: the region}, on: {type: date}, many: {}, "
        "word: {}, y: {type: year}, name: {}}",
        "?_region_iri ?__on_xsd_date ?_many_integer . ?_word ?__y ?_name_de",
        workspace,
    )
    assert [(p.name, p.variable, p.kind, p.required) for p in found] == [
        ("region", "_region_iri", "iri", True),
        ("on", "__on_xsd_date", "date", False),
        ("many", "_many_integer", "integer", False),
        ("word", "_word", "text", False),
        ("y", "__y", "year", False),
        ("name", "_name_de", "de", False),
    ]
    assert [p.placeholder for p in found] == ["REGION", "YYYY-MM-DD", "NUMBER", "TEXT", "YYYY", "TEXT"]
    assert found[0].doc == "the region"


@pytest.mark.parametrize(
    ("params", "body", "said"),
    [
        ("{}", "?_a_iri ?p ?o", "not described"),
        ("{a: {}}", "?s ?p ?o", "no variable"),
        ("{a: {}}", "?_a_iri ?p ?__a_iri", "one parameter"),
        ("{a: {}}", "?_a_colour ?p ?o", "no type that is known"),
        ("{a: {type: date}}", "?_a_iri ?p ?o", "the type of a is iri"),
        ("{a: {required: true}}", "?__a_iri ?p ?o", "two underscores"),
        ("{a: {class: pact:Region}}", "?s ?p ?_a_xsd_date", "ends with _iri"),
        ("{a: {class: nope:Region}}", "?_a_iri ?p ?o", "prefixed name"),
        ("{lang: {}}", "?s ?p ?_lang", "name of an option"),
        ("{a: {}, ab: {}}", "?_a ?p ?_ab", "mix them up"),
    ],
)
def test_header_and_variables_must_agree(workspace: Workspace, params: str, body: str, said: str) -> None:
    with pytest.raises(HeaderFault, match=said):
        read(params, body, workspace)


def test_a_default_must_name_a_parameter(workspace: Workspace) -> None:
    with pytest.raises(HeaderFault, match="no parameter"):
        read("{a: {}}", "?s ?p ?_a", workspace, top="#+ defaults:\n#+   - b: c\n")


def plain(kind: str) -> Parameter:
    from pactgraph.query.naming.within import Within

    return Parameter("x", "_x", kind, required=True, within=Within(), default=None, doc="")


@pytest.mark.parametrize(
    "typed", ["2023-02-30", "2023-2-3", "20230203", "2023-13-01", "today", "", "２０２３-01-01"]
)
def test_a_date_is_a_day_of_the_calendar(names: Names, typed: str) -> None:
    with pytest.raises(ParameterFault, match="--x"):
        value(plain("date"), typed, names)


def test_values_are_typed_terms(names: Names) -> None:
    day = value(plain("date"), " 2024-02-29 ", names)
    assert isinstance(day, Literal)
    assert (day.value, day.datatype.value.rpartition("#")[2]) == ("2024-02-29", "date")
    assert value(plain("integer"), "-07", names) == Literal(-7)
    assert value(plain("year"), "2023", names) == Literal("2023")
    assert value(plain("text"), 'a "b"', names) == Literal('a "b"')
    assert value(plain("de"), "a", names) == Literal("a", language="de")
    assert value(plain("iri"), "accord", names).value.endswith("/agreement/accord")


@pytest.mark.parametrize(
    ("kind", "typed"),
    [("integer", "1.5"), ("integer", "x"), ("integer", "9" * 40), ("year", "23"), ("text", "x" * 20_000),
     ("text", "\ud800"), ("iri", "nothing-like-it")],
)  # fmt: skip
def test_what_does_not_fit_is_a_fault(names: Names, kind: str, typed: str) -> None:
    with pytest.raises(ParameterFault, match="--x"):
        value(plain(kind), typed, names)


def test_missing_unknown_and_default_values(names: Names, workspace: Workspace) -> None:
    wanted = read(
        "{region: {class: pact:Region, required: true}, on: {}}",
        "?_region_iri ?p ?__on_xsd_date",
        workspace,
        top="#+ defaults:\n#+   - region: southmark\n",
    )
    assert values(wanted, {}, names)["_region_iri"].value.endswith("/southmark")
    assert values(wanted, {"region": "northmark"}, names)["_region_iri"].value.endswith("/northmark")
    assert "__on_xsd_date" not in values(wanted, {"on": None}, names)
    with pytest.raises(ParameterFault, match="no parameter nope: it takes --region, --on"):
        values(wanted, {"nope": "x"}, names)
    required = read("{region: {required: true}}", "?_region_iri ?p ?o", workspace)
    with pytest.raises(ParameterFault, match="--region THING is missing"):
        values(required, {}, names)
