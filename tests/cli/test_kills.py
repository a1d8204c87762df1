"""Killed at any moment, two at once, edited meanwhile: nothing is lost, and the same call finishes.

A few of each are run; with $PACTGRAPH_LONG fifty kills, twenty pairs and twenty edits of each.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from .cut_off import call, edited, environment, killed, steps, tree

pytestmark = pytest.mark.slow

TEXT = "Alder and Brin sign a pact on hydrogen."
UNTIDY = '@prefix x: <http://x.example/> .\n# a remark\nx:b x:c   "2" .\nx:a x:c   "1" .\n'
REGION = (
    "@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n"
    "@prefix pact: <https://w3id.org/pactgraph/def#> .\n"
    "@prefix region: <https://w3id.org/pactgraph/id/region/> .\n"
    "@prefix country: <https://w3id.org/pactgraph/id/country/> .\n"
)
DOCUMENT = (
    "@prefix document: <https://w3id.org/pactgraph/id/document/> .\n"
    "@prefix passage: <https://w3id.org/pactgraph/id/passage/> .\n"
    "@prefix pact: <https://w3id.org/pactgraph/def#> .\n"
    "# a remark\n"
    "document:pact-2031 a pact:Document .\n"
    'passage:pact-2031_0-5 { <https://w3id.org/pactgraph/id/region/a> pact:printedName "Alder" . }\n'
)


class Writing(NamedTuple):
    """A call that writes, what it works on, and files that somebody may edit meanwhile."""

    arguments: tuple[str, ...]
    edits: tuple[str, ...] = ()
    prepare: Callable[[Path], object] = lambda _root: None
    again: tuple[int, ...] = (0,)


def _untidy(root: Path) -> None:
    for name in ("one", "two", "three"):
        (root / f"data/registers/{name}.ttl").write_text(UNTIDY)


def _misspelt(root: Path) -> None:
    (root / "data/registers/more.ttl").write_text(
        REGION + 'region:a a pact:Reigon ; rdfs:label "A"@en ; pact:country country:c .\n'
    )


def _document(root: Path) -> None:
    (root / "data/documents/pact-2031.trig").write_text(DOCUMENT)


def _package(root: Path) -> None:
    (root / "src").mkdir()
    (root / "src/version.py").write_text('__version__ = "0.1.0"\n')
    (root / "pyproject.toml").write_text('[tool.hatch.version]\npath = "src/version.py"\n')
    (root / "CITATION.cff").write_text(
        "cff-version: 1.2.0\ntitle: Pacts\nmessage: Cite.\nlicense: CC-BY-4.0\nversion: 0.1.0\n"
        "date-released: 2031-01-01\nauthors:\n  - name: Someone\n"
    )


def _agreement(root: Path) -> None:
    (root / "data/registers/pacts.ttl").write_text(
        "@prefix pact: <https://w3id.org/pactgraph/def#> .\n"
        "<https://w3id.org/pactgraph/id/agreement/pact> a pact:Agreement ; pact:party\n"
        "    <https://w3id.org/pactgraph/id/region/alder> , <https://w3id.org/pactgraph/id/region/brin> .\n"
        "<https://w3id.org/pactgraph/id/region/alder> a pact:Region .\n"
        "<https://w3id.org/pactgraph/id/region/brin> a pact:Region .\n"
    )


def _old_file(root: Path) -> None:
    (root / "all.nt").write_text("# what was there\n")


def _old_tables(root: Path) -> None:
    register = root / "data/registers/regions.ttl"
    new = register.read_text()
    (root / "data/registers/more.ttl").write_text("<http://x.example/a> a <http://x.example/Gone> .\n")
    register.write_text(new.replace('"Alder"', '"Older"'))
    assert call("export", "-f", "csv", "-o", "tables", at=root).returncode == 0
    (root / "tables/notes.txt").write_text("mine")
    (root / "data/registers/more.ttl").unlink()
    register.write_text(new)


def _old_site(root: Path) -> None:
    register = root / "data/registers/regions.ttl"
    new = register.read_text()
    register.write_text(new + '\nregion:gone a pact:Region ; rdfs:label "Gone"@en .\n')
    assert call("site", "public", "--no-validation", "--lang", "en", at=root).returncode == 0
    (root / "public/.git").mkdir()
    for name in ("CNAME", ".nojekyll", ".git/HEAD", "region/notes.txt"):
        (root / "public" / name).write_text("mine")
    register.write_text(new)


REGISTER = "data/registers/regions.ttl"
WRITINGS = {
    "new-region": Writing(("new", "region", "brin", "--label", "Brin"), (REGISTER,), again=(0, 2)),
    "new-law": Writing(
        ("new", "law", "act-1", "--label", "Act 1"), ("data/registers/laws.ttl",), again=(0, 2)
    ),
    "new-document": Writing(
        ("new", "document", "pact-2031", "--label", "Pact", "--text", "text.txt"),
        ("data/documents/pact-2031.trig",),
        again=(0, 2),
    ),
    "new-query": Writing(("new", "query", "regions", "--question", "Which regions?"), again=(0, 2)),
    "stamp": Writing(
        ("stamp", "data/documents/pact-2031.trig", "--text", "text.txt"),
        ("data/documents/pact-2031.trig",),
        _document,
    ),
    "format": Writing(("format",), ("data/registers/one.ttl", "data/registers/two.ttl"), _untidy),
    "fix": Writing(("validate", "--fix", "--yes"), ("data/registers/more.ttl",), _misspelt, again=(0, 1)),
    "record": Writing(("validate", "--record"), ("data/coverage.toml",)),
    "release": Writing(
        ("release", "0.2.0", "--date", "2031-02-03"),
        ("ontology/pactgraph.ttl", "CITATION.cff", "src/version.py"),
        _package,
        again=(0, 2),
    ),
    "init": Writing(("init", "pacts"), again=(0, 2)),
    "export": Writing(("export", "-o", "all.nt"), prepare=_old_file),
    "draw": Writing(("draw", "network", "-o", "new.svg"), prepare=_agreement),
    "tables": Writing(("export", "-f", "csv", "-o", "tables"), prepare=_old_tables),
    "site": Writing(
        ("site", "public", "--no-validation", "--lang", "en"),
        ("public/index.html", "public/region/index.html"),
        _old_site,
    ),
}
LISTS = ("public/pactgraph-site.json",)
"""Lists of files that say of themselves that they are not finished."""


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small workspace that validates."""
    folder = tmp_path_factory.mktemp("template")
    assert call("init", "pacts", at=folder).returncode == 0
    root = folder / "pacts"
    labels = ('Alder"@en, "Alder"@de, "Alder"@fr, "Alder"@nl', 'C"@en, "C"@de, "C"@fr, "C"@nl')
    (root / REGISTER).write_text(
        f'{REGION}region:a a pact:Region ; rdfs:label "{labels[0]} ; pact:country country:c .\n'
    )
    (root / "data/registers/countries.ttl").write_text(
        f'{REGION}country:c a pact:Country ; rdfs:label "{labels[1]} .\n'
    )
    (root / "text.txt").write_text(TEXT)
    assert call("format", at=root).returncode == 0
    assert call("validate", at=root).returncode == 0
    return root


