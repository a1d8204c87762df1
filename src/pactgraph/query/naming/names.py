"""From what a person types to the thing that is meant: slug, prefixed name, IRI, code, Wikidata id, label."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple
from unicodedata import category, normalize
from unicodedata import name as name_of

from pyoxigraph import Literal, NamedNode

from ...rdf.fault import Fault
from ...rdf.namespaces import CONCEPT, PACT, RDFS, RECORD, SKOS, SLUG
from ...rdf.prefixes import Prefixes
from ...rdf.printable import visible
from ..engines.engine import Engine
from ..nearest import distance
from ..sparql.binding import BindingFault, serialise
from ..sparql.values_block import listed
from .labels import all_labels, labels
from .within import Within

_TIERS = {
    RDFS + "label": 0,
    SKOS + "prefLabel": 0,
    SKOS + "altLabel": 1,
    PACT + "printedName": 2,
}
"""Naming properties; a name of a lower tier wins over one of a higher."""

_WIKIDATA = re.compile(r"(?:wd:)?(Q[1-9][0-9]*)", re.IGNORECASE)
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ./-]{0,39}")
_LOOKS_LIKE_IRI = re.compile(r"<.*>|[A-Za-z][A-Za-z0-9+.-]*://.*|[Uu][Rr][Nn]:.*")
MOST_CANDIDATES = 10
LONGEST_NAME = 500

_ONE_WORD = re.compile(r"\w[\w./@+-]*")
_MARKS = frozenset({"Mn", "Mc", "Me"})
_ACCENTED = ("LATIN", "GREEK", "CYRILLIC")
Form = Callable[[str], str]
"""The form of a name in which it is compared: `fold`, or as it is written."""


class Thing(NamedTuple):
    """Something a name can mean: its IRI, its prefixed name and its label in the language asked for."""

    iri: NamedNode
    curie: str
    label: str

    def __str__(self) -> str:
        return f"{self.label} ({self.curie})" if self.label else self.curie


class NameFault(Fault):
    """A name means nothing, or more than one thing; `things` are the near or the possible ones."""

    def __init__(self, message: str, things: tuple[Thing, ...] = ()) -> None:
        super().__init__(message)
        self.things = things


Chosen = Callable[[str, Thing, tuple[Thing, ...]], None]
"""Told when a name is taken to mean one of several things: what was typed, that thing, and the others."""


class _Name(NamedTuple):
    thing: NamedNode
    text: str
    tier: int
    language: str


class Names:
    """Finds things by name through any engine; labels in messages are in `lang`. `chosen` is told when the
    likelier of several things is taken."""

    def __init__(
        self, engine: Engine, prefixes: Prefixes, lang: str = "en", chosen: Chosen | None = None
    ) -> None:
        self._engine = engine
        self.prefixes = prefixes
        self._lang = lang
        self._chosen = chosen
        self._known: dict[Within, list[_Name]] = {}
        self._called: dict[tuple[Within, int, Form], dict[str, set[NamedNode]]] = {}
        self._folded: dict[Within, list[tuple[_Name, str, str]]] = {}
        self._things: dict[Within, list[Thing]] = {}

    def resolve(self, typed: str, within: Within = Within()) -> NamedNode:  # noqa: B008 - immutable
        """The thing that `typed` means: an IRI, a prefixed name, a slug, a code such as `DED` or `DE-SN`, a
        Wikidata id, or a label in any language. A label that is the same letter by letter wins over those
        that are so without case, accents and punctuation.

        Of several things that go by it, the one is taken that has it as its label, or else the only one that
        takes part in partnerships: the agreement, not the release on it. Raises NameFault where nothing is
        meant, or it is not certain what.
        """
        text = typed.strip()
        if not text or len(text) > LONGEST_NAME:
            raise NameFault(f"write the name of a {within.noun}")
        keyed, nearly = self._by_key(text, within)
        found = (
            keyed or self._by_label(text, within, _written) or nearly or self._by_label(text, within, fold)
        )
        if keyed and len(found) > 1:
            called = all_labels(self._engine, found)
            for form in (_written, fold):
                named = {
                    thing for thing in called if form(text) in {form(each.text) for each in called[thing]}
                }
                if len(named) == 1:
                    found = named
                    break
        if len(found) > 1:
            found = self._likelier(text, found)
        if len(found) == 1:
            return next(iter(found))
        if found:
            raise self._ambiguous(text, found)
        raise self._unknown(text, within)

    def _likelier(self, text: str, found: set[NamedNode]) -> set[NamedNode]:
        """The one of several things that is shown by itself, as its class has a rank; all of them where it is
        not one."""
        partners = {
            thing
            for some in listed(found)
            for (thing,) in self._engine.select(
                f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {some} }} ?thing a/<{PACT}rank> ?rank }}"
            ).rows
        }
        if len(partners) != 1 or not isinstance(taken := partners.pop(), NamedNode):
            return found
        if self._chosen is not None:
            one, *others = sorted(self._told(found), key=lambda thing: thing.iri != taken)
            self._chosen(text, one, tuple(others))
        return {taken}

    def things(self, within: Within) -> list[Thing]:
        """All things within, by label; asked for once."""
        if within not in self._things:
            self._things[within] = self._told({name.thing for name in self._names(within)})
        return self._things[within]

    def curie(self, iri: str) -> str:
        """What to type for a thing: its prefixed name, or its IRI where it has none."""
        return self.prefixes.curie(iri).strip("<>")

    def completions(self, typed: str, within: Within) -> list[tuple[str, str]]:
        """What can complete `typed`: what to type, and the label that explains it. A label of one word in
        which no shell reads anything else completes itself; other things are completed by their slug, or by
        their prefixed name where any thing is meant."""
        start = fold(typed)
        found: dict[str, str] = {}
        for name in sorted(self._names(within), key=self._order):
            curie = self.prefixes.curie(name.thing)
            slug = curie if not (within.classes or within.schemes) else curie.partition(":")[2]
            if slug.startswith(typed) or curie.startswith(typed):
                found.setdefault(slug if slug.startswith(typed) else curie, name.text)
            elif start and (fold(name.text).startswith(start) or name.text.startswith(typed)):
                one_word = name.text.startswith(typed) and _ONE_WORD.fullmatch(name.text)
                found.setdefault(name.text if one_word else slug, name.text)
        return sorted(found.items())

    def _order(self, name: _Name) -> tuple[int, int, str]:
        """Sort key: preferred labels first, and the language asked for, then English, before others."""
        languages = {self._lang: 0, "en": 1, "": 2}
        return (name.tier, languages.get(name.language, 3), name.text)

    def _by_key(self, text: str, within: Within) -> tuple[set[NamedNode], set[NamedNode]]:
        """The things that the text identifies, and those whose code it is in small letters; those outside
        `within` do not count."""
        keys: list[str] = []
        same: list[NamedNode] = []
        bare = text.removeprefix("<").removesuffix(">")
        iri = self._iri(bare) if _LOOKS_LIKE_IRI.fullmatch(text) else self.prefixes.expand(text)
        if iri is not None:
            keys.append(f"VALUES ?thing {{ {serialise(iri)} }} ?thing ?said ?something")
            same.append(iri)
        elif SLUG.fullmatch(text):
            records = " ".join(
                f"<{namespace}{text}>"
                for namespace in self.prefixes.values()
                if namespace.startswith((RECORD, CONCEPT))
            )
            keys.append(f"VALUES ?thing {{ {records} }} ?thing ?said ?something")
        if (wikidata := _WIKIDATA.fullmatch(text)) is not None:
            same.append(NamedNode(f"http://www.wikidata.org/entity/{wikidata[1].upper()}"))
        if same:
            keys.append(
                f"VALUES ?same {{ {' '.join(map(serialise, same))} }} ?thing <{SKOS}exactMatch> ?same"
            )
        if _CODE.fullmatch(text):
            codes = " ".join(serialise(Literal(code)) for code in dict.fromkeys((text, text.upper())))
            keys.append(
                f"VALUES ?code {{ {codes} }} ?identifier <{SKOS}notation> ?code . "
                "?thing <http://www.w3.org/ns/adms#identifier> ?identifier"
            )
        if not keys:
            return set(), set()
        found = self._engine.select(f"SELECT DISTINCT ?thing ?code {{ {{ {' } UNION { '.join(keys)} }} }}")
        keyed, nearly = set[NamedNode](), set[NamedNode]()
        for thing, code in found.rows:
            if isinstance(thing, NamedNode):
                is_other = isinstance(code, Literal) and code.value != text
                (nearly if is_other else keyed).add(thing)
        return self._those(keyed, within), self._those(nearly, within)

    def _those(self, things: set[NamedNode], within: Within) -> set[NamedNode]:
        """Those of the things that are within."""
        groups = within.groups(self._kinds(within)) if things else []
        if not groups:
            return things
        listed = " ".join(sorted(map(serialise, things)))
        found = [
            self._engine.select(f"SELECT DISTINCT ?thing WHERE {{ VALUES ?thing {{ {listed} }} {group} }}")
            for group in groups
        ]
        return {row[0] for table in found for row in table.rows if isinstance(row[0], NamedNode)}

    def _kinds(self, within: Within) -> list[NamedNode]:
        """The classes within and their subclasses. They are asked for apart: Virtuoso 7 has no plan for a
        query that joins a path to VALUES."""
        found = list(within.classes)
        for kind in found:
            narrower = self._engine.select(
                f"SELECT ?class WHERE {{ ?class <{RDFS}subClassOf> {serialise(kind)} }}"
            )
            found += [
                row[0] for row in narrower.rows if isinstance(row[0], NamedNode) and row[0] not in found
            ]
        return found

    def _iri(self, text: str) -> NamedNode | None:
        try:
            iri = NamedNode(text)
            serialise(iri)
        except (ValueError, BindingFault):
            return None
        return iri

    def _by_label(self, text: str, within: Within, form: Form) -> set[NamedNode]:
        """The things whose label has the same form as the text, or else another of their names."""
        wanted = form(text)
        for tier in sorted(set(_TIERS.values())):
            called = self._called.get((within, tier, form))
            if called is None:
                called = self._called[within, tier, form] = {}
                for name in self._names(within):
                    if name.tier == tier:
                        called.setdefault(form(name.text), set()).add(name.thing)
            if wanted in called:
                return set(called[wanted])
        return set()

    def _names(self, within: Within) -> list[_Name]:
        """Every name of every thing within; asked for once."""
        if within not in self._known:
            groups = " } UNION { ".join(within.groups(self._kinds(within)))
            things = f"{{ SELECT DISTINCT ?thing WHERE {{ {{ {groups} }} }} }}" if groups else ""
            properties = " ".join(f"<{iri}>" for iri in _TIERS)
            found = self._engine.select(
                "SELECT DISTINCT ?thing ?property ?name WHERE { "
                f"{things} VALUES ?property {{ {properties} }} ?thing ?property ?name }}"
            )
            self._known[within] = [
                _Name(thing, name.value, _TIERS[property_.value], name.language or "")
                for thing, property_, name in found.rows
                if isinstance(thing, NamedNode)
                and isinstance(property_, NamedNode)
                and isinstance(name, Literal)
            ]
        return self._known[within]

    def _told(self, things: set[NamedNode]) -> list[Thing]:
        called = labels(self._engine, things, self._lang)
        told = [
            Thing(iri, self.prefixes.curie(iri), called[iri].text if iri in called else "") for iri in things
        ]
        return sorted(told, key=lambda thing: (fold(thing.label), thing.curie))

    def _ambiguous(self, text: str, found: set[NamedNode]) -> NameFault:
        things = self._told(found)
        shown = ", ".join(
            f"{thing.curie} ({thing.label})" if thing.label else thing.curie
            for thing in things[:MOST_CANDIDATES]
        )
        more = f" and {len(things) - MOST_CANDIDATES} more" if len(things) > MOST_CANDIDATES else ""
        return NameFault(f"{_quoted(text)} means several things: write one of {shown}{more}", tuple(things))

    def _unknown(self, text: str, within: Within) -> NameFault:
        start = f"no {within.noun} is called {_quoted(text)}"
        near = self._near(text, within)
        if near:
            things = self._told(set(near))
            things.sort(key=lambda thing: near[thing.iri])
            return NameFault(f"{start}; did you mean {' or '.join(map(str, things[:3]))}?", tuple(things[:3]))
        things = self.things(within) if within.classes or within.schemes else []
        if 0 < len(things) <= MOST_CANDIDATES * 2:
            return NameFault(f"{start}; there are: {', '.join(map(str, things))}", tuple(things))
        return NameFault(start)

    def _near(self, text: str, within: Within) -> dict[NamedNode, tuple[int, int]]:
        """Things with a name near the text or that holds all its words, with a rank, lowest first."""
        folded = fold(text)
        limit = max(1, min(3, len(folded) // 3))
        words = set(folded.split())
        ranks: dict[NamedNode, tuple[int, int]] = {}
        if within not in self._folded:
            self._folded[within] = [
                (name, fold(name.text), fold(self.prefixes.curie(name.thing).partition(":")[2]))
                for name in self._names(within)
            ]
        for name, called, slug in self._folded[within]:
            for candidate in {called, slug}:
                score = distance(folded, candidate, limit)
                if score > limit and words and words <= set(candidate.split()):
                    score = limit
                if score <= limit:
                    rank = (score, name.tier)
                    ranks[name.thing] = min(ranks.get(name.thing, rank), rank)
        least = min((rank[0] for rank in ranks.values()), default=0)
        return {thing: rank for thing, rank in ranks.items() if rank[0] <= least + 1}


def fold(text: str) -> str:
    """`text` without case, punctuation, and the accents of Latin, Greek and Cyrillic letters, words apart by
    one space: the form names compare in. Marks on letters of other scripts are vowels or make another letter,
    and stay. A text without letters and digits has itself as its form."""
    letters, has_marks = list[str](), False
    for char in normalize("NFKD", text.casefold()):
        kind = category(char)
        if kind in _MARKS:
            letters.append(char if has_marks else "")
        elif kind != "Cf":
            has_marks = char.isalnum() and not name_of(char, "").startswith(_ACCENTED)
            letters.append(char if char.isalnum() else " ")
    return normalize("NFC", " ".join("".join(letters).split())) or _written(text)


def _written(text: str) -> str:
    """`text` letter by letter: Unicode's normal form C, without white space around."""
    return normalize("NFC", text.strip())


def _quoted(text: str) -> str:
    return f'"{visible(text)}"'
