"""The reader of Turtle and TriG that knows where everything stands.

Source: RDF 1.1 Turtle section 6.5 (grammar) and 7 (parsing), RDF 1.1 TriG section 5. It runs in time linear
in the length of the text, and brackets within brackets are refused below `DEEPEST`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from pactgraph.rdf.nesting import DEEPEST, NAME_THEM, TOO_DEEP
from pactgraph.rdf.syntax.advice import instead, strange
from pactgraph.rdf.syntax.reading import (
    Block,
    Comment,
    Graph,
    GraphBlock,
    Lines,
    PlacedBase,
    PlacedPrefix,
    PlacedQuad,
    Reading,
    Subject,
    SyntaxFault,
    TextRange,
)
from pactgraph.rdf.syntax.terminals import (
    AT,
    CARETS,
    COMMENT,
    END,
    LITERAL,
    PUNCTUATION,
    STRANGE,
    TERM,
    TOKEN,
    WORD,
    is_prefix,
)
from pactgraph.rdf.syntax.terms import RDF_FIRST, RDF_NIL, RDF_REST, RDF_TYPE, TRUTH, Terms, typed

_SURROGATE = re.compile("[\ud800-\udfff]")
_UNNAMED = DefaultGraph()
_SubjectOrValue = Subject | Literal


def read(text: str, *, trig: bool, base: str | None = None) -> Reading:
    """Reads a whole Turtle or TriG text and gives its quads with their places, blocks, prefixes and comments.

    `trig` allows named graphs. `base` is the absolute IRI against which relative ones are read until the text
    sets its own; without any, a relative IRI is a fault. Literals keep their lexical form; language tags come
    in lower case, as pyoxigraph holds them, and the span of the literal leads to the tag as written. A
    blank node keeps its label; one without gets one that occurs nowhere in the text, always the same.

    Raises SyntaxFault where the text is not of the language, with the place and what to write instead.
    """
    return _TurtleReader(text, trig, base).reading()


class _TurtleReader:
    """One pass over one text. The current token is `kind`, `token`, `start`, `end`; nothing looks beyond."""

    def __init__(self, text: str, trig: bool, base: str | None) -> None:
        self.text = text
        self.lines = Lines(text)
        self.result = Reading(text, trig, self.lines)
        self.quads = self.result.quads
        self.terms = Terms(base)
        self.known = self.terms.known
        self.matches: Iterator[re.Match[str]] = TOKEN.finditer(text)
        self.kind, self.token, self.start, self.end = STRANGE, "", 0, 0
        self.before = 0  # the end of the token before the current one
        self.graph: Graph = _UNNAMED
        self.graph_span: TextRange | None = None
        self.depth = 0
        stem = "anon"
        while f"_:{stem}" in text:
            stem += "n"
        self.stem = stem
        self.unlabelled = 0

    def reading(self) -> Reading:
        self.check_characters()
        self.advance()
        while self.kind != END:
            self.statement()
        return self.result

    # Tokens

    def advance(self) -> None:
        self.before = self.end
        for match in self.matches:
            kind = match.lastindex
            assert kind is not None  # every alternative of the expression is a group
            start, end = match.span(kind)
            if kind == COMMENT:
                before = self.text[match.start() : start]
                alone = "\n" in before or "\r" in before or match.start() == 0
                self.result.comments.append(
                    Comment(match.group(kind), TextRange(start, end, self.lines), alone)
                )
                continue
            self.kind, self.token, self.start, self.end = kind, match.group(kind), start, end
            return

    def check_characters(self) -> None:
        if self.text.startswith("\ufeff"):
            raise self.fault("the text begins with a byte order mark: save it as UTF-8 without one", 0)
        if not self.text.isascii() and (found := _SURROGATE.search(self.text)):
            raise self.fault("half a surrogate pair is not a character: write the whole one", found.start())

    def fault(self, message: str, offset: int | None = None) -> SyntaxFault:
        return SyntaxFault(message, *self.lines.place(self.start if offset is None else offset))

    def unexpected(self, wanted: str) -> SyntaxFault:
        if self.kind == STRANGE:
            message, offset = strange(self.text, self.start)
            return self.fault(message, offset)
        return self.fault(instead(self.kind, self.token, wanted, self.result.trig))

    def at(self, mark: str) -> bool:
        return self.kind == PUNCTUATION and self.token == mark

    def here(self) -> TextRange:
        return TextRange(self.start, self.end, self.lines)

    def expect(self, mark: str, wanted: str) -> TextRange:
        if not self.at(mark):
            raise self.unexpected(wanted)
        span = self.here()
        self.advance()
        return span

    # Statements and directives

    def statement(self) -> None:
        if self.kind == AT and self.token in ("@prefix", "@base"):
            self.directive(self.token[1:], dotted=True)
        elif self.kind == WORD and (word := self.token.lower()) in ("prefix", "base"):
            self.directive(word, dotted=False)
        elif not self.result.trig:
            self.block()
        elif self.kind == WORD and self.token.lower() == "graph":
            start = self.start
            self.advance()
            label, span = self.graph_label()
            self.graph_block(label, span, start)
        elif self.at("{"):
            self.graph_block(_UNNAMED, None, self.start)
        else:
            self.block()

    def directive(self, word: str, *, dotted: bool) -> None:
        opening = self.here()
        name: TextRange | None = None
        prefix = ""
        self.advance()
        if word == "prefix":
            if self.kind != TERM or self.token[-1] != ":" or not is_prefix(self.token[:-1]):
                raise self.unexpected("a prefix with its colon, such as ex:")
            name, prefix = self.here(), self.token[:-1]
            self.advance()
        if self.kind != TERM or self.token[0] != "<":
            raise self.unexpected("an address in angle brackets, such as <https://example.org/>")
        iri = self.here()
        try:
            address = self.terms.iri(self.token)
        except ValueError as problem:
            raise self.fault(str(problem)) from None
        self.advance()
        end = self.expect(".", f"a full stop after the @{word} line").end if dotted else iri.end
        span = TextRange(opening.start, end, self.lines)
        if name is None:
            self.terms.set_base(address)
            self.result.bases.append(PlacedBase(address, span, iri))
        else:
            self.terms.set_prefix(prefix, address)
            self.result.prefixes.append(PlacedPrefix(prefix, address, span, name, iri))

    def graph_label(self) -> tuple[Subject, TextRange]:
        """A graph's name after the word GRAPH: an IRI, a labelled blank node or empty brackets."""
        if self.kind == TERM:
            return self.subject()
        span = self.expect("[", "a graph's name: an IRI such as <https://example.org/g> or one such as ex:g")
        span.end = self.expect("]", "a closing bracket: a graph's name in brackets is empty").end
        return self.fresh(), span

    def graph_block(self, label: Graph, span: TextRange | None, start: int) -> None:
        opening = self.expect("{", "an opening brace after the graph's name")
        self.graph, self.graph_span = label, span
        while not self.at("}"):
            if self.kind == END:
                raise self.fault("the graph is not closed: end it with a brace }", opening.start)
            if not self.block(inside=True):
                break
        closing = self.expect("}", "a full stop, or a brace } to end the graph")
        self.graph, self.graph_span = _UNNAMED, None
        self.result.graphs.append(GraphBlock(label, start, span, opening, closing))

    # Blocks

    def block(self, *, inside: bool = False) -> bool:
        """One subject with its statements; says whether a full stop ended it (inside braces it may lack)."""
        count = len(self.quads)
        subject, span = self.subject()
        first, described = self.text[span.start], len(self.quads) > count
        if self.result.trig and not inside and self.at("{") and first != "(" and not described:
            self.graph_block(subject, span, span.start)
            return True
        separated = False
        if not (first == "[" and described and (self.at(".") or (inside and self.at("}")))):
            separated = self.properties(subject, span)
        insertion = self.before
        dot = None
        if not (inside and self.at("}")):
            dot = self.expect(".", "a full stop, or a semicolon and a further predicate")
        self.result.blocks.append(Block(subject, self.graph, span, insertion, separated, dot))
        return dot is not None

    def subject(self) -> tuple[Subject, TextRange]:
        span = self.here()
        if self.kind == TERM:
            term = self.term()
            if isinstance(term, Literal):
                raise self.fault("a literal cannot be a subject: begin the block with an IRI or a name")
            self.advance()
            return term, span
        if self.at("["):
            node = self.fresh()
            self.brackets(node, span)
            return node, span
        if self.at("("):
            return self.collection(span), span
        raise self.unexpected("a subject: an IRI such as <https://example.org/x> or a name such as ex:x")

    def properties(self, subject: Subject, span: TextRange) -> bool:
        """A predicate-object list (Turtle 6.5 rule 7); gives whether it ends with a semicolon."""
        while True:
            if self.kind == TERM:
                predicate = self.term()
                if not isinstance(predicate, NamedNode):
                    raise self.fault("a predicate is an IRI or a name: neither a literal nor a blank node")
            elif self.kind == WORD and self.token == "a":
                predicate = RDF_TYPE
            else:
                raise self.unexpected("a predicate: an IRI, a name such as ex:p, or the word a")
            place = self.here()
            self.advance()
            self.value(subject, span, predicate, place)
            while self.at(","):
                self.advance()
                self.value(subject, span, predicate, place)
            if not self.at(";"):
                return False
            while self.at(";"):
                self.advance()
            if self.kind == PUNCTUATION and self.token in ".]}":
                return True

    # Terms

    def value(
        self,
        subject: Subject,
        span: TextRange,
        predicate: NamedNode,
        place: TextRange,
        own: TextRange | None = None,
    ) -> None:
        """One object and its triple; `own` is the object's span where the caller needs it too."""
        own = own or self.here()
        if self.kind == TERM:
            term = self.term()
            self.advance()
            if isinstance(term, Literal) and self.kind in (AT, CARETS):
                term = self.suffixed(own)
            self.add(subject, span, predicate, place, term, own)
        elif self.kind == WORD and self.token in TRUTH:
            self.add(subject, span, predicate, place, TRUTH[self.token], own)
            self.advance()
        elif self.at("["):
            node = self.fresh()
            self.add(subject, span, predicate, place, node, own)
            self.brackets(node, own)
        elif self.at("("):
            self.collection(own, (subject, span, predicate, place))
        else:
            raise self.unexpected("an object: an IRI, a name, a literal in quotation marks or a number")

    def add(
        self, s: Subject, span: TextRange, p: NamedNode, place: TextRange, o: _SubjectOrValue, own: TextRange
    ) -> None:
        self.quads.append(PlacedQuad(Quad(s, p, o, self.graph), span, place, own, self.graph_span))

    def term(self) -> _SubjectOrValue:
        """The term that the current token means; the token stays current."""
        term = self.known.get(self.token)
        if term is None:
            try:
                term = self.terms.of(self.token)
            except ValueError as problem:
                raise self.fault(str(problem)) from None
        return term

    def suffixed(self, own: TextRange) -> Literal:
        """A literal whose language tag or datatype stands apart from its string."""
        string, tag, begin = self.text[own.start : own.end], self.token, self.start
        match = LITERAL.fullmatch(string)
        if match is None or match.group(1) != string:
            raise self.unexpected("a semicolon, a comma or a full stop")
        self.advance()
        datatype: NamedNode | None = None
        if tag == "^^":
            term = self.term() if self.kind == TERM else None
            if not isinstance(term, NamedNode):
                raise self.unexpected("the IRI or the name of a datatype after ^^")
            datatype = term
            begin, own.end = self.start, self.end
            self.advance()
        else:
            own.end = begin + len(tag)
        try:
            return self.terms.literal(string + tag) if datatype is None else typed(string, datatype)
        except ValueError as problem:
            raise self.fault(str(problem), begin) from None

    def fresh(self) -> BlankNode:
        self.unlabelled += 1
        return BlankNode(f"{self.stem}{self.unlabelled}")

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            raise self.fault(f"{TOO_DEEP}: {NAME_THEM}")

    def brackets(self, node: BlankNode, span: TextRange) -> None:
        """A blank node in brackets, from the opening one (current) to the closing one; ends `span`."""
        self.deeper()
        self.advance()
        if not self.at("]"):
            self.properties(node, span)
        span.end = self.expect("]", "a closing bracket ], or a semicolon and a further predicate").end
        self.depth -= 1

    def collection(
        self, span: TextRange, link: tuple[Subject, TextRange, NamedNode, TextRange] | None = None
    ) -> Subject:
        """A collection, its opening bracket being current; `link`: the triple it ends, without object."""
        self.deeper()
        self.advance()
        head: Subject = RDF_NIL
        previous: tuple[Subject, TextRange] | None = None
        while not self.at(")"):
            if self.kind == END:
                raise self.fault("the collection is not closed: end it with a bracket )", span.start)
            cell, member = self.fresh(), self.here()
            if previous is not None:
                self.add(*previous, RDF_REST, member, cell, member)
            else:
                head = cell
                if link is not None:
                    self.add(*link, cell, span)
            self.value(cell, member, RDF_FIRST, member, member)
            previous = cell, member
        closing = self.here()
        span.end = closing.end
        self.advance()
        self.depth -= 1
        if previous is not None:
            self.add(*previous, RDF_REST, closing, RDF_NIL, closing)
        elif link is not None:
            self.add(*link, RDF_NIL, span)
        return head
