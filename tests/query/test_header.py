"""The `#+` header of a stored query."""

from __future__ import annotations

import pytest
import yaml

from pactgraph.query.stored.header import HeaderFault, read_header

GOOD = """\
#+ summary: Which agreements does a region take part in?
#+ description: One row for each agreement and counterparty.
#+ tags: [lookup, agreements]
#+ defaults:
#+   - sector: energy
#+   - on: 2023-03-06
#+ x-pactgraph:
#+   id: agreements-of
#+   title: {en: Agreements of a region, de: "Abkommen einer Region"}
#+   grain: one row per agreement and counterparty
#+   params:
#+     region: {class: pact:Region, required: true, doc: the region}
#+     sector: {scheme: sector, required: false, doc: "a field of work, or one within it"}
#+   doc: >-
#+     Parties are who the papers
#+     call parties.
#+   examples: ["--region saxony"]
#+   columns: {agreement: the agreement, counterparty: who else}
#+   states: ["?agreement pact:party ?counterparty", "?region a pact:Region"]
#+   view: table
#+   answers: [1, 9]

SELECT * { ?s ?p ?o }
"""


def test_reads_every_key() -> None:
    header = read_header(GOOD)
    assert header.summary == "Which agreements does a region take part in?"
    assert header.description == "One row for each agreement and counterparty."
    assert header.tags == ("lookup", "agreements")
    assert header.defaults == {"sector": "energy", "on": "2023-03-06"}
    assert header.id == "agreements-of"
    assert header.title == {"en": "Agreements of a region", "de": "Abkommen einer Region"}
    assert header.params["region"].classes == ("pact:Region",)
    assert header.params["region"].required is True
    assert header.params["sector"].schemes == ("sector",)
    assert header.params["sector"].required is False
    assert header.params["sector"].line == 13
    assert header.doc == "Parties are who the papers call parties."
    assert header.examples == ("--region saxony",)
    assert header.columns == {"agreement": "the agreement", "counterparty": "who else"}
    assert header.states == (("?agreement", "pact:party", "?counterparty"), ("?region", "a", "pact:Region"))
    assert header.view == "table"
    assert header.answers == (1, 9)


def test_says_what_any_yaml_reader_says() -> None:
    read = yaml.safe_load("\n".join(line[2:] for line in GOOD.splitlines() if line.startswith("#+")))
    header = read_header(GOOD)
    assert header.summary == read["summary"]
    assert list(header.answers) == read["x-pactgraph"]["answers"]
    assert header.doc == read["x-pactgraph"]["doc"]
    assert dict(header.columns) == read["x-pactgraph"]["columns"]


def test_needs_no_more_than_a_summary() -> None:
    header = read_header("\n#+ summary: What is there?\nSELECT * {}")
    assert header.view == "table"
    assert header.params == {}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("SELECT * {}", 1, "header"),
        ("", 1, "no header"),
        ("#+ summary: What?\n#+ sumary: x\nASK {}", 2, "unknown key sumary"),
        ("#+ summary: What?\n#+ endpoint: http://x/\nASK {}", 2, "unknown key endpoint"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   grian: x\n", 3, "unknown key grian"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   params:\n#+     a: {klass: x}\n", 4, "unknown key klass"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   columns: {description: x}\n", 3, "description"),
        ("#+ summary: What?\n#+ summary: Who?\n", 2, "twice"),
        ("#+ summary: What\n", 1, "question mark"),
        ("#+ tags: [a]\n", 1, "question mark"),
        ("#+ summary: What?\nSELECT * {}\n#+ tags: [a]\n", 3, "apart"),
        ("#+ summary: What?\n#+ tags: [a\nASK {}", 2, "not YAML"),
        ("#+ summary: [a]\n", 1, "summary is a text"),
        ("#+ - a\n", 1, "mapping"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   view: pie\n", 3, "view"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   answers: [one]\n", 3, "whole numbers"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   params: {a: {required: maybe}}\n", 3, "true or false"),
        ("#+ summary: What?\n#+ defaults:\n#+   - a: 1\n#+   - a: 2\n", 4, "twice"),
        ("#+ summary: What?\n#+ ? [a]\n#+ : b\n", 2, "plain word"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   states: [pact:a pact:b]\n", 3, "no statement"),
        ("#+ summary: What?\n#+ x-pactgraph:\n#+   states: ['?a pact:b ?c']\n", 3, "no column"),
        (
            "#+ summary: What?\n#+ x-pactgraph:\n#+   columns: {a: x}\n#+   states: ['?a b ?a']\n",
            4,
            "prefixed name",
        ),
    ],
)
def test_faults_name_their_line(text: str, line: int, said: str) -> None:
    with pytest.raises(HeaderFault) as caught:
        read_header(text)
    assert caught.value.line == line
    assert said in caught.value.message


@pytest.mark.parametrize("bomb", ["[" * 50_000, "{a: " * 50_000, "\n#+   " + "- " * 50_000])
def test_a_bomb_of_nesting_is_a_fault(bomb: str) -> None:
    with pytest.raises(HeaderFault):
        read_header("#+ summary: What?\n#+ tags: " + bomb)
