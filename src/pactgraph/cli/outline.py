"""Giving out an outline: as text that fits the terminal, as Markdown or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..model.prefixes import Prefixes
from ..query.evidence.statements import Source
from ..query.telling.outline import Entry, Outline, quoted_once, to_json, to_markdown
from ..query.telling.wording import Wording
from ..workspace.texts import Texts
from .page import Page
from .passages import NO_WORDS, quote
from .printing import give_json, note, write_text

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json", "markdown")
MOST = 8
"""How many entries of one list are told without --all."""

MOST_PASSAGES = 3
"""How many passages of one statement or one document are told without --all."""


def outline_option(command: Command) -> Command:
    """`-f text|json|markdown`: passed as `form`."""
    return click.option(
        "form",
        "-f",
        "--format",
        type=click.Choice(FORMATS),
        default="text",
        show_default=True,
        help="Text for people, JSON for programs, Markdown for notes.",
    )(command)


class Giver:
    """Writes entries to standard output as text, with the words of passages where the texts are at hand."""

    def __init__(self, prefixes: Prefixes, wording: Wording, *, everything: bool) -> None:
        self._prefixes = prefixes
        self._wording = wording
        self._everything = everything
        self._texts = Texts.default()
        self._cited = False
        self.page = Page()

    def words(self, source: Source) -> str | None:
        """The words of a passage in quotation marks, where its text is at hand."""
        return quote(source, self._texts)

    def outline(self, outline: Outline) -> None:
        """The title, the lead and the sections."""
        self.page.title(outline.title)
        for entry in outline.lead:
            self.entry(self.quoted_once(entry), 1)
        for section in map(self.quoted_once, outline.sections):
            self.page.heading(section.text)
            self._entries(section, 1)

    def end(self) -> None:
        """On a terminal, says on standard error what the name of a passage means, if no words are at hand."""
        if self._cited and self._texts is None and sys.stdout.isatty() and sys.stderr.isatty():
            note()
            Page(sys.stderr).line(NO_WORDS)

    def quoted_once(self, entry: Entry) -> Entry:
        """The entry with the words of each passage once."""
        return quoted_once(entry, most=None if self._everything else MOST_PASSAGES)

    def entry(self, entry: Entry, level: int) -> None:
        """One entry and all below it, at a level of indentation."""
        mark = f" [{self._wording.say('rejected')}]" if entry.rejected else ""
        cited, quoted = self._sources(entry)
        self.page.line(f"{entry.text}{mark}{f' [{cited}]' if cited else ''}", level)
        for line in quoted:
            self.page.line(line, level + 1)
        self._entries(entry, level + 1)

    def _entries(self, entry: Entry, level: int) -> None:
        most = MOST_PASSAGES if entry.name in ("document", "passage") else MOST
        shown = entry.entries
        if not self._everything and len(shown) > most + 1:
            shown = shown[:most]
        for each in shown:
            self.entry(each, level)
        if len(shown) < len(entry.entries):
            self.page.line(self._wording.say("more", len(entry.entries) - len(shown)), level)

    def _sources(self, entry: Entry) -> tuple[str, list[str]]:
        """The sources of an entry: cited behind it, or one line each where their words are at hand."""
        shown = entry.sources
        if not self._everything and len(shown) > MOST_PASSAGES + 1:
            shown = shown[:MOST_PASSAGES]
        more = len(entry.sources) - len(shown)
        said = [self._wording.say("more-passages", more)] if more else []
        words = [self.words(source) for source in shown]
        if entry.name == "passage":
            return "", [each for each in words if each]
        self._cited = self._cited or any(source.is_passage for source in shown)
        cited = [self._prefixes.curie(source.graph) for source in shown]
        if any(words):
            lines = [f"{name} {each}" if each else name for name, each in zip(cited, words, strict=True)]
            return "", [*lines, *said]
        return ", ".join([*cited, *said]), []


def give_outline(outline: Outline, form: str, giver: Giver, prefixes: Prefixes) -> None:
    """Writes an outline in one of `FORMATS`."""
    if form == "json":
        give_json(to_json(outline, prefixes, giver.words))
    elif form == "markdown":
        write_text(to_markdown(outline, prefixes, giver.words), "markdown")
    else:
        giver.outline(outline)
        giver.end()


def say_language(wording: Wording, lang: str) -> None:
    """Says on standard error where headings and relations are not in the language asked for."""
    if wording.falls_back:
        note(f"headings and relations are in English: there are none in {lang!r}")
