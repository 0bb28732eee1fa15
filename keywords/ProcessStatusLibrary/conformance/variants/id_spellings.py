"""The id in another spelling of the same value."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ...transport.exchange import HttpRequest
from .plain import Plain
from .spelling import Spelling, Write

NUMBERS = ("int", "long")


def _spelt(kinds: tuple[str, ...], change: Callable[[str], str]) -> Write:
    def write(plain: Plain) -> HttpRequest | None:
        other = change(plain.process_id)
        if plain.id_type not in kinds or other == plain.process_id:
            return None
        if plain.id_in_path:
            before, _, after = plain.request.url.rpartition(plain.process_id)
            return replace(plain.request, url=f"{before}{other}{after}") if before else None
        envelope = plain.envelope() if plain.row.soap else None
        element = plain.id_element(envelope) if envelope is not None else None
        if envelope is None or element is None:
            return None
        element.text = other
        return plain.with_root(envelope)

    return write


def _leading_zeros(text: str) -> str:
    sign, digits = (text[:1], text[1:]) if text[:1] in ("-", "+") else ("", text)
    return f"{sign}00{digits}"


def _plus(text: str) -> str:
    return text if text[:1] in ("-", "+") else f"+{text}"


ID_SPELLINGS = (
    Spelling("meaning.id-spelling", "the id with leading zeros", _spelt(NUMBERS, _leading_zeros)),
    Spelling("meaning.id-spelling", "the id with a plus sign", _spelt(NUMBERS, _plus)),
    Spelling("meaning.id-spelling", "the id in capitals", _spelt(("guid",), str.upper)),
    Spelling("meaning.id-spelling", "the id in lower case", _spelt(("guid",), str.lower)),
)
