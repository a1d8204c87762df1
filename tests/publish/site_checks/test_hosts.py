"""The files for hosts, in a real Apache and nginx: each IRI of ours leads to a page and to its data."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

import pytest
from built_site import BuiltSite, build
from pyoxigraph import NamedNode, RdfFormat, parse

pytestmark = pytest.mark.slow
HOSTS = ("apache2", "nginx")
PATHS = ("/", "/some.where/~pacts/")
TYPES = "text/html html\ntext/css css\ntext/javascript js\nimage/svg+xml svg\ntext/xml xml\n"
MODULES = Path("/usr/lib/apache2/modules")
LOADED = ("authz_core", "deflate", "dir", "filter", "headers", "mime", "mpm_event", "rewrite")
APACHE = """ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {errors}
{modules}
{user}
TypesConfig {folder}/types
DocumentRoot {root}
<Directory {root}>
    AllowOverride All
    Require all granted
</Directory>
"""
NGINX = """{user}
daemon off;
pid {folder}/pid;
error_log {errors};
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    fastcgi_temp_path {folder}/fastcgi;
    proxy_temp_path {folder}/proxy;
    scgi_temp_path {folder}/scgi;
    uwsgi_temp_path {folder}/uwsgi;
    server {{
        listen 127.0.0.1:{port};
        root {root};
        include {site}/hosting/nginx.conf;
    }}
}}
"""
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DATA = {
    "text/turtle": RdfFormat.TURTLE,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/ld+json": RdfFormat.JSON_LD,
}


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes


def ask(address: str, accept: str, **more: str) -> Answer:
    parts = urlsplit(address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=20)
    connection.request("GET", parts.path, headers={"Accept": accept, **more})
    answer = connection.getresponse()
    found = Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
    connection.close()
    return found


def followed(address: str, accept: str) -> tuple[str, Answer]:
    """Where an address leads, and the answer there."""
    for _ in range(4):
        answer = ask(address, accept)
        if answer.status not in (301, 303):
            break
        address = urljoin(address, answer.headers["location"])
    return address, answer


class Placed(NamedTuple):
    """A site below `folder/root`, made for a port of this machine, and what its IRIs begin with."""

    folder: Path
    site: BuiltSite
    port: int
    base: str


Place = Callable[[str, str], Placed]
"""Gives the site under a path of a host, whose IRIs are under another path or the same."""


@pytest.fixture(scope="module")
def place(small_world: Path) -> Iterator[Place]:
    """Makes each site of the small world once, where any user may read it."""
    made: dict[tuple[str, str], Placed] = {}
    with tempfile.TemporaryDirectory(prefix="pactgraph-hosts-") as around:
        Path(around).chmod(0o755)

        def find(path: str, iris: str) -> Placed:
            if (path, iris) not in made:
                with socket.socket() as free:
                    free.bind(("127.0.0.1", 0))
                    port = free.getsockname()[1]
                folder = Path(around) / str(len(made))
                address, base = (f"http://127.0.0.1:{port}{each}" for each in (path, iris))
                options = ["--base-iri", base, "--site-url", address, "--lang", "en", "--no-validation"]
                site = build(small_world, folder / "root" / path[1:], *options)
                made[path, iris] = Placed(folder, site, port, base)
            return made[path, iris]

        yield find


@pytest.fixture(scope="module", params=[(host, path) for host in HOSTS for path in PATHS])
def hosted(request: pytest.FixtureRequest, place: Place) -> Iterator[tuple[BuiltSite, str]]:
    """The site of the small world on a host, at its top or in a folder, and what its IRIs begin with."""
    host, path = request.param
    program = program_of(host)
    placed = place(path, path)
    with served(host, program, placed):
        yield placed.site, placed.base


def program_of(host: str) -> str:
    """The program of a host. Skips the test where it is not installed."""
    program = shutil.which(host) or shutil.which(host, path="/usr/sbin")
    if program is None:
        pytest.skip(f"{host} is not installed")
    return program


@contextmanager
def served(host: str, program: str, placed: Placed) -> Iterator[None]:
    """Serves a site by a host's program, which must start without a warning."""
    superuser = os.geteuid() == 0
    folder, settings, errors = placed.folder, placed.folder / f"{host}.conf", placed.folder / f"{host}.errors"
    known = {"folder": folder, "errors": errors, "port": placed.port, "root": folder / "root"}
    if host == "apache2":
        (folder / "types").write_text(TYPES, encoding="utf-8")
        modules = "\n".join(f"LoadModule {name}_module {MODULES}/mod_{name}.so" for name in LOADED)
        user = "User www-data\nGroup www-data" if superuser else ""
        text = APACHE.format(**known, modules=modules, user=user)
        command = [program, "-f", str(settings), "-D", "FOREGROUND"]
    else:
        text = NGINX.format(**known, user="user root;" if superuser else "", site=placed.site.root)
        command = [program, "-c", str(settings), "-e", str(errors)]
    settings.write_text(text, encoding="utf-8")
    with subprocess.Popen(command, stderr=subprocess.PIPE, encoding="utf-8") as process:
        try:
            _wait(process, placed.port, errors)
            yield
        finally:
            process.terminate()
            assert process.stderr is not None
            told = process.stderr.read()
    assert "warn" not in told and "emerg" not in told, told


