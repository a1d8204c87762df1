"""Who asks an endpoint: the user of `--user`, with secrets from the environment or a prompt."""

from __future__ import annotations

import os
import sys

import click

from ..rdf.printable import visible

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..api import Credentials

PASSWORD = "PACTGRAPH_PASSWORD"
TOKEN = "PACTGRAPH_TOKEN"


def credentials_of(user: str | None) -> Credentials:
    """The credentials of a user, whose password is in $PACTGRAPH_PASSWORD or asked for on a terminal; without
    a user those of the bearer token in $PACTGRAPH_TOKEN, or none.

    Raises click.UsageError where the password is missing in a pipe, and PactgraphError for a secret that
    cannot be sent.
    """
    from ..api import Credentials

    password = os.environ.get(PASSWORD)
    if user is not None and password is None:
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise click.UsageError(f"set ${PASSWORD} to the password of {user}")
        password = click.prompt(visible(f"Password of {user}"), hide_input=True, err=True)
    if user is not None:
        return Credentials(user, password)
    return Credentials(token=os.environ.get(TOKEN) or None)
