"""The index under faults: kills, other processes, full disks, damage. A question gets the files' rows."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from pactgraph.workspace.index import access, generations
from pactgraph.workspace.index.generations import Generations
from pactgraph.workspace.index.listing import content_digest
from pactgraph.workspace.index.record import NoRecord
from pactgraph.workspace.index.state import drop
from pactgraph.workspace.workspace import Workspace

from .little_workspace import in_memory, indexed, write

GENERATE = Path(__file__).parents[1] / "benchmarks" / "generate.py"
READ = """
import sys
from pathlib import Path
from pactgraph.workspace.watch import Watch
from pactgraph.workspace.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
workspace.watch = Watch(lambda message: print(message, file=sys.stderr))
print(len(set(workspace.store)))
"""

pytestmark = pytest.mark.usefixtures("always_indexed")


def generation(root: Path) -> Path:
    folder = root / ".pactgraph"
    return folder / (folder / "current").read_text().strip()


def start(root: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", READ, str(root)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


@pytest.fixture
def generated(quick_path: Path) -> Path:
    """A workspace of 40 documents, whose index takes some tenths of a second to build."""
    folder = quick_path / "generated"
    subprocess.run([sys.executable, GENERATE, folder, "--documents", "40"], check=True, capture_output=True)
    return folder


@pytest.mark.slow
def test_fifty_kills_while_it_is_built_or_brought_up_to_date_lose_nothing(generated: Path) -> None:
    """Wherever a kill falls; the next test has one at each step."""
    chance = random.Random(50)
    documents = sorted((generated / "data/documents").iterdir())
    began = time.monotonic()
    start(generated).communicate()
    longest = time.monotonic() - began
    for number in range(50):
        if number % 2:
            drop(generated)
        else:
            document = chance.choice(documents)
            text = document.read_text(encoding="utf-8")
            document.write_text(text + f"<http://x/{number}> a <http://x/Edit> .\n", encoding="utf-8")
        process = start(generated)
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert indexed(generated) == in_memory(generated)
        assert len(list((generated / ".pactgraph").glob("g*"))) == 1


def test_a_kill_before_each_step_of_writing_loses_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stops at each rename, removal and flush, in building and in mending, as if killed there."""

    class Killed(BaseException):
        pass

    for kind in ("building", "mending"):
        for step in range(40):
            if kind == "building":
                drop(root)
            else:
                indexed(root)
                write(root, "data/documents/one.trig", f"country{step}")
            calls = iter(range(step))

            def maybe(function, calls=calls):  # type: ignore[no-untyped-def]
                def stopping(*arguments, **options):  # type: ignore[no-untyped-def]
                    if next(calls, None) is None:
                        raise Killed
                    return function(*arguments, **options)

                return stopping

            with monkeypatch.context() as patched:
                patched.setattr(os, "fsync", maybe(os.fsync))
                patched.setattr(Path, "replace", maybe(Path.replace))
                patched.setattr(generations.Generations, "clear", lambda *_: None)
                patched.setattr(shutil, "rmtree", maybe(shutil.rmtree))
                try:
                    indexed(root)
                    finished = True
                except Killed:
                    finished = False
            assert indexed(root) == in_memory(root)
            if finished:
                break
        assert finished
        assert step > 3


@pytest.mark.slow
def test_commands_at_once_build_one_index_and_agree(generated: Path) -> None:
    expected = f"{len(in_memory(generated))}\n"
    for _ in range(2):
        answers = [process.communicate() for process in [start(generated) for _ in range(4)]]
        assert {out for out, _ in answers} == {expected}
        assert {err for _, err in answers} <= {"", f"{access._WAITING}\n"}
        assert [path.name[:3] for path in (generated / ".pactgraph").glob("g*")] == ["g1-"]
    drop(generated)


def test_a_reader_with_an_old_generation_is_not_disturbed_by_a_writer(root: Path) -> None:
    old = in_memory(root)
    reader = Workspace(root)
    store = reader.store
    write(root, "data/documents/one.trig", "west")
    out, _ = start(root).communicate()
    assert out == f"{len(in_memory(root))}\n"
    assert set(store) == old
    assert indexed(root) == in_memory(root)


