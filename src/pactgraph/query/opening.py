"""Opening the engine that is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from pyoxigraph import Store

from .engines.engine import Engine
from .engines.query_limits import DEFAULT_TIMEOUT

if TYPE_CHECKING:
    from .remote.authentication import Credentials


class Choice(NamedTuple):
    """Who answers: the embedded engine, or the SPARQL endpoint at a URL where `endpoint` is given, with its
    credentials; and the seconds that one query may take (None: a minute)."""

    endpoint: str | None = None
    credentials: Credentials | None = None
    timeout: float | None = None


def open_engine(choice: Choice, store: Callable[[], Store]) -> Engine:
    """The engine that is asked for. `store` gives the workspace's dataset; an endpoint does not need it.

    Raises EngineFault for a URL that is none of an endpoint.
    """
    if choice.endpoint is not None:
        from .remote.endpoint import RemoteEngine

        return RemoteEngine(choice.endpoint, choice.credentials, choice.timeout)
    from .engines.oxigraph import OxigraphEngine

    return OxigraphEngine(store(), choice.timeout or DEFAULT_TIMEOUT)
