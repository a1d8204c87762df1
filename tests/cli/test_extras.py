"""Without an extra, whatever needs it says the line that installs it, and nothing is written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGES = {
    "web": ("jinja2", "markupsafe"),
    "png": ("resvg_py",),
    "pandas": ("pandas",),
    "network": ("networkx",),
    "texts": ("bs4", "pypdf"),
    "zstd": ("zstandard",),
}
NEEDS = [
    ("web", ["site", "out", "--no-validation"]),
    ("png", ["draw", "map", "-o", "out.png"]),
    ("png", ["draw", "matrix", "-f", "png", "-o", "out"]),
    ("network", ["figures"]),
    ("network", ["draw", "network", "-o", "out.graphml"]),
    ("network", ["draw", "network", "-f", "gexf"]),
    ("zstd", ["export", "-o", "out.ttl.zst"]),
    ("zstd", ["describe", "-o", "out.nt.zst"]),
    ("texts", ["verify", "--sources", "pages"]),
    ("texts", ["verify", "--sources", "prints"]),
]
HIDING = """\
import json, sys
hidden, calls = json.loads(sys.argv[1])
for name in hidden:
    sys.modules[name] = None
from click.testing import CliRunner
import pactgraph
from pactgraph.cli import group
for call in calls:
    result = CliRunner().invoke(group, call)
    print(json.dumps([result.exit_code, result.stdout, result.stderr]))
opened = pactgraph.open_workspace()
for use in (
    lambda: opened.query("agreements-of", region="saxony").to_pandas(),
    lambda: opened.draw("map").png(),
    lambda: opened.draw("map").save("out.png"),
):
    try:
        use()
    except pactgraph.PactgraphError as fault:
        print(json.dumps(str(fault)))
"""


def line(extra: str) -> str:
    return f"pip install 'pactgraph[{extra}]', or from a source checkout pip install '.[{extra}]'"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with copies of texts that no plain text is among."""
    for name in ("pages", "prints"):
        (tmp_path / name).mkdir()
    (tmp_path / "pages" / "copy.html").write_text("<!doctype html><p>Words.</p>", encoding="utf-8")
    (tmp_path / "prints" / "copy.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    return tmp_path


def environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith("PACTGRAPH_")}


def test_each_command_and_function_says_what_to_install(folder: Path) -> None:
    hidden = [package for packages in PACKAGES.values() for package in packages]
    done = subprocess.run(
        [sys.executable, "-c", HIDING, json.dumps([hidden, [call for _, call in NEEDS]])],
        cwd=folder,
        env=environment(),
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told: list[Any] = [json.loads(each) for each in done.stdout.splitlines()]
    for (extra, call), (code, out, err) in zip(NEEDS, told[: len(NEEDS)], strict=True):
        assert code == 2, (call, out, err)
        assert line(extra) in err and err.count("\n") == 1, (call, err)
    for extra, message in zip(("pandas", "png", "png"), told[len(NEEDS) :], strict=True):
        assert line(extra) in message
    assert sorted(path.name for path in folder.iterdir()) == ["pages", "prints"]


@pytest.mark.slow
def test_an_environment_without_extras(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """The installed program, beside the base dependencies alone: what needs no extra works."""
    place = tmp_path_factory.mktemp("bare")
    subprocess.run([sys.executable, "-m", "venv", place], check=True)
    binaries = place / "bin"
    subprocess.run([binaries / "pip", "install", "-q", REPOSITORY], check=True)

    def run(*call: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [binaries / "pactgraph", *call],
            cwd=folder,
            env={name: value for name, value in environment().items() if not name.startswith("PYTHON")},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    for extra, call in NEEDS:
        done = run(*call)
        assert (done.returncode, line(extra) in done.stderr) == (2, True), (call, done.stderr)
    for call in (
        ["draw", "map", "-o", "map.svg"],
        ["draw", "network", "-f", "dot"],
        ["export", "-o", "all.ttl.gz"],
        ["describe"],
        ["run", "agreements-of", "--region", "saxony"],
        ["validate"],
        ["validate", "--engine", "pyshacl"],
        ["sparql", "ASK {}"],
    ):
        done = run(*call)
        assert done.returncode == 0, (call, done.stderr)
    program = "import pactgraph; print(len(pactgraph.open_workspace().queries))"
    done = subprocess.run([binaries / "python", "-c", program], cwd=folder, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
