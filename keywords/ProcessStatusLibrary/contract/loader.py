"""Loads a service contract from its folder, and refuses a wrong one with the place and the way out."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from ..schemas.json_schema import JsonSchema
from ..wording import quote, unknown
from .consistency import inconsistencies
from .folders import contracts_root, is_file, is_folder, resource_root
from .model import ContractModel
from .published import SCHEMA_FILE
from .service import Contract
from .toml_document import DocumentError, check_document, read_toml

FILE = "contract.toml"


class ContractError(DocumentError):
    """A contract that cannot be used; the message names the file, the key path and the value."""


def shipped_services() -> list[str]:
    """Names the contracts that ship with the package, in alphabetical order."""
    return sorted(folder.name for folder in contracts_root().iterdir() if (folder / FILE).is_file())


def load_contract(service: str | Path) -> Contract:
    """Loads a shipped contract by name, or any contract by its folder.

    Args:
        service: A shipped name such as ``cora-ocr``, or the path of a folder with a contract.toml.

    Returns:
        The contract; loading the same folder again gives the same object.

    Raises:
        ValueError: No shipped service has the name; the nearest names are offered.
        ContractError: The contract is broken: the message names the file, the key path and the value.

    >>> load_contract("listrak").title
    'Listrak GetProcessStatus'
    """
    if str(service) in shipped_services():
        return _load(contracts_root() / str(service))
    folder = Path(service)
    if not str(service).strip():
        raise ValueError(f"{unknown('service', '', shipped_services())} Or the path of a contract's folder.")
    if folder.name == FILE:
        folder = folder.parent
    if is_file(folder / FILE):
        return _load(folder.resolve())
    if is_folder(folder):
        raise ContractError(f"{folder}: no {FILE} in this folder.")
    if len(folder.parts) > 1 or str(service).startswith("."):
        raise ContractError(f"{folder}: no such folder.")
    raise ValueError(f"{unknown('service', str(service), shipped_services())} Or the path of a contract's folder.")


@lru_cache(maxsize=64)
def _load(folder: Path) -> Contract:
    data, folders = _inherited(folder, ())
    path = folder / FILE
    check_document(data, _published_schema(), path, ContractError)
    try:
        model = msgspec.convert(data, ContractModel, strict=False)
    except msgspec.ValidationError as problem:
        raise ContractError(f"{path}: {problem}.") from None
    contract = Contract(model, folders)
    for message in inconsistencies(contract):
        raise ContractError(f"{path}: {message}")
    return contract


@lru_cache(maxsize=1)
def _published_schema() -> JsonSchema:
    return JsonSchema.from_file(resource_root() / SCHEMA_FILE)


def _inherited(folder: Path, seen: tuple[Path, ...]) -> tuple[dict[str, Any], tuple[Path, ...]]:
    """Merges a contract over the one it extends: tables member by member, all else replaced."""
    path = folder / FILE
    if folder in seen:
        raise ContractError(f"{path}: extends: {quote(read_toml(path, ContractError)['extends'])} leads back here.")
    data = read_toml(path, ContractError)
    base_name = data.get("extends", "")
    if not base_name:
        return data, (folder,)
    if not isinstance(base_name, str) or not base_name.replace("-", "").isalnum():
        raise ContractError(f"{path}: extends: expected the name of a contract, got {quote(base_name)}.")
    for base in (folder.parent / base_name, contracts_root() / base_name):
        if is_file(base / FILE):
            inherited, folders = _inherited(base, (*seen, folder))
            return _merged(inherited, data), (folder, *folders)
    siblings = sorted(
        {p.parent.name for p in folder.parent.glob(f"*/{FILE}")} - {folder.name} | set(shipped_services())
    )
    raise ContractError(f"{path}: extends: {unknown('contract', base_name, siblings)}")


def _merged(base: dict[str, Any], data: dict[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for key, value in data.items():
        if isinstance(value, dict) and isinstance(base.get(key), dict):
            merged[key] = _merged(base[key], value)
        else:
            merged[key] = value
    return merged
