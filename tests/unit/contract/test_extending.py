"""A contract that extends another: which one is meant, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary.contract import load_contract, loader, shipped_services
from ProcessStatusLibrary.contract.loader import ContractError

from ..bindings.samples import exactly

SHIPPED = "'cora-ocr', 'cora-rpa', 'coruson', 'listrak'"


def written(folder: Path, text: str) -> Path:
    """A folder with a contract of this text."""
    folder.mkdir()
    (folder / "contract.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_sibling_comes_before_a_shipped_contract(tmp_path: Path) -> None:
    written(tmp_path / "listrak", 'extends = "robusta"\ntitle = "In between"')
    contract = load_contract(written(tmp_path / "mine", 'extends = "listrak"\nservice = "mine"'))

    assert (contract.service, contract.title) == ("mine", "In between")
    assert [folder.name for folder in contract.folders] == ["mine", "listrak", "robusta"]
    assert contract.folders[:2] == (tmp_path / "mine", tmp_path / "listrak")


def test_tables_are_merged_and_all_else_is_replaced(tmp_path: Path) -> None:
    text = 'extends = "robusta"\n[lifecycle.states]\nWAITING = { next = ["RUNNING"] }\n[credentials]\nnote = "n"\n'
    contract = load_contract(written(tmp_path / "mine", text))
    robusta = load_contract("robusta")

    assert contract.model.lifecycle.states["WAITING"].next == ["RUNNING"]
    assert contract.model.lifecycle.states["WAITING"].initial
    assert contract.model.lifecycle.states["RUNNING"] == robusta.model.lifecycle.states["RUNNING"]
    assert (contract.model.credentials.kind, contract.model.credentials.note) == ("basic", "n")


@pytest.mark.parametrize(
    ("name", "message"),
    [
        (
            '"desc"',
            f"Unknown contract 'desc'. Did you mean 'desk'? Allowed: {SHIPPED[:-11]}, 'desk', 'listrak' or 'robusta'.",
        ),
        ('"mine-2"', f"Unknown contract 'mine-2'. Allowed: {SHIPPED[:-11]}, 'desk', 'listrak' or 'robusta'."),
        ("3", "expected the name of a contract, got '3'."),
        ('"a b"', "expected the name of a contract, got 'a b'."),
        ('"-"', "expected the name of a contract, got '-'."),
    ],
)
def test_what_cannot_be_extended(tmp_path: Path, name: str, message: str) -> None:
    written(tmp_path / "desk", "")
    mine = written(tmp_path / "mine", f"extends = {name}")
    with pytest.raises(ContractError, match=exactly(f"{mine / 'contract.toml'}: extends: {message}")):
        load_contract(mine)


def test_a_contract_that_leads_back_to_its_base(tmp_path: Path) -> None:
    written(tmp_path / "a", 'extends = "b"')
    written(tmp_path / "b", 'extends = "b"')
    message = f"{tmp_path / 'b' / 'contract.toml'}: extends: 'b' leads back here."
    with pytest.raises(ContractError, match=exactly(message)):
        load_contract(tmp_path / "a")


@pytest.mark.parametrize("name", ["", " ", "\t"])
def test_no_name_at_all(name: str) -> None:
    message = f"Unknown service ''. Allowed: {SHIPPED} or 'robusta'. Or the path of a contract's folder."
    with pytest.raises(ValueError, match=exactly(message)):
        load_contract(name)


def test_a_path_that_is_not_there() -> None:
    for path in ("nowhere/at-all", "./nowhere", ".nowhere"):
        with pytest.raises(ContractError, match=exactly(f"{Path(path)}: no such folder.")):
            load_contract(path)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("credentials = 3", "credentials: expected a table, got 3."),
        ("title = { a = 1 }", "title: expected a string, got a table."),
    ],
)
def test_a_table_and_a_value_are_not_merged(tmp_path: Path, line: str, message: str) -> None:
    mine = written(tmp_path / "mine", f'extends = "robusta"\n{line}')
    with pytest.raises(ContractError, match=exactly(f"{mine / 'contract.toml'}: {message}")):
        load_contract(mine)


def test_a_folder_without_a_contract_is_no_service(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("b", "a"):
        written(tmp_path / name, "")
    (tmp_path / "c").mkdir()
    monkeypatch.setattr(loader, "contracts_root", lambda: tmp_path)

    assert shipped_services() == ["a", "b"]
