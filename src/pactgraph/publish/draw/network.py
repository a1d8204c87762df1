"""The network in three columns: regions, the papers that join them, and sectors. A paper of many parties is
one node with a line to each of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

from ...model.landscape import Landscape, Paper, Standing
from .boxes import Box
from .dates import read_day, span_in_words
from .drawing import Drawing, Element, Group, Shape, Text, line, number, path, rectangle
from .excerpt import limited
from .look import Look, Sign, block_height, heading, legend
from .metrics import ASCENT, clean, fitting, joined, wrap, wrap_notes
from .palette import SERIES
from .stacking import Keys, settled, untangled

MOST_HIGHLIGHTS = 80
"""Things up to which pointing at one brings out its lines."""

_DASHES: dict[Standing, str] = {"announced": " dash", "past": " dots", "unstated": " dots"}


@dataclass(frozen=True, slots=True)
class _Card:
    """A node: its texts in lines and where it stands."""

    key: str
    iri: str
    css: str
    lines: tuple[str, ...]
    notes: tuple[str, ...]
    tooltip: str
    size: float
    box: Box

    @property
    def middle(self) -> float:
        return (self.box.top + self.box.bottom) / 2


@dataclass(frozen=True, slots=True)
class _Link:
    """A line between two cards: left and right, the paper whose it is, how it is drawn."""

    left: str
    right: str
    paper: str
    css: str
    standing: Standing = "party"


def draw_network(landscape: Landscape, look: Look) -> Drawing:
    """The network of the landscape's papers; around the best connected region where a column would have more
    than `excerpt.MOST_ROWS` rows."""
    return _Network(landscape, look).drawing()


class _Network:
    def __init__(self, landscape: Landscape, look: Look) -> None:
        self._all = landscape
        self._look = look
        self._words = look.words
        self._shown, self._centre, self._rows = limited(landscape)
        self._papers = {paper.iri: paper for paper in self._shown.papers}
        self._keys: dict[str, str] = {}
        for letter, iris in (
            ("r", [region.iri for region in self._shown.regions]),
            ("a", [paper.iri for paper in self._shown.papers]),
            ("s", [sector.iri for sector in self._shown.sectors]),
        ):
            self._keys |= {iri: f"{letter}{place}" for place, iri in enumerate(iris)}
        self._series = {
            paper.iri: place % SERIES
            for place, paper in enumerate(p for p in self._shown.papers if self._host(p) is None)
        }

    def drawing(self) -> Drawing:
        say = self._words.say
        notes = [", ".join(self._shown.about)] if self._shown.about else []
        if self._centre is not None:
            notes.append(say("around", self._shown.labels[self._centre], self._rows))
        if not self._shown.papers:
            notes.append(say("nothing"))
        elements, top = heading(self._look, say("network"), notes)
        signs: list[Sign] = []
        if self._shown.papers:
            columns = self._columns()
            more, top = self._heads(columns, top)
            elements += more
            cards = self._placed(columns, top)
            links = self._links
            elements += [Group((*self._lines(links, cards), *self._provisions(cards)))]
            elements += [self._node(cards[key]) for column in columns for key in column]
            top = max(card.box.bottom for card in cards.values()) + 18
            signs = self._signs(links)
        more, bottom = legend(self._look, signs, top)
        elements += more
        height = bottom + self._look.margin
        page = rectangle(Box(0, 0, self._look.width, height), "page")
        return Drawing(
            self._look.width, height, say("network"), self._told(), (page, *elements), self._highlights()
        )

    def _host(self, paper: Paper) -> Paper | None:
        """The agreement beside which an alliance stands that it provides for."""
        return self._papers.get(paper.provided_by or "")

    def _colour(self, paper: Paper) -> int:
        return self._series[(self._host(paper) or paper).iri]

    def _columns(self) -> tuple[Keys, Keys, Keys]:
        """The keys of each column, ordered so that few lines cross."""
        provided: dict[str, list[str]] = {}
        for paper in self._shown.papers:
            if (host := self._host(paper)) is not None:
                provided.setdefault(host.iri, []).append(self._keys[paper.iri])
        blocks = tuple(
            (self._keys[paper.iri], *provided.get(paper.iri, ()))
            for paper in self._shown.papers
            if self._host(paper) is None
        )
        return untangled(
            (
                tuple(self._keys[region.iri] for region in self._shown.regions),
                blocks,
                tuple(self._keys[sector.iri] for sector in self._shown.sectors),
            ),
            tuple((link.left, link.right) for link in self._links if link.right == link.paper),
            tuple((link.left, link.right) for link in self._links if link.left == link.paper),
        )

    @cached_property
    def _links(self) -> list[_Link]:
        """The lines: what an alliance has in common with the agreement that provides for it is drawn once."""
        found = []
        for paper in self._shown.papers:
            host = self._host(paper)
            key, colour = self._keys[paper.iri], self._colour(paper)
            known = set(host.regions) if host else set()
            for part in paper.parts:
                if part.region in self._keys and part.region not in known:
                    css = f"link c{colour}{_DASHES.get(part.standing, '')}"
                    found.append(_Link(self._keys[part.region], key, key, css, part.standing))
            known = set(host.sectors) if host else set()
            found += [
                _Link(key, self._keys[sector], key, f"link thin c{colour}")
                for sector in paper.sectors
                if sector in self._keys and sector not in known
            ]
        return found

    @property
    def _bands(self) -> tuple[Box, Box, Box]:
        """The left and right edges of the three columns."""
        look = self._look
        if look.narrow:
            shares = (0.28, 0.065, 0.31, 0.065, 0.28)
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
        for band, keys, name in zip(self._bands, columns, ("regions", "papers", "sectors"), strict=True):
            if keys:
                lines = wrap(self._words.say(name), band.width, size, bold=True)
                found.append(Text(band.left, top + ASCENT * size, lines, size, "muted", bold=True))
                bottom = max(bottom, top + block_height(len(lines), size))
        return found, bottom + 8

    def _placed(self, columns: tuple[Keys, Keys, Keys], top: float) -> dict[str, _Card]:
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
        below_host = {self._keys[paper.iri] for paper in self._shown.papers if self._host(paper) is not None}
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

    def _cards(self) -> dict[str, _Card]:
        """Every card at the top of its column."""
        regions, papers, sectors = self._bands
        labels = self._shown.labels
        found = {}
        for region in self._shown.regions:
            told = [
                f"{labels[paper.iri]} ({self._words.say(part.standing)})"
                for paper in self._all.papers_of.get(region.iri, ())
                for part in paper.parts
                if part.region == region.iri and paper.iri in self._papers
            ]
            found[region.iri] = (regions, "region", region.label, region.country, told)
        for paper in self._shown.papers:
            told = [labels.get(iri) or self._all.labels.get(iri, "") for iri in paper.regions]
            found[paper.iri] = (papers, f"f{self._colour(paper)}", paper.label, self._said_of(paper), told)
        for sector in self._shown.sectors:
            told = [paper.label for paper in self._shown.papers if sector.iri in paper.sectors]
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
    ) -> _Card:
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
        return _Card(self._keys[iri], iri, css, lines, notes, tooltip, size, box)

    @property
    def _pad(self) -> float:
        return 5 if self._look.narrow else 7

    def _said_of(self, paper: Paper) -> str:
        """When an agreement was made and by how many, or what an alliance is and how many are in it."""
        words, many = self._words, len(set(paper.regions))
        if paper.kind == "agreement":
            when = span_in_words(read_day(paper.earliest), read_day(paper.latest), words)
            return joined(when, words.count(many, "one-party", "parties"), paper.note)
        announced = bool(paper.parts) and all(part.standing == "announced" for part in paper.parts)
        members = words.count(
            many, *(("one-member-to-be", "members-to-be") if announced else ("one-member", "members"))
        )
        return joined(words.say("one-alliance"), paper.note, members)

    def _node(self, card: _Card) -> Group:
        look, box, pad = self._look, card.box, self._pad
        left = box.left + pad + 4
        parts: list[Element] = [
            rectangle(box, "card", 4),
            rectangle(Box(box.left, box.top, box.left + 4, box.bottom), card.css, 2),
            Text(
                left,
                box.top + pad + ASCENT * card.size,
                card.lines,
                card.size,
                bold=card.css != "sector",
            ),
        ]
        if card.notes:
            top = box.top + pad + block_height(len(card.lines), card.size) + 3
            parts.append(Text(left, top + ASCENT * look.small, card.notes, look.small, "muted"))
        return Group(tuple(parts), "", card.tooltip, card.iri, card.key)

    def _lines(self, links: list[_Link], cards: dict[str, _Card]) -> list[Shape]:
        """Curves from the right side of one card to the left side of another, spread over both."""
        leaving: dict[str, list[_Link]] = {}
        coming: dict[str, list[_Link]] = {}
        for link in links:
            leaving.setdefault(link.left, []).append(link)
            coming.setdefault(link.right, []).append(link)
        start = {
            link: _port(cards[key].box, place, len(ends))
            for key, ends in leaving.items()
            for place, link in enumerate(sorted(ends, key=lambda link: cards[link.right].middle))
        }
        end = {
            link: _port(cards[key].box, place, len(ends))
            for key, ends in coming.items()
            for place, link in enumerate(sorted(ends, key=lambda link: cards[link.left].middle))
        }
        found = []
        for link in links:
            x1, x2 = cards[link.left].box.right, cards[link.right].box.left
            y1, y2, half = start[link], end[link], number((x1 + x2) / 2)
            curve = f"C{half} {number(y1)} {half} {number(y2)} {number(x2)} {number(y2)}"
            found.append(path(f"M{number(x1)} {number(y1)}{curve}", f"{link.css} {link.left} {link.right}"))
        return found

    def _provisions(self, cards: dict[str, _Card]) -> list[Shape]:
        """From an agreement down to each alliance that it provides for."""
        found = []
        for paper in self._shown.papers:
            host = self._host(paper)
            if host is not None:
                above, below = cards[self._keys[host.iri]].box, cards[self._keys[paper.iri]].box
                x = above.left + 16
                css = f"link c{self._colour(paper)}" + (" dash" if paper.state == "planned" else "")
                found.append(line(x, above.bottom, x, below.top, css))
        return found

    def _signs(self, links: list[_Link]) -> list[Sign]:
        """What broken lines mean, where there are any."""
        found = [
            Sign(self._words.say(standing), (line(0, 0, 24, 0, f"link plain{_DASHES[standing]}"),))
            for standing in _DASHES
            if any(standing == link.standing for link in links)
        ]
        if any(self._host(paper) for paper in self._shown.papers):
            found.append(Sign(self._words.say("provided"), (line(12, -6, 12, 6, "link plain dash"),)))
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
            f"{self._words.say(name)}: {len(group)}."
            for name, group in (
                ("regions", shown.regions),
                ("papers", shown.papers),
                ("sectors", shown.sectors),
            )
        ]
        for paper in shown.papers:
            names = ", ".join(clean(labels.get(iri, iri)) for iri in paper.regions)
            parts.append(f"{clean(paper.label)} ({clean(self._said_of(paper))}): {names}.")
        return " ".join(parts)


def _port(box: Box, place: int, count: int) -> float:
    """The height at which one of several lines meets a card's side."""
    return box.top + box.height * (place + 1) / (count + 1)
