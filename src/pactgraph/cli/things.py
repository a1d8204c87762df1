"""Shell completion of things: by slug, and by label in any language."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from ..query.naming.within import Within
from ..workspace.workspace import Workspace

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
MOST = 50


def completer(workspace: Workspace | None = None, within: Within = Within()) -> Completer:  # noqa: B008 - immutable
    """What completes a THING of a command: give it as `shell_complete`. Without a workspace the one that the
    command would open. Never raises: where nothing can be read, nothing completes."""

    def complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        from ..query.engines.oxigraph import OxigraphEngine
        from ..query.naming.names import Names

        try:
            opened = workspace or context.params.get("workspace")
            if not isinstance(opened, Workspace):
                opened = Workspace.open(opened)
            names = Names(OxigraphEngine(opened.store), opened.prefixes, context.params.get("lang") or "en")
            found = names.completions(typed, within)
        except Exception:  # a shell must not meet a traceback between two keys
            return []
        return [CompletionItem(value, help=label) for value, label in found[:MOST]]

    return complete
