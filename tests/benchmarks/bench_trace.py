"""Times paths between regions in memory against the same question as a SPARQL property path.

    python tests/benchmarks/bench_trace.py [--regions N] [--agreements N] [--seed S]

The network is invented: agreements of mostly two, some of up to thirteen regions, each with two sectors and a
commitment; one region stands apart. Prints a line for each step, in milliseconds of processor time, the
median of five, with the collector of cycles set as the command sets it.
"""

from __future__ import annotations

import argparse
import gc
import random
import time
from collections.abc import Callable
from itertools import islice
from statistics import median

from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad, Store

from pactgraph.model.namespaces import CONCEPT, PACT, RDF, SKOS, XSD, passage_iri, record
from pactgraph.model.prefixes import Prefixes
from pactgraph.query.engines.engine import Engine
from pactgraph.query.engines.oxigraph import OxigraphEngine
from pactgraph.query.network.landscape import read_landscape
from pactgraph.query.network.limits import Limits, Sieve
from pactgraph.query.network.ties import Ties, read_ties
from pactgraph.query.network.trace import Path, Tracer
from pactgraph.query.telling.itinerary import Guide

TYPE = NamedNode(RDF + "type")
DATE = NamedNode(XSD + "date")
STRENGTHS = ("aspire", "explore", "intend", "decide", "done")
TOLD = 8


def world(regions: int, agreements: int, seed: int) -> Store:
    """A store with the network; the last region has no agreement."""
    chance = random.Random(seed)
    places = [record("region", f"region-{n}") for n in range(regions)]
    weights = [1 / (1 + n) ** 0.5 for n in range(regions - 1)]
    sectors = [NamedNode(f"{CONCEPT}sector/sector-{n}") for n in range(40)]
    quads: list[Quad] = []

    def say(subject: NamedNode, property_: str, value: NamedNode | Literal, graph: NamedNode) -> None:
        predicate = NamedNode(property_)
        quads.append(Quad(subject, predicate, value, graph))
        quads.append(Quad(subject, predicate, value, DefaultGraph()))

    register = NamedNode("https://w3id.org/pactgraph/graph/regions")
    for place, strength in enumerate(STRENGTHS, 1):
        say(
            NamedNode(f"{CONCEPT}strength/{strength}"),
            SKOS + "inScheme",
            NamedNode(CONCEPT + "strength"),
            register,
        )
        say(NamedNode(f"{CONCEPT}strength/{strength}"), SKOS + "notation", Literal(place), register)
    for region in places:
        say(region, TYPE.value, NamedNode(PACT + "Region"), register)
    for sector in sectors:
        say(sector, TYPE.value, NamedNode(SKOS + "Concept"), register)
    for number in range(agreements):
        size = 2 if chance.random() < 0.8 else chance.randint(3, 13)
        parties = list(dict.fromkeys(chance.choices(places[:-1], weights, k=size)))
        agreement = record("agreement", f"agreement-{number}")
        commitment = record("commitment", f"commitment-{number}")
        passage = passage_iri(f"document-{number}", 0, 99)
        document = record("document", f"document-{number}")
        day = Literal(f"{chance.randint(1990, 2025)}-0{chance.randint(1, 9)}-15", datatype=DATE)
        say(passage, PACT + "passageOf", document, register)
        for thing, class_ in ((agreement, "Agreement"), (commitment, "Commitment")):
            say(thing, TYPE.value, NamedNode(PACT + class_), passage)
            for sector in chance.sample(sectors, 2):
                say(thing, PACT + "sector", sector, passage)
        for name in ("earliest", "latest"):
            say(agreement, PACT + name, day, passage)
            say(document, PACT + name, day, passage)
        say(commitment, PACT + "madeUnder", agreement, passage)
        say(
            commitment, PACT + "strength", NamedNode(f"{CONCEPT}strength/{chance.choice(STRENGTHS)}"), passage
        )
        for party in parties:
            say(agreement, PACT + "party", party, passage)
            say(commitment, PACT + "committer", party, passage)
    store = Store()
    store.bulk_extend(quads)
    return store


