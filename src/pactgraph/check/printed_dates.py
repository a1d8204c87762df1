"""Days as documents print them, in the four languages, when there is no doubt which day is meant."""

from __future__ import annotations

import datetime
import re

_MONTHS = (
    ("january", "januar", "januari", "janvier", "jan", "jänner"),
    ("february", "februar", "februari", "février", "feb", "fevrier"),
    ("march", "märz", "maart", "mars", "mar", "maerz"),
    ("april", "avril", "apr"),
    ("may", "mai", "mei"),
    ("june", "juni", "juin", "jun"),
    ("july", "juli", "juillet", "jul"),
    ("august", "augustus", "août", "aug", "aout"),
    ("september", "septembre", "sep", "sept"),
    ("october", "oktober", "octobre", "oct", "okt"),
    ("november", "novembre", "nov"),
    ("december", "dezember", "décembre", "dec", "dez", "decembre"),
)
_MONTH = {name: number for number, names in enumerate(_MONTHS, 1) for name in names}
_FORMS = (
    re.compile(
        r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})(?:T[\d:.]+(?:Z|[+-]\d\d:\d\d)?|Z|[+-]\d\d:\d\d)?"
    ),
    re.compile(r"(?P<d>\d{1,2})\.\s?(?P<m>\d{1,2})\.\s?(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|\.)?\s+(?P<n>[^\W\d]+)\.?,?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<n>[^\W\d]+)\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})"),
)


def printed_date(text: str) -> str | None:
    """The day as `YYYY-MM-DD`; None where the text is no day, no day of the calendar, or could be two, such
    as 03/04/2023."""
    for form in _FORMS:
        match = form.fullmatch(text.strip())
        if match is None:
            continue
        parts = match.groupdict()
        month = _MONTH.get(parts["n"].lower()) if "n" in parts else int(parts["m"])
        if month is None:
            return None
        try:
            return datetime.date(int(parts["y"]), month, int(parts["d"])).isoformat()
        except ValueError:
            return None
    return None
