"""The corpus: every file of the dataset as it stands, and what only the files together say.

All indexes follow the files one by one, so that a changed file costs what it says, not what the corpus says.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pyoxigraph import Triple

from ..model.finding import Finding
from ..model.namespaces import ROOT
from ..model.prefixes import Prefixes
from ..workspace.dataset import rejected_statements
from ..workspace.files import FOLDERS, SourceFile, UnreadableFile, parse_quads, read_content, source_files
from .certain import Looker
from .lexicon import Lexicon
from .names import Names, split_iri
from .text import mentioned, unreadable
from .view import Rejected, View, Written, written

_LAYERS = ("vocabulary", "registers", "documents", "curation")


@dataclass
class Change:
    """What became different when files were read again: `old` and `new` are the views of files (None: there
    is none), by path; `introduced` holds the IRIs that readable files introduce now and did not, or the other
    way round; `named` those that may exist now and did not, or the other way round, unreadable files counted;
    `repeated` those that several files introduce, or did; `judged` the statements that were rejected and
    are not, or the other way round."""

    old: dict[str, View | None] = field(default_factory=dict)
    new: dict[str, View | None] = field(default_factory=dict)
    introduced: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    repeated: set[str] = field(default_factory=set)
    removed: list[Written] = field(default_factory=list)
    added: list[Written] = field(default_factory=list)
    judged: frozenset[Triple] = frozenset()


class Corpus:
    """The files of a workspace. `read` takes in what changed on disk."""

    def __init__(self, root: Path, prefixes: Prefixes) -> None:
        self.root = root
        self.prefixes = prefixes
        self._looker = Looker(prefixes)
        self.views: dict[str, View] = {}
        self.unreadable: dict[str, Finding] = {}
        self.mentions: dict[str, set[str]] = {}
        self._unseen: set[str] = set()
        self.lexicon = Lexicon.of(())
        self.rejected = Rejected()
        self.introduced: dict[str, list[str]] = {}
        self.names = Names()
        self._foreign: dict[str, int] = {}
        self._stating: dict[object, list[str]] | None = None
        self._begun = False

    def read(self, paths: Collection[str] | None = None) -> Change:
        """Reads files, by their paths in the workspace; all of them where `paths` is None, as at first.

        The vocabulary counts as it was first read: where it changes, take a new corpus. Which quads came and
        went is told from the second reading on.
        """
        if paths is None:
            present = {file.relative: file for file in source_files(self.root)}
        else:
            present = {file.relative: file for path in paths if (file := self._file(path)) is not None}
        known = self.views.keys() | self.unreadable.keys() if paths is None else paths
        gone = (path for path in known if path in self.views or path in self.unreadable)
        wanted = [*present, *(path for path in dict.fromkeys(gone) if path not in present)]
        change = Change()
        mentioned_before: set[str] = set()
        for relative in wanted:
            change.old[relative] = self.views.pop(relative, None)
            before = self.mentions.pop(relative, set())
            change.new[relative] = self._load(present.get(relative), relative)
            mentioned_before |= before
        if not self._begun:
            self.lexicon = Lexicon.of(view for view in self.views.values() if view.file.layer == "vocabulary")
        for relative in wanted:
            self._exchange(relative, change)
        change.named = self._flipped(change.introduced, mentioned_before, wanted)
        self._judge(change)
        self._begun = True
        return change

    def _file(self, relative: str) -> SourceFile | None:
        """The file of the dataset at a path, or None where there is none."""
        place, _, name = relative.rpartition("/")
        for folder in FOLDERS:
            if folder.path == place and folder.holds(name) and os.path.lexists(self.root / relative):
                return folder.source_file(self.root, name)
        return None

    def _load(self, file: SourceFile | None, relative: str) -> View | None:
        self.unreadable.pop(relative, None)
        self._unseen.discard(relative)
        if file is None:
            return None
        try:
            view = self._view(file)
        except UnreadableFile as fault:
            self.unreadable[relative] = unreadable(fault.finding, fault.content)
            self.mentions[relative] = mentioned(fault.content, self.prefixes)
            if fault.content is None:
                self._unseen.add(relative)
            return None
        self.views[relative] = view
        return view

    def _view(self, file: SourceFile) -> View:
        """Reads a file: line by line where its text is surely canonical, else by the parser."""
        content = read_content(file)
        try:
            found = self._looker.quads(content.decode("utf-8"), file.graph, trig=file.path.suffix == ".trig")
        except UnicodeDecodeError:
            found = None
        if found is not None:
            return View(file, found, certain=True)
        return View(file, written(parse_quads(file, content), self._looker.terms))

    def _exchange(self, relative: str, change: Change) -> None:
        old, new = change.old[relative], change.new[relative]
        gone = old.typed if old is not None else frozenset[str]()
        come = new.typed if new is not None else frozenset[str]()
        for iri in gone - come:
            self._forget(iri, relative, change)
        for iri in come - gone:
            self._introduce(iri, relative, change)
        change.repeated |= {
            iri for iri in gone | come if len(self.introduced.get(iri, ())) > 1 or iri in gone
        }
        if self._stating is not None:
            was = old.subjects if old is not None else frozenset()
            now = new.subjects if new is not None else frozenset()
            for subject in was - now:
                self._stating[subject].remove(relative)
                if not self._stating[subject]:
                    del self._stating[subject]
            for subject in now - was:
                self._stating.setdefault(subject, []).append(relative)
        if self._begun:
            before = dict.fromkeys(old.quads if old is not None else ())
            after = dict.fromkeys(new.quads if new is not None else ())
            change.removed += [quad for quad in before if quad not in after]
            change.added += [quad for quad in after if quad not in before]

    def _flipped(self, introduced: set[str], mentioned_before: set[str], wanted: Iterable[str]) -> set[str]:
        """Of the IRIs that are introduced now and were not, or the other way round, and of those that
        unreadable files mention or did, those that may exist now and did not, or the other way round."""
        read = set(wanted)
        mentioned_now = set().union(*(names for path, names in self.mentions.items() if path in read))
        others = [names for path, names in self.mentions.items() if path not in read]
        flipped = set()
        for iri in introduced | (mentioned_before ^ mentioned_now):
            now = iri in self.introduced
            before = now != (iri in introduced)
            if any(iri in names for names in others):
                continue
            if (now or iri in mentioned_now) != (before or iri in mentioned_before):
                flipped.add(iri)
        return flipped

    def _forget(self, iri: str, relative: str, change: Change) -> None:
        files = self.introduced[iri]
        files.remove(relative)
        if not files:
            del self.introduced[iri]
            self.names.discard(iri)
            change.introduced ^= {iri}
        self._count(iri, relative, -1)

    def _introduce(self, iri: str, relative: str, change: Change) -> None:
        files = self.introduced.setdefault(iri, [])
        if not files:
            self.names.add(iri)
            change.introduced ^= {iri}
        files.append(relative)
        self._count(iri, relative, 1)

    def _count(self, iri: str, relative: str, step: int) -> None:
        """Counts the records and concepts of namespaces that are not Pactgraph's."""
        if not iri.startswith(ROOT) and (
            not relative.startswith("ontology/") or iri in self.lexicon.concepts
        ):
            namespace = split_iri(iri)[0]
            self._foreign[namespace] = self._foreign.get(namespace, 0) + step

    def _judge(self, change: Change) -> None:
        if any(_layer(view) == "curation" for view in (*change.old.values(), *change.new.values())):
            curation = [view for view in self.ordered() if view.file.layer == "curation"]
            now = Rejected(rejected_statements(each.quad for view in curation for each in view.quads))
            change.judged = now ^ self.rejected
            self.rejected = now

    @property
    def own(self) -> frozenset[str]:
        """The namespaces of the workspace's records and concepts, beside Pactgraph's."""
        return frozenset(namespace for namespace, count in self._foreign.items() if count > 0)

    @property
    def blind(self) -> bool:
        """Whether nothing of a file, or of a folder, can be read: anything may be in it."""
        return bool(self._unseen)

    @property
    def perhaps(self) -> set[str]:
        """What the files that cannot be read seem to mention: what they would introduce is not missing."""
        return set().union(*self.mentions.values())

    def exists(self, iri: str) -> bool:
        """Whether a file gives the IRI a type, or may do so where it cannot be read."""
        return iri in self.introduced or self.blind or any(iri in names for names in self.mentions.values())

    def ordered(self) -> list[View]:
        """The views in the order of the layers, then of their paths."""
        return [self.views[relative] for relative in sorted(self.views, key=self.rank)]

    def rank(self, relative: str) -> tuple[int, str]:
        """Sort key of a file: by layer, then by path."""
        view = self.views.get(relative)
        return (_LAYERS.index(view.file.layer) if view is not None else len(_LAYERS), relative)

    def index_subjects(self) -> Mapping[object, list[str]]:
        """The paths of the files that state something of each subject: made at the first call, then kept up
        to date by `read`."""
        if self._stating is None:
            self._stating = {}
            for relative, view in self.views.items():
                for subject in view.subjects:
                    self._stating.setdefault(subject, []).append(relative)
        return self._stating

    def stating(self, subjects: Iterable[object]) -> list[View]:
        """The views that state something about any of these subjects, in their order."""
        stating = self.index_subjects()
        found = {relative for subject in subjects for relative in stating.get(subject, ())}
        return [self.views[relative] for relative in sorted(found, key=self.rank)]


def _layer(view: View | None) -> str | None:
    return None if view is None else view.file.layer
