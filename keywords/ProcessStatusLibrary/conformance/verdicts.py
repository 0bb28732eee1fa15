"""The verdict of a clause over everything that was observed of one operation and binding."""

from __future__ import annotations

from collections.abc import Sequence

from ..breach import Breach
from ..classification import ReplyKind
from ..contract.service import Contract
from ..curl import curl
from ..masking import Masker
from .clause import AnyClause, Finding, Judged, Verdict, inconclusive
from .probe import Observation
from .results import ClauseResult, ObservedBreach
from .situation import RESULTS


def verdict_of(
    clause: AnyClause,
    contract: Contract,
    operation: str,
    binding: str,
    own: Sequence[Observation],
    masker: Masker,
    found: Sequence[Judged] | None = None,
) -> ClauseResult:
    """Judges one clause for one operation and binding.

    Args:
        clause: The clause.
        contract: The contract.
        operation: The operation.
        binding: The binding.
        own: What was observed of them, in every situation.
        masker: What keeps secrets out of the messages.
        found: What a clause says of this operation and binding when it judges across all of them; None: it has not
            judged yet.
    """
    situations = frozenset(clause.situations)
    asked = [observation for observation in own if observation.probe.situation in situations]
    covered = clause.scope.covers(contract, operation, binding)
    judged = list(clause.findings(asked) if found is None else found) if covered else []
    if clause.beside_result and not any(map(_is_result, own)):
        judged = [(o, inconclusive(NO_RESULT) if f.verdict is Verdict.PASS else f) for o, f in judged]
    over = _Over(clause, contract, masker, asked if covered else [], judged)
    verdict, message, shown = over.verdict()
    if not covered:
        message = f"it is about {clause.scope.label}"
    breaches = over.breaches()
    return ClauseResult(
        clause,
        operation,
        binding,
        clause.level_of(contract, operation, binding),
        clause.source_of(contract, operation, binding),
        verdict,
        _worded(breaches) if breaches else message,
        over.judged,
        tuple(dict.fromkeys(observation.number for observation, _ in shown)),
        breaches,
        over.exchanges,
    )


NO_RESULT = "no request as documented brought a result either"
MOST_WAYS = 2
"""Ways to break a clause that a message words whole; the report has them all."""


def _is_result(observation: Observation) -> bool:
    reply = observation.reply
    return observation.probe.situation in RESULTS and reply is not None and reply.kind is ReplyKind.RESULT


class _Over:
    """What a clause says of all that was asked."""

    def __init__(
        self,
        clause: AnyClause,
        contract: Contract,
        masker: Masker,
        asked: Sequence[Observation],
        findings: Sequence[Judged],
    ) -> None:
        self._clause, self._contract, self._masker, self._asked = clause, contract, masker, asked
        self._by_verdict: dict[Verdict, list[Judged]] = {verdict: [] for verdict in Verdict}
        for judged in findings:
            self._by_verdict[judged[1].verdict].append(judged)

    @property
    def _counted(self) -> list[Judged]:
        return self._by_verdict[Verdict.FAIL] + self._by_verdict[Verdict.PASS]

    @property
    def judged(self) -> int:
        """How many observations were judged."""
        return len(self._counted)

    @property
    def exchanges(self) -> frozenset[int]:
        """The numbers of their exchanges."""
        return frozenset(observation.number for observation, _ in self._counted)

    def verdict(self) -> tuple[Verdict, str, list[Judged]]:
        """The verdict, why it is no pass, and the observations behind it."""
        failed, passed = self._by_verdict[Verdict.FAIL], self._by_verdict[Verdict.PASS]
        if failed:
            return Verdict.FAIL, "", failed
        if passed:
            return Verdict.PASS, "", passed
        unjudged, silent = self._by_verdict[Verdict.INCONCLUSIVE], self._by_verdict[Verdict.NOT_APPLICABLE]
        missing = [observation.missing for observation in self._asked if observation.missing]
        if unjudged or missing:
            return Verdict.INCONCLUSIVE, unjudged[0][1].message if unjudged else missing[0], unjudged
        if self._asked and not silent:
            return Verdict.INCONCLUSIVE, "too little was observed", []
        reason = silent[0][1].message if silent else "no request of this binding shows it"
        return Verdict.NOT_APPLICABLE, reason, silent

    def breaches(self) -> tuple[ObservedBreach, ...]:
        """Each different breach once, with all that show it."""
        alike: dict[Finding, list[Observation]] = {}
        for observation, finding in self._by_verdict[Verdict.FAIL]:
            alike.setdefault(finding, []).append(observation)
        return tuple(self._observed(finding, observations) for finding, observations in alike.items())

    def _observed(self, finding: Finding, observations: Sequence[Observation]) -> ObservedBreach:
        first = observations[0]
        return ObservedBreach(
            _breach(self._clause, self._contract, self._masker, first, finding),
            finding.location,
            first.probe.described,
            tuple(observation.number for observation in observations),
            curl(first.exchange.request, self._masker) if first.exchange is not None else "",
        )


def _worded(breaches: Sequence[ObservedBreach]) -> str:
    """Words each different breach once, with the number of further replies that break the clause in the same way."""
    texts = []
    for observed in breaches[:MOST_WAYS]:
        more = len(observed.evidence) - 1
        text = str(observed.breach)
        texts.append(f"{text}\n  also:       {more} more {'reply' if more == 1 else 'replies'}" if more else text)
    others = [observed.breach.received for observed in breaches[MOST_WAYS:]]
    if others:
        ways = "way" if len(others) == 1 else "ways"
        texts.append(f"  also:       {len(others)} more {ways}, received: {'; '.join(others)}")
    if breaches[0].reproduce:
        texts.append(f"  reproduce:  {breaches[0].reproduce}")
    return "\n".join(texts)


def _breach(
    clause: AnyClause, contract: Contract, masker: Masker, observation: Observation, finding: Finding
) -> Breach:
    probe = observation.probe
    operation, binding = probe.row
    asked = f"process {probe.process_id}" if probe.process_id else ""
    over = f"{contract.service} {operation} over {probe.binding}"
    return Breach(
        clause.id,
        finding.message,
        clause.level_of(contract, operation, binding),
        ", ".join(filter(None, [over, asked, probe.described, finding.location])),
        finding.documented,
        masker.text(finding.received),
        clause.source_of(contract, operation, binding),
    )
