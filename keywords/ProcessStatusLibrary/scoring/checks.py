"""Runs the check against seeded defects, on several processors at once."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..contract import load_contract
from ..defect_checks import Broken, DefectChecks, broken
from ..embedded import Profile

CHUNK = 4
"""Checks that a process is handed at a time: few, so that all processes end together."""


@dataclass(frozen=True, slots=True)
class Seeded:
    """A service that is to be checked with a defect.

    Attributes:
        folder: The folder of the service's contract.
        defect: The defect's name.
        profile: How the simulator answers.
    """

    folder: Path
    defect: str
    profile: Profile = "documented"


def processors() -> int:
    """How many checks can run at once."""
    return os.cpu_count() or 1


def noticed(seeded: Sequence[Seeded], jobs: int = 1) -> Iterator[tuple[Seeded, frozenset[str]]]:
    """Checks every service with its defect.

    Every check has a simulator of its own, so that none depends on those before it.

    Args:
        seeded: The services and defects.
        jobs: How many processes to check in; 1: this one.

    Yields:
        In the given order: the ids of the clauses that say fail and that the conforming simulator keeps.
    """
    if jobs <= 1 or len(seeded) <= 1:
        yield from ((one, notice(one)) for one in seeded)
        return
    # Spawned, because a fork of a process that has threads may hang.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(jobs, len(seeded)), context, _leave_interrupts_to_the_parent)
    try:
        yield from zip(seeded, pool.map(notice, seeded, chunksize=CHUNK), strict=True)
    finally:
        pool.shutdown(cancel_futures=True)


def notice(seeded: Seeded) -> frozenset[str]:
    """Checks one service with one defect."""
    found = _broken(seeded.folder, seeded.profile, seeded.defect)
    return frozenset(clause for _, _, clause in found - conforming(seeded.folder, seeded.profile))


@lru_cache(maxsize=64)
def conforming(folder: Path, profile: Profile) -> Broken:
    """What the conforming simulator of a service breaks."""
    return _broken(folder, profile)


def _broken(folder: Path, profile: Profile, *defects: str) -> Broken:
    with DefectChecks(load_contract(folder), profile) as checks:
        return broken(checks.check(*defects))


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
