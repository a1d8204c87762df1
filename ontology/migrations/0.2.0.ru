# Carries a workspace of version 0.1.0 over to the model of time of version 0.2.0, as far as that can be done
# mechanically. It runs over a dataset in which each passage and each file is a named graph; the default graph is
# empty. No passage gets empty, and no record loses its IRI, but for memberships that become one.
#
# What a person must do afterwards, with the texts at hand:
# - Days of an agreement become those of a conclusion, whose value is "agreed". Where the words speak of signing,
#   move them to the signatures (or to an event of the kind signing), and delete the conclusion.
# - An event planned in one document and held in another under two IRIs is one event: rename one of the two.
# - An event that lasted (a visit of days, a year of culture) has pact:beginEarliest, beginLatest, endEarliest and
#   endLatest in place of pact:earliest and latest.
# - A membership with the standing "left" is better told as the end of the period before, or as a withdrawal.
# - What carries a commitment out is an event of the kind completion that pact:changes the commitment, or
#   pact:progress in words. Then delete outcomes that the law computes (came true, came late): only failed,
#   partly and not held stay in the curation.
# - Delete decisions that were only needed because a later state was a conflict; say "later" where the order of
#   two documents is unknown.
# - Passages that only attested a holding or a membership now say who held what: delete inferences and premises
#   that were needed for the day alone.
# - Classes and properties of your own, in files of ontology/, are shown in words and order where these say so:
#   pact:rank, pact:plural and a role for a class; pact:ties (and pact:involves), pact:phrase and pact:backPhrase for
#   a property; pact:phase for a state. `pactgraph validate` names what is missing.
# - Give plans, periods, conclusions and foundings names of your own, and say with pact:actsFor for which
#   territory a government of several acts.

PREFIX adms: <http://www.w3.org/ns/adms#>
PREFIX event-kind: <https://w3id.org/pactgraph/concept/event-kind/>
PREFIX event-status: <https://w3id.org/pactgraph/concept/event-status/>
PREFIX existence: <https://w3id.org/pactgraph/concept/existence/>
PREFIX org: <http://www.w3.org/ns/org#>
PREFIX owl: <http://www.w3.org/2002/07/owl#>
PREFIX pact: <https://w3id.org/pactgraph/def#>
PREFIX progress: <https://w3id.org/pactgraph/concept/progress/>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX stage: <https://w3id.org/pactgraph/concept/stage/>
PREFIX strength: <https://w3id.org/pactgraph/concept/strength/>

# 1. What was put as carried out is progress, not strength.
DELETE { GRAPH ?g { ?commitment pact:strength strength:done } }
INSERT { GRAPH ?g { ?commitment pact:progress progress:done } }
WHERE { GRAPH ?g { ?commitment pact:strength strength:done } } ;

# 2. A day on which a document shows a holding or a membership is the day on which it speaks: the passage says
#    who holds what instead.
DELETE { GRAPH ?passage { ?thing pact:attested ?day } }
INSERT { GRAPH ?passage { ?thing ?property ?value } }
WHERE {
    GRAPH ?passage { ?thing pact:attested ?day }
    OPTIONAL {
        VALUES ?property { pact:post pact:status org:member org:organization }
        GRAPH ?other { ?thing ?property ?value }
    }
} ;

# 3. Holdings and codes carry the bounds of their one stretch themselves.
DELETE { GRAPH ?g { ?thing pact:since ?day } }
INSERT { GRAPH ?g { ?thing pact:beginEarliest ?day ; pact:beginLatest ?day } }
WHERE {
    GRAPH ?g { ?thing pact:since ?day }
    GRAPH ?file { ?thing a ?class }
    FILTER(?class IN (pact:OfficeHolding, adms:Identifier))
} ;
DELETE { GRAPH ?g { ?thing pact:until ?day } }
INSERT { GRAPH ?g { ?thing pact:endEarliest ?day ; pact:endLatest ?day } }
WHERE {
    GRAPH ?g { ?thing pact:until ?day }
    GRAPH ?file { ?thing a ?class }
    FILTER(?class IN (pact:OfficeHolding, adms:Identifier))
} ;

