"""What the documents name exists: commands, options, stored questions, kinds, extras, tags, links, files."""

from __future__ import annotations

import re
import shlex
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from pactgraph.cli import group

REPOSITORY = Path(__file__).parents[1]
NOT_OURS = {".venv", ".pact", "build", "dist", "node_modules", ".git"}
ELSEWHERE = {"data/released-iris.txt", "data/coverage.toml", "range.ttl"}
"""Files that a release or a record writes, and one of a suite that others publish; the documents say so."""

FENCE = re.compile(r"^[ \t]*```(\w*)\n(.*?)^[ \t]*```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"`([^`\n]+)`")
PLACEHOLDER = re.compile(r"[\[<]?[A-Z][A-Z0-9_]*(?:[.=/].*|\])?|\[.*|.*\]|\.\.\.|.*\$.*")


def documents() -> list[Path]:
    found = [
        path for path in REPOSITORY.rglob("*.md") if not NOT_OURS & set(path.relative_to(REPOSITORY).parts)
    ]
    return sorted(found)


def outside_fences(text: str) -> str:
    return FENCE.sub("", text)


def command_lines(text: str) -> Iterator[list[str]]:
    """The words behind `pactgraph` of each command line that a document shows."""
    shown = list(SPAN.findall(outside_fences(text)))
    for language, block in FENCE.findall(text):
        if language in ("sh", "console", "text", ""):
            shown += block.replace("\\\n", " ").splitlines()
        if language == "text":
            shown += SPAN.findall(" ".join(block.split()))
    for line in shown:
        for part in re.split(r"\s(?:&&|\|\|?|;)\s|\s+#\s|\s{3,}", line):
            found = re.match(
                r"(?:\s*(?:\$|Example:|\S*python -m|[A-Z_]+=\S+)\s+)*(?:\S*/)?pactgraph\s+(.*)", part
            )
            if found and not found[1].startswith(("is ", "has ", "does ")):
                try:
                    yield shlex.split(found[1])
                except ValueError:
                    yield found[1].split()


def cases() -> list[tuple[str, str]]:
    """Each document with each of its command lines."""
    return [
        (path.relative_to(REPOSITORY).as_posix(), shlex.join(words))
        for path in documents()
        for words in command_lines(path.read_text(encoding="utf-8"))
    ]


def fault(words: list[str]) -> str:
    """What does not exist of a command line; the empty text where all does."""
    command: click.Command = group
    context = click.Context(group)
    positional: list[str] = []
    takes_value = False
    for word in words:
        if takes_value:
            takes_value = False
        elif word.startswith("-") and word != "-":
            name, equals, _ = word.partition("=")
            options = {opt: p for p in command.get_params(context) for opt in (*p.opts, *p.secondary_opts)}
            if name not in options:
                return f"{command.name} has no option {name}"
            option = options[name]
            takes_value = isinstance(option, click.Option) and not option.is_flag and not equals
        elif isinstance(command, click.Group):
            if PLACEHOLDER.fullmatch(word):
                return ""
            found = command.get_command(context, word) if word in command.list_commands(context) else None
            if found is None:
                return f"{command.name} has no {word}"
            command = found
            context = click.Context(found, parent=context, obj=context.obj)
            if word == "run":
                from pactgraph.cli.open_options import open_graph

                context.obj = open_graph(str(REPOSITORY))
        else:
            positional.append(word)
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    for argument, word in zip(arguments, positional, strict=False):
        known = argument.type.choices if isinstance(argument.type, click.Choice) else [word]
        if word not in known and not PLACEHOLDER.fullmatch(word):
            return f"{word} is none of {known}"
    most = sum(argument.nargs for argument in arguments)
    if all(argument.nargs > 0 for argument in arguments) and len(positional) > most:
        return f"{command.name} takes {most} words, not {positional}"
    return ""


@pytest.mark.parametrize(("document", "line"), sorted(set(cases())))
def test_a_command_line_of_a_document_exists(document: str, line: str) -> None:
    assert fault(shlex.split(line)) == "", f"{document}: pactgraph {line}"


def test_command_lines_are_found() -> None:
    assert len(cases()) > 80
    assert {"README.md", "CONTRIBUTING.md", "src/pactgraph/cli/README.md"} <= {
        document for document, _ in cases()
    }


@pytest.mark.parametrize(
    "line",
    ["draught FILE", "show --no-such-option saxony", "run no-such-question", "run agreements-of --regoin x",
     "new treaty x", "draw picture", "site a b", "--no-such-option"],
)  # fmt: skip
def test_a_make_believe_command_line_fails(line: str) -> None:
    assert fault(line.split()) != ""


def names() -> list[tuple[str, str]]:
    """Each document with the files that its links and its code spans name."""
    found = []
    for path in documents():
        text = outside_fences(path.read_text(encoding="utf-8"))
        links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
        spans = [
            span
            for span in SPAN.findall(text)
            if re.fullmatch(r"[\w.<>*-]+(?:/[\w.<>*-]+)*/?", span)
            and (
                re.match(r"(?:data|ontology|queries|src|tests|\.ci)/", span)
                or re.search(r"\w\.(?:ttl|rq|trig|md|py)$", span)
            )
            and span not in ELSEWHERE
        ]
        found += [(path.relative_to(REPOSITORY).as_posix(), name) for name in (*links, *spans) if name]
    return sorted(set(found))


@pytest.mark.parametrize(("document", "name"), names())
def test_a_file_that_a_document_names_exists(document: str, name: str) -> None:
    pattern = re.sub(r"<[^>]*>", "*", name).rstrip("/")
    folders = {
        REPOSITORY,
        (REPOSITORY / document).parent,
        REPOSITORY / "src/pactgraph",
        REPOSITORY / "data",
        REPOSITORY / "ontology",
    }
    assert (
        any(next(folder.glob(pattern), None) for folder in folders if not pattern.startswith(".."))
        or ((REPOSITORY / document).parent / name).exists()
    ), f"{document} names {name}"


def test_extras_that_are_named_exist_and_install_from_a_checkout() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for path in documents():
        text = " ".join(path.read_text(encoding="utf-8").split())
        for extra in re.findall(r"pactgraph\[(\w+)\]", text):
            assert extra in project["optional-dependencies"], path
            assert f"'.[{extra}]'" in text, f"{path} names no line for a source checkout"
        for extra in re.findall(r"'\.\[(\w+)\]'", text):
            assert extra in project["optional-dependencies"], path


def test_tags_that_are_named_exist() -> None:
    done = subprocess.run(["git", "tag"], cwd=REPOSITORY, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("this is no clone of the repository")
    tags = set(done.stdout.split())
    for document, line in cases():
        for word in shlex.split(line):
            if re.fullmatch(r"v[0-9]+(\.[0-9]+)*", word):
                assert word in tags, f"{document}: pactgraph {line} names a tag that does not exist"


def test_paths_in_the_plan_exist() -> None:
    named = re.findall(
        r"`([\w.*-]+(?:/[\w.*-]+)*/?)`", (REPOSITORY / "ARCHITECTURE.md").read_text(encoding="utf-8")
    )
    paths = [path for path in named if "/" in path]
    assert len(paths) > 20
    bases = (REPOSITORY, REPOSITORY / "src/pactgraph")
    assert [path for path in paths if not any(any(base.glob(path)) for base in bases)] == []
