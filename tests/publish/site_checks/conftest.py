"""What the checks of a built site share: one build, and the tools of npm where they are installed.

`npm ci` with this folder's `package-lock.json` goes to `build/site-checks`, or to $PACTGRAPH_SITE_TOOLS.
"""

from __future__ import annotations

import functools
import http.server
import json
import os
import shutil
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from built_site import REPOSITORY, Browse, BuiltSite, Looked, build

HERE = Path(__file__).parent
WIDTHS = (1200, 390)
LOADS = 3
"""How often a page is loaded whose first paint is timed."""

InBrowser = Callable[..., Looked]


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the shipped data: the folder that $PACTGRAPH_SITE names, or one that is built here."""
    if ready := os.environ.get("PACTGRAPH_SITE"):
        return BuiltSite(Path(ready))
    return build(REPOSITORY, tmp_path_factory.mktemp("site") / "site")


@pytest.fixture(scope="session")
def tools() -> Path:
    """The folder with `node_modules`."""
    folder = Path(os.environ.get("PACTGRAPH_SITE_TOOLS") or REPOSITORY / "build" / "site-checks")
    if shutil.which("node") is None:
        pytest.skip("node is not installed")
    if not (folder / "node_modules").is_dir():
        pytest.skip(f"the tools of npm are not in {folder}: see .ci/run")
    return folder


@pytest.fixture(scope="session")
def in_browser(tools: Path) -> InBrowser:
    """Runs one of the scripts that look at a site in a browser: what it finds, by page."""
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no chromium: apt-get install chromium, or set CHROMIUM to its path")

    def run(script: str, site: BuiltSite, pages: list[str], **more: object) -> Looked:
        handler = functools.partial(_Host, site.headers(), directory=str(site.root))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            threading.Thread(target=server.serve_forever, daemon=True).start()
            job = {
                "tools": str(tools),
                "chromium": chromium,
                "http": f"http://127.0.0.1:{server.server_address[1]}/",
                "pages": pages,
                "widths": WIDTHS,
                **more,
            }
            done = subprocess.run(
                ["node", str(HERE / script)],
                input=json.dumps(job),
                capture_output=True,
                encoding="utf-8",
                timeout=1800,
                check=False,
            )
            server.shutdown()
        assert done.returncode == 0, done.stderr[-3000:]
        found = {each["page"]: each for each in json.loads(done.stdout)}
        assert found.keys() == set(pages)
        for each in found.values():
            each["origin"] = job["http"]
        return found

    return run


@pytest.fixture(scope="session")
def browse(in_browser: InBrowser) -> Browse:
    """Looks at pages of a site in a browser: what `browse.mjs` finds, by page."""

    def look(site: BuiltSite, pages: list[str], *, thorough: bool = True) -> Looked:
        address = f"{site.root.resolve().as_uri()}/"
        found = in_browser("browse.mjs", site, pages, file=address, thorough=thorough)
        assert not [each for each in found.values() if "broken" in each]
        return found

    return look


@pytest.fixture(scope="session")
def painted(site: BuiltSite, looked_at: Looked, in_browser: InBrowser) -> Looked:
    """When the pages of `looked_at` are painted first: what `paint.mjs` finds, by page."""
    return in_browser("paint.mjs", site, list(looked_at), times=LOADS)


@pytest.fixture(scope="session")
def looked_at(site: BuiltSite, browse: Browse) -> Looked:
    """The pages that differ in what they are built of, in the browser; with $PACTGRAPH_LONG one of each type
    too."""
    types = site.examples().values() if os.environ.get("PACTGRAPH_LONG") else ()
    return browse(site, list(dict.fromkeys([*site.differing(), *types])))


class _Host(http.server.SimpleHTTPRequestHandler):
    """A host that keeps connections and sends the headers that the site's files for hosts ask for."""

    protocol_version = "HTTP/1.1"

    def __init__(self, headers: dict[str, str], *arguments: Any, **named: Any) -> None:
        self._headers = headers
        super().__init__(*arguments, **named)

    def end_headers(self) -> None:
        """Sends the headers."""
        for name, value in self._headers.items():
            self.send_header(name, value)
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the inherited name
        """Says nothing."""
