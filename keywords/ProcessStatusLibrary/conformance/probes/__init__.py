"""Families of probes: what a check asks, in the order in which it asks."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ..bench import Bench
from ..probe import Asking
from .comparing import compared_bindings
from .concurrent import concurrent_readers
from .following import followed_processes
from .known import known_processes
from .mutants import mutants
from .other_ids import malformed_ids, missing_headers, unknown_ids
from .repeated import repeated_reads
from .same_meaning import same_meaning
from .starting import starts
from .wrong_addresses import unknown_paths, wrong_methods
from .wrong_credentials import no_credentials, wrong_passwords, wrong_users
from .wrong_messages import (
    malformed_bodies,
    unknown_operations,
    wrong_actions,
    wrong_envelopes,
    wrong_media_types,
)

FAMILIES: Sequence[Callable[[Bench], Asking]] = (
    repeated_reads,
    known_processes,
    concurrent_readers,
    followed_processes,
    compared_bindings,
    starts,
    same_meaning,
    unknown_ids,
    malformed_ids,
    missing_headers,
    wrong_actions,
    unknown_operations,
    wrong_envelopes,
    malformed_bodies,
    wrong_media_types,
    mutants,
    wrong_methods,
    unknown_paths,
    no_credentials,
    wrong_passwords,
    wrong_users,
)
"""Harmless ones first; those that may lock an account last."""


def families(bench: Bench) -> list[Asking]:
    """Every family, ready to ask about one service."""
    return [family(bench) for family in FAMILIES]
