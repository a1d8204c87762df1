"""The installed wheel, in a fresh environment and an empty folder; and the declared lower bounds."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import tomllib
import venv
from collections.abc import Sequence
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[1]
HEAVY = ("rdflib", "pyshacl", "SPARQLWrapper", "rich", "yaml", "networkx")
pytestmark = pytest.mark.slow


def run(command: Sequence[str | Path], folder: Path) -> str:
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PACTGRAPH_", "PYTHON"))
    }
    done = subprocess.run(
        [str(part) for part in command],
        cwd=folder,
        env=kept,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run([sys.executable, "-m", "build", "--wheel", "--outdir", folder, REPOSITORY], folder)
    (built,) = folder.glob("*.whl")
    return built


def environment(folder: Path, *requirements: str | Path) -> Path:
    """A fresh virtual environment with the requirements; gives its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    run([python, "-m", "pip", "install", "--quiet", *requirements], folder)
    return python


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return environment(tmp_path_factory.mktemp("installed"), wheel)


def test_a_stored_query_answers_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    answer = run(
        [
            installed.parent / "pactgraph",
            "run",
            "signatories-of",
            "--agreement",
            "semiconductor-regions-2023-03-06",
            "-f",
            "json",
        ],
        tmp_path,
    )
    assert len(json.loads(answer)["results"]["bindings"]) == 13


def test_the_bundled_data_is_valid(installed: Path, tmp_path: Path) -> None:
    run([installed.parent / "pactgraph", "validate"], tmp_path)


def test_a_stored_query_imports_no_heavy_library(installed: Path, tmp_path: Path) -> None:
    program = (
        "import sys; from click.testing import CliRunner; from pactgraph.cli import group; "
        "result = CliRunner().invoke(group, ['run', 'agreements-of', '--region', 'sachsen']); "
        "assert result.exit_code == 0, result.output; "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    assert run([installed, "-c", program], tmp_path).strip() == "[]"


def test_the_wheel_holds_the_product_and_no_tests(wheel: Path) -> None:
    import zipfile

    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("ontology", "data", "queries"):
        shipped = {
            path.relative_to(REPOSITORY).as_posix()
            for path in (REPOSITORY / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert {f"pactgraph/workspace/bundled/{name}" for name in shipped} <= set(names)
    assert not [name for name in names if name.startswith("tests/") or "/__pycache__/" in name]
    assert "pactgraph/py.typed" in names


def lowest() -> list[str]:
    """The base dependencies pinned to their declared lower bounds."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = []
    for requirement in project["dependencies"]:
        match = re.match(r"([\w.-]+)(?:\[[^\]]*\])?>=([\w.]+)", requirement)
        assert match, f"{requirement} has no lower bound"
        pins.append(f"{match[1]}=={match[2]}")
    return pins


def test_the_lower_bounds_work(wheel: Path, tmp_path: Path) -> None:
    python = environment(tmp_path / "lowest", wheel, *lowest(), "pytest", "hypothesis", "networkx")
    suites = ["tests/model", "tests/queries", "tests/check/test_seeded_faults.py", "tests/cli/test_run.py"]
    run([python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *suites], REPOSITORY)
