"""Why a push cannot be done."""

from __future__ import annotations

from ...rdf.fault import Fault


class PushFault(Fault):
    """A push that cannot be done, or whose result is not what it should be; the message is one line that
    says why and what to do. `data` is true where the data is at fault and not the call."""

    def __init__(self, message: str, *, data: bool = False) -> None:
        super().__init__(message)
        self.exit_code = 1 if data else 2
