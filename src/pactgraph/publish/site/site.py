"""The site: every path with its page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ..draw.palette import style_sheet
from . import (
    dataset_pages,
    hosting,
    lists,
    pairs,
    pictures,
    question_pages,
    search,
    start,
    things,
    vocabulary,
)
from .addresses import Linker
from .material import Material, Settings
from .templates import FOLDER
from .toolkit import Maker, Toolkit

BATCH, WHOLE = 60, 1_000_000
"""Pages of a batch: for those that share much, and for those that share all."""


class Site(Toolkit):
    """The pages of a site by path. Each page is made when it is asked for, the same bytes each time."""

    def __init__(self, material: Material, settings: Settings, linker: Linker | None = None) -> None:
        super().__init__(material, settings, linker)
        self._makers: dict[str, Maker] = {}
        self._batches: list[list[str]] = []
        for section, most in self._sections():
            self._add(section, most)

    def paths(self) -> list[str]:
        """Every path."""
        return list(self._makers)

    def batches(self) -> list[list[str]]:
        """Every path, in batches that share most work: made in this order, one of them at a time."""
        return self._batches

    def _add(self, section: Iterable[tuple[str, Maker]], most: int) -> None:
        """Adds pages, in batches of at most `most`."""
        start = len(self._makers)
        self._makers.update(section)
        paths = list(islice(self._makers, start, None))
        self._batches += [paths[first : first + most] for first in range(0, len(paths), most)]

    def page(self, path: str) -> bytes | None:
        """The content of a path; None where there is no such page."""
        maker = self._makers.get(path)
        return None if maker is None else maker()

    def _sections(self) -> Iterator[tuple[Iterable[tuple[str, Maker]], int]]:
        """The pages of each kind, with how many of them make a batch."""
        yield dataset_pages.pages(self), WHOLE
        yield pictures.pages(self), 1
        for section in (things, lists, pairs, question_pages, vocabulary, search, start):
            yield section.pages(self), BATCH
        yield self._assets(), BATCH
        yield hosting.pages(self, list(self._makers)), BATCH

    def _assets(self) -> Iterator[tuple[str, Maker]]:
        yield "/assets/pictures.css", lambda: style_sheet("auto").encode("utf-8")
        for name in ("site.css", "site.js", "logo.svg"):
            yield f"/assets/{name}", (FOLDER / "assets" / name).read_bytes
