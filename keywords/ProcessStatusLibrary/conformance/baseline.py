"""An earlier run to compare with: a conformance.json, read back."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..contract.folders import resource_root
from ..contract.toml_document import DocumentError, check_document
from ..schemas.json_schema import JsonSchema
from .clause import Verdict
from .results import ClauseResult

MOST_BYTES = 64 * 1024 * 1024
SCHEMA_FILE = "conformance.schema.json"


class BaselineError(DocumentError):
    """A baseline that cannot be used; the message names the file and what is wrong with it."""


@dataclass(frozen=True)
class Baseline:
    """The verdicts of an earlier run.

    Attributes:
        path: Where it was read.
        targets: The target of each service, in one word for people.
        verdicts: By service, operation, binding and clause id.
    """

    path: Path
    targets: Mapping[str, str]
    verdicts: Mapping[tuple[str, str, str, str], Verdict]

    def verdict(self, service: str, clause: ClauseResult) -> Verdict | None:
        """What the earlier run said; None when it did not look at it."""
        return self.verdicts.get((service, clause.operation, clause.binding, clause.clause.id))


def read_baseline(path: Path) -> Baseline:
    """Reads the ``conformance.json`` of an earlier run.

    Raises:
        BaselineError: It cannot be read, or is no such report; the message says what is wrong and the way out.
    """
    way_out = "Give the conformance.json of an earlier check."
    try:
        if path.exists() and not path.is_file():
            raise BaselineError(f"{path}: no regular file. {way_out}")
        if path.stat().st_size > MOST_BYTES:
            raise BaselineError(f"{path}: more than {MOST_BYTES} bytes. {way_out}")
        data = json.loads(path.read_text(encoding="utf-8"))
    except OSError as problem:
        raise BaselineError(f"{path}: cannot be read: {problem.strerror}. {way_out}") from None
    except BaselineError:
        raise
    except (ValueError, RecursionError) as problem:
        raise BaselineError(f"{path}: not JSON: {str(problem).removesuffix('.')}. {way_out}") from None
    if not isinstance(data, dict):
        raise BaselineError(f"{path}: expected an object. {way_out}")
    try:
        check_document(data, JsonSchema.from_file(resource_root() / SCHEMA_FILE), path, BaselineError)
    except BaselineError as problem:
        raise BaselineError(f"{problem} {way_out}") from None
    return Baseline(
        path,
        {service["service"]: service["target"] for service in data["services"]},
        {
            (service["service"], clause["operation"], clause["binding"], clause["id"]): Verdict(clause["verdict"])
            for service in data["services"]
            for clause in service["clauses"]
        },
    )
