"""Search without a server: an index of names in small files, by the letters that words begin with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import NamedTuple
from unicodedata import category, normalize

from ...rdf.namespaces import PACT, SKOS
from .lists import counted
from .page_values import in_short, shown
from .site_view import PageSubject, SiteView
from .toolkit import Maker, Toolkit

MOST_ENTRIES = 250
"""Entries of a file beyond which it is cut by one letter more."""

LONGEST_START = 6
MOST_WORDS = 40
NAMING = (SKOS + "altLabel", PACT + "printedName")
_WORD = re.compile(r"\w+")


class SearchEntry(NamedTuple):
    """An entry of the index: a thing's page, and the words that find it, which are of all languages."""

    unit: PageSubject
    words: tuple[str, ...]


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """`/search/` in each language, and the files of its index."""
    shards = Index(site.view).shards
    for language, prefix in site.each_language():
        yield f"{prefix}/search/", partial(_page, site, shards, language)
        for start, entries in shards.items():
            yield f"{prefix}/search/{file_name(start)}.js", partial(_file, site, start, entries, language)


def words_of(text: str) -> list[str]:
    """The words of a text as they are searched for, without case and accents, as the page's script does."""
    if text.isascii():
        return _WORD.findall(text.lower())
    plain = "".join(c for c in normalize("NFKD", text) if not category(c).startswith("M"))
    return _WORD.findall(plain.lower())


def file_name(start: str) -> str:
    """The name of the file for words that begin so: letters and digits, others by their code."""
    return "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}" for c in start)


class Index:
    """The entries by the letters that words begin with."""

    def __init__(self, view: SiteView) -> None:
        self.shards: dict[str, list[SearchEntry]] = {}
        by_start: dict[str, list[SearchEntry]] = {}
        for entry in _entries(view):
            for start in sorted({word[:2] for word in entry.words}):
                by_start.setdefault(start, []).append(entry)
        for start in sorted(by_start):
            self._cut(start, by_start[start])

    def _cut(self, start: str, entries: list[SearchEntry]) -> None:
        if len(entries) <= MOST_ENTRIES or len(start) >= LONGEST_START:
            self.shards[start] = entries
            return
        further: dict[str, list[SearchEntry]] = {}
        for entry in entries:
            for longer in sorted({w[: len(start) + 1] for w in entry.words if w.startswith(start)}):
                further.setdefault(longer, []).append(entry)
        for longer, some in sorted(further.items()):
            if longer == start:
                self.shards[start] = some
            else:
                self._cut(longer, some)


def _entries(view: SiteView) -> Iterator[SearchEntry]:
    for kind in sorted(view.by_kind):
        for unit in view.by_kind[kind]:
            texts = [one.text for one in view.labels(unit.iri)] or [view.label(unit.iri, "").text]
            for property_ in NAMING:
                texts += [v.value for v in view.values(unit.iri, property_) if not isinstance(v, str)]
            words = dict.fromkeys(w[:40] for text in texts for w in words_of(text[:400]))
            yield SearchEntry(unit, tuple(words)[:MOST_WORDS])


def _file(site: Toolkit, start: str, entries: list[SearchEntry], language: str) -> bytes:
    """The file for words that begin so: a call that hands the entries to the page's script, each with a
    thing's name, link, kind and words."""
    teller = site.teller(language, "/search/")
    rows = [
        [
            shown(in_short(site.view.label(unit.iri, language).text, 200)),
            teller.link(unit.path),
            site.heading(unit.kind, language).text,
            " ".join(words),
        ]
        for unit, words in entries
    ]
    found = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    return f"pactgraph.found({json.dumps(start)},{found})\n".encode()


def _page(site: Toolkit, shards: Iterable[str], language: str) -> bytes:
    teller = site.teller(language, "/search/")
    frame = site.frame(teller, "/search/", teller.say("search"), script=True)
    return site.render(
        "search.html",
        teller,
        frame,
        starts=" ".join(shards),
        lists=counted(site, teller),
    )
