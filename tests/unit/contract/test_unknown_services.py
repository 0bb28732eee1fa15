"""A service that is not there: by its name, with the nearest one, and by its folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.loader import ContractError

from ..bindings.samples import exactly

ALLOWED = "Allowed: 'cora-ocr', 'cora-rpa', 'coruson', 'listrak' or 'robusta'. Or the path of a contract's folder."


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("cora-rpc", " Did you mean 'cora-rpa'?"),
        ("Cora-OCR", " Did you mean 'cora-ocr'?"),
        ("cora_rpa", " Did you mean 'cora-rpa'?"),
        ("zzz", ""),
    ],
)
def test_an_unknown_service(name: str, meant: str) -> None:
    with pytest.raises(ValueError, match=exactly(f"Unknown service '{name}'.{meant} {ALLOWED}")):
        load_contract(name)


def test_a_folder_without_a_contract(tmp_path: Path) -> None:
    with pytest.raises(ContractError, match=exactly(f"{tmp_path}: no contract.toml in this folder.")):
        load_contract(tmp_path)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    folder = tmp_path / "nowhere"

    with pytest.raises(ContractError, match=exactly(f"{folder}: no such folder.")):
        load_contract(folder)
    with pytest.raises(ContractError, match=exactly("nowhere: no such folder.")):
        load_contract("./nowhere")


def test_a_contract_that_is_a_folder(tmp_path: Path) -> None:
    (tmp_path / "contract.toml").mkdir()

    with pytest.raises(ContractError, match=exactly(f"{tmp_path}: no contract.toml in this folder.")):
        load_contract(tmp_path)
