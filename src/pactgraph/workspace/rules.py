"""The rules of a workspace: `ontology/rules/*.rq`, each a SPARQL CONSTRUCT for one notion.

They run in the order of their names, each once, over the default graph and what passages tell; what one makes
is added to the default graph and to `graph:derived`, for the ones after it to build on.
"""

from __future__ import annotations

import re
from itertools import takewhile
from pathlib import Path
from typing import NamedTuple

from pyoxigraph import Store

from ..rdf.namespaces import DERIVED
from .content import names_in, reason, remedy, text_of
from .finding import Finding

FOLDER = "ontology/rules"
LARGEST = 4_000_000
"""Bytes of the largest rule that is read."""

_ELSEWHERE = re.compile(r"load(?<!\wload)\b|service(?<!\wservice)\b|\\u")
"""What reads from elsewhere, or could hide that, in small letters: refused wherever it stands, so that
nothing has to be known of the rest of the text. (What begins with a letter is found in less time.)"""

_HIDDEN = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|<[^<>\"{}|^`\\\x00-\x20]*>|#[^\n]*")
_TEMPLATE = re.compile(r"\bCONSTRUCT\s*\{([^{}]*)\}", re.IGNORECASE)
_INNERMOST = re.compile(r"\{[^{}]*\}")
_FORM = re.compile(r"\s*(?:(?:PREFIX\s+[^\s:]*:|BASE)\s*)*CONSTRUCT\s+WHERE\s*", re.IGNORECASE)


class Rule(NamedTuple):
    """One rule: `name` is that of its file, without the suffix."""

    name: str
    text: str

    @property
    def reason(self) -> str:
        """Why the rule is as it is: what the comment says with which its file begins."""
        head = takewhile(lambda line: line.startswith("#"), self.text.splitlines())
        return " ".join(line.removeprefix("#").strip() for line in head)


class Rules(NamedTuple):
    """The rules in the order in which they run, and a finding for each that could not be read."""

    rules: tuple[Rule, ...]
    unreadable: list[Finding]


def read_rules(root: Path) -> Rules:
    """The rules of the workspace at `root`, in the order of their files' names; none where it has no such
    folder."""
    found, unreadable = list[Rule](), list[Finding]()
    try:
        names = names_in(root / FOLDER, ".rq")
    except OSError as error:
        return Rules((), [_finding(FOLDER, error)])
    for name in names:
        try:
            text = text_of(root / FOLDER / name, within=root, most=LARGEST)
            found.append(Rule(name.removesuffix(".rq"), text))
        except OSError as error:
            unreadable.append(_finding(f"{FOLDER}/{name}", error))
    return Rules(tuple(found), unreadable)


def run(store: Store, rule: Rule) -> None:
    """Adds what a rule makes to the default graph and to `graph:derived`. Raises SyntaxError or ValueError
    for what is no CONSTRUCT, or asks another server."""
    if _ELSEWHERE.search(rule.text.lower()):
        raise ValueError("a rule reads from nowhere else: it has no SERVICE, no LOAD and no \\u")
    update = _as_update(rule.text)
    try:
        if update is not None:
            store.update(update)
    except SyntaxError:
        update = None
    if update is None:
        Store().query(rule.text)  # says what is wrong, and where
        raise ValueError("a rule is CONSTRUCT { ... } WHERE { ... }, after its prefixes")


def _as_update(text: str) -> str | None:
    """A rule as an INSERT, which the store carries out in a third less time than it takes to give the triples
    to Python and take them back; None where it is no rule."""
    plain = _HIDDEN.sub(lambda hidden: " " * len(hidden[0]), text)
    outside = plain
    while outside != (less := _INNERMOST.sub(" ", outside)):
        outside = less
    template = _TEMPLATE.search(plain)
    if template is None or not _FORM.fullmatch(outside):
        return None
    made = text[slice(*template.span(1))]
    insert = f"INSERT {{ {made}\n GRAPH {DERIVED} {{ {made}\n }} }}"
    return text[: template.start()] + insert + text[template.end() :]


def _finding(relative: str, error: OSError) -> Finding:
    return Finding(relative, None, None, None, "rule", reason(error), remedy(error))
