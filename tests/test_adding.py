"""What CONTRIBUTING says under "To add", done in a copy of the project: it works, and the project's own tests
hold. A step left out is noticed by a named test, where a test can.

Each kind of thing is a list of steps, in order, a step a file that is touched.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

REPOSITORY = Path(__file__).parents[1]
NOT_COPIED = shutil.ignore_patterns(
    ".git", ".venv", ".pact", ".pactgraph", "build", "dist", "node_modules", "__pycache__", ".*_cache"
)
Act = Callable[[Path], object]

GENERATED = ".ci/generated.py --check"
LABELS = "tests/data/test_ontology.py::test_every_term_of_ours_has_labels_and_one_definition"
USED = "tests/data/test_ontology.py::test_every_term_of_ours_is_used_by_a_datum_a_rule_or_a_query"
LISTED = "tests/workspace/test_law.py::test_each_rule_begins_with_its_reason_and_is_listed"
GOLDEN = "tests/queries/test_golden.py::test_answer_is_golden"
SHAPES = "tests/check/test_shapes.py::test_every_constraint_has_an_example_that_breaks_it"
CHECKS = "tests/check/test_query_checks.py::test_every_rule_has_examples"
FACE = "tests/api/test_files.py::test_the_face_does_what_commands_do"
CALLS = "tests/benchmarks/test_bench_everything.py::test_every_command_is_measured"
WRITERS = "tests/query/test_results.py::test_each_format_of_rows_has_a_writer"
EXPORTS = "tests/publish/test_export.py::test_each_format_gives_back_the_graph"
PICTURES = "tests/publish/draw/test_texts.py::test_phrases_are_those_that_are_said"


class Step(NamedTuple):
    """A file as the guide names it, what is done to it in a project, and the test that fails where that is
    left out, none where the thing would just not be there, or not be as well tested."""

    file: str
    do: Act
    noticed: str = ""


def python(root: Path, *words: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Runs Python in a project, on its own modules."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PACTGRAPH_", "PYTEST_"))
    }
    done = subprocess.run(
        [sys.executable, *words],
        cwd=root,
        env=kept | {"PYTHONPATH": str(root / "src"), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert code is None or done.returncode == code, f"{words}\n{done.stdout}\n{done.stderr}"
    return done


def pactgraph(root: Path, *words: str) -> str:
    """What a command of a project prints."""
    return python(root, "-c", "from pactgraph.cli import main; main()", *words).stdout


def run_tests(root: Path, *words: str, code: int | None = 0) -> subprocess.CompletedProcess[str]:
    """Runs tests of a project."""
    return python(root, "-m", "pytest", "-n0", "-p", "no:cacheprovider", *words, code=code)


def all_of(*acts: Act) -> Act:
    """Several acts as one."""
    return lambda root: [act(root) for act in acts]


def written(file: str, text: str) -> Act:
    """Writes a text at the end of a file, or a new file."""

    def do(root: Path) -> None:
        with (root / file).open("a", encoding="utf-8") as opened:
            opened.write(text)

    return do


def put(file: str, after: str, text: str) -> Act:
    """Puts a text behind another one, which stands once in a file."""

    def do(root: Path) -> None:
        path = root / file
        old = path.read_text(encoding="utf-8")
        assert old.count(after) == 1, f"{file} has {after!r} {old.count(after)} times"
        path.write_text(old.replace(after, after + text), encoding="utf-8")

    return do


def tidy(root: Path) -> None:
    """Puts the files in canonical form."""
    pactgraph(root, "format")


def generate(root: Path) -> None:
    """Writes the generated files."""
    python(root, ".ci/generated.py")


def golden(which: str) -> Act:
    """Has pytest write the rows of golden files."""
    return lambda root: run_tests(root, GOLDEN, "--update-golden", "-k", which)


TERM = [
    Step(
        "ontology/pactgraph.ttl",
        written(
            "ontology/pactgraph.ttl",
            """
pact:twinnedWith
    a owl:ObjectProperty ;
    rdfs:label "Partnerregion"@de , "twinned with"@en , "jumelé avec"@fr , "zusterregio"@nl ;
    skos:definition "relates a region to the one with which it has an agreement without other regions"@en ;
    rdfs:domain pact:Region ;
    rdfs:isDefinedBy <https://w3id.org/pactgraph/def> ;
    rdfs:range pact:Region ;
 .