def timed(what: str, run: Callable[[], object], times: int = 5) -> None:
    """Runs something several times and prints the median and what it gave."""
    took, result = [], None
    for _ in range(times):
        start = time.process_time()
        result = run()
        took.append((time.process_time() - start) * 1000)
    print(f"{median(took):9.1f} ms  {what}: {result}")


def first(
    engine: Engine, ties: Ties, start: NamedNode, goal: NamedNode, limits: Limits, **asked: bool
) -> list[Path]:
    """The paths that a reader is told."""
    tracer = Tracer(ties, Sieve.open(engine, ties, limits))
    return list(islice(tracer.paths(start, goal, **asked), TOLD + 1))


def main() -> None:
    """The script."""
    parser = argparse.ArgumentParser(description="Times paths in memory against SPARQL property paths.")
    parser.add_argument("--regions", type=int, default=1000, metavar="N")
    parser.add_argument("--agreements", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    asked = parser.parse_args()
    gc.set_threshold(50_000)
    store = world(asked.regions, asked.agreements, asked.seed)
    engine = OxigraphEngine(store)
    print(f"{asked.regions} regions, {asked.agreements} agreements, {len(store)} quads")
    timed("the network read (part of loading)", lambda: f"{len(read_ties(engine).all)} ties", 3)
    ties = read_ties(engine)
    timed("its adjacency (part of loading)", lambda: len(ties.neighbours), 1)
    near, far = record("region", "region-0"), record("region", f"region-{asked.regions - 2}")
    last, apart = (
        record("region", f"region-{asked.regions - 3}"),
        record("region", f"region-{asked.regions - 1}"),
    )
    sector = NamedNode(f"{CONCEPT}sector/sector-3")
    for what, start, goal, limits in (
        ("two regions at the centre", near, record("region", "region-1"), Limits()),
        ("two at the rim", far, last, Limits()),
        ("a region and a sector", far, sector, Limits()),
        ("two at the rim, in one sector", far, last, Limits(sector=sector)),
        ("two at the rim, 2010 to 2020", far, last, Limits(since="2010-01-01", until="2020-12-31")),
        ("two at the rim, decided", far, last, Limits(strength=NamedNode(f"{CONCEPT}strength/decide"))),
        ("one that stands apart", far, apart, Limits()),
    ):
        timed(
            f"trace, {what}",
            lambda start=start, goal=goal, limits=limits: [  # type: ignore[misc]
                len(path.hops) for path in first(engine, ties, start, goal, limits)
            ],
        )
    timed(
        "trace, every path of up to 4 hops",
        lambda: sum(1 for _ in Tracer(ties, Sieve(ties, Limits(), {})).paths(far, last, 4, every=True)),
        1,
    )
    guide = Guide(engine, ties, Prefixes({}), "en")
    paths = first(engine, ties, far, last, Limits())
    timed("the paths of two at the rim in words, with passages", lambda: len(guide.tell(paths)))
    timed("what pictures show", lambda: len(read_landscape(engine).papers), 1)
    party = f"<{PACT}party>"
    for what, goal in (("two at the rim", last), ("one that stands apart", apart)):
        timed(
            f"SPARQL property path, {what}: whether there is one",
            lambda goal=goal: engine.ask(f"ASK {{ {far} (^{party}/{party})+ {goal} }}"),  # type: ignore[misc]
            3,
        )
    steps = " . ".join(f"?a{n} {party} ?r{n} , ?r{n + 1}" for n in range(2))
    joined = steps.replace("?r0", str(far)).replace("?r2", str(last))
    timed(
        "SPARQL joins, two at the rim: the paths of 4 hops",
        lambda: len(engine.select(f"SELECT ?a0 ?r1 ?a1 WHERE {{ {joined} }}").rows),
        3,
    )


if __name__ == "__main__":
    main()
