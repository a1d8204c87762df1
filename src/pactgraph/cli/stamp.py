"""`pactgraph stamp`: the digests and lengths of a document file, computed from its text."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
from pyoxigraph import NamedNode, Quad, RdfFormat, parse

from ..workspace.content import content_of, reason
from ..workspace.workspace import Workspace
from .options import workspace_option
from .printing import CallFault, note, say

if TYPE_CHECKING:
    from ..workspace.writing import Writer


@click.command("stamp")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--text",
    "text",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The document's text, plain and in UTF-8: the file whose characters the passages count.",
)
@click.option("--check", is_flag=True, help="Change nothing; say what is missing.")
@workspace_option
@click.pass_context
def command(context: click.Context, file: Path, text: Path, check: bool, workspace: Workspace) -> None:
    """Complete a document file from its text.

    FILE is a document file such as data/documents/SLUG.trig. Its document gets the digest and the length of
    the text, each graph passage:SLUG_START-END its record: type, document, start, end, digest. What FILE
    records already is compared; where anything disagrees all of it is listed and nothing is written. The
    file is written in canonical form, comments kept.

    Exit code 0: complete; 1: something disagrees, or with --check something is missing.

    Example: pactgraph stamp data/documents/pact-2031.trig --text texts/pact-2031.txt
    """
    from ..workspace.writing import home, writing

    if file.suffix != ".trig":
        raise click.UsageError(f"{file} is no document file: name a .trig file")
    try:
        source = content_of(text)
        source.decode("utf-8")
    except OSError as error:
        raise CallFault(f"cannot read {text}: {reason(error)}") from error
    except UnicodeDecodeError as error:
        message = f"{text} is no text in UTF-8 (byte {error.start}): save the document as plain text first"
        raise click.UsageError(message) from error
    with writing(home(file)) as files:
        complete = _stamp(workspace, files, file, source, check=check)
    context.exit(0 if complete else 1)


def _stamp(workspace: Workspace, files: Writer, file: Path, source: bytes, *, check: bool) -> bool:
    """Stamps a file, with `check` only in word. Gives whether all is well: false where something disagrees,
    or is missing and not written."""
    from ..check.reports.plain import headline
    from ..draft.stamp import stamp
    from ..model.finding import Finding
    from ..model.syntax import SyntaxFault

    written = files.read(file) or b""
    try:
        stamped = stamp(written.decode("utf-8"), file.stem, source, workspace.prefixes, str(file))
        findings = stamped.findings
    except UnicodeDecodeError as error:
        line = written.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not UTF-8"
        findings = (Finding(str(file), line, None, None, "encoding", message, "save the file as UTF-8"),)
    except SyntaxFault as fault:
        place = (fault.line, fault.column)
        findings = (Finding(str(file), *place, None, "syntax", fault.message, "write valid TriG 1.1"),)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if findings:
        for finding in findings:
            say(headline(finding))
        note(f"{file}: nothing written, {len(findings)} to mend first")
        return False
    records: dict[NamedNode, list[str]] = {}
    for quad in stamped.added:
        assert isinstance(quad.subject, NamedNode)
        records.setdefault(quad.subject, []).append(workspace.prefixes.curie(quad.predicate))
    if records and not check:
        _same_or_abort(file, written, stamped.text, stamped.added)
        files.replace(file, written, stamped.text.encode("utf-8"))
    for subject, properties in records.items():
        say(f"{workspace.prefixes.curie(subject)}  {', '.join(properties)}")
    verb = "to complete" if check else "completed"
    note(f"{file}: {len(records)} records {verb}" if records else f"{file}: complete")
    return not (check and records)


def _same_or_abort(file: Path, old: bytes, new: str, added: tuple[Quad, ...]) -> None:
    """Reads the new text back. Raises ClickException where it says more or less than the old one and what was
    added."""
    from ..check.canonical import same_graph

    before = list(parse(input=old, format=RdfFormat.TRIG))
    if not same_graph([*before, *added], list(parse(input=new, format=RdfFormat.TRIG))):
        raise click.ClickException(f"{file}: rewriting would change what it says; it is left as it was")
