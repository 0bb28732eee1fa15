"""The JSON body of a request, held to its schema before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping

from ..contract.service import Contract
from ..schemas.messages import message_schemas
from ..wording import nearest, quote


def check_fields(contract: Contract, operation: str, binding: str, fields: Mapping[str, object]) -> None:
    """Refuses a wrong body.

    Raises:
        ValueError: Names the field, quotes its value and says what is allowed.
    """
    schema = message_schemas(contract).json(operation, binding, "request")
    if schema is None or schema.is_valid(fields):
        return
    problem = next(iter(schema.problems(fields)))
    where = f"{contract.service}: {operation} over {binding}"
    way_out = "Or send it as it is with validate=False."
    name = problem.location.strip("/").replace("/", ".")
    if problem.keyword == "required":
        missing = problem.documented.removeprefix("the member ")
        raise ValueError(f"{where}: the field {missing} is missing{_because(schema.schema, missing)}. {way_out}")
    if problem.keyword == "additionalProperties":
        known = schema.schema.get("properties", {})
        unknown = next(field for field in fields if field not in known)
        near = nearest(unknown, known)
        meant = f" Did you mean {quote(near)}?" if near else ""
        allowed = problem.documented.removeprefix("the members ")
        raise ValueError(f"{where}: unknown field {quote(unknown)}.{meant} Allowed: {allowed}. {way_out}")
    raise ValueError(
        f"{where}: the field {quote(name)} is {problem.received}. Allowed: {problem.documented}. {way_out}"
    )


def _because(schema: Mapping[str, object], missing: str) -> str:
    """Says under which condition a field is required, in the schema's own words."""
    otherwise = schema.get("else")
    condition = schema.get("if")
    if isinstance(otherwise, dict) and missing.strip("'") in otherwise.get("required", ()):
        description = condition.get("description", "") if isinstance(condition, dict) else ""
        return f": it is required unless {description}" if description else ""
    return ""