""",
        ),
    ),
    Step("ontology/context.jsonld", generate, GENERATED),
]

RULE = [
    Step(
        "ontology/rules/<number>-<notion>.rq",
        written(
            "ontology/rules/90-twins.rq",
            """\
# Two regions are twins where no other region is party to their agreement.
PREFIX pact: <https://w3id.org/pactgraph/def#>

CONSTRUCT { ?one pact:twinnedWith ?other }
WHERE {
  ?agreement a pact:Agreement ; pact:party ?one , ?other .
  ?one a pact:Region .
  ?other a pact:Region .
  FILTER(?one != ?other)
  FILTER NOT EXISTS {
    ?agreement pact:party ?third . ?third a pact:Region FILTER(?third != ?one && ?third != ?other)
  }
}
""",
        ),
        USED,
    ),
    Step(
        "ontology/rules/README.md",
        written(
            "ontology/rules/README.md",
            "- `90-twins`: Two regions are twins where no other region is party to their agreement.\n",
        ),
        LISTED,
    ),
    Step("tests/queries/golden/", golden("inferred"), GOLDEN),
]


def new_query(root: Path) -> None:
    words = ("--topic", "network", "--question", "Which regions have a twin?")
    assert pactgraph(root, "new", "query", "twins", *words) == "queries/network/twins.rq\n"
    path = root / "queries/network/twins.rq"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("?thing a pact:Region .", "?thing pact:twinnedWith ?other ."),
        ("SELECT ?", "SELECT DISTINCT ?"),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


QUERY = [
    Step("queries/<topic>/<name>.rq", new_query),
    Step("tests/queries/golden/", golden("twins"), GOLDEN),
    Step("queries/README.md", generate, GENERATED),
]

SHAPE = [
    Step(
        "ontology/shapes.ttl",
        written(
            "ontology/shapes.ttl",
            """
shape:Place sh:property shape:name-on-map .

shape:name-on-map
    a sh:PropertyShape ;
    sh:description "The name of a place on a map."@en ;
    sh:group shape:group-names ;
    sh:maxLength 60 ;
    sh:message "The name of a place is longer than a map has room for."@en ;
    sh:name "name on a map"@en ;
    sh:order 2 ;
    sh:path rdfs:label ;
 .
""",
        ),
    ),
    Step(
        "tests/check/shapes/faults.tsv",
        written(
            "tests/check/shapes/faults.tsv",
            f'place:a\trdfs:label\t"{"x" * 61}"@en\tshape:name-on-map\tMaxLength\n',
        ),
        SHAPES,
    ),
    Step(
        "tests/check/shapes/near-misses.tsv",
        written(
            "tests/check/shapes/near-misses.tsv",
            f'place:a\trdfs:label\t"{"x" * 60}"@en , "A"@de , "A"@nl , "A"@fr\n',
        ),
    ),
]

CHECK = [
    Step(
        "ontology/checks/<fault>.rq",
        written(
            "ontology/checks/lone-twin.rq",
            """\
# problem: A region is its own twin.
# solution: Take the statement out.
# severity: error
PREFIX pact: <https://w3id.org/pactgraph/def#>
SELECT DISTINCT ?subject ?property ?value ?message
WHERE {
    VALUES ?property { pact:twinnedWith }
    ?subject ?property ?value FILTER(?subject = ?value)
    BIND("a region is no twin of itself" AS ?message)
}
""",
        ),
    ),
    Step(
        "tests/check/rules/<fault>.trig",
        written(
            "tests/check/rules/lone-twin.trig",
            "# fault\nregion:x pact:twinnedWith region:x .\n\n"
            "# near miss\nregion:x pact:twinnedWith region:y .\n",
        ),
        CHECKS,
    ),
]

COMMAND = [
    Step(
        "src/pactgraph/api/",
        put(
            "src/pactgraph/api/publishing.py",
            '    """What a workspace gives to others."""\n',
            """
    def count(self) -> int:
        \"""How many documents there are.\"""
        return sum(file.layer == "documents" for file in self._workspace.dataset.quads_of)
""",
        ),
        FACE,
    ),
    Step(
        "src/pactgraph/cli/<name>.py",
        written(
            "src/pactgraph/cli/count.py",
            '''\
"""`pactgraph count`: how many documents there are."""

from __future__ import annotations

import click

from ..api.opened import OpenWorkspace
from .open_options import workspace_option
from .printing import say


@click.command(name="count")
@workspace_option
def command(graph: OpenWorkspace) -> None:
    """Print how many documents there are.

    Example: pactgraph count
    """
    say(str(graph.count()))
''',
        ),
    ),
    Step(
        "src/pactgraph/cli/program.py",
        put(
            "src/pactgraph/cli/program.py",
            "COMMANDS = {\n",
            '    "count": "Print how many documents there are.",\n',
        ),
        CALLS,
    ),
    Step(
        "tests/benchmarks/calls.py",
        put("tests/benchmarks/calls.py", "\nCOMMANDS = {\n", '    "count": ("",),\n'),
        CALLS,
    ),
    Step("src/pactgraph/cli/README.md", generate, GENERATED),
]

