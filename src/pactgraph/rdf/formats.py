"""The formats in which answers and datasets are written: what each is called, and by which suffixes of a file
it is known. Options, choices by suffix and messages read them here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Format(NamedTuple):
    """The suffixes of a format's files, the usual one first, and whether it holds named graphs."""

    suffixes: tuple[str, ...]
    graphs: bool = False


RDF: Mapping[str, Format] = {
    "turtle": Format((".ttl",)),
    "trig": Format((".trig",), graphs=True),
    "nt": Format((".nt",)),
    "nq": Format((".nq",), graphs=True),
    "jsonld": Format((".jsonld",), graphs=True),
    "rdfxml": Format((".rdf", ".xml")),
}
"""Formats of statements; `pactgraph.publish.export` has a writer for each."""

TABLES: Mapping[str, Format] = {
    "table": Format((".txt",)),
    "csv": Format((".csv",)),
    "tsv": Format((".tsv",)),
    "json": Format((".json", ".srj")),
    "xml": Format((".xml", ".srx")),
    "markdown": Format((".md",)),
}
"""Formats of rows; `pactgraph.query.results.writers` has a writer for each but the table for a terminal."""


def by_suffix(formats: Mapping[str, Format]) -> dict[str, str]:
    """The name of the format that each suffix stands for."""
    return {suffix: name for name, form in formats.items() for suffix in form.suffixes}
