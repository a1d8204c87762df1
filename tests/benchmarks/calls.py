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

FILES, INDEX = "files", "index"
"""The two ways of a question: from the files, which are read into memory, and from the index on disk."""

QUERIES = {
    "about": ("--thing {busiest}", "--thing agreement:{agreement}"),
    "about-near": ("--thing {busiest}", "--thing agreement:{agreement}"),
    "agreements-of": ("--region {busiest}", "--region {middle}", "--region {busiest} --at 2020-01-01"),
    "announcements": ("", "--thing {busiest}"),
    "as-told-by": ("--document {document}",),
    "best-connected": ("", "--sector {sector} --year 2020"),
    "bilateral-within": ("--alliance {alliance}",),
    "bodies": ("", "--agreement {agreement}"),
    "carriers": ("", "--commitment {commitment}"),
    "commitment-matrix": (
        "",
        "--agent {busiest}",
        "--agent {busiest} --with {middle}",
        "--sector {sector} --since 2010-01-01 --until 2020-12-31",
        "--strength decide --at 2020-01-01",
    ),
    "commitments-by-strength": ("", "--agreement {agreement}", "--sector {sector}"),
    "commitments-of": ("--region {busiest}", "--region {busiest} --sector {sector}", "--region {middle}"),
    "compare-accounts": ("--a {document} --b {other_document}",),
    "connecting-people": ("",),
    "coverage": ("",),
    "disagreements": ("", "--thing {busiest}"),
    "evidence": ("--thing {busiest}", "--thing {middle}", "--thing agreement:{agreement}"),
    "hosts": ("", "--agent {busiest}"),
    "in-sectors": ("", "--agent {busiest}", "--agent {busiest} --with {middle}"),
    "incomplete-commitments": ("",),
    "inferred": ("", "--thing agreement:{agreement}"),
    "kinds": ("", "--language de"),
    "laws-of": ("", "--agreement {agreement}"),
    "linked-from": ("--thing {busiest}", "--thing document:{document}"),
    "linked-twice": ("",),
    "meeting-points": (
        "",
        "--agent {busiest}",
        "--agent {busiest} --with {middle}",
        "--thing {busiest}",
        "--sector {sector} --since 2010-01-01 --until 2020-12-31",
        "--strength decide --at 2020-01-01",
    ),
    "member-numbers": ("",),
    "members-of": ("--alliance {alliance}", "--alliance {alliance} --at 2024-12-31"),
    "membership-changes": ("--alliance {alliance}",),
    "models": ("",),
    "mutuality": ("",),
    "names-in": ("--document {document}", "--document {document} --thing {busiest}"),
    "names-of": ("--thing {busiest}", "--thing {middle}"),
    "office-holders": ("", "--post {post}", "--at 2020-01-01"),
    "outcomes": ("", "--thing {busiest}"),
    "overdue": ("--at 2024-01-01",),
    "partners": (
        "--agent {busiest}",
        "--agent {busiest} --at 2020-01-01",
        "--agent {busiest} --since 2010-01-01 --until 2020-12-31",
    ),
    "partnership-sectors": ("", "--agreement {agreement}"),
    "passages": ("", "--document {document}"),
    "points": ("", "--agent {busiest}"),
    "quantities": ("",),
    "regions-per-country": ("",),
    "rejected-statements": ("", "--document {document}"),
    "relations": ("", "--language de"),
    "said-in": ("--passage {passage}",),
    "sector-to-countries": ("--sector {sector}",),
    "sectors-of": ("--thing {busiest}",),
    "shared": ("--a {busiest} --b {middle}",),
    "signatories-of": ("--agreement {agreement}",),
    "single-source": ("", "--thing {busiest}"),
    "strength-differences": ("",),
    "strengths": ("",),
    "things": ("", "--class pact:Region"),
    "ties": ("", "--thing {busiest}", "--thing {busiest} --since 2010-01-01 --until 2020-12-31"),
    "timeline": ("--a {busiest} --b {partner}", "--a {middle} --b {middle_partner}"),
    "told-by": ("--document {document}",),
    "two-hops": ("--region {busiest}", "--region {middle}"),
    "unsupported": ("",),
    "utterances": ("", "--person {person}", "--thing {sector}"),
    "who-meets": (
        "",
        "--agent {busiest}",
        "--class pact:Alliance --since 2010-01-01 --until 2020-12-31",
        "--thing alliance:{alliance} --at 2020-01-01",
    ),
    "withdrawn-codes": ("",),
}
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
        f"{kind}{options}"
        for kind in ("network", "timeline", "map", "matrix")
        for options in ("", " --region {busiest}", " --region {middle}")
    ),
    "export": (
        *(f"-f {name}" for name in ("turtle", "trig", "nt", "nq", "jsonld", "rdfxml")),
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
