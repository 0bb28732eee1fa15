"""A score: which seeded defects were killed, by what, and what would have caught the survivors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..simulator.defects.defect import Defect
from ..version import __version__
from .table import DefectTable

FORMAT = 1


@dataclass(frozen=True)
class DefectScore:
    """What became of one defect.

    Attributes:
        services: The services under test in which it can show.
        killed_by: What killed it: the clauses, the one that is to catch it first, or how the suite ended.
        survived_in: The services in which nothing killed it; of a suite all or none.
        clauses: By service, the clauses that the check found broken; empty for a suite.
        catching: The clauses that are to catch it, by the committed table.
    """

    defect: Defect
    services: tuple[str, ...]
    killed_by: tuple[str, ...]
    survived_in: tuple[str, ...]
    catching: tuple[str, ...]
    clauses: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def killed(self) -> bool:
        """It was killed in every service under test in which it can show."""
        return not self.survived_in


@dataclass(frozen=True)
class Score:
    """What became of all defects.

    Attributes:
        of: What was scored.
        services: The services under test.
        drawn: Of a sample, its seed; none when every selected defect was tried.
    """

    of: Literal["check", "suite"]
    services: tuple[str, ...]
    defects: tuple[DefectScore, ...]
    drawn: int | None = None

    @property
    def killed(self) -> int:
        """How many defects were killed."""
        return sum(defect.killed for defect in self.defects)

    @property
    def percent(self) -> float:
        """How many of a hundred were killed, rounded down to a tenth: 100 means all."""
        return 1000 * self.killed // max(len(self.defects), 1) / 10


def check_score(defect: Defect, found: Mapping[str, frozenset[str]], table: DefectTable) -> DefectScore:
    """What became of a defect that services were checked with.

    Args:
        defect: The defect.
        found: By service in which it can show, the clauses that noticed it.
        table: The committed table.
    """
    clauses = {service: tuple(sorted(ids)) for service, ids in found.items()}
    survived = tuple(service for service, ids in clauses.items() if not ids)
    named = table.named(defect.name, list(found))
    fired = sorted({clause for ids in clauses.values() for clause in ids})
    killed_by = [name for name in named if name in fired] or fired
    catching = named if not survived else table.named(defect.name, survived)
    return DefectScore(defect, tuple(found), tuple(killed_by), survived, tuple(catching), clauses)


def suite_score(defect: Defect, services: Sequence[str], killed_by: str, table: DefectTable) -> DefectScore:
    """What became of a defect that a suite was run with.

    Args:
        defect: The defect.
        services: The services in which it can show.
        killed_by: How the suite ended; empty when it stayed green.
        table: The committed table.
    """
    survived = () if killed_by else tuple(services)
    catching = tuple(table.named(defect.name, services))
    return DefectScore(defect, tuple(services), (killed_by,) if killed_by else (), survived, catching)


def score_report(score: Score) -> dict[str, Any]:
    """Makes the content of score.json; its schema ships as ``score.schema.json``."""
    return {
        "format": FORMAT,
        "tool": {"name": "ProcessStatusLibrary", "version": __version__},
        "of": score.of,
        "services": list(score.services),
        "seed": score.drawn,
        "defects": len(score.defects),
        "killed": score.killed,
        "percent": score.percent,
        "results": [
            {
                "defect": one.defect.name,
                "title": one.defect.title,
                "family": one.defect.family,
                "killed": one.killed,
                "services": list(one.services),
                "killed_by": list(one.killed_by),
                "survived_in": list(one.survived_in),
                "catching": list(one.catching),
                "clauses": {service: list(clauses) for service, clauses in one.clauses.items()},
            }
            for one in score.defects
        ],
    }
