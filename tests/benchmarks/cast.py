"""What in a generated workspace is worth asking about: the busiest region, one of middle size, and others."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from stories import Release, Stories


@dataclass(frozen=True, slots=True)
class Cast:
    """Slugs to ask about. `busiest` is the region with most documents, `middle` one with as many as half of
    the regions have at most; `partner` and `middle_partner` share most documents with each. `sector` is the
    one named most, `alliance` the one with most members. `agreement`, `commitment`, `document` with its
    `passage` and its retelling `other_document` are of the first release, `person` and `post` of the busiest
    region."""

    busiest: str
    partner: str
    middle: str
    middle_partner: str
    sector: str
    alliance: str
    agreement: str
    commitment: str
    document: str
    passage: str
    other_document: str
    person: str
    post: str


class Casting:
    """Counts releases as they are made; `cast` then says who is who."""

    def __init__(self) -> None:
        self._regions: Counter[str] = Counter()
        self._pairs: Counter[tuple[str, str]] = Counter()
        self._sectors: Counter[str] = Counter()
        self._first: Release | None = None

    def count(self, release: Release) -> None:
        """Counts the documents of a release."""
        self._first = self._first or release
        many = len(release.accounts)
        slugs = sorted(region.slug for region in release.regions)
        for slug in slugs:
            self._regions[slug] += many
        for pair in combinations(slugs, 2):
            self._pairs[pair] += many
        for sector in release.sectors:
            self._sectors[sector] += many

    def cast(self, stories: Stories) -> Cast:
        """Who is who, once every release is counted."""
        assert self._first is not None
        ranked = [slug for slug, _ in self._regions.most_common()]
        busiest, middle = stories.atlas.regions[0], ranked[len(ranked) // 2]
        members = stories.facts.members
        first, second = (self._first.accounts * 2)[:2]
        return Cast(
            busiest=busiest.slug,
            partner=self._partner(busiest.slug),
            middle=middle,
            middle_partner=self._partner(middle),
            sector=self._sectors.most_common(1)[0][0].removeprefix("sector:"),
            alliance=max(members, key=lambda name: members[name], default="").removeprefix("alliance:"),
            agreement=self._first.slug,
            commitment=f"{self._first.slug}-1",
            document=first.slug,
            passage=first.passages[0][0],
            other_document=second.slug,
            person=busiest.heads[-1].lower().replace(" ", "-"),
            post=f"minister-president-of-{busiest.slug}",
        )

    def _partner(self, region: str) -> str:
        shared = {pair: many for pair, many in self._pairs.items() if region in pair}
        pair = max(shared, key=lambda each: shared[each])
        return pair[1] if pair[0] == region else pair[0]
