"""The front door of the package: what it offers, and what opening it costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ProcessStatusLibrary

NAMES = [
    "Breach",
    "Contract",
    "ContractBreach",
    "Credentials",
    "CredentialsRefused",
    "EmptyResult",
    "ExpectationFailed",
    "NotConforming",
    "ProcessStatus",
    "ProcessStatusError",
    "ProcessStatusLibrary",
    "Reply",
    "ReplyError",
    "ServiceError",
    "Session",
    "Simulator",
    "SoapFault",
    "StartedProcess",
    "Target",
    "TargetMissing",
    "TransportError",
    "UnreadableReply",
    "__version__",
    "load_contract",
    "load_targets",
    "open_service",
]


def test_the_names_are_all_there_and_sorted() -> None:
    assert set(NAMES) <= set(ProcessStatusLibrary.__all__)
    assert ProcessStatusLibrary.__all__ == sorted(set(ProcessStatusLibrary.__all__))
    assert dir(ProcessStatusLibrary) == ProcessStatusLibrary.__all__


@pytest.mark.parametrize("name", ProcessStatusLibrary.__all__)
def test_a_name_leads_to_what_it_says(name: str) -> None:
    found = getattr(ProcessStatusLibrary, name)

    assert getattr(found, "__name__", name) == name


def test_type_checkers_see_the_same_names() -> None:
    tree = ast.parse(Path(ProcessStatusLibrary.__file__).read_text(encoding="utf-8"))
    imported = {
        alias.asname
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.level
        for alias in node.names
    }

    assert imported == set(ProcessStatusLibrary.__all__)


def test_another_name_is_refused() -> None:
    with pytest.raises(AttributeError) as caught:
        _ = ProcessStatusLibrary.open_sesame

    assert str(caught.value) == "module 'ProcessStatusLibrary' has no attribute 'open_sesame'"


@pytest.mark.parametrize(
    ("statement", "absent"),
    [
        ("import ProcessStatusLibrary", ["requests", "urllib3", "robot", "xmlschema", "lxml", "msgspec", "asyncio"]),
        (
            "import ProcessStatusLibrary.pytest_plugin",
            ["requests", "urllib3", "robot", "xmlschema", "lxml", "jsonschema_rs", "rich"],
        ),
        ("from ProcessStatusLibrary import open_service", ["requests", "urllib3", "robot", "xmlschema", "asyncio"]),
        ("from ProcessStatusLibrary import Simulator", ["requests", "robot", "pytest"]),
    ],
)
def test_what_an_import_does_not_load(statement: str, absent: list[str]) -> None:
    done = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [sys.executable, "-W", "error", "-c", f"{statement}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    loaded = done.stdout.split()

    assert done.stderr == ""
    assert "ProcessStatusLibrary" in loaded
    assert [module for module in absent if module in loaded] == []