# 4. A membership with days is told by a period of its standing.
INSERT { GRAPH ?file { ?period a pact:Period ; rdfs:label ?label } }
WHERE {
    { SELECT DISTINCT ?membership WHERE { GRAPH ?g { ?membership pact:since|pact:until ?day } } }
    GRAPH ?file { ?membership a pact:Membership ; rdfs:label ?name }
    BIND(IRI(REPLACE(STR(?membership), "/membership/", "/period/")) AS ?period)
    BIND(STRLANG(CONCAT("Period: ", ?name), LANG(?name)) AS ?label)
} ;
DELETE { GRAPH ?g { ?membership pact:status ?standing } }
INSERT { GRAPH ?g { ?period pact:stateOf ?membership ; pact:holds ?standing } }
WHERE {
    GRAPH ?g { ?membership pact:status ?standing }
    BIND(IRI(REPLACE(STR(?membership), "/membership/", "/period/")) AS ?period)
    GRAPH ?file { ?period a pact:Period }
} ;
DELETE { GRAPH ?g { ?membership pact:since ?day } }
INSERT {
    GRAPH ?g { ?period pact:stateOf ?membership ; pact:holds ?standing ; pact:beginEarliest ?day ; pact:beginLatest ?day }
}
WHERE {
    GRAPH ?g { ?membership pact:since ?day }
    BIND(IRI(REPLACE(STR(?membership), "/membership/", "/period/")) AS ?period)
    OPTIONAL { GRAPH ?other { ?period pact:holds ?standing } }
} ;
DELETE { GRAPH ?g { ?membership pact:until ?day } }
INSERT { GRAPH ?g { ?period pact:stateOf ?membership ; pact:endEarliest ?day ; pact:endLatest ?day } }
WHERE {
    GRAPH ?g { ?membership pact:until ?day }
    BIND(IRI(REPLACE(STR(?membership), "/membership/", "/period/")) AS ?period)
} ;

# 5. An agent has one membership in an alliance or organisation: the first by its IRI stands for the others.
INSERT { GRAPH <urn:x-migration> { ?other owl:sameAs ?first } }
WHERE {
    {
        SELECT DISTINCT ?agent ?organisation ?other
        WHERE {
            GRAPH ?g1 { ?other org:member ?agent }
            GRAPH ?g2 { ?other org:organization ?organisation }
        }
    }
    {
        SELECT ?agent ?organisation (MIN(?membership) AS ?first)
        WHERE {
            GRAPH ?g3 { ?membership org:member ?agent }
            GRAPH ?g4 { ?membership org:organization ?organisation }
        }
        GROUP BY ?agent ?organisation
    }
    FILTER(?other != ?first)
} ;
DELETE { GRAPH ?file { ?other ?property ?value } }
WHERE {
    GRAPH <urn:x-migration> { ?other owl:sameAs ?first }
    GRAPH ?file { ?other a pact:Membership ; ?property ?value }
} ;
DELETE { GRAPH ?g { ?other ?property ?value } }
INSERT { GRAPH ?g { ?first ?property ?value } }
WHERE {
    GRAPH <urn:x-migration> { ?other owl:sameAs ?first }
    GRAPH ?g { ?other ?property ?value }
    FILTER(?g != <urn:x-migration>)
} ;
DELETE { GRAPH ?g { ?subject ?property ?other } }
INSERT { GRAPH ?g { ?subject ?property ?first } }
WHERE {
    GRAPH <urn:x-migration> { ?other owl:sameAs ?first }
    GRAPH ?g { ?subject ?property ?other }
    FILTER(?g != <urn:x-migration>)
} ;
DROP SILENT GRAPH <urn:x-migration> ;

# 6. Days that a document sets for a time to come are those of a plan: of an event that the document calls
#    planned, of a commitment, of an agreement, alliance or body that it calls announced and no more.
INSERT { GRAPH <urn:x-migration> { ?document pact:plans ?thing } }
WHERE {
    {
        GRAPH ?passage { ?thing pact:earliest|pact:latest ?day }
        GRAPH ?file { ?passage pact:passageOf ?document }
        GRAPH ?told { ?thing pact:status event-status:planned }
        GRAPH ?file { ?told pact:passageOf ?document }
    }
    UNION
    {
        GRAPH ?passage { ?thing pact:earliest|pact:latest ?day }
        GRAPH ?file { ?passage pact:passageOf ?document }
        GRAPH ?record { ?thing a pact:Commitment }
    }
    UNION
    {
        VALUES (?property ?announced) { (pact:stage stage:announced) (pact:existence existence:announced) }
        GRAPH ?passage { ?thing pact:earliest|pact:latest ?day }
        GRAPH ?file { ?passage pact:passageOf ?document }
        GRAPH ?told { ?thing ?property ?announced }
        GRAPH ?file { ?told pact:passageOf ?document }
        FILTER NOT EXISTS {
            GRAPH ?later { ?thing ?property ?more }
            GRAPH ?file { ?later pact:passageOf ?document }
            FILTER(?more != ?announced)
        }
    }
} ;
INSERT { GRAPH ?file { ?plan a pact:Plan ; rdfs:label ?label } }
WHERE {
    { SELECT DISTINCT ?thing WHERE { GRAPH <urn:x-migration> { ?document pact:plans ?thing } } }
    GRAPH ?file { ?thing a ?class ; rdfs:label ?name }
    BIND(IRI(REPLACE(STR(?thing), "/id/[a-z]+/", "/id/plan/")) AS ?plan)
    BIND(STRLANG(CONCAT("Plan: ", ?name), LANG(?name)) AS ?label)
} ;
DELETE { GRAPH ?passage { ?thing ?bound ?day } }
INSERT { GRAPH ?passage { ?plan pact:plans ?thing ; ?bound ?day } }
WHERE {
    VALUES ?bound { pact:earliest pact:latest }
    GRAPH <urn:x-migration> { ?document pact:plans ?thing }
    GRAPH ?file { ?passage pact:passageOf ?document }
    GRAPH ?passage { ?thing ?bound ?day }
    BIND(IRI(REPLACE(STR(?thing), "/id/[a-z]+/", "/id/plan/")) AS ?plan)
} ;
DELETE { GRAPH ?passage { ?thing pact:status event-status:planned } }
INSERT { GRAPH ?passage { ?plan pact:plans ?thing } }
WHERE {
    GRAPH <urn:x-migration> { ?document pact:plans ?thing }
    GRAPH ?file { ?passage pact:passageOf ?document }
    GRAPH ?passage { ?thing pact:status event-status:planned }
    BIND(IRI(REPLACE(STR(?thing), "/id/[a-z]+/", "/id/plan/")) AS ?plan)
} ;
DROP SILENT GRAPH <urn:x-migration> ;

