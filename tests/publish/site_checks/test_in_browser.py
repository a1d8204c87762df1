"""A built site in a browser (Debian's chromium, headless): page types, light and dark, wide and narrow."""

from __future__ import annotations

from typing import Any

import pytest
from built_site import BuiltSite

pytestmark = pytest.mark.slow
Looked = dict[str, dict[str, Any]]
MOST_PAGE, MOST_WITH_PICTURES = 15_000, 45_000
"""Bytes in gzip of a page, without its pictures and with them."""

MOST_SCRIPT, MOST_REQUESTS = 5_000, 4


def said(looked_at: Looked, *names: str) -> str:
    """The faults under these names, a line each; empty where there is none."""
    lines = [f"{page}: {each}" for page, found in looked_at.items() for name in names for each in found[name]]
    return "\n".join(lines)


def test_no_request_leaves_the_page(looked_at: Looked) -> None:
    away = [
        f"{page}: {each}"
        for page, found in looked_at.items()
        for name, origin in (("requests", found["origin"]), ("fileRequests", "file:"))
        for each in found[name]
        if not each.startswith((origin, "data:"))
    ]
    assert not away, "\n".join(away)


def test_the_browser_complains_of_nothing(looked_at: Looked) -> None:
    assert not said(looked_at, "faults", "fileFaults")
    assert not any(found["dialogs"] for found in looked_at.values())


def test_axe_finds_nothing(looked_at: Looked) -> None:
    assert not said(looked_at, "axe")


def test_no_page_is_wider_than_the_window(looked_at: Looked) -> None:
    assert not said(looked_at, "wide")


def test_the_keyboard_reaches_everything(looked_at: Looked) -> None:
    assert not said(looked_at, "unreached")
    assert any(found["nodes"] for found in looked_at.values())


def test_without_scripts_and_from_disk_the_same_is_there(looked_at: Looked) -> None:
    for page, found in looked_at.items():
        without, with_ = found["withoutScript"], found["withScript"]
        assert without["heading"] == with_["heading"] != "", page
        assert set(with_["links"]) <= set(without["links"]), page
        assert with_["filters"] or without["letters"] >= 0.9 * with_["letters"], page


def test_the_budget_holds(site: BuiltSite, looked_at: Looked, capsys: pytest.CaptureFixture[str]) -> None:
    header = f"{'pages':>6}{'KB gz':>8}{'no svg':>8}{'script':>8}{'requests':>9}{'paint ms':>9}"
    lines = [f"{'page type':<34}{header}  the largest"]
    over = []
    types = site.types()
    for kind, largest in site.examples().items():
        if largest not in looked_at:
            continue
        found, page = looked_at[largest], site.pages[site.root / largest]
        sizes = site.packed(largest), site.packed(largest, pictures=False)
        scripts = [each for each in page.loaded if each.endswith((".js", ".mjs"))]
        script = sum(site.packed(_beside(site, largest, each)) for each in scripts)
        requests = len(found["requests"])
        paint = "-" if found["paint"] is None else f"{found['paint']:.0f}"
        kilobytes = "".join(f"{size / 1000:>8.1f}" for size in (*sizes, script))
        lines.append(f"{kind:<34}{len(types.get(kind, ())):>6}{kilobytes}{requests:>9}{paint:>9}  {largest}")
        within = sizes[0] <= MOST_WITH_PICTURES and sizes[1] <= MOST_PAGE
        if not within or script > MOST_SCRIPT or requests > MOST_REQUESTS:
            over.append(lines[-1])
    with capsys.disabled():
        print("\n" + "\n".join(lines))
    assert not over, "\n".join(over)


def _beside(site: BuiltSite, page: str, target: str) -> str:
    path = ((site.root / page).parent / target.partition("?")[0]).resolve()
    return path.relative_to(site.root.resolve()).as_posix()
