"""Families of probes: what a check asks, in the order in which it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..bench import Bench
from ..probe import Asking
from .comparing import compared_bindings
from .concurrent import concurrent_readers
from .following import followed_processes
from .known import known_processes
from .repeated import repeated_reads
from .starting import starts

FAMILIES: Sequence[Callable[[Bench], Asking]] = (
    repeated_reads,
    known_processes,
    concurrent_readers,
    followed_processes,
    compared_bindings,
    starts,
)
"""Harmless ones first; those that may lock an account last."""


def families(bench: Bench) -> list[Asking]:
    """Every family, ready to ask about one service."""
    return [family(bench) for family in FAMILIES]
