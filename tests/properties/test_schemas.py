"""Schemas of contracts, whatever they say: each is refused with ContractError, or judges every answer."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.loader import ContractError
from ProcessStatusLibrary.reply import read_reply
from ProcessStatusLibrary.schemas.messages import message_schemas
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

from ..unit.bindings.samples import CONTRACTS
from .answers import ASKED, documents
from .examples import examples
from .mutations import changed, changes, mutated, values

JSON_FILES = sorted(CONTRACTS.glob("*/*.schema.json"))
XSD_FILES = sorted(CONTRACTS.glob("*/*.xsd"))
XSD_TOKENS = [
    b'schemaLocation="arrays.xsd"', b'minOccurs="2"', b'maxOccurs="unbounded"', b'nillable="true"', b"<xs:any/>",
    b'<xs:element name="a" type="a"/>', b'<xs:element ref="a"/>', b'<xs:pattern value="("/>', b'type="xs:int"',
    b'name=""', b"<xs:sequence>", b"</xs:sequence>", b"<xs:choice>", b'abstract="true"', b'base="xs:nothing"',
    b'<xs:complexType name="a"><xs:complexContent><xs:extension base="a"/></xs:complexContent></xs:complexType>',
    b'<xs:import namespace="urn:a"/>', b"\xff", b"\x00", b"&a;", b'fixed="1"', b'default=""', b'use="required"',
]  # fmt: skip
WORDS = ["$ref", "#", "#/", "#/$defs/a", "#/properties", "#a", "$defs", "allOf", "anyOf", "oneOf", "not", "if", "then",
         "items", "prefixItems", "const", "enum", "type", "string", "object", "required", "properties", "pattern", "(",
         "(a+)+$", "patternProperties", "propertyNames", "additionalProperties", "format", "minLength", "$anchor",
         "minItems", "minimum", "$id", "$schema", "http://json-schema.org/draft-04/schema#", "$dynamicRef", "contains",
         "unevaluatedProperties", "dependentSchemas", "description", "uniqueItems", "status", "a", ""]  # fmt: skip
CHANGED = st.sampled_from(JSON_FILES).flatmap(
    lambda path: changes(values(st.none(), words=WORDS), WORDS).map(
        lambda rows: (path, json.dumps(changed(json.loads(path.read_bytes()), rows)).encode())
    )
)
EDITED = st.sampled_from(XSD_FILES).flatmap(
    lambda path: mutated([path.read_bytes()], XSD_TOKENS).map(lambda document: (path, document))
)
JSON_ANSWERS, XML_ANSWERS = documents((b"{",))[:8], documents((b"<",))[:12]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """New folders without end: a contract is loaded once for its folder."""
    above = tmp_path_factory.mktemp("schemas")
    return (above / f"contract-{number}" for number in count())


@examples
@given(st.one_of(CHANGED, EDITED))
def test_a_schema_or_the_reason(folders: Iterator[Path], case: tuple[Path, bytes]) -> None:
    path, document = case
    folder = next(folders)
    shutil.copytree(path.parent, folder)
    try:
        (folder / path.name).write_bytes(document)
        check_schemas(folder, path.parent.name)
    finally:
        shutil.rmtree(folder)
        message_schemas.cache_clear()


def check_schemas(folder: Path, service: str) -> None:
    """A contract whose schemas are loaded judges answers of all kinds; a refusal names the contract."""
    try:
        contract = load_contract(folder)
        schemas = message_schemas(contract)
    except ContractError as problem:
        assert str(problem).startswith(str(folder))
        return
    for asked, operation, binding in ASKED:
        if asked == service:
            answers = JSON_ANSWERS if schemas.json(operation, binding) else XML_ANSWERS
            for answer in answers:
                reply = read_reply(contract, operation, binding, "4711", exchange(answer))
                assert all(str(problem) for problem in reply.problems)


def exchange(body: bytes) -> Exchange:
    """An exchange with an answer."""
    kind = "application/json" if body.startswith(b"{") else "text/xml"
    response = HttpResponse(200, "OK", (("Content-Type", kind),), body)
    return Exchange(HttpRequest("GET", "http://host/a"), response, datetime(2026, 3, 2, tzinfo=UTC), 0.1)
