"""Families of probes: what a check asks, in the order in which it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..bench import Bench
from ..probe import Asking
from .known import known_processes
from .mutants import mutants
from .same_meaning import same_meaning
from .starting import starts

FAMILIES: Sequence[Callable[[Bench], Asking]] = (
    known_processes,
    same_meaning,
    starts,
    mutants,
)
"""Harmless ones first; those that may lock an account last."""


def families(bench: Bench) -> list[Asking]:
    """Every family, ready to ask about one service."""
    return [family(bench) for family in FAMILIES]
