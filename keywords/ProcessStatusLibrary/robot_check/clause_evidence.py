"""What a log shows of a clause: how many replies were judged, and the exchanges behind the verdict."""

from __future__ import annotations

from collections.abc import Iterator

from ..conformance.clause import Finding, Verdict
from ..conformance.results import ClauseResult, ServiceResult
from ..masking import Masker
from .evidence import exchange_as_html

SHOWN = 3
"""Exchanges that a broken clause shows; a clause that is kept shows one."""


class ClauseEvidence:
    """The evidence of one service's verdicts.

    Args:
        result: What the check found.
        masker: What keeps secrets out.
    """

    def __init__(self, result: ServiceResult, masker: Masker) -> None:
        self._result = result
        self._masker = masker
        self._by_number = {o.number: o for o in result.observations if o.number}
        self._unmarked: dict[int, str] = {}

    def summary(self, found: ClauseResult) -> str:
        """Says how many replies were judged, and which exchanges are behind the verdict."""
        judged = "Kept by" if found.verdict is Verdict.PASS else "Judged:"
        replies = "1 reply" if found.judged == 1 else f"{found.judged} replies"
        which = "exchange" if len(found.evidence) == 1 else "exchanges"
        numbers = f" ({which} {', '.join(map(str, found.evidence))})" if found.evidence else ""
        return f"{judged} {replies}{numbers} on {self._result.target}."

    def of(self, found: ClauseResult) -> Iterator[str]:
        """The exchanges behind a verdict as HTML: the first ones of a breach, marked, else one of those judged."""
        numbers = [number for number in found.evidence if number in self._by_number]
        if found.verdict is Verdict.FAIL:
            findings = self._findings(found)
            for number in numbers[:SHOWN]:
                observation = self._by_number[number]
                yield exchange_as_html(observation, self._masker, findings.get(number, ()), unfolded=True)
            return
        for number in numbers[:1]:
            # One text for all clauses: Robot's log holds it once.
            if number not in self._unmarked:
                self._unmarked[number] = exchange_as_html(self._by_number[number], self._masker)
            yield self._unmarked[number]

    def of_breaches(self) -> Iterator[str]:
        """An exchange of each broken clause as HTML, whatever its level."""
        for found in self._result.clauses:
            if found.verdict is Verdict.FAIL:
                yield from list(self.of(found))[:1]

    def _findings(self, found: ClauseResult) -> dict[int, list[Finding]]:
        """What is broken in each exchange: clauses are pure, so that they may be asked again."""
        asked = [
            observation
            for observation in self._result.observations
            if observation.probe.row == (found.operation, found.binding)
            and observation.probe.situation in found.clause.situations
        ]
        by_number: dict[int, list[Finding]] = {}
        for observation, finding in found.clause.findings(asked):
            if finding.verdict is Verdict.FAIL:
                by_number.setdefault(observation.number, []).append(finding)
        return by_number
