"""Contracts, whatever they say: each is loaded and can be asked, or refused with ContractError."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.contract import Contract, load_contract, shipped_services
from ProcessStatusLibrary.contract.loader import ContractError

from ..unit.bindings.samples import CONTRACTS
from .examples import examples
from .mutations import TEXTS, changed, changes, mutated, values
from .toml_writing import toml

FILE = "contract.toml"
DOCUMENTS = {service: (CONTRACTS / service / FILE).read_bytes() for service in shipped_services()}
TREES = {service: tomllib.loads(document.decode()) for service, document in DOCUMENTS.items()}
TOKENS = [b"[", b"]", b"{", b"}", b'"', b'""', b"'", b"=", b".", b"#", b"\n", b"\r", b"\x00", b"\xff", b"\xef\xbb\xbf",
          b"true",
          b"9" * 5000, b"1e999", b"nan", b"2026-02-30", b"a = " + b"[" * 2000, b"[[operations]]", b"extends = ",
          b"x" * 300, b"\\ud800", b"/", b"api:", b"*", b"{id}"]  # fmt: skip


def names(tree: Any) -> Iterator[str]:
    """Every key and text of a tree."""
    if isinstance(tree, dict):
        yield from tree
    for inner in tree.values() if isinstance(tree, dict) else tree if isinstance(tree, list) else ():
        yield from names(inner)
    if isinstance(tree, str):
        yield tree


WORDS = sorted({*names(TREES), "/api:a", "a:", ":a", "api:a//b", "contract.toml", "samples", ".", "SOAP 1.1", "*"})
CHANGED = st.tuples(st.sampled_from(sorted(DOCUMENTS)), changes(values(words=WORDS), WORDS)).map(
    lambda case: (case[0], toml(changed(TREES[case[0]], case[1])))
)
EDITED = st.sampled_from(sorted(DOCUMENTS)).flatmap(
    lambda service: st.tuples(st.just(service), mutated([DOCUMENTS[service]], TOKENS))
)


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders without end: a contract is loaded once for its folder."""
    above = tmp_path_factory.mktemp("contracts")
    return (above / f"contract-{number}" for number in count())


@examples
@given(st.one_of(CHANGED, EDITED))
def test_a_contract_or_the_reason(folders: Iterator[Path], case: tuple[str, bytes]) -> None:
    service, document = case
    folder = next(folders)
    shutil.copytree(CONTRACTS / service, folder)
    try:
        (folder / FILE).write_bytes(document)
        check_loading(folder)
    finally:
        shutil.rmtree(folder)


@examples
@given(st.one_of(TEXTS, st.sampled_from(["cora", "./a", "a/b", "/", "..", "a\x00b", "a/" * 3000, "x" * 300])))
def test_a_name_or_the_reason(name: str) -> None:
    try:
        contract = load_contract(name)
    except ValueError as problem:
        assert str(problem)
    else:
        assert contract.service


def check_loading(folder: Path) -> None:
    """A contract that is loaded answers what everybody asks; a refusal names the file, and is the same each time."""
    try:
        contract = load_contract(folder)
    except ContractError as problem:
        assert str(problem).startswith(str(folder))
        with pytest.raises(ContractError) as again:
            load_contract(folder)
        assert str(again.value) == str(problem)
    else:
        ask(contract)


def ask(contract: Contract) -> None:
    """Asks what everybody asks of a contract."""
    assert set(contract.happy_path) <= set(contract.model.lifecycle.states)
    assert set(contract.terminal_states) <= set(contract.model.lifecycle.states)
    assert isinstance(contract.allowable_states, list)
    for operation, documented in contract.model.operations.items():
        assert contract.operation(operation)[1] is documented
        assert contract.binding(operation)[0] in documented.bindings