@pytest.fixture(params=WRITINGS)
def name(request: pytest.FixtureRequest) -> str:
    if request.param == "site":
        pytest.importorskip("jinja2")
    return str(request.param)


@pytest.fixture
def before(name: str, template: Path, tmp_path: Path) -> Path:
    """The workspace as the call finds it; never changed."""
    root = tmp_path / "before"
    shutil.copytree(template, root)
    WRITINGS[name].prepare(root)
    return root


def fresh(before: Path) -> Path:
    """A copy to work on."""
    root = before.parent / "root"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(before, root)
    return root


def check_whole(now: dict[str, bytes], old: dict[str, bytes], new: dict[str, bytes]) -> None:
    """Every file is there as it was or as it will be; nothing is gone but what goes."""
    for path, content in now.items():
        hidden = any(part.startswith(".pactgraph") for part in path.split("/"))
        if not hidden and not path.endswith("/") and path not in LISTS:
            assert content in (old.get(path), new.get(path)), path
    gone = {path for path in old.keys() - now.keys() if not path.endswith("/")}
    assert gone <= old.keys() - new.keys()


def finish(root: Path, writing: Writing, new: dict[str, bytes]) -> None:
    """The same call once more finishes: all is as after a call in peace, with nothing left over."""
    done = call(*writing.arguments, at=root)
    assert done.returncode in writing.again, done.stderr
    assert "Traceback" not in done.stderr
    assert tree(root) == new


