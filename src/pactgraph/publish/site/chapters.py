"""The chapters of a thing's page: its partners and sectors, its states over time, what is stated of it, what
it is tied to by class, what points to it; in parts that fit a page each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode, Triple

from ...rdf.layout import natural
from ...rdf.namespaces import PACT, SKOS
from .fact import Fact, is_told, value_order
from .page_values import ListEntry, Section, Shown, TableRow, by_name
from .site_rows import TieRow
from .site_view import HOLDS, PASSAGE_OF, PERIOD, STATE_OF, STATES, PageSubject, SiteView
from .telling import LONGEST, NAMES, TEXTS, Item, Teller, fact_item
from .toolkit import Toolkit
from .wording import Wording

MOST = 600
"""The weight of the facts of one part of a page: see `Item.weight`."""

MOST_NAMES, MOST_TEXTS, LONGEST_NAME = 24, 6, 300
"""Names and texts that the head of a page lists; more of them, and longer names, are facts like others."""

SCHEME = SKOS + "inScheme"
_NOT_LINKED = frozenset({PASSAGE_OF, STATE_OF, SCHEME})
"""Properties whose subjects a page tells or lists in another way."""

JOINS, TOUCHES = PACT + "joins", PACT + "touches"


def items_of(site: Toolkit, unit: PageSubject) -> list[Item]:
    """What a page tells of its things but for passages and what its head has: the ties of its thing by the
    class of what it is tied to, facts that no tie tells, and those that have its thing as their value; by
    value. They are found once."""
    found = site.items.get(unit.path)
    if found is None:
        found = site.items[unit.path] = sorted(_items_of(site, unit), key=_by_value)
    return found


def _items_of(site: Toolkit, unit: PageSubject) -> list[Item]:
    view = site.view
    found = list(_ties(site, unit.iri))
    tied = {item.value for item in found}
    told = {id(fact) for item in found for fact in item.facts} | {id(fact) for fact in head_of(site, unit)}
    found += [
        fact_item(fact, "facts" if subject == unit.iri else subject)
        for subject in unit.subjects
        if subject not in view.spans and subject not in view.told_with
        for fact in view.of[subject]
        if id(fact) not in told and (is_told(fact) or (fact.property in view.used and fact.value not in tied))
    ]
    return found + [
        Item("links", fact.property, fact.subject, (fact,), back=True)
        for fact in view.on.get(unit.iri, ())
        if fact.property not in _NOT_LINKED
        and fact.subject not in view.spans
        and fact.subject not in view.told_with
        and is_told(fact)
        and id(fact) not in told
    ]


def _ties(site: Toolkit, iri: str) -> Iterator[Item]:
    """The ties of a thing to things of classes that are shown, a line a thing and relation; of those to one
    thing what is only derived is left out where others are told. Then what it has part in, or who has part
    in it, and what touches it, where no tie says so."""
    view, rows = site.view, site.rows
    ties: dict[str, dict[tuple[str, bool], list[TieRow]]] = {}
    for tie in rows.ties.get(iri, ()):
        if tie.other in rows.class_of:
            ties.setdefault(tie.other, {}).setdefault((tie.relation, tie.back), []).append(tie)
    for other, by_relation in ties.items():
        facts = {key: _said(view, rows.stated(some)) for key, some in by_relation.items()}
        told = [key for key in facts if any(map(is_told, facts[key]))]
        for relation, back in told or facts:
            key = relation, back
            yield Item(group_of(site, other), relation, other, facts[key], back, tuple(by_relation[key]))
    further = [
        *((one.thing, one.partner, one.standing, JOINS) for one in rows.parts.get(iri, ())),
        *((thing, iri, TOUCHES, TOUCHES) for thing in rows.touching.get(iri, ())),
        *((iri, sector, TOUCHES, TOUCHES) for sector in rows.sectors.get(iri, ())),
    ]
    for thing, end, relation, property_ in further:
        back = end == iri
        other = thing if back else end
        if other not in ties and other in rows.class_of:
            ties[other] = {}
            said = _said(view, [Triple(NamedNode(thing), NamedNode(property_), NamedNode(end))])
            yield Item(group_of(site, other), relation, other, said, back)


def group_of(site: Toolkit, iri: str) -> str:
    """What a thing is told under: the scheme of a concept, else its class."""
    return next(iter(site.view.nodes(iri, SCHEME)), site.rows.class_of[iri])


def _said(view: SiteView, triples: Iterable[Triple]) -> tuple[Fact, ...]:
    """The facts of statements, as far as these stand."""
    facts = (view.facts.get(triple) for triple in dict.fromkeys(triples))
    return tuple(fact for fact in facts if fact is not None and fact.accepted)


def head_of(site: Toolkit, unit: PageSubject) -> list[Fact]:
    """The names and texts that the head of a page has: not where they are many or long."""
    found = []
    for properties, most, longest in ((NAMES, MOST_NAMES, LONGEST_NAME), (TEXTS, MOST_TEXTS, LONGEST)):
        facts = [fact for fact in site.view.of.get(unit.iri, ()) if fact.property in properties]
        if len(facts) <= most:
            found += [f for f in facts if isinstance(f.value, Literal) and len(f.value.value) <= longest]
    return found


def part_count(site: Toolkit, unit: PageSubject) -> int:
    """The number of parts of a thing's page, the same in each language."""
    weight = sum(item.weight for item in items_of(site, unit))
    return max(1, -(-weight // MOST)) + len(site.view.parts(unit.iri)) - 1


def split(items: list[Item]) -> list[list[Item]]:
    """The items in parts that fit a page each, in order."""
    found: list[list[Item]] = [[]]
    weight = 0
    for item in items:
        weight += item.weight
        while len(found) <= (weight - 1) // MOST:
            found.append([])
        found[-1].append(item)
    return found


def sections_of(site: Toolkit, unit: PageSubject, teller: Teller, place: int | None) -> list[Section]:
    """What a part of a page tells, in sections; without a place what all parts tell."""
    wording = teller.wording
    items = site.once(
        f"items {teller.language}", unit, lambda: split(_ordered(wording, unit, items_of(site, unit)))
    )
    if place is None:
        mine = [item for part in items for item in part]
    else:
        mine = items[place - 1] if place <= len(items) else []
    found = []
    for key in dict.fromkeys(item.group for item in mine):
        rows = teller.rows([item for item in mine if item.group == key])
        if key in ("facts", "links"):
            found.append(Section(Shown(teller.say(key)), rows))
        elif key in unit.subjects:
            found.append(Section(teller.name(key)._replace(link=""), rows))
        else:
            found.append(Section(Shown(wording.kind(key).plural), rows))
    return found


def _by_value(item: Item) -> tuple[object, ...]:
    return value_order(item.facts[0]) if item.facts else (False, natural(str(item.value)))


def _ordered(wording: Wording, unit: PageSubject, items: list[Item]) -> list[Item]:
    """Items that come by value in the order in which a page tells them: facts of its thing, its ties by
    class, links to it, other subjects."""
    others = {subject: (3, place) for place, subject in enumerate(unit.subjects)}
    groups = {"facts": (0, 0), "links": (2, 0)}
    for item in items:
        if item.group not in groups:
            groups[item.group] = others.get(item.group) or (1, wording.kind(item.group).rank)

    def order(item: Item) -> tuple[object, ...]:
        found = (groups[item.group], item.group, wording.place(item.relation), item.back)
        return (*found, *wording.by_day(str(item.value))) if item.back or item.ties else found

    return sorted(items, key=order)


def partners_of(site: Toolkit, unit: PageSubject, teller: Teller) -> Iterator[Section]:
    """The partners of a page's thing by way, each with the number of things that make them partners; and the
    sectors that what it has part in touches, by class, each with the number of things that do."""
    rows, wording = site.rows, teller.wording
    agent = rows.partner_of.get(unit.iri, unit.iri)
    by = "" if agent == unit.iri else f" ({teller.name(agent).text})"
    ways: dict[str, Counter[str]] = {}
    known = {(row.way, row.partner, row.thing) for row in rows.partners.get(agent, ())}
    for way, partner, _ in known:
        ways.setdefault(way, Counter())[partner] += 1
    if ways:
        told = [
            TableRow(Shown(wording.prose.say(way)), _counted(teller, ways[way]), True) for way in sorted(ways)
        ]
        yield Section(Shown(teller.say("partners") + by), told)
    classes: dict[str, dict[str, int]] = {}
    for touched in rows.touched.get(agent, ()):
        classes.setdefault(touched.class_, {})[touched.sector] = touched.things
    if classes and unit.iri not in rows.points:
        kinds = sorted(map(wording.kind, classes), key=lambda kind: kind.rank)
        told = [
            TableRow(Shown(kind.plural), _counted(teller, classes[kind.iri.value]), True) for kind in kinds
        ]
        yield Section(Shown(teller.say("sectors") + by), told)


def _counted(teller: Teller, numbers: Mapping[str, int]) -> list[ListEntry]:
    """Things by name, each with a number."""
    names = (teller.name(iri)._replace(note=str(number)) for iri, number in numbers.items())
    return list(map(ListEntry, sorted(names, key=by_name)))


def states_of(site: Toolkit, unit: PageSubject, teller: Teller) -> Iterator[Section]:
    """The states of a page's thing over time, where it has any: a row a scheme, the first state first."""
    view = site.view
    periods = [
        fact
        for fact in view.on.get(unit.iri, ())
        if fact.property == STATE_OF and fact.accepted and PERIOD in view.types(fact.subject)
    ]
    rows: dict[str, list[tuple[tuple[str, str], ListEntry]]] = {}
    for fact in periods:
        begin, end = (
            (
                view.text(fact.subject, f"{PACT}{name}Earliest") or "",
                view.text(fact.subject, f"{PACT}{name}Latest") or "",
            )
            for name in ("begin", "end")
        )
        told = teller.span(begin, end)
        for value in view.nodes(fact.subject, HOLDS):
            scheme = next(iter(view.nodes(value, SCHEME)), "")
            entry = teller.entry((fact,), teller.name(value)._replace(note=told))
            rows.setdefault(scheme, []).append(((begin[1], value), entry))
    if rows:
        yield Section(
            Shown(teller.say("states")),
            [
                TableRow(teller.name(scheme), [entry for _, entry in sorted(rows[scheme])])
                for scheme in sorted(rows)
            ],
            STATES,
        )