FORMAT_OF_ROWS = [
    Step(
        "src/pactgraph/rdf/formats.py",
        put(
            "src/pactgraph/rdf/formats.py",
            "TABLES: Mapping[str, Format] = {\n",
            '    "lines": Format((".lines",)),\n',
        ),
        WRITERS,
    ),
    Step(
        "src/pactgraph/query/results/writers.py",
        put("src/pactgraph/query/results/writers.py", "[Table | bool], str]] = {\n", '    "lines": str,\n'),
        WRITERS,
    ),
    Step("src/pactgraph/cli/README.md", generate, GENERATED),
]

FORMAT_OF_STATEMENTS = [
    Step(
        "src/pactgraph/rdf/formats.py",
        put(
            "src/pactgraph/rdf/formats.py",
            "RDF: Mapping[str, Format] = {\n",
            '    "n3": Format((".n3",)),\n',
        ),
    ),
    Step(
        "src/pactgraph/publish/export.py",
        put("src/pactgraph/publish/export.py", "Iterable[Quad]], bytes]] = {\n", '    "n3": _turtle,\n'),
        EXPORTS,
    ),
    Step(
        "tests/publish/test_export.py",
        all_of(
            put("tests/publish/test_export.py", "OXIGRAPH = {\n", '    "n3": RdfFormat.N3,\n'),
            put("tests/publish/test_export.py", "RDFLIB = {\n", '    "n3": "n3",\n'),
        ),
        EXPORTS,
    ),
    Step("src/pactgraph/cli/README.md", generate, GENERATED),
]

PICTURE = [
    Step(
        "src/pactgraph/publish/draw/<kind>.py",
        written(
            "src/pactgraph/publish/draw/roll.py",
            '''\
"""The partners by name."""

from __future__ import annotations

from .boxes import Box
from .drawing import Drawing, rectangle
from .landscape import Landscape
from .look import Look, heading, refusal


def draw_roll(landscape: Landscape, look: Look) -> Drawing:
    """The names of all partners. Raises NothingToDraw."""
    if not landscape.agents:
        raise refusal(landscape, "no partner", "ask for another")
    title, names = look.texts.say("roll"), [agent.label for agent in landscape.agents]
    elements, bottom = heading(look, title, names)
    page = rectangle(Box(0, 0, look.width, bottom), "page")
    return Drawing(look.width, bottom, title, ", ".join(names), (page, *elements))
''',
        ),
    ),
    Step(
        "src/pactgraph/publish/draw/__init__.py",
        put("src/pactgraph/publish/draw/__init__.py", "Kind = Literal[", '"roll", '),
    ),
    Step(
        "src/pactgraph/prose/texts/<language>.toml",
        all_of(
            *(
                put(f"src/pactgraph/prose/texts/{language}.toml", f"[{part}]\n", f'roll = "{name}"\n')
                for language, name in (("de", "Rolle"), ("en", "Roll"), ("fr", "Rôle"), ("nl", "Rol"))
                for part in ("picture", "site")
            )
        ),
        PICTURES,
    ),
    Step("data/pictures/", generate, GENERATED),
]


def speak(root: Path) -> None:
    """Gives every name in English one in Esperanto too, which is the same."""
    named = r"(?:rdfs:label|skos:prefLabel|pact:phrase|pact:backPhrase|pact:plural) [^;]*?(?= ;\n)"
    places = (
        "ontology/pactgraph.ttl",
        "ontology/display.ttl",
        "ontology/schemes/*.ttl",
        "data/registers/*.ttl",
    )
    for path in (each for place in places for each in root.glob(place)):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub(named, in_esperanto, text), encoding="utf-8")
    tidy(root)


