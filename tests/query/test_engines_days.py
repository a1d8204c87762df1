"""What held on a day, and what happened when: stored questions over bounds of every kind, on each engine."""

from __future__ import annotations

from pathlib import Path

import pytest
import real_stores
from each_engine import engine_over
from pyoxigraph import Literal, NamedNode, RdfFormat, Store

from pactgraph.query.engines.engine import Engine
from pactgraph.query.sparql.binding import bind
from pactgraph.rdf.namespaces import RECORD, XSD

QUERIES = Path(__file__).parents[2] / "queries" / "time"
slow = pytest.mark.slow

PREFIXES = """
@prefix agreement: <https://w3id.org/pactgraph/id/agreement/> .
@prefix alliance: <https://w3id.org/pactgraph/id/alliance/> .
@prefix event: <https://w3id.org/pactgraph/id/event/> .
@prefix event-status: <https://w3id.org/pactgraph/concept/event-status/> .
@prefix holding: <https://w3id.org/pactgraph/id/holding/> .
@prefix membership: <https://w3id.org/pactgraph/id/membership/> .
@prefix membership-status: <https://w3id.org/pactgraph/concept/membership-status/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix pact: <https://w3id.org/pactgraph/def#> .
@prefix period: <https://w3id.org/pactgraph/id/period/> .
@prefix person: <https://w3id.org/pactgraph/id/person/> .
@prefix plan: <https://w3id.org/pactgraph/id/plan/> .
@prefix post: <https://w3id.org/pactgraph/id/post/> .
@prefix region: <https://w3id.org/pactgraph/id/region/> .
@prefix signature: <https://w3id.org/pactgraph/id/signature/> .
@prefix stage: <https://w3id.org/pactgraph/concept/stage/> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""

BOUNDS = {
    "years": {"beginEarliest": "2014-01-01", "beginLatest": "2014-12-31",
              "endEarliest": "2019-01-01", "endLatest": "2019-12-31"},
    "by-a-day": {"beginLatest": "2020-11-05"},
    "from-some-day": {"beginEarliest": "2016-03-01"},
    "ended-by": {"beginEarliest": "2014-01-01", "beginLatest": "2014-01-01", "endLatest": "2019-12-31"},
    "undated": {},
}  # fmt: skip
"""What holds: the bounds that are told of it."""

HELD = {
    "2013-12-31": {},
    "2014-01-01": {"years": "perhaps", "ended-by": "perhaps"},
    "2014-12-31": {"years": "", "ended-by": "perhaps"},
    "2019-01-01": {"years": "", "ended-by": "perhaps", "from-some-day": "perhaps"},
    "2019-12-31": {"years": "perhaps", "ended-by": "perhaps", "from-some-day": "perhaps"},
    "2020-11-04": {"from-some-day": "perhaps"},
    "2020-11-05": {"from-some-day": "perhaps", "by-a-day": ""},
}
"""By day: what is listed, and how surely."""

HAPPENED = """
agreement:treaty a pact:Agreement ;
    pact:involves region:a , region:b ; pact:involvesAsParty region:a , region:b .
period:agreed a pact:Period ; pact:stateOf agreement:treaty ; pact:holds stage:agreed ;
    pact:beginLatest "2023-12-14"^^xsd:date ; pact:endLatest "2025-06-11"^^xsd:date .
period:ended a pact:Period ; pact:stateOf agreement:treaty ; pact:holds stage:ended ;
    pact:beginEarliest "2025-06-12"^^xsd:date ; pact:beginLatest "2025-06-12"^^xsd:date .
event:order a pact:Event ; pact:changes agreement:treaty ;
    pact:earliest "2025-06-12"^^xsd:date ; pact:latest "2025-06-12"^^xsd:date .
period:order a pact:Period ; pact:stateOf event:order ; pact:holds event-status:held ;
    pact:beginEarliest "2025-06-12"^^xsd:date ; pact:beginLatest "2025-06-12"^^xsd:date .
event:visit a pact:Event ; pact:involves region:a , region:b ; pact:plan plan:visit .
plan:visit a pact:Plan ; pact:earliest "2024-05-01"^^xsd:date ; pact:latest "2024-05-31"^^xsd:date .
period:visit a pact:Period ; pact:stateOf event:visit ; pact:holds event-status:planned ;
    pact:beginLatest "2023-01-01"^^xsd:date .
