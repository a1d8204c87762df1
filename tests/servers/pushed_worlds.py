"""A dataset of a few files to push, and an edit of it that touches each kind of them."""

from __future__ import annotations

REGISTER = """
region:a rdfs:label "A"@en , "Ä\\n\\"quoted\\" \\\\"@de ; pact:start 007 ; pact:open "1"^^xsd:boolean ;
    pact:note "\\\\u0041 \\\\u0022 \\\\U00000022 \\u0001 \\U0001F600 \\t" .
region:b rdfs:label "B"@en .
"""
FIRST = """
region:a pact:note "first" .
passage:x_0-5 { region:a pact:country region:c . region:b pact:country region:c . }
passage:x_5-9 { region:a pact:country region:d . }
"""
SECOND = """
region:b pact:note "second" .
passage:y_0-5 { region:a pact:country region:c . region:b pact:since "2023-09-06"^^xsd:date . }
"""
DECISION = """
decision:one rdf:subject region:a ; rdf:predicate pact:country ; rdf:object region:d ;
    pact:judgement judgement:rejected .
"""
WORLD = {
    "registers/regions.ttl": REGISTER,
    "documents/x.trig": FIRST,
    "documents/y.trig": SECOND,
    "curation/decisions.ttl": DECISION,
}
EDITED = {
    "registers/regions.ttl": REGISTER,
    "documents/x.trig": FIRST.replace("region:c", "region:e"),
    "documents/z.trig": SECOND.replace("passage:y", "passage:z"),
    "curation/decisions.ttl": DECISION.replace("region:d", "region:e"),
}