def _wait(process: subprocess.Popen[str], port: int, errors: Path) -> None:
    for _ in range(100):
        if process.poll() is not None:
            break
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    assert process.stderr is not None
    process.terminate()
    raise AssertionError(process.stderr.read() + (errors.read_text() if errors.exists() else ""))


def own(site: BuiltSite, base: str) -> dict[str, set[str]]:
    """The addresses of every IRI of ours in the site's data, each with its IRIs that something is said of."""
    found: dict[str, set[str]] = {}
    for name in ("data/pactgraph.nq", "dcat.ttl", "shape.ttl", "questions.ttl", "def.ttl"):
        form = RdfFormat.N_QUADS if name.endswith(".nq") else RdfFormat.TURTLE
        for quad in parse((site.root / name).read_bytes(), format=form):
            for term in (quad.subject, quad.predicate, quad.object, quad.graph_name):
                if isinstance(term, NamedNode) and term.value.startswith(base):
                    told = found.setdefault(term.value.partition("#")[0], set())
                    if term == quad.subject:
                        told.add(term.value)
    return found


def test_every_iri_leads_to_a_page_and_to_its_data(hosted: tuple[BuiltSite, str]) -> None:
    site, base = hosted
    check(site, base)


def test_a_host_that_only_keeps_iris_sends_on(place: Place) -> None:
    program = program_of("apache2")
    placed = place("/pacts/", "/ids/")
    ids = placed.folder / "root" / "ids"
    ids.mkdir()
    shutil.copy(placed.site.root / "hosting" / "w3id.htaccess", ids / ".htaccess")
    with served("apache2", program, placed):
        check(placed.site, placed.base)


def check(site: BuiltSite, base: str) -> None:
    """Asks for every IRI of ours: a page each, and the data of what has data of its own."""
    addresses = own(site, base)
    assert len(addresses) > 300
    held: dict[str, set[str]] = {}
    for address, iris in addresses.items():
        if address == base:
            continue
        where, answer = followed(address, BROWSER)
        assert answer.status == 200, f"{address} leads to {where}: {answer.status}"
        kind = address.removeprefix(base).partition("/")[0]
        if kind in ("assets", "data"):
            continue
        assert answer.headers["content-type"] == "text/html; charset=utf-8", address
        for media, form in DATA.items():
            where, answer = followed(address, f"{media}, text/html;q=0.5")
            assert answer.status == 200, f"{address} leads to {where}: {answer.status}"
            if kind in ("id", "concept", "def"):
                assert answer.headers["content-type"].partition(";")[0] == media, address
                if where not in held:
                    quads = parse(answer.body, format=form, base_iri=where)
                    held[where] = {
                        quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)
                    }
                missing = {iri for iri in iris if "/def/" not in iri} - held[where]
                assert not missing, f"{address} as {media} leads to {where}"


