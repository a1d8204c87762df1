"""The rules of the command line that hold for every command, looked at in one place."""

from __future__ import annotations

import click

from ..rdf.fault import Fault


class CommandGroup(click.Group):
    """A group that refuses calls which say one thing twice, or name a file by nothing."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command of a call. Raises CallFault for a call that is refused."""
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None and not ctx.resilient_parsing:
            _look_at(command, click.Context(command, parent=ctx, info_name=name), rest)
        return name, command, rest

    def invoke(self, ctx: click.Context) -> object:
        """Runs the command. Raises click.ClickException for a fault that it does not tell in its own way."""
        try:
            return super().invoke(ctx)
        except Fault as fault:
            if fault.exit_code == 1:
                raise click.ClickException(str(fault)) from fault
            raise _fault(*fault.lines) from fault


def _look_at(command: click.Command, context: click.Context, args: list[str]) -> None:
    """Raises CallFault where an option that has one value is given twice, or a path is empty: a shell makes
    `''` of a variable that is not set, and pathlib the current folder of it."""
    try:
        values, _, order = command.make_parser(context).parse_args(list(args))
    except click.UsageError:
        return  # it is told with the command's usage when the command itself reads its arguments
    if any(parameter.is_eager for parameter in order):
        return
    given: dict[str | None, click.Option] = {}
    for parameter in order:
        if not isinstance(parameter, click.Option) or parameter.multiple:
            continue
        before = given.setdefault(parameter.name, parameter)
        if before is not parameter:
            raise _fault(f"{_called(before)} and {_called(parameter)} exclude each other: give one")
        if order.count(parameter) > 1 and not parameter.is_flag:
            raise _fault(f"{_called(parameter)} was given twice: give it once")
    for parameter in command.get_params(context):
        if isinstance(parameter.type, click.Path):
            value = values.get(str(parameter.name))
            if value == "" or (isinstance(value, list | tuple) and "" in value):
                raise _fault(f"{_called(parameter)} is empty: name a file or a folder")


def _fault(message: str, *below: str) -> click.ClickException:
    from .printing import CallFault  # with all that gives out answers, which `pactgraph --help` does not need

    return CallFault(message, below)


def _called(parameter: click.Parameter) -> str:
    if isinstance(parameter, click.Option):
        return max(parameter.opts, key=len)
    return parameter.make_metavar(click.get_current_context()).strip("[].")
