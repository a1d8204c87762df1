"""`pactgraph diff` with a revision of git: the repository that holds the workspace, read as a checkout is."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[2]
REGISTERS = "data/registers"
FACT = '<http://example.org/{}> <http://www.w3.org/2000/01/rdf-schema#label> "{}"@en .\n'
SAME = "no differences\n"
Git = Callable[..., str]


@pytest.fixture(autouse=True)
def plain_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git without the configuration of this machine, with an author."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "x")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "x@example.org")
    monkeypatch.chdir(tmp_path)


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def commit(root: Path) -> None:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--allow-empty", "-m", "x")


def workspace(root: Path, label: str = "A") -> Path:
    """A workspace with one fact in each kind of folder."""
    for folder in ("ontology", REGISTERS, "data/documents", "data/curation", "queries"):
        (root / folder).mkdir(parents=True)
    shutil.copy(REPOSITORY / "ontology" / "prefixes.ttl", root / "ontology")
    (root / REGISTERS / "a.ttl").write_text(FACT.format("a", label))
    (root / "data" / "documents" / "d.trig").write_text(FACT.format("d", label))
    return root


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A workspace in a folder of a repository with one commit, and a note in a second one."""
    root = workspace(tmp_path / "repository" / "ws")
    (root / "queries" / "README.md").write_text("x")
    git(root.parent, "init", "-q", ".")
    commit(root)
    return root


def diff(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, ["diff", "--workspace", str(root), *arguments])


def same(root: Path, revision: str = "HEAD") -> None:
    result = diff(root, revision, "--exit-code")
    assert (result.exit_code, result.stdout, result.stderr) == (0, SAME, "")


def left_out(result: Result, *files: str) -> None:
    """That nothing differs and that the files are named, on one line each."""
    assert result.stdout == SAME, result.output
    assert result.exit_code == 1
    lines = result.stderr.splitlines()
    assert all(line.startswith("left out: ") for line in lines), lines
    for file in files:
        assert any(file in line for line in lines), (file, lines)


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_what_changed_since_a_revision(root: Path) -> None:
    same(root)
    (root / REGISTERS / "a.ttl").write_text(FACT.format("a", "B"))
    assert diff(root, "HEAD").stdout.endswith("0 facts added, 0 removed, 1 changed\n")
    commit(root)
    same(root)
    assert diff(root, "HEAD~1", "HEAD").stdout == diff(root, "HEAD~1").stdout
    assert "1 changed" in diff(root, "HEAD~1").stdout


@pytest.mark.parametrize("object_format", ["sha1", "sha256"])
def test_a_workspace_at_the_top_of_a_repository(tmp_path: Path, object_format: str) -> None:
    root = workspace(tmp_path / "top")
    git(root, "init", "-q", f"--object-format={object_format}", ".")
    commit(root)
    same(root)


