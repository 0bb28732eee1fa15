"""The published JSON Schema of ``contract.toml``, which serves editors and the loader alike."""

from __future__ import annotations

from typing import Any, get_args

import msgspec

from .model import BindingName, ContractModel

SCHEMA_FILE = "contract.schema.json"


def contract_json_schema() -> dict[str, Any]:
    """Makes the schema from the typed model; the shipped file holds the same text.

    Returns:
        A JSON Schema of draft 2020-12.
    """
    schema = msgspec.json.schema(ContractModel)
    # msgspec leaves out which keys a dictionary may have.
    bindings = schema["$defs"]["Operation"]["properties"]["bindings"]
    bindings["propertyNames"] = {"enum": list(get_args(BindingName))}
    schema["$defs"]["ResultPaths"]["properties"]["times"]["propertyNames"] = {"enum": ["started", "completed"]}
    # A contract that extends another may leave out what it inherits, but an editor sees one file.
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "contract.toml", **schema}
