"""An outline in Markdown, and passages that are quoted once."""

from __future__ import annotations

from pyoxigraph import NamedNode

from pactgraph.prose.outline import Entry, Outline, quoted_once, to_json, to_markdown
from pactgraph.query.evidence.statements import SourceGraph
from pactgraph.query.results.markdown_text import in_markdown
from pactgraph.rdf.prefixes import Prefixes


def source(name: str) -> SourceGraph:
    graph = NamedNode(f"https://example.org/{name}")
    return SourceGraph(graph, NamedNode("https://example.org/document"), 0, 9, digest=f"digest of {name}")


def quoted(entry: Entry) -> list[tuple[str, list[str]]]:
    """Each entry with the passages whose words are told there."""
    return [
        (each.text, [s.graph.value.rpartition("/")[2] for s in each.sources if s.digest])
        for each in entry.walk()
    ]


def test_a_passage_is_quoted_once_above_and_cited_below() -> None:
    a, b = source("a"), source("b")
    firm = Entry("firm", sources=(a, b), entries=(Entry("deeper", sources=(b,)),))
    told = quoted_once(Entry("promise", sources=(a,), entries=(firm, Entry("partner", sources=(b, a)))))
    assert quoted(told) == [("promise", ["a"]), ("firm", ["b"]), ("deeper", []), ("partner", [])]
    assert [s.graph for s in told.entries[1].sources] == [b.graph, a.graph]


def test_entries_of_a_list_are_read_alone_those_of_a_path_together() -> None:
    a = source("a")
    entries = (Entry("one", sources=(a,)), Entry("other", sources=(a,)))
    assert quoted(quoted_once(Entry("list", entries=entries)))[1:] == [("one", ["a"]), ("other", ["a"])]
    assert quoted(quoted_once(Entry("way", "path", entries=entries)))[1:] == [("one", ["a"]), ("other", [])]


def test_what_was_not_shown_was_not_quoted() -> None:
    sources = tuple(map(source, "abcde"))
    below = Entry("below", sources=(sources[0], sources[4]))
    assert quoted(quoted_once(Entry("above", sources=sources, entries=(below,)), most=3))[1] == (
        "below",
        ["e"],
    )
    assert quoted(quoted_once(Entry("above", sources=sources, entries=(below,))))[1] == ("below", [])


def test_markdown_quotes_once_and_json_wherever_a_passage_stands() -> None:
    a = source("a")
    entry = Entry("promise", sources=(a,), entries=(Entry("firm", sources=(a,)),))
    outline = Outline("T", (), (), (Entry("Section", entries=(entry,)),))

    def quote(one: SourceGraph) -> str | None:
        return "“the words”" if one.digest else None

    prefixes = Prefixes({})
    assert to_markdown(outline, prefixes, quote).count("the words") == 1
    assert str(to_json(outline, prefixes, quote)).count("the words") == 2


def test_a_date_at_the_start_is_no_list() -> None:
    assert in_markdown("2023-09-06; held") == "2023-09-06; held"
    assert in_markdown("1. one") == "1\\. one"
    assert in_markdown("12) one") == "12\\) one"
    assert in_markdown("- one") == "\\- one"
    assert in_markdown("+ one") == "\\+ one"
