"""``conformance.json``: the verdicts, in a published schema and a stable order.

It says nothing that changes from run to run while the service stays the same, so that two reports can be compared line
by line: no times, not the port of the embedded simulator, not the digests of masks, whose key is new in every run.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from ..version import __version__
from .assessment import Assessment
from .observed_only import ObservedOnly, observed_only
from .origin import Origin
from .results import ClauseResult, ObservedBreach, ServiceResult
from .whole_files import write_whole

FORMAT = 1
PORT = "PORT"
"""Stands for the port of the embedded simulator."""
_DIGEST = re.compile(r"(\{masked:[^{}]*):digest=[0-9a-f]+\}")


def report(assessment: Assessment) -> dict[str, Any]:
    """Makes the report; its schema ships as ``conformance.schema.json``."""
    return {
        "format": FORMAT,
        "tool": {"name": "ProcessStatusLibrary", "version": __version__},
        "fail_on": assessment.fail_on,
        "exit_status": assessment.exit_status,
        "services": [_Writer(assessment, result).service() for result in assessment.results],
        "accepted_not_seen": [
            {"clause": entry.clause, "where": entry.where, "expires": entry.expires.isoformat()}
            for entry in assessment.unused_acceptances
        ],
        **_judged_again(assessment.origin),
    }


def _judged_again(origin: Origin | None) -> dict[str, Any]:
    if origin is None:
        return {}
    told = {
        "recording": origin.file,
        "recorded_by": origin.tool,
        "complete": origin.complete,
        "other_contracts": list(origin.other_contracts),
    }
    return {"judged_again": told}


def write_report(path: Path, content: dict[str, Any]) -> None:
    """Writes the report at once or not at all.

    Raises:
        ValueError: The folder cannot be written; the message says why.
    """
    write_whole(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def stable_text(result: ServiceResult) -> Callable[[str], str]:
    """Makes a function that takes out of a text about a service what is otherwise in every run."""
    found = re.search(r"https?://[^\s()]+", result.target) if result.simulated else None
    address = urlsplit(found[0]).netloc if found else ""

    def stable(text: str) -> str:
        text = _DIGEST.sub(r"\1}", text)
        return text.replace(address, f"{address.rpartition(':')[0]}:{PORT}") if address else text

    return stable


class _Writer:
    def __init__(self, assessment: Assessment, result: ServiceResult) -> None:
        self._assessment = assessment
        self._result = result
        self._stable = stable_text(result)

    def service(self) -> dict[str, Any]:
        result, model = self._result, self._result.contract.model
        return {
            "service": result.service,
            "title": result.title,
            "contract": {"version": model.version, "source": model.source, "retrieved": model.retrieved.isoformat()},
            "target": self._stable(result.target),
            "simulated": result.simulated,
            "clauses": [self._clause(clause) for clause in result.clauses],
            "observed_only": [self._observed_only(entry) for entry in observed_only(result)],
            "contradictions": [
                {"where": entry.where, "says": entry.says, "read_as": entry.read_as, "why": entry.why}
                for entry in model.contradictions
            ],
        }

    def _clause(self, clause: ClauseResult) -> dict[str, Any]:
        accepted = self._assessment.acceptance(self._result, clause)
        written = {
            "id": clause.clause.id,
            "title": clause.clause.title,
            "level": clause.level,
            "source": clause.source,
            "operation": clause.operation,
            "binding": clause.binding,
            "verdict": str(clause.verdict),
            "standing": str(self._assessment.standing(self._result, clause)),
            "judged": clause.judged,
            "message": self._stable(clause.message),
            "evidence": sorted(clause.evidence),
            "breaches": [self._breach(observed) for observed in clause.breaches],
        }
        if accepted is not None:
            written["accepted"] = {"reason": accepted.reason, "expires": accepted.expires.isoformat()}
        return written

    def _breach(self, observed: ObservedBreach) -> dict[str, Any]:
        breach = observed.breach
        return {
            "title": self._stable(breach.title),
            "where": self._stable(breach.where),
            "location": self._stable(observed.location),
            "situation": observed.situation,
            "documented": self._stable(breach.documented),
            "received": self._stable(breach.received),
            "reproduce": self._stable(observed.reproduce),
            "evidence": sorted(observed.evidence),
        }

    def _observed_only(self, entry: ObservedOnly) -> dict[str, Any]:
        return {
            "operation": entry.operation,
            "binding": entry.binding,
            "situation": entry.situation,
            "came": self._stable(entry.came),
            "evidence": list(entry.evidence),
        }
