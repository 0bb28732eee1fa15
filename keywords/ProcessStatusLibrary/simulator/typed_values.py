"""The values that messages carry by type: read leniently as runtimes do, kept in one form."""

from __future__ import annotations

import re
from typing import get_args

from ..contract.model import ValueType

TYPES: tuple[str, ...] = get_args(ValueType)
RANGES = {"int": (-(2**31), 2**31 - 1), "long": (-(2**63), 2**63 - 1)}
EXPECTED = {
    "int": "a whole number from -2147483648 to 2147483647",
    "long": "a whole number from -9223372036854775808 to 9223372036854775807",
    "guid": "a Guid such as 0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60",
    "string": "a text that is not empty",
}
ARTICLES = {"int": "an int", "long": "a long", "guid": "a Guid", "string": "a string"}
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]+")
GUID = re.compile(
    r"([{(]?)([0-9a-fA-F]{8})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{4})-?([0-9a-fA-F]{12})[)}]?"
)


class WrongValue(ValueError):
    """A text that is not a value of its type; the message is that of the .NET runtime."""


def canonical(kind: str, text: str) -> str:
    """Reads a value and writes it in the one form that it is stored and compared in.

    Args:
        kind: ``int``, ``long``, ``guid`` or ``string``; texts of other types stay as they are.
        text: The value as it was sent.

    Raises:
        WrongValue: It is none of the type.

    >>> canonical("long", " +007 "), canonical("guid", "{0B8F5B1E7A344C538B573F2D8A1C9E60}")
    ('7', '0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60')
    """
    if kind in RANGES:
        return _number(kind, text.strip(" \t\r\n"))
    if kind == "guid":
        return _guid(text.strip(" \t\r\n"))
    return text


def default(kind: str) -> str:
    """The value that a runtime gives to a member that was not sent."""
    if kind in RANGES:
        return "0"
    return "00000000-0000-0000-0000-000000000000" if kind == "guid" else ""


def _number(kind: str, text: str) -> str:
    if not WHOLE_NUMBER.fullmatch(text):
        raise WrongValue("Input string was not in a correct format.")
    low, high = RANGES[kind]
    if len(text) > 100 or not low <= int(text) <= high:
        bits = 32 if kind == "int" else 64
        raise WrongValue(f"Value was either too large or too small for an Int{bits}.")
    return str(int(text))


def _guid(text: str) -> str:
    if not text:
        raise WrongValue("Unrecognized Guid format.")
    match = GUID.fullmatch(text)
    if not match:
        raise WrongValue("Guid should contain 32 digits with 4 dashes (xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx).")
    return "-".join(match.groups()[1:]).lower()
