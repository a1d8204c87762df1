"""Filling a generation: all files by bulk load, or the changed ones into a copy of the generation before."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import NamedNode, Quad, Store

from ...model.finding import Finding
from ...model.namespaces import GRAPH, PASSAGE
from ..files import FOLDERS, SourceFile, UnreadableFile, parse_quads
from ..standing import Rejections, Subject, mend
from ..stream import Text, bulk_load, text_of
from ..watch import Progress
from .generations import Hold
from .listing import Listing, Reading, Stamps, read, size_in, source_file
from .record import GraphName, Head, Row, Rows, Table

REBUILD_FROM = 0.25
"""The share of the workspace's bytes from which on building anew is quicker than mending: mending takes about
10 ms a document of 100 quads, building 2 to 3."""

MOST_ROWS = 4
"""How many times as many bytes as after building the rows may have, and `ROWS_AT_LEAST`, before building anew
takes away those that no file has any more."""

ROWS_AT_LEAST = 16 * 1024 * 1024

MOST_MENDED = 64 * 1024 * 1024
"""Bytes of changed files beyond which the index is built anew: mending keeps them in memory, about 1 GB."""


class Moved(Exception):
    """A file changed while the index was brought up to date with it: look again."""


@dataclass
class _Met:
    """What is learnt of files while they are read, rows by where they were added."""

    rows: Rows
    places: dict[str, int] = field(default_factory=dict)
    stamps: dict[str, bytes] = field(default_factory=dict)
    irregular: set[str] = field(default_factory=set)
    unsettled: dict[str, str] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)

    def quads(self, file: SourceFile, known: Row | None = None) -> list[Quad] | None:
        """Reads a file and notes it: its quads, or None where its bytes are those of the row `known`."""
        reading = read(file)
        quads, fault = list[Quad](), reading.fault
        if known is not None and fault is None and reading.digest == known.digest:
            self._noted(file, reading, known)
            return None
        if fault is None:
            try:
                quads = parse_quads(file, reading.content)
            except UnreadableFile as error:
                fault = error
        self._add(file, reading, (quad.graph_name for quad in quads), fault)
        return quads

    def lines(self, file: SourceFile) -> bytes:
        """Reads a file and notes it: its quads as `stream.text_of` gives them."""
        reading = read(file)
        text, fault = Text(b"", []), reading.fault
        if fault is None:
            try:
                text = text_of(file, reading.content)
            except UnreadableFile as error:
                fault = error
        self._add(file, reading, text.graphs, fault)
        return text.lines

    def _add(
        self, file: SourceFile, reading: Reading, graphs: Iterable[object], fault: UnreadableFile | None
    ) -> None:
        row = Row.of(file, reading.digest, graphs)
        self.places[file.relative] = self.rows.add(file.relative, row)
        self._noted(file, reading, row)
        if fault is not None:
            self.unreadable.append(fault.finding)

    def _noted(self, file: SourceFile, reading: Reading, row: Row) -> None:
        path = file.relative
        self.stamps[path] = reading.stamp
        if row.irregular:
            self.irregular.add(path)
        if not reading.settled:
            self.unsettled[path] = row.digest


def build(folder: Path, listing: Listing, progress: Progress | None = None) -> None:
    """Fills the empty generation in `folder` from all listed files. Raises OSError where that fails."""
    with Rows(folder / "rows") as rows:
        met = _Met(rows)
        store = Store(str(folder / "store"))
        paths = _told(listing, listing, progress)
        bulk_load(store, (met.lines(source_file(listing.root, path)) for path in paths))
    rejected = Rejections(store, _curation(listing)).all()
    mend(store, rejected, rejected)
    store.flush()
    del store
    _record(folder, None, met, listing)


def _told(paths: Iterable[str], listing: Listing, progress: Progress | None) -> Iterator[str]:
    """The paths, one after the other; tells how far one is, ten times a second at the most."""
    if progress is None:
        yield from paths
        return
    chosen = list(paths)
    total = 1 + sum(size_in(listing.stamp(path)) for path in chosen)
    done, told = 0, time.monotonic()
    for path in chosen:
        yield path
        done += size_in(listing.stamp(path))
        if time.monotonic() - told > 0.1:
            told = time.monotonic()
            progress(done, total)
    progress(total, total)


def refresh(
    folder: Path, before: Hold, head: Head, listing: Listing, progress: Progress | None = None
) -> bool:
    """Fills the empty generation in `folder` from the one before and the files that changed since.

    Gives False, and leaves the folder unusable, where building anew is quicker. Raises NoRecord where the
    generation before is damaged, Moved where a file changed meanwhile, OSError where writing fails.
    """
    table = Table.read(before.folder)
    changed, gone = listing.since(table)
    changed = sorted({*changed, *(path for path in head.unsettled if path in listing)}, key=listing.place)
    most = min(MOST_MENDED, REBUILD_FROM * listing.bytes)
    weight = sum(size_in(table.stamp(path)) for path in gone)
    news: dict[str, list[Quad]] = {}
    with Rows(folder / "rows", table.rows) as rows:
        if rows.size > MOST_ROWS * table.built + ROWS_AT_LEAST:
            return False
        met = _Met(rows)
        for path in _told(changed, listing, progress):
            quads = met.quads(source_file(listing.root, path), table.row(path) if path in table else None)
            if quads is not None:
                news[path] = quads
                weight += size_in(listing.stamp(path))
            if weight > most:
                return False
    met.unreadable += [f for f in head.unreadable if f.file in listing and f.file not in news]
    met.unreadable = list(dict.fromkeys(met.unreadable))
    met.irregular.update(path for path in head.irregular if path in listing and path not in met.stamps)
    before.store().backup(str(folder / "store"))
    if news or gone:
        change = _Change(listing.root, table, head, {**news, **{path: [] for path in gone}})
        store = Store(str(folder / "store"))
        change.apply(store, _curation(table), _curation(listing))
        store.flush()
        del store
    _record(folder, table, met, listing)
    return True


class _Change:
    """New quads of some files, as changes of the graphs that they fill or filled."""

    def __init__(self, root: Path, table: Table, head: Head, news: dict[str, list[Quad]]) -> None:
        self.root, self.table, self.head, self.news = root, table, head, news

    def apply(self, store: Store, curation_before: set[NamedNode], curation: set[NamedNode]) -> None:
        """Changes named graphs and default graph of a store. Raises Moved."""
        graphs = self._graphs()
        folded = Store()
        for quads in self.news.values():
            folded.extend(quads)
        old, new = (
            {graph: set(each.quads_for_pattern(None, None, None, graph)) for graph in graphs}
            for each in (store, folded)
        )
        judging: set[Subject] = set()
        for graph in graphs & (curation | curation_before):
            changed = (
                old[graph] ^ new[graph] if graph in curation & curation_before else old[graph] | new[graph]
            )
            judging.update(quad.subject for quad in changed)
        affected = Rejections(store, curation_before).judged(judging)
        for graph in graphs:
            for quad in old[graph] - new[graph]:
                store.remove(quad)
            store.extend(new[graph] - old[graph])
            if not new[graph]:
                store.remove_graph(graph)
            affected.update(quad.triple for quad in old[graph] ^ new[graph])
        rejections = Rejections(store, curation)
        mend(store, affected | rejections.judged(judging), rejections)

    def _graphs(self) -> set[GraphName]:
        """The graphs that the files fill, or filled before. Takes in other files that fill one of them."""
        graphs: set[GraphName] = set()
        new = set(self.news)
        while new:
            for path in new:
                file = source_file(self.root, path)
                graphs.add(file.graph)
                graphs.update(quad.graph_name for quad in self.news[path])  # type: ignore[misc]
                if path in self.table:
                    graphs.update(self.table.row(path).filled(file))
            new = {
                path
                for path in self._owners(graphs) - self.news.keys()
                if not graphs.isdisjoint(self.table.row(path).filled(source_file(self.root, path)))
            }
            for path in new:
                self.news[path] = self._unchanged(path)
        return graphs

    def _unchanged(self, path: str) -> list[Quad]:
        """The quads of a file that is as the table knows it. Raises Moved where it is not."""
        file = source_file(self.root, path)
        reading = read(file)
        if reading.digest != self.table.row(path).digest:
            raise Moved(path)
        try:
            return parse_quads(file, reading.content)
        except UnreadableFile:
            return []

    def _owners(self, graphs: set[GraphName]) -> set[str]:
        """The files in the table that can fill one of the graphs."""
        stems = set()
        for graph in graphs:
            if graph.value.startswith(GRAPH):
                stems.add(graph.value.removeprefix(GRAPH))
            elif graph.value.startswith(PASSAGE):
                stems.add(graph.value.removeprefix(PASSAGE).rpartition("_")[0])
        paths = {f"{folder.path}/{stem}{folder.suffix}" for folder in FOLDERS for stem in stems}
        return {path for path in paths | set(self.head.irregular) if path in self.table}


def settled(root: Path, head: Head) -> dict[str, str] | None:
    """The unsettled files of a head that are so still, or None where the content of one has changed."""
    left = {}
    for path, content in head.unsettled.items():
        reading = read(source_file(root, path))
        if reading.digest != content:
            return None
        if not reading.settled:
            left[path] = content
    return left


def _record(folder: Path, before: Table | None, met: _Met, listing: Listing) -> None:
    """Writes table and head of a generation after the one with the table `before`."""
    as_read = listing.but(met.stamps)
    Table.of(as_read, met.places, folder / "rows", before).write(folder)
    Head(
        place=folder.stat().st_ino,
        listing=as_read.digest,
        files=len(listing),
        bytes=listing.bytes,
        unsettled=met.unsettled,
        irregular=sorted(met.irregular),
        unreadable=sorted(met.unreadable, key=lambda finding: finding.order),
    ).write(folder / "head.json")


def _curation(stamps: Stamps) -> set[NamedNode]:
    """The graphs of the curation's files."""
    return {file.graph for file in stamps.files("curation")}
