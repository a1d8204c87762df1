"""The checks of a workspace, looked at as often as its files change: findings, reports, repairs, records."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from ..check.checks import Checks, Progress
from ..check.coverage import RECORDS, record
from ..check.pyshacl_engine import SECONDS
from ..check.repair import Repair, repairs, write_repair
from ..check.scope import examines, within
from ..check.watching import changed, stamps
from ..rdf.fault import PactgraphError
from ..workspace.finding import Finding
from ..workspace.workspace import Workspace

Report = Literal["text", "json", "turtle", "sarif", "github"]
ShaclEngine = Literal["compiled", "pyshacl"]


class Inspection:
    """What the checks find below some paths of a workspace; everything is checked all the same. `findings`
    holds what was found at the last look, location first."""

    def __init__(
        self,
        workspace: Workspace,
        paths: Sequence[Path],
        engine: ShaclEngine,
        *,
        timeout: float | None = None,
        record: bool = False,
        progress: Progress | None = None,
    ) -> None:
        """Checks the files; with `record` it looks first of all at those that `record` will write, so that
        what is saved in them from then on is noticed. `timeout` are the seconds that pySHACL may take for
        shapes with queries, and `progress` is told, whenever they are checked, which part is begun. Raises
        PactgraphError for a path outside the workspace, or that no check looks at."""
        self._held: dict[str, bytes | None] = {}
        if record:
            with workspace.writing() as files:
                self._held = {file: files.read(workspace.root / file) for file in RECORDS}
        root = workspace.root.resolve()
        for path in paths:
            _refuse(path, root)
        self._workspace = workspace
        self._paths = tuple(path for path in paths if path.resolve() != root)
        self._seen = stamps(workspace.root)
        self._checks = Checks(workspace, engine, SECONDS if timeout is None else timeout, progress)
        self.findings: list[Finding] = []

    def look(self) -> list[Finding]:
        """Checks the files, and gives what is found."""
        self.findings = within(self._checks.findings(), self._workspace.root, self._paths)
        return self.findings

    def report(self, form: Report, findings: Sequence[Finding] | None = None) -> str:
        """Findings, those of the last look where none are given, as text, as one document of JSON, as a SHACL
        validation report, as SARIF, or as annotations of a workflow of GitHub."""
        found = self.findings if findings is None else findings
        if form == "json":
            from ..check.reports.document import document

            return document(found)
        if form == "turtle":
            return self._checks.validation_report(found)
        if form == "sarif":
            from ..check.reports.sarif import sarif

            return sarif(found, f"{self._checks.root.as_uri()}/")
        if form == "github":
            from ..check.reports.annotations import workflow_commands

            return workflow_commands(found)
        from ..check.reports.plain import plain

        return plain(found, self._checks.line)

    @property
    def count(self) -> str:
        """What was found, in one line."""
        from ..check.reports.plain import count

        return count(self.findings)

    def changed(self) -> list[str]:
        """The files that came, went or changed since this was last asked, or the files were first looked
        at."""
        now = stamps(self._workspace.root)
        files, self._seen = changed(self._seen, now), now
        if files:
            self._checks.again()
        return files

    def repairs(self) -> list[Repair]:
        """What can be mended without a decision: each with the `difference` that it makes to its `file`."""
        return repairs(self._checks, {each.file for each in self.findings if each.file is not None})

    def mend(self, changes: Sequence[Repair]) -> list[Finding]:
        """Writes repairs, and gives what is left to find. Raises PactgraphError where a file changed
        meanwhile, or would say something else."""
        with self._workspace.writing() as files:
            for change in changes:
                write_repair(change, self._workspace.root, files)
        self._checks.again()
        return self.look()

    def record(self) -> list[str]:
        """Writes which IRIs there are, and how much each document holds: none may go from then on, and
        nothing may shrink. Gives the files written.

        Raises PactgraphError where anything but that is at fault.
        """
        if any(each.severity == "error" and each.rule != "coverage" for each in self.findings):
            raise PactgraphError("nothing is recorded while there are errors: mend them first")
        written = []
        with self._workspace.writing() as files:
            for file, text in record(self._checks.files).items():
                files.replace(self._checks.root / file, self._held[file], text.encode())
                written.append(file)
        return written


def _refuse(path: Path, root: Path) -> None:
    if root != path.resolve() and root not in path.resolve().parents:
        raise PactgraphError(f"{path} is not in the workspace {root}: name it with --workspace")
    if not examines(root, path):
        raise PactgraphError(
            f"{path} is not what validate looks at: the Turtle files of ontology, data/registers and "
            "data/curation, the TriG files of data/documents, and the queries of ontology/checks and "
            "ontology/rules"
        )
