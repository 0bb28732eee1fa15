"""Writes trees as TOML, with inline tables: what tomllib reads comes out as it went in."""

from __future__ import annotations

import json
from datetime import date, datetime, time
from typing import Any


def toml(tree: Any) -> bytes:
    """A document, a line for each key at its top."""
    if not isinstance(tree, dict):
        tree = {"tree": tree}
    return "".join(f"{_text(key)} = {_value(value)}\n" for key, value in tree.items()).encode("utf-8")


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_text(key)} = {_value(entry)}" for key, entry in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, str):
        return _text(value)
    return json.dumps(value).replace("Infinity", "inf").replace("NaN", "nan")


def _text(text: str) -> str:
    # TOML writes a character beyond the basic plane with \U, and DEL not at all.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
