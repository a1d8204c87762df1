"""The quick look at canonical text: what it takes for canonical is so, and its quads are the parser's."""

from __future__ import annotations

import re
from pathlib import Path
from random import Random

import pytest
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse

from pactgraph.check.certain import Looker
from pactgraph.model.syntax import SyntaxFault
from pactgraph.model.writer import canonical_text
from pactgraph.workspace.workspace import Workspace

REPOSITORY = Path(__file__).parents[2]
TINY = REPOSITORY / "tests" / "check" / "tiny" / "data"
OWN = NamedNode("http://example.org/own")
PREFIXES = Workspace(REPOSITORY).prefixes
FILES = [*sorted(REPOSITORY.glob("data/*/*.t*")), *sorted(REPOSITORY.glob("ontology/schemes/*.ttl"))]


def is_canonical(text: str, *, trig: bool) -> bool:
    """Whether the canonical writer gives the same text."""
    try:
        return canonical_text(text, trig=trig, prefixes=PREFIXES) == text
    except (SyntaxFault, ValueError):
        return False


def looked(looker: Looker, text: str, *, trig: bool) -> list[Quad] | None:
    """What the quick look gives of a text."""
    found = looker.quads(text, OWN, trig=trig)
    return None if found is None else [each.quad for each in found]


def parsed(text: str, *, trig: bool) -> list[Quad]:
    """What the parser gives of a text."""
    found = parse(text, format=RdfFormat.TRIG if trig else RdfFormat.TURTLE)
    return [Quad(s, p, o, OWN if isinstance(g, DefaultGraph) else g) for s, p, o, g in found]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_the_data_needs_no_second_look(path: Path) -> None:
    text, trig = path.read_text(encoding="utf-8"), path.suffix == ".trig"
    assert looked(Looker(PREFIXES), text, trig=trig) == parsed(text, trig=trig)


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
            return text[:cut] + chance.choice(' ;,.@:"{}0-\\é_') + text[cut + 1 :]
        case 4:
            cut = chance.randrange(len(text))
            return text[:cut] + chance.choice([" ", "\n", "\t", "#", "\\", "\u2028", "é"]) + text[cut:]
        case 5:
            names = list(re.finditer(r"(?<=[ \n])[a-z-]+:[\w-]+(?=[ \n])", text))
            place, source = chance.sample(names, 2)
            return text[: place.start()] + source[0] + text[place.end() :]
        case _:
            lines[one:other] = reversed(lines[one:other]) if other - one < 6 else lines[one:other]
    return "\n".join(lines)


@pytest.mark.parametrize("seed", range(6))
def test_yes_means_canonical(seed: int) -> None:
    chance, looker = Random(seed), Looker(PREFIXES)
    texts = [
        (path.read_text(encoding="utf-8"), path.suffix == ".trig") for path in sorted(TINY.glob("*/*.t*"))
    ]
    sure = 0
    for _ in range(300):
        text, trig = chance.choice(texts)
        changed = spoilt(text, chance)
        found = looked(looker, changed, trig=trig)
        if found is not None:
            sure += 1
            assert is_canonical(changed, trig=trig), changed
            assert found == parsed(changed, trig=trig), changed
    assert sure


@pytest.mark.parametrize(
    "fact",
    [
        'rdfs:label "a\\"b"@en',
        'rdfs:label "A"@EN',
        'pact:length "5"^^xsd:integer',
        'pact:length "true"^^xsd:boolean',
        'pact:length "x"^^xsd:string',
        "pact:length 05",
        "pact:length +5",
        "pact:length 1e5",
        "pact:country <https://w3id.org/pactgraph/id/country/arda>",
        "pact:country country:a\\-b",
        "rdf:type pact:Region",
        "pact:country _:b",
        "pact:country [ ]",
    ],
)
def test_what_the_writer_writes_otherwise_is_no_yes(fact: str) -> None:
    used = sorted({"region", *re.findall(r"(?<![\w<])([a-z]+):(?!/)", fact)})
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in used)
    assert looked(Looker(PREFIXES), f"{head}\nregion:x\n    {fact} ;\n .\n", trig=False) is None


def test_plain_facts_are_a_yes() -> None:
    head = "".join(f"@prefix {prefix}: <{PREFIXES[prefix]}> .\n" for prefix in ("pact", "region", "xsd"))
    text = (
        f'{head}\nregion:x2\n    pact:level 5 ;\n    pact:value "02"^^xsd:integer ,\n        2.50 ;\n .\n'
        "\nregion:x10\n    pact:level true ;\n .\n"
    )
    assert looked(Looker(PREFIXES), text, trig=False) == parsed(text, trig=False)
    assert is_canonical(text, trig=False)


def test_a_graph_in_a_turtle_file_is_no_yes() -> None:
    text = (TINY / "documents" / "note.trig").read_text(encoding="utf-8")
    assert looked(Looker(PREFIXES), text, trig=True)
    assert looked(Looker(PREFIXES), text, trig=False) is None


def test_letters_that_stand_apart_are_no_yes() -> None:
    text = (TINY / "registers" / "regions.ttl").read_text(encoding="utf-8")
    assert looked(Looker(PREFIXES), text.replace('"Ada"@en', '"\u00c5da"@en'), trig=False)
    assert looked(Looker(PREFIXES), text.replace('"Ada"@en', '"A\u030ada"@en'), trig=False) is None
