"""The relations that tie partners, and the kinds of things that they tie."""

from __future__ import annotations

from typing import NamedTuple

from ..model.namespaces import CONCEPT, PACT, SKOS
from .phrases import Phrase, phrase

ORG = "http://www.w3.org/ns/org#"
DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"

KINDS = {
    PACT + "Agreement": "agreement",
    PACT + "Alliance": "alliance",
    PACT + "Body": "body",
    PACT + "Commitment": "commitment",
    PACT + "Event": "event",
    PACT + "Asset": "asset",
    PACT + "Region": "region",
    PACT + "Government": "government",
    FOAF + "Person": "person",
    ORG + "Post": "post",
    ORG + "Organization": "organisation",
    FOAF + "Group": "group",
    PACT + "Country": "country",
    PACT + "Place": "place",
    "http://data.europa.eu/eli/ontology#LegalResource": "law",
    SKOS + "Concept": "concept",
    PACT + "Membership": "membership",
    PACT + "OfficeHolding": "holding",
    PACT + "Signature": "signature",
    PACT + "Period": "period",
    PACT + "Plan": "plan",
}
"""Classes whose records take part in partnerships, with the word for their kind; the first counts where a
thing is of several."""

MEETING_POINTS = ("agreement", "alliance", "body", "commitment", "event", "asset")
"""Kinds of things at which partners meet, the closest kind of tie first."""

MARKS = frozenset({"concept", "country", "place", "law", "thing"})
"""Kinds of things that say what others are about or where they are: two that share one are not thereby
partners, so a path may end there, and passes through only where it is asked to."""

BETWEEN = frozenset({"membership", "holding", "signature", "period", "plan"})
"""Kinds of records that stand for a tie or its time, and are no things to trace to."""

RELATIONS = {
    PACT + "party": "party",
    PACT + "providesFor": "provides-for",
    PACT + "sector": "sector",
    PACT + "madeUnder": "made-under",
    PACT + "committer": "committer",
    PACT + "towards": "towards",
    PACT + "carriedOutBy": "carried-out-by",
    PACT + "concerns": "concerns",
    PACT + "changes": "concerns",
    PACT + "bringsIn": "brings-in",
    PACT + "broughtBy": "brought-by",
    PACT + "serves": "serves",
    PACT + "setUpBy": "set-up-by",
    PACT + "coordinates": "coordinates",
    PACT + "participant": "participant",
    PACT + "host": "host",
    PACT + "initiatedBy": "initiated-by",
    PACT + "modelledOn": "modelled-on",
    PACT + "occasion": "occasion",
    PACT + "country": "country",
    PACT + "place": "place",
    DCTERMS + "references": "references",
    ORG + "hasMember": "has-member",
    ORG + "memberOf": "member-of",
    ORG + "postIn": "post-in",
}
"""Properties that tie their subject to their object, with the name of the relation."""

NAMED = RELATIONS | {PACT + name: name for name in ("involves", "touches")}
"""Properties that have words: those that tie, and those that sum up what others say."""

STANDINGS = {
    CONCEPT + "membership-status/invited": "member-to-be",
    CONCEPT + "membership-status/signatory-of-intent": "member-to-be",
    CONCEPT + "membership-status/founding-member": "member",
    CONCEPT + "membership-status/member": "member",
    CONCEPT + "membership-status/left": "member-once",
}
"""What a membership of each status is: held, still to come, or past. Another one is `membership`."""

MAKING = frozenset(
    f"{CONCEPT}event-kind/{kind}"
    for kind in ("conclusion", "signing", "founding", "entry-into-force", "provisional-application")
)
"""Kinds of changes by which agreements, alliances and bodies come to be."""

ANNOUNCED = CONCEPT + "existence/announced"
"""The existence of an alliance or body that is still to come."""

FACTS = {
    PACT + "earliest": "earliest",
    PACT + "latest": "latest",
    PACT + "beginEarliest": "begin-earliest",
    PACT + "beginLatest": "begin-latest",
    PACT + "endEarliest": "end-earliest",
    PACT + "endLatest": "end-latest",
    PACT + "kind": "kind",
    PACT + "stage": "stage",
    PACT + "bindingness": "bindingness",
    PACT + "existence": "existence",
    PACT + "status": "status",
    PACT + "strength": "strength",
    PACT + "progress": "progress",
    PACT + "involves": "involves",
    PACT + "touches": "touches",
}
"""Properties whose values say how a meeting point or a tie stands and when, whom it involves, and which
sectors it touches."""

PARTS = {
    PACT + "signs": "signs",
    PACT + "signedBy": "signed-by",
    PACT + "post": "post",
    ORG + "member": "member",
    ORG + "organization": "organisation",
    PACT + "governs": "governs",
    PACT + "actsFor": "acts-for",
    PACT + "changes": "changes",
    PACT + "plan": "plan",
    PACT + "stateOf": "state-of",
    PACT + "holds": "value",
    SKOS + "broader": "broader",
}
"""Properties of which ties and the network are put together."""


class Standing(NamedTuple):
    """How firmly a membership stands: its relation, and whether it is held."""

    relation: str
    held: bool | None


def standing(status: str | None) -> Standing:
    """What a membership status means; `held` is None where it is not known."""
    relation = STANDINGS.get(status or "", "membership")
    return Standing(relation, None if relation == "membership" else relation == "member")


def relation_words(language: str) -> dict[str, Phrase]:
    """How each property in `NAMED` reads, by IRI, in one of `phrases.LANGUAGES`."""
    return {iri: phrase(relation, language) for iri, relation in NAMED.items()}
