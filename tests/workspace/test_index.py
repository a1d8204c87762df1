"""The index on disk: what the files say, as long as they say it; never anything else, whatever happens."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad

from pactgraph.workspace import index
from pactgraph.workspace.files import FOLDERS, SourceFile, source_files
from pactgraph.workspace.index import build, current, drop, state
from pactgraph.workspace.loading import load
from pactgraph.workspace.locate import INDEXES
from pactgraph.workspace.rules import read_rules
from pactgraph.workspace.workspace import Workspace
from pactgraph.workspace.writing import WriteFault

GENERATE = Path(__file__).parents[1] / "benchmarks" / "generate.py"
BUILD = """
import sys
from pathlib import Path
from pactgraph.workspace.index import build
build(Path(sys.argv[1]))
"""
PASSAGE = "<https://w3id.org/pactgraph/id/passage/{}_0-5>"
UPLAND = "<http://x/upland> <http://x/in> <http://x/{}> ."


def write(root: Path, name: str, text: str) -> Path:
    path = root / name
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace of some small files."""
    folder = tmp_path / "workspace"
    for each in FOLDERS:
        (folder / each.path).mkdir(parents=True, exist_ok=True)
    (folder / "ontology/rules").mkdir()
    write(folder, "ontology/pactgraph.ttl", "<http://x/in> a <http://x/Property> .")
    write(folder, "data/registers/regions.ttl", UPLAND.format("north"))
    write(folder, "data/documents/one.trig", f"{PASSAGE.format('one')} {{ {UPLAND.format('south')} }}")
    write(folder, "data/documents/two.trig", f"{PASSAGE.format('two')} {{ {UPLAND.format('east')} }}")
    return folder


@pytest.fixture
def generated(tmp_path: Path) -> Path:
    """A workspace of 40 documents, whose index takes some tenths of a second to build."""
    folder = tmp_path / "generated"
    subprocess.run([sys.executable, GENERATE, folder, "--documents", "40"], check=True, capture_output=True)
    return folder


def in_files(root: Path) -> Dataset:
    """What the files say, read without an index."""
    return canonical(load(source_files(root), read_rules(root)).store)


def asked(root: Path) -> Dataset:
    """What a question meets."""
    return canonical(Workspace(root).store)


def canonical(quads: Iterator[Quad]) -> Dataset:
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return dataset


def names(root: Path) -> list[str]:
    """The names of all that is in the folder for indexes."""
    return sorted(path.name for path in (root / INDEXES).iterdir())


def test_a_question_reads_the_files_and_writes_nothing(root: Path) -> None:
    assert asked(root) == in_files(root)
    assert not (root / ".pactgraph").exists()


def test_what_is_built_is_what_the_files_say(root: Path) -> None:
    assert build(root)
    workspace = Workspace(root)
    assert canonical(workspace.store) == in_files(root)
    assert "loaded" not in vars(workspace)
    assert workspace.opened.advice == ""


def test_it_has_the_graphs_of_the_small_world_and_the_default_graph(
    small_world: Path, tmp_path: Path
) -> None:
    root = Path(shutil.copytree(small_world, tmp_path / "world"))
    build(root)
    store, files = Workspace(root).store, load(source_files(root), read_rules(root)).store
    assert set(store) == set(files)
    assert set(store.named_graphs()) == set(files.named_graphs())


def test_built_again_it_is_the_same(root: Path) -> None:
    build(root)
    (before,) = names(root)
    assert not build(root)
    assert names(root) == [before]


def test_it_is_no_part_of_a_git_repository(root: Path) -> None:
    build(root)
    assert (root / ".pactgraph" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("data/documents/one.trig", f"{PASSAGE.format('one')} {{ {UPLAND.format('west')} }}"),
        ("data/documents/one.trig", ""),
        ("data/documents/one.trig", "this is no TriG"),
        (
            "data/documents/one.trig",
            f"{PASSAGE.format('one')} {{ _:x <http://x/a> _:y }} _:x <http://x/b> 07 .",
        ),
        ("data/documents/three.trig", f"<http://x/graph> {{ {UPLAND.format('west')} }}"),
        ("data/curation/decisions.ttl", UPLAND.format("west")),
        ("data/registers/a b.ttl", UPLAND.format("west")),
        ("data/registers/b\udcffyte.ttl", UPLAND.format("west")),
        ("ontology/pactgraph.ttl", ""),
        ("ontology/schemes/sector.ttl", UPLAND.format("west")),
        ("ontology/rules/10-law.rq", "CONSTRUCT { ?s <http://x/law> ?o } WHERE { ?s <http://x/in> ?o }"),
    ],
)
def test_an_edit_ends_it_and_taken_back_it_counts_again(root: Path, name: str, text: str) -> None:
    before = in_files(root)
    build(root)
    existed = (root / name).exists()
    content = (root / name).read_bytes() if existed else b""
    write(root, name, text)
    assert current(root) is None
    assert asked(root) == in_files(root)
    if existed:
        (root / name).write_bytes(content)
    else:
        (root / name).unlink()
    assert current(root) is not None
    assert asked(root) == before
    write(root, name, text)
    assert build(root)
    assert canonical(current(root).store) == in_files(root)  # type: ignore[union-attr]
    assert len(names(root)) == 1