def test_what_is_asked_for_counts_by_its_weight(hosted: tuple[BuiltSite, str]) -> None:
    _, base = hosted
    iri = f"{base}id/region/alderland"
    for accept, suffix in {
        "*/*": "/",
        BROWSER: "/",
        "text/turtle": ".ttl",
        "TEXT/TURTLE": ".ttl",
        "text/turtle;q=0": "/",
        "text/turtle; q=0.0, text/html;q=0.1": "/",
        "text/html;q=0.9, text/turtle": ".ttl",
        "text/html, text/turtle;q=0.9": "/",
        "text/html, text/turtle; q=0.9": "/",
        "application/rdf+xml;q=0.9, application/n-triples;q=0.5, */*;q=0.1": ".nt",
        "text/turtle; q=0.4, application/ld+json;profile=x": ".jsonld",
        "application/n-triples, text/turtle, application/ld+json": ".ttl",
    }.items():
        answer = ask(iri, accept)
        assert (answer.status, answer.headers["location"]) == (303, f"{base}region/alderland{suffix}"), accept
        assert "Accept" in answer.headers["vary"]
        assert answer.headers["access-control-allow-origin"] == "*"
    assert "accept" not in ask(f"{base}region/alderland/", BROWSER).headers.get("vary", "").lower().split(
        ", "
    )


def test_passages_pages_and_what_is_missing(hosted: tuple[BuiltSite, str]) -> None:
    site, base = hosted
    passage = next(iri for iri in own(site, base) if "/id/passage/" in iri)
    document, _, span = passage.rpartition("/")[2].rpartition("_")
    assert ask(passage, BROWSER).headers["location"] == f"{base}document/{document}/#p{span}"
    assert ask(passage, "text/turtle").headers["location"] == f"{base}document/{document}.ttl"
    for path in ("id/region/nowhere", "no/such/page", "region/alderland.xyz"):
        _, answer = followed(base + path, BROWSER)
        assert answer.status == 404, path
        assert answer.body == (site.root / "404.html").read_bytes()
        assert answer.headers["content-type"].startswith("text/html")
    where, answer = followed(f"{base}region/alderland", BROWSER)
    assert (where, answer.status) == (f"{base}region/alderland/", 200)
    for name, value in site.headers().items():
        assert answer.headers[name.lower()] == value


def test_what_was_derived_leads_to_its_thing(hosted: tuple[BuiltSite, str]) -> None:
    site, base = hosted
    derived = [
        iri for iri in own(site, base) if re.fullmatch(r".*/id/(period|telling)/[a-z0-9-]+-[0-9a-f]{40}", iri)
    ]
    assert len(derived) > 50
    for iri in derived:
        kind, _, rest = iri.rpartition("/")[2].partition("-")
        thing = f"{base}{kind}/{rest.rpartition('-')[0]}"
        assert ask(iri, BROWSER).headers["location"] == f"{thing}/#states"
        where, answer = followed(iri, "text/turtle")
        assert where == f"{thing}.ttl"
        told = parse(answer.body, format=RdfFormat.TURTLE)
        assert any(quad.subject == NamedNode(iri) for quad in told), iri


def test_files_have_their_types_and_are_packed(hosted: tuple[BuiltSite, str]) -> None:
    site, base = hosted
    for path, media in {
        ".well-known/void": "text/turtle",
        "region/alderland.ttl": "text/turtle",
        "region/alderland.jsonld": "application/ld+json",
        "region/alderland.nt": "application/n-triples",
        "data/pactgraph.nq": "application/n-quads",
        "assets/site.css": "text/css",
        "assets/site.js": "text/javascript",
        "sitemap.xml": "text/xml",
    }.items():
        answer = ask(base + path, "*/*")
        assert answer.status == 200, path
        given = answer.headers["content-type"].partition(";")[0]
        assert given == media, path
        assert answer.body == (site.root / path).read_bytes()
    for path in ("", "assets/site.css", "data/pactgraph.nq"):
        assert ask(base + path, "*/*", **{"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
