"""All that the graph says of one thing: who it is, what it is tied to, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from pyoxigraph import NamedNode

from ..query.stored.questions import Questions, Row
from ..rdf.namespaces import CONCEPT, PACT, RDF, SKOS
from ..rdf.table import Term
from ..workspace.rules import Rule
from . import thing_chapters
from .meeting_points import Points
from .neighbours import MEETING_POINT, PARTNER, read_near
from .outline import Entry, Outline
from .sources import Sources
from .texts import Texts
from .tie_words import node
from .tie_words import text as said
from .view import MOST_NAMES, NAMES, ChapterView, tagged
from .words import Words

_TYPE = NamedNode(RDF + "type")
_IN_SCHEME = NamedNode(SKOS + "inScheme")
_STANDS_FOR = NamedNode(PACT + "standsFor")

LONGEST = 2
"""How many times as many entries as of one list a chapter of several lists tells, where lists are cut."""

WAYS = ("bilateral", "joint", "allied")
"""How partners meet, as `partners` has it: each a chapter."""


def show(
    questions: Questions,
    rules: Sequence[Rule],
    thing: NamedNode,
    lang: str,
    *,
    at: str | None = None,
    as_of: str | None = None,
    most: int | None = None,
) -> Outline:
    """The account of a thing; of what may have stood on the day `at` (YYYY-MM-DD) where it is given. Of each
    list no more than `most` entries are told, with how many there are; without it all. `as_of` is the day by
    which all that the engine knows was known, for the title. `rules` are those that made derived statements.

    Raises what `Questions.ask` raises.
    """
    words, sources = Words(questions, lang), Sources(questions.engine, rules)
    about = questions.ask("about", thing=thing)
    partner = next((node(row["value"]) for row in about if row["property"] == _STANDS_FOR), None)
    texts = Texts(words.lang)
    near = read_near(questions, words, thing, partner, {"at": at} if at else {})
    points = Points(questions, words, texts)
    view = ChapterView(questions, words, texts, sources, points, near, at, most)
    words.learn([thing, *near.ties, *near.points, *(row["property"] for row in about)])
    title = words.thing(thing)
    title += f", {texts.say('at', at)}" if at else ""
    title += f", {texts.say('as-known', as_of)}" if as_of else ""
    sections = [
        *_facts(view, about),
        *_classes(view),
        *_partners(view),
        *_sectors(view),
        *thing_chapters.announced(view),
        *thing_chapters.contents(view),
        *thing_chapters.disagreements(view),
        *thing_chapters.printed(view),
        *thing_chapters.links(view),
        *thing_chapters.accounts(view),
    ]
    return Outline(title, (thing,), tuple(_lead(view, about)), tuple(sections))


def _lead(view: ChapterView, about: list[Row]) -> Iterator[Entry]:
    """What kind of thing it is, how it stands, its names, what it is in our words."""
    words, texts = view.words, view.texts
    values = _values(about, derived=True)
    schemes = list(filter(None, map(node, values.get(_IN_SCHEME, []))))
    types = list(filter(None, map(node, values.get(_TYPE, []))))
    if schemes:
        yield Entry(texts.say("listed", view.names(schemes)), "scheme", schemes[0])
    elif types:
        yield Entry(texts.told(words.label(_TYPE), view.names(types)), "type")
    row = view.near.points.get(view.near.thing)
    if row and (summary := view.points.summary(row)):
        sources = view.sources.each(view.questions.statements("meeting-points", row))
        yield Entry(summary, "summary", None, sources)
    if view.near.partner != view.near.thing:
        both = words.label(view.near.thing), words.label(view.near.partner)
        yield Entry(texts.say("one-partner", *both), "partner", view.near.partner)
    names = dict.fromkeys(
        tagged(row["name"]) for row in view.questions.ask("names-of", thing=view.near.thing)
    )
    if names:
        yield Entry(texts.told(texts.say("names"), _some(view, list(names))), "names")
    for property_, remarks in view.remarks(_pairs(about)).items():
        for remark in remarks:
            text = texts.told(words.label(property_), words.thing(remark))
            sources = view.passages([(view.near.thing, property_, remark)])
            passages = tuple(source for source in sources if source.is_passage)
            yield Entry(text, words.curie(property_), None, passages)


def _some(view: ChapterView, names: list[str]) -> str:
    told = view.cut(names, MOST_NAMES)
    listed = ", ".join(told)
    return listed if len(told) == len(names) else view.texts.say("some", listed, len(told), len(names))


def _pairs(about: list[Row], *, derived: bool = False) -> Iterator[tuple[NamedNode, Term]]:
    for row in about:
        property_, value = node(row["property"]), row["value"]
        if property_ is not None and value is not None and (derived or said(row["derived"]) != "true"):
            yield property_, value


def _values(about: list[Row], *, derived: bool) -> dict[NamedNode, list[Term]]:
    found: dict[NamedNode, list[Term]] = {}
    for property_, value in _pairs(about, derived=derived):
        found.setdefault(property_, []).append(value)
    return found


def _facts(view: ChapterView, about: list[Row]) -> Iterator[Entry]:
    """What stands of the thing and no chapter tells; what rules make of it only where the thing has no part
    in the network, for there the chapters tell it."""
    class_ = view.near.classes.get(view.near.thing)
    in_network = class_ is not None and view.words.kind(class_).role is not None
    remarks = view.remarks(_pairs(about))
    facts = {
        property_: values
        for property_, found in _values(about, derived=not in_network).items()
        if property_.value not in NAMES and property_ not in (_TYPE, _IN_SCHEME, *remarks)
        if (values := [value for value in found if not _is_tied(view, property_, value)])
    }

    def tell(property_: NamedNode) -> Entry:
        values = facts[property_]
        listed = _some(view, [view.words.thing(value) for value in values])
        sources = view.sources.each((view.near.thing, property_, value) for value in values)
        return Entry(
            view.texts.told(view.words.label(property_), listed), view.words.curie(property_), None, sources
        )

    view.words.learn(value for values in facts.values() for value in values)
    view.sources.of((view.near.thing, each, value) for each, of in facts.items() for value in of)
    if facts:
        yield view.group(view.texts.say("facts"), "facts", view.by_name(facts), tell, most=len(facts))


def _is_tied(view: ChapterView, property_: NamedNode, value: Term) -> bool:
    """Whether a chapter tells the statement: as a tie of the thing, or of whom its value stands for."""
    if not isinstance(value, NamedNode):
        return False
    ends = (value, view.near.stand_for.get(value, value))
    ties = (tie for end in ends for tie in view.near.ties.get(end, ()))
    return any(onward and row["relation"] == property_ for row, onward in ties)


def _classes(view: ChapterView) -> Iterator[Entry]:
    """A chapter for each class of things that the thing is tied to; where partners meet in it they come
    first."""
    by_class = view.near.by_class()
    own = view.near.classes.get(view.near.thing)
    meets = own is not None and view.words.kind(own).role == MEETING_POINT
    kinds = [view.words.kind(each) for each in by_class if each]
    for kind in sorted(kinds, key=lambda kind: (meets and kind.role != PARTNER, kind.rank)):
        ends = view.by_name(by_class[kind.iri])
        text = view.texts.say("known", kind.plural, len(ends))
        rows = [view.near.points[end] for end in ends if end in view.near.points]
        if any(row["level"] is not None for row in rows):
            groups = _by_strength(view, ends)
        elif any(said(row["earliest"]) for row in rows):
            groups = _by_year(view, ends)
        else:
            yield view.ends(text, kind.several, ends)
            continue
        most = view.most and (
            max(2, LONGEST * view.most // len(groups)) if len(ends) > LONGEST * view.most else view.most
        )
        view.learn(end for group in groups for end in view.cut(group.ends, most))
        told = [view.ends(group.text, group.name, group.ends, group.thing, most=most) for group in groups]
        yield Entry(text, kind.several, kind.iri, entries=tuple(told), count=len(told))


class _Group(NamedTuple):
    """Ends of a class that go together."""

    text: str
    name: str
    ends: list[NamedNode]
    thing: NamedNode | None = None


def _by_strength(view: ChapterView, ends: list[NamedNode]) -> list[_Group]:
    """Commitments, the firmest first."""
    scale = {said(row["level"]): node(row["strength"]) for row in view.questions.ask("strengths")}
    levels: dict[str, list[NamedNode]] = {}
    for end in ends:
        row = view.near.points.get(end)
        levels.setdefault(said(row["level"]) if row else "", []).append(end)
    groups = []
    for level in sorted(levels, key=lambda level: -int(level or 0)):
        strength = scale.get(level)
        text = view.words.label(strength) if strength else view.texts.say("no-strength")
        groups.append(_Group(text, "strength", levels[level], strength))
    return groups


def _by_year(view: ChapterView, ends: list[NamedNode]) -> list[_Group]:
    """What has a date in the order of time, what has none last."""
    years: dict[str, list[tuple[str, NamedNode]]] = {}
    for end in ends:
        row = view.near.points.get(end)
        first, last = (said(row[name]) if row else "" for name in ("earliest", "latest"))
        years.setdefault(first[:4], []).append((first or last, end))
    return [
        _Group(
            year or view.texts.say("undated"),
            "year",
            [end for _, end in sorted(years[year], key=lambda item: item[0])],
        )
        for year in sorted(years, key=lambda year: (not year, year))
    ]


def _partners(view: ChapterView) -> Iterator[Entry]:
    """Who the partners are, by how they meet: in agreements of just the two, in others, in alliances."""
    rows = view.questions.ask("partners", agent=view.near.partner, at=view.at)
    for way in WAYS:
        found = [
            (partner, thing, row)
            for row in rows
            if said(row["way"]) == way and (partner := node(row["partner"])) and (thing := node(row["thing"]))
        ]
        view.words.learn(term for partner, thing, row in found for term in (partner, thing, row["standing"]))
        partners = {partner for partner, _, _ in found}
        if not partners:
            continue
        heading = view.texts.say("known", view.texts.say(way), len(partners))
        by: dict[NamedNode, list[tuple[NamedNode, Row]]] = {}
        for partner, thing, row in found:
            one, other = (partner, thing) if way == WAYS[0] else (thing, partner)
            by.setdefault(one, []).append((other, row))
        order = sorted(by, key=lambda each: (-len(by[each]), view.words.label(each), each.value))
        tell = partial(_by_partner if way == WAYS[0] else _by_thing, view, by)
        yield view.group(heading, way, order, tell)


def _by_partner(
    view: ChapterView, by: dict[NamedNode, list[tuple[NamedNode, Row]]], partner: NamedNode
) -> Entry:
    things = list(dict.fromkeys(thing for thing, _ in by[partner]))
    class_ = view.near.classes.get(partner)
    name = view.words.kind(class_).one if class_ else "thing"
    return view.group(
        view.words.thing(partner),
        name,
        things,
        lambda thing: Entry(view.named(thing), "paper", thing),
        partner,
    )


def _by_thing(view: ChapterView, by: dict[NamedNode, list[tuple[NamedNode, Row]]], thing: NamedNode) -> Entry:
    standings: dict[NamedNode, list[NamedNode]] = {}
    for partner, row in by[thing]:
        if standing := node(row["standing"]):
            standings.setdefault(standing, []).append(partner)
    entries = tuple(
        Entry(_in_standing(view, standing, partners), "with", standing)
        for standing, partners in sorted(standings.items(), key=lambda item: view.words.label(item[0]))
    )
    return Entry(view.named(thing), "paper", thing, entries=entries)


def _in_standing(view: ChapterView, standing: NamedNode, partners: list[NamedNode]) -> str:
    if standing.value.startswith(CONCEPT):
        return view.texts.told(view.words.label(standing), view.names(partners))
    return view.texts.say("others", view.names(partners))


def _sectors(view: ChapterView) -> Iterator[Entry]:
    """Sectors of what the thing has part in, with how many of each class, the most first; not of a day, of
    which the question knows nothing."""
    counts: dict[NamedNode, list[tuple[NamedNode, int]]] = {}
    for row in view.questions.ask("sectors-of", thing=view.near.thing) if view.at is None else ():
        sector, class_ = node(row["sector"]), node(row["class"])
        if sector and class_:
            counts.setdefault(sector, []).append((class_, int(said(row["things"]))))
    view.words.learn(counts)

    def tell(sector: NamedNode) -> Entry:
        found = sorted((view.words.kind(class_), number) for class_, number in counts[sector])
        listed = ", ".join(f"{kind.plural} {number}" for kind, number in found)
        facts = tuple((kind.one, str(number)) for kind, number in found)
        return Entry(view.texts.told(view.words.thing(sector), listed), "sector", sector, facts=facts)

    if counts:
        order = sorted(
            counts, key=lambda each: (-sum(n for _, n in counts[each]), view.words.label(each), each.value)
        )
        heading = view.texts.say("known", view.texts.say("sectors"), len(counts))
        yield view.group(heading, "sectors", order, tell)
