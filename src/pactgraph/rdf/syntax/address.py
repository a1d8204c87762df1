"""Relative addresses made absolute, to the letter of RFC 3986 section 5."""

from __future__ import annotations

import re

_PARTS = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)
_FIRST_SEGMENT = re.compile(r"[/?#]")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def is_absolute(iri: str) -> bool:
    """Says whether an IRI names its scheme."""
    return _SCHEME.match(iri) is not None


def resolve(reference: str, base: str) -> str:
    """Gives the absolute IRI that `reference` means in a text whose base is `base`.

    `base` is an absolute IRI. A reference that names its own scheme is given back as it is: RFC 3986
    section 5.2.2 would also remove its dot segments, which Turtle section 6.3 leaves out as a normalisation.

    Raises ValueError for a relative reference whose first segment holds a colon (RFC 3986 section 4.2).
    """
    if is_absolute(reference):
        return reference
    if ":" in _FIRST_SEGMENT.split(reference, maxsplit=1)[0]:
        raise ValueError("a colon stands where no scheme ends, ./ before it helps")
    scheme, base_authority, base_path, base_query, _ = _split(base)
    _, authority, path, query, fragment = _split(reference)
    if authority is not None:
        path = _without_dots(path)
    else:
        authority = base_authority
        if not path:
            path = base_path
            query = base_query if query is None else query
        elif path.startswith("/"):
            path = _without_dots(path)
        else:
            path = _without_dots(_merged(base_authority, base_path, path))
    return (
        f"{scheme}:"
        + (f"//{authority}" if authority is not None else "")
        + path
        + (f"?{query}" if query is not None else "")
        + (f"#{fragment}" if fragment is not None else "")
    )


def _split(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    match = _PARTS.fullmatch(iri)
    assert match is not None  # every part is optional, so every string matches
    scheme, authority, path, query, fragment = match.groups()
    return scheme, authority, path, query, fragment


def _merged(authority: str | None, base_path: str, path: str) -> str:
    """RFC 3986 section 5.2.3."""
    if authority is not None and not base_path:
        return "/" + path
    return base_path[: base_path.rfind("/") + 1] + path


def _without_dots(path: str) -> str:
    """RFC 3986 section 5.2.4, segment by segment."""
    segments = path.split("/")
    kept: list[str] = []
    floor = 1 if path.startswith("/") else 0
    for segment in segments:
        if segment == "..":
            if len(kept) > floor:
                kept.pop()
                kept = kept or [""]
        elif segment != ".":
            kept.append(segment)
    if segments[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)
