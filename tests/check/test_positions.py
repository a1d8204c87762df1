"""The place of a finding is exact: faults are written into files whose layout is made up, token by token."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest

from pactgraph.check.checks import Checks
from pactgraph.workspace.workspace import Workspace

_TOKEN = re.compile(
    r'@prefix|<[^>\s]*>|"(?:[^"\\]|\\.)*"(?:@[a-z-]+|\^\^[a-z-]+:\w+)?'
    r"|[a-z-]*:[\w-]*|[A-Za-z]\w*|-?\d+(?:\.\d+)?|[{}.;,]"
)
REGIONS = "data/registers/regions.ttl"
NOTE = "data/documents/note.trig"


def tokens(text: str) -> list[str]:
    """The tokens of a canonical text, which has neither comments nor blank nodes."""
    found = _TOKEN.findall(text)
    assert "".join(found) == re.sub(r'\s+(?=(?:[^"]*"[^"]*")*[^"]*$)', "", text)
    return found


def written(found: list[str], chance: Random) -> tuple[str, list[int]]:
    """The tokens in a layout of a careless hand: line breaks, comments and white space anywhere, CR LF now
    and then, other forms of strings, `;` doubled. Gives the text and the offset of each token."""
    text, places = "", []
    for number, token in enumerate(found):
        if token.startswith('"') and chance.random() < 0.3:
            token = _otherwise(token, chance)
        if token == ";" and chance.random() < 0.1:
            token = "; ;"
        places.append(len(text))
        text += token
        following = found[number + 1] if number + 1 < len(found) else ""
        glued = token in "{};," or following in "{};,"
        text += _gap(chance, needed=not glued or following == "." or token == ".")
    return text + "\n", places


def _gap(chance: Random, *, needed: bool) -> str:
    dice = chance.random()
    if dice < 0.1 and not needed:
        return ""
    if dice < 0.6:
        return " " * chance.choice([1, 1, 1, 2, 5])
    if dice < 0.7:
        return "\t "
    if dice < 0.9:
        return chance.choice(["\n", "\n\n", "\r\n"]) + " " * chance.randrange(9)
    return f" # {chance.choice(['.', 'note ; , <x>', 'état 😀', chr(34)])}\n"


def _otherwise(token: str, chance: Random) -> str:
    end = token.rindex('"')
    inside, rest = token[1:end], token[end + 1 :]
    quote = chance.choice(["'", '"""', "'''"])
    return f"{quote}{inside}{quote}{rest}" if "'" not in inside and not inside.endswith('"') else token


