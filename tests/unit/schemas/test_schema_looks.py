"""JSON Schemas that look at one value again and again: counted, refused in a contract, and their errors bounded."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary.schemas import json_schema
from ProcessStatusLibrary.schemas.json_schema import JsonSchema, pointed_at
from ProcessStatusLibrary.schemas.schema_files import UnsafeFile, json_schema_value
from ProcessStatusLibrary.schemas.schema_looks import MOST_LOOKS, looks

CONTRACTS = Path(__file__).parents[3] / "resources/ProcessStatusLibrary/contracts"
ROOT = {"$ref": "#"}
MORE = MOST_LOOKS + 1


def doubled(levels: int, *below: str) -> dict[str, Any]:
    """A schema that refers twice to the next level, on the same value or on a member of it."""
    parts: dict[str, Any] = {f"l{levels}": {"type": "string"}}
    for level in range(levels):
        twice: dict[str, Any] = {"allOf": [{"$ref": f"#/$defs/l{level + 1}"}] * 2}
        for name in below:
            twice = {"properties": {name: twice}}
        parts[f"l{level}"] = twice
    return {"$ref": "#/$defs/l0", "$defs": parts}


COUNTED: list[tuple[Any, int]] = [
    (True, 1),
    ({}, 1),
    ({"enum": [{"allOf": [{}, {}]}], "$defs": {"a": {"allOf": [{}, {}]}}}, 1),
    ({"not": {}, "if": {}, "then": {}, "else": True, "anyOf": [{}], "dependentSchemas": {"a": {}, "b": {}}}, 8),
    ({"properties": {"a": {}, "b": {"oneOf": [{}, {}, {}]}}}, 4),
    ({"properties": {"a": {}}, "patternProperties": {"a": {}, "b": {}}, "additionalProperties": {"not": {}}}, 5),
    ({"properties": {"a": {}}, "propertyNames": {"anyOf": [{}, {}, {}]}}, 4),
    ({"prefixItems": [{}, {"not": {}}], "items": {}, "contains": {"not": {}}}, 5),
    ({"items": [{}, {"not": {}}]}, 2),
    ({"properties": {"a": ROOT, "b": ROOT}}, 2),
    ({"anyOf": [{"additionalProperties": ROOT}, {"items": ROOT}]}, 4),
    ({"anyOf": [{"properties": {"a": ROOT}}, {"properties": {"b": ROOT}}]}, 4),
    (doubled(8), MORE),
    (doubled(7), 510),
    (doubled(28), MORE),
    (doubled(28, "a"), MORE),
    (doubled(28, "a", "b"), MORE),
    ({"properties": {"a": {"allOf": [ROOT, ROOT]}}}, MORE),
    ({"anyOf": [{"properties": {"a": ROOT}}, {"patternProperties": {"b": ROOT}}]}, MORE),
    ({"items": [{}, ROOT], "contains": ROOT}, MORE),
]


@pytest.mark.parametrize(("schema", "count"), COUNTED)
def test_looks_at_one_value(schema: Any, count: int) -> None:
    assert looks(schema, pointed_at) == count


def test_a_schema_of_a_contract_that_looks_too_often(tmp_path: Path) -> None:
    schema = tmp_path / "a.schema.json"
    schema.write_text(json.dumps(doubled(28)), encoding="utf-8")

    with pytest.raises(UnsafeFile) as caught:
        json_schema_value(schema)
    assert str(caught.value) == "a.schema.json: more than 1000 of its parts may look at one value of a message"


@pytest.mark.parametrize(
    "schema", sorted(CONTRACTS.glob("*/*.json")), ids=lambda path: f"{path.parent.name}/{path.name}"
)
def test_the_shipped_schemas_look_seldom(schema: Path) -> None:
    assert looks(json_schema_value(schema), pointed_at) < json_schema.USUAL_LOOKS


def test_what_looks_often_has_fewer_errors_told() -> None:
    schema = JsonSchema({"items": {"$ref": "#/$defs/l0"}, "$defs": doubled(7)["$defs"]})
    most = json_schema.MOST_ENTRIES // (510 // json_schema.USUAL_LOOKS)

    assert len(list(schema.problems([1] * most))) == most
    assert [problem.received for problem in schema.problems([1] * (most + 1))] == [f"1{json_schema.MAY_FOLLOW}"]
