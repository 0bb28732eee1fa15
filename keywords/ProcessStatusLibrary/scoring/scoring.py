"""Scores the check, or a suite, defect by defect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from ..contract.service import Contract
from ..simulator.defects.defect import Defect
from .checks import Seeded, noticed
from .score import DefectScore, check_score, suite_score
from .seeded import shows
from .suites import Runner, run_suite
from .table import defect_table


def score_check(contracts: Sequence[Contract], defects: Sequence[Defect], jobs: int = 1) -> Iterator[DefectScore]:
    """Scores the check.

    Args:
        contracts: The services that are checked.
        defects: The defects; each is tried in every service in which it can show.
        jobs: How many checks run at the same time.
    """
    services = {contract.folders[0]: contract.service for contract in contracts}
    by_name = {defect.name: defect for defect in defects}
    seeded = [
        Seeded(contract.folders[0], defect.name)
        for defect in defects
        for contract in contracts
        if shows(defect, contract)
    ]
    for name, cells in groupby(noticed(seeded, jobs), key=lambda cell: cell[0].defect):
        found = {services[one.folder]: clauses for one, clauses in cells}
        yield check_score(by_name[name], found, defect_table())


def score_suite(
    contracts: Sequence[Contract],
    defects: Sequence[Defect],
    runner: Runner,
    *,
    jobs: int = 1,
    timeout: float | None = None,
) -> Iterator[DefectScore]:
    """Scores a suite of tests.

    Args:
        contracts: The services that the suite finds.
        defects: The defects; each is tried in all services at once.
        runner: Runs the suite once.
        jobs: How many runs at the same time.
        timeout: Seconds for a run; by default what the first one suggests.

    Raises:
        SuiteRefused: The suite is red without any defect.
    """
    by_name = {defect.name: defect for defect in defects}
    for name, run in run_suite(contracts, list(by_name), runner, jobs=jobs, timeout=timeout):
        services = [contract.service for contract in contracts if shows(by_name[name], contract)]
        yield suite_score(by_name[name], services, run.red, defect_table())
