"""Real stores for tests: the Oxigraph server (PyPI `oxigraph`) and Virtuoso 7 (Debian `virtuoso-opensource`).

Each is started on a free loopback port with an empty store of its own, and stopped by its process. Virtuoso
takes seconds to make its database: `Stores` starts each store once for many tests and empties it for each.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from pyoxigraph import DefaultGraph, Quad, RdfFormat, serialize

from pactgraph.rdf.namespaces import ACCEPTED

NAMES = ("oxigraph", "virtuoso")
PATIENCE = 60
VIRTUOSO_INI = """\
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
TempStorage = TempDatabase

[TempDatabase]
DatabaseFile = {folder}/virtuoso-temp.db
TransactionFile = {folder}/virtuoso-temp.trx

[Parameters]
ServerPort = 127.0.0.1:{sql_port}
DisableUnixSocket = 1
ServerThreads = 10
CheckpointInterval = 0
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}

[HTTPServer]
ServerPort = 127.0.0.1:{port}
ServerThreads = 10

[SPARQL]
ResultSetMaxRows = {most_rows}
MaxQueryExecutionTime = 60
"""


@dataclass(frozen=True)
class RunningStore:
    """A store with its URLs: for queries, for updates and for the Graph Store Protocol; and who may write."""

    name: str
    query: str
    update: str
    data: str
    user: str | None
    password: str | None
    folder: Path
    sql_port: int | None = None

    def load(self, quads: Iterable[Quad]) -> None:
        """Adds the quads; those of the default graph to the graph of accepted statements."""
        named = (
            Quad(q.subject, q.predicate, q.object, ACCEPTED) if q.graph_name == DefaultGraph() else q
            for q in quads
        )
        content = serialize(named, format=RdfFormat.N_QUADS)
        assert content is not None
        if self.sql_port is None:
            headers = {"Content-Type": "application/n-quads"}
            request = urllib.request.Request(self.data, content, headers, method="POST")
            urllib.request.urlopen(request, timeout=PATIENCE).close()
            return
        file = self.folder / "load.nq"
        file.write_bytes(content)
        self.sql(f"log_enable(2); DB.DBA.TTLP(file_to_string_output('{file}'), '', 'http://no.graph/', 512)")

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs."""
        query = urllib.parse.quote("SELECT DISTINCT ?g { GRAPH ?g { ?s ?p ?o } }")
        wanted = urllib.request.Request(f"{self.query}?query={query}", headers={"Accept": "text/csv"})
        with urllib.request.urlopen(wanted, timeout=PATIENCE) as answer:
            lines: list[str] = answer.read().decode().split()
        return [line.strip('"') for line in lines[1:]]

    def empty(self, kept: Iterable[str]) -> None:
        """Takes out all graphs but those of `kept`, which Virtuoso needs for itself."""
        if self.sql_port is None:
            headers = {"Content-Type": "application/sparql-update"}
            request = urllib.request.Request(self.update, b"CLEAR ALL", headers, method="POST")
            urllib.request.urlopen(request, timeout=PATIENCE).close()
        else:
            own = ", ".join(f"iri_to_id('{graph}')" for graph in kept)
            self.sql(f"log_enable(2); delete from DB.DBA.RDF_QUAD where G not in ({own})")

    def sql(self, statement: str) -> None:
        """Runs one statement of Virtuoso's SQL as its administrator."""
        done = subprocess.run(
            ["isql-vt", f"127.0.0.1:{self.sql_port}", "dba", "dba", f"exec={statement};"],
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert done.returncode == 0 and "*** Error" not in done.stderr + done.stdout, (
            done.stderr + done.stdout
        )


@contextmanager
def running(name: str, folder: Path, *arguments: str, most_rows: int = 1_000_000) -> Iterator[RunningStore]:
    """The store `name` of NAMES, with its files in `folder`; skips the test where it is not installed."""
    port, sql_port = _free_port(), _free_port()
    if name == "oxigraph":
        program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or shutil.which("oxigraph")
        if program is None:
            pytest.skip("the Oxigraph server is not installed: pip install oxigraph")
        command = [program, "serve", "--bind", f"127.0.0.1:{port}", *arguments]
        url = f"http://127.0.0.1:{port}"
        store = RunningStore(name, f"{url}/query", f"{url}/update", f"{url}/store", None, None, folder)
    else:
        program = shutil.which("virtuoso-t")
        if program is None or shutil.which("isql-vt") is None:
            pytest.skip("Virtuoso is not installed: apt-get install virtuoso-opensource")
        ini = folder / "virtuoso.ini"
        ini.write_text(VIRTUOSO_INI.format(folder=folder, port=port, sql_port=sql_port, most_rows=most_rows))
        command = [program, "+foreground", "+configfile", str(ini), *arguments]
        url = f"http://127.0.0.1:{port}"
        store = RunningStore(
            name,
            f"{url}/sparql",
            f"{url}/sparql-auth",
            f"{url}/sparql-graph-crud-auth",
            "dba",
            "dba",
            folder,
            sql_port,
        )
    log = (folder / f"{name}.out").open("wb")
    process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        _wait(store.query, process)
        yield store
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        log.close()


class Stores:
    """Stores that are started when first asked for, with files in `folder`, and run until `close`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._running: dict[str, tuple[RunningStore, list[str]]] = {}
        self._stack = ExitStack()

    def empty(self, name: str) -> RunningStore:
        """The store `name` of NAMES without statements; it gives 10,000 rows at the most. Whoever had it
        before must be done with it. Skips the test where it is not installed."""
        if name not in self._running:
            folder = self._folder / name
            folder.mkdir()
            store = self._stack.enter_context(running(name, folder, most_rows=10_000))
            self._running[name] = store, store.graphs()
            return store
        store, kept = self._running[name]
        store.empty(kept)
        return store

    def close(self) -> None:
        """Ends them all."""
        self._stack.close()


def _wait(url: str, process: subprocess.Popen[bytes]) -> None:
    """Until the endpoint answers a query."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError(f"{process.args!r} ended with {process.returncode}")
        try:
            urllib.request.urlopen(f"{url}?query=ASK%7B%7D", timeout=5).close()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
        else:
            return
    raise RuntimeError(f"{url} does not answer")


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
