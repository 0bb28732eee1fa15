"""Undoes the escapes of URLs, XML, JSON and mail in a text, and tells where what it finds there came from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache

_IN_URL = rb"%[0-9a-f]{2}"
_UNIT = rb"\\u[0-9a-f]{4}"
_PAIR = rb"\\ud[89ab][0-9a-f]{2}\\ud[c-f][0-9a-f]{2}"
_UNITS = b"(?:%b|%b)" % (_PAIR, _UNIT)
_NUMBER = rb"&#(?:\d{1,20}|x[0-9a-f]{1,20});"
_NAMED = rb"&(?:lt|gt|amp|quot|apos);"
_BACKSLASH = rb"\\[\"\\/]"
_IN_MAIL = rb"=[0-9a-f]{2}"
_LINE_END = rb"(?:=\r?\n|(?<=[a-z0-9+/]{4})\r?\n(?=[a-z0-9+/]))"  # the second is that of Base64
_MEANT = {b"&lt;": b"<", b"&gt;": b">", b"&amp;": b"&", b"&quot;": b'"', b"&apos;": b"'"}

SHORT = 12
"""Rows of up to two units: they come again and again."""
CUT_ESCAPE = re.compile(
    r"(?:%[0-9a-f]?|=[0-9a-f]?|&(?:#?x?[0-9a-f]{0,20}|[a-z]{0,4})|\\(?:u[0-9a-f]{0,3})?)\Z", re.IGNORECASE
)
"""An escape that a text ends within."""


def _any_of(*escapes: bytes) -> re.Pattern[bytes]:
    return re.compile(b"|".join(escapes), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Escapes:
    """Which escapes are undone.

    Attributes:
        each: Matches one of them.
        rows: Matches as many of a kind as stand in a row, up to a thousand: a row is undone at once.
        own: Matches those that the ways before leave as they are.
        signs: Those begin with one of these.
    """

    each: re.Pattern[bytes]
    rows: re.Pattern[bytes]
    own: re.Pattern[bytes]
    signs: bytes


def _escapes(kinds: tuple[bytes, ...], own: tuple[bytes, ...], signs: bytes) -> Escapes:
    rows = (b"(?:%b){1,1000}+" % kind for kind in (*own, *kinds))
    return Escapes(_any_of(*own, *kinds), _any_of(*rows), _any_of(*own), signs)


_CHARACTERS = (_IN_URL, _UNITS, _NUMBER)
CHARACTERS = _escapes((), _CHARACTERS, b"%&\\")
"""Escapes of any character in URLs, XML and JSON."""
XML_SIGNS = _escapes(_CHARACTERS, (_NAMED,), b"&")
JSON_SIGNS = _escapes(_CHARACTERS, (_BACKSLASH,), b"\\")
"""Those of characters, and of the signs of XML or JSON: of one within the other, each is undone for itself."""
MAIL = _escapes(_CHARACTERS, (_IN_MAIL, _LINE_END), b"=\n")
"""Those of characters and of mail. In ``token=ab5%2F`` the sign stands for itself, as who knows it can tell."""


def escapes_in(text: bytes) -> list[Escapes]:
    """The ways to undo the escapes of a text; none when there are no escapes in it."""
    return [
        escapes
        for escapes in (CHARACTERS, XML_SIGNS, JSON_SIGNS, MAIL)
        if any(sign in text for sign in escapes.signs) and escapes.own.search(text)
    ]


def unescaped(text: bytes, escapes: Escapes = MAIL) -> bytes:
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
    first, second = row[:1], row[1:2]
    if first in b"\r\n" or second in b"\r\n":
        return b""
    if first in b"%=":
        return bytes.fromhex(row.replace(first, b"").decode())
    if first == b"\\" and second in b"uU":
        units = bytes.fromhex(row.lower().replace(b"\\u", b"").decode())
        return units.decode("utf-16-be", "surrogatepass").encode("utf-8", "surrogatepass")
    if first == b"\\":
        return row[1::2]
    if second == b"#":
        return b"".join(map(_character, row[2:-1].split(b";&#")))
    return b"".join(_MEANT[name + b";"] for name in row.lower()[:-1].split(b";"))


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
