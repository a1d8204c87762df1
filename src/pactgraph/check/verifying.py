"""Verifying: every passage against the texts at hand, by offsets and digest, then anywhere in a copy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from statistics import median_low
from typing import Literal

from pyoxigraph import NamedNode

from ..rdf.prefixes import Prefixes
from ..workspace.dataset import Dataset
from ..workspace.files import SourceFile
from ..workspace.finding import Finding, Severity
from ..workspace.passage import Span, normalise, passage_digest
from ..workspace.source_texts import Copy, SourceTexts
from .recorded import RecordedDocument, RecordedPassage, recorded_documents, subject_places
from .windows import Windows

Status = Literal["holds", "moved", "lost", "unchecked"]

TELLING = 40
"""Code points from which on a passage that stands in a file makes the file a copy of its document: shorter
ones, such as a name, stand in many texts."""

_SHRINK = 12
"""How many code points fewer a passage's normalised words may have than its span, by white space that ran on
and letters whose accents stood apart in the text it was measured in."""

_SMALL = 20_000
"""Code points up to which every window of a file is tried, whether it looks like a copy or not."""


@dataclass(frozen=True, slots=True)
class Found:
    """Where words stand: `file` is the path in the folder of the texts, `span` counts the code points of its
    text (of a web page or a PDF: of the text that was extracted)."""

    file: str
    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class VerifiedPassage:
    """What became of a passage. `found` says where it stands, if anywhere; of a lost one `reads` says what a
    text has at its offsets now. `finding` tells it, None where it holds."""

    iri: NamedNode
    span: Span | None
    status: Status
    found: Found | None
    reads: Found | None
    finding: Finding | None


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What became of a document's passages, in the order of the text. `file` is its data file, `text` the
    file with its exact text and `copies` those with other copies of it, as far as they were needed (paths in
    the folder of the texts); `problems` are the findings about the document itself."""

    iri: NamedNode
    file: str
    text: str | None
    copies: tuple[str, ...]
    passages: tuple[VerifiedPassage, ...]
    problems: tuple[Finding, ...]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything found about the document, then about its passages."""
        return (*self.problems, *(p.finding for p in self.passages if p.finding is not None))

    def count(self, status: Status) -> int:
        """How many passages have that status."""
        return sum(passage.status == status for passage in self.passages)

    @property
    def sound(self) -> bool:
        """Whether a text is at hand, no passage is lost, and the record says nothing false of the text."""
        return all(finding.severity != "error" for finding in self.findings)


def verify(
    dataset: Dataset, texts: SourceTexts, prefixes: Prefixes, only: Collection[SourceFile] | None = None
) -> Iterator[VerifiedDocument]:
    """Verifies each document, or those of the files `only`, one after the other.

    A passage *holds* where the words at its offsets have its digest: in the text with its document's digest,
    else in a copy. Else it has *moved* where a window of its length, anywhere, has the digest; else it is
    *lost*. Copies are the readable files but the exact texts of other documents; one counts as a copy where
    half of the passages or one of at least `TELLING` code points stand in it, or where its length or its name
    is the document's. Without a text or a copy passages are *unchecked*, and that is an error. A passage that
    does not hold in the exact text is an error even where it moved: its record is wrong. In a long text
    windows that cut a word are tried only where the other passages stand.
    """
    documents = recorded_documents(dataset.quads_of)
    taken = {document.digest for document in documents if document.digest}
    searched: dict[str, _Searched] = {}
    for document in documents:
        if only is None or document.file in only:
            yield _Verification(document, texts, taken, searched, prefixes).result()


class _Searched:
    """A copy and its windows, which several documents may need."""

    def __init__(self, copy: Copy) -> None:
        self.file, self.text = copy.file, copy.text

    @cached_property
    def windows(self) -> Windows:
        return Windows(self.text)

    def holds(self, span: Span, digest: str) -> bool:
        return span.end <= len(self.text) and passage_digest(span.of(self.text)) == digest

    def found(self, span: Span) -> Found:
        return Found(self.file, span, normalise(span.of(self.text)))


class _CopyPlaces:
    """Where the passages of one document stand in one copy."""

    def __init__(self, copy: _Searched, passages: dict[RecordedPassage, tuple[Span, str]]) -> None:
        self.copy = copy
        self.held = {p for p, (span, digest) in passages.items() if copy.holds(span, digest)}
        self._passages = {p: told for p, told in passages.items() if p not in self.held}
        self._length = max((span.end for span, _ in passages.values()), default=0)
        self._spans: dict[RecordedPassage, list[Span]] = {}
        self._closely = False
        self._look(0, at_words=True)
        if len(copy.text) <= _SMALL:
            self.look_closely()

    @property
    def count(self) -> int:
        """How many passages stand in the copy."""
        return len(self.held) + len(self._spans)

    @property
    def telling(self) -> bool:
        """Whether one of them is long enough to tell the copy from other texts."""
        spans = [p.span for p in (*self.held, *self._spans)]
        return any(span is not None and span.end - span.start >= TELLING for span in spans)

    def look_closely(self) -> None:
        """Looks for what is still missing in every window, and in the shorter ones that begin and end with a
        word: in a long text only around the place where the document stands in it."""
        if self._closely:
            return
        self._closely = True
        for fewer in range(1, _SHRINK + 1):
            self._look(fewer, at_words=True, around=True)
        self._look(0, at_words=False, around=True)

    def _look(self, fewer: int, *, at_words: bool, around: bool = False) -> None:
        wanted: dict[int, set[str]] = {}
        missing = {p: told for p, told in self._passages.items() if p not in self._spans}
        for span, digest in missing.values():
            if (length := span.end - span.start - fewer) > 0:
                wanted.setdefault(length, set()).add(digest)
        if wanted:
            offset, windows = self._surroundings if around else (0, self.copy.windows)
            found = windows.find(wanted, at_words=at_words)
            for p, (_, digest) in missing.items():
                if digest in found:
                    self._spans[p] = [Span(s.start + offset, s.end + offset) for s in found[digest]]

    @cached_property
    def _surroundings(self) -> tuple[int, Windows]:
        """The part of the copy in which the document stands, and where it begins: from the first tenth of the
        passages found to the last, and as far as the document is long on both sides."""
        text = self.copy.text
        starts = sorted([p.span.start for p in self.held if p.span] + [s.start for s in self.moved.values()])
        if len(text) <= _SMALL or not starts:
            return 0, self.copy.windows
        tenth = len(starts) // 10
        begin = max(0, starts[tenth] - self._length)
        return begin, Windows(text[begin : starts[-1 - tenth] + 2 * self._length])

    @property
    def moved(self) -> dict[RecordedPassage, Span]:
        """Where the passages stand that do not hold: of several places the nearest to where the passages
        around it went."""
        alone = [(p, spans[0]) for p, spans in self._spans.items() if len(spans) == 1]
        shifts = [span.start - self._passages[p][0].start for p, span in alone] + [0] * len(self.held)
        shift = median_low(shifts) if shifts else 0
        return {p: _nearest(spans, self._passages[p][0].start + shift) for p, spans in self._spans.items()}


def _nearest(spans: list[Span], offset: int) -> Span:
    return min(spans, key=lambda span: abs(span.start - offset))


class _Verification:
    """The verifying of one document."""

    def __init__(
        self,
        document: RecordedDocument,
        texts: SourceTexts,
        taken: Collection[str],
        searched: dict[str, _Searched],
        prefixes: Prefixes,
    ) -> None:
        self.document = document
        self.texts = texts
        self.taken = taken
        self.searched = searched
        self.prefixes = prefixes
        self.passages = {
            p: (p.span, p.digest) for p in document.passages if p.span and p.digest and not p.problem
        }
        text = texts.text(document.digest) if document.digest else None
        file = texts.file(document.digest) if document.digest else None
        self.exact = _Searched(Copy(file, text)) if text is not None and file is not None else None

    def result(self) -> VerifiedDocument:
        places: list[_CopyPlaces] = []
        if self.exact is not None:
            places.append(_CopyPlaces(self.exact, self.passages))
        if not places or len(places[0].held) < len(self.passages):
            for place in places:
                place.look_closely()
            places += self.copies()
        settled = [(place, place.moved) for place in places]
        found = {p: self.status(p, settled) for p in self.document.passages}
        files = tuple(place.copy.file for place in places if place.copy is not self.exact)
        looked = ", ".join(place.copy.file for place in places)
        return VerifiedDocument(
            self.document.iri,
            self.document.file.relative,
            None if self.exact is None else self.exact.file,
            files,
            tuple(
                VerifiedPassage(p.iri, p.span, status, where, reads, self.told(p, status, where, looked))
                for p, (status, where, reads) in found.items()
            ),
            tuple(self.of_document(bool(places))),
        )

    def copies(self) -> list[_CopyPlaces]:
        """The copies of the document, those with most of its passages first."""
        found = []
        for copy in self.texts.copies(but=self.taken):
            searched = self.searched.setdefault(copy.file, _Searched(copy))
            places = _CopyPlaces(searched, self.passages)
            if (
                0 < len(self.passages) <= 2 * places.count
                or places.telling
                or len(copy.text) == self.document.length
                or copy.file.rpartition("/")[2].partition(".")[0] == self.document.slug
            ):
                places.look_closely()
                found.append(places)
        return sorted(found, key=lambda places: (-places.count, places.copy.file))

    def status(
        self, passage: RecordedPassage, places: list[tuple[_CopyPlaces, dict[RecordedPassage, Span]]]
    ) -> tuple[Status, Found | None, Found | None]:
        if passage not in self.passages or not places:
            return "unchecked", None, None
        span = self.passages[passage][0]
        for place, _ in places:
            if passage in place.held:
                status: Status = "holds" if self.exact in (None, place.copy) else "moved"
                return status, place.copy.found(span), None
        for place, moved in places:
            if passage in moved:
                return "moved", place.copy.found(moved[passage]), None
        aligned = [place for place, _ in places if place.held and span.end <= len(place.copy.text)]
        nearest = max(aligned, key=lambda place: len(place.held), default=None)
        return "lost", None, None if nearest is None else nearest.copy.found(span)

    def of_document(self, at_hand: bool) -> Iterator[Finding]:
        document, folder = self.document, self.texts.folder
        name = document.file.relative
        if document.digest is None:
            yield self.finding(
                document.iri,
                "document-record",
                "the record has not exactly one pact:digest of 64 lower-case hexadecimal digits",
                f"run: pactgraph stamp {name} --text TEXT",
            )
        if self.exact is not None and document.length != len(self.exact.text):
            told = "no length" if document.length is None else f"{document.length} code points"
            yield self.finding(
                document.iri,
                "text-length",
                f"the record says {told}, the text {self.exact.file} has {len(self.exact.text)}",
                f"write pact:length {len(self.exact.text)}",
            )
        if not at_hand:
            size = f", {document.length} code points" if document.length else ""
            told = f" (SHA-256 {document.digest}{size})" if document.digest else ""
            origin = ", ".join(self.prefixes.curie(term) for term in document.origin)
            by = f"; it comes from {origin}" if origin else ""
            yield self.finding(
                document.iri,
                "no-text",
                f"no file in {folder} has its text{told}, nor a copy of it",
                f"put the text, a saved web page or a PDF of it there{by}",
            )

    def told(
        self,
        passage: RecordedPassage,
        status: Status,
        found: Found | None,
        looked: str,
    ) -> Finding | None:
        """The finding about a passage: one that is no whole record, is lost, or has moved."""
        exact = self.exact is not None
        if passage.problem:
            remedy = f"run: pactgraph stamp {self.document.file.relative} --text TEXT"
            return self.finding(passage.iri, "passage-record", passage.problem, remedy)
        if status == "lost":
            message = f"its words stand nowhere in {looked}"
            remedy = "measure it again" if exact else "compare the copy with the text that was encoded"
            return self.finding(passage.iri, "lost-passage", message, remedy)
        if status == "moved" and found is not None:
            message = f"its words stand in {found.file} at {found.span.start}-{found.span.end}"
            remedy = "mend its offsets" if exact else "nothing, if that file is another copy"
            severity: Severity = "error" if exact else "info"
            return self.finding(passage.iri, "moved-passage", message, remedy, severity)
        return None

    @cached_property
    def lines(self) -> Mapping[object, tuple[int, int]]:
        """Where the records stand in the data file, read when there is something to tell."""
        return subject_places(self.document.file)

    def finding(
        self,
        subject: NamedNode,
        rule: str,
        message: str,
        remedy: str,
        severity: Severity = "error",
    ) -> Finding:
        line, column = self.lines.get(subject, (None, None))
        file = self.document.file.relative
        return Finding(file, line, column, self.prefixes.curie(subject), rule, message, remedy, severity)
