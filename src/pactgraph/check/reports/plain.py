"""Findings as text: grouped by file, each with its line of the file and a caret."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ...rdf.printable import width, written_out
from ...workspace.finding import Finding

_WIDEST = 160
"""Code points of a source line that are shown around the caret."""


def plain(findings: Iterable[Finding], line_of: Callable[[str, int], str | None]) -> str:
    """One paragraph for each file. A finding is one line, `place  subject  message  -> remedy [rule]`, then
    the line of the file, which `line_of(file, number)` gives, and a caret below its column."""
    lines: list[str] = []
    file: str | None = None
    for number, finding in enumerate(findings):
        if number and finding.file != file:
            lines.append("")
        file = finding.file
        lines.append(finding.headline)
        if finding.file is not None and finding.line is not None:
            source = line_of(finding.file, finding.line)
            if source is not None:
                lines += excerpt(source, finding.column)
    return "".join(f"{line}\n" for line in lines)


def excerpt(source: str, column: int | None) -> list[str]:
    """A line of a file, cut around the column (1-based, code points) where long, and the caret's line."""
    at = (column or 1) - 1
    start = 0 if len(source) <= _WIDEST else max(0, min(at - _WIDEST // 2, len(source) - _WIDEST))
    shown = source[start : start + _WIDEST]
    before, after = (
        written_out(part.replace("\t", " ")) for part in (shown[: at - start], shown[at - start :])
    )
    if column is None:
        return [f"    {before}{after}"]
    return [f"    {before}{after}", f"    {' ' * width(before)}^"]


def count(findings: Sequence[Finding]) -> str:
    """What was found, in one line."""
    if not findings:
        return "no findings"
    parts = []
    for severity in ("error", "warning", "info"):
        number = sum(finding.severity == severity for finding in findings)
        if number:
            word = "note" if severity == "info" else severity
            parts.append(f"{number} {word}{'' if number == 1 else 's'}")
    files = len({finding.file for finding in findings})
    return f"{', '.join(parts)} in {files} file{'' if files == 1 else 's'}"
