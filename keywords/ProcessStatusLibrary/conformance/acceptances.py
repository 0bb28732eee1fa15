"""Accepted deviations: a TOML file that says which broken clauses are accepted, why, and until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ..contract.folders import resource_root
from ..contract.service import Contract, canonical_binding
from ..contract.toml_document import DocumentError, check_document, read_toml
from ..schemas.json_schema import JsonSchema
from ..wording import unknown
from .catalogue import CATALOGUE
from .results import ClauseResult

SCHEMA_FILE = "accepted.schema.json"


class AcceptancesError(DocumentError):
    """A file of accepted deviations that cannot be used; the message names the file, the key path and the value."""


@dataclass(frozen=True)
class Acceptance:
    """One accepted deviation.

    Attributes:
        clause: The clause's id.
        service: The service that deviates.
        reason: Why it is accepted.
        expires: The last day on which it is.
        operation: The operation; empty: each.
        binding: The binding; empty: each.
    """

    clause: str
    service: str
    reason: str
    expires: date
    operation: str = ""
    binding: str = ""

    def covers(self, service: str, result: ClauseResult) -> bool:
        """Whether it is about a verdict."""
        return (
            (self.clause, self.service) == (result.clause.id, service)
            and self.operation in ("", result.operation)
            and self.binding in ("", result.binding)
        )

    @property
    def where(self) -> str:
        """The service, and the operation and binding where they are named."""
        over = f" over {self.binding}" if self.binding else ""
        return f"{self.service}{' ' if self.operation else ''}{self.operation}{over}"


def read_acceptances(path: Path, contracts: Mapping[str, Contract]) -> Sequence[Acceptance]:
    """Reads a file of accepted deviations.

    Args:
        path: A TOML file with a table ``[[accepted]]`` a deviation.
        contracts: The services that may be named.

    Raises:
        AcceptancesError: The message names the file, the key path, the value, what is allowed and the nearest name.
    """
    data = read_toml(path, AcceptancesError)
    check_document(data, JsonSchema.from_file(resource_root() / SCHEMA_FILE), path, AcceptancesError)
    found = []
    for number, table in enumerate(data["accepted"]):
        try:
            # TOML has dates: a text that looks like one is read all the same when its quotation marks are missing.
            texts = {key: value if key == "expires" else str(value) for key, value in table.items()}
            found.append(_acceptance(texts, contracts))
        except ValueError as problem:
            raise AcceptancesError(f"{path}: accepted[{number}]: {problem}") from None
    return tuple(found)


def _acceptance(table: Mapping[str, Any], contracts: Mapping[str, Contract]) -> Acceptance:
    _known("clause", table["clause"], _like(table["clause"]))
    _known("service", table["service"], contracts)
    expires = table["expires"]
    if type(expires) is not date:
        raise ValueError(f"expires is '{expires}'. Allowed: a date without quotation marks, such as 2027-03-31.")
    operations = contracts[table["service"]].model.operations
    operation = table.get("operation", "")
    if operation:
        _known("operation", operation, operations)
    named = [operations[operation]] if operation else list(operations.values())
    binding = canonical_binding(table["binding"]) if table.get("binding") else ""
    if binding:
        _known("binding", binding, dict.fromkeys(name for op in named for name in op.bindings))
    return Acceptance(table["clause"], table["service"], table["reason"], expires, operation, binding)


def _like(clause: str) -> list[str]:
    """The ids to offer for one: those of its group, since a list of all is too long to read."""
    group = [entry.id for entry in CATALOGUE if entry.group == clause.partition(".")[0]]
    return group or [entry.id for entry in CATALOGUE]


def _known(kind: str, name: str, allowed: Mapping[str, object] | Sequence[str]) -> None:
    if name not in allowed:
        raise ValueError(unknown(kind, name, allowed))
