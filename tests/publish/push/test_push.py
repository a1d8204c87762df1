"""Pushing: what a store holds afterwards, after each edit and each break."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from pushed_worlds import EDITED, FIRST, REGISTER, WORLD
from pyoxigraph import DefaultGraph, Literal, NamedNode, Quad

from pactgraph.publish.push.push import PushReport
from pactgraph.publish.push.push_faults import PushFault
from pactgraph.query.remote.remote_faults import RemoteFault
from pactgraph.rdf.namespaces import ACCEPTED, DERIVED, LEDGER, NEXT, PACT, record
from pactgraph.workspace.dataset import Dataset
from pactgraph.workspace.facts import Facts
from pactgraph.workspace.rules import Rule, Rules

MARK = NamedNode(LEDGER.value + "#mark")
OTHER = NamedNode("https://example.org/other")
Make = Callable[[dict[str, str]], Dataset]
Send = Callable[..., PushReport]
Expected = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True, params=["in memory", pytest.param("by sockets", marks=pytest.mark.slow)])
def connected(request: pytest.FixtureRequest, remote: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "in memory":
        monkeypatch.setattr("socket.create_connection", remote.connect)


@pytest.mark.parametrize("batch", [10, 1000])
def test_the_store_holds_every_graph_and_the_accepted_statements_twice(
    batch: int, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    world = make(WORLD)
    report = send(world, batch=batch)
    assert remote.graphs() == expected(world)
    assert (report.graphs, report.changed) == (7, 7)
    assert report.accepted == len(Facts(world, Rules((), [])).default_graph())


def test_unchanged_data_is_only_counted(make: Make, send: Send, remote: Any) -> None:
    send(make(WORLD))
    before = len(remote.changes)
    report = send(make(WORLD))
    assert report.unchanged
    assert len(remote.changes) == before


def test_an_edit_is_followed(make: Make, send: Send, remote: Any, expected: Expected) -> None:
    send(make(WORLD))
    report = send(make(EDITED))
    assert remote.graphs() == expected(make(EDITED))
    assert report.removed == 2
    assert send(make(EDITED)).unchanged


def test_only_the_file_that_changed_and_what_stands_are_sent(make: Make, send: Send, remote: Any) -> None:
    send(make(WORLD))
    edited = make({**WORLD, "documents/x.trig": FIRST.replace('"first"', '"third"')})
    before = len(remote.changes)
    report = send(edited)
    assert (report.changed, report.sent) == (3, 4 + report.accepted)
    sent = "".join(remote.changes[before:])
    assert "graph/x>" in sent
    assert "graph/y>" not in sent
    assert "graph/regions>" not in sent


def test_a_file_is_replaced_in_one_update(make: Make, send: Send, remote: Any) -> None:
    send(make(WORLD))
    dropped = "DROP SILENT GRAPH <https://w3id.org/pactgraph/graph/x>"
    (sent,) = [each for each in remote.changes if dropped in each]
    assert sent.count("INSERT DATA") == 2
    assert sent.index(dropped) < sent.index("passage/x_5-9> {") < sent.index('#state> "')


def test_graphs_that_no_push_has_put_there_stay(make: Make, send: Send, remote: Any) -> None:
    remote.store.add(Quad(OTHER, OTHER, OTHER, OTHER))
    send(make(WORLD))
    send(make({"registers/regions.ttl": REGISTER}))
    assert remote.graphs().keys() == {
        OTHER.value,
        "https://w3id.org/pactgraph/graph/regions",
        ACCEPTED.value,
        "default",
    }


def test_a_graph_may_move_from_one_file_to_another(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    moved = dict(WORLD)
    moved["documents/a.trig"] = moved.pop("documents/y.trig").replace("region:c", "region:f")
    send(make(moved))
    assert remote.graphs() == expected(make(moved))


def test_what_is_taken_back_is_accepted_again(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    without = {name: text for name, text in WORLD.items() if not name.startswith("curation")}
    report = send(make(without))
    assert remote.graphs() == expected(make(without))
    assert report.sent == report.accepted, "the statement that was rejected stands"
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


def test_what_follows_is_there_in_a_graph_of_its_own_and_goes_with_its_premises(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD), rules=FOLLOWS)
    assert remote.graphs() == expected(make(WORLD), rules=FOLLOWS)
    assert any(f"<{PACT}far>" in statement for statement in remote.graphs()[DERIVED.value])
    assert send(make(WORLD), rules=FOLLOWS).unchanged
    remote.faults = {remote.tried + 3: "down"}
    with pytest.raises(RemoteFault):
        send(make(EDITED), rules=FOLLOWS)
    remote.is_down = False
    send(make(EDITED), rules=FOLLOWS)
    assert remote.graphs() == expected(make(EDITED), rules=FOLLOWS)
    send(make(EDITED))
    assert remote.graphs() == expected(make(EDITED)), "without the rule nothing follows"


@pytest.mark.parametrize(
    "fault",
    ["half", pytest.param("down", marks=pytest.mark.slow), pytest.param("last", marks=pytest.mark.slow)],
)
def test_after_a_break_the_next_push_makes_all_right(
    fault: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    break_and_push_again(23, fault, make, send, remote, expected)


@pytest.mark.slow
@pytest.mark.parametrize("connected", ["in memory"], indirect=True)
@pytest.mark.parametrize("fault", ["half", "down", "last"])
def test_after_a_break_anywhere_the_next_push_makes_all_right(
    fault: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    break_and_push_again(1, fault, make, send, remote, expected)


def break_and_push_again(
    step: int, fault: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    """Breaks a push at every `step`th change, the first one and one that follows an edit."""
    worlds = [WORLD, EDITED, {**EDITED, "documents/x.trig": FIRST.replace("region:c", "region:g")}]
    for start in (0, 1):
        for after in range(step // 2, 100, step):
            remote.store.clear()
            if start:
                send(make(worlds[0]), batch=10)
            remote.faults = {remote.tried + after: fault}
            broken = True
            try:
                send(make(worlds[start]), batch=10)
                broken = False
            except RemoteFault:
                pass
            remote.faults, remote.is_down = {}, False
            later = worlds[start + after % 2]
            send(make(later), batch=10)
            assert remote.graphs() == expected(make(later)), (start, after)
            assert send(make(later), batch=10).unchanged
            if not broken:
                assert after > 8
                break


def test_what_was_sent_before_a_break_is_not_sent_again(make: Make, send: Send, remote: Any) -> None:
    many = {f"documents/d{n}.trig": f'passage:d{n}_0-5 {{ region:a pact:note "{n}" . }}' for n in range(40)}
    remote.faults = {30: "down"}
    with pytest.raises(RemoteFault):
        send(make(many))
    remote.is_down = False
    before = len(remote.changes)
    send(make(many))
    assert before > 25
    assert len(remote.changes) - before < 20


def test_no_question_meets_half_of_what_stands(make: Make, send: Send, remote: Any) -> None:
    many = "\n".join(f'region:r{n} rdfs:label "{n}" .' for n in range(200))
    sizes: dict[Any, set[int]] = {ACCEPTED: set(), DefaultGraph(): set()}

    def look() -> None:
        for graph, met in sizes.items():
            met.add(len(list(remote.store.quads_for_pattern(None, None, None, graph))))

    remote.between = look
    send(make({"registers/regions.ttl": many}), batch=10)
    assert sizes == {ACCEPTED: {0, 200}, DefaultGraph(): {0, 200}}
    for met in sizes.values():
        met.clear()
    send(make({"registers/regions.ttl": many.replace('"7"', '"7", "8"')}), batch=10)
    assert sizes == {ACCEPTED: {200, 201}, DefaultGraph(): {200, 201}}
    assert NEXT.value not in remote.graphs()


@pytest.mark.parametrize("fault", ["lost", "cut", 503, 502])
@pytest.mark.parametrize("batch", [10, 1000])
def test_a_change_whose_reply_is_lost_is_sent_again(
    fault: str | int, batch: int, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.faults = dict.fromkeys(range(0, 200, 2), fault)
    send(make(WORLD), batch=batch)
    remote.faults = dict.fromkeys(range(remote.tried, remote.tried + 200, 2), fault)
    send(make(EDITED), batch=batch)
    assert remote.graphs() == expected(make(EDITED))


def test_a_dry_run_says_what_would_change_and_sends_nothing(make: Make, send: Send, remote: Any) -> None:
    report = send(make(WORLD), dry_run=True)
    assert (report.changed, report.unchanged, len(remote.store)) == (7, False, 0)
    send(make(WORLD))
    before = len(remote.changes)
    report = send(make(EDITED), dry_run=True)
    assert (report.changed, report.removed) == (6, 2)
    assert len(remote.changes) == before
    assert send(make(WORLD), dry_run=True).unchanged


def test_a_store_that_cuts_off_long_results_is_read_in_pieces(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.most_rows = 10
    send(make(WORLD))
    send(make(EDITED))
    assert remote.graphs() == expected(make(EDITED))
    assert send(make(EDITED)).unchanged


def test_a_store_that_shows_all_graphs_as_its_default_graph_gets_none(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.union = True
    send(make(WORLD))
    assert remote.graphs() == expected(make(WORLD), default=False)
    assert send(make(WORLD)).unchanged
    assert send(make(WORLD), default="replace").notes


def test_a_default_graph_of_others_is_left_unless_it_is_to_be_replaced(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.store.add(Quad(OTHER, OTHER, OTHER, DefaultGraph()))
    report = send(make(WORLD))
    assert remote.graphs()["default"] == {(str(OTHER),) * 3}
    assert "1 statements" in report.notes[0]
    send(make(WORLD), default="replace")
    assert remote.graphs() == expected(make(WORLD))


def test_a_default_graph_that_was_left_for_a_while_is_filled_anew(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    send(make(EDITED), default="leave")
    assert remote.graphs()["default"] == expected(make(WORLD))["default"]
    send(make(EDITED))
    assert remote.graphs() == expected(make(EDITED))


@pytest.mark.parametrize("graph", [ACCEPTED, DefaultGraph(), record("passage", "x_0-5")])
@pytest.mark.parametrize("more", [True, False])
def test_what_somebody_else_has_changed_is_put_right(
    graph: Any, more: bool, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    if more:
        remote.store.add(Quad(OTHER, OTHER, OTHER, graph))
    else:
        remote.store.remove(next(iter(remote.store.quads_for_pattern(None, None, None, graph))))
    assert not send(make(WORLD)).unchanged
    assert remote.graphs() == expected(make(WORLD))


def test_the_default_graph_is_no_copy_of_what_somebody_else_has_changed(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    remote.store.remove(next(iter(remote.store.quads_for_pattern(None, None, None, ACCEPTED))))
    unit = NamedNode(LEDGER.value + "#unit/default")
    for quad in [*remote.store.quads_for_pattern(unit, None, None, LEDGER)]:
        remote.store.remove(quad)
    send(make(WORLD))
    assert remote.graphs() == expected(make(WORLD))


@pytest.mark.parametrize("lost", ['"second"', "region/e"])
def test_a_store_that_does_not_keep_what_was_sent_is_found_out(
    lost: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.spoils = lambda body: "\n".join(line for line in body.split("\n") if lost not in line)
    with pytest.raises(PushFault, match=r"does not hold what was sent: <.*> holds \d+ statements, not \d"):
        send(make(EDITED))
    remote.spoils = str
    send(make(EDITED))
    assert remote.graphs() == expected(make(EDITED))


def test_one_push_at_a_time(make: Make, send: Send, remote: Any, expected: Expected) -> None:
    refusals = list[str]()

    def another() -> None:
        if 0 < len(remote.changes) < whole - 1:
            before, remote.between = remote.between, int
            with pytest.raises(PushFault) as refused:
                send(make(EDITED))
            refusals.append(str(refused.value))
            remote.between = before

    send(make(WORLD))
    whole = len(remote.changes)
    remote.store.clear()
    remote.changes.clear()
    remote.between = another
    send(make(WORLD))
    assert remote.graphs() == expected(make(WORLD))
    assert len(refusals) > 10
    for said in refusals:
        assert "another push into this store is at work (process " in said
        assert "give --take-over" in said


@pytest.mark.parametrize("mark", ["a - 7 elsewhere 2026-01-01T00:00+00:00", "odd", ""])
def test_the_mark_of_a_push_that_may_be_at_work_is_respected(
    mark: str, make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    remote.store.add(Quad(LEDGER, MARK, Literal(mark), LEDGER))
    with pytest.raises(PushFault, match="another push into this store is at work"):
        send(make(WORLD))
    assert not remote.changes
    send(make(WORLD), take_over=True)
    assert remote.graphs() == expected(make(WORLD))
    assert not list(remote.store.quads_for_pattern(None, MARK, None, LEDGER))


def test_a_push_that_is_taken_over_says_so(make: Make, send: Send, remote: Any) -> None:
    def take_over() -> None:
        if len(remote.changes) == 3:
            remote.between = int
            send(make(EDITED), take_over=True)

    remote.between = take_over
    with pytest.raises(PushFault, match=r"another push has taken over|does not hold what was sent"):
        send(make(WORLD))
    send(make(WORLD))
    assert send(make(WORLD)).unchanged


def test_the_books_of_older_versions_are_taken_over(
    make: Make, send: Send, remote: Any, expected: Expected
) -> None:
    send(make(WORLD))
    states = list(remote.store.quads_for_pattern(None, NamedNode(LEDGER.value + "#state"), None, LEDGER))
    for quad in states:
        remote.store.remove(quad)
        remote.store.add(Quad(quad.subject, quad.predicate, Literal(f"3 done 7 {quad.object.value}"), LEDGER))
    send(make(EDITED))
    assert remote.graphs() == expected(make(EDITED))
    assert send(make(EDITED)).unchanged


def test_data_that_cannot_be_pushed_is_not(make: Make, send: Send, remote: Any) -> None:
    for files, said in (
        ({"registers/r.ttl": "region:a pact:note [] ."}, "data/registers/r.ttl has a blank node"),
        ({"registers/default.ttl": "region:a pact:note region:b ."}, "data/registers/default.ttl fills <"),
    ):
        with pytest.raises(PushFault, match=said) as fault:
            send(make(files))
        assert fault.value.exit_code == 1
    assert len(remote.store) == 0
