"""The site: every path with its page."""

from __future__ import annotations

from collections.abc import Iterator

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

SECTIONS = (
    dataset_pages,
    pictures,
    things,
    lists,
    pairs,
    question_pages,
    vocabulary,
    search,
    start,
)
"""The kinds of pages, in an order in which those follow each other that share most work."""


class Site(Toolkit):
    """The pages of a site by path. Each page is made when it is asked for, the same bytes each time."""

    def __init__(self, material: Material, settings: Settings, linker: Linker | None = None) -> None:
        super().__init__(material, settings, linker)
        self._makers: dict[str, Maker] = {}
        for section in SECTIONS:
            self._makers.update(section.pages(self))
        self._makers.update(self._assets())
        self._makers.update(hosting.pages(self, self.paths()))

    def paths(self) -> list[str]:
        """Every path."""
        return list(self._makers)

    def page(self, path: str) -> bytes | None:
        """The content of a path; None where there is no such page."""
        maker = self._makers.get(path)
        return None if maker is None else maker()

    def _assets(self) -> Iterator[tuple[str, Maker]]:
        yield "/assets/pictures.css", lambda: style_sheet("auto").encode("utf-8")
        for name in ("site.css", "site.js", "logo.svg"):
            yield f"/assets/{name}", (FOLDER / "assets" / name).read_bytes
