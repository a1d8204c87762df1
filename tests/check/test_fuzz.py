"""Spoilt bytes and truncated files: findings, never an exception, a hang or a lost file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pactgraph.check.checks import Checks
from pactgraph.check.rewriting import formatted
from pactgraph.workspace.finding import Finding
from pactgraph.workspace.workspace import Workspace

PIECES = [
    b'\x00', b'\xff\xfe', b'\xef\xbb\xbf', b'\xc3', b'\xed\xa0\x80', b'\xf4\x90\x80\x80', b'\r', b'\r\n',
    b'\t', b'#', b'<', b'>', b'"', b'"""', b"'''", b'\\', b'\\u', b'\\uD800', b'@', b'@prefix',
    b'@base <x> .', b'^^', b'^^xsd:date', b'[', b']', b'(', b')', b'{', b'}', b'{}', b'.', b';', b',',
    b':', b'_:b', b'a', b'GRAPH', b'BASE', b'PREFIX : <>', b'true', b'1e400', b"9" * 400, b'-0.0', b'<<',
    b'>>', b'<<( ', b'{|', b'%00', b'\xcc\x81', b'\xf0\x9f\x98\x80', b'\xe2\x80\xae', b'<http://a b>',
    b'<relative>', b"[" * 60, b"(" * 60, b"{" * 60, b'passage:note_0-99999999999999999999',
    b'"2023-99-99"^^xsd:date', b'document:other a pact:Document .', b'pact:start -5 ;',
    b'pact:length 1e9 ;',
]  # fmt: skip


def spoilt(content: bytes, chance: Random) -> bytes:
    """A file's content after one to four spoilings, or cut short."""
    for _ in range(chance.randint(1, 4)):
        cut = chance.randrange(len(content) + 1)
        end = min(len(content), cut + chance.choice([0, 1, 1, 3, 40, 400]))
        match chance.randrange(6):
            case 0:
                content = content[:cut]
            case 1:
                content = content[:cut] + content[end:]
            case 2:
                content = content[:cut] + chance.choice(PIECES) + content[end:]
            case 3:
                content = content[:cut] + bytes([chance.randrange(256)]) + content[cut + 1 :]
            case 4:
                other = chance.randrange(len(content) + 1)
                content = (
                    content[:cut] + content[cut:end] + content[other : other + end - cut] + content[end:]
                )
            case _:
                content = content[:cut] + chance.choice(PIECES) * chance.choice([1, 2, 50]) + content[cut:]
    return content


def fuzz(root: Path, seed: int, inputs: int) -> None:
    """Spoils one file or several at a time, the others as they were, and checks; at the end the workspace is
    valid again."""
    chance = Random(seed)
    checks = Checks(Workspace(root))
    files = [path for path in checks.files.of if path.startswith("data/")]
    whole = {path: (root / path).read_bytes() for path in files}
    done = 0
    while done < inputs:
        spoilt_now = chance.sample(files, chance.randint(1, len(files)))
        done += len(spoilt_now)
        now = {file: spoilt(whole[file], chance) if file in spoilt_now else whole[file] for file in files}
        for file in files:
            (root / file).write_bytes(now[file])
        checks.again()
        findings = checks.findings()
        forms = [formatted(root / file, file, checks.prefixes) for file in spoilt_now]
        assert all((root / file).read_bytes() == now[file] for file in files)
        assert all(isinstance(finding.line, int | None) and finding.message for finding in findings)
        unreadable = checks.files.unreadable.keys()
        assert checks.files.of.keys() | unreadable >= set(files)
        assert unreadable <= set(spoilt_now)
        assert unreadable <= {finding.file for finding in findings}
        assert all(isinstance(form, Finding | tuple) for form in forms)
    for file in files:
        (root / file).write_bytes(whole[file])
    checks.again()
    assert [finding for finding in checks.findings() if finding.rule != "canonical"] == []


def test_spoilt_files(tiny: Any) -> None:
    fuzz(tiny.root, 1, 15)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(10, 30))
def test_ten_thousand_spoilt_files(seed: int, tiny: Any, amount: Callable[[int, int], int]) -> None:
    fuzz(tiny.root, seed, amount(50, 500))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xef\xbb\xbf",
        b"[" * 200_000,
        b"<http://e.org/a> <http://e.org/b> " + b"(" * 200_000,
        b"<http://e.org/a> <http://e.org/b> " + b"[ <http://e.org/b> " * 50_000,
        b'<http://e.org/a> <http://e.org/b> """' + b"x" * 2_000_000,
        b"#" * 2_000_000,
        b"@prefix a: <http://e.org/> .\n" * 5_000,
        b"<http://e.org/a> <http://e.org/b> " + b",".join([b"1"] * 20_000) + b" .",
        b"<http://e.org/" + b"a" * 1_000_000 + b"> a <http://e.org/b> .",
    ],
    ids=["empty", "mark", "brackets", "parens", "nested", "string", "comment", "prefixes", "objects", "iri"],
)
def test_bombs_are_findings(content: bytes, tiny: Any) -> None:
    path = tiny.root / "data" / "registers" / "bomb.ttl"
    path.write_bytes(content)
    Checks(Workspace(tiny.root)).findings()


def test_a_query_bomb_and_a_shape_bomb_are_findings(tiny: Any) -> None:
    (tiny.root / "ontology" / "checks" / "bomb.rq").write_bytes(
        b"# problem: p\n# solution: s\nSELECT ?subject ?property ?value ?message WHERE " + b"{" * 50_000
    )
    (tiny.root / "ontology" / "shapes").mkdir()
    (tiny.root / "ontology" / "shapes" / "bomb.ttl").write_bytes(b"[" * 100_000)
    rules = {finding.rule for finding in Checks(Workspace(tiny.root)).findings()}
    assert rules >= {"rule", "syntax"}
