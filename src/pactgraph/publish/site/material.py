"""What a site is made of: the dataset, and what other layers found out about it, handed in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pyoxigraph import Quad, Triple

from ...query.stored.question import Question
from ...query.stored.questions import Questions
from ...rdf.namespaces import ROOT
from ...rdf.prefixes import Prefixes
from ...workspace.facts import Facts
from ...workspace.finding import Finding
from ..description import About
from ..diff import Change
from ..draw.landscape import Landscape


@dataclass(frozen=True)
class Material:
    """What stands and what the files say, and what goes with it.

    `questions` are asked for what pages tell, `answered` have pages of their own; `landscapes` are by
    language; `executables` tell the stored questions as RDF; `findings` is None
    where the data was not checked; `text` gives a document's text by its digest, and is None where no words
    are to be published; `changes` are those since `since`, None where nothing was compared.
    """

    facts: Facts
    prefixes: Prefixes
    about: About
    landscapes: Mapping[str, Landscape]
    questions: Questions
    answered: tuple[Question, ...] = ()
    executables: tuple[Triple, ...] = ()
    shapes: tuple[Quad, ...] = ()
    findings: tuple[Finding, ...] | None = None
    text: Callable[[str], str | None] | None = None
    changes: tuple[Change, ...] | None = None
    since: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """How a site is made: `base` is what our own IRIs begin with; `url` where the site is put on the web,
    which ends with `/`, None where that is not known; `languages` of the pages, the first at `/`."""

    base: str = ROOT
    url: str | None = None
    languages: tuple[str, ...] = ("en",)

    def prefix(self, language: str) -> str:
        """What the paths of a language's pages begin with: nothing, or `/de`."""
        return "" if language == self.languages[0] else f"/{language}"
