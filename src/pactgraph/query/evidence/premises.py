"""What derived statements rest on: the rule that makes one, and the statements from which it does.

To explain a derived statement, a rule's CONSTRUCT template is unified with it, and the rule's WHERE, with
those variables bound, is run on the finished graph: its matches are the premises. So no rule needs a word of
Python, and what holds of a rule in the law holds of its explanation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from pyoxigraph import NamedNode

from ...rdf.namespaces import CITO, DERIVED, PACT, PROV, RDF, RECORD, SKOS
from ...rdf.table import Term
from ...workspace.rules import Rule
from ..engines.engine import Engine
from ..faults import EngineFault, QueryFault
from ..sparql.scopes import Part, Pattern, Scope, read_rule
from ..sparql.tokens import tokens
from ..sparql.values_block import listed
from .matching import Key, Match, Matches, Matching
from .neighbourhood import nearby
from .statements import SourceGraph, describe_sources
from .support import Triple, support

_PREFIXES = "".join(
    f"PREFIX {name}: <{iri}> "
    for name, iri in {
        "cito": CITO,
        "pact": PACT,
        "prov": PROV,
        "rdf": RDF,
        "skos": SKOS,
        "time": "http://www.w3.org/2006/time#",
    }.items()
)


THE_LAW = "the law"
"""The name under which reasons go that are not rules of the workspace."""


def _made(sentence: str, template: str, where: str) -> Rule:
    return Rule(THE_LAW, f"# {sentence}\n{_PREFIXES}CONSTRUCT {{ {template} }} WHERE {{ {where} }}")


_SPEAKING = tuple(
    _made(sentence, f"?document pact:{spoken} ?day", f"{whose} pact:{told} ?day")
    for spoken, told in (("spokenFrom", "earliest"), ("spokenBy", "latest"))
    for sentence, whose in (
        (
            "A document speaks on the day of its release.",
            "?document prov:wasDerivedFrom ?release . ?release a pact:Release ;",
        ),
        ("A document of no release speaks on its own day.", "?document a pact:Document ;"),
        (
            "A release without a day speaks with the first of its documents.",
            "?document prov:wasDerivedFrom ?release . "
            "?other prov:wasDerivedFrom ?release ; a pact:Document ;",
        ),
    )
)
_BY_THE_LAW = (
    *_SPEAKING,
    _made(
        "The curation infers it from passages.",
        "?subject ?property ?value",
        "?derivation a pact:Derivation ; rdf:subject ?subject ; rdf:predicate ?property ; "
        "rdf:object ?value ; prov:wasDerivedFrom ?passage . GRAPH ?passage { ?thing ?told ?so }",
    ),
    _made(
        "A decision is against what the passage says.",
        "?decision pact:rejects ?passage",
        "?decision pact:rejects ?passage ; rdf:subject ?thing . GRAPH ?passage { ?thing ?property ?value }",
    ),
    _made(
        "Sources tell of it what cannot all be.",
        "?thing pact:disputed ?property",
        "?thing pact:disputed ?property . GRAPH ?passage { ?thing ?property ?value } "
        "?passage pact:passageOf ?document",
    ),
    _made(
        "Two values are told for days that may be one, or one after an ending, and neither tells the other.",
        "?told cito:isDisputedBy ?other",
        "?told cito:isDisputedBy ?other ; a pact:Telling . ?other a pact:Telling",
    ),
    _made(
        "What is told begins a period, unless a value told before still held.",
        "?period a pact:Period ; pact:stateOf ?thing ; pact:holds ?value ; pact:beginEarliest ?earliest ; "
        "pact:beginLatest ?latest ; prov:wasDerivedFrom ?told",
        "?period prov:wasDerivedFrom ?told . ?told a pact:Telling ; pact:stateOf ?thing ; pact:holds ?value "
        "OPTIONAL { ?told pact:earliest ?earliest } OPTIONAL { ?told pact:latest ?latest }",
    ),
    _made(
        "The next period ends the one before, which is not over before the last day for which it is told.",
        "?period pact:lastTold ?last ; pact:endEarliest ?first ; pact:endLatest ?end ; time:before ?later",
        "?period a pact:Period ; pact:stateOf ?thing ; pact:holds ?value . ?value skos:inScheme ?scheme . "
        "?scheme pact:valuesOf ?property . ?told pact:stateOf ?thing ; rdf:predicate ?property ; "
        "a pact:Telling",
    ),
)
"""What the law makes itself, written as rules: they are asked, and never run."""

_BOOKS = frozenset((RDF + "type", PACT + "passageOf"))
"""Properties of premises that say nothing of the world."""


class RuleReason(NamedTuple):
    """A rule that makes a statement, the sentence at its head, and the statements that it does so from."""

    rule: str
    sentence: str
    premises: frozenset[Match]


class _Rule(NamedTuple):
    prologue: str
    template: tuple[Pattern, ...]
    scope: Scope


def reasons(
    engine: Engine, rules: Sequence[Rule], statements: Iterable[Triple]
) -> dict[Triple, tuple[RuleReason, ...]]:
    """For each statement the rules that make it, in the order in which they run; none where no rule does.

    Raises what `engine.select` raises, but for a rule that the engine cannot ask: that is passed over.
    """
    asked = list(dict.fromkeys(statements))
    found: list[tuple[Triple, Rule, set[Matches]]] = []
    for rule in (*_BY_THE_LAW, *rules):
        read = _read(rule.text)
        if read is None:
            continue
        for names, keys in _laid(engine, read, asked):
            wanted = list(dict.fromkeys(keys.values()))
            try:
                matching = Matching(engine, read.prologue, read.scope, names, wanted)
            except (EngineFault, QueryFault):
                continue
            found += ((row, rule, matching.matches(key)) for row, key in keys.items())
    matched = {match for _, _, groups in found for group in groups for match in group}
    known = support(engine, (match.statement() for match in matched))
    told: dict[Triple, dict[Rule, frozenset[Match]]] = {row: {} for row in asked}
    for row, rule, groups in found:
        there = {m for group in groups if all(_is_there(m, known) for m in group) for m in group}
        if there:
            told[row][rule] = told[row].get(rule, frozenset()) | there
    return {
        row: tuple(RuleReason(rule.name, rule.reason, premises) for rule, premises in of.items())
        for row, of in told.items()
    }


def _laid(
    engine: Engine, rule: _Rule, asked: Sequence[Triple]
) -> Iterator[tuple[list[str], dict[Triple, Key]]]:
    """A rule's template laid over statements: some of its variables, and their values for each statement that
    it may make.

    Where the rule computes the subject's name, no engine finds it quickly by that name: then the other
    patterns of the template on this subject give values, too, of what is said of it once.
    """
    computed: dict[str, list[Triple]] = {}
    for pattern in rule.template:
        names = list(dict.fromkeys(pattern.variables))
        keys: dict[Triple, Key] = {
            row: key for row in asked if (key := _laid_over(pattern, row, names)) is not None
        }
        if isinstance(pattern.subject, str) and pattern.subject in rule.scope.assigned:
            computed.setdefault(pattern.subject, []).extend(keys)
        elif keys:
            yield names, keys
    for subject, rows in computed.items():
        beside = {
            pattern.value: pattern.verb
            for pattern in rule.template
            if pattern.subject == subject and isinstance(pattern.verb, NamedNode)
            if isinstance(pattern.value, str) and pattern.value in rule.scope.certain
        }
        said = _said_once(engine, {row[0] for row in rows}) if rows else {}
        known = ((row, (said.get((row[0], verb)) for verb in beside.values())) for row in rows)
        if rows:
            yield [subject, *beside], {row: (row[0], *values) for row, values in known}


def _said_once(engine: Engine, things: Iterable[NamedNode]) -> dict[tuple[NamedNode, Term], Term | None]:
    """The values of the properties that some things have once."""
    found: dict[tuple[NamedNode, Term], set[Term | None]] = {}
    for some in listed(things):
        table = engine.select(
            f"SELECT ?thing ?property ?value WHERE {{ VALUES ?thing {{ {some} }} ?thing ?property ?value }}"
        )
        for thing, property_, value in table.rows:
            if isinstance(thing, NamedNode) and property_ is not None:
                found.setdefault((thing, property_), set()).add(value)
    return {key: next(iter(values)) for key, values in found.items() if len(values) == 1}


def _is_there(match: Match, known: dict[Triple, tuple[SourceGraph, ...]]) -> bool:
    sources = known[match.statement()]
    return bool(sources) if match.graph is None else any(source.graph == match.graph for source in sources)


class Explanation(NamedTuple):
    """Why a derived statement stands: the rules that lead to it, the one that makes it first; and the
    statements about things of the world that they start from, each with the graphs that make it."""

    reasons: tuple[RuleReason, ...]
    told: tuple[tuple[Triple, tuple[SourceGraph, ...]], ...]


class Grounds:
    """What some statements rest on, down to what passages and files say.

    Raises what `engine.select` raises.
    """

    def __init__(self, engine: Engine, rules: Sequence[Rule], statements: Iterable[Triple]) -> None:
        self._sources: dict[Triple, frozenset[SourceGraph]] = {}
        self._reasons: dict[Triple, tuple[RuleReason, ...]] = {}
        self._graphs: dict[NamedNode, SourceGraph] = {}
        todo, tried = list(dict.fromkeys(statements)), set[Triple]()
        engine = nearby(engine, todo)
        states = {row[0] for row in engine.select(f"SELECT ?p WHERE {{ ?scheme <{PACT}valuesOf> ?p }}").rows}
        while todo:
            tried.update(todo)
            known = support(engine, todo)
            present = [row for row in todo if known[row]]
            for row in present:
                self._sources[row] = frozenset(source for source in known[row] if source.graph != DERIVED)
            # That words say a state is not all: by its days it stands, and the rules know them.
            asked = (row for row in present if not self._sources[row] or row[1] in states)
            derived = reasons(engine, rules, asked)
            self._reasons |= derived
            graphs = {match.graph for match in _premises(derived.values()) if match.graph is not None}
            self._graphs |= describe_sources(engine, graphs - self._graphs.keys())
            later = {match.statement() for match in _premises(derived.values()) if match.graph is None}
            todo = sorted(later - tried, key=str)

    def told(self, statement: Triple) -> list[tuple[Triple, SourceGraph]] | None:
        """What makes a statement: each graph that does with the statement, or, where only the derived one
        does or it is a state, with one of its premises, of theirs, and so on. None where no graph does."""
        if statement not in self._sources:
            return None
        found = {(row, source) for row in self._reached(statement) for source in self._sources.get(row, ())}
        found |= {
            (match.statement(), self._graphs[match.graph])
            for row in self._reached(statement)
            for match in _premises([self._reasons.get(row, ())])
            if match.graph is not None
        }
        return sorted(found, key=lambda pair: (pair[1].order, str(pair[0])))

    def sources(self, statement: Triple) -> tuple[SourceGraph, ...] | None:
        """The graphs of `told`, passages first; None where no graph makes the statement."""
        found = self.told(statement)
        return None if found is None else tuple(dict.fromkeys(source for _, source in found))

    def explanation(self, statement: Triple) -> Explanation | None:
        """Why a statement stands that the law or a rule makes; None for another one."""
        if not self._reasons.get(statement):
            return None
        told = dict[Triple, list[SourceGraph]]()
        for row, source in self.told(statement) or ():
            if row[0].value.startswith(RECORD) and row[1].value not in _BOOKS:
                told.setdefault(row, []).append(source)
        steps = dict.fromkeys(
            reason._replace(premises=frozenset())
            for row in self._reached(statement)
            for reason in self._reasons.get(row, ())
        )
        by_text = sorted(told.items(), key=lambda item: str(item[0]))
        return Explanation(tuple(steps), tuple((row, tuple(sources)) for row, sources in by_text))

    def _reached(self, statement: Triple) -> list[Triple]:
        """A statement and all that it rests on, the nearest first."""
        found = [statement]
        met = {statement}
        for row in found:
            near = {m.statement() for m in _premises([self._reasons.get(row, ())]) if m.graph is None}
            found += sorted(near - met, key=str)
            met |= near
        return found


def _premises(found: Iterable[tuple[RuleReason, ...]]) -> Iterator[Match]:
    for several in found:
        for reason in several:
            yield from reason.premises


@lru_cache(maxsize=200)
def _read(text: str) -> _Rule | None:
    """A rule in parts; None for what is none, which the law has said."""
    try:
        prologue, template, scope = read_rule(text, tokens(text))
    except (QueryFault, ValueError, IndexError):
        return None
    return _Rule(prologue, tuple(template), scope)


def _laid_over(pattern: Pattern, row: Triple, names: Sequence[str]) -> tuple[Term, ...] | None:
    """The values of the pattern's variables with which it is this statement; None where it never is."""
    values: dict[str, Term] = {}
    parts: tuple[Part | tuple[NamedNode, ...], ...] = (pattern.subject, pattern.verb, pattern.value)
    for part, term in zip(parts, row, strict=True):
        if (values.setdefault(part, term) if isinstance(part, str) else part) != term:
            return None
    return tuple(values[name] for name in names)
