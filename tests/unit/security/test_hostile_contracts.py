"""Contracts, targets and recordings from others: no path outside their folder, nothing fetched, nothing endless."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ProcessStatusLibrary.conformance.baseline import BaselineError, read_baseline
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.loader import ContractError
from ProcessStatusLibrary.recording_reading import RecordingError, read_recording
from ProcessStatusLibrary.schemas.messages import message_schemas
from ProcessStatusLibrary.targets import TargetsError, load_targets

from ..bindings.samples import CONTRACTS, exactly

WAY_OUT = "Give the conformance.json of an earlier check."
NAMED = "the name of a file in the contract's own folder"


@pytest.fixture(autouse=True)
def no_connection(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[object]]:
    """No socket connects, and none tries."""
    tried: list[object] = []

    def refuse(_: socket.socket, address: object) -> None:
        tried.append(address)
        raise OSError("blocked")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield tried
    assert not tried


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of a contract; beside its folder lies a secret."""
    (tmp_path / "secret.xsd").write_text("<secret/>", encoding="utf-8")
    shutil.copytree(CONTRACTS / "listrak", tmp_path / "own")
    return tmp_path / "own"


def replaced(path: Path, old: str, new: str) -> None:
    """Replaces a text of a file, where it first stands."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


OUTSIDE = [
    "../secret.xsd",
    "/etc/passwd",
    "file:///etc/passwd",
    "http://198.51.100.1/a.xsd",
    "..\\secret.xsd",
    "a/b.xsd",
]


@pytest.mark.parametrize("name", OUTSIDE)
def test_a_schema_outside_the_folder(folder: Path, name: str) -> None:
    replaced(folder / "contract.toml", '["listrak.xsd"]', f"['{name}']")

    with pytest.raises(ContractError, match=f"expected {NAMED}"):
        load_contract(folder)


@pytest.mark.parametrize("name", ["../own", "/etc", "http://198.51.100.1", "..", "a/../b", "a\\b"])
def test_a_contract_that_extends_one_elsewhere(folder: Path, name: str) -> None:
    replaced(folder / "contract.toml", "service ", f"extends = '{name}'\nservice ")

    with pytest.raises(ContractError, match="expected the name of a contract"):
        load_contract(folder)


@pytest.mark.parametrize("location", OUTSIDE)
@pytest.mark.parametrize("element", ["import", "include", "redefine"])
def test_a_schema_that_refers_elsewhere(folder: Path, element: str, location: str) -> None:
    xsd = folder / "listrak.xsd"
    text = xsd.read_text(encoding="utf-8")
    start = (
        text.index("<", text.index("schema"))
        if "<xs:schema" not in text
        else text.index(">", text.index("<xs:schema")) + 1
    )
    xsd.write_text(f"{text[:start]}<xs:{element} schemaLocation='{location}'/>{text[start:]}", encoding="utf-8")

    with pytest.raises(ContractError) as caught:
        load_contract(folder)
    assert str(caught.value) == (
        f"{folder / 'contract.toml'}: schemas: not readable: listrak.xsd: schemaLocation {location!r} is not {NAMED}."
    )


HOSTILE_XSD: dict[str, tuple[bytes, str]] = {
    "external entity": (
        b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        "a document type declaration is not allowed",
    ),
    "deep": (b"<a>" * 9999, "more than the 100 elements in one another of limits.depth"),
    "large": (b" " * (4 * 1024 * 1024 + 1), "it has more than 4194304 bytes"),
    "no XML": (b"\0", "Document is empty, line 1, column 1"),
}


@pytest.mark.parametrize("name", HOSTILE_XSD)
def test_a_schema_that_is_hostile(folder: Path, name: str) -> None:
    content, reason = HOSTILE_XSD[name]
    (folder / "listrak.xsd").write_bytes(content)

    with pytest.raises(ContractError) as caught:
        load_contract(folder)
    assert reason in str(caught.value)


def test_a_link_out_of_the_folder(folder: Path) -> None:
    (folder / "listrak.xsd").unlink()
    (folder / "listrak.xsd").symlink_to(folder.parent / "secret.xsd")

    with pytest.raises(ContractError, match=r"listrak\.xsd: it is a link that leads out of its folder\.$"):
        load_contract(folder)


@pytest.mark.parametrize("target", ["http://198.51.100.1/a.json", "file:///etc/passwd", "../secret.json", "other.json"])
def test_a_json_schema_that_refers_elsewhere(tmp_path: Path, target: str) -> None:
    folder = tmp_path / "own"
    shutil.copytree(CONTRACTS / "robusta", folder)
    schema = next(iter(sorted(folder.glob("*.json"))))
    replaced(schema, '"properties": {', f'"properties": {{"hostile": {{"$ref": "{target}"}}, ')

    with pytest.raises(ContractError) as caught:
        message_schemas(load_contract(folder))
    assert f"{schema.name}: $ref {target!r} leads out of the schema." in str(caught.value)


TOML: dict[str, tuple[Callable[[], bytes], str]] = {
    "nested": (lambda: b"a = " + b"[" * 100_000, "nested too deep."),
    "nested tables": (lambda: b"a = " + b"{a=" * 100_000, "nested too deep."),
    "large": (lambda: b"#" * (1024 * 1024 + 1), "more than 1048576 bytes."),
    "NUL": (lambda: b"a = '\0'", "not TOML: "),
    "not UTF-8": (lambda: b"a = '\xff'", "not UTF-8 at byte 5."),
    "twice": (lambda: b"[a]\n[a]\n", "not TOML: "),
    "ANSI": (lambda: b'"\\u001b[31m" = 1', "1b[31m"),
}


@pytest.mark.parametrize("name", TOML)
def test_toml(tmp_path: Path, name: str) -> None:
    content, reason = TOML[name]
    for file, load, error in (
        (tmp_path / "targets.toml", load_targets, TargetsError),
        (tmp_path / "contract.toml", load_contract, ContractError),
    ):
        file.write_bytes(content())
        with pytest.raises(error) as caught:
            load(file)
        assert reason in str(caught.value)
        assert "\x1b" not in str(caught.value)


KEYS = ["ca_file", "client_certificate", "client_key", "contract"]


@pytest.mark.parametrize("key", KEYS)
@pytest.mark.parametrize("named", ["../outside/a.pem", "{root}/outside/a.pem", "link.pem"])
def test_a_targets_file_names_nothing_outside_its_folder(tmp_path: Path, key: str, named: str) -> None:
    own, outside = tmp_path / "own", tmp_path / "outside"
    own.mkdir()
    outside.mkdir()
    (outside / "a.pem").write_text("a", encoding="utf-8")
    (own / "link.pem").symlink_to(outside / "a.pem")
    name, file = named.format(root=tmp_path), own / "targets.toml"
    file.write_text(f"[robusta]\nurl = 'https://a'\n{key} = '{name}'\n", encoding="utf-8")

    with pytest.raises(
        TargetsError,
        match=exactly(
            f"{file}: [robusta]: {key}: '{name}' is outside the folder of the targets file. "
            "Put it there, or name its folder in the environment variable PROCESSSTATUS_TRUSTED_FOLDERS."
        ),
    ):
        load_targets(file, {})


def test_a_targets_file_names_files_of_trusted_folders(tmp_path: Path) -> None:
    own, outside = tmp_path / "own", tmp_path / "outside"
    own.mkdir()
    shutil.copytree(CONTRACTS / "robusta", outside / "robusta")
    (outside / "a.pem").write_text("a", encoding="utf-8")
    text = "[robusta]\nurl = 'https://a'\ncontract = '../outside/robusta'\nca_file = '../outside/a.pem'\n"
    (own / "targets.toml").write_text(text, encoding="utf-8")
    trusted = os.pathsep.join(["", str(tmp_path / "another"), str(outside)])

    target = load_targets(own / "targets.toml", {"PROCESSSTATUS_TRUSTED_FOLDERS": trusted})["robusta"]

    assert Path(target.ca_file).resolve() == outside / "a.pem"
    assert target.contract.folders[0] == outside / "robusta"


@pytest.mark.parametrize("key", ["ca_file", "client_certificate", "client_key"])
def test_a_targets_file_that_names_no_file(tmp_path: Path, key: str) -> None:
    (tmp_path / "targets.toml").write_text(f"[robusta]\nurl = 'https://a'\n{key} = 'none'\n", encoding="utf-8")

    with pytest.raises(
        TargetsError,
        match=exactly(f"{tmp_path / 'targets.toml'}: [robusta]: {key}: no file 'none' beside the targets file."),
    ):
        load_targets(tmp_path / "targets.toml")


REFERENCES = {
    "to itself": ('{"$ref": "#/$defs/a"}', "$ref '#/$defs/a' leads back to itself"),
    "nowhere": ('{"$ref": "#/$defs/z"}', "$ref '#/$defs/z' leads nowhere: give a JSON pointer such as #/$defs/name"),
    "an anchor": ('{"$ref": "#z"}', "$ref '#z' leads nowhere: give a JSON pointer such as #/$defs/name"),
    "dynamic": ('{"$dynamicRef": "#z"}', "$dynamicRef is not read: use $ref"),
    "no name": (
        '{"properties": {"": true}}',
        "properties: a member without a name, which no message can point to",
    ),
}


@pytest.mark.parametrize("case", REFERENCES)
def test_references_of_a_json_schema(tmp_path: Path, case: str) -> None:
    written, reason = REFERENCES[case]
    folder = tmp_path / "own"
    shutil.copytree(CONTRACTS / "robusta", folder)
    schema = next(iter(sorted(folder.glob("*.json"))))
    replaced(schema, '"$defs": {', f'"$defs": {{"a": {written}, ')

    with pytest.raises(ContractError) as caught:
        load_contract(folder)
    assert str(caught.value) == f"{folder / 'contract.toml'}: schemas: not readable: {schema.name}: {reason}."


def test_a_schema_that_cannot_be_compiled(folder: Path) -> None:
    replaced(folder / "listrak.xsd", 'type="xs:int"', 'type="xs:nothing"')

    with pytest.raises(ContractError) as caught:
        message_schemas(load_contract(folder))
    assert str(caught.value).startswith(
        f"{folder / 'contract.toml'}: schemas: the schema of 'api:GetProcessStatus' cannot be compiled: "
    )
    assert "xs:nothing" in str(caught.value) or "}nothing'" in str(caught.value)


RECORDINGS: dict[str, tuple[Callable[[], bytes], str]] = {
    "no line": (lambda: b"", "nothing was recorded: the file has no whole line."),
    "NUL": (lambda: b"\0\n", "line 1 does not end with its digest, so it is no line of a recording."),
    "not UTF-8": (lambda: b"\xff\n", "line 1 is not UTF-8 at byte 0."),
    "a line without an end": (lambda: b"x" * 30_000_000, "nothing was recorded: the file has no whole line."),
    "a long line": (
        lambda: b"x" * 30_000_000 + b"\n",
        "line 1 does not end with its digest, so it is no line of a recording.",
    ),
}


@pytest.mark.parametrize("name", RECORDINGS)
def test_recordings(tmp_path: Path, name: str) -> None:
    content, reason = RECORDINGS[name]
    path = tmp_path / "observations.jsonl"
    path.write_bytes(content())

    with pytest.raises(RecordingError, match=exactly(f"{path}: {reason}")):
        read_recording(path)


def test_what_is_no_file_is_not_read(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    with pytest.raises(RecordingError, match=exactly(f"{pipe}: no regular file.")):
        read_recording(pipe)
    with pytest.raises(BaselineError, match=exactly(f"{pipe}: no regular file. {WAY_OUT}")):
        read_baseline(pipe)
    with pytest.raises(TargetsError, match=exactly(f"{pipe}: no regular file.")):
        load_targets(pipe)


def test_a_baseline_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "a.json").open("wb") as file:
        file.truncate(64 * 1024 * 1024 + 1)

    with pytest.raises(BaselineError, match=exactly(f"{tmp_path / 'a.json'}: more than 67108864 bytes. {WAY_OUT}")):
        read_baseline(tmp_path / "a.json")
