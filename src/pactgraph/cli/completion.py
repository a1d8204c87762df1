"""`pactgraph completion`: the script that teaches a shell to complete commands, queries and things."""

from __future__ import annotations

import click

from .results import write_out

WHERE = {
    "bash": 'eval "$(pactgraph completion bash)"  in ~/.bashrc',
    "zsh": 'eval "$(pactgraph completion zsh)"  in ~/.zshrc',
    "fish": "pactgraph completion fish | source  in ~/.config/fish/config.fish",
}


@click.command("completion", epilog="\b\n" + "\n".join(WHERE.values()))
@click.argument("shell", type=click.Choice(list(WHERE)))
@click.pass_context
def command(context: click.Context, shell: str) -> None:
    """Print the completion script for a shell, to be read when the shell starts.

    Example: pactgraph completion bash
    """
    from click.shell_completion import get_completion_class

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    script = kind(context.find_root().command, {}, "pactgraph", "_PACTGRAPH_COMPLETE")
    write_out((script.source_template % script.source_vars()).encode() + b"\n")
