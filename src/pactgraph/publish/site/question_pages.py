"""The stored questions: each with its parameters, its SPARQL, and its answers on the data of the site."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from markupsafe import Markup
from pyoxigraph import Literal, NamedNode, Quad, Triple

from ...query.stored.question import Example, Question
from ...rdf.namespaces import SLUG
from ...rdf.table import Table, Term
from ..draw import Kind, NothingToDraw
from .addresses import digest_slug
from .fact import text_of
from .page_values import File, Shown, in_short, shown
from .pictures import AROUND, drawn
from .telling import Teller
from .toolkit import Maker, Toolkit

MOST_ROWS = 60
"""Rows of an answer that a page shows; its files have all."""

MEDIA = {
    ".csv": ("text/csv", "CSV"),
    ".json": ("application/sparql-results+json", "JSON"),
    ".nt": ("application/n-triples", "N-Triples"),
}
_DRAWN: dict[str, Kind] = {"network": "network", "timeline": "timeline", "map": "map"}


class Answered(NamedTuple):
    """An example on a page: how it is asked from the shell, from Python and over HTTP; its answer."""

    command: str
    python: str
    curl: str
    query: str
    columns: list[str]
    rows: list[list[Shown]]
    total: int
    truth: str
    problem: str
    files: list[File]
    picture: Markup | None


def pages(site: Toolkit) -> Iterator[tuple[str, Maker]]:
    """`/questions/`, a page for each question in each language, its SPARQL and its answers as files."""
    questions = site.material.answered
    for language, prefix in site.each_language():
        yield f"{prefix}/questions/", partial(_index, site, language)
        for question in questions:
            yield f"{prefix}{question_path(question)}", partial(_page, site, question, language)
    told = [Quad(*triple) for triple in site.material.executables]
    yield "/questions.ttl", lambda: site.writers.written(told, "turtle")
    for question in questions:
        stem = question_path(question).rstrip("/")
        yield f"{stem}.rq", question.text.encode
        for number, example in enumerate(question.examples, 1):
            if example.files is not None:
                yield f"{stem}/{number}.rq", example.query.encode
                for suffix, text in example.files.items():
                    yield f"{stem}/{number}{suffix}", text.encode


def question_path(question: Question) -> str:
    """The path of a question's page. Names of queries are names of files already, and slugs by the checks."""
    return f"/questions/{question.name if SLUG.fullmatch(question.name) else digest_slug(question.name)}/"


def title(question: Question, language: str) -> str:
    """What a question is called in a language, or the question itself."""
    return shown(question.titles.get(language) or question.titles.get("en") or question.summary)


def _index(site: Toolkit, language: str) -> bytes:
    teller = site.teller(language, "/questions/")
    frame = site.frame(teller, "/questions/", teller.say("questions"))
    topics: dict[str, list[tuple[Shown, str]]] = {}
    for question in site.material.answered:
        name = Shown(title(question, language), link=teller.link(question_path(question)))
        topics.setdefault(question.topic, []).append((name, shown(question.summary)))
    return site.render("questions.html", teller, frame, topics=topics)


def _page(site: Toolkit, question: Question, language: str) -> bytes:
    path = question_path(question)
    teller = site.teller(language, path)
    examples: list[Answered] = []
    for number, example in enumerate(question.examples, 1):
        found = _answered(site, question, example, number, teller)
        repeated = any(found.picture == each.picture for each in examples)
        examples.append(found._replace(picture=None) if repeated else found)
    frame = site.frame(
        teller,
        path,
        title(question, language),
        section="/questions/",
        description=question.summary,
        pictures=any(each.picture is not None for each in examples),
    )
    return site.render(
        "question.html",
        teller,
        frame,
        question=question,
        title=title(question, language),
        examples=examples,
        query=shown(question.text),
        query_file=teller.file(path.rstrip("/") + ".rq"),
    )


def _answered(site: Toolkit, question: Question, example: Example, number: int, teller: Teller) -> Answered:
    stem = f"{question_path(question)}{number}"
    options = " ".join(f"--{name} {shlex.quote(value)}" for name, value in example.typed.items())
    arguments = "".join(f", {name}={value!r}" for name, value in example.typed.items())
    url = site.settings.url or "https://example.org/"
    table: Table | None = None
    if isinstance(example.answer, Table):
        table = example.answer
    elif example.answer is not None and not isinstance(example.answer, bool):
        rows = tuple((t.subject, t.predicate, t.object) for t in example.answer)
        table = Table(("subject", "property", "value"), rows)
    return Answered(
        f"pactgraph run {question.name} {options}".rstrip(),
        f"import pactgraph\n\nrows = pactgraph.open_workspace().query({question.name!r}{arguments})",
        f"curl -L -O {url}{stem[1:]}.rq\n"
        f"curl -H 'Accept: text/csv' --data-urlencode query@{number}.rq http://localhost:7878/query",
        shown(example.query),
        [shown(name) for name in table.columns] if table else [],
        [[_cell(teller, term) for term in row] for row in table.rows[:MOST_ROWS]] if table else [],
        len(table.rows) if table else 0,
        str(example.answer).lower() if isinstance(example.answer, bool) else "",
        shown(example.problem),
        [File(teller.file(f"{stem}{suffix}"), *MEDIA[suffix]) for suffix in example.files or ()]
        + ([File(teller.file(f"{stem}.rq"), "application/sparql-query", "SPARQL")] if example.files else []),
        _picture(site, question, example, teller),
    )


def _cell(teller: Teller, term: Term | None) -> Shown:
    if term is None:
        return Shown("")
    if isinstance(term, NamedNode):
        return teller.name(term.value)
    if isinstance(term, Literal):
        found = teller.value(term)
        return found._replace(text=in_short(found.text, 400))
    return Shown(shown(str(term) if isinstance(term, Triple) else text_of(term)))


def _picture(site: Toolkit, question: Question, example: Example, teller: Teller) -> Markup | None:
    """What an answer is about as a picture, where the question says that one helps."""
    kind = _DRAWN.get(question.view)
    if kind is None or not isinstance(example.answer, Table) or not example.answer.rows:
        return None
    landscape = site.material.landscapes[teller.language]
    for thing in example.things:
        if thing in landscape.meetings_of:
            landscape = landscape.around(thing)
    named = {term.value for row in example.answer.rows for term in row if isinstance(term, NamedNode)}
    meetings = tuple(one for one in landscape.meetings if one.iri in named)
    try:
        return drawn(kind, replace(landscape, meetings=meetings or landscape.meetings), teller, AROUND)
    except NothingToDraw:
        return None
