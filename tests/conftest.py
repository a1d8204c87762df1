"""What tests of several packages share: the small world of `tests/world`, the real texts, a maker of PDFs."""

from __future__ import annotations

import gc
import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings
from real_stores import Stores

from pactgraph.check import parsed, workspace_shapes
from pactgraph.check.parsed import read_text
from pactgraph.query.remote import deadline
from pactgraph.query.remote.transport import Transport
from pactgraph.rdf.prefixes import Prefixes
from pactgraph.rdf.syntax import Reading
from pactgraph.rdf.writer import canonical_reading
from pactgraph.workspace.files import SourceFile
from pactgraph.workspace.loading import Loaded, load
from pactgraph.workspace.passage import document_digest, passage_digest
from pactgraph.workspace.rules import Rules

TESTS = Path(__file__).parent
REPOSITORY = TESTS.parent

gc.set_threshold(500_000)  # a tenth of the time of all tests

for profile, examples in (("usual", 10), ("whole", 200)):
    # Hypothesis, too, fails a test by the clock: where an example or the making of it takes long.
    settings.register_profile(
        profile, max_examples=examples, deadline=None, suppress_health_check=[HealthCheck.too_slow]
    )
settings.load_profile("whole" if os.environ.get("PACTGRAPH_LONG") else "usual")


MOST_SECONDS = {False: 60, True: 900}
"""Seconds of processor time that a test may take before it counts as hanging; of the slow ones more."""

MEMORY = Path("/dev/shm")
ENOUGH = 1 << 30
"""Bytes that are to be free in memory."""


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write the golden answers anew")


def pytest_configure(config: pytest.Config) -> None:
    """Has the ordinary run make its files in memory where the system has a folder there: tests write and
    remove tens of thousands of small ones, which a disk may take longer over than over all else."""
    if config.option.markexpr != "not slow" or config.option.basetemp or not os.access(MEMORY, os.W_OK):
        return
    there = os.statvfs(MEMORY)
    if there.f_bavail * there.f_frsize > ENOUGH and not there.f_flag & os.ST_NOEXEC:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.fixture(autouse=True)
def _hangs_end(request: pytest.FixtureRequest) -> Iterator[None]:
    """Ends a test whose work grows faster than its input, and would go on for minutes. No test passes or
    fails by how fast it is: this is far from what any takes, and processor time, so that a busy machine does
    not matter."""
    slow = request.node.get_closest_marker("slow") is not None
    if not hasattr(signal, "setitimer") or (slow and os.environ.get("PACTGRAPH_LONG")):
        yield
        return

    def end(_signal: int, _frame: object) -> None:
        pytest.fail(f"this takes more than {MOST_SECONDS[slow]} s of processor time: it hangs")

    before = signal.signal(signal.SIGPROF, end)
    signal.setitimer(signal.ITIMER_PROF, MOST_SECONDS[slow])
    yield
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.signal(signal.SIGPROF, before)


@pytest.fixture
def no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has requests tried again at once: the clock that limits them runs on by each pause."""
    passed = [0.0]

    def pause(seconds: float) -> None:
        passed[0] += seconds

    clock = SimpleNamespace(monotonic=lambda: time.monotonic() + passed[0])
    monkeypatch.setattr(deadline, "time", clock)
    monkeypatch.setitem(Transport.__init__.__kwdefaults__, "pause", pause)


@pytest.fixture(scope="session")
def amount() -> Callable[[int, int], int]:
    """How much of a random test to run, `amount(usual, whole)`: the whole where $PACTGRAPH_LONG is set."""
    return lambda usual, whole: whole if os.environ.get("PACTGRAPH_LONG") else usual


@pytest.fixture(scope="session")
def small_world() -> Path:
    """The workspace `tests/world`, as it is. A test that edits files copies it first."""
    return TESTS / "world"


@pytest.fixture(autouse=True)
def ontology_read_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The checks find files of the ontology read and laid out already while they are as they were, which they
    are in nearly every test: half of a check of a small workspace."""
    monkeypatch.setattr(parsed, "read_text", read_once)
    monkeypatch.setattr(workspace_shapes, "read_text", read_once)
    monkeypatch.setattr(parsed, "canonical_reading", laid_out_once)


def read_once(file: SourceFile, content: bytes) -> Reading:
    if file.relative.startswith("ontology/"):
        return _read(file._replace(path=Path()), content)
    return read_text(file, content)


@cache
def _read(file: SourceFile, content: bytes) -> Reading:
    return read_text(file, content)


