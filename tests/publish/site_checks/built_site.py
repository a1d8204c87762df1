"""A built site as files: building it, its pages with their links, what a validator says of them."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

import pytest

REPOSITORY = Path(__file__).parents[3]

LOADED = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "object": ("data",),
    "embed": ("src",),
    "video": ("src", "poster"),
    "audio": ("src",),
    "track": ("src",),
    "image": ("href", "xlink:href"),
    "use": ("href", "xlink:href"),
    "input": ("src",),
}
"""Attributes whose address a browser loads without being asked (HTML, section 4)."""

LOADED_LINKS = ("stylesheet", "icon", "preload", "modulepreload", "manifest", "prefetch", "preconnect")
VOID = frozenset(("br", "hr", "img", "input", "link", "meta", "source", "wbr"))
"""Elements without an end (HTML, section 13.1.2) that pages may have."""

_CSS_URL = re.compile(r"""url\(\s*['"]?([^'")]+)|@import\s+['"]([^'"]+)""")
_LANGUAGE = re.compile("[a-z]{2}(?=/|$)")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")

RULES = {
    "root": True,
    "extends": ["html-validate:standard", "html-validate:document", "html-validate:a11y"],
    "rules": {"require-sri": "off", "no-redundant-role": "off"},
}
"""The rules of html-validate: the HTML standard, whole documents, accessibility. Digests of one's own files
are not asked for, and pictures say their role for readers that do not know it."""


@dataclass
class Page(HTMLParser):
    """One HTML page: `links` are addresses that a reader may follow, `loaded` what the browser loads."""

    path: Path
    links: list[str] = field(default_factory=list)
    loaded: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)
    inline: list[str] = field(default_factory=list)
    """Attributes and elements with script of their own, which a strict content policy forbids."""

    parts: set[tuple[str, ...]] = field(default_factory=set)
    """What it is built of: each element with its class, within that and that."""

    def __post_init__(self) -> None:
        super().__init__()
        self._style = False
        self._open: list[str] = []
        self.feed(self.path.read_text(encoding="utf-8"))
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes in what an element points to."""
        values = {name: value or "" for name, value in attrs}
        self._style = tag == "style"
        self._open.append(f"{tag}.{values.get('class', '')}")
        self.parts.add(tuple(self._open[-3:]))
        if tag in VOID:
            self._open.pop()
        if "id" in values:
            self.anchors.add(values["id"])
        if tag == "a" and "name" in values:
            self.anchors.add(values["name"])
        self.inline += [f"{tag} {name}" for name in values if name.startswith("on")]
        if tag == "link":
            rel = values.get("rel", "").lower().split()
            kept = self.loaded if any(each in LOADED_LINKS for each in rel) else self.links
            kept.append(values.get("href", ""))
            return
        for name in LOADED.get(tag, ()):
            if name in values:
                parts = values[name].split(",") if name == "srcset" else [values[name]]
                self.loaded += [part.split()[0] for part in parts if part.strip()]
        if tag in ("a", "area") and (target := values.get("href", values.get("xlink:href"))) is not None:
            self.links.append(target)
        if tag == "form" and "action" in values:
            self.links.append(values["action"])
        if "style" in values:
            self.handle_style(values["style"])

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Takes in an element without content."""
        self.handle_starttag(tag, attrs)
        self._style = False
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Closes an element, and those in it whose end is left out."""
        while self._open and self._open.pop().partition(".")[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Takes in the text of a style sheet."""
        if self._style:
            self.handle_style(data)

    def handle_style(self, text: str) -> None:
        """Takes in the addresses of a style sheet."""
        self.loaded += [one or other for one, other in _CSS_URL.findall(text)]


class BuiltSite:
    """A folder with a built site."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @cached_property
    def files(self) -> list[Path]:
        """Every file, sorted."""
        return sorted(path for path in self.root.rglob("*") if path.is_file())

    @cached_property
    def pages(self) -> dict[Path, Page]:
        """Every HTML page by its path."""
        return {path: Page(path) for path in self.files if path.suffix == ".html"}

    @cached_property
    def _by_name(self) -> dict[str, Page | None]:
        """Every file by its path as text, with its page where it is one."""
        return {str(path): self.pages.get(path) for path in self.files}

    def relative(self, path: Path) -> str:
        """A file's path in the site."""
        return path.relative_to(self.root).as_posix()

    def dead_links(self) -> Iterator[str]:
        """Every link within the site that leads to no file, or to no element of its page. A folder counts as
        none: from disk it opens as a listing."""
        for path, page in self.pages.items():
            for target in dict.fromkeys([*page.links, *page.loaded]):
                if not _SCHEME.match(target) and (why := self._dead(path, target)):
                    yield f"{self.relative(path)}: {target}: {why}"
        for path in self.files:
            if path.suffix == ".css":
                for one, other in _CSS_URL.findall(path.read_text(encoding="utf-8")):
                    target = one or other
                    if not target.startswith("data:") and (why := self._dead(path, target)):
                        yield f"{self.relative(path)}: {target}: {why}"

    def _dead(self, page: Path, target: str) -> str | None:
        parts = urlsplit(target)
        file = str(page)
        if parts.path:
            if parts.path.startswith("/"):
                return "an address from the root, which no folder on disk has"
            file = os.path.normpath(page.parent / unquote(parts.path))
            if file not in self._by_name:
                if file != str(self.root) and not file.startswith(f"{self.root}{os.sep}"):
                    return "outside the site"
                return "a folder" if Path(file).is_dir() else "no such file"
        there = self._by_name[file]
        if parts.fragment and there is not None and unquote(parts.fragment) not in there.anchors:
            return "no such element"
        return None

    def foreign(self) -> Iterator[str]:
        """Every address that a page loads from elsewhere, every link but of http, https, mailto, handlers."""
        for path, page in self.pages.items():
            for target in page.loaded:
                if _SCHEME.match(target) and not target.startswith("data:"):
                    yield f"{self.relative(path)} loads {target}"
            for target in page.links:
                scheme = _SCHEME.match(target.strip())
                if scheme and scheme[0].lower() not in ("http:", "https:", "mailto:"):
                    yield f"{self.relative(path)} links to {target[:80]}"
            for name in page.inline:
                yield f"{self.relative(path)} has script in an attribute: {name}"

    def types(self) -> dict[str, list[str]]:
        """The pages of each type, by the folder that they are in, the largest first: `region` is the list of
        regions, `region/*` are the regions. A folder named by a language holds the types once more."""
        found: dict[str, list[Path]] = {}
        for path in self.files:
            if path.suffix != ".html":
                continue
            inside = path.relative_to(self.root)
            folder = inside.parent if inside.name == "index.html" else inside
            language = (
                folder.parts[:1] if _LANGUAGE.fullmatch(folder.parts[0] if folder.parts else "") else ()
            )
            deep = len(folder.parts) - len(language)
            kind = folder if deep < 2 else Path(*folder.parts[: len(language) + 1], *("*",) * (deep - 1))
            found.setdefault(kind.as_posix(), []).append(path)
        return {
            kind: [self.relative(p) for p in sorted(paths, key=lambda p: (-p.stat().st_size, p))]
            for kind, paths in sorted(found.items())
        }

    def examples(self) -> dict[str, str]:
        """The largest page of each type; of other languages the start page and the largest page of all."""
        types = self.types()
        found = {kind: paths[0] for kind, paths in types.items() if not _LANGUAGE.match(f"{kind}/")}
        for language in (kind for kind in types if _LANGUAGE.fullmatch(kind)):
            largest = max(
                (paths[0] for kind, paths in types.items() if kind.startswith(f"{language}/")),
                key=lambda path: (self.root / path).stat().st_size,
            )
            found |= {language: types[language][0], f"{language}/**": largest}
        return found

    def differing(self) -> list[str]:
        """Of all pages, the largest first, those that are built of something that those before are not."""
        known: set[tuple[str, ...]] = set()
        found = []
        for path in sorted(self.pages, key=lambda path: (-path.stat().st_size, path)):
            parts = self.pages[path].parts
            if not parts <= known:
                known |= parts
                found.append(self.relative(path))
        return found

    def headers(self) -> dict[str, str]:
        """The headers of every page, as the file `_headers` tells hosts."""
        path = self.root / "_headers"
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
        whole = lines[1 : next((n for n, line in enumerate(lines) if n and line[:1] == "/"), 0)]
        return {name.strip(): value.strip() for name, _, value in (line.partition(":") for line in whole)}

    def packed(self, relative: str, *, pictures: bool = True) -> int:
        """The size of a file in gzip, in bytes; without what stands in `svg` elements where asked."""
        content = (self.root / relative).read_bytes()
        if not pictures:
            content = re.sub(rb"<svg\b.*?</svg>", b"", content, flags=re.DOTALL)
        return len(gzip.compress(content, 6, mtime=0))


Looked = dict[str, dict[str, Any]]
"""What `browse.mjs` finds, by page."""


class Browse(Protocol):
    """Looks at pages of a site in a browser; where it is `thorough`, with axe and the keyboard."""

    def __call__(self, site: BuiltSite, pages: list[str], *, thorough: bool = True) -> Looked: ...


def build(workspace: Path, folder: Path, *options: str) -> BuiltSite:
    """The site of a workspace, by the command line. Skips the test where there is no such command."""
    from pactgraph.cli import COMMANDS

    if "site" not in COMMANDS:
        pytest.skip("there is no command `pactgraph site`")
    code = "from pactgraph.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, "site", str(folder), "--workspace", str(workspace), *options],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(folder)


def invalid(tools: Path, folder: Path, pages: Iterable[Path]) -> str:
    """What html-validate says of pages, a line each; `folder` is for its rules."""
    config = folder / "rules.json"
    config.write_text(json.dumps(RULES), encoding="utf-8")
    program = tools / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
    done = subprocess.run(
        ["node", str(program), "--config", str(config), "--formatter", "json", *map(str, pages)],
        cwd=tools,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr
    return "\n".join(
        f"{report['filePath']}:{each['line']}:{each['column']} {each['ruleId']}: {each['message']}"
        for report in json.loads(done.stdout)
        for each in report["messages"]
    )


def nonconforming(tools: Path, folder: Path) -> str:
    """What the Nu Html Checker, the W3C's validator, says of all pages in a folder, a line each. Skips the
    test where there is no Java."""
    if shutil.which("java") is None:
        pytest.skip("java is not installed, which runs the Nu Html Checker")
    jar = tools / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    done = subprocess.run(
        [
            "java",
            "-Xmx1g",
            "-jar",
            str(jar),
            "--errors-only",
            "--skip-non-html",
            "--format",
            "gnu",
            str(folder),
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode in (0, 1), done.stderr[-3000:]
    return done.stderr
