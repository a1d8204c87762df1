"""Giving out an outline: as text that fits the terminal, as Markdown or as JSON."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

import click

from ..api.account import Account, Entry, Outline, quoted_once
from ..api.opened import OpenWorkspace
from ..api.quotations import Quotations
from .page import NO_WORDS, Page
from .printing import give_json, note, write_text

Command = TypeVar("Command", bound=Callable[..., Any])

FORMATS = ("text", "json", "markdown")
MOST = 8
"""How many entries of one list are told without --all."""

MOST_PASSAGES = 3
"""How many passages of one statement are told without --all."""


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

    def __init__(self, graph: OpenWorkspace, *, everything: bool) -> None:
        self._prefixes = graph.prefixes
        self._texts = graph.texts()
        self._everything = everything
        self._words = Quotations()
        self._cited = False
        self.page = Page()

    def outline(self, outline: Outline) -> None:
        """The title, the lead and the sections."""
        self.begin(outline.title, outline.lead)
        for section in outline.sections:
            self.section(section)

    def begin(self, title: str, lead: Iterable[Entry]) -> None:
        """The title and the lead."""
        self.page.title(title)
        for entry in lead:
            self.entry(self.quoted_once(entry), 1)

    def section(self, section: Entry) -> None:
        """One section under its heading."""
        told = self.quoted_once(section)
        self.page.heading(told.text)
        self._entries(told, 1)

    def end(self) -> None:
        """On a terminal, says on standard error what the name of a passage means, if no words are at hand."""
        if self._cited and not self._words.at_hand and sys.stdout.isatty() and sys.stderr.isatty():
            note()
            Page(sys.stderr).line(NO_WORDS)

    def quoted_once(self, entry: Entry) -> Entry:
        """The entry with the words of each passage once."""
        return quoted_once(entry, most=None if self._everything else MOST_PASSAGES)

    def entry(self, entry: Entry, level: int) -> None:
        """One entry and all below it, at a level of indentation."""
        mark = f" [{self._texts.say('rejected')}]" if entry.rejected else ""
        cited, quoted = self._sources(entry)
        self.page.line(f"{entry.text}{mark}{f' [{cited}]' if cited else ''}", level)
        for line in quoted:
            self.page.line(line, level + 1)
        self._entries(entry, level + 1)

    def _entries(self, entry: Entry, level: int) -> None:
        shown = entry.entries
        if entry.count is None and not self._everything and len(shown) > MOST + 1:
            shown = shown[:MOST]
        for each in shown:
            self.entry(each, level)
        known = entry.count or len(entry.entries)
        if len(shown) < known:
            self.page.line(self._texts.say("shown", len(shown), known), level)

    def _sources(self, entry: Entry) -> tuple[str, list[str]]:
        """The sources of an entry: cited behind it, or one line each where their words are at hand."""
        shown = entry.sources
        if not self._everything and len(shown) > MOST_PASSAGES + 1:
            shown = shown[:MOST_PASSAGES]
        known = len(entry.sources)
        said = [self._texts.say("passages-shown", len(shown), known)] if len(shown) < known else []
        words = [self._words.quoted(source) for source in shown]
        if entry.name == "passage":
            return "", [each for each in words if each]
        self._cited = self._cited or any(source.is_passage for source in shown)
        cited = [self._prefixes.curie(source.graph) for source in shown]
        if any(words):
            lines = [f"{name} {each}" if each else name for name, each in zip(cited, words, strict=True)]
            return "", [*lines, *said]
        return self._texts.colon.join([*said, ", ".join(cited)]), []


def give_account(account: Account, form: str, graph: OpenWorkspace, *, everything: bool) -> None:
    """Writes an account in one of `FORMATS`; as text with long lists cut, unless `everything` is asked for.
    Says on standard error where headings are not in the language asked for."""
    giver = Giver(graph, everything=everything)
    if form == "json":
        give_json(account.to_dict())
    elif form == "markdown":
        write_text(account.to_markdown(), "markdown")
    else:
        giver.outline(account.outline)
        giver.end()