signature:a a pact:Signature ; pact:signs agreement:treaty ; pact:involvesAsParty region:a ;
    pact:earliest "2024-04-30"^^xsd:date ; pact:latest "2024-04-30"^^xsd:date .
signature:c a pact:Signature ; pact:signs agreement:treaty ; pact:involvesAsParty region:c ;
    pact:earliest "2024-05-15"^^xsd:date ; pact:latest "2024-05-15"^^xsd:date .
"""
TIMELINE = [
    (None, "2023-12-14", "agreement/treaty", "agreed", None),
    ("2024-04-30", "2024-04-30", "signature/a", None, None),
    ("2024-05-01", "2024-05-31", "event/visit", None, "plan/visit"),
    ("2025-06-12", "2025-06-12", "agreement/treaty", "ended", None),
    ("2025-06-12", "2025-06-12", "event/order", "held", None),
]
"""Earliest, latest, thing, state, plan."""


@pytest.fixture(scope="module")
def days() -> Store:
    """Holdings and memberships with each of the bounds, and what happened between two regions."""
    lines = [PREFIXES, HAPPENED]
    for name, bounds in BOUNDS.items():
        told = " ".join(f'; pact:{bound} "{day}"^^xsd:date' for bound, day in bounds.items())
        lines += [
            f"holding:{name} a pact:OfficeHolding ; org:member person:{name} ; pact:post post:any {told} .",
            f"membership:{name} a pact:Membership ; org:member region:{name} .",
            f"membership:{name} org:organization alliance:any .",
            f"period:{name} a pact:Period ; pact:stateOf membership:{name} ; "
            f"pact:holds membership-status:member {told} .",
        ]
    store = Store()
    store.load("\n".join(lines), format=RdfFormat.TURTLE)
    return store


@pytest.fixture(
    scope="module",
    params=["embedded", "rdflib", *(pytest.param(name, marks=slow) for name in real_stores.NAMES)],
)
def each(request: pytest.FixtureRequest, days: Store, stores: real_stores.Stores) -> Engine:
    return engine_over(request.param, days, stores)


def asked(
    engine: Engine, name: str, *columns: str, **values: NamedNode | Literal
) -> list[tuple[str | None, ...]]:
    """The cells of some columns, without the beginnings that all IRIs of their kind have."""
    found = engine.select(bind((QUERIES / f"{name}.rq").read_text(encoding="utf-8"), values))
    cells = [
        [None if term is None else str(getattr(term, "value", "")) for term in found.column(c)]
        for c in columns
    ]
    return [tuple(cell and cell.removeprefix(RECORD) for cell in row) for row in zip(*cells, strict=True)]


def on(day: str) -> Literal:
    return Literal(day, datatype=NamedNode(XSD + "date"))


@pytest.mark.parametrize("day", HELD)
def test_what_held_on_a_day(each: Engine, day: str) -> None:
    holders = asked(each, "office-holders", "person", "certainty", __at_xsd_date=on(day))
    assert set(holders) == {(f"person/{name}", certainty) for name, certainty in HELD[day].items()}
    alliance = NamedNode(RECORD + "alliance/any")
    members = asked(each, "members-of", "member", "certainty", _alliance_iri=alliance, __at_xsd_date=on(day))
    assert set(members) == {(f"region/{name}", certainty) for name, certainty in HELD[day].items()}


def test_without_a_day_all_is_listed(each: Engine) -> None:
    assert set(asked(each, "office-holders", "person", "certainty")) == {(f"person/{n}", "") for n in BOUNDS}


def test_the_time_line_has_every_state_with_its_day_and_the_time_that_a_plan_sets(each: Engine) -> None:
    a, b = (NamedNode(f"{RECORD}region/{name}") for name in "ab")
    rows = asked(each, "timeline", "earliest", "latest", "thing", "state", "plan", _a_iri=a, _b_iri=b)
    assert [(*row[:3], row[3] and row[3].rpartition("/")[2], row[4]) for row in rows] == TIMELINE
