"""Working with rdflib without its log."""

from __future__ import annotations

import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

_ONE_AT_A_TIME = threading.RLock()


@contextmanager
def unlogged() -> Iterator[None]:
    """Keeps rdflib from telling of each literal that it cannot read, with a traceback or a warning: to say
    that of the data is for the checks. This is a setting of the whole process, so one thread at a time."""
    log = logging.getLogger("rdflib")
    with _ONE_AT_A_TIME, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        level = log.level
        log.setLevel(logging.CRITICAL)
        try:
            yield
        finally:
            log.setLevel(level)
