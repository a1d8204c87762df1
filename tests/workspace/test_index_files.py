"""The index and files that are odd or change: by clocks, while they are read, as links, by their names."""

from __future__ import annotations

import errno
import os
import random
import shutil
import time
from pathlib import Path

import pytest

from pactgraph.workspace.files import FOLDERS, SourceFile, source_files
from pactgraph.workspace.index import access, build, listing
from pactgraph.workspace.loading import load
from pactgraph.workspace.watch import Watch
from pactgraph.workspace.workspace import Workspace

from .little_workspace import in_memory, indexed, write

pytestmark = pytest.mark.usefixtures("always_indexed")


def test_an_edit_of_equal_size_and_equal_time_shows(root: Path) -> None:
    path = root / "data/documents/one.trig"
    indexed(root)
    status = path.stat()
    write(root, "data/documents/one.trig", "south"[::-1])
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert indexed(root) == in_memory(root)


def test_an_edit_within_the_clocks_grain_shows(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """With stamps that say nothing but the size, as a coarse clock gives twice."""
    monkeypatch.setattr(listing, "_PARTS", lambda status: (status.st_size, 0, 0, 0))
    indexed(root)
    write(root, "data/documents/one.trig", "south"[::-1])
    assert indexed(root) == in_memory(root)


def test_a_file_that_has_rested_is_not_read_again(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    indexed(root)
    monkeypatch.setattr(listing, "GRAIN", 0)
    indexed(root)
    monkeypatch.setattr(listing, "_bytes", None)
    assert indexed(root)


@pytest.mark.parametrize("years", [-60, -1, 1, 10])
def test_files_and_clocks_of_another_time(root: Path, monkeypatch: pytest.MonkeyPatch, years: int) -> None:
    then = time.time_ns() + years * 31_557_600 * 10**9
    path = root / "data/documents/one.trig"
    os.utime(path, ns=(then, then))
    assert indexed(root) == in_memory(root)
    write(root, "data/documents/one.trig", "west")
    os.utime(path, ns=(then, then))
    monkeypatch.setattr(time, "time_ns", lambda: then)
    assert indexed(root) == in_memory(root)
    write(root, "data/documents/one.trig", "tsew")
    os.utime(path, ns=(then, then))
    assert indexed(root) == in_memory(root)


def change_when_read(monkeypatch: pytest.MonkeyPatch, root: Path, times: int) -> None:
    """Has the first document written anew after each of the first `times` reads of it."""
    whole = listing._bytes
    left = iter(range(times))

    def reading(file: SourceFile) -> tuple[os.stat_result, bytes]:
        found = whole(file)
        if file.relative == "data/documents/one.trig" and (number := next(left, None)) is not None:
            write(root, file.relative, f"country{number}")
        return found

    monkeypatch.setattr(listing, "_bytes", reading)


@pytest.mark.parametrize("times", [1, 2, 7])
@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_changes_while_it_is_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, times: int, known: bool
) -> None:
    if known:
        indexed(root)
        write(root, "data/documents/one.trig", "west")
    with monkeypatch.context() as patched:
        change_when_read(patched, root, times)
        seen = indexed(root)
        assert times > 3 or seen == in_memory(root)
    assert indexed(root) == in_memory(root)


def test_a_file_that_shares_a_graph_and_changes_meanwhile_is_looked_at_again(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(root, "data/curation/regions.ttl", "north", "<http://x/a> <http://x/b> <http://x/c> .")
    indexed(root)
    write(root, "data/curation/regions.ttl", "west")
    whole = build.read

    def reading(file: SourceFile) -> listing.Reading:
        if file.relative == "data/registers/regions.ttl":
            monkeypatch.setattr(build, "read", whole)
            write(root, file.relative, "elsewhere")
        return whole(file)

    monkeypatch.setattr(build, "read", reading)
    monkeypatch.setattr(build, "REBUILD_FROM", 1e9)
    assert indexed(root) == in_memory(root)
    assert build.read is whole


@pytest.mark.parametrize("known", [True, False])
def test_a_file_that_goes_between_listing_and_reading_is_a_finding(root: Path, known: bool) -> None:
    if known:
        indexed(root)
        write(root, "data/documents/one.trig", "west")
    files = listing.Listing(root)
    assert len(files) > 1
    (root / "data/documents/one.trig").unlink()
    opened = access.open_index(files, Watch())
    assert [finding.file for finding in opened.unreadable] == ["data/documents/one.trig"]
    assert set(opened.store) == in_memory(root)
    assert indexed(root) == in_memory(root)
    assert Workspace(root).loaded.unreadable == []


def test_links_to_files_and_folders_are_followed(root: Path) -> None:
    outside = root / "elsewhere"
    outside.mkdir()
    target = write(outside, "three.trig", "west")
    (root / "data/documents/three.trig").symlink_to(target)
    shutil.move(root / "data/registers", outside / "registers")
    (root / "data/registers").symlink_to(outside / "registers")
    assert indexed(root) == in_memory(root)
    write(outside, "three.trig", "north")
    write(outside, "registers/regions.ttl", "elsewhere")
    assert indexed(root) == in_memory(root)
    other = write(outside, "other.trig", "again")
    (root / "data/documents/three.trig").unlink()
    (root / "data/documents/three.trig").symlink_to(other)
    assert indexed(root) == in_memory(root)


@pytest.mark.parametrize("target", ["nowhere.trig", "loop.trig", "."])
def test_a_link_that_leads_to_no_file_is_a_finding_until_it_does(root: Path, target: str) -> None:
    link = root / "data/documents/loop.trig"
    link.symlink_to(target)
    for _ in range(2):
        workspace = Workspace(root)
        assert set(workspace.store) == in_memory(root)
        assert [finding.file for finding in workspace.loaded.unreadable] == ["data/documents/loop.trig"]
        assert workspace.loaded.unreadable == load(source_files(root)).unreadable
    link.unlink()
    write(root, "data/documents/loop.trig", "west")
    assert indexed(root) == in_memory(root)


def test_a_pipe_in_the_place_of_a_file_does_not_stop_the_index(root: Path) -> None:
    os.mkfifo(root / "data/documents/pipe.trig")
    (finding,) = Workspace(root).loaded.unreadable
    assert finding.file == "data/documents/pipe.trig"


def test_odd_file_names_are_kept_apart(root: Path) -> None:
    names = ["a b", "tab\there", "line\nend", "back\\slash", "b\udcffyte", "ü", "a_b", "%20"]
    for name in names:
        write(root, f"data/registers/{name}.ttl", "north")
        (root / f"data/documents/{name}.trig").write_text("<http://x/a> <http://x/b> <http://x/c> .")
    assert indexed(root) == in_memory(root)
    for name in names:
        (root / f"data/registers/{name}.ttl").unlink()
        (root / f"data/documents/{name}.trig").write_text("<http://x/a> <http://x/b> <http://x/d> .")
        assert indexed(root) == in_memory(root)


@pytest.mark.parametrize("seed", range(8))
def test_what_changed_is_found_among_many(seed: int) -> None:
    """Beside the comparison of two dictionaries: files that changed, came, went, and have no stamp."""
    chance = random.Random(seed)
    then = {f"d{number:04}.trig": chance.randbytes(listing.STAMP) for number in range(1800)}
    now = dict(then)
    for name in chance.sample(sorted(then), chance.choice([0, 1, 7])):
        now[name] = chance.choice([listing.NO_STAMP, chance.randbytes(listing.STAMP)])
    still = chance.choice(sorted(then))
    then[still] = now[still] = listing.NO_STAMP
    if seed % 2:
        del now[chance.choice(sorted(then))]
        now["new.trig"] = chance.randbytes(listing.STAMP)

    def stamps(of: dict[str, bytes]) -> listing.Stamps:
        here = [each.path == "data/documents" for each in FOLDERS]
        return listing.Stamps(
            [sorted(of) if yes else [] for yes in here],
            [b"".join(of[name] for name in sorted(of)) if yes else b"" for yes in here],
        )

    changed, gone = stamps(now).since(stamps(then))
    differing = [name for name in sorted(now) if then.get(name) != now[name] or now[name] == listing.NO_STAMP]
    assert changed == [f"data/documents/{name}" for name in differing]
    assert gone == [f"data/documents/{name}" for name in sorted(then) if name not in now]


def rows(root: Path) -> Path:
    """The rows of the current generation."""
    folder = root / ".pactgraph"
    return folder / (folder / "current").read_text().strip() / "rows"


@pytest.mark.parametrize("links", [True, False])
def test_an_edit_adds_the_rows_of_its_files_alone(
    root: Path, monkeypatch: pytest.MonkeyPatch, links: bool
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(errno.ENOTSUP, os.strerror(errno.ENOTSUP))

    monkeypatch.setattr(build, "REBUILD_FROM", 1e9)
    if not links:
        monkeypatch.setattr(os, "link", refuse)
    indexed(root)
    before = rows(root).read_bytes()
    inode = rows(root).stat().st_ino
    write(root, "data/documents/one.trig", "west")
    os.utime(root / "data/documents/two.trig")
    assert indexed(root) == in_memory(root)
    after = rows(root).read_bytes()
    assert after.startswith(before)
    assert [line.split(b'"')[1] for line in after[len(before) :].splitlines()] == [b"data/documents/one.trig"]
    assert (rows(root).stat().st_ino == inode) is links


def test_rows_that_no_file_has_any_more_are_taken_away(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(build, "REBUILD_FROM", 1e9)
    indexed(root)
    built = rows(root).stat().st_size
    monkeypatch.setattr(build, "ROWS_AT_LEAST", 0)
    sizes = []
    for number in range(3 * 5):
        write(root, "data/documents/one.trig", f"west{number:02}")
        assert indexed(root) == in_memory(root)
        sizes.append(rows(root).stat().st_size)
    assert max(sizes) < (build.MOST_ROWS + 1) * built
    assert sizes.count(built) == 1


@pytest.mark.slow
def test_a_hundred_thousand_files(quick_path: Path) -> None:
    root = quick_path / "many"
    for each in FOLDERS:
        (root / each.path).mkdir(parents=True, exist_ok=True)
    for number in range(100_000):
        write(root, f"data/documents/d{number}.trig", f"c{number % 7}")
    assert len(indexed(root)) == 100_007
    write(root, "data/documents/d5.trig", "elsewhere")
    (root / "data/documents/d6.trig").unlink()
    assert len(indexed(root)) == 100_007


def test_inodes_of_64_bits_and_a_file_without_a_stamp(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the quick look fails each file is looked at by itself, with the same stamps."""
    paths = [str(path) for path in sorted((root / "data/documents").iterdir())]
    plain = listing._looked_at(paths)
    (root / "data/documents/gone.trig").symlink_to("nowhere")
    assert listing.Listing(root).stamp("data/documents/gone.trig") == listing.NO_STAMP
    assert indexed(root) == in_memory(root)
    parts = listing._PARTS
    monkeypatch.setattr(listing, "_PARTS", lambda status: (*parts(status)[:3], 2**64 - 2))
    large = listing._looked_at(paths)
    assert list(large[3::4]) == [-2] * len(paths) and large[:3] == plain[:3]
    assert indexed(root) == in_memory(root)
