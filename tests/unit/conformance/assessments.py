"""Assessments of checks of the simulator, conforming and with seeded defects."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from ProcessStatusLibrary import load_contract
from ProcessStatusLibrary.conformance.assessment import Assessment
from ProcessStatusLibrary.conformance.results import ServiceResult
from ProcessStatusLibrary.defect_checks import DefectChecks

TODAY = date(2026, 11, 22)
STATE = "enumeration.state"


@cache
def checked(service: str, *defects: str) -> ServiceResult:
    """One check of a simulated service."""
    with DefectChecks(load_contract(service)) as checks:
        return checks.check(*defects)


def assessed(*results: ServiceResult, **options: Any) -> Assessment:
    """What counts of some checks."""
    return Assessment(results, today=TODAY, **options)
