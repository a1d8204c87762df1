"""Files for hosts: sitemap, robots, and how Apache, nginx and others answer for the IRIs of the data.

An IRI of ours is answered by `303 See Other` (Cool URIs for the Semantic Web, section 4.2): with a data file
where the request's Accept names its media type and does not want HTML as much, else with a page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urlsplit

from ...rdf.namespaces import RECORD, ROOT
from .addresses import OTHER
from .rdf import SUFFIXES
from .site_view import STATES
from .toolkit import Maker, Toolkit

MOST_ADDRESSES = 50_000
"""Addresses of one sitemap (sitemaps.org protocol 0.9)."""

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
"""The Content-Security-Policy that every page keeps to."""

HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Access-Control-Allow-Origin": "*",
}
_TYPES = {
    **{suffix: media for suffix, (_, media, _) in SUFFIXES.items()},
    ".nq": "application/n-quads",
    ".rq": "application/sparql-query",
    ".csv": "text/csv",
}
_PACKED = ("text/css", "text/javascript", "application/javascript", "image/svg+xml", *_TYPES.values())
"""Media types that are sent packed by gzip, besides HTML."""


class _Rule(NamedTuple):
    """How the IRIs that a pattern matches are answered: with a page, or by suffix with data. `$1`, `$2` are
    what the groups of the pattern match."""

    pattern: str
    page: str
    data: Mapping[str, str]


_RULES = (
    _Rule(
        "id/passage/([a-z0-9-]+)_([0-9]+-[0-9]+)",
        "document/$1/#p$2",
        {suffix: f"document/$1{suffix}" for suffix in SUFFIXES},
    ),
    _Rule(
        "id/(?:period|telling)/([a-z]+)-([a-z0-9-]+)-[0-9a-f]{40}",
        f"$1/$2/#{STATES}",
        {suffix: f"$1/$2{suffix}" for suffix in SUFFIXES},
    ),
    _Rule("(?:id|concept)/([a-z0-9-]+/[a-z0-9-]+)", "$1/", {suffix: f"$1{suffix}" for suffix in SUFFIXES}),
    _Rule("concept/([a-z0-9-]+)", "$1/", {suffix: f"$1{suffix}" for suffix in SUFFIXES}),
    _Rule("def(?:/[0-9.]+)?", "def/", {suffix: f"def{suffix}" for suffix in SUFFIXES}),
    _Rule("shape(?:/[A-Za-z0-9-]+)?", "shape/", {".ttl": "shape.ttl"}),
    _Rule("query/([a-z0-9-]+)", "questions/$1/", {".ttl": "questions.ttl"}),
    _Rule("prefixes", "questions/", {".ttl": "questions.ttl"}),
    _Rule("(?:dataset|catalogue)(?:/[0-9.]+)?", "dataset/", {".ttl": "void.ttl", ".jsonld": "dcat.jsonld"}),
    _Rule("graph/.+", "dataset/#graphs", {}),
)


MOST_SPANS, MOST_SHAPES = 150, 60
"""Passages and shapes that one rule names: nginx reads no longer words than 4,096 bytes."""


def _rules(site: Toolkit) -> Iterator[_Rule]:
    """The rules of a site: first those for shapes, and for passages that further parts of a document's page
    tell."""
    told: dict[str, list[str]] = {}
    for name, place in site.shapes.places.items():
        page, mark, _ = place[1:].partition("#")
        told.setdefault(f"{page}{mark}{'$1' if mark else ''}", []).append(name)
    for page, names in told.items():
        for start in range(0, len(names), MOST_SHAPES):
            some = "|".join(names[start : start + MOST_SHAPES])
            yield _Rule(f"shape/({some})", page, {".ttl": "shape.ttl"})
    view = site.view
    for document in view.passages:
        path = view.page[document][1:]
        if path.startswith(f"{OTHER}/"):
            continue
        stem, slug = path.rstrip("/"), path.split("/")[1]
        for number, part in enumerate(view.parts(document)[1:], 2):
            spans = ["{}-{}".format(*view.spans[passage]) for passage in part]
            for start in range(0, len(spans), MOST_SPANS):
                yield _Rule(
                    f"id/passage/{slug}_({'|'.join(spans[start : start + MOST_SPANS])})",
                    f"{path}{number}/#p$1",
                    {suffix: f"{stem}{suffix}" for suffix in SUFFIXES},
                )
    yield from _RULES


def _wanted() -> Iterator[tuple[str, str]]:
    """Patterns of Accept, each with the suffix that it asks for, `/` for a page: the last one that matches
    counts. What is named with less weight than others counts less (RFC 9110, section 12.5.1)."""
    media = [(suffix, re.escape(media)) for suffix, (_, media, _) in reversed(SUFFIXES.items())]
    for suffix, pattern in media:
        yield pattern + r"(?!\s*;\s*q=0(\.0*)?\s*(,|$))", suffix
    for suffix, pattern in (*media, ("/", r"(text/html|application/xhtml\+xml)")):
        yield pattern + r"\s*(,|$|;(?!\s*q=0))", suffix


def pages(site: Toolkit, paths: list[str]) -> Iterator[tuple[str, Maker]]:
    """The files for hosts; `paths` are those of the site's pages."""
    pages_ = sorted(path for path in paths if path.endswith("/"))
    parts = [pages_[start : start + MOST_ADDRESSES] for start in range(0, len(pages_), MOST_ADDRESSES)]
    if len(parts) == 1:
        yield "/sitemap.xml", partial(_sitemap, site, parts[0])
    else:
        for number, part in enumerate(parts, 1):
            yield f"/sitemap-{number}.xml", partial(_sitemap, site, part)
        yield "/sitemap.xml", partial(_sitemap_index, site, len(parts))
    yield "/robots.txt", partial(_robots, site)
    yield "/.htaccess", partial(_apache, site)
    yield "/_redirects", partial(_redirects, site)
    yield "/_headers", _headers
    yield "/hosting/nginx.conf", partial(_nginx, site)
    if site.settings.url is not None and not site.settings.base.startswith(site.settings.url):
        yield "/hosting/w3id.htaccess", partial(_w3id, site)


