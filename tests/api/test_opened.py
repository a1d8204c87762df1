"""What an opened workspace can be asked."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import rdflib
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

import pactgraph
from pactgraph import Account, Limits, OpenWorkspace, PactgraphError, Rows, open_workspace
from pactgraph.api.graphs import to_dataset, to_graph
from pactgraph.publish.draw import KINDS
from pactgraph.rdf.namespaces import PACT, XSD
from pactgraph.rdf.prefixes import Prefixes


def test_a_stored_question_takes_values_of_python(graph: OpenWorkspace) -> None:
    by_name = graph.query("agreements-of", region="alderland")
    (region,) = {row.region for row in graph.sparql("SELECT ?region { VALUES ?region { region:alderland } }")}
    assert [row.asdict() for row in graph.query("agreements-of", region=region)] == [
        row.asdict() for row in by_name
    ]
    assert len(by_name) > 0
    holders = graph.query("office-holders", at=date(2020, 6, 1))
    assert [tuple(row) for row in holders] == [
        tuple(row) for row in graph.query("office-holders", at="2020-06-01")
    ]


@pytest.mark.parametrize(
    ("name", "params", "said"),
    [
        ("agreements-off", {}, "did you mean agreements-of"),
        ("agreements-of", {}, "agreements-of: region REGION is missing"),
        ("agreements-of", {"region": "alderlan"}, "did you mean Alderland"),
        ("agreements-of", {"regions": "alderland"}, "there is no parameter regions: it takes region"),
        ("agreements-of", {"region": 1.5}, "a float is no value of a parameter"),
    ],
)
def test_a_wrong_question_says_what_to_write(
    graph: OpenWorkspace, name: str, params: dict[str, object], said: str
) -> None:
    with pytest.raises(PactgraphError, match=said):
        graph.query(name, **params)


def test_citations_can_be_added(graph: OpenWorkspace) -> None:
    row = graph.query("agreements-of", cite=True, region="alderland")[0]
    assert row.columns[-3:] == ("passages", "witnesses", "disputed")
    assert row.passages.startswith("https://w3id.org/pactgraph/id/passage/")
    assert isinstance(row.disputed, bool)


def test_the_past_can_be_asked(graph: OpenWorkspace) -> None:
    assert len(graph.query("agreements-of", as_of="2019", region="alderland")) == 0


def test_sparql_of_each_form(graph: OpenWorkspace) -> None:
    assert graph.sparql("ASK { region:alderland a pact:Region }") is True
    made = graph.sparql("CONSTRUCT { ?r a pact:Region } WHERE { ?r a pact:Region }")
    assert isinstance(made, rdflib.Graph)
    counted = graph.sparql("SELECT (COUNT(?r) AS ?n) { ?r a pact:Region }")
    assert isinstance(counted, Rows)
    assert len(made) == counted[0].n > 0
    with pytest.raises(PactgraphError, match="line 1"):
        graph.sparql("SELECT")
    with pytest.raises(PactgraphError, match=r"line 2, column \d+: .*\n +2 \| region:x \?p"):
        graph.sparql("ASK {\nregion:x ?p }")
    with pytest.raises(PactgraphError, match="SERVICE"):
        graph.sparql("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }")


def test_rdflib_has_the_named_graphs_and_the_computed_default_graph(graph: OpenWorkspace) -> None:
    dataset = graph.rdflib()
    default = {(str(s), str(p), str(o)) for s, p, o in dataset.default_graph}
    told = graph.sparql("SELECT ?s ?p ?o { ?s ?p ?o }")
    assert isinstance(told, Rows)
    assert len(dataset.default_graph) == len(told)
    named = {str(each.identifier) for each in dataset.graphs()}
    asked = graph.sparql("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
    assert isinstance(asked, Rows)
    assert {row.g for row in asked} <= named
    stand = {(row.subject, row.property, row.value) for row in graph.query("single-source")}
    for row in graph.query("rejected-statements"):
        rejected = (row.subject, row.property, str(row.value))
        assert rejected not in default or (row.subject, row.property, row.value) in stand


def test_what_rdflib_cannot_read_is_handed_on_as_it_is(caplog: pytest.LogCaptureFixture) -> None:
    date = Literal("2020-02-30", datatype=NamedNode(XSD + "date"))
    quad = Quad(BlankNode("x"), NamedNode(PACT + "earliest"), date, NamedNode("urn:g"))
    (found,) = to_dataset([quad], Prefixes({})).quads()
    assert [str(part) for part in found] == ["x", PACT + "earliest", "2020-02-30", "urn:g"]
    assert caplog.records == []
    told = Triple(BlankNode("x"), NamedNode("urn:says"), quad.triple)
    with pytest.raises(PactgraphError, match="statements about statements"):
        to_graph([told], Prefixes({}))


def test_validate_finds_the_faults_of_files(graph: OpenWorkspace, small_world: Path, tmp_path: Path) -> None:
    assert [each for each in graph.validate() if each.severity == "error"] == []
    root = tmp_path / "world"
    shutil.copytree(small_world, root)
    (root / "data" / "registers" / "broken.ttl").write_text("region:x a", encoding="utf-8")
    broken = open_workspace(root)
    assert "data/registers/broken.ttl" in {each.file for each in broken.validate()}
    with pytest.warns(UserWarning, match=r"data/registers/broken\.ttl"):
        broken.query("agreements-of", region="alderland")


def test_why_tells_who_says_so(graph: OpenWorkspace) -> None:
    rows = graph.query("rejected-statements")
    rejected = next(row for row in rows if row.property.curie == "pact:country")
    told = [e for e in graph.why(rejected.subject, rejected.property) if e.subject == rejected.subject]
    found = [each for each in told if each.rejected]
    assert [each.value for each in found] == [rejected.value]
    assert not any(each.accepted for each in found)
    assert all(source.rejected for source in found[0].sources)
    assert all(each.rulings and each.witnesses >= 1 for each in found)
    (source, *_) = found[0].sources
    assert source.document is not None
    assert source.start is not None
    assert source.graph.curie.startswith("passage:")
    with pytest.raises(PactgraphError, match="no thing is called"):
        graph.why("nobody at all")


def test_the_words_of_passages_are_told_where_the_texts_are(
    graph: OpenWorkspace, small_world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACTGRAPH_SOURCES", str(small_world / "sources"))
    words = [source.words for each in graph.why("alderland") for source in each.sources if source.document]
    assert words
    assert all(words)


def test_a_dossier_reads_as_html_markdown_and_values(graph: OpenWorkspace) -> None:
    told = graph.show("alderland")
    assert isinstance(told, Account)
    assert told.title == "Alderland (region:alderland)"
    assert "agreements" in told.sections
    assert str(told).startswith("# Alderland")
    assert told.to_dict()["title"] == told.title
    assert "<h3>Alderland (region:alderland)</h3>" in told._repr_html_()
    assert graph.show("alderland", at="2020").title != told.title


def test_no_label_acts_as_markup(hostile: OpenWorkspace) -> None:
    things = (hostile.show("hostile"), hostile.why("hostile"))
    for html in (each._repr_html_() for each in things):
        assert "<script" not in html
        assert "\u202e" not in html
        assert "&lt;script&gt;" in html
    assert "<script" not in hostile.draw("network", "hostile")._repr_svg_()


def test_two_things_are_compared_and_traced(graph: OpenWorkspace) -> None:
    assert "commitments" in graph.compare("alderland", "corvane").sections
    assert "path" in graph.trace("alderland", "corvane").sections
    nothing = graph.trace("alderland", "ivorne")
    assert nothing.sections == ()
    with pytest.raises(PactgraphError):
        graph.compare("alderland", "harbour-accord-2020")


@pytest.mark.parametrize("kind", KINDS)
def test_pictures_show_and_save_themselves(
    graph: OpenWorkspace, tmp_path: Path, kind: pactgraph.api.Kind
) -> None:
    picture = graph.draw(kind, "alderland", width=600)
    assert picture._repr_svg_().startswith("<svg")
    assert picture.save(tmp_path / "picture.svg").read_text(encoding="utf-8") == picture.svg
    with pytest.raises(PactgraphError, match=r"\.svg or \.png"):
        picture.save(tmp_path / "picture.gif")


def test_wrong_pictures_say_what_to_ask_for(graph: OpenWorkspace) -> None:
    with pytest.raises(PactgraphError, match=", ".join(KINDS)):
        graph.draw("pie")  # type: ignore[arg-type]
    with pytest.raises(PactgraphError, match="pixels wide"):
        graph.draw("map", width=1)
    with pytest.raises(PactgraphError, match="write YYYY-MM-DD"):
        graph.draw("map", limits=Limits(since="May"))
    with pytest.raises(PactgraphError, match="is before since"):
        graph.draw("map", limits=Limits(since="2021", until="2020"))


def test_a_folder_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(PactgraphError, match="is not a workspace"):
        open_workspace(tmp_path)


def test_labels_come_in_the_language_asked_for(small_world: Path) -> None:
    german = open_workspace(small_world, lang="de").show("alderland")
    assert german.outline.section("agreements").text.startswith("Vereinbarungen")  # type: ignore[union-attr]


def test_all_that_is_public_is_there_and_documented() -> None:
    from pactgraph import api

    text = Path(api.__file__).read_text(encoding="utf-8")
    for_type_checkers = re.findall(r"import (\w+) as \1$", text, re.MULTILINE)
    assert sorted(for_type_checkers) == api.__all__ == pactgraph.__all__  # type: ignore[attr-defined]
    for name in pactgraph.__all__:
        assert getattr(pactgraph, name) is getattr(api, name)
        assert name in dir(pactgraph)
    for name in dir(OpenWorkspace):
        if not name.startswith("_"):
            assert getattr(OpenWorkspace, name).__doc__, name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        pactgraph.nothing  # type: ignore[attr-defined] # noqa: B018


def test_importing_the_package_imports_nothing_of_it() -> None:
    program = (
        "import sys, pactgraph; "
        "print([n for n in sys.modules if n.startswith('pactgraph.') or n == 'pyoxigraph'])"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
