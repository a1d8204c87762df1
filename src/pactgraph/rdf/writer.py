"""The canonical text of Turtle and TriG files: one graph has one text, and a small change is a small one.

A block for each subject, a line for each predicate; subjects, predicates and objects in the order of
`layout`; no base, no empty prefix; lexical forms as they are. Passage records of a TriG file come by
`pact:start`, then by `pact:end`, each followed by the graph of that name. Writing never changes the graph:
reading the text gives it back, blank nodes up to their labels, language tags in lower case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad, Triple

from pactgraph.rdf.layout import PACT, Key, PrefixedNames, natural
from pactgraph.rdf.syntax import Reading, read
from pactgraph.rdf.syntax import remarks as at
from pactgraph.rdf.syntax.blanks import Blanks, Value
from pactgraph.rdf.syntax.reading import Graph, Subject
from pactgraph.rdf.syntax.terms import RDF_FIRST, RDF_NIL, RDF_REST

_UNNAMED = DefaultGraph()
_START, _END = NamedNode(f"{PACT}start"), NamedNode(f"{PACT}end")
_INLINE = 80
"""The longest collection or blank node, in code points, that is written on one line."""

_Facts = dict[NamedNode, dict[Value, None]]
_Graphs = dict[Graph, dict[Subject, _Facts]]


def write_turtle(
    triples: Iterable[Triple | Quad], prefixes: Mapping[str, str], comments: at.Remarks | None = None
) -> str:
    """Gives the canonical Turtle text of triples (quads count as triples only in the unnamed graph).

    `prefixes` maps prefixes, without colon, to namespaces; only those used are declared. `comments` (from
    `syntax.remarks.remarks`) are written beside the statements they belong to, and are used up by it.

    Raises ValueError for a quad of a named graph, for a statement about a statement, and for a prefix that
    Turtle cannot write.
    """
    graphs = _grouped(triples)
    if any(graph != _UNNAMED for graph in graphs):
        raise ValueError("Turtle has no named graphs: write TriG instead")
    return _CanonicalWriter(graphs, prefixes, comments).text()


def write_trig(
    quads: Iterable[Quad | Triple], prefixes: Mapping[str, str], comments: at.Remarks | None = None
) -> str:
    """Gives the canonical TriG text of quads; takes and raises what `write_turtle` does, named graphs too."""
    return _CanonicalWriter(_grouped(quads), prefixes, comments).text()


def canonical_text(text: str, *, trig: bool, prefixes: Mapping[str, str], base: str | None = None) -> str:
    """Gives the canonical text of a Turtle or TriG text, comments kept; the canonical text of that is itself.

    `base` resolves relative IRIs of a text without one. Raises SyntaxFault where the text cannot be read,
    ValueError for a prefix that Turtle cannot write.
    """
    return canonical_reading(read(text, trig=trig, base=base), prefixes)


def canonical_reading(reading: Reading, prefixes: Mapping[str, str]) -> str:
    """Gives the canonical text of what was read, as `canonical_text` does."""
    write = write_trig if reading.trig else write_turtle
    return write((placed.quad for placed in reading.quads), prefixes, at.remarks(reading))


def _grouped(quads: Iterable[Triple | Quad]) -> _Graphs:
    graphs: _Graphs = {}
    for quad in quads:
        subject, value = quad.subject, quad.object
        if isinstance(subject, Triple) or isinstance(value, Triple):
            raise ValueError("Turtle of RDF 1.1 has no statements about statements: use a named graph")
        graph = quad.graph_name if isinstance(quad, Quad) else _UNNAMED
        facts = graphs.setdefault(graph, {}).setdefault(subject, {})
        facts.setdefault(quad.predicate, {})[value] = None
    return graphs


class _CanonicalWriter:
    def __init__(self, graphs: _Graphs, prefixes: Mapping[str, str], comments: at.Remarks | None) -> None:
        self.graphs = graphs
        self.names = PrefixedNames(prefixes)
        self.comments = at.Remarks() if comments is None else comments
        self.blanks = Blanks(graphs)
        self.plain_texts: dict[BlankNode, str] = {}

    def text(self) -> str:
        items = self.items()
        left = self.comments.rest()
        head, tail = self.comments.head, self.comments.tail + ([left] if left else [])
        paragraphs = ["\n".join(run) for run in head]
        if lines := self.names.lines():
            paragraphs.append("\n".join(lines))
        paragraphs += items
        paragraphs += ["\n".join(run) for run in tail]
        return "\n\n".join(paragraphs) + "\n" if paragraphs else ""

    def items(self) -> list[str]:
        """Blocks of the unnamed graph, then passage records with their graphs, then the other graphs."""
        unnamed = self.graphs.get(_UNNAMED, {})
        blocks = self.blocks(_UNNAMED)
        records = {subject for subject, _ in blocks if subject in self.graphs and subject != _UNNAMED}
        items = [text for subject, text in blocks if subject not in records]
        told = [block for block in blocks if block[0] in records]
        for subject, text in sorted(told, key=lambda block: _reading_order(unnamed[block[0]])):
            items += [text, self.graph(subject)]
        others = [graph for graph in self.graphs if graph != _UNNAMED and graph not in records]
        named = [(self.subject(graph), graph) for graph in others if not isinstance(graph, DefaultGraph)]
        return items + [self.graph(graph) for _, graph in sorted(named, key=lambda pair: pair[0][1])]

    def graph(self, name: Subject) -> str:
        before, behind = self.comments.take(at.opening(name))
        blocks = [f"    {text}".replace("\n", "\n    ") for _, text in self.blocks(name)]
        above_end, after_end = self.comments.take(at.closing(name))
        if above_end:
            blocks.append("\n".join(f"    {line}" for line in above_end))
        inner = "\n\n".join(blocks)
        lines = [*before, f"{self.subject(name)[0]} {{{behind}", inner, f"}}{after_end}"]
        return "\n".join(lines)

    def blocks(self, graph: Graph) -> list[tuple[Subject, str]]:
        """The blocks of one graph in order of their subjects."""
        found: list[tuple[Key, Subject, str]] = []
        for subject, facts in self.graphs.get(graph, {}).items():
            if isinstance(subject, BlankNode) and self.blanks.nested(subject):
                continue
            label, key = self.subject(subject)
            if label == "[]":
                key = (2, self.plain_facts(graph, facts))
            found.append((key, subject, self.block(graph, subject, label, facts)))
        found.sort(key=_first)
        return [(subject, text) for _, subject, text in found]

    def block(self, graph: Graph, subject: Subject, label: str, facts: _Facts) -> str:
        if not self.comments.inside:
            return f"{label}\n{self.properties(graph, subject, facts)}\n ."
        before, behind = self.comments.take(at.block(graph, subject))
        properties = self.properties(graph, subject, facts)
        above_end, after_end = self.comments.take(at.end(graph, subject))
        ending = "".join(f"    {line}\n" for line in above_end)
        return "\n".join([*before, f"{label}{behind}", properties, f"{ending} .{after_end}"])

    def properties(self, graph: Graph, subject: Subject, facts: _Facts) -> str:
        """The predicate lines of a block or of a blank node in brackets, indented by four."""
        predicate = self.names.predicate
        lines: list[str] = []
        for node in facts if len(facts) == 1 else sorted(facts, key=predicate):
            ordered = self.ordered(graph, facts[node])
            start, indent = f"    {predicate(node)[1]} ", "    "
            left = len(ordered)
            for value, text in ordered:
                behind, left = "", left - 1
                if self.comments.inside:
                    before, behind = self.comments.take(at.triple(graph, subject, node, value))
                    lines += [f"{indent}{line}" for line in before]
                if text is None:
                    text = self.bracketed(graph, value)
                if "\n" in text:
                    text = text.replace("\n", f"\n{indent}")
                lines.append(f"{start}{text} {',' if left else ';'}{behind}")
                start = indent = "        "
        return "\n".join(lines)

    def ordered(self, graph: Graph, values: Iterable[Value]) -> list[tuple[Value, str | None]]:
        """Objects in their order with their texts; a blank node has none yet."""
        names = self.names
        keyed: list[tuple[Key, str | None, Value]] = []
        for value in values:
            if isinstance(value, NamedNode):
                text, key = names.iri(value)
                keyed.append(((0, key), text, value))
            elif isinstance(value, Literal):
                text, key = names.literal(value)
                keyed.append((key, text, value))
            else:
                keyed.append(((2, self.plain(graph, value)), None, value))
        if len(keyed) > 1:
            keyed.sort(key=_first)
        return [(value, text) for _, text, value in keyed]

    def subject(self, term: Subject) -> tuple[str, Key]:
        if isinstance(term, NamedNode):
            text, key = self.names.iri(term)
            return text, (0, key)
        label = self.blanks.label(term)
        return label, (1, natural(label))

    # Blank nodes

    def plain(self, graph: Graph, value: Value) -> str:
        """An object on one line, without comments."""
        if isinstance(value, NamedNode):
            return self.names.iri(value)[0]
        if isinstance(value, Literal):
            return self.names.literal(value)[0]
        if not self.blanks.nested(value):
            return self.blanks.label(value)
        text = self.plain_texts.get(value)
        if text is None:
            members = self.blanks.members(value)
            facts = self.graphs[graph].get(value)
            if members is not None:
                text = f"( {' '.join([self.plain(graph, member) for _, member in members])} )"
            else:
                text = f"[ {self.plain_facts(graph, facts)} ]" if facts else "[]"
            self.plain_texts[value] = text
        return text

    def plain_facts(self, graph: Graph, facts: _Facts) -> str:
        parts: list[str] = []
        for node in sorted(facts, key=self.names.predicate):
            texts = [text or self.plain(graph, value) for value, text in self.ordered(graph, facts[node])]
            parts.append(f"{self.names.predicate(node)[1]} {' , '.join(texts)}")
        return " ; ".join(parts)

    def bracketed(self, graph: Graph, node: Value) -> str:
        """An object; further lines of a blank node are indented against the first."""
        text = self.plain(graph, node)
        if not isinstance(node, BlankNode) or not self.blanks.nested(node):
            return text
        if len(text) <= _INLINE and self.short(graph, node) and not self.remarked(graph, node):
            return text
        members = self.blanks.members(node)
        if members is not None:
            return self.collection(graph, members)
        facts = self.graphs[graph].get(node, {})
        top = self.comments.take_lines(at.block(graph, node))
        inner = [self.properties(graph, node, facts)] if facts else []
        bottom = self.comments.take_lines(at.end(graph, node))
        lines = [*(f"    {line}" for line in top), *inner, *(f"    {line}" for line in bottom)]
        return "\n".join(["[", *lines, "]"])

    def collection(self, graph: Graph, members: list[tuple[BlankNode, Value]]) -> str:
        lines: list[str] = []
        above: list[str] = []
        last = self.comments.take_lines(at.end(graph, members[0][0]))
        for place, (cell, member) in enumerate(members):
            before, behind = self.comments.take(at.triple(graph, cell, RDF_FIRST, member))
            above += self.comments.take_lines(at.block(graph, cell)) + before
            text = self.bracketed(graph, member).replace("\n", "\n    ")
            lines += [f"    {line}" for line in above]
            lines.append(f"    {text}{behind}")
            following: Value = members[place + 1][0] if place + 1 < len(members) else RDF_NIL
            above = self.comments.take_lines(at.triple(graph, cell, RDF_REST, following))
            above += self.comments.take_lines(at.end(graph, cell))
        lines += [f"    {line}" for line in above + last]
        return "\n".join(["(", *lines, ")"])

    def short(self, graph: Graph, node: BlankNode) -> bool:
        """Whether a node may stand on one line: a collection, or brackets around at most one statement."""
        members = self.blanks.members(node)
        if members is not None:
            return all(self.short(graph, m) for _, m in members if isinstance(m, BlankNode))
        if not self.blanks.nested(node):
            return True
        values = [value for objects in self.graphs[graph].get(node, {}).values() for value in objects]
        return len(values) < 2 and all(self.short(graph, v) for v in values if isinstance(v, BlankNode))

    def remarked(self, graph: Graph, node: BlankNode) -> bool:
        """Whether any comment belongs to a nested node or to anything in it."""
        if not self.comments.inside:
            return False
        pending: list[BlankNode] = [node]
        while pending:
            inner = pending.pop()
            if self.comments.has(at.block(graph, inner)) or self.comments.has(at.end(graph, inner)):
                return True
            for predicate, values in self.graphs[graph].get(inner, {}).items():
                for value in values:
                    if self.comments.has(at.triple(graph, inner, predicate, value)):
                        return True
                    if isinstance(value, BlankNode) and self.blanks.nested(value):
                        pending.append(value)
        return False


def _first(item: tuple[Key, object, object]) -> Key:
    return item[0]


def _reading_order(facts: _Facts) -> Key:
    """Passages by start, then by end; whoever lacks one comes after those that have it."""
    key: list[object] = []
    for property_ in (_START, _END):
        numbers = [value.value for value in facts.get(property_, ()) if isinstance(value, Literal)]
        key.append((0, min(map(natural, numbers))) if numbers else (1, ()))
    return tuple(key)
