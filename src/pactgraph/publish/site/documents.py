"""Documents: their passages with what the words of each support, and the text where it may be published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import pairwise
from typing import NamedTuple

from ...rdf.namespaces import PACT
from .fact import Fact
from .page_values import Shown, Spoken, TableRow, in_short, shown, tag
from .site_view import END, PASSAGE_OF, PREMISE, START, TYPE
from .telling import Teller, fact_item
from .toolkit import Maker, Toolkit

INFERENCE, DIGEST = PACT + "inference", PACT + "digest"
_IN_WORDS = frozenset({TYPE, PASSAGE_OF, START, END, DIGEST, INFERENCE, PREMISE})


class Told(NamedTuple):
    """A passage: its place in the page, its offsets in words, what its words support, on which inference from
    which passages, the digest of its text, and further facts about it."""

    id: str
    where: str
    statements: list[Spoken]
    inference: list[Shown]
    premises: list[Shown]
    digest: str
    more: list[TableRow]


def passage_sections(teller: Teller, passages: Iterable[str]) -> list[Told]:
    """Some passages of a document, in order."""
    return [_told(teller, passage) for passage in passages]


def _told(teller: Teller, passage: str) -> Told:
    view, say = teller.view, teller.say
    start, end = view.spans[passage]
    facts = view.of[passage]
    more = [
        TableRow(
            teller.name(fact.property), [teller.entry((fact,), teller.value(fact.value), numbered=False)]
        )
        for fact in facts
        if fact.property not in _IN_WORDS
    ]
    digest = view.text(passage, DIGEST) or ""
    return Told(
        f"p{start}-{end}",
        say("characters", start, end),
        _spoken(teller, view.stated.get(passage, ())),
        [teller.name(node) for node in view.nodes(passage, INFERENCE)],
        [_premise(teller, node) for node in view.nodes(passage, PREMISE)],
        say("digest", shown(digest[:12])) if digest else "",
        more,
    )


def _premise(teller: Teller, passage: str) -> Shown:
    span = teller.view.spans.get(passage)
    name = teller.name(passage)
    return name._replace(text=teller.say("characters", *span), language="") if span else name


def _spoken(teller: Teller, facts: Iterable[Fact]) -> list[Spoken]:
    by_subject: dict[str, list[Fact]] = {}
    for fact in facts:  # by subject already, and by value
        by_subject.setdefault(fact.subject, []).append(fact)
    found = []
    for subject, told in by_subject.items():
        items = teller.ordered([fact_item(fact, subject) for fact in told])
        rows = teller.rows(items, numbered=False)
        found.append(Spoken(teller.name(subject), rows))
    return found


class Piece(NamedTuple):
    """A stretch of a text, and the link to the shortest passage that covers it."""

    text: str
    link: str
    depth: int


def text_link(site: Toolkit, teller: Teller, document: str) -> str:
    """The link to a document's text, where it is published."""
    return teller.link(f"{site.view.page[document]}text/") if _text(site, document) is not None else ""


def text_pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """A page with the text of each document whose text is to be published, its passages marked."""
    if site.material.text is None:
        return
    for document in site.view.passages:
        if _text(site, document) is not None:
            for language, prefix in site.each_language():
                path = f"{site.view.page[document]}text/"
                yield prefix + path, partial(_text_page, site, document, language)


def _text(site: Toolkit, document: str) -> str | None:
    if site.material.text is None or document not in site.view.passages:
        return None
    digest = site.view.text(document, DIGEST)
    return site.material.text(digest) if digest else None


def _text_page(site: Toolkit, document: str, language: str) -> bytes:
    home = site.view.page[document]
    path = f"{home}text/"
    teller = site.teller(language, path)
    label = site.view.label(document, language)
    frame = site.frame(teller, path, f"{label.text}: {teller.say('text')}", section="/document/")
    return site.render(
        "text.html",
        teller,
        frame,
        name=Shown(shown(in_short(label.text)), tag(label, language)),
        home=teller.link(home),
        text_language=site.view.text(document, "http://purl.org/dc/terms/language") or "",
        pieces=pieces(teller, document, _text(site, document) or ""),
    )


def pieces(teller: Teller, document: str, text: str) -> list[Piece]:
    """A text cut at every end of a passage; each piece leads to the shortest passage that holds it."""
    view = teller.view
    spans = [(view.spans[passage], passage) for passage in view.passages[document]]
    spans = [(span, passage) for span, passage in spans if span[1] <= len(text)]
    cuts = sorted({0, len(text), *(place for span, _ in spans for place in span)})
    found = []
    open_: list[tuple[int, int, int, str]] = []
    following = iter(sorted((start, end, passage) for (start, end), passage in spans))
    upcoming = next(following, None)
    for first, last in pairwise(cuts):
        while upcoming is not None and upcoming[0] <= first:
            start, end, passage = upcoming
            open_.append((end - start, start, end, passage))
            upcoming = next(following, None)
        open_ = [each for each in open_ if each[2] > first]
        shortest = min(open_, default=None)
        link = teller.link(view.passage_place(shortest[3])) if shortest else ""
        found.append(Piece(shown(text[first:last]), link, min(len(open_), 3)))
    return found
