"""Search without a server: an index of names in small files, by the letters that words begin with."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import category, normalize

from ...model.namespaces import PACT, SKOS
from .lists import counted, heading
from .telling import in_short, shown

if TYPE_CHECKING:
    from .site import Maker, Site

MOST_ENTRIES = 250
"""Entries of a file beyond which it is cut by one letter more."""

LONGEST_START = 6
MOST_WORDS = 40
NAMING = (SKOS + "altLabel", PACT + "printedName")
_WORD = re.compile(r"\w+")


class Found(NamedTuple):
    """An entry of the index: a thing's path, what it is called, its kind, and the words that find it."""

    path: str
    label: str
    kind: str
    words: tuple[str, ...]


def pages(site: Site) -> Iterator[tuple[str, Maker]]:
    """`/search/` in each language, and the files of its index."""
    for language, prefix in site.each_language():
        index = Index(site, language)
        yield f"{prefix}/search/", partial(_page, site, index, language)
        for start in index.shards:
            yield f"{prefix}/search/{file_name(start)}.js", partial(index.file, start)


def words_of(text: str) -> list[str]:
    """The words of a text as they are searched for, without case and accents, as the page's script does."""
    plain = "".join(c for c in normalize("NFKD", text) if not category(c).startswith("M"))
    return _WORD.findall(plain.lower())


def file_name(start: str) -> str:
    """The name of the file for words that begin so: letters and digits, others by their code."""
    return "".join(c if c.isascii() and c.isalnum() else f"-{ord(c):x}" for c in start)


class Index:
    """The index of one language."""

    def __init__(self, site: Site, language: str) -> None:
        self._site = site
        self._language = language
        self.shards: dict[str, list[Found]] = {}
        by_start: dict[str, list[Found]] = {}
        for entry in self._entries():
            for start in sorted({word[:2] for word in entry.words}):
                by_start.setdefault(start, []).append(entry)
        for start in sorted(by_start):
            self._cut(start, by_start[start])

    def _entries(self) -> Iterator[Found]:
        view, language = self._site.view, self._language
        for kind in sorted(view.by_kind):
            name = heading(self._site, kind, language).text
            for unit in view.by_kind[kind]:
                label = view.label(unit.iri, language)
                texts = [one.text for one in view.labels(unit.iri)] or [label.text]
                for property_ in NAMING:
                    texts += [
                        value.value
                        for value in view.values(unit.iri, property_)
                        if not isinstance(value, str)
                    ]
                words = dict.fromkeys(w[:40] for text in texts for w in words_of(text[:400]))
                yield Found(unit.path, shown(in_short(label.text, 200)), name, tuple(words)[:MOST_WORDS])

    def _cut(self, start: str, entries: list[Found]) -> None:
        if len(entries) <= MOST_ENTRIES or len(start) >= LONGEST_START:
            self.shards[start] = entries
            return
        further: dict[str, list[Found]] = {}
        for entry in entries:
            for longer in sorted({w[: len(start) + 1] for w in entry.words if w.startswith(start)}):
                further.setdefault(longer, []).append(entry)
        for longer, some in sorted(further.items()):
            if longer == start:
                self.shards[start] = some
            else:
                self._cut(longer, some)

    def file(self, start: str) -> bytes:
        """The file for words that begin so: a call that hands the entries to the page's script."""
        here = self._site.settings.prefix(self._language) + "/search/"
        prefix = self._site.settings.prefix(self._language)
        rows = [
            [
                entry.label,
                self._site.linker.link(here, prefix + entry.path),
                entry.kind,
                " ".join(entry.words),
            ]
            for entry in self.shards[start]
        ]
        found = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
        return f"pactgraph.found({json.dumps(start)},{found})\n".encode()


def _page(site: Site, index: Index, language: str) -> bytes:
    teller = site.teller(language, "/search/")
    frame = site.frame(teller, "/search/", teller.words("search"), script=True)
    return site.render(
        "search.html",
        teller,
        frame,
        starts=" ".join(index.shards),
        lists=counted(site, teller),
    )
