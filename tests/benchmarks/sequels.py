"""What became of what was set for a time to come: told by a later release, in time, early, late or never."""

from __future__ import annotations

import heapq
import random
from datetime import date, timedelta

from account import Fact, day
from atlas import Statement


class Sequels:
    """Keeps in memory what has been promised, until a release after it tells that it came about."""

    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self._pending: list[tuple[date, int, Fact]] = []
        self._made = 0

    def promise(self, due: date, about: str, statements: list[Statement], event: str | None = None) -> None:
        """Notes what is due on a day. Six in ten come about, up to a month before or three months after; an
        `event` is then told with its day, anything else by the statements."""
        if self.chance.random() >= 0.6:
            return
        came = due + timedelta(days=self.chance.randint(-30, 90))
        dated: list[Statement] = []
        if event:
            dated = [(event, "pact:earliest", day(came)), (event, "pact:latest", day(came))]
        self._made += 1
        heapq.heappush(self._pending, (came, self._made, Fact("sequel", about, [*statements, *dated])))

    def due(self, when: date) -> list[Fact]:
        """What has come about by a day and was not told yet, three at most."""
        told: list[Fact] = []
        while self._pending and self._pending[0][0] <= when and len(told) < 3:
            told.append(heapq.heappop(self._pending)[2])
        return told
