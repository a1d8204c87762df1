"""Times SHACL validation here and with pySHACL on made-up records.

    python tests/benchmarks/bench_shacl.py 10000 100000 [--pyshacl 10000] [--sparql] [--seed 1]

The data is of about the given numbers of triples; one record in fifty has a fault. The shapes are 16 node
shapes with 83 property shapes; `--sparql` adds six `sh:sparql`. pySHACL runs up to the size `--pyshacl` only.
Prints seconds of processor time, parsing and loading included, and how many results each found: pySHACL finds
fewer, as it says nothing where an ill-formed date cannot be compared (SHACL 4.5.4).
"""

from __future__ import annotations

import argparse
import logging
import random
import resource
import time
from collections.abc import Callable, Iterator

from pyoxigraph import RdfFormat, parse

from pactgraph.check.shacl import DataGraph, compile_shapes

PREFIXES = """
@prefix e: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<http://example.org/> sh:declare [ sh:prefix "e" ; sh:namespace "http://example.org/"^^xsd:anyURI ] .
"""
KINDS = 16
# One property of each sort; every kind of record has the first five and one or none of the others.
PROPERTIES = {
    "label": "sh:minCount 1 ; sh:uniqueLang true ; sh:languageIn ( 'en' 'de' )",
    "start": "sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:date ; sh:lessThanOrEquals e:end",
    "end": "sh:maxCount 1 ; sh:datatype xsd:date",
    "next": "sh:minCount 1 ; sh:nodeKind sh:IRI ; sh:class e:Record",
    "code": 'sh:minCount 1 ; sh:pattern "^[A-Z]{2}[0-9]+$" ; sh:minLength 3 ; sh:maxLength 12',
}

QUERIES = [
    "$this e:start ?value ; e:end ?end . FILTER(?value > ?end)",
    "$this e:next ?value . FILTER NOT EXISTS { ?value e:label ?label }",
    "$this e:next ?value . ?value e:next $this .",
    "$this e:code ?value . ?other e:code ?value . FILTER(?other != $this)",
    "$this e:size ?value . FILTER(?value < 0)",
    "OPTIONAL { $this e:label ?label FILTER(lang(?label) = 'en') } FILTER(!bound(?label))",
]


def shapes(*, sparql: bool) -> str:
    """The shapes graph in Turtle."""
    lines = [PREFIXES]
    for kind in range(KINDS):
        names = [*PROPERTIES, *(["size"] if kind < 3 else [])]
        lines.append(f"e:s{kind} a sh:NodeShape ; sh:targetClass e:K{kind} ; sh:node e:Named ;")
        lines.append("  sh:property " + " , ".join(f"e:s{kind}-{name}" for name in names) + " ;")
        if sparql and kind < len(QUERIES):
            value = "?value" if "?value" in QUERIES[kind] else ""
            query = f"SELECT DISTINCT $this {value} WHERE {{ {QUERIES[kind]} }}"
            lines.append(f'  sh:sparql [ sh:prefixes <http://example.org/> ; sh:select "{query}" ] ;')
        lines.append("  .")
        for name in names:
            constraints = PROPERTIES.get(
                name, "sh:or ( [ sh:datatype xsd:integer ] [ sh:datatype xsd:decimal ] )"
            )
            lines.append(f"e:s{kind}-{name} a sh:PropertyShape ; sh:path e:{name} ; {constraints} .")
    lines.append("e:Named a sh:NodeShape ; sh:property [ sh:path e:label ; sh:qualifiedMinCount 1 ;")
    lines.append("  sh:qualifiedValueShape [ sh:languageIn ( 'en' ) ] ] .")
    return "\n".join(lines)


def data(quads: int, seed: int) -> Iterator[str]:
    """Lines of N-Triples, about `quads` of them."""
    made, count, base = random.Random(seed), quads // 9, "http://example.org/"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    for kind in range(KINDS):
        yield f"<{base}K{kind}> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <{base}Record> ."
    for at in range(count):
        me, broken = f"<{base}r{at}>", made.random() < 0.02 and made.randrange(7)
        year, end = made.randint(1990, 2020), made.randint(2021, 2030)
        yield f"{me} <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{base}K{at % KINDS}> ."
        yield f'{me} <{base}label> "Record {at}"@en .'
        yield f'{me} <{base}label> "Eintrag {at}"@{"en" if broken == 1 else "de"} .'
        yield f'{me} <{base}start> "{year}-0{at % 9 + 1}-{"40" if broken == 2 else "11"}"^^<{xsd}date> .'
        yield f'{me} <{base}end> "{1980 if broken == 3 else end}-01-01"^^<{xsd}date> .'
        yield f"{me} <{base}next> <{base}{'none' if broken == 4 else 'r'}{made.randrange(count)}> ."
        yield f"{me} <{base}next> <{base}r{made.randrange(count)}> ."
        yield f'{me} <{base}code> "{"de" if broken == 5 else "DE"}{at}" .'
        yield f'{me} <{base}size> "{-1 if broken == 6 else made.randint(0, 99)}"^^<{xsd}integer> .'


def here(lines: str, shapes_text: str) -> int:
    """Number of results of this package."""
    compiled = compile_shapes(quad.triple for quad in parse(shapes_text, format=RdfFormat.TURTLE))
    triples = (quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
    return len(compiled.validate(DataGraph(triples)))


def pyshacl(lines: str, shapes_text: str) -> int:
    """Number of results of pySHACL."""
    import pyshacl as validator
    import rdflib

    logging.getLogger("rdflib.term").setLevel(logging.CRITICAL)  # it logs each ill-formed literal at length

    graphs = (
        rdflib.Graph().parse(data=lines, format="nt"),
        rdflib.Graph().parse(data=shapes_text, format="turtle"),
    )
    _, report, _ = validator.validate(graphs[0], shacl_graph=graphs[1])
    assert isinstance(report, rdflib.Graph)
    return len(set(report.objects(None, rdflib.URIRef("http://www.w3.org/ns/shacl#result"))))


def main() -> None:
    """Runs the sizes asked for and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--pyshacl", type=int, default=10_000, metavar="SIZE")
    parser.add_argument("--sparql", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    shapes_text = shapes(sparql=options.sparql)
    validators: list[tuple[str, Callable[[str, str], int], float]]
    validators = [("pactgraph", here, float("inf")), ("pySHACL", pyshacl, options.pyshacl)]
    print(f"{'triples':>10} {'validator':>10} {'seconds':>9} {'results':>8} {'peak MB':>8}")
    for size in options.sizes:
        lines = "\n".join(data(size, options.seed)) + "\n"
        for name, run, most in validators:
            if size > most:
                continue
            start = time.process_time()
            found = run(lines, shapes_text)
            seconds = time.process_time() - start
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{size:>10} {name:>10} {seconds:>9.2f} {found:>8} {peak:>8}", flush=True)


if __name__ == "__main__":
    main()
