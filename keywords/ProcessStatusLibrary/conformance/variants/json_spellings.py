"""JSON written otherwise: escapes, order, white space."""

from __future__ import annotations

import json

from ...transport.exchange import HttpRequest
from .plain import Plain
from .spelling import Spelling


def _escaped(plain: Plain) -> HttpRequest | None:
    if not plain.row.documented.request.schema:
        return None
    fields = json.loads(plain.request.body)
    written = ",\n".join(f"  {_escapes(name)}: {_value(value)}" for name, value in reversed(list(fields.items())))
    return plain.with_body(f"{{\n{written}\n}}\n".encode())


def _value(value: object) -> str:
    return _escapes(value) if isinstance(value, str) else json.dumps(value)


def _escapes(text: str) -> str:
    """A string of escapes only; a character outside the basic plane takes two."""
    units = text.encode("utf-16-be")
    return '"' + "".join(f"\\u{units[i]:02x}{units[i + 1]:02x}" for i in range(0, len(units), 2)) + '"'


JSON_SPELLINGS = (Spelling("meaning.json", "members in another order and as escapes", _escaped),)
