"""What a score says of two suites: one looks at nothing but the status, one uses the library's keywords.

Both suites are run in this process, which starts no interpreter for each defect.
"""

from __future__ import annotations

import io
import os
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import robot

from ProcessStatusLibrary.contract import load_contract, shipped_services
from ProcessStatusLibrary.contract.service import Contract
from ProcessStatusLibrary.scoring.score import Score
from ProcessStatusLibrary.scoring.scoring import score_suite
from ProcessStatusLibrary.scoring.seeded import selected_defects
from ProcessStatusLibrary.scoring.stage import Stage
from ProcessStatusLibrary.scoring.suites import Run, Runner
from ProcessStatusLibrary.simulator.defects.defect import Defect

from ...data.suites.http_200 import other_statuses

ROBOT_SUITE = Path(__file__).parents[2] / "data" / "suites" / "keywords.robot"
DRAWN, SEED = 40, 4
"""How many of the defects the Robot suite is run with, and the seed of the draw: every run is a whole check."""


def http_200(stage: Stage, timeout: float | None) -> Run:
    """Runs the suite that looks at the status."""
    found = [*other_statuses(stage.environment)]
    return Run("exit status 1" if found else "", "\n".join(found))


def keywords(stage: Stage, timeout: float | None) -> Run:
    """Runs the suite that uses keywords."""
    out = io.StringIO()
    with patch.dict(os.environ, stage.environment):
        status = robot.run(ROBOT_SUITE, output=None, log=None, report=None, stdout=out, stderr=out)  # type: ignore[no-untyped-call]
    return Run(f"exit status {status}" if status else "", out.getvalue())


def scored(contracts: Sequence[Contract], defects: Sequence[Defect], runner: Runner) -> Score:
    """Scores a suite."""
    services = tuple(contract.service for contract in contracts)
    return Score("suite", services, tuple(score_suite(contracts, defects, runner)))


def test_a_suite_that_looks_at_the_status_alone_scores_a_fifth_at_most() -> None:
    contracts = [load_contract(name) for name in shipped_services()]

    score = scored(contracts, selected_defects(contracts), http_200)

    assert score.percent <= 20
    assert {one.defect.name for one in score.defects if one.killed} >= {"status-201", "status-500", "redirect-to-login"}


def test_a_suite_that_uses_the_keywords_scores_nine_tenths_at_least() -> None:
    contracts = [load_contract("listrak"), load_contract("robusta")]
    defects = selected_defects(contracts, sample=DRAWN, seed=SEED)

    score = scored(contracts, defects, keywords)

    assert len(score.defects) == DRAWN
    assert score.percent >= 90, [one.defect.name for one in score.defects if not one.killed]