def test_an_edit_of_equal_size_and_equal_times_shows(root: Path) -> None:
    path = root / "data/documents/one.trig"
    build(root)
    status, text = path.stat(), path.read_text()
    path.write_text(text.replace("south", "htuos"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert asked(root) == in_files(root)
    assert current(root) is None


def test_a_renamed_file_is_another_one_and_a_touched_one_is_not(root: Path) -> None:
    build(root)
    os.utime(root / "data/documents/two.trig")
    assert current(root)
    (root / "data/documents/one.trig").rename(root / "data/documents/uno.trig")
    assert current(root) is None


def test_other_code_makes_another_index(root: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    build(root)
    package = Path(shutil.copytree(Path(index.__file__).parent, tmp_path / "package"))
    with (package / "law.py").open("a") as file:
        file.write("# another law\n")
    monkeypatch.setattr(index, "__file__", str(package / "index.py"))
    assert current(root) is None


def test_a_file_that_cannot_be_read_is_a_finding_from_the_index_too(root: Path) -> None:
    write(root, "data/documents/one.trig", "no TriG")
    (root / "data/documents/two.trig").unlink()
    (root / "data/documents/two.trig").mkdir()
    (root / "data/registers/nowhere.ttl").symlink_to("nothing")
    os.mkfifo(root / "data/registers/pipe.ttl")
    found = Workspace(root).opened.unreadable
    assert len(found) == 4
    build(root)
    workspace = Workspace(root)
    assert workspace.opened.unreadable == found
    assert "loaded" not in vars(workspace)
    (root / "data/registers/pipe.ttl").unlink()
    assert len(Workspace(root).opened.unreadable) == 3


def test_a_file_that_changes_while_it_is_made_does_not_end_under_a_wrong_name(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = index.read_content

    def reading(file: SourceFile) -> bytes:
        content = whole(file)
        if file.relative == "data/documents/two.trig":
            write(root, "data/documents/one.trig", "")
        return content

    before = in_files(root)
    old = (root / "data/documents/one.trig").read_bytes()
    with monkeypatch.context() as patched:
        patched.setattr(index, "_name", lambda _: "0" * 32)
        patched.setattr(index, "read_content", reading)
        build(root)
    assert asked(root) == in_files(root) != before
    (root / "data/documents/one.trig").write_bytes(old)
    assert current(root)
    assert asked(root) == before


def test_a_reader_keeps_its_index_while_others_come_and_go(root: Path) -> None:
    build(root)
    reader, before = Workspace(root), in_files(root)
    assert canonical(reader.store) == before
    (kept,) = names(root)
    for text in ("", UPLAND.format("west")):
        write(root, "data/registers/regions.ttl", text)
        subprocess.run([sys.executable, "-c", BUILD, str(root)], check=True)
        assert kept in names(root)
        assert len(names(root)) == 2
        assert state(root).others == 1
        assert canonical(reader.store) == before
        assert asked(root) == in_files(root)
    assert not drop(root)
    del reader
    assert drop(root)
    assert not (root / INDEXES).exists()


def test_a_stop_before_each_step_of_writing_loses_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stops at each flush, rename and removal, as if killed there."""

    class Killed(BaseException):
        pass

    step, finished = 0, False
    while not finished:
        calls = iter(range(step))

        def maybe(function: Callable[..., object], calls: Iterator[int] = calls) -> Callable[..., object]:
            def stopping(*arguments: object, **options: object) -> object:
                if next(calls, None) is None:
                    raise Killed
                return function(*arguments, **options)

            return stopping

        write(root, "data/documents/one.trig", f"{PASSAGE.format('one')} {{ {UPLAND.format(step)} }}")
        with monkeypatch.context() as patched:
            for owner, name in ((os, "fsync"), (Path, "mkdir"), (Path, "rename"), (shutil, "rmtree")):
                patched.setattr(owner, name, maybe(getattr(owner, name)))
            try:
                build(root)
                finished = True
            except Killed:
                assert asked(root) == in_files(root)
        step += 1
    assert step > 4
    assert len(names(root)) == 1
    assert asked(root) == in_files(root)


@pytest.mark.slow
def test_fifty_kills_lose_nothing(generated: Path) -> None:
    chance = Random(50)
    began = time.monotonic()
    subprocess.run([sys.executable, "-c", BUILD, str(generated)], check=True)
    longest = time.monotonic() - began
    for number in range(50):
        write(generated, "data/registers/edit.ttl", UPLAND.format(number))
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(generated)])
        time.sleep(chance.uniform(0, longest))
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert asked(generated) == in_files(generated)
    build(generated)
    assert len(names(generated)) == 1


@pytest.mark.slow
def test_commands_at_once_make_one_index(generated: Path) -> None:
    processes = [subprocess.Popen([sys.executable, "-c", BUILD, str(generated)]) for _ in range(4)]
    assert [process.wait() for process in processes] == [0] * 4
    assert len(names(generated)) == 1
    assert asked(generated) == in_files(generated)


@pytest.mark.slow
def test_files_that_are_edited_while_it_is_made(generated: Path) -> None:
    chance, number = Random(5), 0
    documents = sorted((generated / "data/documents").iterdir())
    for _ in range(5):
        process = subprocess.Popen([sys.executable, "-c", BUILD, str(generated)])
        while process.poll() is None:
            number += 1
            write(generated, "data/registers/edit.ttl", UPLAND.format(number))
            chance.choice(documents).write_text(f"{PASSAGE.format('edit')} {{ {UPLAND.format(number)} }}")
        assert process.returncode == 0
        assert asked(generated) == in_files(generated)
    assert number > 10
    build(generated)
    assert len(names(generated)) == 1
    assert asked(generated) == in_files(generated)


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


def test_a_full_disk_is_said_and_leaves_nothing_behind(generated: Path, mounted: Path) -> None:
    root = Path(shutil.copytree(generated, mounted / "workspace"))
    with pytest.raises(WriteFault, match="cannot write"):
        build(root)
    assert names(root) == []
    assert asked(root) == in_files(root)


def test_a_read_only_workspace_is_asked_with_an_index_or_without(root: Path, tmp_path: Path) -> None:
    view = tmp_path / "view"
    view.mkdir()
    _mount("--bind", str(root), str(view))
    try:
        subprocess.run(["mount", "-o", "remount,ro,bind", str(view)], check=True)
        assert asked(view) == in_files(root)
        with pytest.raises(WriteFault, match="Read-only"):
            build(view)
        build(root)
        assert current(view)
        assert asked(view) == in_files(root)
    finally:
        subprocess.run(["umount", "-l", str(view)], check=True)


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_cannot_be_written_is_said(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    """Simulated, as the superuser may write everywhere."""

    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(WriteFault, match=os.strerror(number)):
        build(root)
    assert asked(root) == in_files(root)


def test_without_file_locks_none_is_made(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "fcntl", None)
    with pytest.raises(WriteFault, match="file locks"):
        build(root)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("head.json", b""),
        ("head.json", b"[" * 100_000),
        ("head.json", b'{"place": 1, "unreadable": []}'),
        ("head.json", b"null"),
        ("store/CURRENT", b"nothing"),
    ],
)
def test_a_damaged_index_is_no_index_and_is_made_anew(root: Path, name: str, content: bytes) -> None:
    build(root)
    (before,) = names(root)
    (root / INDEXES / before / name).write_bytes(content)
    assert current(root) is None
    assert asked(root) == in_files(root)
    assert build(root)
    assert names(root) == [before]
    assert current(root)


def test_an_index_that_was_copied_is_not_trusted(root: Path) -> None:
    build(root)
    copy = Path(shutil.copytree(root, root.parent / "copy"))
    assert current(root)
    assert current(copy) is None
    build(copy)
    assert current(copy)


@pytest.mark.parametrize("link", [".pactgraph", INDEXES])
def test_a_folder_that_is_a_link_is_left_alone(root: Path, link: str) -> None:
    precious = root.parent / "precious"
    (precious / "index" / ("0" * 32)).mkdir(parents=True)
    (precious / ("0" * 32)).mkdir()
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(precious)
    before = sorted(precious.rglob("*"))
    assert asked(root) == in_files(root)
    with pytest.raises(WriteFault, match="is a link"):
        build(root)
    assert drop(root)
    assert sorted(precious.rglob("*")) == before


def test_what_is_not_ours_in_the_folder_stays(root: Path) -> None:
    build(root)
    (root / INDEXES / "notes").mkdir()
    (root / INDEXES / ("1" * 32)).mkdir()
    (root / INDEXES / ("2" * 16 + ".new")).mkdir()
    assert state(root).others == 2
    build(root)
    assert len(names(root)) == 2
    drop(root)
    assert names(root) == ["notes"]


def test_a_workspace_whose_path_is_relative_has_one_index(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(root)
    monkeypatch.chdir(root.parent)
    assert current(Path(root.name))
