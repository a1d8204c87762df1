"""A built site in a browser (Debian's chromium, headless): page types, light and dark, wide and narrow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from built_site import Browse, BuiltSite, Looked

pytestmark = pytest.mark.slow
MOST_PAGE, MOST_WITH_PICTURES = 20_000, 45_000
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


def test_the_budget_holds(
    site: BuiltSite, looked_at: Looked, painted: Looked, capsys: pytest.CaptureFixture[str]
) -> None:
    header = f"{'pages':>6}{'KB gz':>8}{'no svg':>8}{'script':>8}{'requests':>9}{'paint ms':>9}{'busy ms':>8}"
    lines = [f"{'page type':<34}{header}  the largest"]
    over = []
    types = site.types()
    examples = {kind: paths[0] for kind, paths in types.items()}
    also = {f"({page.partition('/')[0]})": page for page in looked_at if page not in examples.values()}
    for kind, largest in (examples | also).items():
        found, page = looked_at.get(largest), site.pages[site.root / largest]
        sizes = site.packed(largest), site.packed(largest, pictures=False)
        scripts = [each for each in page.loaded if each.endswith((".js", ".mjs"))]
        script = sum(site.packed(_beside(site, largest, each)) for each in scripts)
        requests = (
            len(found["requests"]) if found else 1 + sum(not each.startswith("data:") for each in page.loaded)
        )
        timed = painted.get(largest)
        paint, busy = (f"{timed[name]:.0f}" if timed else "-" for name in ("paint", "busy"))
        kilobytes = "".join(f"{size / 1000:>8.1f}" for size in (*sizes, script))
        lines.append(
            f"{kind:<34}{len(types.get(kind, ())):>6}{kilobytes}{requests:>9}{paint:>9}{busy:>8}  {largest}"
        )
        within = sizes[0] <= MOST_WITH_PICTURES and sizes[1] <= MOST_PAGE
        if not within or script > MOST_SCRIPT or requests > MOST_REQUESTS:
            over.append(lines[-1])
    times = sorted(each["paint"] for each in painted.values())
    lines.append(
        f"first paint of {len(times)} pages: median {times[len(times) // 2]:.0f} ms, longest {times[-1]:.0f}"
    )
    with capsys.disabled():
        print("\n" + "\n".join(line for line in lines if not re.match(r"[a-z]{2}[ /]", line)))
    assert not over, "\n".join(over)


BAD = """<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Bad</title>
<link rel="icon" href="data:,">
<style>body{background:#fff}p{color:#333} @media (prefers-color-scheme:dark){body{background:#000}}
div{width:600px}</style><main><h1>Bad</h1><p>Dark on dark</p><img src="none.png"><div>Wide</div>
<button id="one">One</button><a id="two" href="#">Two</a></main><script>
document.getElementById('one').addEventListener('keydown', event => event.preventDefault());
window.escaped = 1; fetch('https://x.example/').catch(() => 0); alert(1);
document.querySelector('main').append(
  Object.assign(document.createElement('a'), {href: '#', textContent: 'x'}));
</script></html>"""


def test_the_browser_can_find_something(browse: Browse, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(BAD, encoding="utf-8")
    found = browse(BuiltSite(tmp_path), ["index.html"])["index.html"]
    assert "https://x.example/" in found["requests"] and "https://x.example/" in found["fileRequests"]
    assert found["escaped"] == 1 and found["dialogs"] == 1
    assert any("404" in each for each in found["faults"]) and found["fileFaults"]
    rules = {tuple(each.split(":")[0].split(" at ")) for each in found["axe"]}
    assert {("image-alt", "1200 px, light"), ("color-contrast", "1200 px, dark")} <= rules
    assert ("color-contrast", "1200 px, light") not in rules
    assert found["wide"] == ["218 px wider than 390"]
    assert [each[:14] for each in found["unreached"]] == ['<a id="two" hr', '<a href="#">x<']
    assert len(found["withScript"]["links"]) == 2 and len(found["withoutScript"]["links"]) == 1


def _beside(site: BuiltSite, page: str, target: str) -> str:
    path = ((site.root / page).parent / target.partition("?")[0]).resolve()
    return path.relative_to(site.root.resolve()).as_posix()
