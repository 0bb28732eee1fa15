"""What a check is held beside, whatever it says: a baseline and acceptances are read, or refused with their errors."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.conformance.acceptances import AcceptancesError, read_acceptances
from ProcessStatusLibrary.conformance.baseline import BaselineError, read_baseline
from ProcessStatusLibrary.contract import load_contract, shipped_services

from .examples import examples
from .mutations import changed, changes, mutated, values
from .test_contract_loader import TOKENS, names
from .test_json_parsing import TOKENS as JSON_TOKENS
from .toml_writing import toml

CONTRACTS = {service: load_contract(service) for service in shipped_services()}
ACCEPTED = b"""[[accepted]]
clause = "enumeration.state"
service = "robusta"
operation = "GetProcessStatus"
binding = "REST"
reason = "Ticket 4711."
expires = 2027-03-31

[[accepted]]
clause = "fault.status"
service = "cora-rpa"
reason = "The vendor mends it."
expires = 2027-03-31
"""
ACCEPTED_WORDS = sorted({*names(tomllib.loads(ACCEPTED.decode())), "soap12", "GetStatus", "robusta", "1999-01-01"})
REPORT = {
    "format": 1,
    "tool": {"name": "ProcessStatusLibrary", "version": "1"},
    "fail_on": "documented",
    "exit_status": 1,
    "services": [
        {
            "service": "robusta",
            "title": "Robusta",
            "contract": {"version": "1", "source": "a page", "retrieved": "2026-01-31"},
            "target": "simulator",
            "simulated": True,
            "clauses": [
                {
                    "id": "enumeration.state",
                    "title": "The state is a documented one.",
                    "level": "documented",
                    "source": "a page",
                    "operation": "GetProcessStatus",
                    "binding": "REST",
                    "verdict": "pass",
                    "standing": "",
                    "judged": 1,
                    "message": "",
                    "evidence": [1],
                    "breaches": [],
                }
            ],
            "observed_only": [],
            "contradictions": [],
        }
    ],
    "accepted_not_seen": [{"clause": "fault.status", "where": "robusta", "expires": "2027-03-31"}],
}
REPORT_WORDS = sorted({*names(REPORT), "fail", "soap12", "breaches", "2026-02-30"})
REPORTS = st.one_of(
    mutated([json.dumps(REPORT).encode()], JSON_TOKENS),
    changes(values(st.none(), words=REPORT_WORDS), REPORT_WORDS).map(
        lambda rows: json.dumps(changed(REPORT, rows)).encode()
    ),
)
ACCEPTANCES = st.one_of(
    mutated([ACCEPTED], TOKENS),
    changes(values(st.dates(), words=ACCEPTED_WORDS), ACCEPTED_WORDS).map(
        lambda rows: toml(changed(tomllib.loads(ACCEPTED.decode()), rows))
    ),
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the files are."""
    return tmp_path_factory.mktemp("earlier")


@examples
@given(ACCEPTANCES)
def test_acceptances_or_the_reason(folder: Path, document: bytes) -> None:
    file = folder / "accepted.toml"
    file.write_bytes(document)
    try:
        found = read_acceptances(file, CONTRACTS)
    except AcceptancesError as problem:
        assert str(problem).startswith(str(file))
    else:
        assert found == read_acceptances(file, CONTRACTS)
        assert all(entry.service in entry.where for entry in found)


@examples
@given(REPORTS)
def test_a_baseline_or_the_reason(folder: Path, document: bytes) -> None:
    file = folder / "conformance.json"
    file.write_bytes(document)
    try:
        found = read_baseline(file)
    except BaselineError as problem:
        assert str(problem).startswith(str(file))
    else:
        assert found == read_baseline(file)
        assert set(found.targets) >= {service for service, *_ in found.verdicts}
