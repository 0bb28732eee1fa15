"""What a header can carry (RFC 9110 section 5.5), told before anything is sent and without quoting the value."""

from __future__ import annotations

import re
from collections.abc import Iterable

HEADER_NAME = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_VALUE = re.compile(r"[\t\x20-\x7e\x80-\xff]*")


def sendable(value: str) -> bool:
    """Whether a value can be sent as it is: no line break, no other character set, no space around it."""
    return bool(_VALUE.fullmatch(value)) and value == value.strip()


def check_headers(headers: Iterable[tuple[str, str]]) -> None:
    """Refuses headers that cannot be sent.

    Raises:
        ValueError: Names the header; the value may be secret and is not quoted.
    """
    for name, value in headers:
        if not HEADER_NAME.fullmatch(name):
            raise ValueError(f"{name!r} is not the name of a header.")
        if not sendable(value):
            raise ValueError(
                f"The header {name!r} has a line break, a space around its value or a character in it that HTTP "
                "cannot carry."
            )
