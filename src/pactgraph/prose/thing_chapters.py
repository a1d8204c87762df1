"""Chapters on who says what of a thing: announcements, disagreements, names as printed, documents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pyoxigraph import NamedNode

from ..query.evidence.statements import describe_sources, slug_of
from ..query.stored.questions import Row
from .outline import Entry
from .tie_words import node
from .tie_words import text as said
from .view import PRINTED, ChapterView, tagged

MOST_PASSAGES = 3
"""How many passages of one document are told where lists are cut."""


def announced(view: ChapterView) -> Iterator[Entry]:
    """What is announced or planned, or was, and what became of it."""
    things: dict[NamedNode, list[Row]] = {}
    for row in view.announcements():
        if thing := node(row["thing"]):
            things.setdefault(thing, []).append(row)
    if not things:
        return

    def tell(thing: NamedNode) -> Entry:
        states = {state for row in things[thing] if (state := node(row["state"]))}
        times = dict.fromkeys((said(row["earliest"]), said(row["latest"])) for row in things[thing])
        due = [view.texts.say("planned", view.texts.period(*time)) for time in times if any(time)]
        outcomes = view.outcomes(thing) or [Entry(view.texts.say("no-outcome"), "outcome")]
        text = "; ".join([view.words.thing(thing), view.names(states), *due])
        return Entry(text, "announcement", thing, entries=tuple(outcomes))

    yield view.group(
        view.texts.say("known", view.texts.say("announced"), len(things)),
        "announced",
        view.by_name(things),
        tell,
    )


def contents(view: ChapterView) -> Iterator[Entry]:
    """What the words of a passage support."""
    rows = view.questions.ask("said-in", passage=view.near.thing)

    def tell(row: Row) -> Entry:
        subject, property_, value = row["subject"], row["property"], row["value"]
        if not isinstance(subject, NamedNode) or not isinstance(property_, NamedNode) or value is None:
            raise TypeError("said-in gives no statement")
        text = view.texts.told(
            f"{view.words.thing(subject)}, {view.words.label(property_)}", view.words.thing(value)
        )
        return Entry(text, "statement", subject, rejected=said(row["stands"]) != "true")

    if rows:
        view.words.learn(row[column] for row in rows for column in ("subject", "property", "value"))
        yield view.group(view.texts.say("stated"), "stated", rows, tell)


def disagreements(view: ChapterView) -> Iterator[Entry]:
    """What sources disagree on: each value with who tells it, and how it was decided."""
    slots: dict[tuple[NamedNode, NamedNode], list[Row]] = {}
    for row in view.questions.ask("disagreements", thing=view.near.thing):
        subject, property_ = node(row["subject"]), node(row["property"])
        if subject and property_:
            slots.setdefault((subject, property_), []).append(row)
    if not slots:
        return
    view.words.learn(
        row[column] for rows in slots.values() for row in rows for column in ("subject", "property")
    )

    def tell(slot: tuple[NamedNode, NamedNode]) -> Entry:
        found: dict[tuple[str, str, str], list[Row]] = {}
        for row in slots[slot]:
            why = " ".join(filter(None, (said(row["decided"]), said(row["reason"]))))
            found.setdefault((str(row["value"]), said(row["outcome"]), why), []).append(row)
        view.words.learn(row["value"] for row in slots[slot])
        graphs = {graph for row in slots[slot] if (graph := node(row["source"]))}
        known = describe_sources(view.questions.engine, graphs)
        entries = []
        for (_, outcome, why), rows in found.items():
            value = rows[0]["value"]
            told = view.texts.told(view.words.thing(value), view.texts.say(outcome)) if value else outcome
            sources = {known[graph] for row in rows if (graph := node(row["source"]))}
            entries.append(
                Entry(
                    f"{told}. {why}" if why else told,
                    "value",
                    node(value),
                    tuple(sorted(sources, key=lambda source: source.order)),
                    facts=(("outcome", outcome),),
                )
            )
        text = f"{view.words.thing(slot[0])}, {view.words.label(slot[1])}"
        return Entry(text, "disagreement", slot[0], entries=tuple(entries))

    heading = view.texts.say("known", view.texts.say("disagreements"), len(slots))
    yield view.group(heading, "disagreements", list(slots), tell)


def printed(view: ChapterView) -> Iterator[Entry]:
    """The names under which documents print the thing, with where."""
    names: dict[str, list[Row]] = {}
    for row in _evidence(view):
        if row["property"] == PRINTED and row["subject"] == view.near.thing:
            names.setdefault(tagged(row["value"]), []).append(row)

    def tell(name: str) -> Entry:
        value = names[name][0]["value"]
        sources = view.passages([(view.near.thing, PRINTED, value)] if value is not None else [])
        return Entry(name, "name", None, sources)

    if names:
        order = sorted(names, key=lambda name: (-len(names[name]), name))
        values = (names[name][0]["value"] for name in view.cut(order))
        view.sources.told((view.near.thing, PRINTED, value) for value in values if value is not None)
        yield view.group(view.texts.say("known", view.texts.say("named"), len(names)), "named", order, tell)


def links(view: ChapterView) -> Iterator[Entry]:
    """Other things whose statements have the thing as their value, and those tied to it that have no chapter
    of their own."""
    subjects: dict[str, dict[NamedNode, None]] = {}
    for end in view.near.by_class().get(None, []):
        subjects.setdefault(view.relation(view.near.ties[end]), {})[end] = None
    for row in view.questions.ask("linked-from", thing=view.near.thing):
        subject, property_ = node(row["subject"]), node(row["property"])
        if subject and property_ and subject not in view.near.records:
            subjects.setdefault(_back(view, property_), {})[subject] = None
    if subjects:
        groups = [
            view.group(
                words,
                "links",
                view.by_name(found),
                lambda subject: Entry(view.words.thing(subject), "link", subject),
            )
            for words, found in subjects.items()
        ]
        yield Entry(view.texts.say("links"), "links", entries=tuple(groups))


def accounts(view: ChapterView) -> Iterator[Entry]:
    """What each document says of the thing, passage by passage."""
    told: dict[NamedNode, dict[tuple[int, int], list[Row]]] = {}
    for row in _evidence(view):
        if document := node(row["document"]):
            span = int(said(row["start"])), int(said(row["end"]))
            told.setdefault(document, {}).setdefault(span, []).append(row)
    if not told:
        return
    rejected = {
        (row["subject"], row["property"], row["value"], row["source"])
        for row in view.questions.ask("disagreements", thing=view.near.thing)
        if said(row["outcome"]) == "rejected"
    }

    def statement(row: Row) -> Entry:
        key = (row["subject"], row["property"], row["value"], row["passage"])
        return Entry(_sentence(view, row), "statement", rejected=key in rejected)

    documents = sorted(told, key=lambda iri: iri.value)
    spans = {document: sorted(told[document]) for document in documents}
    rows = [
        row
        for document in view.cut(documents)
        for span in view.cut(spans[document], MOST_PASSAGES)
        for row in told[document][span]
    ]
    view.words.learn(row[column] for row in rows for column in ("subject", "property", "value"))
    graphs = {graph for row in rows if (graph := node(row["passage"]))}
    known = describe_sources(view.questions.engine, graphs)

    def tell(document: NamedNode) -> Entry:
        def passage(span: tuple[int, int]) -> Entry:
            graph = node(told[document][span][0]["passage"])
            group = view.group(
                f"{span[0]}-{span[1]}", "passage", told[document][span], statement, graph, most=MOST_PASSAGES
            )
            return replace(group, sources=(known[graph],) if graph else ())

        text = view.texts.told(slug_of(document), view.words.label(document))
        return view.group(text, "document", spans[document], passage, document, most=MOST_PASSAGES)

    view.words.learn(told)
    heading = view.texts.say("known", view.texts.say("accounts"), len(told))
    yield view.group(heading, "accounts", documents, tell)


def _sentence(view: ChapterView, row: Row) -> str:
    property_, subject, value = node(row["property"]), row["subject"], row["value"]
    if property_ is None or subject is None or value is None:
        raise TypeError("evidence gives no statement")
    name = view.words.label(property_)
    if subject == view.near.thing:
        return view.texts.told(name, view.words.thing(value))
    thing = view.words.thing(subject)
    if view.words.has_phrase(property_, back=True) and subject not in view.near.records:
        return view.texts.told(view.words.phrase(property_).back, thing)
    return f"{view.texts.say('as', name)} {thing}"


def _back(view: ChapterView, property_: NamedNode) -> str:
    """How a property reads from its value to its subject."""
    if view.words.has_phrase(property_, back=True):
        return view.words.phrase(property_).back
    return view.texts.say("as", view.words.label(property_))


def _evidence(view: ChapterView) -> list[Row]:
    return view.questions.ask("evidence", thing=view.near.thing)