def test_variables_of_another_repository_are_not_obeyed(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = workspace(tmp_path / "other" / "ws", "OTHER")
    git(other.parent, "init", "-q", ".")
    commit(other)
    monkeypatch.setenv("GIT_DIR", str(other.parent / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.parent))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.parent / "index"))
    monkeypatch.setenv("GIT_OBJECT_DIRECTORY", str(other.parent / ".git" / "objects"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    monkeypatch.setenv("GIT_TRACE", "1")
    same(root)


def test_in_a_hook_of_a_linked_worktree(root: Path, tmp_path: Path) -> None:
    linked = tmp_path / "linked"
    git(root, "worktree", "add", "-q", str(linked))
    same(linked / "ws")
    hook = root.parent / ".git" / "hooks" / "pre-commit"
    hook.write_text(f"#!/bin/sh\nenv > '{tmp_path / 'env'}'\n")
    hook.chmod(0o755)
    commit(linked)
    told = dict(line.partition("=")[::2] for line in (tmp_path / "env").read_text().splitlines())
    assert "GIT_DIR" in told
    result = CliRunner(env={key: told[key] for key in told if key.startswith("GIT_")}).invoke(
        group, ["diff", "HEAD", "--workspace", str(linked / "ws")]
    )
    assert (result.exit_code, result.output) == (0, SAME)


def test_an_owner_that_git_distrusts_is_said_with_its_remedy(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    refused(diff(root, "HEAD"), "dubious ownership", "safe.directory")
    result = CliRunner().invoke(group, ["release", "9.0.0", "--dry-run", "--workspace", str(root)])
    refused(result, "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "safe.directory")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", str(root.parent))
    same(root)


def test_a_shallow_clone_says_how_to_get_the_rest(root: Path, tmp_path: Path) -> None:
    commit(root)
    git(tmp_path, "clone", "-q", "--depth=1", root.parent.as_uri(), "shallow")
    shallow = tmp_path / "shallow" / "ws"
    for folder in ("data/curation", "queries"):
        (shallow / folder).mkdir(exist_ok=True)
    same(shallow)
    refused(diff(shallow, "HEAD~1"), "no revision", "git fetch --unshallow")


def test_without_git_one_line_says_so(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(root / "queries"))
    refused(diff(root, "HEAD"), "git is not installed")


def test_a_partial_clone_runs_nothing_and_fetches_nothing(root: Path, tmp_path: Path) -> None:
    """Git would fetch what is missing by the program that the clone's own configuration names."""
    (root / REGISTERS / "a.ttl").write_text(FACT.format("a", "B"))
    (root / "queries" / "README.md").unlink()
    (root / "queries" / "x.md").write_text("x")
    commit(root)
    git(root, "config", "uploadpack.allowFilter", "true")
    git(tmp_path, "clone", "-q", "--filter=blob:none", root.parent.as_uri(), "partial")
    partial = tmp_path / "partial" / "ws"
    (partial / "data" / "curation").mkdir(exist_ok=True)
    git(partial, "config", "protocol.ext.allow", "always")
    git(partial, "config", "remote.origin.url", f"ext::sh -c touch% {tmp_path / 'ran'}")
    same(partial)
    left_out(diff(partial, "HEAD~1"), f"HEAD~1:{REGISTERS}/a.ttl")
    assert not (tmp_path / "ran").exists()


@pytest.mark.parametrize(
    "name", ["a\nb.ttl", "a\tb 'c' \"d\".ttl", "$(x)`.ttl", "é\u202e.ttl", b"\xff.ttl", "-x.ttl"]
)
def test_odd_names_are_read_as_on_disk(root: Path, name: str | bytes) -> None:
    (root / REGISTERS / os.fsdecode(name)).write_text(FACT.format("odd", "x"))
    commit(root)
    result = diff(root, "HEAD")
    assert result.stdout == SAME, result.output
    assert "Traceback" not in result.output
    assert result.exit_code in (0, 1)


def test_a_submodule_is_left_out(root: Path) -> None:
    gitlink = f"160000,0123456789012345678901234567890123456789,ws/{REGISTERS}/mod.ttl"
    git(root, "update-index", "--add", "--cacheinfo", gitlink)
    git(root, "commit", "-q", "-m", "x")
    left_out(diff(root, "HEAD"), f"{REGISTERS}/mod.ttl")


def test_a_folder_that_is_a_submodule_is_left_out_on_both_sides(root: Path) -> None:
    git(root, "rm", "-rq", "--cached", "data/documents")
    gitlink = "160000,0123456789012345678901234567890123456789,ws/data/documents"
    git(root, "update-index", "--add", "--cacheinfo", gitlink)
    git(root, "commit", "-q", "-m", "x")
    left_out(diff(root, "HEAD"), "HEAD:data/documents", "submodule")


def linked_folder(root: Path) -> None:
    shutil.move(root / REGISTERS, root.parent / "shared")
    (root / REGISTERS).symlink_to("../../shared")


def linked_file(root: Path) -> None:
    (root / "lib").mkdir()
    shutil.move(root / REGISTERS / "a.ttl", root / "lib" / "a.txt")
    (root / REGISTERS / "a.ttl").symlink_to("../../lib/a.txt")


def chain(root: Path) -> None:
    linked_file(root)
    shutil.move(root / REGISTERS / "a.ttl", root / REGISTERS / "b.link")
    (root / REGISTERS / "a.ttl").symlink_to(".././registers/b.link")


def linked_data(root: Path) -> None:
    shutil.move(root / "data", root / "store")
    (root / "data").symlink_to("store/")


@pytest.mark.parametrize("change", [linked_file, chain, linked_data, linked_folder])
def test_links_are_followed_as_on_disk(root: Path, change: Callable[[Path], None]) -> None:
    before = git(root, "rev-parse", "HEAD").strip()
    change(root)
    commit(root)
    for revision in ("HEAD", before):
        result = diff(root, revision)
        assert result.stdout == SAME, result.output


@pytest.mark.parametrize(
    "target", ["a2.ttl", "nowhere.ttl", "../../../../../outside.ttl", "/etc/hostname", "../documents"]
)
def test_a_link_that_leads_to_nothing_of_the_repository_is_left_out(root: Path, target: str) -> None:
    (root.parent.parent / "outside.ttl").write_text(FACT.format("outside", "x"))
    (root / REGISTERS / "a1.ttl").symlink_to(target)
    (root / REGISTERS / "a2.ttl").symlink_to("a1.ttl")
    commit(root)
    left_out(diff(root, "HEAD"), f"{REGISTERS}/a1.ttl", f"{REGISTERS}/a2.ttl")


def blob(root: Path, file: str) -> Path:
    name = git(root, "rev-parse", f"HEAD:./{file}").strip()
    return root.parent / ".git" / "objects" / name[:2] / name[2:]


@pytest.mark.parametrize("damage", ["missing", "broken", "empty"])
def test_a_damaged_object_is_left_out(root: Path, damage: str) -> None:
    file = blob(root, f"{REGISTERS}/a.ttl")
    file.chmod(0o600)
    if damage == "missing":
        file.unlink()
    else:
        file.write_bytes(b"broken" if damage == "broken" else b"")
    left_out(diff(root, "HEAD"), f"HEAD:{REGISTERS}/a.ttl")


def test_a_damaged_folder_is_left_out_and_a_damaged_commit_refused(root: Path) -> None:
    blob(root, REGISTERS).unlink()
    left_out(diff(root, "HEAD"), f"HEAD:{REGISTERS}")
    blob(root, "").unlink()
    refused(diff(root, "HEAD"), "cannot be read")


def test_a_pointer_of_git_lfs_is_named_as_one(root: Path) -> None:
    file = root / REGISTERS / "a.ttl"
    content = file.read_text()
    file.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a21\nsize 12345\n")
    commit(root)
    file.write_text(content)
    result = diff(root, "HEAD")
    left_out(result, f"HEAD:{REGISTERS}/a.ttl")
    assert "git lfs pull" in result.stderr


def test_a_file_that_was_broken_counts_on_neither_side(root: Path) -> None:
    file = root / REGISTERS / "a.ttl"
    content = file.read_text()
    file.write_text("broken")
    commit(root)
    file.write_text(content)
    left_out(diff(root, "HEAD"), f"HEAD:{REGISTERS}/a.ttl:1")
    patch = diff(root, "HEAD", "-f", "patch")
    assert patch.stdout == "TX .\nTC .\n"
    assert patch.exit_code == 1


def test_what_names_no_commit_is_refused(root: Path) -> None:
    odd = ["--upload-pack=x", "-x", "no-such", "HEAD:ws", "HEAD:nothing", "^HEAD", "HEAD..HEAD", "HEAD\nHEAD"]
    for named in [*odd, "x" * 5000, "HEAD^{tree}", "@{99}", "\udcff"]:
        refused(diff(root, "--", named), "no revision")


@pytest.mark.parametrize("command", [["diff"], ["release", "9.0.0", "--dry-run", "--since"]])
def test_an_empty_name_is_refused(root: Path, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(root)
    refused(CliRunner().invoke(group, [*command, ""]), "is empty")
    if command == ["diff"]:
        refused(diff(root, "HEAD", ""), "is empty")


def test_a_name_of_two_things_is_refused(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    git(root, "tag", "data")
    monkeypatch.chdir(root)
    refused(diff(root, "data"), "both", "./data", "data^{commit}")
    assert diff(root, "data^{commit}").stdout == SAME
    assert diff(root, "./data").exit_code == 0


def test_a_release_follows_the_tag_and_no_folder_of_that_name(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root.parent)
    (root.parent / "vNone").mkdir()
    result = CliRunner().invoke(group, ["release", "0.2.0", "--dry-run", "--workspace", str(root)])
    assert "no earlier release is known" in result.stderr
    assert result.exit_code in (0, 1)


def test_a_bare_repository_holds_no_workspace(root: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "-q", "--bare", str(root.parent), "bare.git")
    inside = workspace(tmp_path / "bare.git" / "ws")
    refused(diff(inside, "HEAD"), "not among the files")


def test_a_folder_object_that_is_none_is_left_out(root: Path) -> None:
    odd = root / "odd"
    odd.write_bytes(b"100644 no end")
    top = root.parent
    tree = git(top, "hash-object", "-t", "tree", "--literally", "-w", str(odd)).strip()
    odd.unlink()
    for folder, name in (("ws/data", "registers"), ("ws", "data"), ("", "ws")):
        entries = git(top, "ls-tree", f"HEAD:{folder}").splitlines()
        others = [entry for entry in entries if not entry.endswith(f"\t{name}")]
        lines = "\n".join([*others, f"040000 tree {tree}\t{name}"])
        made = subprocess.run(
            ["git", "-C", str(top), "mktree"], input=lines.encode(), capture_output=True, check=True
        )
        tree = made.stdout.decode().strip()
    commit_name = git(top, "commit-tree", "-m", "x", tree).strip()
    left_out(diff(root, commit_name), f"{commit_name}:{REGISTERS}")
