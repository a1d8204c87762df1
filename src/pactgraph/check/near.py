"""Near misses: what a writer may have meant by a name that nothing bears."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

MOST = 5000
"""Candidates of one namespace that are compared; beyond it the comparison would be felt."""


def split_iri(iri: str) -> tuple[str, str]:
    """Namespace (up to and with the last `/` or `#`) and local name of an IRI."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:cut], iri[cut:]


def nearest(iri: str, candidates: Iterable[str]) -> str | None:
    """The candidate IRI whose local name is nearest to that of `iri`, or None where none is near.

    Candidates of the same namespace come first; another namespace counts only for an equal local name.
    """
    namespace, local = split_iri(iri)
    same: dict[str, str] = {}
    elsewhere: str | None = None
    for candidate in candidates:
        space, name = split_iri(candidate)
        if space == namespace:
            if len(same) < MOST:
                same[name] = candidate
        elif name == local and (elsewhere is None or candidate < elsewhere):
            elsewhere = candidate
    match = difflib.get_close_matches(local, sorted(same), n=1, cutoff=0.7)
    if not match:
        folded = {name.lower(): candidate for name, candidate in sorted(same.items())}
        return folded.get(local.lower()) or elsewhere
    return same[match[0]]
