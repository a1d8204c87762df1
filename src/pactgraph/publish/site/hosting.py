"""Files for hosts: sitemap, robots, and how Apache, nginx and others answer for the IRIs of the data."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from .rdf import SUFFIXES

if TYPE_CHECKING:
    from .site import Maker, Site

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
_ACCEPT = (("turtle", ".ttl"), ("ld\\+json", ".jsonld"), ("n-triples", ".nt"))


def pages(site: Site, paths: list[str]) -> Iterator[tuple[str, Maker]]:
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


def address(site: Site) -> str:
    """Where the site is, which ends with `/`: what it was told, else what its IRIs begin with."""
    return site.settings.url or site.settings.base


def _sitemap(site: Site, paths: list[str]) -> bytes:
    url = address(site)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<url><loc>{escape(url + quote(path[1:]))}</loc></url>" for path in paths),
        "</urlset>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _sitemap_index(site: Site, count: int) -> bytes:
    url = address(site)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
        *(f"<sitemap><loc>{escape(f'{url}sitemap-{n}.xml')}</loc></sitemap>" for n in range(1, count + 1)),
        "</sitemapindex>",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _robots(site: Site) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {address(site)}sitemap.xml\n".encode()


def _folder(site: Site) -> str:
    """The path of the site on its host, which ends with `/`."""
    return urlsplit(site.settings.url).path or "/" if site.settings.url else "/"


def _apache(site: Site) -> bytes:
    folder = _folder(site)
    lines = [
        "# Apache 2.4 with mod_rewrite, mod_headers, mod_mime and mod_dir.",
        "Options -Indexes -MultiViews",
        "DirectoryIndex index.html",
        "DirectorySlash On",
        f"ErrorDocument 404 {folder}404.html",
        "AddDefaultCharset utf-8",
        *(f"AddType {media} {suffix}" for suffix, media in _TYPES.items()),
        '<Files "void">',
        "    ForceType text/turtle",
        "</Files>",
        "<IfModule mod_headers.c>",
        *(f'    Header set {name} "{value}"' for name, value in HEADERS.items()),
        "</IfModule>",
        "",
        "RewriteEngine On",
        f"RewriteBase {folder}",
        "RewriteRule ^id/passage/([a-z0-9-]+)_([0-9]+-[0-9]+)$ document/$1/#p$2 [R=303,NE,L]",
    ]
    for media, suffix in _ACCEPT:
        lines += [
            f"RewriteCond %{{HTTP_ACCEPT}} {media}",
            f"RewriteRule ^(?:id|concept)/([a-z0-9-]+/[a-z0-9-]+)$ $1{suffix} [R=303,L]",
            f"RewriteCond %{{HTTP_ACCEPT}} {media}",
            f"RewriteRule ^concept/([a-z0-9-]+)$ $1{suffix} [R=303,L]",
            f"RewriteCond %{{HTTP_ACCEPT}} {media}",
            f"RewriteRule ^def/?$ def{suffix} [R=303,L]",
        ]
    lines += [
        "RewriteRule ^(?:id|concept)/([a-z0-9-]+/[a-z0-9-]+)$ $1/ [R=303,L]",
        "RewriteRule ^concept/([a-z0-9-]+)$ $1/ [R=303,L]",
        "RewriteCond %{HTTP_ACCEPT} turtle",
        "RewriteRule ^shape(?:/[A-Za-z0-9-]+)?$ shape.ttl [R=303,L]",
        "RewriteRule ^shape/([A-Za-z0-9-]+)$ shape/ [R=303,L]",
        "RewriteCond %{HTTP_ACCEPT} turtle",
        "RewriteRule ^(?:dataset|catalogue)(?:/[0-9.]+)?$ void.ttl [R=303,L]",
        "RewriteRule ^(?:catalogue|dataset/[0-9.]+)$ dataset/ [R=303,L]",
        "RewriteRule ^graph/.+$ dataset/#graphs [R=303,NE,L]",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _redirects(site: Site) -> bytes:
    """Netlify and Cloudflare Pages: they know no content negotiation."""
    folder = _folder(site)
    lines = [
        f"{folder}id/:kind/:slug {folder}:kind/:slug/ 303",
        f"{folder}concept/:scheme/:slug {folder}:scheme/:slug/ 303",
        f"{folder}concept/:scheme {folder}:scheme/ 303",
        f"{folder}catalogue {folder}dataset/ 303",
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


def _nginx(site: Site) -> bytes:
    folder = _folder(site)
    lines = [
        "# The map goes into the http block, the rest into the server block; root is the site's folder"
        + (f" as {folder}." if folder != "/" else "."),
        "map $http_accept $pactgraph_suffix {",
        '    default "/";',
        '    "~*text/turtle" ".ttl";',
        '    "~*application/ld\\+json" ".jsonld";',
        '    "~*application/n-triples" ".nt";',
        "}",
        "",
        "charset utf-8;",
        "charset_types text/html text/css text/turtle application/n-triples application/ld+json;",
        f"error_page 404 {folder}404.html;",
        *(f'add_header {name} "{value}" always;' for name, value in HEADERS.items()),
        "types {",
        "    text/html html;",
        "    text/css css;",
        "    text/javascript js;",
        "    text/plain txt;",
        "    application/json json;",
        "    text/xml xml;",
        *(f"    {media} {suffix[1:]};" for suffix, media in _TYPES.items()),
        "}",
        f"location = {folder}.well-known/void {{ types {{ }} default_type text/turtle; }}",
        f"location ~ ^{folder}id/passage/([a-z0-9-]+)_([0-9]+-[0-9]+)$ {{",
        f"    return 303 {folder}document/$1/#p$2;",
        "}",
        f"location ~ ^{folder}(?:id|concept)/([a-z0-9-]+/[a-z0-9-]+)$ {{",
        f"    return 303 {folder}$1$pactgraph_suffix;",
        "}",
        f"location ~ ^{folder}concept/([a-z0-9-]+)$ {{ return 303 {folder}$1$pactgraph_suffix; }}",
        f"location ~ ^{folder}(?:catalogue|graph/.+|dataset/[0-9.]+)$ {{ return 303 {folder}dataset/; }}",
        "",
    ]
    return "\n".join(lines).encode("utf-8")


def _w3id(site: Site) -> bytes:
    """What w3id.org, or any host that only keeps the IRIs, answers: it sends everything on to the site."""
    parts = urlsplit(site.settings.base)
    lines = [
        f"# For {parts.netloc}{parts.path}: every IRI is answered by the site.",
        "RewriteEngine On",
        f"RewriteRule ^(.*)$ {site.settings.url}$1 [R=303,NE,L]",
        "",
    ]
    return "\n".join(lines).encode("utf-8")
