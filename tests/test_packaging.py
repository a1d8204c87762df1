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
HEAVY = ("rdflib", "pyshacl", "SPARQLWrapper", "rich", "networkx")
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


EVERY = [
    (["queries"], 0),
    (["run", "agreements-of", "--region", "saxony", "--cite", "--labels", "-f", "json"], 0),
    (["sparql", "SELECT (COUNT(*) AS ?n) FROM graph:default FROM graph:regions { ?s ?p ?o }"], 0),
    (["sparql", "DESCRIBE region:flanders", "-f", "turtle"], 0),
    (["show", "saxony"], 0),
    (["why", "flanders", "country"], 0),
    (["trace", "saxony", "flanders"], 0),
    (["compare", "saxony", "flanders"], 0),
    (["figures", "-f", "csv"], 0),
    (["validate"], 0),
    (["validate", "--engine", "pyshacl"], 0),
    (["verify", "--sources", "copies"], 1),
    (["format", "--check"], 0),
    (["export", "-f", "trig", "--vocabulary"], 0),
    (["export", "-f", "jsonld"], 0),
    (["export", "-f", "rdfxml"], 0),
    (["export", "-f", "nq"], 0),
    (["export", "-o", "all.ttl.zst"], 0),
    (["describe"], 0),
    (["describe", "--digest"], 0),
    (["diff", "old.ttl"], 0),
    (["draw", "network"], 0),
    (["draw", "network", "-f", "graphml"], 0),
    (["draw", "network", "-f", "gexf", "-o", "net.gexf"], 0),
    (["draw", "map", "-o", "map.png"], 0),
    (["site", "site", "--no-validation", "--lang", "en"], 0),
    (["stats"], 0),
    (["index", "--status"], 0),
    (["init", "mine"], 0),
    (["completion", "bash"], 0),
]
"""A call for each command and each package that it needs, with its exit code."""

FACE = """\
import pactgraph
opened = pactgraph.open_workspace()
print(opened.query("agreements-of", region="saxony").to_pandas(labels=True).to_csv())
print(len(opened.rdflib()), len(opened.draw("map").png()) > 1000)
"""


def lowest(*extras: str) -> list[str]:
    """The dependencies of the base and of some extras, pinned to their declared lower bounds."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    pins = []
    for requirement in wanted:
        match = re.match(r"([\w.-]+)(?:\[[^\]]*\])?>=([\w.]+)", requirement)
        assert match, f"{requirement} has no lower bound"
        pins.append(f"{match[1]}=={match[2]}")
    return pins


@pytest.fixture(scope="module")
def lowest_python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with the lowest version of everything that users install."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [extra for extra in project["optional-dependencies"] if extra != "dev"]
    folder = tmp_path_factory.mktemp("lowest")
    return environment(folder, wheel, *lowest(*extras), "pytest", "hypothesis")


def test_the_lower_bounds_work(lowest_python: Path) -> None:
    suites = ["tests/rdf", "tests/queries", "tests/check/test_seeded_faults.py", "tests/cli/test_run.py"]
    run([lowest_python, "-m", "pytest", "-x", "-q", "-p", "no:cacheprovider", *suites], REPOSITORY)


def test_every_command_says_the_same_with_the_lowest_versions(lowest_python: Path, tmp_path: Path) -> None:
    """As with the versions that these tests run with: the answers of those are pinned by the other tests."""
    told = []
    for number, python in enumerate((Path(sys.executable), lowest_python)):
        folder = tmp_path / str(number)
        (folder / "copies").mkdir(parents=True)
        (folder / "copies" / "page.html").write_text("<!doctype html><p>Words.</p>", encoding="utf-8")
        (folder / "old.ttl").write_text("<x:a> <x:b> <x:c> .\n", encoding="utf-8")
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("PACTGRAPH_", "PYTHON"))}
        kept |= {"PACTGRAPH_WORKSPACE": str(REPOSITORY), "PYTHONPATH": str(REPOSITORY / "src")}
        answers = {}
        for call, code in EVERY:
            program = "from pactgraph.cli import main; main()"
            done = subprocess.run(
                [python, "-c", program, *call], cwd=folder, env=kept, capture_output=True, check=False
            )
            assert done.returncode == code, (call, done.stderr.decode())
            answers[" ".join(call)] = done.stdout
        done = subprocess.run(
            [python, "-W", "ignore", "-c", FACE], cwd=folder, env=kept, capture_output=True, check=False
        )
        assert done.returncode == 0, done.stderr.decode()
        told.append(answers | {"the Python face": done.stdout})
    now, before = told
    assert [call for call in now if now[call] != before[call]] == []
