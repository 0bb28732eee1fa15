"""A broken contract.toml is refused with the file, the key path, the value, what is allowed and the nearest name."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.loader import ContractError

from ..bindings.samples import CONTRACTS, exactly

TABLE = Path(__file__).parents[2] / "data" / "broken_contracts.toml"
FILE = "contract.toml"


@dataclass(frozen=True)
class Case:
    """One way to break a copy of a shipped contract: `old` becomes `new`, where it first stands."""

    name: str
    old: str
    new: str
    message: str = ""
    names: str = ""
    service: str = "listrak"

    def broken(self, tmp_path: Path) -> Path:
        """The broken copy's contract.toml."""
        folder = tmp_path / "broken"
        shutil.copytree(CONTRACTS / self.service, folder)
        text = (folder / FILE).read_text(encoding="utf-8")
        assert self.old in text
        (folder / FILE).write_text(text.replace(self.old, self.new, 1), encoding="utf-8")
        return folder / FILE


def cases(kind: str) -> list[Case]:
    """The cases of a kind, from the table in tests/data."""
    table: dict[str, list[dict[str, Any]]] = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return [Case(**case) for case in table[kind]]


def refused(path: Path, message: str) -> None:
    """Expects a contract to be refused with a message that its path begins; FOLDER stands for where it lies."""
    with pytest.raises(ContractError, match=exactly(f"{path}: {message}".replace("FOLDER", str(path.parent)))):
        load_contract(path.parent)


@pytest.mark.parametrize("case", cases("case"), ids=lambda case: case.name)
def test_a_broken_contract_is_refused(tmp_path: Path, case: Case) -> None:
    refused(case.broken(tmp_path), case.message)


@pytest.mark.parametrize("case", cases("nowhere"), ids=lambda case: case.name)
def test_what_leads_nowhere_is_refused(tmp_path: Path, case: Case) -> None:
    path = case.broken(tmp_path)

    with pytest.raises(ContractError) as caught:
        load_contract(path.parent)
    assert str(caught.value).startswith(f"{path}: ")
    assert case.names in str(caught.value)


def test_the_copies_are_sound_before_they_are_broken(tmp_path: Path) -> None:
    untouched = Case("untouched", "service", "service")

    assert load_contract(untouched.broken(tmp_path).parent).service == "listrak"


def test_an_unknown_key_with_no_name_near(tmp_path: Path) -> None:
    path = Case("colour", "title     =", "colour =").broken(tmp_path)

    with pytest.raises(ContractError, match=r"top level: unknown key 'colour'\. Allowed: 'service', 'title', "):
        load_contract(path.parent)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"service = listrak", "not TOML: Invalid value (at line 1, column 11)."),
        (b"[a]\n[a]\n", "not TOML: Cannot declare ('a',) twice (at line 2, column 3)."),
        (b'service = "\xff"', "not UTF-8 at byte 11."),
        ('service = "x"'.encode("utf-16"), "not UTF-8 at byte 0."),
        (b"", "top level: the key 'service' is missing."),
    ],
    ids=["a bare word", "a table twice", "Latin-1", "UTF-16", "empty"],
)
def test_a_file_that_is_no_contract(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / FILE
    path.write_bytes(content)

    refused(path, message)


@pytest.mark.parametrize("written", ['"soon"', "2026-11-21T10:00:00", "3"])
def test_a_date_that_is_none(tmp_path: Path, written: str) -> None:
    path = Case("date", "2026-11-21", written).broken(tmp_path)

    with pytest.raises(ContractError) as caught:
        load_contract(path.parent)
    assert str(caught.value).startswith(f"{path}: retrieved: expected ")
    assert written.strip('"') in str(caught.value)


def test_contracts_that_extend_each_other(tmp_path: Path) -> None:
    for name, base in (("a", "b"), ("b", "c"), ("c", "a")):
        (tmp_path / name).mkdir()
        (tmp_path / name / FILE).write_text(f'extends = "{base}"', encoding="utf-8")

    refused(tmp_path / "a" / FILE, "extends: 'b' leads back here.")


def test_a_broken_base_is_named_by_its_own_file(tmp_path: Path) -> None:
    for name, text in (("base", "service ="), ("desk", 'extends = "base"')):
        (tmp_path / name).mkdir()
        (tmp_path / name / FILE).write_text(text, encoding="utf-8")

    message = f"{tmp_path / 'base' / FILE}: not TOML: Invalid value (at end of document)."
    with pytest.raises(ContractError, match=exactly(message)):
        load_contract(tmp_path / "desk")


@pytest.mark.parametrize(
    ("key", "schema"),
    [
        ("StartProcess.bindings.REST.request", "start-request"),
        ("GetProcessStatus.bindings.REST.response", "status-response"),
    ],
    ids=["a request", "a response"],
)
def test_a_schema_of_json_that_is_none(tmp_path: Path, key: str, schema: str) -> None:
    path = Case("schema", "service", "service", service="robusta").broken(tmp_path)
    (path.parent / f"{schema}.schema.json").write_text('{"type": "objekt"}', encoding="utf-8")

    with pytest.raises(ContractError) as caught:
        load_contract(path.parent)
    where = key.replace("REST", '"REST"')
    assert str(caught.value).startswith(f"{path}: operations.{where}.schema: not readable: ")
    assert "\n" not in str(caught.value)
