"""What a process status says, by the paths that the contract names: the same for XML and for JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fnmatch import fnmatchcase

Member = str | int | Mapping[str, str] | None
"""A text, a number, the entries of a dictionary, or nothing: the member is left out or nil."""

Members = Mapping[str, Member]
"""Members by path, such as ``Status`` or ``ResponseStatus/ErrorCode``; what is not named stays as the sample has it."""


def is_pattern(path: str) -> bool:
    """Tells whether a path stands for several members, such as ``__out_*``."""
    return "*" in path


def matches(pattern: str, name: str) -> bool:
    """Tells whether a member's name is one that a pattern stands for."""
    return fnmatchcase(name, pattern)


class Renaming:
    """Replaces the process id that a sample's texts mention by that of the process asked for.

    >>> Renaming("4711")("batch 4711", "12")
    'batch 12'
    """

    def __init__(self, sample_id: str) -> None:
        self._mentioned = re.compile(rf"(?<![\w-]){re.escape(sample_id)}(?![\w-])") if sample_id else None

    def __call__(self, text: str, process_id: str) -> str:
        return self._mentioned.sub(lambda _: process_id, text) if self._mentioned else text
