"""Finding the workspace: the option, the variable, the parent folders, the bundled one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pactgraph.workspace.locate import VARIABLE, WorkspaceError, bundled, is_workspace, locate


def make(folder: Path) -> Path:
    for name in ("ontology", "data", "queries"):
        (folder / name).mkdir(parents=True)
    return folder


@pytest.fixture(autouse=True)
def no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)


def test_the_option_comes_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, other = make(tmp_path / "asked"), make(tmp_path / "other")
    monkeypatch.setenv(VARIABLE, str(other))
    monkeypatch.chdir(other)
    assert locate(asked) == asked


def test_the_variable_comes_before_this_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named, here = make(tmp_path / "named"), make(tmp_path / "here")
    monkeypatch.setenv(VARIABLE, str(named))
    monkeypatch.chdir(here)
    assert locate() == named


def test_the_nearest_parent_folder_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = make(make(tmp_path / "outer") / "inner")
    deep = inner / "data" / "documents"
    deep.mkdir()
    monkeypatch.chdir(deep)
    assert locate() == inner


def test_the_bundled_workspace_is_the_last_resort(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert locate() == bundled()
    assert is_workspace(bundled())


def test_a_folder_that_is_no_workspace_is_misuse(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(WorkspaceError, match="no folder ontology, queries"):
        locate(tmp_path)
    with pytest.raises(WorkspaceError, match="not a folder"):
        locate(tmp_path / "nowhere")
