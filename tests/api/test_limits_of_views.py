"""`Limits`, one value for what goes together, and the days of views."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from pyoxigraph import NamedNode

from pactgraph import Limits, OpenWorkspace, PactgraphError, open_workspace
from pactgraph.cli import group

CONCEPT = "https://w3id.org/pactgraph/concept/"
VIEWS = (
    ("show", "alderland"),
    ("compare", "alderland", "brinmark"),
    ("trace", "alderland", "brinmark"),
    ("draw", "network"),
    ("figures",),
)


def test_limits_are_a_value_that_nobody_changes() -> None:
    limits = Limits(sector="hydrogen", since="2020")
    assert limits == Limits("hydrogen", "2020") and limits != Limits("hydrogen")
    with pytest.raises(AttributeError):
        limits.sector = "water"  # type: ignore[misc]


def test_limits_become_values_of_parameters(graph: OpenWorkspace) -> None:
    asked = Limits("hydrogen", "2020", "2021-02", "decide", "2021")
    assert graph._values(asked, graph._engine()) == {
        "sector": NamedNode(CONCEPT + "sector/hydrogen"),
        "since": "2020-01-01",
        "until": "2021-02-28",
        "strength": NamedNode(CONCEPT + "strength/decide"),
        "at": "2021-12-31",
    }
    assert graph._values(Limits(), graph._engine()) == {}


@pytest.mark.parametrize("arguments", VIEWS, ids=lambda arguments: arguments[0])
def test_an_endpoint_knows_only_today(arguments: tuple[str, ...], small_world: Path) -> None:
    done = CliRunner().invoke(
        group,
        [*arguments, "--as-of", "2020", "--endpoint", "http://127.0.0.1:9/", "--workspace", str(small_world)],
    )
    assert done.exit_code == 2
    told = "Error: --as-of is for the workspace's own files: an endpoint knows only today\n"
    assert done.stderr == told


def test_so_it_is_said_in_python(small_world: Path) -> None:
    remote = open_workspace(small_world, endpoint="http://127.0.0.1:9/")
    with pytest.raises(PactgraphError, match=r"^as_of is for the workspace's own files"):
        remote.compare("alderland", "brinmark", as_of="2020")


def test_a_view_as_of_a_day_knows_less(graph: OpenWorkspace) -> None:
    now, then = graph.show("alderland"), graph.show("alderland", as_of="2019")
    assert now.title in then.title and "2019-12-31" in then.title
    assert len(str(then)) < len(str(now))
    assert len(str(graph.compare("alderland", "brinmark", as_of="2019"))) < len(
        str(graph.compare("alderland", "brinmark"))
    )
