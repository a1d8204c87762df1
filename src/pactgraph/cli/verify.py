"""`pactgraph verify`: every passage against the source texts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..api.opened import OpenWorkspace
from ..rdf.prefixes import Prefixes
from ..rdf.printable import visible
from ..workspace.finding import Finding
from ..workspace.source_texts import VARIABLE
from .open_options import workspace_option
from .printing import give_json, note, say, say_lines

if TYPE_CHECKING:
    from ..api import Found, Status, VerifiedDocument

_STATUSES: tuple[Status, ...] = ("holds", "moved", "lost", "unchecked")


@click.command("verify")
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(path_type=Path))
@click.option(
    "--sources",
    metavar="DIR",
    type=click.Path(),
    envvar=VARIABLE,
    help=f"The folder with the source texts; subfolders are searched. Default: ${VARIABLE}.",
)
@click.option(
    "-f",
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text: for reading; json: one document.",
)
@workspace_option
@click.pass_context
def command(
    context: click.Context, paths: tuple[Path, ...], sources: str | None, form: str, graph: OpenWorkspace
) -> None:
    """Check every passage against the source texts.

    A document's text is the file under DIR with its SHA-256; any name will do. A passage holds where the
    words at its offsets have its digest. Without the text, or where a passage does not hold, copies are
    searched: plain text, and with the extra `texts` HTML and PDF. A passage has moved where its words stand
    elsewhere, and is lost where they stand nowhere.

    PATH is a document file, or a folder of them; without one, all of the workspace's documents.

    Exit code 0: nothing is lost; 1: passages are lost, a document has neither text nor copy, or its record
    does not fit its text.

    Example: pactgraph verify --sources texts data/documents
    """
    if not sources:
        raise click.UsageError(f"say where the source texts are: --sources DIR, or set {VARIABLE}")
    verification = graph.verify(sources, paths)
    documents: list[VerifiedDocument] = []
    for document in verification:
        documents.append(document)
        if form == "text":
            say_lines("".join(f"{line}\n" for line in _told(document, graph.prefixes)))
    unreadable, texts = verification.unreadable, verification.texts
    if form == "json":
        give_json(_content(documents, texts.folder, [*unreadable, *texts.findings]))
    else:
        for finding in unreadable:
            say(finding.headline)
        for finding in texts.findings:
            note(finding.headline)
    note(_summary(documents))
    context.exit(0 if not unreadable and all(document.sound for document in documents) else 1)


def _told(document: VerifiedDocument, prefixes: Prefixes) -> list[str]:
    """A document's lines: counts and files, then each finding, with the words where they are at hand."""
    files = [document.text] if document.text else []
    where = ", ".join([*files, *(f"copy {file}" for file in document.copies)]) or "no text"
    name = prefixes.curie(document.iri)
    lines = [visible(f"{name}  {_shares(_counts(document))}  ({where})")]
    lines += [f"  {finding.headline}" for finding in document.problems]
    for passage in document.passages:
        if passage.finding is not None:
            lines.append(f"  {passage.finding.headline}")
            if passage.found is not None:
                lines.append(f"      “{visible(passage.found.words)}”")
            if passage.reads is not None:
                span = passage.reads.span
                there = f"{passage.reads.file} has at {span.start}-{span.end}"
                lines.append(f"      {visible(there)} “{visible(passage.reads.words)}”")
    return lines


def _counts(document: VerifiedDocument) -> dict[Status, int]:
    return {status: document.count(status) for status in _STATUSES}


def _shares(counts: Mapping[Status, int]) -> str:
    total = sum(counts.values())
    told = ", ".join(
        f"{count} {'hold' if word == 'holds' else word}" for word, count in counts.items() if count
    )
    return f"{total} passage{'' if total == 1 else 's'}{': ' if told else ''}{told}"


def _summary(documents: list[VerifiedDocument]) -> str:
    counts = [_counts(document) for document in documents]
    total = {status: sum(count[status] for count in counts) for status in _STATUSES}
    return f"{len(documents)} document{'' if len(documents) == 1 else 's'}, {_shares(total)}"


def _content(documents: list[VerifiedDocument], folder: Path, unreadable: list[Finding]) -> dict[str, object]:
    """Version 1: the folder; per document its files, counts and findings, and each passage that does not
    hold; the files that could not be read. Offsets are code points."""

    def place(found: Found | None) -> dict[str, object] | None:
        if found is None:
            return None
        return {"file": found.file, "start": found.span.start, "end": found.span.end, "words": found.words}

    return {
        "version": 1,
        "sources": str(folder),
        "documents": [
            {
                "document": document.iri.value,
                "file": document.file,
                "text": document.text,
                "copies": list(document.copies),
                "counts": _counts(document),
                "passages": [
                    {
                        "passage": passage.iri.value,
                        "start": passage.span.start if passage.span else None,
                        "end": passage.span.end if passage.span else None,
                        "status": passage.status,
                        "found": place(passage.found),
                        "reads": place(passage.reads),
                    }
                    for passage in document.passages
                    if passage.status != "holds"
                ],
                "findings": [finding._asdict() for finding in document.findings],
            }
            for document in documents
        ],
        "unreadable": [finding._asdict() for finding in unreadable],
    }
