"""What a TOML file of anybody has to be before it is looked at: regular, not too long, UTF-8, not too deep."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ProcessStatusLibrary.contract.toml_document import DocumentError, check_document, key_path, read_toml
from ProcessStatusLibrary.schemas.json_schema import JsonSchema

from ..bindings.samples import exactly

MOST = 1024 * 1024


def refused(file: Path, message: str) -> None:
    """Expects a file not to be read."""
    with pytest.raises(DocumentError, match=exactly(f"{file}: {message}")):
        read_toml(file, DocumentError)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the file will be."""
    return tmp_path / "a.toml"


def test_a_file_of_the_greatest_length(file: Path) -> None:
    line = b"a = 1\n"
    file.write_bytes(line + b"#" * (MOST - len(line)))
    assert read_toml(file, DocumentError) == {"a": 1}

    file.write_bytes(line + b"#" * (MOST - len(line) + 1))
    refused(file, f"more than {MOST} bytes.")


def test_a_file_that_cannot_be_read(file: Path) -> None:
    refused(file, "cannot be read: No such file or directory.")
    file.mkdir()
    refused(file, "no regular file.")
    refused(file.with_name("a\0b"), "cannot be read: embedded null byte.")


def test_a_file_that_an_editor_begins_with_a_mark(file: Path) -> None:
    file.write_bytes(b"\xef\xbb\xbfa = 1")

    assert read_toml(file, DocumentError) == {"a": 1}


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"a = [" + b"[" * 3000, "nested too deep."),
        (b"a = 1\nb = \"\xfc\"", "not UTF-8 at byte 11."),
        (b"a", "not TOML: Expected '=' after a key in a key/value pair (at end of document)."),
    ],
    ids=["deep", "Latin-1", "a key alone"],
)  # fmt: skip
def test_a_file_that_is_no_toml(file: Path, content: bytes, message: str) -> None:
    file.write_bytes(content)

    refused(file, message)


SCHEMA = {
    "type": "object",
    "required": ["url"],
    "additionalProperties": False,
    "properties": {
        "url": {"type": "string"},
        "kind": {"enum": ["one or two", "three"]},
        "rows": {"type": "array", "items": {"$ref": "#/$defs/row"}},
        "tables": {"type": "object", "additionalProperties": {"$ref": "#/$defs/row"}},
        "by_place": {"type": "object", "propertyNames": {"enum": ["here", "there"]}},
        "token_env": {"type": "string", "pattern": "^[A-Z]+$"},
        "start": {"type": "object"},
    },
    "$defs": {"row": {"type": "object", "additionalProperties": False, "properties": {"colour": {"type": "string"}}}},
}

WRONG = {
    "a key is missing": ({}, "top level: the key 'url' is missing."),
    "a misspelt key before a missing one": ({"ulr": "a"}, "top level: unknown key 'ulr'. Did you mean 'url'?"),
    "a key in a list": ({"url": "", "rows": [{}, {"color": ""}]}, (
        "rows[1]: unknown key 'color'. Did you mean 'colour'?"
    )),
    "a key in a table by its name": ({"url": "", "tables": {"a": {"color": ""}}}, (
        "tables.a: unknown key 'color'. Did you mean 'colour'?"
    )),
    "a name that is near": ({"url": "", "by_place": {"her": 1}}, "by_place: unknown key 'her'. Did you mean 'here'?"),
    "a name that is not": ({"url": "", "by_place": {"zzz": 1}}, (
        "by_place: unknown key 'zzz'. Allowed: 'here' and 'there'."
    )),
    "a name that is none before a missing key": ({"by_place": {"her": 1}}, (
        "by_place: unknown key 'her'. Did you mean 'here'?"
    )),
    "a word that is near": ({"url": "", "kind": "thre"}, (
        "kind: 'thre' is not allowed. Did you mean 'three'? Allowed: 'one or two' or 'three'."
    )),
    "no word at all": ({"url": "", "kind": 3}, "kind: expected 'one or two' or 'three', got 3."),
    "a secret in the place of its name": ({"url": "", "token_env": "hunter2"}, (
        'token_env: expected pattern "^[A-Z]+$", got another text, which is not quoted: it may be the secret.'
    )),
    "a secret in the place of a table": ({"url": "", "start": "hunter2"}, (
        "start: expected a table, got a text, which is not quoted: it may hold a secret."
    )),
    "a number in the place of a table": ({"url": "", "start": 2}, "start: expected a table, got 2."),
    "a table in the place of a text": ({"url": {}}, "url: expected a string, got a table."),
}  # fmt: skip


@pytest.mark.parametrize(("data", "message"), WRONG.values(), ids=WRONG)
def test_a_document_that_breaks_its_schema(tmp_path: Path, data: dict[str, object], message: str) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(SCHEMA), encoding="utf-8")
    with pytest.raises(DocumentError, match=exactly(f"{tmp_path}: {message}")):
        check_document(data, JsonSchema.from_file(schema), tmp_path, DocumentError)


@pytest.mark.parametrize("name", ["headers", "members", "proxies", "start"])
@pytest.mark.parametrize("value", ["hunter2", "it's hunter2"])
def test_a_text_where_a_table_of_secrets_belongs_is_not_quoted(tmp_path: Path, name: str, value: str) -> None:
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps({"properties": {"a": {"properties": {name: {"type": "object"}}}}}), encoding="utf-8")
    message = f"{tmp_path}: a.{name}: expected a table, got a text, which is not quoted: it may hold a secret."
    with pytest.raises(DocumentError, match=exactly(message)):
        check_document({"a": {name: value}}, JsonSchema.from_file(schema), tmp_path, DocumentError)


@pytest.mark.parametrize(
    ("steps", "path"),
    [
        ([], "top level"),
        (["a"], "a"),
        (["a", 0, "b"], "a[0].b"),
        (["a-b_c", "SOAP 1.1", ""], 'a-b_c."SOAP 1.1".""'),
        ([0], "[0]"),
        (["-", "_"], '"-"."_"'),
    ],
)
def test_a_path_of_keys(steps: list[str | int], path: str) -> None:
    assert key_path(steps) == path
