"""JSON, a line a value."""

from __future__ import annotations

import json
from json.encoder import encode_basestring


def json_text(value: object, break_: str = "\n") -> str:
    """What `json.dumps` writes with `ensure_ascii=False, indent=1`, which is slow before Python 3.14: there
    only text without indentation is written by the module's part in C. Keys of objects are texts."""
    if isinstance(value, str):
        return encode_basestring(value)
    inner = f"{break_} "
    if isinstance(value, dict) and value:
        items = [f"{encode_basestring(key)}: {json_text(each, inner)}" for key, each in value.items()]
        return f"{{{inner}{f',{inner}'.join(items)}{break_}}}"
    if isinstance(value, list) and value:
        return f"[{inner}{f',{inner}'.join([json_text(each, inner) for each in value])}{break_}]"
    return json.dumps(value)
