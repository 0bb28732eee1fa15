"""A spelling: one way to write a documented request in other bytes that mean the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ...transport.exchange import HttpRequest
from .plain import Plain

Write = Callable[[Plain], HttpRequest | None]
"""Writes a request otherwise; nothing where the request cannot be written so."""


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write a request otherwise.

    Attributes:
        clause: The id of the clause about it.
        name: What differs, in words.
        write: Writes a request so.
    """

    clause: str
    name: str
    write: Write
