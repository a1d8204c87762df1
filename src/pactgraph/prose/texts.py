"""Headings and set phrases, from `texts/<language>.toml`."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

_FOLDER = Path(__file__).with_name("texts")

LANGUAGES = ("en", *sorted(file.stem for file in _FOLDER.glob("*.toml") if file.stem != "en"))
"""The languages that have set phrases: each that has a file. English stands in for others."""

OPEN_END = "9999-12-31"
"""The last day of what has no end."""


class Texts:
    """The set phrases of one part of the interface (prose, picture, site) in a language, or in English where
    there are none; `falls_back` says so."""

    def __init__(self, lang: str, part: str = "prose") -> None:
        asked = lang.lower().partition("-")[0]
        self.language = asked if asked in LANGUAGES else LANGUAGES[0]
        self.falls_back = asked not in LANGUAGES
        self._said = all_texts(self.language)[part]

    def say(self, name: str, *values: object) -> str:
        """A set phrase with its gaps filled. Raises KeyError for a phrase that there is not."""
        said = self._said[name]
        return said.format(*values) if values else said

    def told(self, name: str, value: str) -> str:
        """What something is called and what it is, apart by a colon as the language sets it."""
        return f"{name}{self.colon}{value}"

    @property
    def colon(self) -> str:
        """The colon with its spaces."""
        return self._own("colon")

    def period(self, first: str | None, last: str | None) -> str:
        """A span of days: a day, from one to another, or with one end open."""
        if first == last and first:
            return first
        if not first:
            return self._own("by", last or OPEN_END)
        if last is None or last == OPEN_END:
            return self._own("from", first)
        return self._own("from-to", first, last)

    def _own(self, name: str, *values: str) -> str:
        return all_texts(self.language)["prose"][name].format(*values)


@cache
def all_texts(language: str) -> dict[str, dict[str, str]]:
    """The set phrases of one of `LANGUAGES`, by part and name."""
    return tomllib.loads((_FOLDER / f"{language}.toml").read_text(encoding="utf-8"))
