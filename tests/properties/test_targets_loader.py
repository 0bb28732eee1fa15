"""Targets files, whatever they say: targets with a service and a way to it, or TargetsError."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.contract import load_contract, shipped_services
from ProcessStatusLibrary.targets import TargetsError, base_url, load_targets

from ..unit.bindings.samples import CONTRACTS
from .examples import examples
from .mutations import TEXTS, changed, changes, mutated, values
from .test_contract_loader import TOKENS, names
from .toml_writing import toml

DOCUMENT = (CONTRACTS.parent / "targets.example.toml").read_bytes()
TREE = tomllib.loads(DOCUMENT.decode())
SECRETS = ("ROBUSTA_USER", "ROBUSTA_PASSWORD", "LISTRAK_USER", "LISTRAK_PASSWORD", "CORUSON_TOKEN")
CANARY = "canary-5up3r"
ENVIRONMENT = dict.fromkeys(SECRETS, CANARY)
URLS = ["http://[", "http://[::1]", "http://h:99999", "http://h:x", "http://u:p@h/", "https://h?a=b", "ftp://h",
        "http://", "//h", "http:///a", "http://h/#", "http://\u2100", "http://h\n/",
        "http://h/IntegrationService.asmx?WSDL"]  # fmt: skip
KEYS = ["contract", "target", "simulator", "defects", "ca_file", "client_key", "verify", "headers", "proxies",
        "id_parameters", "base_path", "timeouts", "limits", "retries", "pause", "connect", "depth", ".", "nowhere.pem",
        *shipped_services()]  # fmt: skip
WORDS = sorted({*names(TREE), *URLS, *KEYS})
ADDRESSES = st.one_of(
    TEXTS,
    st.sampled_from(URLS),
    st.text(alphabet="htps:/.[]@?#a1%{}\\", max_size=30).map(lambda rest: f"http://{rest}"),
)
FILES = st.one_of(
    mutated([DOCUMENT], [*TOKENS, *(url.encode() for url in URLS)]),
    changes(values(words=WORDS), WORDS).map(lambda rows: toml(changed(TREE, rows))),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the targets file is."""
    return tmp_path_factory.mktemp("targets") / "targets.toml"


@examples
@given(FILES)
def test_targets_or_the_reason(file: Path, document: bytes) -> None:
    file.write_bytes(document)
    try:
        targets = load_targets(file, ENVIRONMENT)
    except TargetsError as problem:
        assert str(problem).startswith(str(file))
        assert CANARY not in str(problem)
        return
    assert targets == load_targets(file, ENVIRONMENT)
    for service, target in targets.items():
        assert target.service == service == target.contract.service
        assert target.simulated is not bool(target.url)
        assert target.name


@examples
@given(st.sampled_from(shipped_services()), ADDRESSES)
def test_a_base_or_the_reason(service: str, url: str) -> None:
    contract = load_contract(service)
    try:
        base = base_url(contract, url)
    except ValueError as problem:
        assert str(problem).startswith("The URL ")
    else:
        assert base_url(contract, base) == base