def address(site: Toolkit) -> str:
    """Where the site is, which ends with `/`: what it was told, else what its IRIs begin with."""
    return site.settings.url or site.settings.base


def _sitemap(site: Toolkit, paths: list[str]) -> bytes:
    url = address(site)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<url><loc>{escape(url + quote(path[1:]))}</loc></url>" for path in paths),
        "</urlset>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _sitemap_index(site: Toolkit, count: int) -> bytes:
    url = address(site)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<sitemap><loc>{escape(f'{url}sitemap-{n}.xml')}</loc></sitemap>" for n in range(1, count + 1)),
        "</sitemapindex>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _robots(site: Toolkit) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {address(site)}sitemap.xml\n".encode()


def _folder(site: Toolkit) -> str:
    """The path of the site on its host, which ends with `/`."""
    return urlsplit(site.settings.url).path or "/" if site.settings.url else "/"


def _apache(site: Toolkit) -> bytes:
    folder = _folder(site)
    lines = [
        "# Apache 2.4 with mod_rewrite, mod_headers, mod_mime and mod_dir; packed where it has mod_deflate.",
        "Options -Indexes -MultiViews",
        "DirectoryIndex index.html",
        "DirectorySlash On",
        f"ErrorDocument 404 {folder}404.html",
        "AddDefaultCharset utf-8",
        *(f"AddType {media} {suffix}" for suffix, media in _TYPES.items()),
        '<Files "void">',
        "    ForceType text/turtle",
        "</Files>",
        "<IfModule mod_deflate.c>",
        f"    AddOutputFilterByType DEFLATE text/html {' '.join(_PACKED)}",
        "</IfModule>",
        "<IfModule mod_headers.c>",
        *(f'    Header always set {name} "{value}"' for name, value in HEADERS.items()),
        "    Header always merge Vary Accept env=pactgraph_negotiated",
        "</IfModule>",
        "",
        "RewriteEngine On",
        f"RewriteBase {folder}",
        "RewriteRule ^ - [E=pactgraph:/]",
    ]
    for accept, suffix in _wanted():
        lines += [f"RewriteCond %{{HTTP_ACCEPT}} {accept} [NC]", f"RewriteRule ^ - [E=pactgraph:{suffix}]"]
    flags = "R=303,NE,L,E=pactgraph_negotiated:1"
    for rule in _rules(site):
        for suffix, target in rule.data.items():
            lines += [
                f"RewriteCond %{{ENV:pactgraph}} ={suffix}",
                f"RewriteRule ^{rule.pattern}$ {target} [{flags}]",
            ]
        lines.append(f"RewriteRule ^{rule.pattern}$ {rule.page} [{flags}]")
    return "\n".join([*lines, ""]).encode("utf-8")


