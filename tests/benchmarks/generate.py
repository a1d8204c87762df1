"""Writes a workspace of invented documents in the model's form, of any size, with their texts.

    python tests/benchmarks/generate.py DIR --documents N [--seed S]

About 100 quads a document, one graph a passage. Regions lie on all continents; sectors, dates and retellings
are as uneven as in a press archive: a few regions are named all the time, one of them in every tenth release;
later years have more documents; four releases in ten are told more than once, in five languages, and a
retelling that gets something wrong has its decision. The texts, invented too, are in DIR/texts: `pactgraph
verify` finds that every passage holds. The same N and seed give the same bytes. Ontology and queries are the
repository's. Curation has files by year (`decisions-2019.ttl`).

Documents are written one by one: memory hardly grows with N but for one year of curation.
"""

from __future__ import annotations

import argparse
import random
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

from account import Account
from atlas import Atlas, Statement, Terms
from cast import Cast, Casting
from pyoxigraph import NamedNode, Quad, RdfFormat, parse
from stories import Stories

from pactgraph.rdf.prefixes import Prefixes
from pactgraph.rdf.writer import write_trig, write_turtle

REPOSITORY = Path(__file__).parents[2]
_IN_SCHEME = NamedNode("http://www.w3.org/2004/02/skos/core#inScheme")


def generate(folder: Path, documents: int, seed: int = 1) -> Cast:
    """Fills `folder`, which is made where it is missing, with a workspace of `documents` documents.

    Gives what in it is worth asking about.
    """
    ontology = folder / "ontology"
    shutil.copytree(REPOSITORY / "ontology", ontology)
    shutil.copytree(REPOSITORY / "queries", folder / "queries")
    prefixes = Prefixes.from_triples(
        q.triple for q in parse(path=ontology / "prefixes.ttl", format=RdfFormat.TURTLE)
    )
    sectors = sorted(
        prefixes.curie(str(quad.subject.value))
        for quad in parse(path=ontology / "schemes" / "sector.ttl", format=RdfFormat.TURTLE)
        if quad.predicate == _IN_SCHEME and isinstance(quad.subject, NamedNode)
    )
    chance = random.Random(seed)
    chance.shuffle(sectors)
    atlas = Atlas(documents, chance)
    terms = Terms(prefixes)
    for name in ("registers", "documents", "curation"):
        (folder / "data" / name).mkdir(parents=True)
    (folder / "texts").mkdir()
    for stem, statements in atlas.registers():
        _write(folder / "data" / "registers" / f"{stem}.ttl", statements, terms, prefixes)
    year = 0
    pending: dict[str, list[Statement]] = {}
    stories, casting = Stories(atlas, sectors, documents, chance), Casting()
    for release in stories.releases():
        casting.count(release)
        if release.day.year != year:
            _curation(folder, year, pending, terms, prefixes)
            year, pending = release.day.year, {}
        for account in release.accounts:
            _put(folder / "texts" / f"{account.slug}.txt", account.text)
            data = write_trig(_quads(account, terms), prefixes)
            _put(folder / "data" / "documents" / f"{account.slug}.trig", data)
        for stem, statements in release.curation.items():
            pending.setdefault(stem, []).extend(statements)
    _curation(folder, year, pending, terms, prefixes)
    return casting.cast(stories)


def _quads(account: Account, terms: Terms) -> Iterable[Quad]:
    for statement in account.outside:
        triple = terms.triple(statement)
        yield Quad(triple.subject, triple.predicate, triple.object)
    for name, statements in account.passages:
        graph = terms.iri(name)
        for statement in statements:
            triple = terms.triple(statement)
            yield Quad(triple.subject, triple.predicate, triple.object, graph)


def _curation(
    folder: Path, year: int, pending: dict[str, list[Statement]], terms: Terms, prefixes: Prefixes
) -> None:
    for stem, statements in pending.items():
        if statements:
            _write(folder / "data" / "curation" / f"{stem}-{year}.ttl", statements, terms, prefixes)


def _write(path: Path, statements: list[Statement], terms: Terms, prefixes: Prefixes) -> None:
    _put(path, write_turtle(map(terms.triple, statements), prefixes))


def _put(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def main() -> None:
    """The script: 0 done, 2 for a folder that is not empty."""
    parser = argparse.ArgumentParser(description="Writes a workspace of invented documents.")
    parser.add_argument("folder", type=Path, metavar="DIR")
    parser.add_argument("--documents", type=int, required=True, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="S")
    asked = parser.parse_args()
    if asked.documents < 1:
        parser.error("--documents takes a number from 1")
    if asked.folder.exists() and (not asked.folder.is_dir() or any(asked.folder.iterdir())):
        parser.error(f"{asked.folder} is there already: name a folder that is empty or missing")
    cast = generate(asked.folder, asked.documents, asked.seed)
    print(f"{asked.documents} documents in {asked.folder}; most are about {cast.busiest}", file=sys.stderr)


if __name__ == "__main__":
    main()
