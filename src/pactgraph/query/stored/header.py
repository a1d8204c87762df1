"""The header of a stored query: what its `#+` lines say, in grlc's form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

MARK = "#+"
OWN = "x-pactgraph"
VIEWS = ("table", "network", "timeline", "map", "number")
DEEPEST = 20
"""Levels of nesting in a header; libyaml's composer overflows the stack on very many."""

_TOP = frozenset({"summary", "description", "tags", "defaults", OWN})
_BLOCK = frozenset(
    {
        "id",
        "title",
        "grain",
        "params",
        "doc",
        "examples",
        "columns",
        "lists",
        "held",
        "states",
        "view",
        "answers",
    }
)
_PARAM = frozenset({"class", "scheme", "type", "required", "doc"})
_CELL = re.compile(r"\?([A-Za-z][A-Za-z0-9]*)")
_CURIE = re.compile(r"[A-Za-z][A-Za-z0-9-]*:[A-Za-z][A-Za-z0-9._-]*")
_NOTHING: Mapping[str, Any] = MappingProxyType({})
_TAKEN = frozenset({"summary", "description", "endpoint", "tags"})
"""Keys that other readers of the header look for on any line: none may stand inside our block."""


class HeaderFault(Exception):
    """A stored query's header is wrong; `line` is 1-based in the file."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.message = message
        self.line = line


class ParameterNote(NamedTuple):
    """What a header says of one parameter; the query's variables say the rest.

    `classes` and `schemes` are CURIEs or names as written; `required` is None where it is not said.
    """

    classes: tuple[str, ...] = ()
    schemes: tuple[str, ...] = ()
    type: str | None = None
    required: bool | None = None
    doc: str = ""
    line: int = 1


class Header(NamedTuple):
    """A stored query's header. `summary` is the question; `defaults` holds values as a person types them;
    `title` is by language tag; `lists` names the columns whose cells are parts joined by ` | `, which no
    engine promises to order; `held` names the column of the things, or periods, whose validity on `--at`
    is asked; `states` are the statements that a row says: subject, property and value, each `?` and the
    name of a column or parameter, or a prefixed name (`a` for the type), where a statement with an empty
    cell is not said; `answers` are numbers of questions."""

    summary: str
    description: str = ""
    tags: tuple[str, ...] = ()
    defaults: Mapping[str, str] = _NOTHING
    id: str = ""
    title: Mapping[str, str] = _NOTHING
    grain: str = ""
    params: Mapping[str, ParameterNote] = _NOTHING
    doc: str = ""
    examples: tuple[str, ...] = ()
    columns: Mapping[str, str] = _NOTHING
    lists: tuple[str, ...] = ()
    held: str = ""
    states: tuple[tuple[str, str, str], ...] = ()
    view: str = "table"
    answers: tuple[int, ...] = ()


def read_header(text: str) -> Header:
    """The header of the query file `text`: the lines that begin with `#+`, read as YAML 1.1.

    Raises HeaderFault (with the line) for a header that is missing or scattered, bad YAML, an unknown or
    repeated key, or a value of the wrong kind.
    """
    first, lines = _header_lines(text)
    top = _Block(_compose(lines, first), first, "the header")
    top.only(_TOP)
    own = top.block(OWN)
    own.only(_BLOCK)
    summary = top.text("summary")
    if not summary.endswith("?"):
        raise HeaderFault("summary is the question: end it with a question mark", top.line_of("summary"))
    for key in ("summary", "description"):
        if "\n" in top.text(key):
            raise HeaderFault(f"{key} has more than one line", top.line_of(key))
    view = own.text("view") or "table"
    if view not in VIEWS:
        raise HeaderFault(f"view is one of {', '.join(VIEWS)}, not {view!r}", own.line_of("view"))
    return Header(
        summary=summary,
        description=top.text("description"),
        tags=top.texts("tags"),
        defaults=top.pairs("defaults"),
        id=own.text("id"),
        title=own.mapping("title"),
        grain=own.text("grain"),
        params={name: _note(block) for name, block in own.block("params").blocks()},
        doc=own.text("doc"),
        examples=own.texts("examples"),
        columns=own.mapping("columns"),
        lists=own.texts("lists"),
        held=own.text("held"),
        states=_states(own),
        view=view,
        answers=own.numbers("answers"),
    )


def _header_lines(text: str) -> tuple[int, list[str]]:
    """The number of the first header line, and the header's lines without their mark."""
    first, header, closed = 0, list[str](), False
    for number, line in enumerate(text.split("\n"), start=1):
        if line.startswith(MARK):
            if closed:
                raise HeaderFault("a #+ line stands apart: keep the header in one block", number)
            first = first or number
            header.append(line[len(MARK) :].rstrip("\r"))
        elif header:
            closed = True
        elif line.strip():
            raise HeaderFault("the file begins with its header: lines that start with #+", number)
    if not header:
        raise HeaderFault("the file has no header: lines that start with #+", 1)
    return first, header