def laid_out_once(reading: Reading, prefixes: Prefixes) -> str:
    key = (reading.text, reading.trig, tuple(prefixes.items()))
    if key not in _LAID_OUT:
        if len(reading.text) < 10_000 or len(_LAID_OUT) > 500:
            return canonical_reading(reading, prefixes)
        _LAID_OUT[key] = canonical_reading(reading, prefixes)
    return _LAID_OUT[key]


_LAID_OUT: dict[object, str] = {}


class Once:
    """Loads files, and those of folders that no test edits only once. Nothing that has a store of these may
    write to it."""

    def __init__(self, *folders: Path) -> None:
        self.folders = {*folders}
        self._known: dict[tuple[SourceFile, ...], Loaded] = {}

    def __call__(self, files: Iterable[SourceFile], rules: Rules, *, as_of: str | None = None) -> Loaded:
        files = tuple(files)
        kept = files and any(files[0].path.is_relative_to(root) for root in self.folders)
        if as_of is not None or not kept:
            return load(files, rules, as_of=as_of)
        if files not in self._known:
            self._known[files] = load(files, rules)
        return self._known[files]


@pytest.fixture(scope="session")
def once(small_world: Path) -> Once:
    """Loads the small world and the shipped data once."""
    return Once(small_world, REPOSITORY)


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stores]:
    """The real stores on loopback, one after the other for each test that asks for one."""
    found = Stores(tmp_path_factory.mktemp("stores"))
    yield found
    found.close()


@pytest.fixture(scope="session")
def sources() -> Path:
    """The folder with the texts of the shipped documents: $PACTGRAPH_SOURCES, or `shared/sources` beside the
    repository. Third parties wrote them, so they are not part of it."""
    beside = REPOSITORY.parent / "shared" / "sources"
    for folder in (os.environ.get("PACTGRAPH_SOURCES"), beside):
        if folder and Path(folder).is_dir():
            return Path(folder)
    pytest.skip("the texts of the shipped documents are not at hand: set PACTGRAPH_SOURCES to their folder")


@pytest.fixture(scope="session")
def make_pdf() -> Callable[[list[str]], bytes]:
    """Makes a PDF of one page from lines of text in WinAnsi characters (PDF 1.7, annex D.2)."""

    def make(lines: list[str]) -> bytes:
        shown = b" T* ".join(
            b"("
            + line.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)")
            + b") Tj"
            for line in lines
        )
        page = b"BT /F1 12 Tf 14 TL 40 780 Td " + shown + b" ET" if lines else b""
        objects = [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
            b" /Resources << /Font << /F1 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(page), page),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        ]
        content, places = b"%PDF-1.7\n", []
        for number, body in enumerate(objects, 1):
            places.append(len(content))
            content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
        table = b"".join(b"%010d 00000 n \n" % place for place in places)
        return content + (
            b"xref\n0 6\n0000000000 65535 f \n%strailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n"
            % (table, len(content))
        )

    return make


@pytest.fixture(scope="session")
def encode() -> Callable[..., Path]:
    """Writes a document file with a passage for each span of its text: `encode(folder, slug, text, spans)`
    makes `data/documents/<slug>.trig` in the folder and gives its path; `content` is the text in bytes where
    it is not plain UTF-8."""

    def write(
        folder: Path, slug: str, text: str, spans: list[tuple[int, int]], content: bytes | None = None
    ) -> Path:
        digest = document_digest(text.encode() if content is None else content)
        lines = [
            "@prefix pact: <https://w3id.org/pactgraph/def#> .",
            "@prefix document: <https://w3id.org/pactgraph/id/document/> .",
            "@prefix passage: <https://w3id.org/pactgraph/id/passage/> .",
            "@prefix region: <https://w3id.org/pactgraph/id/region/> .",
            "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .",
            f'document:{slug} a pact:Document ; pact:digest "{digest}" ; pact:length {len(text)} .',
        ]
        for start, end in spans:
            lines += [
                f"passage:{slug}_{start}-{end} a pact:Passage ; pact:passageOf document:{slug} ;",
                f'    pact:start "{start}"^^xsd:nonNegativeInteger ;',
                f'    pact:end "{end}"^^xsd:nonNegativeInteger ;',
                f'    pact:digest "{passage_digest(text[start:end])}" .',
                f'passage:{slug}_{start}-{end} {{ region:brinmark pact:printedName "{start}" . }}',
            ]
        path = folder / "data" / "documents" / f"{slug}.trig"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write
