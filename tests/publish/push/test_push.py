"""Pushing: what a store holds afterwards, by each protocol, after each edit and each break."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from pactgraph.model.namespaces import ACCEPTED, DERIVED, LEDGER, PACT, record
from pactgraph.publish.push.fault import PushFault
from pactgraph.publish.push.push import PushReport
from pactgraph.wire.fault import WireFault
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.facts import Facts
from pactgraph.workspace.rules import Rule, Rules

REGISTER = """
region:a rdfs:label "A"@en , "Ä\\n\\"quoted\\" \\\\"@de ; pact:start 007 ; pact:open "1"^^xsd:boolean .
region:b rdfs:label "B"@en .
"""
FIRST = """
region:a pact:note "first" .
passage:x_0-5 { region:a pact:country region:c . region:b pact:country region:c . }
passage:x_5-9 { region:a pact:country region:d . }
"""
SECOND = """
region:b pact:note "second" .
passage:y_0-5 { region:a pact:country region:c . region:b pact:since "2023-09-06"^^xsd:date . }
"""
DECISION = """
decision:one rdf:subject region:a ; rdf:predicate pact:country ; rdf:object region:d ;
    pact:judgement judgement:rejected .
"""
WORLD = {
    "registers/regions.ttl": REGISTER,
    "documents/x.trig": FIRST,
    "documents/y.trig": SECOND,
    "curation/decisions.ttl": DECISION,
}
EDITED = {
    "registers/regions.ttl": REGISTER,
    "documents/x.trig": FIRST.replace("region:c", "region:e"),
    "documents/z.trig": SECOND.replace("passage:y", "passage:z"),
    "curation/decisions.ttl": DECISION.replace("region:d", "region:e"),
}
OTHER = NamedNode("https://example.org/other")
WAYS = ("update", "gsp")
Make = Callable[[dict[str, str]], Dataset]
Send = Callable[..., PushReport]
Expected = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True, params=["in memory", pytest.param("by sockets", marks=pytest.mark.slow)])
def connected(request: pytest.FixtureRequest, remote: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in memory":
        monkeypatch.setattr("socket.create_connection", remote.connect)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("batch", [3, 1000])
def test_the_store_holds_every_graph_and_the_accepted_statements_twice(
    way: str, batch: int, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    world = make(WORLD)
    report = send(world, protocol=way, batch=batch)
    assert remote.graphs() == expected(world)
    assert report.way == way
    assert (report.graphs, report.changed, report.views) == (7, 7, 3)
    assert report.accepted == len(Facts(world, Rules((), [])).default_graph())


@pytest.mark.parametrize("way", WAYS)
def test_unchanged_data_is_only_counted(way: str, make: Make, send: Send, remote: Any) -> None:
    send(make(WORLD), protocol=way)
    before = len(remote.changes)
    report = send(make(WORLD), protocol=way)
    assert report.unchanged
    assert len(remote.changes) == before


@pytest.mark.parametrize("first", WAYS)
@pytest.mark.parametrize("second", WAYS)
def test_an_edit_is_followed_whichever_way_the_push_before_went(
    first: str, second: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD), protocol=first)
    report = send(make(EDITED), protocol=second)
    assert remote.graphs() == expected(make(EDITED))
    assert report.removed == 2
    assert send(make(EDITED), protocol=first).unchanged


def test_by_update_an_edit_sends_what_changed_alone(make: Make, send: Send, remote: Any) -> None:
    send(make(WORLD))
    edited = {**WORLD, "documents/x.trig": FIRST.replace('"first"', '"third"')}
    report = send(make(edited))
    assert (report.inserted, report.deleted) == (3, 3), "in the file's graph and in the two views"


@pytest.mark.parametrize("way", WAYS)
def test_graphs_that_no_push_has_put_there_stay(way: str, make: Make, send: Send, remote: Any) -> None:
    remote.store.add(Quad(OTHER, OTHER, OTHER, OTHER))
    send(make(WORLD), protocol=way)
    send(make({"registers/regions.ttl": REGISTER}), protocol=way)
    assert remote.graphs().keys() == {
        OTHER.value,
        "https://w3id.org/pactgraph/graph/regions",
        ACCEPTED.value,
        "default",
    }


@pytest.mark.parametrize("way", WAYS)
def test_a_graph_may_move_from_one_file_to_another(
    way: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD), protocol=way)
    moved = dict(WORLD)
    moved["documents/a.trig"] = moved.pop("documents/y.trig").replace("region:c", "region:f")
    send(make(moved), protocol=way)
    assert remote.graphs() == expected(make(moved))


def test_what_is_taken_back_is_accepted_again(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    without = {name: text for name, text in WORLD.items() if not name.startswith("curation")}
    report = send(make(without))
    assert remote.graphs() == expected(make(without))
    assert report.inserted == 2, "the statement that was rejected, in the two views"
    send(make(WORLD))
    assert remote.graphs() == expected(make(WORLD))


FOLLOWS = Rules(
    (
        Rule(
            "far",
            f"CONSTRUCT {{ ?c <{PACT}far> ?a }} WHERE {{ ?a <{PACT}country> ?c }}",
        ),
    ),
    [],
)
"""A rule by which something is said of a thing that no statement is about."""


@pytest.mark.parametrize("way", WAYS)
def test_what_follows_is_there_in_a_graph_of_its_own_and_goes_with_its_premises(
    way: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD), protocol=way, rules=FOLLOWS)
    assert remote.graphs() == expected(make(WORLD), rules=FOLLOWS)
    assert any(f"<{PACT}far>" in statement for statement in remote.graphs()[DERIVED.value])
    assert send(make(WORLD), protocol=way, rules=FOLLOWS).unchanged
    remote.faults = {remote.tried + 3: "down"}
    with pytest.raises(WireFault):
        send(make(EDITED), protocol=way, rules=FOLLOWS)
    remote.is_down = False
    send(make(EDITED), protocol=way, rules=FOLLOWS)
    assert remote.graphs() == expected(make(EDITED), rules=FOLLOWS)
    send(make(EDITED), protocol=way)
    assert remote.graphs() == expected(make(EDITED)), "without the rule nothing follows"


@pytest.mark.parametrize(
    "fault",
    ["half", pytest.param("down", marks=pytest.mark.slow), pytest.param("last", marks=pytest.mark.slow)],
)
@pytest.mark.parametrize("way", WAYS)
def test_after_a_break_the_next_push_makes_all_right(
    way: str, fault: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    break_and_push_again(23, way, fault, make, send, remote, expected)


@pytest.mark.slow
@pytest.mark.parametrize("connected", ["in memory"], indirect=True)
@pytest.mark.parametrize("fault", ["half", "down", "last"])
@pytest.mark.parametrize("way", WAYS)
def test_after_a_break_anywhere_the_next_push_makes_all_right(
    way: str, fault: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    break_and_push_again(1, way, fault, make, send, remote, expected)


def break_and_push_again(
    step: int, way: str, fault: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    """Breaks a push at every `step`th change, the first one and one that follows an edit."""
    worlds = [WORLD, EDITED, {**EDITED, "documents/x.trig": FIRST.replace("region:c", "region:g")}]
    for start in (0, 1):
        for after in range(step // 2, 100, step):
            remote.store.clear()
            if start:
                send(make(worlds[0]), protocol=way, batch=4)
            remote.faults = {remote.tried + after: fault}
            broken = True
            try:
                send(make(worlds[start]), protocol=way, batch=4)
                broken = False
            except WireFault:
                remote.is_down = False
            remote.faults = {}
            later = worlds[start + after % 2]
            send(make(later), protocol=way, batch=4)
            assert remote.graphs() == expected(make(later)), (start, after)
            assert send(make(later), protocol=way, batch=4).unchanged
            if not broken:
                assert after > 8
                break


@pytest.mark.parametrize("way", WAYS)
def test_the_views_are_filled_from_where_a_break_has_left_them(
    way: str, make: Make, send: Send, remote: Any
) -> None:
    many = "\n".join(f'region:r{n} rdfs:label "{n}" .' for n in range(200))
    world = {"registers/regions.ttl": many}
    size = 20 if way == "update" else 2
    send(make(world), protocol=way, batch=size)
    whole = len(remote.changes)
    remote.store.clear()
    remote.faults = {remote.tried + whole - 4: "down"}
    with pytest.raises(WireFault):
        send(make(world), protocol=way, batch=size)
    remote.is_down = False
    before = len(remote.changes)
    send(make(world), protocol=way, batch=size)
    assert len(remote.changes) - before < 12


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("fault", ["lost", 503, 502])
def test_a_change_whose_reply_is_lost_is_sent_again(
    way: str, fault: str | int, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.faults = {2: fault, 4: fault, 5: fault}
    send(make(WORLD), protocol=way)
    assert remote.graphs() == expected(make(WORLD))


def test_a_dry_run_says_what_would_change_and_sends_nothing(make: Make, send: Send, remote: Any) -> None:
    report = send(make(WORLD), dry_run=True)
    assert (report.changed, report.unchanged, len(remote.store)) == (7, False, 0)
    send(make(WORLD))
    before = len(remote.changes)
    report = send(make(EDITED), dry_run=True)
    assert (report.changed, report.removed) == (6, 2)
    assert len(remote.changes) == before
    assert send(make(WORLD), dry_run=True).unchanged


@pytest.mark.parametrize("way", WAYS)
def test_a_store_that_cuts_off_long_results_is_read_in_pieces(
    way: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.most_rows = 10
    send(make(WORLD), protocol=way)
    send(make(EDITED), protocol=way)
    assert remote.graphs() == expected(make(EDITED))
    assert send(make(EDITED), protocol=way).unchanged


@pytest.mark.parametrize("way", WAYS)
def test_a_store_that_shows_all_graphs_as_its_default_graph_gets_none(
    way: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.union = True
    report = send(make(WORLD), protocol=way)
    assert remote.graphs() == expected(make(WORLD), default=False)
    assert report.views == 2
    assert send(make(WORLD), protocol=way).unchanged
    assert send(make(WORLD), protocol=way, default="replace").notes


@pytest.mark.parametrize("way", WAYS)
def test_a_default_graph_of_others_is_left_unless_it_is_to_be_replaced(
    way: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.store.add(Quad(OTHER, OTHER, OTHER, DefaultGraph()))
    report = send(make(WORLD), protocol=way)
    assert remote.graphs()["default"] == {(str(OTHER),) * 3}
    assert "1 statements" in report.notes[0]
    send(make(WORLD), protocol=way, default="replace")
    assert remote.graphs() == expected(make(WORLD))


@pytest.mark.parametrize("way", WAYS)
def test_a_default_graph_that_was_left_for_a_while_is_filled_anew(
    way: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD), protocol=way)
    send(make(EDITED), protocol=way, default="leave")
    assert remote.graphs()["default"] == expected(make(WORLD))["default"]
    send(make(EDITED), protocol=way)
    assert remote.graphs() == expected(make(EDITED))


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("graph", [ACCEPTED, DefaultGraph(), record("passage", "x_0-5")])
@pytest.mark.parametrize("more", [True, False])
def test_what_somebody_else_has_changed_is_put_right(
    way: str, graph: Any, more: bool, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD), protocol=way)
    if more:
        remote.store.add(Quad(OTHER, OTHER, OTHER, graph))
    else:
        remote.store.remove(next(iter(remote.store.quads_for_pattern(None, None, None, graph))))
    assert not send(make(WORLD), protocol=way).unchanged
    assert remote.graphs() == expected(make(WORLD))


@pytest.mark.parametrize("way", WAYS)
def test_a_store_that_keeps_something_else_than_was_sent_is_found_out(
    way: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.spoils = lambda body: body.replace('"second"', '"changed"')
    with pytest.raises(PushFault, match=r'graph/y.* it lacks .*"second"'):
        send(make(WORLD), protocol=way)
    remote.spoils = str
    send(make(WORLD), protocol=way)
    assert remote.graphs() == expected(make(WORLD))


def test_a_view_that_comes_out_wrong_is_filled_anew(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    remote.spoils = lambda body: body.replace(
        "DELETE DATA {\nGRAPH <https://w3id.org/pactgraph/graph/default>",
        "DELETE DATA {\nGRAPH <urn:nowhere>",
    )
    send(make(EDITED))
    assert remote.graphs() == expected(make(EDITED))


def test_without_updates_the_graph_store_protocol_is_found(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.takes = {"gsp"}
    assert send(make(WORLD)).way == "gsp"
    assert remote.graphs() == expected(make(WORLD))


def test_the_books_are_written_anew_by_the_graph_store_protocol(make: Make, send: Send, remote: Any) -> None:
    def lines() -> int:
        return len(list(remote.store.quads_for_pattern(None, None, None, LEDGER)))

    send(make(WORLD), protocol="gsp")
    by_graph_store = lines()
    send(make(WORLD | {"documents/y.trig": FIRST.replace("passage:x", "passage:y")}), protocol="gsp")
    send(make(WORLD), protocol="gsp")
    assert lines() == by_graph_store
    remote.store.clear()
    send(make(WORLD), protocol="update")
    assert lines() == by_graph_store


def test_a_graph_that_is_no_ledger_is_not_taken_for_one(make: Make, send: Send, remote: Any) -> None:
    remote.store.add(Quad(LEDGER, NamedNode(LEDGER.value + "#state"), Literal("9 odd"), LEDGER))
    with pytest.raises(WireFault, match="no ledger of this version"):
        send(make(WORLD))


def test_data_that_cannot_be_pushed_is_not(make: Make, send: Send, remote: Any) -> None:
    for files, said in (
        ({"registers/r.ttl": "region:a pact:note [] ."}, "data/registers/r.ttl has a blank node"),
        ({"registers/default.ttl": "region:a pact:note region:b ."}, "data/registers/default.ttl fills <"),
    ):
        with pytest.raises(PushFault, match=said) as fault:
            send(make(files))
        assert fault.value.exit_code == 1
    assert len(remote.store) == 0