# 7. An event of a kind that alters something changes what it concerned, or whose occasion it was.
INSERT { GRAPH ?g { ?event pact:changes ?thing } }
WHERE {
    VALUES (?kind ?class) {
        (event-kind:signing pact:Agreement) (event-kind:founding pact:Alliance) (event-kind:founding pact:Body)
    }
    { GRAPH ?g { ?event pact:concerns ?thing } } UNION { GRAPH ?g { ?thing pact:occasion ?event } }
    GRAPH ?told { ?event pact:kind ?kind }
    GRAPH ?file { ?thing a ?class }
} ;

# 8. An agreement has no days of its own. Where the passage tells them of a signature or of a signing too, they
#    stand there; else they are the days of its conclusion.
DELETE { GRAPH ?passage { ?agreement ?bound ?day } }
WHERE {
    VALUES ?bound { pact:earliest pact:latest }
    GRAPH ?passage { ?agreement ?bound ?day . ?signing ?bound ?day }
    GRAPH ?file { ?agreement a pact:Agreement }
    { GRAPH ?told { ?signing pact:signs ?agreement } } UNION { GRAPH ?told { ?signing pact:changes ?agreement } }
} ;

# 9. Nor has an alliance or a body: the days are those of its founding.
INSERT { GRAPH <urn:x-migration> { ?thing pact:kind ?kind ; pact:changes ?event } }
WHERE {
    VALUES (?class ?kind ?name) {
        (pact:Agreement event-kind:conclusion "conclusion") (pact:Alliance event-kind:founding "founding")
        (pact:Body event-kind:founding "founding")
    }
    { SELECT DISTINCT ?thing WHERE { GRAPH ?passage { ?thing pact:earliest|pact:latest ?day } } }
    GRAPH ?file { ?thing a ?class }
    BIND(IRI(CONCAT("https://w3id.org/pactgraph/id/event/", ?name, "-", REPLACE(STR(?thing), "^.*/", ""))) AS ?event)
} ;
INSERT { GRAPH ?file { ?event a pact:Event ; rdfs:label ?label } }
WHERE {
    GRAPH <urn:x-migration> { ?thing pact:changes ?event ; pact:kind ?kind }
    GRAPH ?file { ?thing a ?class ; rdfs:label ?name }
    BIND(IF(?kind = event-kind:founding, "Founding: ", "Conclusion: ") AS ?what)
    BIND(STRLANG(CONCAT(?what, ?name), LANG(?name)) AS ?label)
} ;
DELETE { GRAPH ?passage { ?thing ?bound ?day } }
INSERT { GRAPH ?passage { ?event pact:changes ?thing ; pact:kind ?kind ; ?bound ?day } }
WHERE {
    VALUES ?bound { pact:earliest pact:latest }
    GRAPH <urn:x-migration> { ?thing pact:changes ?event ; pact:kind ?kind }
    GRAPH ?passage { ?thing ?bound ?day }
} ;
DROP SILENT GRAPH <urn:x-migration> ;

# 10. An outcome is the outcome of a plan, and has no days: what happened has them.
DELETE { GRAPH ?g { ?outcome pact:announcement ?thing } }
INSERT { GRAPH ?g { ?outcome pact:announcement ?plan } }
WHERE {
    GRAPH ?g { ?outcome pact:announcement ?thing }
    BIND(IRI(REPLACE(STR(?thing), "/id/[a-z]+/", "/id/plan/")) AS ?plan)
    FILTER EXISTS { GRAPH ?file { ?plan a pact:Plan } }
} ;
DELETE { GRAPH ?g { ?outcome ?bound ?day } }
WHERE {
    VALUES ?bound { pact:earliest pact:latest }
    GRAPH ?g { ?outcome a pact:Outcome ; ?bound ?day }
}