def _compose(lines: list[str], first: int) -> Any:
    """The YAML node of the header, with places but without constructed objects."""
    import yaml  # only here: what reads no header need not wait for it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text, depth = "\n".join(lines), 0
    try:
        for event in yaml.parse(text, Loader=loader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth > DEEPEST:
                line = event.start_mark.line if event.start_mark else 0
                raise HeaderFault("the header is nested too deeply", first + line)
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = first + min(mark.line if mark else 0, len(lines) - 1)
        said = error.problem or error.context or "not readable"
        raise HeaderFault(f"the header is not YAML: {said}", line) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise HeaderFault(f"the header is not YAML: {str(error).splitlines()[0]}", first) from error
    if node is None:
        raise HeaderFault("the header is empty", first)
    return node


def _states(own: _Block) -> tuple[tuple[str, str, str], ...]:
    """The statements of a row, each of three words that are known."""
    cells = {*own.mapping("columns"), *(name for name, _ in own.block("params").blocks())}
    found = list[tuple[str, str, str]]()
    for text in own.texts("states"):
        words = text.split()
        if len(words) != 3:
            raise HeaderFault(
                f"{text!r} is no statement: write subject, property and value", own.line_of("states")
            )
        for word in words:
            cell = _CELL.fullmatch(word)
            if cell and cell[1] not in cells:
                raise HeaderFault(f"{word} of states is no column or parameter", own.line_of("states"))
            if not cell and not _CURIE.fullmatch(word) and word != "a":
                raise HeaderFault(
                    f"{word} of states is no column, parameter or prefixed name", own.line_of("states")
                )
        found.append((words[0], words[1], words[2]))
    return tuple(found)


def _note(block: _Block) -> ParameterNote:
    block.only(_PARAM)
    return ParameterNote(
        classes=block.texts("class"),
        schemes=block.texts("scheme"),
        type=block.text("type") or None,
        required=block.flag("required"),
        doc=block.text("doc"),
        line=block.line,
    )


class _Block:
    """A YAML mapping whose keys are read one by one, each by the kind of value it must have."""

    def __init__(self, node: Any, first: int, name: str, line: int | None = None) -> None:
        self._first = first
        self._name = name
        self.line = line if line is not None else self._line(node)
        self._entries: dict[str, tuple[int, Any]] = {}
        if node is None:
            return
        if node.id != "mapping":
            raise HeaderFault(f"{name} is a mapping of keys to values", self._line(node))
        for key, value in node.value:
            at = self._line(key)
            word = _scalar(key)
            if word is None:
                raise HeaderFault(f"a key of {name} is not a plain word", at)
            if word in self._entries:
                raise HeaderFault(f"{name} has the key {word} twice", at)
            if name != "the header" and word in _TAKEN:
                raise HeaderFault(f"{word} is a key of the header itself: not inside {OWN}", at)
            self._entries[word] = (at, value)

    def _line(self, node: Any) -> int:
        return self._first if node is None else self._first + int(node.start_mark.line)

    def only(self, known: frozenset[str]) -> None:
        for key, (line, _) in self._entries.items():
            if key not in known:
                raise HeaderFault(
                    f"unknown key {key} in {self._name}: it takes {', '.join(sorted(known))}", line
                )

    def line_of(self, key: str) -> int:
        return self._entries[key][0] if key in self._entries else self.line

    def block(self, key: str) -> _Block:
        line, node = self._entries.get(key, (self.line, None))
        return _Block(node, self._first, key, line)

    def blocks(self) -> Iterator[tuple[str, _Block]]:
        for key, (line, node) in self._entries.items():
            yield key, _Block(node, self._first, f"{self._name} {key}", line)

    def text(self, key: str) -> str:
        line, node = self._entries.get(key, (self.line, None))
        if node is None:
            return ""
        value = _scalar(node)
        if value is None:
            raise HeaderFault(f"{key} is a text", line)
        return value.strip()

    def texts(self, key: str) -> tuple[str, ...]:
        line, node = self._entries.get(key, (self.line, None))
        if node is None:
            return ()
        values = [_scalar(part) for part in (node.value if node.id == "sequence" else [node])]
        if None in values:
            raise HeaderFault(f"{key} is a text or a list of texts", line)
        return tuple(value.strip() for value in values if value)

    def mapping(self, key: str) -> dict[str, str]:
        block = self.block(key)
        return {name: block.text(name) for name in block._entries}

    def pairs(self, key: str) -> dict[str, str]:
        """A list of mappings (grlc's form of `defaults`) or one mapping, as one mapping."""
        line, node = self._entries.get(key, (self.line, None))
        if node is None or node.id == "mapping":
            return self.mapping(key)
        if node.id != "sequence":
            raise HeaderFault(f"{key} is a list of `- parameter: value`", line)
        found: dict[str, str] = {}
        for part in node.value:
            block = _Block(part, self._first, key)
            for name in block._entries:
                if name in found:
                    raise HeaderFault(f"{key} names {name} twice", block.line_of(name))
                found[name] = block.text(name)
        return found

    def numbers(self, key: str) -> tuple[int, ...]:
        try:
            return tuple(int(value) for value in self.texts(key))
        except ValueError as error:
            raise HeaderFault(f"{key} is a list of whole numbers", self.line_of(key)) from error

    def flag(self, key: str) -> bool | None:
        value = self.text(key)
        if not value:
            return None
        if value not in ("true", "false"):
            raise HeaderFault(f"{key} is true or false, not {value!r}", self.line_of(key))
        return value == "true"


def _scalar(node: Any) -> str | None:
    """The text of a scalar node as it is written, or None for a list or a mapping."""
    return node.value if node.id == "scalar" else None
