"""Writes the generated files, or with --check says which are not current (exit 1).

data/pactgraph.ttl, data/pactgraph.trig, data/pictures/*.svg, ontology/context.jsonld, queries/README.md and
src/pactgraph/cli/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from pactgraph.cli import COMMANDS, group  # noqa: E402
from pactgraph.prose.words import Words  # noqa: E402
from pactgraph.publish.context import context, context_document  # noqa: E402
from pactgraph.publish.draw import KINDS, Look, draw, to_svg  # noqa: E402
from pactgraph.publish.draw.landscape_reader import read_landscape  # noqa: E402
from pactgraph.publish.export import accepted_facts, render, vocabulary_of, whole_dataset  # noqa: E402
from pactgraph.query.engines.oxigraph import OxigraphEngine  # noqa: E402
from pactgraph.query.stored.catalogue import Catalogue, StoredQuery  # noqa: E402
from pactgraph.query.stored.questions import Questions  # noqa: E402
from pactgraph.workspace.workspace import Workspace  # noqa: E402

WIDE, NARROW = 1000, 390
NARROW_TOO = ("network", "map")
"""Pictures that the README shows on telephones too."""


def dataset(workspace: Workspace) -> dict[str, str]:
    """The exports of the shipped data, by file name: what stands, and all graphs."""
    scopes = {"turtle": accepted_facts, "trig": whole_dataset}
    texts = {name: render(scope(workspace.facts), name, workspace.prefixes) for name, scope in scopes.items()}
    return {
        "data/pactgraph.ttl": texts["turtle"].decode("utf-8"),
        "data/pactgraph.trig": texts["trig"].decode("utf-8"),
    }


def pictures(workspace: Workspace) -> dict[str, str]:
    """The pictures of the shipped data, by file name."""
    catalogue = Catalogue(workspace.queries, workspace.prefixes)
    questions = Questions(OxigraphEngine(workspace.store), catalogue)
    landscape = read_landscape(questions, Words(questions, "en"))
    wide = {f"data/pictures/{kind}.svg": to_svg(draw(kind, landscape, Look(WIDE))) for kind in KINDS}
    return wide | {
        f"data/pictures/{kind}-narrow.svg": to_svg(draw(kind, landscape, Look(NARROW)))
        for kind in KINDS
        if kind in NARROW_TOO
    }


def catalogue(workspace: Workspace) -> str:
    """The text of queries/README.md."""
    queries = list(Catalogue(workspace.queries, workspace.prefixes))
    lines = [
        "# The stored questions",
        "",
        "Generated from the headers of the queries. Each is a plain SPARQL file for any tool; `pactgraph run",
        "NAME` fills in the parameters: variables that begin with `?_`, optional ones with `?__`.",
        "Empty answers mean that no source states it. On one's own endpoint: [endpoints](endpoints.md).",
        "",
    ]
    for topic in dict.fromkeys(query.topic for query in queries):
        lines += [
            f"## {topic.capitalize()}",
            "",
            "| name | question | parameters | of the 40 questions |",
            "|---|---|---|---|",
        ]
        lines += [_row(query) for query in queries if query.topic == topic]
        lines.append("")
    return "\n".join(lines)


def _row(query: StoredQuery) -> str:
    parameters = " ".join(
        f"`--{parameter.name}`" if parameter.required else f"`[--{parameter.name}]`"
        for parameter in query.parameters
    )
    numbers = ", ".join(map(str, query.header.answers))
    link = f"[`{query.name}`]({query.topic}/{query.name}.rq)"
    return f"| {link} | {query.header.summary} | {parameters} | {numbers} |"


def reference() -> str:
    """The text of src/pactgraph/cli/README.md: the help of every command."""
    lines = [
        "# The commands",
        "",
        "Generated from the help of each command.",
        "",
        "```text",
        _help([]),
        "```",
        "",
    ]
    for name in COMMANDS:
        lines += [f"## pactgraph {name}", "", "```text", _help([name]), "```", ""]
    return "\n".join(lines)


def _help(path: list[str]) -> str:
    command: click.Command = group
    context = click.Context(command, info_name="pactgraph", max_content_width=100, terminal_width=100)
    for name in path:
        assert isinstance(command, click.Group)
        found = command.get_command(context, name)
        assert found is not None, name
        command = found
        context = click.Context(
            command, info_name=name, parent=context, max_content_width=100, terminal_width=100
        )
    return command.get_help(context)


def main() -> None:
    """Writes or checks."""
    workspace = Workspace(ROOT)
    current = {
        **dataset(workspace),
        "ontology/context.jsonld": context_document(
            context(vocabulary_of(workspace.dataset), workspace.prefixes)
        ),
        "queries/README.md": catalogue(workspace),
        "src/pactgraph/cli/README.md": reference(),
        **pictures(workspace),
    }
    stale = []
    for name, text in current.items():
        path = ROOT / name
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
            if "--check" not in sys.argv:
                path.parent.mkdir(exist_ok=True)
                path.write_text(text, encoding="utf-8")
    if stale:
        print(("not current: " if "--check" in sys.argv else "written: ") + ", ".join(stale))
    if stale and "--check" in sys.argv:
        print("run python .ci/generated.py and commit what it writes")
        sys.exit(1)


if __name__ == "__main__":
    main()
