"""New records in a workspace, and new workspaces."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from .core import Core
from .fault import PactgraphError

if TYPE_CHECKING:
    from .records import Skeletons


class Writing(Core):
    """What can be added to a workspace."""

    def new(self) -> Skeletons:
        """Writes skeletons: `record`, `document`, `passage`, `query`. Raises PactgraphError for data that
        must not be written."""
        from .records import Skeletons

        return Skeletons(self._workspace, self._caller)


def make_workspace(folder: str | os.PathLike[str], source: str | os.PathLike[str] | None = None) -> list[str]:
    """Makes a workspace in an empty or new folder: the ontology and the queries of the one at `source`, or
    those that came with Pactgraph, and folders for data. Gives the paths that it made, relative to `folder`.

    Raises PactgraphError where `source` is no workspace, or the folder holds something or cannot be written.
    """
    from ..draft.workspace import make_workspace
    from ..workspace.locate import bundled, is_workspace

    if source is not None and not is_workspace(Path(source)):
        raise PactgraphError(f"{os.fspath(source)} is not a workspace, with ontology, data and queries")
    return make_workspace(Path(folder), bundled() if source is None else Path(source))
