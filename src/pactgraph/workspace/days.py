"""Days as people write them: a date, a month or a year."""

from __future__ import annotations

import re
from datetime import date

_DAY = r"(?a)(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?"


def day(text: str, *, last: bool) -> str:
    """A day as YYYY-MM-DD; YYYY-MM and YYYY mean their first day, or their `last`.

    Raises ValueError for a text that is no day, with a message that says what to write.
    """
    from calendar import (
        monthrange,  # with its locales it takes milliseconds to load, and most calls have no day
    )

    match = re.fullmatch(_DAY, text.strip())
    try:
        if match is None:
            raise ValueError(text)
        year, month, number = (int(part) if part else 0 for part in match.groups())
        month = month or (12 if last else 1)
        number = number or (monthrange(year, month)[1] if last else 1)
        return date(year, month, number).isoformat()
    except ValueError as error:
        raise ValueError(f"{text!r} is no day: write YYYY-MM-DD, YYYY-MM or YYYY") from error
