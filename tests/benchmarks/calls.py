"""What the benchmark of everything measures: for each command, and for each stored query, its calls.

`{busiest}` and other names of `cast.Cast` are filled in with what each workspace has, these with places:
`{workspace}` (the workspace itself), `{texts}` (its texts), `{edited}` (a copy with one edit), `{copy}` (a
copy for this call alone), `{out}` (a path where nothing is), `{store}` (the URL of a running, empty store).
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pactgraph.publish.draw import KINDS
from pactgraph.query.stored.catalogue import Catalogue, StoredQuery
from pactgraph.rdf.formats import RDF
from pactgraph.workspace.workspace import Workspace

FILES, INDEX = "files", "index"
"""The two ways of a question: from the files, which are read into memory, and from the index on disk."""

PARAMETERS = {
    "a": "{busiest}",
    "agent": "{busiest}",
    "agreement": "{agreement}",
    "alliance": "{alliance}",
    "at": "2020-01-01",
    "b": "{middle}",
    "class": "pact:Region",
    "commitment": "{commitment}",
    "document": "{document}",
    "language": "de",
    "passage": "{passage}",
    "person": "{person}",
    "post": "{post}",
    "region": "{busiest}",
    "sector": "{sector}",
    "since": "2010-01-01",
    "strength": "decide",
    "thing": "{busiest}",
    "until": "2020-12-31",
    "with": "{partner}",
    "year": "2020",
}
"""What a parameter of a stored query is given, by its name."""

OWN = {
    "compare-accounts": ("--a {document} --b {other_document}",),
    "timeline": ("--a {busiest} --b {partner}", "--a {middle} --b {middle_partner}"),
}
"""The calls of stored queries that `PARAMETERS` does not fit."""

MORE = {
    "about": ("--thing agreement:{agreement}",),
    "commitments-of": ("--region {middle}",),
    "evidence": ("--thing {middle}", "--thing agreement:{agreement}"),
    "linked-from": ("--thing document:{document}",),
    "two-hops": ("--region {middle}",),
}
"""Calls that cost something else than those with what `PARAMETERS` gives."""


def calls_of(query: StoredQuery) -> tuple[str, ...]:
    """The options of each call of a stored query: with what it requires, and with each other parameter.
    Raises KeyError for a parameter that `PARAMETERS` has not."""
    if query.name in OWN:
        return OWN[query.name]
    given = {each.name: f"--{each.name} {PARAMETERS[each.name]}" for each in query.parameters}
    needed = " ".join(given[each.name] for each in query.parameters if each.required)
    others = [given[each.name] for each in query.parameters if not each.required]
    return (needed, *(f"{needed} {each}".strip() for each in others), *MORE.get(query.name, ()))


_WORKSPACE = Workspace(Path(__file__).parents[2])
QUERIES = {query.name: calls_of(query) for query in Catalogue(_WORKSPACE.queries, _WORKSPACE.prefixes)}
"""By stored query: the options of each call."""

_COUNT = "'SELECT ?kind (COUNT(*) AS ?many) { ?thing a ?kind } GROUP BY ?kind ORDER BY ?kind'"
_FEW = "'SELECT ?region ?country { ?region a pact:Region ; pact:country ?country } ORDER BY ?region ?country'"

COMMANDS = {
    "queries": ("", "--json"),
    "run": tuple(f"{name} {options}" for name, each in QUERIES.items() for options in each),
    "sparql": ("'ASK {}'", _FEW, _COUNT),
    "show": ("{busiest}", "{busiest} --all", "{middle}", "document:{document}", "agreement:{agreement}"),
    "why": ("{busiest}", "{busiest} country", "{middle}", "agreement:{agreement}"),
    "trace": ("{busiest} {middle}", "{middle} {middle_partner}", "{busiest} {sector}"),
    "compare": (
        "{busiest} {partner}",
        "{middle} {middle_partner}",
        "document:{document} document:{other_document}",
    ),
    "figures": ("", "--through alliances", "--through commitments", "--by year"),
    "validate": ("",),
    "verify": ("--sources {texts}",),
    "format": ("--check",),
    "stamp": ("{workspace}/data/documents/{document}.trig --text {texts}/{document}.txt --check",),
    "draw": tuple(
        f"{kind}{options}" for kind in KINDS for options in ("", " --region {busiest}", " --region {middle}")
    ),
    "export": (
        *(f"-f {name}" for name in RDF),
        "-f csv -o {out}",
        "-f trig --document {document}",
        "-f turtle --thing {busiest}",
    ),
    "diff": ("{edited}",),
    "release": ("99.0.0 --dry-run --since {edited}",),
    "describe": ("", "--digest"),
    "site": ("",),
    "init": ("{out}",),
    "new": (
        "region sample --label Sample --workspace {copy}",
        "query sample --question 'What is there?' --workspace {copy}",
    ),
    "push": ("{store}",),
    "stats": ("", "--terms", "--uncovered --sources {texts}"),
    "index": ("", "--status"),
    "completion": ("bash",),
}
"""By command: the arguments of each call. `site` is sampled: see `sampled_site.py`."""

WAYS = {
    **dict.fromkeys(("run", "sparql", "show", "why", "trace", "compare", "figures", "draw"), (FILES, INDEX)),
    "index": (INDEX,),
}
"""The ways of a command; those of the others are the files alone."""

WITHOUT_WORKSPACE = ("completion", "init")
_PLACE = re.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Call:
    """One call: a command, its arguments with names to be filled in, and the way it is answered."""

    command: str
    arguments: str
    way: str

    @property
    def name(self) -> str:
        """The call as tables tell it."""
        return f"{self.command} {self.arguments}".strip()

    @property
    def places(self) -> set[str]:
        """The names to be filled in."""
        return set(_PLACE.findall(self.arguments))

    def words(self, places: Mapping[str, object]) -> list[str]:
        """The words after `pactgraph`, filled in; the workspace is named where the arguments do not."""
        filled = [
            _PLACE.sub(lambda place: str(places[place[1]]), word) for word in shlex.split(self.arguments)
        ]
        named = "--workspace" in filled or self.command in WITHOUT_WORKSPACE
        return [self.command, *filled, *([] if named else ["--workspace", str(places["workspace"])])]


def calls() -> list[Call]:
    """Every call, each way."""
    return [
        Call(command, arguments, way)
        for command, each in COMMANDS.items()
        for arguments in each
        for way in WAYS.get(command, (FILES,))
    ]
