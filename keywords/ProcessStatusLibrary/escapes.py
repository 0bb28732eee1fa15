"""Undoes the escapes of URLs, XML, JSON and mail in a text, and tells where what it finds there came from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right

_IN_MAIL = rb"[%=]([0-9a-f]{2})"
_NUMBERED = rb"&#0*+(\d{1,7});|&#x0*+([0-9a-f]{1,6});"
_UNITS = rb"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})|\\u([0-9a-f]{4})"
WITH_MAIL = re.compile(rb"|".join([_IN_MAIL, _NUMBERED, _UNITS]), re.IGNORECASE)
"""Escapes of URLs, XML, JSON and mail."""
WITHOUT_MAIL = re.compile(rb"|".join([_IN_MAIL.replace(b"=", b""), _NUMBERED, _UNITS]), re.IGNORECASE)
"""All but those of mail: in ``token=ab5%2F`` the sign stands for itself."""


def unescaped(text: bytes, escapes: re.Pattern[bytes] = WITH_MAIL) -> bytes:
    r"""Undoes every escape of a character or a byte.

    Args:
        text: A text in UTF-8; lone surrogates may be in it.
        escapes: WITH_MAIL or WITHOUT_MAIL.

    >>> unescaped(rb"%68&#117;n\u0074=65r&#x32; 5 %")
    b'hunter2 5 %'
    """
    return escapes.sub(_undone, text)


def _undone(escape: re.Match[bytes]) -> bytes:
    byte, decimal, hexadecimal, high, low, unit = escape.groups()
    if byte:
        return bytes([int(byte, 16)])
    if high:
        number = 0x10000 + ((int(high, 16) & 0x3FF) << 10) + (int(low, 16) & 0x3FF)
    else:
        number = int(decimal) if decimal else int(hexadecimal or unit, 16)
    return chr(number).encode("utf-8", "surrogatepass") if number <= 0x10FFFF else escape[0]


class Sources:
    """Where the parts of an unescaped text came from.

    Args:
        text: The text with its escapes.
        escapes: Those that were undone.
    """

    def __init__(self, text: bytes, escapes: re.Pattern[bytes]) -> None:
        self._text = text
        self._starts = array("q")  # in what came out
        self._ends = array("q")
        self._sources = array("q")  # the end of the escape in the text
        shift = 0
        for escape in escapes.finditer(text):
            length = len(_undone(escape))
            self._starts.append(escape.start() - shift)
            self._ends.append(escape.start() - shift + length)
            self._sources.append(escape.end())
            shift += len(escape[0]) - length

    def span(self, start: int, end: int) -> tuple[int, int] | None:
        """The part of the text that a part of the unescaped text was written as.

        Returns:
            Its start and end; None when it is written without escapes, or begins or ends within a character.
        """
        first, last = bisect_right(self._ends, start), bisect_left(self._starts, end)
        if first >= last or self._starts[first] < start or self._ends[last - 1] > end:
            return None
        begins, ends = self._source(first, start), self._source(last, end)
        within = any(self._text[place : place + 1] in _CONTINUATIONS for place in (begins, ends))
        return None if within else (begins, ends)

    def _source(self, following: int, place: int) -> int:
        """Where a place lies that is not behind the escape of that index."""
        return self._sources[following - 1] + place - self._ends[following - 1] if following else place


_CONTINUATIONS = frozenset(bytes([byte]) for byte in range(0x80, 0xC0))
