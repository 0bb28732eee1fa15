"""Undoes the escapes of URLs, XML, JSON and mail in a text, and tells where what it finds there came from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

_IN_URL = rb"%[0-9a-f]{2}"
_IN_MAIL = rb"=[0-9a-f]{2}"
_UNIT = rb"\\u[0-9a-f]{4}"
_PAIR = rb"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}"
_UNITS = b"(?:%b|%b)" % (_PAIR, _UNIT)
_NUMBER = rb"&#(?:0*+\d{1,7}|x0*+[0-9a-f]{1,6});"

SHORT = 12
"""Rows of up to two units: they come again and again."""


def _any_of(*escapes: bytes) -> re.Pattern[bytes]:
    return re.compile(b"|".join(escapes), re.IGNORECASE)


def _rows_of(*escapes: bytes) -> re.Pattern[bytes]:
    return _any_of(*(b"(?:%b){1,1000}+" % escape for escape in escapes))


@dataclass(frozen=True, slots=True)
class Escapes:
    """Which escapes are undone.

    Attributes:
        each: Matches one of them.
        rows: Matches as many of a kind as stand in a row, up to a thousand: a row is undone at once.
    """

    each: re.Pattern[bytes]
    rows: re.Pattern[bytes]


WITHOUT_MAIL = Escapes(_any_of(_IN_URL, _UNITS, _NUMBER), _rows_of(_IN_URL, _UNITS, _NUMBER))
"""Escapes of URLs, XML and JSON."""
WITH_MAIL = Escapes(_any_of(_IN_URL, _IN_MAIL, _UNITS, _NUMBER), _rows_of(_IN_URL, _IN_MAIL, _UNITS, _NUMBER))
"""Those of mail too. In ``token=ab5%2F`` the sign stands for itself, but only who knows the token can tell."""
_MAIL = _any_of(_IN_MAIL)


def escapes_in(text: bytes) -> list[Escapes]:
    """The ways to undo the escapes of a text; none when there are no escapes in it."""
    ways = [WITHOUT_MAIL] if WITHOUT_MAIL.each.search(text) else []
    return [*ways, WITH_MAIL] if _MAIL.search(text) else ways


def unescaped(text: bytes, escapes: Escapes = WITH_MAIL) -> bytes:
    r"""Undoes every escape of a character or a byte.

    Args:
        text: A text in UTF-8; lone surrogates may be in it.
        escapes: Those that are undone.

    >>> unescaped(rb"%68&#117;n\u0074=65r&#x32; 5 %")
    b'hunter2 5 %'
    """
    undone, end = bytearray(), 0  # a substitution would hold every piece on its own
    for row in escapes.rows.finditer(text):
        undone += text[end : row.start()]
        undone += _undone(row[0]) if len(row[0]) <= SHORT else _undone_row(row[0])
        end = row.end()
    return bytes(undone + text[end:]) if end else text


def _undone_row(row: bytes) -> bytes:
    if row[:1] in b"%=":
        return bytes.fromhex(row.replace(row[:1], b"").decode())
    if row[:1] == b"\\":
        units = bytes.fromhex(row.lower().replace(b"\\u", b"").decode())
        return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")
    return b"".join(map(_character, row[2:-1].split(b";&#")))


_undone = lru_cache(maxsize=4096)(_undone_row)


@lru_cache(maxsize=1024)
def _character(number: bytes) -> bytes:
    value = int(number[1:], 16) if number[:1] in b"xX" else int(number)
    return chr(value).encode("utf-8", "surrogatepass") if value <= 0x10FFFF else b"&#%b;" % number


class Sources:
    """Where the parts of an unescaped text came from.

    Args:
        text: The text with its escapes.
        escapes: Those that were undone.
    """

    def __init__(self, text: bytes, escapes: Escapes) -> None:
        self._text = text
        self._starts = array("q")  # in what came out
        self._ends = array("q")
        self._sources = array("q")  # the end of the escape in the text
        shift = 0
        for escape in escapes.each.finditer(text):
            length = len(_undone(escape[0]))
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
