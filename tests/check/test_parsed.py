"""Files as the checks read them: the same statements as the dataset's, each with its place."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import BlankNode, NamedNode

from pactgraph.check.parsed import ParsedFile, ParsedFiles, read_text
from pactgraph.check.rewriting import same_graph
from pactgraph.workspace.files import SourceFile, UnreadableFile, parse_quads
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
TINY = REPOSITORY / "tests" / "check" / "tiny" / "data"
PREFIXES = Workspace(REPOSITORY).prefixes


def source(path: Path) -> SourceFile:
    """A file of documents or registers by its path."""
    return SourceFile(path, f"data/{path.parent.name}/{path.name}", "registers")


def spoilt(text: str, chance: Random) -> str:
    """A text with a small change: lines swapped, doubled, dropped, or characters moved."""
    lines = text.split("\n")
    one, other = sorted(chance.sample(range(len(lines)), 2))
    match chance.randrange(7):
        case 0:
            lines[one], lines[other] = lines[other], lines[one]
        case 1:
            lines.insert(other, lines[one])
        case 2:
            del lines[one]
        case 3:
            marks = [m.start() for m in re.finditer(r"[ ;,.@:\"{}\d]", text)]
            cut = chance.choice(marks)
            return text[:cut] + chance.choice(' ;,.@:"{}0-\\é_[]()') + text[cut + 1 :]
        case 4:
            cut = chance.randrange(len(text))
            return text[:cut] + chance.choice([" ", "\n", "\t", "#", "\\", "\u2028", "é", "\r"]) + text[cut:]
        case 5:
            names = list(re.finditer(r"(?<=[ \n])[a-z-]+:[\w-]+(?=[ \n])", text))
            place, new = chance.sample(names, 2)
            return text[: place.start()] + new[0] + text[place.end() :]
        case _:
            names = list(re.finditer(r"(?<=[ \n])[a-z-]+:[\w-]+(?=[ \n])", text))
            new = chance.choice(["[ ]", "_:x", "( 1 2 )", '[ <http://e/p> "x" ]', '"a"@EN', "05", "-1e3"])
            place = chance.choice(names)
            return text[: place.start()] + new + text[place.end() :]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(6))
def test_what_the_checks_read_is_what_the_dataset_reads(seed: int) -> None:
    chance = Random(seed)
    texts = [(path, path.read_text(encoding="utf-8")) for path in sorted(TINY.glob("*/*.t*"))]
    readable = 0
    for _ in range(150):
        path, text = chance.choice(texts)
        file, content = source(path), spoilt(text, chance).encode()
        try:
            wanted = parse_quads(file, content)
        except UnreadableFile:
            with pytest.raises(UnreadableFile) as caught:
                read_text(file, content)
            assert caught.value.finding.line is not None
            continue
        readable += 1
        parsed = ParsedFile(file, read_text(file, content), PREFIXES, {})
        assert same_graph([each.quad for each in parsed.statements], wanted)
        assert len(set(parsed.statements)) == len(parsed.statements) == len(set(wanted))
    assert 20 < readable < 150


def test_each_statement_has_the_places_of_its_terms() -> None:
    path = TINY / "registers" / "regions.ttl"
    text = path.read_text(encoding="utf-8")
    parsed = ParsedFile(source(path), read_text(source(path), text.encode()), PREFIXES, {})
    assert len(parsed.statements) > 50
    for each in parsed.statements:
        for term, at in ((each.subject, each.subject_at), (each.predicate, each.predicate_at)):
            written = "a" if text.startswith("a ", at) else PREFIXES.curie(term)
            assert text.startswith(written, at)
        if isinstance(each.object, NamedNode):
            assert text.startswith(PREFIXES.curie(each.object), each.object_at)
        else:
            assert text[each.object_at :].removeprefix('"').startswith(each.object.value)


def test_blank_nodes_of_two_files_are_not_the_same(tmp_path: Path) -> None:
    (tmp_path / "data" / "registers").mkdir(parents=True)
    for name in ("one", "two"):
        text = "_:x a <http://e/T> . [ <http://e/p> _:x ] <http://e/q> [] ."
        (tmp_path / "data" / "registers" / f"{name}.ttl").write_text(text, encoding="utf-8")
    nodes = [
        {term for each in file.statements for term in each.triple if isinstance(term, BlankNode)}
        for file in ParsedFiles(tmp_path, PREFIXES)
    ]
    assert [len(each) for each in nodes] == [3, 3]
    assert nodes[0].isdisjoint(nodes[1])
