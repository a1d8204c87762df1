"""Findings as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Sequence

from ...workspace.finding import Finding

VERSION = 1
"""Raised when a key changes its meaning or goes; new keys may come without."""


def document(findings: Sequence[Finding]) -> str:
    """`{"version": 1, "counts": {"error": n, "warning": n, "info": n}, "findings": [...]}`.

    Each finding has the keys file, line, column, subject, rule, message, remedy and severity; file is
    relative to the workspace, line and column are 1-based (columns in code points); null is not known.
    """
    counts = {
        severity: sum(finding.severity == severity for finding in findings)
        for severity in ("error", "warning", "info")
    }
    content = {"version": VERSION, "counts": counts, "findings": [finding._asdict() for finding in findings]}
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
