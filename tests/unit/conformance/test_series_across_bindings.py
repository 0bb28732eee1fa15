"""A series that is read over several bindings is judged whole, and a finding belongs to the binding where it shows."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.defect_checks import DefectChecks

Verdicts = dict[str, tuple[str, str]]


def verdicts(service: str, clause: str, *defects: str) -> Verdicts:
    """The verdict of a clause and its first line, by binding of the status operation."""
    contract = load_contract(service)
    operation, _ = contract.operation("", "status")
    with DefectChecks(contract) as checks:
        found = checks.check(*defects).clauses
    return {
        entry.binding: (entry.verdict, entry.message.split("\n")[0].split(" [")[0])
        for entry in found
        if entry.clause.id == clause and entry.operation == operation
    }


NO_READ = ("not applicable", "no request of this binding shows it")
KEPT = ("pass", "")
TABLE: dict[str, tuple[tuple[str, ...], Verdicts]] = {
    "all agree": (
        ("cora-rpa", "lifecycle.transition"),
        {"SOAP 1.1": KEPT, "SOAP 1.2": KEPT, "HTTP GET": NO_READ, "HTTP POST": NO_READ},
    ),
    "a binding that is behind": (
        ("listrak", "lifecycle.transition", "one-binding-stale"),
        {
            "SOAP 1.1": KEPT,
            "SOAP 1.2": ("fail", "Illegal transition from 'DataUploaded' to 'DataActivelyUploading'"),
        },
    ),
    "answers that are kept": (
        ("listrak", "lifecycle.transition", "cached-answer"),
        {
            "SOAP 1.1": ("fail", "Illegal transition from 'DataUploaded' to 'DataActivelyUploading'"),
            "SOAP 1.2": KEPT,
        },
    ),
    "the first is what the others are compared with": (
        ("coruson", "agreement.fields"),
        {"SOAP 1.2": ("not applicable", "the other bindings are compared with this one"), "REST": KEPT},
    ),
    "a binding without a text": (
        ("coruson", "agreement.fields", "one-binding-lacks-text"),
        {
            "SOAP 1.2": ("not applicable", "the other bindings are compared with this one"),
            "REST": ("fail", "Another message than over the binding that was asked before and after"),
        },
    ),
    "one binding agrees with itself": (("robusta", "agreement.state"), {"REST": NO_READ}),
}


@pytest.mark.parametrize(("asked", "expected"), TABLE.values(), ids=TABLE)
def test_across_bindings(asked: tuple[str, ...], expected: Verdicts) -> None:
    assert verdicts(*asked) == expected
