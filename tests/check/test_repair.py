"""Repairs: what is safe is mended, and nothing else."""

from __future__ import annotations

from typing import Any

import pytest

from pactgraph.check.checks import Checks
from pactgraph.check.printed_dates import printed_date
from pactgraph.check.repair import repairs, write_repair
from pactgraph.workspace.workspace import Workspace
from pactgraph.workspace.writing import WriteFault

NOTE = "data/documents/note.trig"
REGIONS = "data/registers/regions.ttl"


def mend(checks: Checks) -> list[str]:
    """Writes every repair of the data; gives what is still found."""
    for repair in repairs(checks, [path for path in checks.files.of if path.startswith("data/")]):
        with Workspace(checks.root).writing() as files:
            write_repair(repair, checks.root, files)
    return [finding.rule for finding in Checks(Workspace(checks.root)).findings()]


def test_what_is_right_is_left(tiny: Any) -> None:
    checks = Checks(Workspace(tiny.root))
    assert len(checks.files.of) > 20
    assert repairs(checks, checks.files.of) == []


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        (NOTE, 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "1 May 2024"@en'),
        (NOTE, 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "1. Mai 2024"'),
        (NOTE, 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "2024-5-1"^^xsd:date'),
        (NOTE, 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "2024-05-01"'),
        (NOTE, "strength:decide", "strength:decied"),
        (NOTE, "pact:place place", "pact:plaice place"),
        (NOTE, "a pact:Commitment", "a pact:Comitment"),
        (REGIONS, "pact:country country:arda ;\n    adms", 'pact:country "Arda"@en ;\n    adms'),
        (REGIONS, "pact:country country:arda ;\n    adms", 'pact:country "arda" ;\n    adms'),
        (REGIONS, "pact:governs region:north", 'pact:governs "AR1"'),
        (REGIONS, "pact:governs region:north", "pact:governs region:AR1"),
        (NOTE, "    pact:length 101 ;", "  pact:length  101;"),
    ],
)
def test_what_is_safe_is_mended(file: str, right: str, wrong: str, tiny: Any) -> None:
    path = tiny.root / file
    before = path.read_text(encoding="utf-8")
    tiny.edit(path.name, right, wrong)
    checks = Checks(Workspace(tiny.root))
    assert checks.findings() != []
    assert mend(checks) == []
    assert path.read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("file", "right", "wrong"),
    [
        (NOTE, 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "03/04/2024"'),
        (NOTE, 'pact:earliest "2024-05-01"^^xsd:date', 'pact:earliest "31 June 2024"'),
        (NOTE, "strength:decide", "strength:d"),
        (REGIONS, "pact:country country:arda ;\n    adms", 'pact:country "Nowhere"@en ;\n    adms'),
        (REGIONS, "org:postIn government:north", "org:postIn government:nort"),
    ],
)
def test_what_needs_a_decision_is_left(file: str, right: str, wrong: str, tiny: Any) -> None:
    path = tiny.root / file
    tiny.edit(path.name, right, wrong)
    spoilt = path.read_text(encoding="utf-8")
    assert mend(Checks(Workspace(tiny.root))) != []
    assert path.read_text(encoding="utf-8") == spoilt


def test_a_name_that_two_records_bear_is_left(tiny: Any) -> None:
    tiny.edit("regions.ttl", '"Valin"@en', '"Arda"@en')
    tiny.edit("regions.ttl", "pact:country country:arda ;\n    adms", 'pact:country "arda" ;\n    adms')
    mend(Checks(Workspace(tiny.root)))
    assert 'pact:country "arda"' in tiny.path("regions.ttl").read_text(encoding="utf-8")


def test_comments_stay_and_prefixes_are_declared(tiny: Any) -> None:
    text = tiny.path("regions.ttl").read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if not line.startswith("@prefix country:")]
    text = "\n".join(lines).replace("country:arda", "<https://w3id.org/pactgraph/id/country/arda>")
    text = text.replace("country:valin", "<https://w3id.org/pactgraph/id/country/valin>")
    text = text.replace("region:south\n", "# the south\nregion:south\n")
    text = text.replace("pact:governs region:north", 'pact:governs "South"')
    tiny.path("regions.ttl").write_text(text, encoding="utf-8")
    mend(Checks(Workspace(tiny.root)))
    after = tiny.path("regions.ttl").read_text(encoding="utf-8")
    assert "pact:governs region:south ;" in after
    assert "# the south\nregion:south\n" in after
    assert "@prefix country:" in after


def test_a_file_that_changed_meanwhile_is_left(tiny: Any) -> None:
    tiny.edit("note.trig", "strength:decide", "strength:decied")
    (repair,) = repairs(Checks(Workspace(tiny.root)), [NOTE])
    tiny.edit("note.trig", "strength:decied", "strength:explore")
    with Workspace(tiny.root).writing() as files, pytest.raises(WriteFault, match="changed meanwhile"):
        write_repair(repair, tiny.root, files)
    assert "strength:explore" in tiny.path("note.trig").read_text(encoding="utf-8")


def test_the_difference_is_unified(tiny: Any) -> None:
    tiny.edit("note.trig", "strength:decide", "strength:decied")
    (repair,) = repairs(Checks(Workspace(tiny.root)), [NOTE, REGIONS])
    assert (
        "-        pact:strength strength:decied ;\n+        pact:strength strength:decide ;\n"
        in repair.difference
    )
    assert repair.difference.startswith(f"--- a/{NOTE}\n+++ b/{NOTE}\n")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("6 September 2023", "2023-09-06"),
        ("September 6, 2023", "2023-09-06"),
        ("6. September 2023", "2023-09-06"),
        ("06.09.2023", "2023-09-06"),
        ("6 septembre 2023", "2023-09-06"),
        ("1er août 2023", "2023-08-01"),
        ("3rd of May 2023", None),
        ("3 mei 2023", "2023-05-03"),
        ("2023-09-06T12:00:00Z", "2023-09-06"),
        ("2023-09-06+02:00", "2023-09-06"),
        ("03/04/2023", None),
        ("30 February 2023", None),
        ("September 2023", None),
        ("6 Brumaire 2023", None),
    ],
)
def test_printed_days(text: str, day: str | None) -> None:
    assert printed_date(text) == day
