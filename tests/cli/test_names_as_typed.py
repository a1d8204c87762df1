"""A name that is typed as it is written means the thing it is written on, whatever else reads nearly so."""

from __future__ import annotations

import shutil
from pathlib import Path
from unicodedata import normalize

import pytest
from click.testing import CliRunner, Result
from real_stores import Stores

import pactgraph
from pactgraph.cli import group

NAMES = {
    "kaga": "かが",
    "kaka": "かか",
    "rama": "राम",
    "rami": "रामी",
    "nord-sued": "Nord/Süd",
    "nord-und-sud": "Nord Sud",
    "aaland": "Åland",
    "al-and": "Aland",
    "grau": "GRAU",
    "grau-klein": "Grau",
    "ki": "กิน",
    "kin": "กัน",
    "family-land": "👩‍👩‍👧 Land",
    "land-alone": "Land Zq",
    "heart": "❤️",
    "up": "👍",
    "up-dark": "👍🏿",
    "soft": "Nieder\u00adfurt",
    "malayalam": "മലയാളം",
    "hebrew": "שלום",
    "hangul": "한국",
    "code-like": "Xv1",
}
FOLDED = {
    "aaLAND x": None,
    "kaga": "kaga",
    "niederfurt": "soft",
    "NIEDERFURT": "soft",
    "land zq": "land-alone",
    "Zürzach": "zuerzach",
    "ZURZACH": "zuerzach",
    "Ελλαδα": "hellas",
    "АЛЕКСЕИ": "aleksej",
}


@pytest.fixture(scope="module")
def root(small_world: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small world with regions of these names."""
    root = tmp_path_factory.mktemp("names") / "world"
    shutil.copytree(small_world, root)
    named = NAMES | {"zuerzach": "Zürzach", "hellas": "Ελλάδα", "aleksej": "Алексей"}
    (root / "data/registers/zz.ttl").write_text(
        "".join(
            f"<https://w3id.org/pactgraph/id/region/{slug}> a <https://w3id.org/pactgraph/def#Region> ; "
            f'<http://www.w3.org/2000/01/rdf-schema#label> "{name}"@en .\n'
            for slug, name in named.items()
        ),
        encoding="utf-8",
    )
    return root


def call(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(group, list(arguments), env={"PACTGRAPH_WORKSPACE": str(root)})


def meant(result: Result) -> str:
    """The slug of the region that `show` tells about."""
    return result.stdout.split("\n")[0].rpartition("(region:")[2].rstrip(")")


def test_each_name_means_its_thing(root: Path) -> None:
    opened = pactgraph.open_workspace(root)
    for slug, name in NAMES.items():
        form = "NFC" if slug == "family-land" else "NFD"
        (thing,) = opened.show(normalize(form, name)).to_dict()["things"]
        assert thing["curie"] == f"region:{slug}"


@pytest.mark.parametrize("slug", ["kaga", "rama", "nord-sued", "aaland", "family-land", "up", "code-like"])
def test_show_takes_it(slug: str, root: Path) -> None:
    result = call(root, "show", NAMES[slug])
    assert (result.exit_code, result.stderr) == (0, "")
    assert meant(result) == slug


def test_a_parameter_takes_it(root: Path) -> None:
    result = call(root, "run", "agreements-of", "--region", "Nord/Süd", "-f", "csv")
    assert result.exit_code == 0
    assert "no rows" in result.stderr


def test_accents_and_case_do_not_count_where_nothing_is_written_so(root: Path) -> None:
    for typed, slug in FOLDED.items():
        result = call(root, "show", typed)
        assert (result.exit_code == 0) == (slug is not None), typed
        assert slug is None or meant(result) == slug, typed


def test_what_is_not_written_so_is_ambiguous_still(root: Path) -> None:
    result = call(root, "show", "åLAND")
    assert result.exit_code == 2
    assert "write one of region:aaland (Åland), region:al-and (Aland)" in result.stderr.replace(
        "region:al-and (Aland), region:aaland (Åland)", "region:aaland (Åland), region:al-and (Aland)"
    )


def test_signs_alone_are_not_every_name_of_signs(root: Path) -> None:
    assert call(root, "show", "!!!").exit_code == 2
    assert "several things" not in call(root, "show", "!!!").stderr


@pytest.mark.slow
def test_an_endpoint_means_the_same(root: Path, stores: Stores) -> None:
    store = stores.empty("oxigraph")
    assert call(root, "push", store.query).exit_code == 0
    for slug in ("kaga", "rami", "nord-und-sud", "al-and", "family-land", "up-dark"):
        assert meant(call(root, "show", NAMES[slug], "--endpoint", store.query)) == slug
