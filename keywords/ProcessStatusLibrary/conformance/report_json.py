"""conformance.json: a check's verdicts, in a published schema and a stable order."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ..levels import Level
from ..version import __version__
from .results import ClauseResult, ServiceResult, exit_status

FORMAT = 1


def report(results: Sequence[ServiceResult], fail_on: Level) -> dict[str, Any]:
    """Makes the report; its schema ships as ``conformance.schema.json``."""
    return {
        "format": FORMAT,
        "tool": {"name": "ProcessStatusLibrary", "version": __version__},
        "fail_on": fail_on,
        "exit_status": exit_status(results, fail_on),
        "services": [_service(result) for result in results],
    }


def write_report(path: Path, content: dict[str, Any]) -> None:
    """Writes the report at once or not at all.

    Raises:
        ValueError: The folder cannot be written; the message says why.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
        temporary.replace(path)
    except OSError as problem:
        raise ValueError(f"The report {path} cannot be written: {problem.strerror}.") from None


def _service(result: ServiceResult) -> dict[str, Any]:
    return {
        "service": result.service,
        "title": result.title,
        "target": result.target,
        "simulated": result.simulated,
        "clauses": [_clause(clause) for clause in result.clauses],
    }


def _clause(result: ClauseResult) -> dict[str, Any]:
    return {
        "id": result.clause.id,
        "title": result.clause.title,
        "level": result.level,
        "source": result.source,
        "operation": result.operation,
        "binding": result.binding,
        "verdict": str(result.verdict),
        "judged": result.judged,
        "message": result.message,
        "evidence": list(result.evidence),
    }
