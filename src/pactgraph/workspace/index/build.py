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
from .listing import NO_STAMP, Listing, read, source_file
from .record import GraphName, Head, Row, Table

REBUILD_FROM = 0.25
"""The share of the workspace's bytes from which on building anew is quicker than mending: mending takes about
10 ms a document of 100 quads, building 2 to 3."""

MOST_MENDED = 64 * 1024 * 1024
"""Bytes of changed files beyond which the index is built anew: mending keeps them in memory, about 1 GB."""


class Moved(Exception):
    """A file changed while the index was brought up to date with it: look again."""


@dataclass
class _Met:
    """What is learnt of files while they are read."""

    rows: dict[str, Row] = field(default_factory=dict)
    unsettled: dict[str, str] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)

    def quads(self, file: SourceFile, known: Row | None = None) -> list[Quad] | None:
        """Reads a file and notes its row: its quads, or None where its bytes are those of the row `known`."""
        reading = read(file)
        content, quads, fault = reading.digest, list[Quad](), reading.fault
        if known is not None and fault is None and content == known.digest:
            self._note(file, Row(reading.stamp, content, known.graphs), reading.settled)
            return None
        if fault is None:
            try:
                quads = parse_quads(file, reading.content)
            except UnreadableFile as error:
                fault = error
        graphs = (quad.graph_name for quad in quads)
        self._note(file, Row.of(file, reading.stamp, content, graphs), reading.settled, fault)
        return quads

    def lines(self, file: SourceFile) -> bytes:
        """Reads a file and notes its row: its quads as `stream.text_of` gives them."""
        reading = read(file)
        text, fault = Text(b"", []), reading.fault
        if fault is None:
            try:
                text = text_of(file, reading.content)
            except UnreadableFile as error:
                fault = error
        self._note(file, Row.of(file, reading.stamp, reading.digest, text.graphs), reading.settled, fault)
        return text.lines

    def _note(self, file: SourceFile, row: Row, settled: bool, fault: UnreadableFile | None = None) -> None:
        self.rows[file.relative] = row
        if not settled:
            self.unsettled[file.relative] = row.digest
        if fault is not None:
            self.unreadable.append(fault.finding)


def build(folder: Path, listing: Listing, progress: Progress | None = None) -> None:
    """Fills the empty generation in `folder` from all listed files. Raises OSError where that fails."""
    met = _Met()
    store = Store(str(folder / "store"))
    paths = _told(listing.stamps, listing, progress)
    bulk_load(store, (met.lines(source_file(listing.root, path)) for path in paths))
    rejected = Rejections(store, _curation(listing.stamps)).all()
    mend(store, rejected, rejected)
    store.flush()
    del store
    _record(folder, Table({}), met, listing)


def _told(paths: Iterable[str], listing: Listing, progress: Progress | None) -> Iterator[str]:
    """The paths, one after the other; tells how far one is, ten times a second at the most."""
    if progress is None:
        yield from paths
        return
    chosen = list(paths)
    total = 1 + sum(_size(listing.stamps[path]) for path in chosen)
    done, told = 0, time.monotonic()
    for path in chosen:
        yield path
        done += _size(listing.stamps[path])
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
    table = Table.read(before.folder / "files")
    gone = [path for path in table if path not in listing.stamps]
    changed = [
        path
        for path, stamp in listing.stamps.items()
        if stamp == NO_STAMP or path in head.unsettled or not table.has(path, stamp)
    ]
    most = min(MOST_MENDED, REBUILD_FROM * listing.bytes)
    weight = sum(_size(table[path].stamp) for path in gone)
    met = _Met()
    news: dict[str, list[Quad]] = {}
    for path in _told(changed, listing, progress):
        quads = met.quads(source_file(listing.root, path), table.get(path))
        if quads is not None:
            news[path] = quads
            weight += _size(listing.stamps[path])
        if weight > most:
            return False
    met.unreadable += [f for f in head.unreadable if f.file in listing.stamps and f.file not in news]
    met.unreadable = list(dict.fromkeys(met.unreadable))
    met.unsettled.update(
        (path, content)
        for path, content in head.unsettled.items()
        if path in listing.stamps and path not in met.rows
    )
    before.store().backup(str(folder / "store"))
    if news or gone:
        change = _Change(listing.root, table, head, {**news, **{path: [] for path in gone}})
        store = Store(str(folder / "store"))
        change.apply(store, _curation(table), _curation(listing.stamps))
        store.flush()
        del store
    _record(folder, table.but({}, gone), met, listing, head.irregular)
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
                    graphs.update(self.table[path].filled(file))
            new = {
                path
                for path in self._owners(graphs) - self.news.keys()
                if not graphs.isdisjoint(self.table[path].filled(source_file(self.root, path)))
            }
            for path in new:
                self.news[path] = self._unchanged(path)
        return graphs

    def _unchanged(self, path: str) -> list[Quad]:
        """The quads of a file that is as the table knows it. Raises Moved where it is not."""
        file = source_file(self.root, path)
        reading = read(file)
        if reading.digest != self.table[path].digest:
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


def _record(folder: Path, kept: Table, met: _Met, listing: Listing, irregular: Iterable[str] = ()) -> None:
    """Writes table and head of a generation; `irregular` are those among the kept rows."""
    table = kept.but(met.rows, ())
    order = [path for path in listing.stamps if path in table]
    table.write(folder / "files", order)
    as_listed = all(row.stamp == listing.stamps[path] for path, row in met.rows.items())
    odd = {path for path in irregular if path in table and path not in met.rows}
    odd.update(path for path, row in met.rows.items() if row.irregular)
    Head(
        place=folder.stat().st_ino,
        listing=listing.digest if as_listed else table.digest(order),
        files=len(order),
        bytes=listing.bytes,
        unsettled=met.unsettled,
        irregular=sorted(odd),
        unreadable=sorted(met.unreadable, key=lambda finding: finding.order),
    ).write(folder / "head.json")


def _curation(paths: Iterable[str]) -> set[NamedNode]:
    """The graphs of the curation's files among the paths."""
    (folder,) = (folder for folder in FOLDERS if folder.layer == "curation")
    here = f"{folder.path}/"
    return {source_file(Path(), path).graph for path in paths if path.startswith(here)}


def _size(stamp: str) -> int:
    """The size in a stamp, in bytes."""
    size = stamp.partition(" ")[0]
    return int(size) if size.isdigit() else 0
