"""Entries of a dictionary member, made after the ones that a sample shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

LAST_NUMBER = re.compile(r"(\d+)(?=\D*$)")


class SampleEntries:
    """Makes any number of entries.

    Args:
        shown: The entries of the sample.

    >>> SampleEntries({"5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21": "R-1001"}).some(2)
    {'5c0e4f0a-1d7b-4b1c-9a51-6f6b0a5d7c21': 'R-1001', '00000001-0000-4000-9000-000000000001': 'R-1002'}
    """

    def __init__(self, shown: Mapping[str, str]) -> None:
        self._shown = dict(shown)

    def some(self, number: int) -> dict[str, str]:
        """The sample's entries first, then others like them."""
        entries = dict(list(self._shown.items())[:number])
        pattern = next(reversed(self._shown.values()), "1")
        while len(entries) < number:
            serial = len(entries)
            entries[f"{serial:08x}-0000-4000-9000-{serial:012x}"] = _later(pattern, serial)
        return entries


def _later(text: str, by: int) -> str:
    """Counts the last number of a text up."""
    return LAST_NUMBER.sub(lambda match: str(int(match[1]) + by).zfill(len(match[1])), text, count=1)
