"""What the page shows of one service, worked out before any of it becomes HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from ..conformance.assessment import Assessment, Standing
from ..conformance.clause import Verdict
from ..conformance.observed_only import ObservedOnly, observed_only
from ..conformance.results import JUDGED, ClauseResult, ObservedBreach, ServiceResult
from ..transport.exchange import Exchange
from .evidence import Evidence, evidence_of
from .lifecycle_diagram import Diagram, lifecycle_diagram
from .words import replies_of, row_verdict

MOST_EVIDENCE = 40
"""Exchanges that are shown for one service; the recording holds all."""
MOST_WAYS = 3
"""Different breaches of one clause by one binding that are shown."""

SYMBOLS = {
    Verdict.PASS: ("✓", "pass", "pass"),
    Verdict.FAIL: ("✗", "fail", "fail"),
    Verdict.INCONCLUSIVE: ("?", "not judged", "open"),
    Verdict.NOT_APPLICABLE: ("\u2013", "n/a", "none"),
}


@dataclass(frozen=True)
class Cell:
    """A verdict in the matrix."""

    symbol: str
    word: str
    style: str
    link: str


@dataclass(frozen=True)
class ClauseLine:
    """A clause in the matrix, with a cell for every operation and binding."""

    id: str
    title: str
    level: str
    source: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Reason:
    """Why clauses were not judged."""

    message: str
    clauses: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Way:
    """One way in which a clause is broken by one binding."""

    observed: ObservedBreach
    evidence: Evidence | None


@dataclass(frozen=True)
class BrokenRow:
    """A clause that one operation and binding breaks."""

    clause: ClauseResult
    standing: Standing
    counts: bool
    accepted: str
    ways: tuple[Way, ...]
    more_ways: int


@dataclass(frozen=True)
class BrokenClause:
    """A clause that is broken, by every operation and binding that breaks it."""

    anchor: str
    first: ClauseResult
    counts: bool
    rows: tuple[BrokenRow, ...]


class ServicePage:
    """One service.

    Args:
        assessment: The whole check.
        service: What was found of the service.
    """

    def __init__(self, assessment: Assessment, service: ServiceResult) -> None:
        self._assessment = assessment
        self.service = service
        self._shown = 0

    @property
    def anchor(self) -> str:
        """The id of its section."""
        return f"service-{self.service.service}"

    @property
    def replies(self) -> int:
        """How many replies came."""
        return replies_of(self.service)

    @cached_property
    def rows(self) -> list[tuple[str, str, int, str]]:
        """Operation, binding, replies and verdict."""
        service = self.service
        return [
            (op, binding, replies_of(service, (op, binding)), row_verdict(self._assessment, service, op, binding))
            for op, binding in service.rows
        ]

    @property
    def verdict(self) -> str:
        """The verdict on the service in one word or two."""
        told = [verdict for _, _, _, verdict in self.rows]
        if any(verdict.startswith("fail") for verdict in told):
            return "fail"
        if "not judged" in told:
            return "not judged"
        return "pass, with exceptions" if self.broken else "pass"

    @property
    def counts(self) -> dict[str, int]:
        """How many verdicts of each kind, those that fail the check told apart."""
        own = [clause for clause in self.service.clauses if self._assessment.counts(self.service, clause)]
        total = {str(v): sum(c.verdict is v for c in self.service.clauses) for v in Verdict}
        return {**total, "counted": len(own), "other": total["fail"] - len(own)}

    @cached_property
    def matrix(self) -> list[tuple[str, list[ClauseLine]]]:
        """The clauses that say something of any binding, by family."""
        families: dict[str, list[ClauseLine]] = {}
        for results in self._by_clause.values():
            if any(result.verdict is not Verdict.NOT_APPLICABLE for result in results):
                first = results[0]
                levels = ", ".join(dict.fromkeys(result.level for result in results))
                cells = tuple(self._cell(result) for result in results)
                line = ClauseLine(first.clause.id, first.clause.title, levels, first.source, cells)
                families.setdefault(first.clause.group, []).append(line)
        return list(families.items())

    @cached_property
    def not_about_it(self) -> list[Reason]:
        """The clauses that say nothing of any binding here, by reason."""
        silent = [
            result
            for results in self._by_clause.values()
            if all(result.verdict is Verdict.NOT_APPLICABLE for result in results)
            for result in results[:1]
        ]
        return _by_reason(silent)

    @cached_property
    def not_judged(self) -> list[Reason]:
        """The clauses that could not be judged, by reason."""
        return _by_reason(c for c in self.service.clauses if c.verdict is Verdict.INCONCLUSIVE)

    @cached_property
    def observed_only(self) -> list[ObservedOnly]:
        """What no clause judges."""
        return observed_only(self.service)

    @cached_property
    def diagram(self) -> Diagram:
        """The lifecycle."""
        return lifecycle_diagram(self.service)

    @cached_property
    def broken(self) -> list[BrokenClause]:
        """The broken clauses, those that fail the check first."""
        found = []
        for results in self._by_clause.values():
            failed = [result for result in results if result.verdict is Verdict.FAIL]
            if failed:
                rows = tuple(self._broken_row(result) for result in failed)
                counts = any(row.counts for row in rows)
                found.append(BrokenClause(self._anchor(failed[0]), failed[0], counts, rows))
        return sorted(found, key=lambda clause: not clause.counts)

    @cached_property
    def _by_clause(self) -> dict[str, list[ClauseResult]]:
        by_id: dict[str, list[ClauseResult]] = {}
        for result in self.service.clauses:
            by_id.setdefault(result.clause.id, []).append(result)
        return by_id

    @cached_property
    def _exchanges(self) -> dict[int, Exchange]:
        return {o.number: o.exchange for o in self.service.observations if o.exchange is not None}

    def _anchor(self, result: ClauseResult) -> str:
        return f"{self.service.service}-{result.clause.id}"

    def _cell(self, result: ClauseResult) -> Cell:
        symbol, word, style = SYMBOLS[result.verdict]
        standing = self._assessment.standing(self.service, result)
        link = self._anchor(result) if result.verdict is Verdict.FAIL else ""
        if standing:
            word = f"{word}, {standing}" if result.verdict in JUDGED else str(standing)
        elif result.verdict is Verdict.FAIL and not self._assessment.at_level(result):
            style = "below"
        return Cell(symbol, word, "below" if standing in (Standing.KNOWN, Standing.ACCEPTED) else style, link)

    def _broken_row(self, result: ClauseResult) -> BrokenRow:
        accepted = self._assessment.acceptance(self.service, result)
        said = f"{accepted.reason} (until {accepted.expires.isoformat()})" if accepted is not None else ""
        return BrokenRow(
            result,
            self._assessment.standing(self.service, result),
            self._assessment.counts(self.service, result),
            said,
            tuple(self._way(observed) for observed in result.breaches[:MOST_WAYS]),
            max(0, len(result.breaches) - MOST_WAYS),
        )

    def _way(self, observed: ObservedBreach) -> Way:
        number = next((n for n in observed.evidence if n in self._exchanges), 0)
        if not number or self._shown >= MOST_EVIDENCE:
            return Way(observed, None)
        self._shown += 1
        exchange = self._exchanges[number]
        return Way(observed, evidence_of(number, exchange, self.service.masker, observed.location))


def _by_reason(results: Iterable[ClauseResult]) -> list[Reason]:
    reasons: dict[str, dict[str, dict[str, None]]] = {}
    for result in results:
        bindings = reasons.setdefault(result.message, {}).setdefault(result.clause.id, {})
        bindings[f"{result.operation} over {result.binding}"] = None
    return [
        Reason(message, {clause: tuple(rows) for clause, rows in clauses.items()})
        for message, clauses in reasons.items()
    ]
