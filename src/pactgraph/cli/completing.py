"""Shell completion of things: by slug, and by label in any language."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import click

from ..api import Choice, Within
from ..api.caller import Caller
from ..api.core import ANYTHING
from ..api.opened import OpenWorkspace, opened
from ..workspace.finding import Finding

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

Completer = Callable[[click.Context, click.Parameter, str], "list[CompletionItem]"]
MOST = 50


class _Silent(Caller):
    """Says nothing: a shell must not meet a line between two keys."""

    def left_out(self, findings: Iterable[Finding]) -> None:
        pass

    def warn(self, text: str) -> None:
        pass


def completer(within: Within = ANYTHING, graph: OpenWorkspace | None = None) -> Completer:
    """What completes a THING of a command: give it as `shell_complete`. Without a workspace that of the
    command. Never raises: where nothing can be read, nothing completes."""

    def complete(context: click.Context, _parameter: click.Parameter, typed: str) -> list[CompletionItem]:
        from click.shell_completion import CompletionItem

        try:
            folder = graph.root if graph is not None else context.params.get("workspace")
            lang = context.params.get("lang") or "en"
            found = opened(folder, Choice(), lang, _Silent()).completions(typed, within)
        except Exception:  # a shell must not meet a traceback between two keys
            return []
        return [CompletionItem(value, help=label) for value, label in found[:MOST]]

    return complete
