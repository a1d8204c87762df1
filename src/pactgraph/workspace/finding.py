"""Findings: faults of the data as values, all reported, location first."""

from __future__ import annotations

from typing import Literal, NamedTuple

from ..rdf.printable import visible, written_out

Severity = Literal["error", "warning", "info"]


class Finding(NamedTuple):
    """One fault of the data.

    `file` is a path relative to the workspace (with `/`), `line` and `column` are 1-based (columns in
    code points), `subject` is a CURIE or an IRI, `rule` names the check, `message` says what is wrong
    in plain words and `remedy` what to write or do instead.
    """

    file: str | None
    line: int | None
    column: int | None
    subject: str | None
    rule: str
    message: str
    remedy: str
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """`file:line:column` as far as known, or `-`; the name of the file safe to show."""
        if self.file is None:
            return "-"
        file = written_out(self.file)
        return ":".join(str(part) for part in (file, self.line, self.column) if part is not None)

    @property
    def headline(self) -> str:
        """The finding in one line that is safe to show."""
        severity = "" if self.severity == "error" else f"{self.severity}: "
        subject = () if self.subject is None else (self.subject,)
        parts = (self.place, *subject, f"{severity}{self.message}")
        return visible(f"{'  '.join(parts)}  -> {self.remedy} [{self.rule}]")

    @property
    def order(self) -> tuple[str, int, int, str, str, str]:
        """Sort key: location first, then rule, subject and message."""
        return (
            self.file or "",
            self.line or 0,
            self.column or 0,
            self.rule,
            self.subject or "",
            self.message,
        )
