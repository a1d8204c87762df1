"""The parameters of a stored query: variables named as grlc does, typed, and documented by the header."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from pyoxigraph import Literal, NamedNode

from ...rdf.fault import Fault
from ...rdf.namespaces import XSD
from ...rdf.prefixes import Prefixes
from ...workspace.days import day
from ..naming.names import NameFault, Names
from ..naming.within import Within
from ..sparql.tokens import Token
from .header import Header, HeaderFault

_VARIABLE = re.compile(r"(__?)([A-Za-z0-9]+)(?:_([A-Za-z0-9]+)(?:_([A-Za-z0-9]+))?)?")
_YEAR = re.compile(r"[0-9]{4}")
_INTEGER = re.compile(r"[+-]?[0-9]{1,18}")
_KINDS = {
    (None, None): "text",
    ("literal", None): "text",
    ("xsd", "string"): "text",
    ("iri", None): "iri",
    ("integer", None): "integer",
    ("xsd", "integer"): "integer",
    ("xsd", "date"): "date",
}
RESERVED = frozenset(
    {
        "workspace",
        "lang",
        "format",
        "output",
        "labels",
        "cite",
        "help",
        "endpoint",
        "engine",
        "user",
        "timeout",
    }
)
"""Names of options that every stored query has."""

LONGEST_TEXT = 10_000


class ParameterFault(Fault):
    """A value does not fit its parameter, or is missing; the message names the remedy."""


class Parameter(NamedTuple):
    """One parameter: `variable` is its name in the query without `?`; `kind` is iri, date, integer, year,
    text or a language tag; `within` says which things an IRI may name; `default` is as a person types it."""

    name: str
    variable: str
    kind: str
    required: bool
    within: Within
    default: str | None
    doc: str

    @property
    def placeholder(self) -> str:
        """What help shows for the value: `REGION`, `YYYY-MM-DD` ..."""
        if self.kind == "date":
            return "YYYY-MM-DD"
        if self.kind in ("integer", "year"):
            return {"integer": "NUMBER", "year": "YYYY"}[self.kind]
        return self.within.noun.upper().replace(" ", "-") if self.kind == "iri" else "TEXT"


def parameters(found: list[Token], header: Header, prefixes: Prefixes) -> tuple[Parameter, ...]:
    """The parameters among the variables of a query's tokens, in the order of the header.

    A variable is a parameter when its name begins with an underscore; one that the header does not call
    required is optional (for grlc, which reads only the variable, it has two underscores).
    Raises HeaderFault where variables and header do not agree.
    """
    variables = {
        token.text[1:]: match
        for token in found
        if token.kind == "variable" and (match := _VARIABLE.fullmatch(token.text[1:]))
    }
    by_name: dict[str, Parameter] = {}
    for variable, match in variables.items():
        name = match[2]
        if name in by_name:
            raise HeaderFault(f"{variable} and {by_name[name].variable} are one parameter: write one name", 1)
        by_name[name] = _parameter(variable, match, header, prefixes)
    for name, note in header.params.items():
        if name not in by_name:
            raise HeaderFault(f"no variable ?_{name}_... in the query for the parameter {name}", note.line)
    for name in header.defaults:
        if name not in by_name:
            raise HeaderFault(f"defaults names {name}, which is no parameter", 1)
    _check_names(by_name)
    return tuple(by_name[name] for name in header.params)


def value(parameter: Parameter, typed: str, names: Names) -> NamedNode | Literal:
    """The term that a typed value stands for. Raises ParameterFault where it does not fit the parameter."""
    text = typed.strip()
    if parameter.kind == "iri":
        try:
            return names.resolve(text, parameter.within)
        except NameFault as fault:
            raise ParameterFault(f"--{parameter.name}: {fault}") from fault
    if parameter.kind == "date":
        return Literal(_date(parameter.name, text), datatype=NamedNode(XSD + "date"))
    if parameter.kind == "integer":
        if not _INTEGER.fullmatch(text):
            raise ParameterFault(f"--{parameter.name}: {text!r} is not a whole number")
        return Literal(str(int(text)), datatype=NamedNode(XSD + "integer"))
    if parameter.kind == "year":
        if not _YEAR.fullmatch(text):
            raise ParameterFault(f"--{parameter.name}: write a year as YYYY, not {text!r}")
        return Literal(text)
    if len(typed) > LONGEST_TEXT or any(0xD800 <= ord(char) <= 0xDFFF for char in typed):
        raise ParameterFault(f"--{parameter.name}: write at most {LONGEST_TEXT} characters of Unicode text")
    return Literal(typed) if parameter.kind == "text" else Literal(typed, language=parameter.kind)


def values(
    wanted: tuple[Parameter, ...], typed: Mapping[str, str | None], names: Names
) -> dict[str, NamedNode | Literal]:
    """The terms to bind, by variable: typed values by parameter name, else defaults. A parameter that is
    optional and has neither stays unbound.

    Raises ParameterFault for a required value that is missing, a name that is no parameter, or a value
    that does not fit.
    """
    for name in typed:
        if name not in {parameter.name for parameter in wanted}:
            raise ParameterFault(f"there is no parameter {name}: it takes {_listed(wanted)}")
    found = {}
    for parameter in wanted:
        text = typed.get(parameter.name)
        text = parameter.default if text is None else text
        if text is not None:
            found[parameter.variable] = value(parameter, text, names)
        elif parameter.required:
            raise ParameterFault(f"--{parameter.name} {parameter.placeholder} is missing")
    return found


def _parameter(variable: str, match: re.Match[str], header: Header, prefixes: Prefixes) -> Parameter:
    name = match[2]
    note = header.params.get(name)
    if note is None:
        raise HeaderFault(f"the parameter ?{variable} is not described: add {name} to params", 1)
    kind = _KINDS.get((match[3], match[4]))
    if kind is None and match[3] and len(match[3]) == 2 and match[4] is None:
        kind = match[3]
    if kind is None:
        raise HeaderFault(f"?{variable} has no type that is known: end it with _iri or _xsd_date", note.line)
    if note.type == "year" and kind == "text":
        kind = "year"
    if note.type not in (None, kind):
        raise HeaderFault(f"the type of {name} is {kind} by ?{variable}, not {note.type}", note.line)
    if note.required and match[1] == "__":
        raise HeaderFault(
            f"?{variable} is optional by its two underscores, and required by params", note.line
        )
    if (note.classes or note.schemes) and kind != "iri":
        raise HeaderFault(f"{name} has a class or scheme, so its variable ends with _iri", note.line)
    try:
        within = Within.named(note.classes, note.schemes, prefixes)
    except ValueError as error:
        raise HeaderFault(str(error), note.line) from error
    return Parameter(name, variable, kind, bool(note.required), within, header.defaults.get(name), note.doc)


def _check_names(by_name: Mapping[str, Parameter]) -> None:
    variables = {parameter.variable: name for name, parameter in by_name.items()}
    for variable, name in variables.items():
        if name in RESERVED:
            raise HeaderFault(f"{name} is the name of an option: call the parameter something else", 1)
        longer = [other for other in variables if other != variable and other.startswith(variable)]
        if longer:
            raise HeaderFault(f"?{variable} begins ?{longer[0]}: tools that paste text mix them up", 1)


def _date(name: str, text: str) -> str:
    """The day that is meant: of a month or a year the last one, as for --as-of, but for `since` the first."""
    try:
        return day(text, last=name != "since")
    except ValueError as error:
        raise ParameterFault(f"--{name}: {error}") from error


def _listed(wanted: tuple[Parameter, ...]) -> str:
    return ", ".join(f"--{parameter.name}" for parameter in wanted) or "none"
