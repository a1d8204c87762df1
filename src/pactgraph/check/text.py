"""The text of files: encoding and syntax, with the place of the first thing that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..model.finding import Finding
from ..model.syntax import SyntaxFault, read
from ..model.writer import canonical_text
from ..workspace.files import unfit
from .fault import AtPoint, Fault
from .view import View

_BOM = b"\xef\xbb\xbf"
_NAME = re.compile(r"<([^<>\"{}|^`\\\s]*)>|(?<![\w.-])([A-Za-z][\w.-]*+|):([\w.%-]*[\w%-])?")
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def unreadable(finding: Finding, content: bytes | None) -> Finding:
    """A sharper finding for a file with these bytes that could not be read: what is wrong in plain words,
    where. It is `finding` itself where no more can be said, or there are no bytes."""
    if content is None or finding.file is None or unfit(finding.file, content) is not None:
        return finding
    relative = finding.file
    if content.startswith(_UTF16) or b"\0" in content[:4]:
        return _encoding(relative, 1, 1, "the file is in UTF-16 or UTF-32")
    if content.startswith(_BOM):
        return _encoding(relative, 1, 1, "the file begins with a byte order mark")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8")) + 1
        return _encoding(relative, line, column, f"the byte 0x{content[error.start]:02x} here is not UTF-8")
    try:
        read(text, trig=relative.endswith(".trig"))
    except SyntaxFault as fault:
        message, colon, advice = fault.message.partition(": ")
        remedy = advice if colon else finding.remedy
        return Finding(relative, fault.line, fault.column, None, "syntax", message or advice, remedy)
    except RecursionError:
        pass
    return finding


def _encoding(file: str, line: int, column: int, message: str) -> Finding:
    return Finding(
        file, line, column, None, "encoding", message, "save it as UTF-8 without a byte order mark"
    )


def mentioned(content: bytes | None, prefixes: Mapping[str, str]) -> set[str]:
    """The IRIs that the bytes of a file seem to mention, well-formed or not: what it would introduce is not
    missing."""
    found = set()
    for match in _NAME.finditer((content or b"").decode("utf-8", "replace")):
        iri, prefix, local = match.groups()
        if iri is not None:
            found.add(iri)
        elif prefix in prefixes:
            found.add(prefixes[prefix] + (local or ""))
    return found


def text(view: View, prefixes: Mapping[str, str]) -> Iterator[Fault]:
    """The faults of one readable file's text: its normal form, and whether it is canonical."""
    if view.certain:
        return
    try:
        written = view.text
    except OSError:
        return
    if not view.is_normal:
        yield Fault(
            view.file.relative,
            _first_abnormal(written),
            None,
            "encoding",
            "the text is not in Unicode's normal form C: letters and accents stand apart",
            "normalise it to NFC",
        )
    try:
        canonical = canonical_text(written, trig=view.file.path.suffix == ".trig", prefixes=prefixes)
    except (SyntaxFault, ValueError, RecursionError):
        return
    if canonical != written:
        yield Fault(
            view.file.relative,
            _first_difference(written, canonical),
            None,
            "canonical",
            "from here on the text is not as `pactgraph format` writes it",
            f"run: pactgraph format {view.file.relative}",
            "warning",
        )


def _first_abnormal(written: str) -> AtPoint | None:
    import unicodedata

    for number, line in enumerate(written.split("\n"), 1):
        normal = unicodedata.normalize("NFC", line)
        if normal != line:
            column = next(
                (i for i, (a, b) in enumerate(zip(line, normal, strict=False), 1) if a != b), len(normal)
            )
            return AtPoint(number, column)
    return None


def _first_difference(written: str, canonical: str) -> AtPoint:
    for number, (one, other) in enumerate(zip(written.split("\n"), canonical.split("\n"), strict=False), 1):
        if one != other:
            column = next((i for i, (a, b) in enumerate(zip(one, other, strict=False), 1) if a != b), None)
            return AtPoint(number, column or min(len(one), len(other)) + 1)
    return AtPoint(written.count("\n") + 1, 1)
