"""`pactgraph completion`: the script that teaches a shell to complete commands, queries and things; and what
that script is told, in the words that click's scripts read."""

from __future__ import annotations

import re

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
)

from ..rdf.printable import visible
from .printing import write_out

WHERE = {
    "bash": 'eval "$(pactgraph completion bash)"  in ~/.bashrc',
    "zsh": 'eval "$(pactgraph completion zsh)"  in ~/.zshrc',
    "fish": "pactgraph completion fish | source  in ~/.config/fish/config.fish",
}

_PLAIN = re.compile(r"[\w./@+-][\w.:/@+-]*")
"""What means itself on the command line of every shell. Bash puts a value there as it is, to be run."""


class _Careful(ShellComplete):
    """Offers only what no shell reads as anything else. A fault offers nothing: a shell must not meet a
    traceback between two keys."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        try:
            found = super().get_completions(args, incomplete)
        except Exception:
            return []
        return [item for item in found if item.type != "plain" or _PLAIN.fullmatch(item.value)]


class _Bash(_Careful, BashComplete):
    """Lines of `type,value`."""


class _Zsh(_Careful, ZshComplete):
    """Three lines each: type, value, help; a colon of the value is escaped where help stands behind it."""

    def format_completion(self, item: CompletionItem) -> str:
        told = visible(item.help or "").strip()
        value = item.value.replace(":", r"\:") if told else item.value
        return f"{item.type}\n{value}\n{told or '_'}"


class _Fish(_Careful, FishComplete):
    """Lines of `type,value` and a tab before the help."""

    def format_completion(self, item: CompletionItem) -> str:
        told = visible(item.help or "").strip()
        return f"{item.type},{item.value}\t{told}" if told else f"{item.type},{item.value}"


_KINDS: dict[str, type[ShellComplete]] = {"bash": _Bash, "zsh": _Zsh, "fish": _Fish}
for _kind in _KINDS.values():
    add_completion_class(_kind)


@click.command("completion", epilog="\b\n" + "\n".join(WHERE.values()))
@click.argument("shell", type=click.Choice(list(WHERE)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell, to be read when the shell starts.

    Example: pactgraph completion bash
    """
    script = _KINDS[shell](context.find_root().command, {}, "pactgraph", "_PACTGRAPH_COMPLETE")
    write_out((script.source_template % script.source_vars()).encode() + b"\n")