def in_esperanto(names: re.Match[str]) -> str:
    return re.sub(r'("(?:[^"\\]|\\.)*")@en(?!\w)', r"\1@en , \1@eo", names[0])


LANGUAGE = [
    Step(
        "src/pactgraph/prose/texts/<language>.toml",
        lambda root: shutil.copy(
            root / "src/pactgraph/prose/texts/en.toml", root / "src/pactgraph/prose/texts/eo.toml"
        ),
    ),
    Step("ontology/", speak, LABELS),
    Step("tests/queries/golden/", golden("names-of"), GOLDEN),
    Step("data/pactgraph.ttl", generate, GENERATED),
]

THINGS = {
    "a term": TERM,
    "a rule": RULE,
    "a stored query": QUERY,
    "a shape": SHAPE,
    "a check": CHECK,
    "a command": COMMAND,
    "a format of rows": FORMAT_OF_ROWS,
    "a format of statements": FORMAT_OF_STATEMENTS,
    "a picture": PICTURE,
    "a language of the interface": LANGUAGE,
}
"""The rows of the guide that are followed here; "A document in ten steps" has a test of its own."""


def copied(root: Path) -> Path:
    """A copy of the project."""
    shutil.copytree(REPOSITORY, root, symlinks=True, ignore=NOT_COPIED)
    return root


def guide() -> dict[str, str]:
    """What the guide says is to be touched, by what is added."""
    text = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    section = text.partition("## To add")[2].partition("\n## ")[0]
    return dict(re.findall(r"^\| ([^|]+?) \| (.+) \|$", section, re.MULTILINE))


@pytest.mark.parametrize("thing", THINGS)
def test_the_guide_names_each_file_that_is_touched(thing: str) -> None:
    named = set(re.findall(r"`([^`]+)`", guide()[thing]))
    assert {step.file for step in THINGS[thing]} <= named


@pytest.mark.slow
def test_what_is_added_by_the_guide_works_and_the_tests_hold(tmp_path: Path) -> None:
    root = copied(tmp_path / "project")
    steps = [step for thing in THINGS.values() for step in thing]
    for step in steps:
        if step.noticed not in (GOLDEN, GENERATED):  # these once, for all
            step.do(root)
    run_tests(root, "tests/queries/test_golden.py", "--update-golden")
    generate(root)
    assert any("region/saxony" in line for line in pactgraph(root, "run", "twins", "-f", "csv").splitlines())
    assert "90-twins" in pactgraph(root, "why", "saxony", "twinnedWith")
    assert pactgraph(root, "validate").strip() in ("", "no findings")
    assert pactgraph(root, "count") == f"{len(list((root / 'data/documents').iterdir()))}\n"
    assert pactgraph(root, "run", "twins", "-f", "lines").startswith("Table(")
    assert "pact:twinnedWith" in pactgraph(root, "export", "-f", "n3")
    assert pactgraph(root, "draw", "roll", "--lang", "eo").startswith("<svg")
    assert "Saxony @eo" in pactgraph(root, "show", "saxony")
    noticing = dict.fromkeys(step.noticed for step in steps if step.noticed not in ("", GOLDEN, GENERATED))
    run_tests(root, *noticing, "tests/data/test_world.py::test_the_world_uses_every_own_term")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("thing", "place"),
    [(thing, place) for thing, steps in THINGS.items() for place, step in enumerate(steps) if step.noticed],
)
def test_a_step_left_out_is_noticed(thing: str, place: int, tmp_path: Path) -> None:
    root = copied(tmp_path / "project")
    before = {"a rule": TERM, "a stored query": TERM + RULE, "a check": TERM + RULE}.get(thing, [])
    left_out = THINGS[thing][place]
    for step in [*before, *THINGS[thing]]:
        if step is not left_out and step.noticed != GENERATED:
            step.do(root)
    if left_out.noticed == GENERATED:
        assert "not current" in python(root, *GENERATED.split(), code=1).stdout
    else:
        assert "failed" in run_tests(root, left_out.noticed, code=1).stdout
