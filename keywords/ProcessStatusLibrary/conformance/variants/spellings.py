"""Every way to write a request in other bytes that mean the same."""

from __future__ import annotations

from collections.abc import Iterator

from ...transport.exchange import HttpRequest
from .http_spellings import HTTP_SPELLINGS
from .id_spellings import ID_SPELLINGS
from .json_spellings import JSON_SPELLINGS
from .plain import Plain
from .spelling import Spelling
from .xml_spellings import XML_SPELLINGS

SPELLINGS = (*XML_SPELLINGS, *ID_SPELLINGS, *JSON_SPELLINGS, *HTTP_SPELLINGS)


def spelt(plain: Plain) -> Iterator[tuple[Spelling, HttpRequest]]:
    """Writes a request in every way that differs from how it is documented."""
    for spelling in SPELLINGS:
        request = spelling.write(plain)
        if request is not None and request != plain.request:
            yield spelling, request


def names_of(clause: str) -> frozenset[str]:
    """The spellings that a clause is about."""
    return frozenset(spelling.name for spelling in SPELLINGS if spelling.clause == clause)
