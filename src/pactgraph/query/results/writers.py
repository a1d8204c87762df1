"""The writer of each format of rows in `pactgraph.rdf.formats.TABLES`; tables for a terminal are apart."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ...rdf.table import Table
from .cells import Cells
from .markdown import to_markdown
from .w3c import to_csv, to_json, to_tsv, to_xml

EXACT: Mapping[str, Callable[[Table | bool], str]] = {
    "csv": to_csv,
    "tsv": to_tsv,
    "json": to_json,
    "xml": to_xml,
}
"""Writers of terms as they are."""

IN_WORDS: Mapping[str, Callable[[Table, Cells], str]] = {"markdown": to_markdown}
"""Writers of what a person reads: labels and prefixed names. A truth value is a word in any of them."""
