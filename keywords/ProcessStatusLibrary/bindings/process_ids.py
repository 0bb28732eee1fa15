"""The id of a process: its type as documented, checked before anything is sent."""

from __future__ import annotations

import re

from ..contract.model import Identity
from ..wording import quote

NO_ID = ""
_GUID = re.compile(r"[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}")
_RANGES = {"int": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}
_INTEGER = re.compile(r"[+-]?[0-9]{1,40}")


def check_process_id(value: str, identity: Identity) -> str:
    """Holds an id to its documented type.

    Args:
        value: The id as text.
        identity: The vendor's word for it, and its type.

    Returns:
        The id without surrounding space.

    Raises:
        ValueError: It is not of the type; the message says what is allowed.

    >>> check_process_id(" 4711 ", Identity(name="ProcessID", type="int"))
    '4711'
    """
    text = value.strip()
    if identity.type in _RANGES:
        low, high = _RANGES[identity.type]
        if not _INTEGER.fullmatch(text) or not low <= int(text) <= high:
            raise _wrong(value, identity, f"a whole number from {low} to {high}")
    elif identity.type == "guid" and not _GUID.fullmatch(text):
        raise _wrong(value, identity, "a Guid such as 0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60")
    elif not text or text in (".", ".."):
        raise _wrong(value, identity, "a text that is not empty and names no other path, as '.' and '..' do")
    return text


def _wrong(value: str, identity: Identity, allowed: str) -> ValueError:
    article = "an" if identity.name[:1] in "AEIOU" else "a"
    return ValueError(
        f"process_id {quote(value)} is not {article} {identity.name} ({identity.type}). Allowed: {allowed}."
    )
