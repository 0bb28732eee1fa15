"""The shipped contracts load, and say the same thing wherever they say it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from lxml import etree

from ProcessStatusLibrary.contract import load_contract, shipped_services
from ProcessStatusLibrary.contract.published import contract_json_schema
from ProcessStatusLibrary.schemas.messages import message_schemas

from ..bindings.samples import CONTRACTS

XS = "{http://www.w3.org/2001/XMLSchema}"
SERVICES = ["cora-ocr", "cora-rpa", "coruson", "listrak", "robusta"]
each_service = pytest.mark.parametrize("service", SERVICES)


def test_five_services_ship() -> None:
    assert shipped_services() == SERVICES


@each_service
def test_a_contract_loads_by_name_and_goes_by_it(service: str) -> None:
    contract = load_contract(service)

    assert contract.service == service
    assert contract.folders[0] == CONTRACTS / service
    assert load_contract(service) is contract


@pytest.mark.parametrize(
    "path", [CONTRACTS / "listrak", str(CONTRACTS / "listrak"), CONTRACTS / "listrak" / "contract.toml"]
)
def test_a_contract_loads_by_its_folder_and_by_its_file(path: str | Path) -> None:
    assert load_contract(path) is load_contract("listrak")


def test_a_folder_beside_the_caller_loads_by_its_relative_path(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CONTRACTS)

    assert load_contract("./listrak") is load_contract("listrak")


@pytest.mark.parametrize(
    ("service", "bindings"),
    [
        ("cora-rpa", {"GetStatus": ["SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST"]}),
        ("cora-ocr", {"GetStatus": ["SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST"]}),
        ("robusta", {"StartProcess": ["REST"], "GetProcessStatus": ["REST"]}),
        ("listrak", {"GetProcessStatus": ["SOAP 1.1", "SOAP 1.2"]}),
        ("coruson", {"ImportReportsStatus": ["SOAP 1.2", "REST"]}),
    ],
)
def test_the_fourteen_rows(service: str, bindings: dict[str, list[str]]) -> None:
    operations = load_contract(service).model.operations

    assert {name: list(operation.bindings) for name, operation in operations.items()} == bindings


@pytest.mark.parametrize(
    ("service", "path"),
    [
        ("cora-rpa", ["Queued", "ProcessingInput", "WaitingForOutput", "Completed"]),
        ("cora-ocr", ["Queued", "ProcessingInput", "WaitingForOutput", "Completed"]),
        (
            "listrak",
            [
                "DataActivelyUploading",
                "DataUploaded",
                "DataReadyForProcessing",
                "ProcessingData",
                "ProcessingCompleted",
            ],
        ),
        ("robusta", ["WAITING", "RUNNING", "SUCCEEDED"]),
        ("coruson", ["Waiting", "Importing", "Imported"]),
    ],
)
def test_the_happy_path(service: str, path: list[str]) -> None:
    assert load_contract(service).happy_path == path


WAITING = 'initial = true, next = ["RUNNING", "FAILED", "CANCELLED"]'
PATHS = {
    "another first": (
        'initial = true, next = ["FAILED", "RUNNING", "SUCCEEDED", "CANCELLED"]', ["WAITING", "RUNNING", "SUCCEEDED"]
    ),
    "no other": ('initial = true, next = ["FAILED", "CANCELLED"]', ["WAITING", "FAILED"]),
    "another beginning": (
        'next = ["FAILED"] }\nQUEUED = { phase = "pending", level = "inferred", initial = true, next = ["RUNNING"]',
        ["QUEUED", "RUNNING", "WAITING", "FAILED"],
    ),
    "no beginning": ('next = ["SUCCEEDED"]', ["WAITING", "SUCCEEDED"]),
}  # fmt: skip


@pytest.mark.parametrize(("row", "path"), PATHS.values(), ids=PATHS)
def test_the_happy_path_takes_the_first_follower_that_does_not_fail(tmp_path: Path, row: str, path: list[str]) -> None:
    shutil.copytree(CONTRACTS / "robusta", tmp_path / "robusta")
    file = tmp_path / "robusta" / "contract.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(WAITING, row), encoding="utf-8")

    assert load_contract(tmp_path / "robusta").happy_path == path


@pytest.mark.parametrize(
    ("service", "states", "allowable"),
    [
        ("cora-rpa", ["Completed", "Aborted", "Failed"], []),
        ("cora-ocr", ["Completed", "Aborted", "Failed"], []),
        ("listrak", ["ProcessingCompleted", "ProcessingFailed"], []),
        ("robusta", ["SUCCEEDED", "FAILED", "CANCELLED"], ["FAILED", "CANCELLED"]),
        ("coruson", ["Imported", "Refused"], []),
    ],
)
def test_terminal_states_and_those_that_must_be_allowed(service: str, states: list[str], allowable: list[str]) -> None:
    contract = load_contract(service)

    assert contract.terminal_states == states
    assert contract.allowable_states == allowable


def test_the_published_schema_of_a_contract_is_made_from_the_model() -> None:
    published = (CONTRACTS.parent / "contract.schema.json").read_text(encoding="utf-8")

    assert published == json.dumps(contract_json_schema(), indent=2) + "\n"


def test_ocr_says_what_rpa_says_but_for_names_addresses_and_contradictions() -> None:
    rpa, ocr = load_contract("cora-rpa"), load_contract("cora-ocr")
    as_rpa = repr(ocr.model.operations).replace("coraOcr", "coraRpa").replace("/ocr/", "/rpa/")

    assert ocr.folders == (CONTRACTS / "cora-ocr", CONTRACTS / "cora-rpa")
    assert ocr.model.lifecycle == rpa.model.lifecycle
    assert ocr.model.invariants == rpa.model.invariants
    assert ocr.model.credentials == rpa.model.credentials
    assert as_rpa == repr(rpa.model.operations)
    assert len(ocr.model.contradictions) == len(rpa.model.contradictions) + 1


@pytest.mark.parametrize("service", ["cora-rpa", "cora-ocr", "listrak"])
def test_the_schema_inside_the_wsdl_is_the_shipped_one(service: str) -> None:
    contract = load_contract(service)
    inside = etree.parse(contract.file(contract.model.wsdl)).find(f".//{XS}schema")
    shipped = etree.parse(contract.file(contract.model.schemas[0])).getroot()

    assert inside is not None
    assert canonical_schema(inside) == canonical_schema(shipped)


def canonical_schema(schema: etree._Element) -> bytes:
    """A schema element alone, without blank text."""
    parsed = etree.fromstring(etree.tostring(schema, with_tail=False), etree.XMLParser(remove_blank_text=True))
    return etree.tostring(parsed, method="c14n", exclusive=True)


@pytest.mark.parametrize(
    ("service", "element"),
    [
        ("cora-rpa", ["ActivityMetadata", "MasterWorkflowInstanceId"]),
        ("cora-ocr", ["ActivityMetadata", "MasterWorkflowInstanceId"]),
        ("listrak", ["GetProcessStatus", "ProcessID"]),
        ("coruson", ["ImportReportsStatus", "ImportId"]),
    ],
)
def test_the_type_of_an_id_is_the_schemas(service: str, element: list[str]) -> None:
    contract = load_contract(service)
    _, operation = contract.operation()
    components = message_schemas(contract).components
    found = components.find(element)

    assert found is not None
    assert components.describe(found).type == operation.identified_by.type
    assert element[-1] == operation.identified_by.name


@each_service
def test_every_contract_says_where_its_page_contradicts_itself(service: str) -> None:
    contradictions = load_contract(service).model.contradictions

    assert len(contradictions) >= 1
    assert [entry for entry in contradictions if entry.says == entry.read_as] == []
