"""What the house promises whoever looks for something in it: one name for one thing, modules that are read
in one go, and packages that say what they are for."""

from __future__ import annotations

import ast
from collections import defaultdict
from pathlib import Path

from pactgraph.cli import COMMANDS

SOURCE = Path(__file__).parents[1] / "src" / "pactgraph"
MODULES = sorted(SOURCE.rglob("*.py"))
MOST_LINES = 400
LEAST_LINES = 5


def shown(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def test_no_two_modules_have_one_name() -> None:
    """A command may be called as what does its work is."""
    places = defaultdict(list)
    for path in MODULES:
        command = path.parent.name == "cli" and path.stem in COMMANDS
        if path.name != "__init__.py" and not command:
            places[path.name].append(shown(path))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert twice == {}


def test_no_two_classes_have_one_name() -> None:
    """But for those of one module alone, whose names begin with a low line."""
    places = defaultdict(list)
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                places[node.name].append(shown(path))
    twice = {name: found for name, found in places.items() if len(found) > 1}
    assert twice == {}


def test_no_module_is_longer_than_a_reader_s_patience() -> None:
    lines = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: many for name, many in lines.items() if many > MOST_LINES} == {}


def test_each_package_says_what_is_in_it_what_is_not_and_why() -> None:
    said = {
        shown(path.parent): ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
        for path in MODULES
        if path.name == "__init__.py"
    }
    assert {name for name, text in said.items() if len(text.splitlines()) < LEAST_LINES} == set()
