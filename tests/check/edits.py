"""Edits as curators make them, and worse: each changes one file of a workspace, at random but repeatably."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random

_NAME = re.compile(r"(?<=[\s(])[a-z-]+:[A-Za-z0-9_.-]+(?=\s)")
_DATE = re.compile(r'"(\d{4})-(\d\d)-(\d\d)"\^\^xsd:date')
_DECISION = """
decision:{slug}
    a pact:Decision ;
    rdfs:label "Decision {slug}"@en ;
    dcterms:description "made up"@en ;
    pact:judgement judgement:rejected ;
    cito:isDisputedBy {passage} ;
    dcterms:creator {by} ;
    dcterms:date "2024-01-01"^^xsd:date ;
    rdf:object {object} ;
    rdf:predicate {predicate} ;
    rdf:subject {subject} ;
 .
"""


def data_files(root: Path) -> list[Path]:
    """The data files of a workspace, sorted."""
    return sorted((*root.glob("data/*/*.ttl"), *root.glob("data/*/*.trig")))


def _lines(text: str) -> list[int]:
    return [n for n, line in enumerate(text.split("\n")) if line.strip() and not line.startswith("@prefix")]


def drop_line(text: str, chance: Random) -> str:
    """Takes a line out."""
    lines = text.split("\n")
    del lines[chance.choice(_lines(text))]
    return "\n".join(lines)


def double_line(text: str, chance: Random) -> str:
    """Writes a line twice."""
    lines = text.split("\n")
    number = chance.choice(_lines(text))
    lines.insert(number, lines[number])
    return "\n".join(lines)


def swap_names(text: str, chance: Random) -> str:
    """Writes one prefixed name of the file in the place of another."""
    places = list(_NAME.finditer(text))
    if len(places) < 2:
        return text
    place, other = chance.sample(places, 2)
    return text[: place.start()] + other[0] + text[place.end() :]


def misspell(text: str, chance: Random) -> str:
    """Takes a letter out of a prefixed name."""
    places = list(_NAME.finditer(text))
    place = chance.choice(places)
    cut = chance.randrange(place.start(), place.end())
    return text[:cut] + text[cut + 1 :]


def shift_date(text: str, chance: Random) -> str:
    """Writes another day, which need not exist."""
    places = list(_DATE.finditer(text))
    if not places:
        return text
    place = chance.choice(places)
    day = f'"{place[1]}-{chance.randint(1, 13):02}-{chance.randint(1, 31):02}"^^xsd:date'
    return text[: place.start()] + day + text[place.end() :]


def change_datatype(text: str, chance: Random) -> str:
    """Takes a datatype or a language away, or doubles a digit of a number."""
    marks = list(re.finditer(r"\^\^xsd:\w+|@[a-z]{2}\b(?!\w)|(?<= )\d+(?= ;)", text))
    if not marks:
        return text
    place = chance.choice(marks)
    new = "0" + place[0] if place[0].isdigit() else ""
    return text[: place.start()] + new + text[place.end() :]


def spoil(text: str, chance: Random) -> str:
    """Puts a character where none belongs."""
    cut = chance.randrange(len(text) + 1)
    return text[:cut] + chance.choice('";.<>{}[]\\^@\u0301 \n') + text[cut:]


def untidy(text: str, chance: Random) -> str:
    """Changes the layout and not the graph."""
    return text.replace("\n    ", "\n  ", 1)


WITHIN: tuple[Callable[[str, Random], str], ...] = (
    drop_line,
    double_line,
    swap_names,
    swap_names,
    misspell,
    shift_date,
    change_datatype,
    spoil,
    untidy,
)


def _now(path: Path) -> str | None:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else None


def edit(root: Path, originals: dict[str, str], chance: Random) -> list[str]:
    """Edits the workspace once. Gives the files that changed.

    `originals` holds the texts that were valid, by path: now and then a file goes back to its own.
    """
    files = data_files(root)
    if not files:
        back = chance.choice(sorted(originals))
        (root / back).write_text(originals[back], encoding="utf-8")
        return [back]
    path = chance.choice(files)
    name = path.relative_to(root).as_posix()
    dice = chance.random()
    changed = [each for each, text in originals.items() if _now(root / each) != text]
    if dice < 0.25 and changed:
        back = chance.choice(changed)
        (root / back).write_text(originals[back], encoding="utf-8")
        return [back]
    if dice < 0.30:
        path.unlink()
        return [name]
    if dice < 0.35:
        other = path.with_name(f"{path.stem}-{chance.randint(1, 3)}{path.suffix}")
        existed = other.exists()
        if not existed:
            path.rename(other)
            return [name, other.relative_to(root).as_posix()]
    if dice < 0.45:
        return [_decide(root, chance)]
    text = path.read_text(encoding="utf-8", errors="replace")
    if text.strip():
        path.write_text(chance.choice(WITHIN)(text, chance), encoding="utf-8")
    return [name]


def _decide(root: Path, chance: Random) -> str:
    """Rejects a statement of some passage by a decision, in a file of its own; or takes such a file out."""
    file = root / "data" / "curation" / f"made-up-{chance.randint(1, 3)}.ttl"
    name = file.relative_to(root).as_posix()
    if file.exists():
        file.unlink()
        return name
    found = []
    for path in sorted(root.glob("data/documents/*.trig")):
        text = path.read_text(encoding="utf-8", errors="replace")
        head = text[: text.find("\n\n")]
        blocks = re.finditer(r"^(passage:\S+) \{\n    (\S+)\n        (\S+) (\S+) ;", text, re.MULTILINE)
        found += [(block, head) for block in blocks]
    if not found:
        return name
    block, prefixes = chance.choice(found)
    passage, subject, predicate, value = block.groups()
    more = "".join(
        f"@prefix {prefix}: <{namespace}> .\n"
        for prefix, namespace in (
            ("decision", "https://w3id.org/pactgraph/id/decision/"),
            ("judgement", "https://w3id.org/pactgraph/concept/judgement/"),
            ("organisation", "https://w3id.org/pactgraph/id/organisation/"),
            ("cito", "http://purl.org/spar/cito/"),
            ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
            ("dcterms", "http://purl.org/dc/terms/"),
            ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        )
    )
    text = _DECISION.format(
        slug=file.stem,
        passage=passage,
        subject=subject,
        predicate=predicate,
        object=value,
        by="organisation:herald",
    )
    file.write_text(f"{prefixes}\n{more}{text}", encoding="utf-8")
    return name
