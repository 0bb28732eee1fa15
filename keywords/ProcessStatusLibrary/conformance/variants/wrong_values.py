"""Values that are none of their type, by the type's name in XML Schema."""

from __future__ import annotations

from collections.abc import Iterator

_BITS = {"int": 32, "long": 64}
_TEXT = "abc"


def wrong_values(kind: str, right: str, allowed: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yields what is wrong, in words, and the value.

    Numbers out of range are those that become the right one when the bits above the type's are dropped.

    Args:
        kind: The type.
        right: The value that is right.
        allowed: The values of its enumeration; none when it has none.

    >>> list(wrong_values("int", "7"))[2:]
    [('above its range', '4294967303'), ('below its range', '-4294967289')]
    """
    if allowed:
        yield "a value that is not listed", "Undocumented"
    if kind in _BITS:
        yield f"text for {kind}", _TEXT
        yield f"nothing for {kind}", ""
        yield "above its range", str(int(right) + 2 ** _BITS[kind])
        yield "below its range", str(int(right) - 2 ** _BITS[kind])
    elif kind == "guid":
        yield "text for guid", _TEXT
        yield "nothing for guid", ""
        yield "a character too few", right[:-1]
