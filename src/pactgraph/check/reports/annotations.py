"""Findings as workflow commands of GitHub Actions, which show them beside the lines of a change."""

from __future__ import annotations

from collections.abc import Iterable

from ...workspace.finding import Finding

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice"}


def workflow_commands(findings: Iterable[Finding]) -> str:
    """One line for each finding: `::error file=...,line=...,col=...,title=RULE::message`."""
    return "".join(f"{_line(finding)}\n" for finding in findings)


def _line(finding: Finding) -> str:
    parts = [
        f"{key}={_property(str(value))}"
        for key, value in (
            ("file", finding.file),
            ("line", finding.line),
            ("col", finding.column),
            ("title", finding.rule),
        )
        if value is not None
    ]
    subject = f"{finding.subject}: " if finding.subject else ""
    text = f"{subject}{finding.message} -> {finding.remedy}"
    return f"::{_COMMANDS[finding.severity]} {','.join(parts)}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
