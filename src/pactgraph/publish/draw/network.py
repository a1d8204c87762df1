"""The network in three columns: partners, what they meet in, and sectors. A thing of many partners is one
node with a line to each of them; what belongs to it is counted on its card."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property

from .boxes import Box
from .cards import Card, Link, curves, node
from .dates import read_day, span_in_words
from .drawing import Drawing, DrawnShape, DrawnText, Element, Group, line, rectangle
from .excerpt import MOST_ROWS, MOST_ROWS_NARROW, excerpt
from .landscape import Landscape, Meeting, Phase
from .look import Look, Sign, asked, block_height, cut, heading, known, legend, refusal
from .metrics import ASCENT, clean, fitting, joined, wrap, wrap_notes
from .palette import SERIES
from .stacking import Keys, settled, untangled

MOST_HIGHLIGHTS = 80
"""Things up to which pointing at one brings out its lines."""
MOST_KINDS = 2
"""Kinds of a thing that its card names."""

_DASHES: dict[Phase, str] = {"ahead": " dash", "over": " dots"}


def draw_network(landscape: Landscape, look: Look) -> Drawing:
    """The network of the landscape; around the partner in most things where a column would have more than
    the `excerpt` allows. Raises NothingToDraw."""
    return _Network(landscape, look).drawing()


class _Network:
    def __init__(self, landscape: Landscape, look: Look) -> None:
        self._excerpt = excerpt(landscape, MOST_ROWS_NARROW if look.narrow else MOST_ROWS)
        self._look = look
        self._texts = look.texts
        self._all, self._shown = self._excerpt.near, self._excerpt.shown
        if not self._shown.meetings:
            raise refusal(
                landscape,
                "no partner in anything",
                "ask for another partner or sector, for more time, or for all",
            )
        self._keys: dict[str, str] = {}
        for letter, iris in (
            ("r", [agent.iri for agent in self._shown.agents]),
            ("a", [meeting.iri for meeting in self._shown.meetings]),
            ("s", [sector.iri for sector in self._shown.sectors]),
        ):
            self._keys |= {iri: f"{letter}{place}" for place, iri in enumerate(iris)}
        self._series = {
            meeting.iri: place % SERIES
            for place, meeting in enumerate(m for m in self._shown.meetings if self._host(m) is None)
        }

    def drawing(self) -> Drawing:
        say = self._texts.say
        elements, top = heading(self._look, say("network"), self._notes())
        columns = self._columns()
        more, top = self._heads(columns, top)
        elements += more
        cards = self._placed(columns, top)
        links = self._links
        elements += [Group((*curves(links, cards), *self._provisions(cards)))]
        elements += [node(cards[key], self._look, self._pad) for column in columns for key in column]
        top = max(card.box.bottom for card in cards.values()) + 18
        more, bottom = legend(self._look, self._signs(links), top)
        elements += more
        height = bottom + self._look.margin
        page = rectangle(Box(0, 0, self._look.width, height), "page")
        return Drawing(
            self._look.width, height, say("network"), self._told(), (page, *elements), self._highlights()
        )

    def _notes(self) -> list[str]:
        """What was asked for, around whom it is drawn, and what is cut."""
        notes = asked(self._shown)
        names = {"agents": self._texts.say("agents"), "sectors": self._texts.say("sectors")}
        names["meetings"] = self._names_of(self._excerpt.cards)
        cuts = [cut(self._texts, some, every, names[name]) for some, every, name in self._excerpt.cuts]
        if cuts and not self._excerpt.centre:
            notes += [self._texts.say("shown", "; ".join(cuts)), self._texts.say("narrow")]
        if self._excerpt.centre:
            around = clean(self._all.labels[self._excerpt.centre])
            notes += [self._texts.say("around", around, "; ".join(cuts)), self._texts.say("narrow")]
        return notes

    def _names_of(self, meetings: tuple[Meeting, ...]) -> str:
        """What the classes of some things are called, in their order."""
        classes = {meeting.kind for meeting in meetings}
        return ", ".join(clean(kind.plural) for kind in self._all.kinds if kind.iri in classes)

    def _host(self, meeting: Meeting) -> Meeting | None:
        """The card beside which another stands that belongs to it."""
        return next((one for one in self._all.hosts_of(meeting) if one.iri in self._keys), None)

    def _root(self, meeting: Meeting) -> Meeting:
        """The card to which another belongs in the end, or itself."""
        while (host := self._host(meeting)) is not None:
            meeting = host
        return meeting

    def _colour(self, meeting: Meeting) -> int:
        return self._series[self._root(meeting).iri]

    def _columns(self) -> tuple[Keys, Keys, Keys]:
        """The keys of each column, ordered so that few lines cross."""
        belonging: dict[str, list[str]] = {}
        for meeting in self._shown.meetings:
            if (root := self._root(meeting)) is not meeting:
                belonging.setdefault(root.iri, []).append(self._keys[meeting.iri])
        blocks = tuple(
            (self._keys[meeting.iri], *belonging.get(meeting.iri, ()))
            for meeting in self._shown.meetings
            if self._host(meeting) is None
        )
        return untangled(
            (
                tuple(self._keys[agent.iri] for agent in self._shown.agents),
                blocks,
                tuple(self._keys[sector.iri] for sector in self._shown.sectors),
            ),
            tuple((link.left, link.right) for link in self._links if link.right == link.meeting),
            tuple((link.left, link.right) for link in self._links if link.left == link.meeting),
        )

    @cached_property
    def _links(self) -> list[Link]:
        """The lines: sectors that a thing has in common with what it belongs to are drawn once."""
        found = []
        for meeting in self._shown.meetings:
            host = self._host(meeting)
            key, colour = self._keys[meeting.iri], self._colour(meeting)
            for part in meeting.parts:
                if part.agent in self._keys:
                    css = f"link c{colour}{_DASHES.get(part.phase, '')}"
                    found.append(Link(self._keys[part.agent], key, key, css, part))
            known = set(host.sectors) if host else set()
            found += [
                Link(key, self._keys[sector], key, f"link thin c{colour}")
                for sector in meeting.sectors
                if sector in self._keys and sector not in known
            ]
        return found

    @property
    def _bands(self) -> tuple[Box, Box, Box]:
        """The left and right edges of the three columns."""
        look = self._look
        if look.narrow:
            shares = (0.26, 0.055, 0.37, 0.055, 0.26)
        elif look.width < 860:
            shares = (0.22, 0.1, 0.34, 0.1, 0.24)
        else:
            shares = (0.2, 0.15, 0.31, 0.15, 0.19)
        edges = [look.margin]
        for share in shares:
            edges.append(edges[-1] + share * look.inner)
        return Box(edges[0], 0, edges[1], 0), Box(edges[2], 0, edges[3], 0), Box(edges[4], 0, edges[5], 0)

    def _heads(self, columns: tuple[Keys, Keys, Keys], top: float) -> tuple[list[Element], float]:
        """The name of each column over it, and where they end."""
        size, found, bottom = self._look.small, list[Element](), top
        names = (
            self._texts.say("agents"),
            self._names_of(self._shown.meetings),
            self._texts.say("sectors"),
        )
        for band, keys, name in zip(self._bands, columns, names, strict=True):
            if keys:
                lines = wrap(name, band.width, size, bold=True)
                found.append(DrawnText(band.left, top + ASCENT * size, lines, size, "muted", bold=True))
                bottom = max(bottom, top + block_height(len(lines), size))
        return found, bottom + 8

    def _placed(self, columns: tuple[Keys, Keys, Keys], top: float) -> dict[str, Card]:
        """The cards where they stand: the tallest column in even steps, the others level with what they are
        tied to."""
        cards = self._cards()
        wide = 10.0 if self._look.narrow else 14.0
        gaps = (wide / 2, wide, wide / 2)
        stacks = [
            sum(cards[key].box.height for key in column) + gap * (len(column) - 1)
            for column, gap in zip(columns, gaps, strict=True)
        ]
        tallest = stacks.index(max(stacks))
        middles: dict[str, float] = {}
        neighbours: dict[str, list[str]] = {}
        for link in self._links:
            neighbours.setdefault(link.left, []).append(link.right)
            neighbours.setdefault(link.right, []).append(link.left)
        below_host = {self._keys[one.iri] for one in self._shown.meetings if self._host(one) is not None}
        centre = top + max(stacks) / 2
        for place in sorted(range(3), key=lambda place: (place != tallest, place != 1)):
            column, gap = columns[place], gaps[place]
            heights = [cards[key].box.height for key in column]
            wanted: list[float] = []
            for row, key in enumerate(column):
                if key in below_host:
                    wanted.append(wanted[-1] + heights[row - 1] / 2 + gap + heights[row] / 2)
                    continue
                near = [middles[other] for other in neighbours.get(key, ()) if other in middles]
                wanted.append(sum(near) / len(near) if near else centre)
            if place == tallest:
                wanted = [top] * len(column)
            tops = settled(wanted, heights, gap, top)
            excess = tops[-1] + heights[-1] - (top + max(stacks)) if column else 0
            if excess > 0:
                tops = settled([middle - excess for middle in wanted], heights, gap, top)
            for key, at in zip(column, tops, strict=True):
                box = cards[key].box
                cards[key] = replace(cards[key], box=Box(box.left, at, box.right, at + box.height))
                middles[key] = cards[key].middle
        return cards

    def _cards(self) -> dict[str, Card]:
        """Every card at the top of its column."""
        agents, meetings, sectors = self._bands
        labels = self._all.labels
        found = {}
        for agent in self._shown.agents:
            told = [
                f"{meeting.label} ({part.standing})" if part.standing else meeting.label
                for meeting in self._all.meetings_of.get(agent.iri, ())
                for part in meeting.parts
                if part.agent == agent.iri and meeting.iri in self._keys
            ]
            found[agent.iri] = (agents, "agent", agent.label, joined(agent.kind, agent.country), told)
        for meeting in self._shown.meetings:
            told = [
                f"{labels[part.agent]} ({part.standing})" if part.standing else labels[part.agent]
                for part in meeting.parts
            ]
            css = f"f{self._colour(meeting)}"
            found[meeting.iri] = (meetings, css, meeting.label, self._said_of(meeting), told)
        for sector in self._shown.sectors:
            told = [meeting.label for meeting in self._shown.meetings if sector.iri in meeting.sectors]
            found[sector.iri] = (sectors, "sector", sector.label, "", told)
        sizes: dict[Box, float] = {}
        for band, css, label, _, _ in found.values():
            size = fitting(label, self._room(band), self._look.size, bold=css != "sector")
            sizes[band] = min(size, sizes.get(band, size))
        return {
            self._keys[iri]: self._card(iri, band, sizes[band], css, label, note, told)
            for iri, (band, css, label, note, told) in found.items()
        }

    def _room(self, band: Box) -> float:
        """The width of a card's text."""
        return band.width - 2 * self._pad - 4

    def _card(
        self, iri: str, band: Box, size: float, css: str, label: str, note: str, told: list[str]
    ) -> Card:
        room, small = self._room(band), self._look.small
        lines = wrap(label, room, size, bold=css != "sector")
        notes = wrap_notes(note, room, small) if note else ()
        height = 2 * self._pad + block_height(len(lines), size)
        if notes:
            height += 3 + block_height(len(notes), small)
        tooltip = clean(label) + (f", {clean(note)}" if note else "")
        if told:
            tooltip += ": " + "; ".join(clean(one) for one in told)
        box = Box(band.left, 0, band.right, height)
        return Card(self._keys[iri], iri, css, lines, notes, tooltip, size, box)

    @property
    def _pad(self) -> float:
        return 5 if self._look.narrow else 7

    def _said_of(self, meeting: Meeting) -> str:
        """What a thing is, when it was made, its states, who is known to have part in it, and what belongs to
        it."""
        kinds = ", ".join(meeting.kinds.split(", ")[:MOST_KINDS])
        when = span_in_words(read_day(meeting.earliest), read_day(meeting.latest), self._texts)
        return joined(
            kinds or self._label(meeting.kind),
            when,
            meeting.note,
            known(self._texts, meeting),
            self._belonging(meeting),
        )

    def _belonging(self, meeting: Meeting) -> str:
        """What belongs to a thing and is no card of its own, counted by class."""
        folded = self._excerpt.folded.get(meeting.iri)
        if not folded:
            return ""
        told = [
            f"{folded[kind.iri]} {kind.label if folded[kind.iri] == 1 else kind.plural}"
            for kind in self._all.kinds
            if folded[kind.iri]
        ]
        return self._texts.say("with", ", ".join(told))

    def _label(self, kind: str) -> str:
        found = self._all.kind_of.get(kind)
        return found.label if found else ""

    def _provisions(self, cards: dict[str, Card]) -> list[DrawnShape]:
        """From a thing down to each that belongs to it."""
        found = []
        for meeting in self._shown.meetings:
            root = self._root(meeting)
            if root is not meeting:
                above, below = cards[self._keys[root.iri]].box, cards[self._keys[meeting.iri]].box
                x = above.left + 16
                css = f"link c{self._colour(meeting)}" + _DASHES.get(meeting.phase, "")
                found.append(line(x, above.bottom, x, below.top, css))
        return found

    def _signs(self, links: list[Link]) -> list[Sign]:
        """What broken lines mean, where there are any: the standings of whom they join."""
        found = []
        for phase, dashes in _DASHES.items():
            standings = {link.part.standing for link in links if link.part and link.part.phase == phase}
            if standings:
                sign = line(0, 0, 24, 0, f"link plain{dashes}")
                found.append(Sign(clean(", ".join(sorted(standings))), (sign,)))
        if any(self._host(meeting) for meeting in self._shown.meetings):
            found.append(Sign(self._texts.say("belongs"), (line(12, -6, 12, 6, "link plain"),)))
        return found

    def _highlights(self) -> tuple[str, ...]:
        """The lines of the thing that is pointed at or focused stand out, where there are not too many for a
        browser to do so at once."""
        if len(self._keys) > MOST_HIGHLIGHTS:
            return ()
        return tuple(
            f'#ID:has([data-key="{key}"]:is(:hover,:focus-visible)) .link:not(.{key}){{stroke-opacity:.12}}'
            for key in self._keys.values()
        )

    def _told(self) -> str:
        """The picture in words."""
        shown, labels = self._shown, self._all.labels
        parts = [
            f"{self._texts.say('number', name, len(group))}."
            for name, group in (
                (self._texts.say("agents"), shown.agents),
                (self._names_of(shown.meetings), shown.meetings),
                (self._texts.say("sectors"), shown.sectors),
            )
        ]
        parts = [*(f"{note}." for note in self._notes()), *parts]
        for meeting in shown.meetings:
            names = ", ".join(clean(labels.get(part.agent, part.agent)) for part in meeting.parts)
            parts.append(f"{clean(meeting.label)} ({clean(self._said_of(meeting))}): {names}.")
        return " ".join(parts)
