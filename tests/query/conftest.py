"""A tiny workspace: two and a half regions, an agreement, a sector tree and one rejected statement."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyoxigraph import Store

from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.naming.names import Names
from pactgraph.workspace.workspace import Workspace

PREFIXES = {
    "agreement": "https://w3id.org/pactgraph/id/agreement/",
    "code": "https://w3id.org/pactgraph/id/code/",
    "commitment": "https://w3id.org/pactgraph/id/commitment/",
    "government": "https://w3id.org/pactgraph/id/government/",
    "pact": "https://w3id.org/pactgraph/def#",
    "passage": "https://w3id.org/pactgraph/id/passage/",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "region": "https://w3id.org/pactgraph/id/region/",
    "scheme": "https://w3id.org/pactgraph/concept/",
    "sector": "https://w3id.org/pactgraph/concept/sector/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "adms": "http://www.w3.org/ns/adms#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "sh": "http://www.w3.org/ns/shacl#",
}

ONTOLOGY = """
pact:Region a owl:Class ; rdfs:label "region"@en .
pact:OfficeHolding a owl:Class .
"""

SECTORS = """
scheme:sector a skos:ConceptScheme ; skos:prefLabel "Sectors"@en .
sector:energy skos:prefLabel "Energy"@en , "Energie"@de ; skos:inScheme scheme:sector .
sector:hydrogen skos:prefLabel "Hydrogen"@en ; skos:inScheme scheme:sector ; skos:broader sector:energy .
sector:chips skos:prefLabel "Chips"@en ; skos:inScheme scheme:sector .
"""

REGIONS = """
region:northmark a pact:Region ; rdfs:label "Northmark"@en , "Nordmark"@de , "Marche-du-Nord"@fr ;
    skos:altLabel "The March"@en ; skos:exactMatch wd:Q900001 ;
    adms:identifier code:nuts-xx1 , code:iso-xx-nm .
region:southmark a pact:Region ; rdfs:label "Southmark"@en ; skos:altLabel "The March"@en .
region:eastmark a pact:Region ; rdfs:label "Östmark"@de .
government:northmark rdfs:label "Government of Northmark"@en .
code:nuts-xx1 skos:notation "XX1" .
code:iso-xx-nm skos:notation "XX-NM" .
"""

DOCUMENT = """
agreement:accord a pact:Agreement ; rdfs:label "The Accord"@en .
commitment:wind rdfs:label "Wind power"@en .
commitment:talks rdfs:label "Talks"@en .
passage:paper_0-9 a pact:Passage .
passage:paper_10-19 a pact:Passage .
passage:paper_0-9 {
    agreement:accord pact:party region:northmark , region:southmark ; pact:earliest "2023-02-28"^^xsd:date .
    region:northmark pact:printedName "Mark of the North"@en .
}
passage:paper_10-19 {
    commitment:wind pact:madeUnder agreement:accord ; pact:sector sector:hydrogen .
    commitment:talks pact:madeUnder agreement:accord .
}
"""

QUERIES = {
    "lookup/parties.rq": """\
#+ summary: Who takes part in an agreement with a region?
#+ description: One row for each agreement and party.
#+ tags: [agreements, lookup]
#+ x-pactgraph:
#+   id: parties
#+   params:
#+     region: {class: pact:Region, required: true, doc: a region that takes part}
#+     on: {type: date, doc: the day of the agreement}
#+   columns: {agreement: the agreement, party: who takes part}
#+   examples: ["--region northmark"]
#+   answers: [1]
PREFIX pact: <https://w3id.org/pactgraph/def#>
SELECT ?agreement ?party WHERE {
  ?agreement pact:party ?_region_iri , ?party ; pact:earliest ?day .
  BIND(?__on_xsd_date AS ?wanted)
  FILTER(!BOUND(?wanted) || ?day = ?wanted)
}
ORDER BY ?agreement ?party
""",
    "lookup/commitments.rq": """\
#+ summary: Which commitments are there in a sector?
#+ tags: [commitments]
#+ x-pactgraph:
#+   params: {sector: {scheme: sector, doc: a sector}}
#+   lists: [sectors]
PREFIX pact: <https://w3id.org/pactgraph/def#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?commitment ("b | a" AS ?sectors) WHERE {
  ?commitment pact:madeUnder ?agreement .
  BIND(?__sector_iri AS ?wanted)
  FILTER(!BOUND(?wanted) || EXISTS { ?commitment pact:sector/skos:broader* ?wanted })
}
ORDER BY ?commitment
""",
    "links/graph.rq": """\
#+ summary: Which links does the agreement make?
#+ tags: [links]
PREFIX pact: <https://w3id.org/pactgraph/def#>
CONSTRUCT { ?agreement pact:party ?party } WHERE { ?agreement pact:party ?party }
""",
}


def write_workspace(root: Path) -> Path:
    """The tiny workspace in `root`."""
    lines = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in PREFIXES.items())
    declared = "".join(
        f'<http://p/{prefix}> sh:prefix "{prefix}" ; sh:namespace "{iri}" .\n'
        for prefix, iri in PREFIXES.items()
    )
    files = {
        "ontology/prefixes.ttl": lines + declared,
        "ontology/pactgraph.ttl": lines + ONTOLOGY,
        "ontology/schemes/sector.ttl": lines + SECTORS,
        "data/registers/regions.ttl": lines + REGIONS,
        "data/documents/paper.trig": lines + DOCUMENT,
        **{f"queries/{name}": text for name, text in QUERIES.items()},
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="session")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """The tiny workspace, opened."""
    return Workspace.open(write_workspace(tmp_path_factory.mktemp("tiny")))


@pytest.fixture(scope="session")
def store(workspace: Workspace) -> Store:
    """The tiny workspace's dataset."""
    return workspace.store


@pytest.fixture(scope="session")
def engine(store: Store) -> OxigraphEngine:
    """The embedded engine over the tiny workspace."""
    return OxigraphEngine(store)


@pytest.fixture
def names(engine: OxigraphEngine, workspace: Workspace) -> Names:
    """Names of the tiny workspace, in English."""
    return Names(engine, workspace.prefixes)
