"""Findings as SARIF 2.1.0, which code hosts and editors show beside the lines."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ... import __version__
from ...workspace.finding import Finding

_LEVELS = {"error": "error", "warning": "warning", "info": "note"}
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def sarif(findings: Sequence[Finding], root: str) -> str:
    """One run of the tool pactgraph; `root` is the workspace as a URI that ends in `/`. Columns count code
    points (`unicodeCodePoints`)."""
    rules = sorted({finding.rule for finding in findings})
    run = {
        "tool": {
            "driver": {
                "name": "pactgraph",
                "version": __version__,
                "informationUri": "https://w3id.org/pactgraph/",
                "rules": [{"id": rule} for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {"WORKSPACE": {"uri": root}},
        "results": [_result(finding, rules.index(finding.rule)) for finding in findings],
    }
    return (
        json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)
        + "\n"
    )


def _result(finding: Finding, rule: int) -> dict[str, object]:
    subject = f"{finding.subject}: " if finding.subject else ""
    result: dict[str, object] = {
        "ruleId": finding.rule,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{subject}{finding.message}. {finding.remedy[:1].upper()}{finding.remedy[1:]}."},
    }
    if finding.file is not None:
        place: dict[str, object] = {"artifactLocation": {"uri": _uri(finding.file), "uriBaseId": "WORKSPACE"}}
        if finding.line is not None:
            region = {"startLine": finding.line}
            if finding.column is not None:
                region["startColumn"] = finding.column
            place["region"] = region
        result["locations"] = [{"physicalLocation": place}]
    return result


def _uri(path: str) -> str:
    from urllib.parse import quote

    return quote(path, errors="surrogateescape")
