"""What everybody asks a contract: operations, bindings, allowed values; and where a document is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.service import canonical_binding
from ProcessStatusLibrary.targets import TargetsError, load_targets

from ..bindings.samples import exactly

ROBUSTA = load_contract("robusta")
WITHOUT_SCHEMA = """
service   = "parcels"
title     = "Parcels"
version   = "1"
source    = "made up"
retrieved = 2026-11-21

[operations.Track]
role = "status"
result.state = "State"

[operations.Track.bindings.REST]
request.line = "GET /parcels/{Number}"
response.media_types = ["application/json"]

[lifecycle]
level  = "documented"
states = { Packed = { phase = "pending", initial = true } }
"""


def test_an_operation_by_name_and_by_role() -> None:
    operations = ROBUSTA.model.operations

    assert ROBUSTA.operation("StartProcess") == ("StartProcess", operations["StartProcess"])
    assert ROBUSTA.operation() == ("GetProcessStatus", operations["GetProcessStatus"])
    assert ROBUSTA.operation(role="start") == ("StartProcess", operations["StartProcess"])


@pytest.mark.parametrize(
    ("name", "role", "message"),
    [
        (
            "StartProces",
            "status",
            (
                "Service 'robusta' has no operation 'StartProces'. Did you mean 'StartProcess'? "
                "Its operations: 'StartProcess' and 'GetProcessStatus'."
            ),
        ),
        (
            "zzz",
            "status",
            "Service 'robusta' has no operation 'zzz'. Its operations: 'StartProcess' and 'GetProcessStatus'.",
        ),
        ("", "stop", "Service 'robusta' documents no operation that can stop a process."),
    ],
)
def test_an_operation_that_is_not_there(name: str, role: str, message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)):
        ROBUSTA.operation(name, role)


def test_a_binding_that_nobody_has() -> None:
    allowed = "Allowed: 'SOAP 1.1', 'SOAP 1.2', 'HTTP GET', 'HTTP POST' or 'REST'."
    with pytest.raises(ValueError, match=exactly(f"Unknown binding 'SOAP 1.3'. Did you mean 'SOAP 1.2'? {allowed}")):
        canonical_binding("SOAP 1.3")
    with pytest.raises(ValueError, match=exactly(f"Unknown binding 'gopher'. {allowed}")):
        canonical_binding("gopher")


def test_a_binding_by_its_name_and_the_first() -> None:
    coruson = load_contract("coruson")
    bindings = coruson.model.operations["ImportReportsStatus"].bindings

    assert coruson.binding("ImportReportsStatus") == ("SOAP 1.2", bindings["SOAP 1.2"])
    assert coruson.binding("ImportReportsStatus", "rest") == ("REST", bindings["REST"])
    message = (
        "Service 'coruson' does not document ImportReportsStatus over SOAP 1.1. Its bindings: 'SOAP 1.2' and 'REST'."
    )
    with pytest.raises(ValueError, match=exactly(message)):
        coruson.binding("ImportReportsStatus", "soap11")


def test_a_state_and_its_phase() -> None:
    cora = load_contract("cora-rpa")

    assert cora.state("Failed") == cora.model.lifecycle.states["Failed"]
    assert cora.state("failed") is None
    assert [cora.phase(name) for name in ("Queued", "Failed", "NotFound", "failed")] == [
        "pending", "failed", "unknown", "unknown",
    ]  # fmt: skip


def test_a_file_of_a_contract_or_of_one_that_it_extends() -> None:
    ocr = load_contract("cora-ocr")
    own, base = ocr.folders

    assert ocr.file("cora-ocr.xsd") == own / "cora-ocr.xsd"
    assert ocr.file("cora-rpa.xsd") == base / "cora-rpa.xsd"
    assert ocr.file("nothing.xsd") == own / "nothing.xsd"


def test_values_that_are_allowed() -> None:
    assert ROBUSTA.allowed("GetProcessStatus", "status") == ["WAITING", "RUNNING", "SUCCEEDED"]
    assert ROBUSTA.allowed("GetProcessStatus", "message") == []
    assert ROBUSTA.allowed("GetProcessStatus", "nothing/there") == []


def test_no_value_is_allowed_where_no_schema_says_which(tmp_path: Path) -> None:
    (tmp_path / "contract.toml").write_text(WITHOUT_SCHEMA, encoding="utf-8")

    assert load_contract(tmp_path).allowed("Track", "State") == []


@pytest.mark.parametrize(("key", "shown"), [("a/b", '"a/b"'), ("a~b", '"a~b"'), ("~1", '"~1"'), ("a-b_c", "a-b_c")])
def test_a_key_is_shown_as_it_is_written(tmp_path: Path, key: str, shown: str) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(f'[robusta]\nurl = "http://host"\nheaders = {{ "{key}" = 1 }}\n', "utf-8")
    with pytest.raises(TargetsError, match=exactly(f"{file}: robusta.headers.{shown}: expected a string, got 1.")):
        load_targets(file)
