"""No label is cut off or over another: by the text boxes of a real browser (Debian's chromium, headless)."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from pactgraph.publish.draw import KINDS, Drawing, Look, draw, to_svg
from pactgraph.publish.draw.landscape import Landscape

pytestmark = pytest.mark.slow
WIDTHS = (1200, 390)
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pictures</title>
<style>body{margin:0} svg{display:block}</style><body><div id="place"></div>%s
<pre id="out"></pre><script>
const out = [], FOCUSED = 60;
const place = document.getElementById('place');
for (const template of document.querySelectorAll('template')) {
  place.replaceChildren(template.content);
  const svg = place.firstElementChild;
  const page = svg.getBoundingClientRect(), slack = 0.75, found = [];
  const box = text => [text.textContent, text.getBoundingClientRect()];
  const texts = [...svg.querySelectorAll('text')].map(box);
  for (const [name, box] of texts)
    if (box.left < page.left - slack || box.right > page.right + slack || box.top < page.top - slack
        || box.bottom > page.bottom + slack) found.push(name + ' is cut off');
  texts.forEach(([name, one], i) => { for (const [beside, other] of texts.slice(i + 1))
    if (one.left < other.right - slack && other.left < one.right - slack && one.top < other.bottom - slack
        && other.top < one.bottom - slack) found.push(name + ' is over ' + beside); });
  const things = [...svg.querySelectorAll('.node')];
  for (const thing of things.slice(0, FOCUSED)) {
    thing.focus();
    if (document.activeElement !== thing) found.push('cannot be focused: ' + thing.textContent);
    if (!thing.querySelector(':scope > title')?.textContent) found.push('has no title: ' + thing.textContent);
  }
  out.push({texts: texts.length, things: things.length, found});
}
document.getElementById('out').textContent = JSON.stringify(out);
</script></body></html>"""


@pytest.fixture(scope="module")
def browser() -> str:
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium: apt-get install chromium, or set CHROMIUM to its path")
    return found


def measured(browser: str, drawings: list[Drawing], folder: Path) -> list[dict[str, object]]:
    """What the browser finds in each picture: its texts, its things, and what is wrong with them."""
    page = folder / "pictures.html"
    pictures = "".join(f"<template>{to_svg(drawing, inline=True)}</template>" for drawing in drawings)
    page.write_text(PAGE % pictures, encoding="utf-8")
    command = [browser, "--headless", "--no-sandbox", "--disable-gpu", "--window-size=1300,900"]
    done = subprocess.run(
        [*command, f"--user-data-dir={folder / 'profile'}", "--dump-dom", page.as_uri()],
        capture_output=True,
        encoding="utf-8",
        timeout=1200,
        check=False,
    )
    match = re.search(r'<pre id="out">(.+?)</pre>', done.stdout, re.DOTALL)
    assert match, done.stderr[-2000:]
    answer: list[dict[str, object]] = json.loads(html.unescape(match[1]))
    assert len(answer) == len(drawings)
    return answer


def test_on_the_shipped_data(browser: str, shipped: Landscape, tmp_path: Path) -> None:
    drawings = [draw(kind, shipped, Look(width)) for kind in KINDS for width in WIDTHS]
    for drawing, answer in zip(drawings, measured(browser, drawings, tmp_path), strict=True):
        assert answer["found"] == [], drawing.title
        assert answer["texts"] == len(list(drawing.texts()))
        assert isinstance(answer["things"], int) and answer["things"] > 10


def test_on_random_worlds(browser: str, random_landscape: Callable[[int], Landscape], tmp_path: Path) -> None:
    worlds = [random_landscape(seed) for seed in range(20)]
    drawings = [
        draw(kind, world, Look(width, world.language))
        for world in worlds
        for kind in KINDS
        for width in WIDTHS
    ]
    found = measured(browser, drawings, tmp_path)
    assert [answer["found"] for answer in found if answer["found"]] == []


def test_the_browser_sees_faults(browser: str, tmp_path: Path) -> None:
    from pactgraph.publish.draw.drawing import DrawnText

    one, other = DrawnText(10, 20, ("Saxony",), 13), DrawnText(40, 22, ("Flanders",), 13)
    over, cut = measured(
        browser, [Drawing(200, 40, "", "", (one, other)), Drawing(50, 40, "", "", (one,))], tmp_path
    )
    assert over["found"] == ["Saxony is over Flanders"]
    assert cut["found"] == ["Saxony is cut off"]
