"""Names that are nearly the one that was typed."""

from __future__ import annotations

from collections.abc import Iterable


def distance(one: str, other: str, limit: int) -> int:
    """The fewest letters to insert, delete, replace or swap with their neighbour to get from `one` to
    `other` (optimal string alignment), or `limit` + 1 where it is more than `limit`."""
    if abs(len(one) - len(other)) > limit or len(set(one) - set(other)) > limit:
        return limit + 1  # each letter that `other` has not is one to delete or to replace
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, char in enumerate(one, start=1):
        this = [row]
        for place, letter in enumerate(other, start=1):
            best = min(last[place] + 1, this[-1] + 1, last[place - 1] + (char != letter))
            if row > 1 and place > 1 and char == other[place - 2] and one[row - 2] == letter:
                best = min(best, before[place - 2] + 1)
            this.append(best)
        if min(this) > limit:
            return limit + 1
        before, last = last, this
    return min(last[-1], limit + 1)


def nearest(typed: str, names: Iterable[str], most: int = 3) -> list[str]:
    """At most `most` of `names` that are near `typed`, nearest first: a third of its letters may differ,
    at most three. Letter case counts; fold it before."""
    limit = max(1, min(3, len(typed) // 3))
    scored = sorted((distance(typed, name, limit), name) for name in set(names))
    return [name for score, name in scored[:most] if score <= limit]
