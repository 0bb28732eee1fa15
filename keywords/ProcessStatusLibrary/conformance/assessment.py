"""What a check comes to: broken clauses, compared with an earlier run, less the deviations that were accepted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from ..levels import LEVELS, Level
from .acceptances import Acceptance
from .baseline import Baseline
from .clause import Verdict
from .origin import Origin
from .results import JUDGED, ClauseResult, ServiceResult, unjudged_rows


class Standing(StrEnum):
    """How a verdict stands beside an earlier run and the accepted deviations."""

    UNCHANGED = ""
    WORSE = "worse"
    KNOWN = "known"
    MENDED = "mended"
    NOT_JUDGED_ANY_MORE = "not judged any more"
    ACCEPTED = "accepted"
    EXPIRED = "acceptance expired"


Found = tuple[ServiceResult, ClauseResult]
"""A verdict and the service that it is about."""


@dataclass(frozen=True)
class Assessment:
    """A check, and what counts of it.

    Attributes:
        results: What was found, by service.
        fail_on: The weakest level that fails the check.
        baseline: An earlier run; then only what got worse fails the check.
        acceptances: Deviations that were accepted.
        today: The day on which an acceptance has to be valid.
        origin: The recording that was judged; None: the service was asked.
    """

    results: Sequence[ServiceResult]
    fail_on: Level = "documented"
    baseline: Baseline | None = None
    acceptances: Sequence[Acceptance] = ()
    today: date = field(default=date.max)
    origin: Origin | None = None

    def standing(self, service: ServiceResult, clause: ClauseResult) -> Standing:
        """How a verdict stands."""
        return self._standings.get((service.service, clause.operation, clause.binding, clause.clause.id), Standing(""))

    def acceptance(self, service: ServiceResult, clause: ClauseResult) -> Acceptance | None:
        """The acceptance of a broken clause, expired or not: of several the one that is valid longest."""
        if clause.verdict is not Verdict.FAIL:
            return None
        fitting = [entry for entry in self.acceptances if entry.covers(service.service, clause)]
        return max(fitting, key=lambda entry: entry.expires, default=None)

    def at_level(self, clause: ClauseResult) -> bool:
        """Whether a clause is of a level that fails the check."""
        return clause.level in LEVELS[: LEVELS.index(self.fail_on) + 1]

    def counts(self, service: ServiceResult, clause: ClauseResult) -> bool:
        """Whether a clause is broken and fails the check."""
        harmless = self.standing(service, clause) in (Standing.KNOWN, Standing.ACCEPTED)
        return clause.verdict is Verdict.FAIL and self.at_level(clause) and not harmless

    @cached_property
    def counted(self) -> tuple[Found, ...]:
        """The broken clauses that fail the check."""
        return tuple(found for found in self.broken if self.counts(*found))

    @cached_property
    def broken(self) -> tuple[Found, ...]:
        """Every broken clause."""
        return tuple(found for found in self.verdicts() if found[1].verdict is Verdict.FAIL)

    @cached_property
    def below(self) -> tuple[Found, ...]:
        """The broken clauses below the failing level that are neither known nor accepted."""
        harmless = (Standing.KNOWN, Standing.ACCEPTED)
        return tuple(
            (service, clause)
            for service, clause in self.broken
            if not self.at_level(clause) and self.standing(service, clause) not in harmless
        )

    def having(self, standing: Standing) -> tuple[Found, ...]:
        """The verdicts that stand in one way."""
        return tuple(found for found in self.verdicts() if self.standing(*found) is standing)

    @cached_property
    def lost(self) -> tuple[Found, ...]:
        """What was judged in the earlier run at a level that counts, and is not judged any more."""
        return tuple(found for found in self.having(Standing.NOT_JUDGED_ANY_MORE) if self.at_level(found[1]))

    @cached_property
    def unused_acceptances(self) -> tuple[Acceptance, ...]:
        """Acceptances about what was judged here that no broken clause needs."""
        needed = {self.acceptance(*found) for found in self.broken}
        about = [
            entry
            for entry in self.acceptances
            if any(entry.covers(s.service, c) and c.verdict in JUDGED for s, c in self.verdicts())
        ]
        return tuple(entry for entry in about if entry not in needed)

    @property
    def exit_status(self) -> int:
        """1: something counted is broken; 3: something could not be judged; 0: neither."""
        if self.counted:
            return 1
        stopped = self.origin is not None and not self.origin.complete
        return 3 if stopped or unjudged_rows(self.results) or self.lost else 0

    def verdicts(self) -> Iterator[Found]:
        """Every verdict, in the order of the report."""
        for service in self.results:
            for clause in service.clauses:
                yield service, clause

    @cached_property
    def _standings(self) -> dict[tuple[str, str, str, str], Standing]:
        return {
            (service.service, clause.operation, clause.binding, clause.clause.id): self._judge(service, clause)
            for service, clause in self.verdicts()
        }

    def _judge(self, service: ServiceResult, clause: ClauseResult) -> Standing:
        accepted = self.acceptance(service, clause)
        if accepted is not None:
            return Standing.EXPIRED if accepted.expires < self.today else Standing.ACCEPTED
        if self.baseline is None:
            return Standing.UNCHANGED
        before = self.baseline.verdict(service.service, clause)
        if clause.verdict is Verdict.FAIL:
            return Standing.KNOWN if before is Verdict.FAIL else Standing.WORSE
        if clause.verdict not in JUDGED and before in JUDGED:
            return Standing.NOT_JUDGED_ANY_MORE
        return Standing.MENDED if before is Verdict.FAIL else Standing.UNCHANGED
