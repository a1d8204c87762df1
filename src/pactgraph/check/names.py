"""The names a workspace knows: IRIs by namespace, and what a misspelt one may mean."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

_MANY = 500
_CUTOFF = 0.7


def split_iri(iri: str) -> tuple[str, str]:
    """Namespace (up to and with the last `/` or `#`) and local name of an IRI."""
    cut = max(iri.rfind("/"), iri.rfind("#")) + 1
    return iri[:cut], iri[cut:]


class Names:
    """A set of IRIs, by namespace."""

    def __init__(self, iris: Iterable[str] = ()) -> None:
        self._locals: dict[str, set[str]] = {}
        for iri in iris:
            namespace, local = split_iri(iri)
            self._locals.setdefault(namespace, set()).add(local)

    def nearest(self, iri: str) -> str | None:
        """The name nearest to `iri`: one of its namespace with a local name much like its own, else one of
        another namespace with the same local name; None where there is neither."""
        namespace, local = split_iri(iri)
        known = self._locals.get(namespace, set())
        candidates: Iterable[str] = known
        if len(known) > _MANY:
            candidates = (
                name
                for name in known
                if abs(len(name) - len(local)) <= 2 and (name[:2] == local[:2] or name[-3:] == local[-3:])
            )
        match = difflib.get_close_matches(local, sorted(candidates), n=1, cutoff=_CUTOFF)
        if match:
            return namespace + match[0]
        folded = local.lower()
        same = sorted(name for name in known if name.lower() == folded)
        if same:
            return namespace + same[0]
        return min((space + local for space, names in self._locals.items() if local in names), default=None)

    def only_near(self, iri: str, near: str) -> bool:
        """Whether no other name of that namespace is about as near to `iri` as `near` is."""
        namespace, local = split_iri(near)
        wanted = split_iri(iri)[1]
        best = difflib.SequenceMatcher(None, local, wanted).ratio()
        others = self._locals.get(namespace, set()) - {local}
        return not difflib.get_close_matches(wanted, others, n=1, cutoff=max(_CUTOFF, best - 0.05))
