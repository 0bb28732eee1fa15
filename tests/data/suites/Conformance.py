"""The whole check of a service as one keyword."""

from __future__ import annotations

import os
from pathlib import Path

from robot.api.deco import keyword

from ProcessStatusLibrary.conformance.binding_selection import selected_bindings
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.conformance.clause import Verdict
from ProcessStatusLibrary.conformance.situation import EVERYTHING
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.embedded import EmbeddedSimulator
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.target_selection import configured_target


@keyword
def service_should_conform(service: str) -> None:
    """Fails when a clause is broken, at whatever level."""
    contract = load_contract(service)
    embedded = EmbeddedSimulator()
    try:
        selected = configured_target(contract, Path(os.environ["PROCESSSTATUS_TARGETS"]))
        with Session(embedded.target_with_processes(contract, selected)) as session:
            result = check_service(session, selected_bindings(contract, []), permissions=EVERYTHING)
    finally:
        embedded.stop()
    broken = [clause.message for clause in result.clauses if clause.verdict is Verdict.FAIL]
    if broken:
        raise AssertionError("\n".join(broken))
