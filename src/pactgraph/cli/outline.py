"""Giving out an outline: as text that fits the terminal, as Markdown or as JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

import click

from ..model.prefixes import Prefixes
from ..query.evidence import Source
from ..query.outline import Entry, Outline, to_json, to_markdown
from ..query.wording import Wording
from ..workspace.texts import Texts
from .page import Page
from .passages import quote

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json", "markdown")
MOST_SOURCES = 3
"""How many sources of one statement are told without --all."""


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
        self.page = Page()

    def words(self, source: Source) -> str | None:
        """The words of a passage in quotation marks, where its text is at hand."""
        return quote(source, self._texts)

    def outline(self, outline: Outline) -> None:
        """The title, the lead and the sections."""
        self.page.title(outline.title)
        for entry in outline.lead:
            self.entry(entry, 1)
        for section in outline.sections:
            self.page.heading(section.text)
            self._sources(section, 1)
            for entry in section.entries:
                self.entry(entry, 1)

    def entry(self, entry: Entry, level: int) -> None:
        """One entry and all below it, at a level of indentation."""
        mark = f" [{self._wording.say('rejected')}]" if entry.rejected else ""
        self.page.line(f"{entry.text}{mark}", level)
        self._sources(entry, level + 1)
        for each in entry.entries:
            self.entry(each, level + 1)

    def _sources(self, entry: Entry, level: int) -> None:
        shown = entry.sources
        if not self._everything and len(shown) > MOST_SOURCES + 1:
            shown = shown[:MOST_SOURCES]
        for source in shown:
            words = self.words(source)
            cited = self._prefixes.curie(source.graph)
            self.page.line(f"{cited} {words}" if words else cited, level)
        if len(shown) < len(entry.sources):
            self.page.line(self._wording.say("more-passages", len(entry.sources) - len(shown)), level)


def give_outline(outline: Outline, form: str, giver: Giver, prefixes: Prefixes) -> None:
    """Writes an outline in one of `FORMATS`."""
    if form == "json":
        click.echo(json.dumps(to_json(outline, prefixes, giver.words), ensure_ascii=False, indent=2))
    elif form == "markdown":
        click.echo(to_markdown(outline, prefixes, giver.words), nl=False)
    else:
        giver.outline(outline)


def say_language(wording: Wording, lang: str) -> None:
    """Says on standard error where headings and relations are not in the language asked for."""
    if wording.falls_back:
        click.echo(f"headings and relations are in English: there are none in {lang!r}", err=True)