def test_a_process_that_waits_too_long_reads_the_files(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(access, "PATIENCE", 0.1)
    with Generations(root / ".pactgraph").writing(0, lambda: None):
        assert indexed(root, "locked") == in_memory(root)
    assert indexed(root) == in_memory(root)


def test_one_that_waits_says_so_once(root: Path) -> None:
    lines: list[str] = []
    place = Generations(root / ".pactgraph")
    with (
        place.writing(0, lambda: None),
        pytest.raises(generations.Busy),
        place.writing(1.3, lambda: lines.append("waiting")),
    ):
        pass
    assert lines == ["waiting"]


@pytest.fixture
def mounted(tmp_path: Path) -> Iterator[Path]:
    """A file system of 4 MB."""
    folder = tmp_path / "mounted"
    folder.mkdir()
    _mount("-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder))
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


def _mount(*arguments: str) -> None:
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode
    ):
        pytest.skip("mounting a file system is not allowed here")


@pytest.mark.slow
def test_a_full_disk_is_said_in_one_line_and_leaves_nothing_behind(generated: Path, mounted: Path) -> None:
    shutil.copytree(generated, mounted / "workspace")
    root = mounted / "workspace"
    assert indexed(root, "no index is kept") == in_memory(root)
    assert list((root / ".pactgraph").glob("g*")) == []


def test_a_disk_that_fills_up_leaves_the_index_of_before(root: Path, mounted: Path) -> None:
    shutil.copytree(root, mounted / "workspace")
    root = mounted / "workspace"
    before = indexed(root)
    text = (root / "data/documents/one.trig").read_bytes()
    write(root, "data/documents/one.trig", "west")
    filler = mounted / "filler"
    with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
        while True:
            file.write(bytes(4096))
    assert indexed(root, "No space left") == in_memory(root)
    filler.unlink()
    assert indexed(root) == in_memory(root) != before
    (root / "data/documents/one.trig").write_bytes(text)
    assert indexed(root) == before


def test_a_read_only_workspace_has_its_index_in_the_cache_folder(
    root: Path, tmp_path: Path, always_indexed: Path
) -> None:
    view = tmp_path / "view"
    view.mkdir()
    _mount("--bind", str(root), str(view))
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(view)], check=True)
        assert indexed(view) == in_memory(root)
        assert not (root / ".pactgraph").exists()
        (cached,) = (always_indexed / "pactgraph").iterdir()
        assert (cached / "current").exists()
        write(root, "data/documents/one.trig", "west")
        assert indexed(view) == in_memory(root)
        indexed(root)
        shutil.rmtree(cached)
        assert indexed(view) == in_memory(root)
        assert not cached.exists(), "the index in the workspace is read where it is up to date"
    finally:
        subprocess.run(["umount", "-l", str(view)], check=True)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_where_no_folder_can_be_written_the_files_are_read(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Simulated, as the superuser may write everywhere."""

    def refuse(self: Generations) -> None:
        raise OSError(number, os.strerror(number), str(self.folder))

    monkeypatch.setattr(Generations, "_make", refuse)
    assert indexed(root, os.strerror(number)) == in_memory(root)


def test_without_file_locks_the_files_are_read(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "fcntl", None)
    assert indexed(root, "no file locks") == in_memory(root)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("head.json", b""),
        ("head.json", b"[" * 100_000),
        ("head.json", b'{"version": "0 pyoxigraph 0.1"}'),
        ("head.json", b"null"),
        ("files", b""),
        ("files", b"\xff"),
        ("files", b"data/documents/one.trig\t1\n"),
        ("files", content_digest(b"\n[0, 1]\n").encode() + b"\n[0, 1]\n"),
        ("rows", b""),
        ("rows", b"\xff"),
        ("rows", b'["data/documents/two.trig", "-"]\n' * 9),
        ("rows", b"[" * 100_000),
        ("store/CURRENT", b"nothing"),
        ("../current", b"../../data"),
        ("../current", b"\xff"),
        ("../current", b"g1-0000000000000000"),
    ],
)
def test_a_damaged_index_is_built_anew(root: Path, name: str, content: bytes) -> None:
    indexed(root)
    (generation(root) / name).write_bytes(content)
    write(root, "data/documents/one.trig", "west")
    assert indexed(root) == in_memory(root)
    assert len(list((root / ".pactgraph").glob("g*"))) == 1


@pytest.mark.parametrize(
    "key", ["version", "listing", "files", "unsettled", "unreadable", "irregular", "more"]
)
def test_an_index_from_another_version_is_built_anew(root: Path, key: str) -> None:
    import json

    indexed(root)
    path = generation(root) / "head.json"
    head = json.loads(path.read_text())
    head[key] = 1.5
    path.write_text(json.dumps(head))
    assert indexed(root) == in_memory(root)
    with pytest.raises(NoRecord):
        access.Head.read(path)


def test_an_index_that_was_copied_is_not_trusted(root: Path) -> None:
    indexed(root)
    copy = root.parent / "copy"
    shutil.copytree(root, copy, symlinks=True)
    before = generation(copy).name
    assert indexed(copy) == in_memory(root)
    assert generation(copy).name != before


def test_an_index_folder_that_is_a_link_is_left_alone(root: Path, always_indexed: Path) -> None:
    other = root.parent / "precious"
    (other / "g1-0123456789abcdef").mkdir(parents=True)
    (root / ".pactgraph").symlink_to(other)
    assert indexed(root) == in_memory(root)
    assert [path.name for path in other.iterdir()] == ["g1-0123456789abcdef"]
    assert list((always_indexed / "pactgraph").iterdir())
    drop(root)
    assert [path.name for path in other.iterdir()] == ["g1-0123456789abcdef"]