def test_killed_it_loses_nothing_and_the_same_call_finishes(
    name: str, before: Path, amount: Callable[[int, int], int]
) -> None:
    writing, old = WRITINGS[name], tree(before)
    root = fresh(before)
    began = time.monotonic()
    assert call(*writing.arguments, at=root).returncode in writing.again
    took = time.monotonic() - began
    new = tree(root)
    assert new != old
    known = steps("kill", *writing.arguments, at=fresh(before))
    kills = amount(3, 50)
    at_steps = random.sample(range(1, known + 1), min(known, kills - kills // 3))
    ended = 0
    for step in at_steps:
        root = fresh(before)
        ended += killed(step, *writing.arguments, at=root).returncode == -signal.SIGKILL
        check_whole(tree(root), old, new)
        finish(root, writing, new)
    assert ended >= len(at_steps) * 0.9
    for _ in range(kills - len(at_steps)):
        root = fresh(before)
        process = start(*writing.arguments, at=root)
        time.sleep(random.random() * took)
        process.kill()
        process.communicate()
        check_whole(tree(root), old, new)
        finish(root, writing, new)


def start(*arguments: str, at: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from pactgraph.cli import main; main()", *arguments]
    return subprocess.Popen(
        command,
        cwd=at,
        text=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment(),
    )


def test_an_edit_meanwhile_is_never_lost(name: str, before: Path, amount: Callable[[int, int], int]) -> None:
    writing = WRITINGS[name]
    if not writing.edits:
        pytest.skip("writes nothing that somebody edits")
    known = steps("edit", *writing.arguments, at=fresh(before))
    for number in range(amount(3, 20)):
        root = fresh(before)
        target = root / writing.edits[number % len(writing.edits)]
        done = edited(random.randint(1, known), target, *writing.arguments, at=root)
        assert target.read_bytes().count(b"# EDIT\n") == 1, done.stderr
        assert done.returncode in (0, 1, 2) and "Traceback" not in done.stderr
        if done.returncode == 2:
            assert target.name in done.stderr, done.stderr
        assert not list(root.rglob(".pactgraph-*.new"))


SAID = 'region:brin pact:printedName "Brin"'
PAIRS = {
    "two records": ("new-region", ("new", "region", "corr", "--label", "Corr")),
    "a record and the form": ("new-region", ("format",)),
    "a record and a query": ("new-region", WRITINGS["new-query"].arguments),
    "a stamp and a passage": (
        "stamp",
        ("new", "passage", "pact-2031", "--text", "text.txt", "--words", "Brin", "--says", SAID),
    ),
    **{f"the same {name}": (name, WRITINGS[name].arguments) for name in WRITINGS},
}


@pytest.mark.parametrize("pair", PAIRS)
def test_two_at_once_lose_nothing(
    pair: str, template: Path, tmp_path: Path, amount: Callable[[int, int], int]
) -> None:
    name, other = PAIRS[pair]
    if "site" in (name, other[0]):
        pytest.importorskip("jinja2")
    before = tmp_path / "before"
    shutil.copytree(template, before)
    WRITINGS[name].prepare(before)
    one = WRITINGS[name].arguments
    ways = []
    for arguments in ((one, other), (other, one)):
        root = fresh(before)
        for each in arguments:
            call(*each, at=root)
        ways.append(tree(root))
    for _ in range(amount(2, 20)):
        root = fresh(before)
        both = [start(*each, at=root) for each in (one, other)]
        told = [process.communicate(timeout=120)[1] for process in both]
        codes = [process.returncode for process in both]
        assert set(codes) <= {0, 1, 2} and "Traceback" not in "".join(told), told
        if 2 in codes:  # it was told, and may be repeated
            assert codes.count(2) == 1
            again = (one, other)[codes.index(2)]
            call(*again, at=root)
        assert tree(root) in ways, told


@pytest.fixture
def small_disk(tmp_path: Path) -> Path:
    """A file system with room for little more than the workspace."""
    if os.geteuid() != 0 or sys.platform != "linux":
        pytest.skip("only root of a Linux mounts a file system")
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "none", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("no file system may be mounted here")
    return folder


def test_a_full_disk_or_a_read_only_one_is_said(name: str, before: Path, small_disk: Path) -> None:
    writing, root = WRITINGS[name], small_disk / "root"
    try:
        shutil.copytree(before, root)
        _fill(small_disk)
        check_refused(root, writing, "No space left on device")
        (small_disk / "filling").unlink()
        subprocess.run(["mount", "-o", "remount,ro", small_disk], check=True)
        check_refused(root, writing, "Read-only file system")
        subprocess.run(["mount", "-o", "remount,rw", small_disk], check=True)
        assert call(*writing.arguments, at=root).returncode in writing.again
    finally:
        subprocess.run(["umount", "-l", small_disk], check=True)


def check_refused(root: Path, writing: Writing, reason: str) -> None:
    old = tree(root)
    done = call(*writing.arguments, at=root)
    assert done.returncode == 2, done.stderr
    last = done.stderr.splitlines()
    assert any(line.startswith("Error: cannot ") and reason in line for line in last), done.stderr
    assert "None" not in done.stderr and "Traceback" not in done.stderr
    assert tree(root) == old


def _fill(folder: Path) -> None:
    """Writes a file until there is no room left."""
    with (folder / "filling").open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while file.write(b"\0" * size):
                    pass
            except OSError:
                continue
