"""`ontology/migrations/0.2.0.ru` carries data of 0.1.0 over: before and after, statement by statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Store, parse

from pactgraph.rdf.prefixes import Prefixes
from pactgraph.workspace.workspace import Workspace

ROOT = Path(__file__).parents[2]
UPDATE = (ROOT / "ontology/migrations/0.2.0.ru").read_text(encoding="utf-8")

RECORDS = """
passage:d_0-1 pact:passageOf document:d . passage:d_2-3 pact:passageOf document:d .
passage:e_0-1 pact:passageOf document:e .
"""
"""Two passages of one document and one of another; `graph:d` has the records."""

CASES = {
    "what was put as carried out is progress": (
        "passage:d_0-1 { commitment:a pact:strength strength:done . }",
        "passage:d_0-1 { commitment:a pact:progress progress:done . }",
    ),
    "a passage that attested a holding says who held what": (
        """passage:d_0-1 { holding:a pact:attested "2020-01-01"^^xsd:date . }
        passage:e_0-1 { holding:a pact:post post:a ; org:member person:a ;
            pact:since "2019-01-01"^^xsd:date . }
        graph:d { holding:a a pact:OfficeHolding . }""",
        """passage:d_0-1 { holding:a pact:post post:a ; org:member person:a . }
        passage:e_0-1 { holding:a pact:post post:a ; org:member person:a ;
            pact:beginEarliest "2019-01-01"^^xsd:date ; pact:beginLatest "2019-01-01"^^xsd:date . }
        graph:d { holding:a a pact:OfficeHolding . }""",
    ),
    "a code has an end": (
        'graph:codes { code:a a adms:Identifier ; pact:until "2020-01-01"^^xsd:date . }',
        """graph:codes { code:a a adms:Identifier ;
            pact:endEarliest "2020-01-01"^^xsd:date ; pact:endLatest "2020-01-01"^^xsd:date . }""",
    ),
    "memberships of a pair become periods of one": (
        """graph:d { membership:a a pact:Membership ; rdfs:label "A"@en . }
        passage:d_0-1 { membership:a pact:status membership-status:invited ;
            org:member region:r ; org:organization alliance:l . }
        passage:d_2-3 { membership:a pact:until "2020-06-30"^^xsd:date . }
        graph:e { membership:b a pact:Membership ; rdfs:label "B"@en . }
        passage:e_0-1 { membership:b pact:status membership-status:member ;
            pact:since "2020-07-01"^^xsd:date ; org:member region:r ; org:organization alliance:l . }""",
        """graph:d { membership:a a pact:Membership ; rdfs:label "A"@en .
            period:a a pact:Period ; rdfs:label "Period: A"@en . }
        passage:d_0-1 { membership:a org:member region:r ; org:organization alliance:l .
            period:a pact:stateOf membership:a ; pact:holds membership-status:invited . }
        passage:d_2-3 { period:a pact:stateOf membership:a ;
            pact:endEarliest "2020-06-30"^^xsd:date ; pact:endLatest "2020-06-30"^^xsd:date . }
        graph:e { period:b a pact:Period ; rdfs:label "Period: B"@en . }
        passage:e_0-1 { membership:a org:member region:r ; org:organization alliance:l .
            period:b pact:stateOf membership:a ; pact:holds membership-status:member ;
            pact:beginEarliest "2020-07-01"^^xsd:date ; pact:beginLatest "2020-07-01"^^xsd:date . }""",
    ),
    "an outright standing without a day stays": (
        """graph:d { membership:a a pact:Membership . }
        passage:d_0-1 { membership:a pact:status membership-status:member . }""",
        """graph:d { membership:a a pact:Membership . }
        passage:d_0-1 { membership:a pact:status membership-status:member . }""",
    ),
    "the days of an event are a plan in the document that calls it planned": (
        """graph:d { event:a a pact:Event ; rdfs:label "A"@en . }
        passage:d_0-1 { event:a pact:status event-status:planned ; pact:kind event-kind:founding ;
            pact:concerns alliance:l . }
        passage:d_2-3 { event:a pact:latest "2020-12-31"^^xsd:date . }
        passage:e_0-1 { event:a pact:latest "2021-02-03"^^xsd:date . }
        graph:e { alliance:l a pact:Alliance . }""",
        """graph:d { event:a a pact:Event ; rdfs:label "A"@en .
            plan:a a pact:Plan ; rdfs:label "Plan: A"@en . }
        passage:d_0-1 { plan:a pact:plans event:a . event:a pact:kind event-kind:founding ;
            pact:concerns alliance:l ; pact:changes alliance:l . }
        passage:d_2-3 { plan:a pact:plans event:a ; pact:latest "2020-12-31"^^xsd:date . }
        passage:e_0-1 { event:a pact:latest "2021-02-03"^^xsd:date . }
        graph:e { alliance:l a pact:Alliance . }""",
    ),
    "an event planned for no time stays planned": (
        "passage:d_0-1 { event:a pact:status event-status:planned . }",
        "passage:d_0-1 { event:a pact:status event-status:planned . }",
    ),
    "a due day is a plan, and its outcome that of the plan": (
        """graph:d { commitment:a a pact:Commitment ; rdfs:label "A"@en . }
        passage:d_0-1 { commitment:a pact:latest "2020-12-31"^^xsd:date . }
        graph:outcomes { outcome:a a pact:Outcome ; pact:announcement commitment:a ;
            pact:latest "2020-12-01"^^xsd:date ; pact:fulfilment fulfilment:partly . }""",
        """graph:d { commitment:a a pact:Commitment ; rdfs:label "A"@en .
            plan:a a pact:Plan ; rdfs:label "Plan: A"@en . }
        passage:d_0-1 { plan:a pact:plans commitment:a ; pact:latest "2020-12-31"^^xsd:date . }
        graph:outcomes { outcome:a a pact:Outcome ; pact:announcement plan:a ;
            pact:fulfilment fulfilment:partly . }""",
    ),
    "the days of a body are its plan where it is announced, and its founding where it is established": (
        """graph:d { body:a a pact:Body ; rdfs:label "A"@en . body:b a pact:Body ; rdfs:label "B"@en . }
        passage:d_0-1 { body:a pact:existence existence:announced ; pact:latest "2020-12-31"^^xsd:date . }
        passage:d_2-3 { body:b pact:existence existence:established ;
            pact:latest "2020-06-30"^^xsd:date . }""",
        """graph:d { body:a a pact:Body ; rdfs:label "A"@en . body:b a pact:Body ; rdfs:label "B"@en .
            plan:a a pact:Plan ; rdfs:label "Plan: A"@en .
            event:founding-b a pact:Event ; rdfs:label "Founding: B"@en . }
        passage:d_0-1 { body:a pact:existence existence:announced .
            plan:a pact:plans body:a ; pact:latest "2020-12-31"^^xsd:date . }
        passage:d_2-3 { body:b pact:existence existence:established . event:founding-b pact:changes body:b ;
            pact:kind event-kind:founding ; pact:latest "2020-06-30"^^xsd:date . }""",
    ),
    "the days of an agreement are those of the signatures beside it, else of its conclusion": (
        """graph:d { agreement:a a pact:Agreement ; rdfs:label "A"@en . }
        passage:d_0-1 { agreement:a pact:latest "2020-12-31"^^xsd:date .
            signature:a pact:signs agreement:a ; pact:latest "2020-12-31"^^xsd:date . }
        passage:d_2-3 { agreement:a pact:latest "2020-12-31"^^xsd:date . }""",
        """graph:d { agreement:a a pact:Agreement ; rdfs:label "A"@en .
            event:conclusion-a a pact:Event ; rdfs:label "Conclusion: A"@en . }
        passage:d_0-1 { signature:a pact:signs agreement:a ; pact:latest "2020-12-31"^^xsd:date . }
        passage:d_2-3 { event:conclusion-a pact:changes agreement:a ; pact:kind event-kind:conclusion ;
            pact:latest "2020-12-31"^^xsd:date . }""",
    ),
    "the occasion of a signing is a change": (
        """graph:d { agreement:a a pact:Agreement . }
        passage:d_0-1 { agreement:a pact:occasion event:a . event:a pact:kind event-kind:signing . }""",
        """graph:d { agreement:a a pact:Agreement . }
        passage:d_0-1 { agreement:a pact:occasion event:a .
            event:a pact:kind event-kind:signing ; pact:changes agreement:a . }""",
    ),
}


@pytest.fixture(scope="module")
def head() -> str:
    prefixes: Prefixes = Workspace.open(ROOT).prefixes
    return "".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items())


def quads(text: str) -> set[Quad]:
    return set(parse(input=text.encode(), format=RdfFormat.TRIG))


def migrated(before: set[Quad]) -> set[Quad]:
    store = Store()
    store.extend(before)
    store.update(UPDATE)
    return set(store)


@pytest.mark.parametrize("case", CASES)
def test_data_of_0_1_0_are_carried_over(case: str, head: str) -> None:
    before, after = (quads(f"{head} graph:records {{ {RECORDS} }} {text}") for text in CASES[case])
    assert migrated(before) == after
    assert migrated(after) == after


def test_data_of_0_2_0_stay_as_they_are(small_world: Path) -> None:
    """Nor does the world, which has every branch of the model, hold anything of what is carried over."""
    dataset = Workspace.open(small_world).dataset
    data = (quad for file, each in dataset.quads_of.items() if file.layer != "vocabulary" for quad in each)
    store = Store()
    store.extend(quad for quad in data if not isinstance(quad.graph_name, DefaultGraph))
    before = set(store)
    store.update(UPDATE)
    assert {quad for quad in set(store) ^ before if "changes" not in quad.predicate.value} == set()
