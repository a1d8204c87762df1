"""`pactgraph draw`."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from pactgraph.cli import group
from pactgraph.publish.draw import KINDS


@pytest.fixture(autouse=True)
def in_small_world(small_world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PACTGRAPH_WORKSPACE", str(small_world))


def call(*arguments: str) -> Result:
    return CliRunner().invoke(group, ["draw", *arguments])


@pytest.mark.parametrize("kind", KINDS)
def test_draws_every_kind(kind: str) -> None:
    done = call(kind)
    assert done.exit_code == 0, done.output
    assert ElementTree.fromstring(done.stdout).tag == "{http://www.w3.org/2000/svg}svg"
    assert call(kind).stdout == done.stdout


def test_narrows_down_to_regions_sector_and_period() -> None:
    assert "<title>Harrowe" in call("network").stdout
    narrowed = call("network", "--region", "alderland", "--region", "corvane").stdout
    assert "Alderland, Corvane" in narrowed and "<title>Harrowe" not in narrowed


@pytest.mark.parametrize("kind", KINDS)
def test_an_empty_picture_is_refused_in_a_line_that_says_what_to_ask_instead(kind: str) -> None:
    nothing = call(kind, "--sector", "automotive-industry", "--until", "1991")
    assert (nothing.exit_code, nothing.stdout) == (1, "")
    (line,) = nothing.stderr.strip().splitlines()
    assert "is known within what was asked for (Automotive industry, …–1991-12-31): ask for" in line


def test_takes_any_partner_and_any_two() -> None:
    assert "<title>Sea Museum, Organisation" in call("network", "--region", "sea-museum").stdout
    assert "Tom Brandt" in call("timeline", "--region", "person:tom-brandt").stdout
    three = call(
        "network", *(part for name in ("alderland", "corvane", "galdry") for part in ("--region", name))
    )
    assert three.exit_code == 2 and "at most 2 partners" in three.stderr


def test_shows_who_is_a_member_on_the_day_asked_for() -> None:
    now, then = (call("network", "--region", "eskholt", *at).stdout for at in ((), ("--at", "2022-12-31")))
    assert "Left: 1" in now and "Left" not in then
    assert "on 31 December 2022" in then
    assert "as known on 1 June 2021" in call("network", "--as-of", "2021-06-01").stdout


def test_speaks_the_language_asked_for() -> None:
    assert "Zeitleiste der Partnerschaften" in call("timeline", "--lang", "de").stdout
    assert "Carte des partenariats" in call("map", "--lang", "fr").stdout


def test_says_where_its_words_are_in_english() -> None:
    told = call("timeline", "--lang", "es")
    assert "there are none in 'es'" in told.stderr and "Timeline of partnerships" in told.stdout
    assert call("timeline", "--lang", "nl").stderr == ""


def test_the_format_is_that_of_the_suffix(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    pytest.importorskip("networkx")
    for name, start in (
        ("a.svg", b"<svg"),
        ("a.png", b"\x89PNG"),
        ("a.dot", b"graph"),
        ("a.gv", b"graph"),
        ("a.graphml", b"<?xml"),
        ("a.gexf", b"<?xml"),
    ):
        done = call("network", "-o", str(tmp_path / name))
        assert (done.exit_code, done.stdout) == (0, ""), done.output
        assert (tmp_path / name).read_bytes().startswith(start)


def test_width_and_scale_are_those_of_the_png(tmp_path: Path) -> None:
    pytest.importorskip("resvg_py")
    call("map", "-o", str(tmp_path / "map.png"), "--width", "400", "--scale", "2")
    assert struct.unpack(">I", (tmp_path / "map.png").read_bytes()[16:20]) == (800,)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["picture"], "network"),
        (["map", "-f", "dot"], "pactgraph draw network -f dot"),
        (["map", "-o", "map.jpeg"], ".svg, .png"),
        (["network", "--region", "alderlnd"], "did you mean"),
        (["network", "--sector", "nosuchsector"], "no sector is called"),
        (["network", "--since", "2024", "--until", "2020"], "is before"),
        (["network", "--width", "10"], "280"),
        (["network", "-o", "/nowhere/at/all.svg"], "cannot write"),
        (["matrix", "-f", "png", "--width", "4000", "--scale", "8"], "smaller scale"),
    ],
)
def test_a_call_at_fault_is_told_in_a_line(arguments: list[str], said: str) -> None:
    done = call(*arguments)
    assert done.exit_code == 2, done.output
    assert said in done.stderr
    assert "Traceback" not in done.output


def test_help_shows_an_example() -> None:
    assert "Example: pactgraph draw network" in call("--help").stdout
