"""Skeletons of records, documents, passages and queries, written into the files where they belong."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Triple

from ..draft.assignments import Assignments
from ..draft.skeleton import (
    GOLDEN_ANSWER,
    KINDS,
    NoSkeleton,
    added,
    check_slug,
    named,
    passage,
    query,
    record_iri,
)
from ..draft.stamp import stamp
from ..workspace.content import reason, remedy, text_of
from ..workspace.query_files import query_files
from ..workspace.workspace import Workspace
from .caller import Caller

KINDS_OF_RECORDS = tuple(KINDS)
"""What a plain record can be."""

GOLDEN = "tests/queries/golden"
"""Where the project keeps what each stored query answers on the small world."""


class Skeletons:
    """Writes skeletons into a workspace; each method gives the path of the file, relative to the workspace.
    Nothing is made up: the checks name what is missing.

    They raise NoSkeleton for what cannot be made, NoFact for a statement that is none, WriteFault where a
    file cannot be written.
    """

    def __init__(self, workspace: Workspace, caller: Caller) -> None:
        workspace.check_writable()
        self._workspace, self._caller = workspace, caller

    def record(
        self, kind: str, slug: str, labels: Sequence[str], values: Sequence[str], document: str | None
    ) -> str:
        """A record with its names and some statements, in its register or the file of a document."""
        if kind not in KINDS:
            raise NoSkeleton(f"there is no kind {kind!r}: take one of {', '.join(KINDS)}")
        file = KINDS[kind].file
        if document is not None:
            file = f"data/documents/{check_slug(document)}.trig"
            if not os.path.lexists(self._workspace.root / file):
                raise NoSkeleton(f"there is no {file}: begin with pactgraph new document {document}")
        if file is None:
            raise NoSkeleton(f"a document introduces a {kind}: give {self._caller.option('document')} SLUG")
        return self._add(file, self._facts(record_iri(kind, slug), KINDS[kind].class_, labels, values))

    def document(self, slug: str, text: Path, labels: Sequence[str], values: Sequence[str]) -> str:
        """A document's file, measured on its text."""
        file = f"data/documents/{check_slug(slug)}.trig"
        statements = self._facts(record_iri("document", slug), "pact:Document", labels, values)
        return self._add(file, statements, slug=slug, source=_source(text), anew=True)

    def passage(self, slug: str, text: Path, words: str, says: Sequence[str], values: Sequence[str]) -> str:
        """A passage of a document, where its words stand in the text, with the statements they support."""
        file = f"data/documents/{check_slug(slug)}.trig"
        if not os.path.lexists(self._workspace.root / file):
            raise NoSkeleton(f"there is no {file}: begin with pactgraph new document {slug}")
        source = _source(text)
        name, quads = passage(slug, source.decode("utf-8"), words, says, self._workspace.prefixes)
        return self._add(file, [*quads, *self._said(name, values)], slug=slug, source=source)

    def query(self, name: str, question: str | None, topic: str, class_: str) -> str:
        """A stored query that lists the things of a class; with its golden answer, without rows yet, where
        the workspace is the project itself, whose tests ask for one."""
        if question is None:
            option = self._caller.option("question")
            raise NoSkeleton(f'a query answers a question: give {option} "Which ...?"')
        try:
            text = query(name, question, class_, self._workspace.prefixes).encode("utf-8")
        except UnicodeEncodeError as error:  # bytes of the command line that are no UTF-8
            raise NoSkeleton("the question is not UTF-8: write it in UTF-8") from error
        file = f"queries/{check_slug(topic)}/{name}.rq"
        with self._workspace.writing() as files:
            files.read(self._workspace.root / file)
            if name in {path.stem for path in query_files(self._workspace.queries)[0]}:
                raise NoSkeleton(f"there is a query {name} already")
            files.replace(self._workspace.root / file, None, text)
            answer = self._workspace.root / GOLDEN / f"{name}.tsv"
            if answer.parent.is_dir() and files.read(answer) is None:
                files.replace(answer, None, GOLDEN_ANSWER)
                self._caller.note(f"{GOLDEN}/{name}.tsv: pytest --update-golden writes its rows")
        return file

    def _facts(
        self, node: NamedNode, class_: str, labels: Sequence[str], values: Sequence[str]
    ) -> list[Triple]:
        if not labels:
            option = self._caller.option("label")
            raise NoSkeleton(f"a record has a name: give {option} TEXT, or {option} TEXT@LANGUAGE")
        return [*named(node, class_, labels, self._workspace.prefixes), *self._said(node, values)]

    def _said(self, node: NamedNode, values: Sequence[str]) -> list[Triple]:
        if not values:
            return []
        self._caller.left_out(self._workspace.dataset.unreadable)
        quads = (quad for quads in self._workspace.dataset.quads_of.values() for quad in quads)
        return Assignments(quads, self._workspace.prefixes).of(node, values)

    def _add(
        self,
        file: str,
        statements: Sequence[Triple | Quad],
        *,
        slug: str = "",
        source: bytes | None = None,
        anew: bool = False,
    ) -> str:
        """Adds the statements to a file of the workspace as it is when nobody else writes, and completes it
        from the document's text. With `anew` there must be no such file."""
        path, prefixes = self._workspace.root / file, self._workspace.prefixes
        with self._workspace.writing() as files:
            old = files.read(path)
            if anew and old is not None:
                raise NoSkeleton(f"{file} is there already")
            new = added(_text(old or b"", file), statements, prefixes, file, trig=path.suffix == ".trig")
            if source is not None:
                stamped = stamp(new, slug, source, prefixes, file)
                if stamped.findings:
                    raise NoSkeleton(
                        "; ".join(f"{each.message} ({each.subject})" for each in stamped.findings)
                    )
                new = stamped.text
            files.replace(path, old, new.encode("utf-8"))
        return file


def _source(text: Path) -> bytes:
    """A document's text. Raises NoSkeleton where it cannot be read, or is not UTF-8."""
    try:
        return text_of(text).encode("utf-8")
    except OSError as error:
        raise NoSkeleton(f"{text}: {reason(error)}: {remedy(error)}") from error


def _text(content: bytes, file: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise NoSkeleton(f"{file}: byte {error.start} is not UTF-8; mend the file first") from error