def _redirects(site: Toolkit) -> bytes:
    """Netlify, Cloudflare Pages and others that read such a file: none of them looks at Accept here."""
    folder, view = _folder(site), site.view
    lines = [
        "# Hosts that read this file do not negotiate: an IRI leads to its page whatever Accept asks for.",
        "# Its data has the page's address with .ttl, .jsonld or .nt, which the page links to.",
        f"{folder}id/passage/* {folder}document/ 303",
        *(
            f"{folder}{iri[len(ROOT) :]} {folder}{(view.place(iri) or '/')[1:]} 303"
            for iri in view.told_with
            if iri.startswith(f"{RECORD}period/")
        ),
        f"{folder}id/telling/* {folder}dataset/ 303",
        f"{folder}id/:kind/:slug {folder}:kind/:slug/ 303",
        f"{folder}concept/:scheme/:slug {folder}:scheme/:slug/ 303",
        f"{folder}concept/:scheme {folder}:scheme/ 303",
        f"{folder}def/:version {folder}def/ 303",
        *(f"{folder}shape/{name} {folder}{place[1:]} 303" for name, place in site.shapes.places.items()),
        f"{folder}query/:name {folder}questions/:name/ 303",
        f"{folder}catalogue {folder}dataset/ 303",
        f"{folder}dataset/:version {folder}dataset/ 303",
        f"{folder}graph/* {folder}dataset/ 303",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _headers() -> bytes:
    lines = ["/*", *(f"  {name}: {value}" for name, value in HEADERS.items())]
    for suffix, media in _TYPES.items():
        lines += [f"/*{suffix}", f"  Content-Type: {media}; charset=utf-8"]
    lines += ["/.well-known/void", "  Content-Type: text/turtle; charset=utf-8", ""]
    return "\n".join(lines).encode("utf-8")


def _nginx(site: Toolkit) -> bytes:
    folder = _folder(site)
    start = re.escape(folder)
    lines = [
        "# To be included in a server block; "
        + ("root is the site's folder." if folder == "/" else f"the site's folder is its root's {folder}."),
        "index index.html;",
        "charset utf-8;",
        f"charset_types text/css text/javascript text/plain {' '.join(_TYPES.values())};",
        f"error_page 404 {folder}404.html;",
        "gzip on;",
        f"gzip_types {' '.join(_PACKED)};",
        "types {",
        "    text/html html;",
        "    text/css css;",
        "    text/javascript js;",
        "    text/plain txt;",
        "    application/json json;",
        "    text/xml xml;",
        "    image/svg+xml svg;",
        *(f"    {media} {suffix[1:]};" for suffix, media in _TYPES.items()),
        "}",
        "",
        'set $pactgraph "/";',
        *(
            f'if ($http_accept ~* "{accept}") {{ set $pactgraph "{suffix}"; }}'
            for accept, suffix in _wanted()
        ),
        'set $pactgraph_vary "";',
        f'if ($uri ~ "^{start}(?:{"|".join(rule.pattern for rule in _RULES)})$") {{',
        "    set $pactgraph_vary Accept;",
        "}",
        *(f'add_header {name} "{value}" always;' for name, value in HEADERS.items()),
        "add_header Vary $pactgraph_vary always;",
        f"location = {folder}.well-known/void {{ types {{ }} default_type text/turtle; }}",
    ]
    for rule in _rules(site):
        lines.append(f'location ~ "^{start}{rule.pattern}$" {{')
        for suffix, target in rule.data.items():
            lines.append(f'    if ($pactgraph = "{suffix}") {{ return 303 {folder}{target}; }}')
        lines += [f"    return 303 {folder}{rule.page};", "}"]
    return "\n".join([*lines, ""]).encode("utf-8")


def _w3id(site: Toolkit) -> bytes:
    """What w3id.org, or any host that only keeps the IRIs, answers: it sends everything on to the site."""
    parts = urlsplit(site.settings.base)
    lines = [
        f"# For {parts.netloc}{parts.path}: every IRI is answered by the site.",
        "RewriteEngine On",
        f"RewriteRule ^(.*)$ {site.settings.url}$1 [R=303,NE,L]",
        "",
    ]
    return "\n".join(lines).encode("utf-8")