def line_and_column(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column, in code points, of an offset; a line ends with LF, CR LF or CR."""
    before = re.split(r"\r\n|\n|\r", text[:offset])
    return len(before), len(before[-1]) + 1


class Fault:
    """A change of one token, or of none, and the rule and the token that must be named."""

    def __init__(self, file: str, rule: str, found: list[str], token: int) -> None:
        self.file, self.rule, self.found, self.token = file, rule, found, token


def changed(file: str, found: list[str], chance: Random) -> Fault | None:
    """A fault in one of the file's tokens, or None where the choice does not suit."""
    start = found.index(".", max(n for n, t in enumerate(found) if t == "@prefix")) + 1
    place = chance.randrange(start, len(found))
    token, before = found[place], found[place - 1]
    new, rule = None, ""
    if token.startswith("pact:") and before in (";", "{") and found[place + 1] not in (";", ",", "."):
        new, rule = token + "x", "unknown-property"
    elif token.startswith("pact:") and before == "a":
        new, rule = token + "x", "unknown-class"
    elif re.match(r"(strength|sector|hedge|unit|speech|agreement-kind|code-list):", token):
        new, rule = token + "x", "unknown-concept"
    elif re.match(r"(region|country|government|person|post|place|organisation|release):", token) and (
        before not in (".", "{", "}")
    ):
        new, rule = token + "x", "link"
    elif token.endswith("^^xsd:date"):
        new, rule = f'"2023-02-3{chance.randrange(10)}"^^xsd:date', "literal"
    elif token.endswith("^^xsd:nonNegativeInteger"):
        new, rule = '"five"^^xsd:nonNegativeInteger', "literal"
    elif token.startswith('"') and token.endswith("@en") and before == "rdfs:label":
        new, rule = token.removesuffix("@en"), "shape:label"
    if new is None:
        return None
    return Fault(file, rule, [*found[:place], new, *found[place + 1 :]], place)


def removed(file: str, found: list[str], chance: Random) -> Fault | None:
    """A statement that is needed is gone: the place is after the last token before its block's full stop."""
    needed = {
        "pact:governs": "shape:Government-governs",
        "pact:codeList": "shape:Identifier-codeList",
        "pact:digest": "digest",
        "pact:passageOf": "shape:Passage-passageOf",
        "pact:unit": "shape:Quantity-unit",
        "pact:speaker": "shape:Utterance-speaker",
        "dcterms:language": "shape:Document-language",
        "skos:notation": "shape:Identifier-notation",
    }
    choices = [n for n, token in enumerate(found) if token in needed]
    if not choices:
        return None
    place = chance.choice(choices)
    rest = [*found[:place], *found[place + 3 :]]
    subject = max(n for n in range(place) if found[n] in (".", "{", "}")) + 1
    in_passage = "{" in found[max(0, subject - 1) : subject] or _depth(found, place) == 1
    rule = needed[found[place]]
    if in_passage:
        name = found[subject]
        subject = next(n for n in range(len(rest) - 2) if rest[n] == name and rest[n + 1] == "a")
    if rule == "digest":
        rule = "shape:Document-digest" if found[subject].startswith("document:") else "shape:Passage-digest"
    stop = rest.index(".", subject)
    return Fault(file, rule, rest, stop - 1)


def _depth(found: list[str], place: int) -> int:
    return found[:place].count("{") - found[:place].count("}")


def check(tiny: Any, seed: int, number: int, *, by_hand: bool) -> None:
    """Writes faults into the files of the workspace, one at a time; each is found where it was written."""
    chance = Random(seed)
    whole = {file: tokens((tiny.root / file).read_text(encoding="utf-8")) for file in (REGIONS, NOTE)}
    texts = {file: (tiny.root / file).read_bytes() for file in whole}
    checks = Checks(Workspace(tiny.root))
    done = 0
    while done < number:
        file = chance.choice(list(whole))
        make = removed if chance.random() < 0.3 else changed
        fault = make(file, whole[file], chance)
        if fault is None:
            continue
        done += 1
        text, places = written(fault.found, chance) if by_hand else plainly(fault.found)
        (tiny.root / file).write_bytes(text.encode())
        checks.again()
        offset = places[fault.token]
        if make is removed:
            last = fault.found[fault.token]
            offset += (
                len("; ;")
                if last == ";" and text.startswith("; ;", offset)
                else len(_printed(text, offset, last))
            )
        wanted = (file, *line_and_column(text, offset))
        got = [(f.file, f.line, f.column) for f in checks.findings() if f.rule == fault.rule]
        assert wanted in got, (fault.rule, wanted, got, text[max(0, offset - 80) : offset + 40])
        (tiny.root / file).write_bytes(texts[file])


def _printed(text: str, offset: int, token: str) -> str:
    if not token.startswith('"'):
        return token
    for other in (token, _quoted(token, "'"), _quoted(token, '"""'), _quoted(token, "'''")):
        if text.startswith(other, offset) and not (other == token and text.startswith('"""', offset)):
            return other
    return token


def _quoted(token: str, quote: str) -> str:
    end = token.rindex('"')
    return f"{quote}{token[1:end]}{quote}{token[end + 1 :]}"


def plainly(found: list[str]) -> tuple[str, list[int]]:
    """The tokens one blank apart, a line for each statement."""
    text, places = "", []
    for token in found:
        places.append(len(text))
        text += token + ("\n" if token in ".;{}" else " ")
    return text, places


@pytest.mark.parametrize("by_hand", [False, True], ids=["plain", "by hand"])
def test_places_are_exact(by_hand: bool, tiny: Any) -> None:
    check(tiny, 3, 6, by_hand=by_hand)


@pytest.mark.slow
@pytest.mark.parametrize("by_hand", [False, True], ids=["plain", "by hand"])
@pytest.mark.parametrize("seed", [11, 12])
def test_places_of_a_thousand_faults_are_exact(
    seed: int, by_hand: bool, tiny: Any, amount: Callable[[int, int], int]
) -> None:
    check(tiny, seed, amount(50, 250), by_hand=by_hand)


def test_canonical_text_gives_exact_places(tiny: Any) -> None:
    path: Path = tiny.path("note.trig")
    lines = path.read_text(encoding="utf-8").split("\n")
    for number, line in enumerate(lines):
        match = re.fullmatch(r"( +)(pact:strength|pact:sector|pact:unit|pact:hedge) (\S+) ;", line)
        if match is None:
            continue
        path.write_text(
            "\n".join([*lines[:number], line.replace(" ;", "x ;"), *lines[number + 1 :]]), "utf-8"
        )
        (finding,) = (each for each in tiny.findings() if each.rule == "unknown-concept")
        assert (finding.line, finding.column) == (number + 1, line.index(match[3]) + 1)
    path.write_text("\n".join(lines), encoding="utf-8")


def test_text_before_it_counts_in_code_points(tiny: Any) -> None:
    tiny.edit(
        "regions.ttl", '    rdfs:label "Ada"@en ;', '    rdfs:label "Ada"@en , "😀é"@fr ; pact:nothing 1 ;'
    )
    (finding,) = tiny.findings()
    assert finding.column == len('    rdfs:label "Ada"@en , "😀é"@fr ; ') + 1
