"""The verdict of a clause over everything that was observed of one operation and binding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..breach import Breach
from ..contract.service import Contract
from ..curl import curl
from ..masking import Masker
from .clause import AnyClause, Finding, Judged, Verdict
from .probe import Observation
from .results import ClauseResult


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
    shown: list[Judged] = []
    if not clause.scope.covers(contract, operation, binding):
        verdict, message, count = Verdict.NOT_APPLICABLE, f"it is about {clause.scope.label}", 0
    else:
        findings = clause.findings(asked) if found is None else found
        verdict, message, shown, count = _over(clause, contract, masker, asked, findings)
    return ClauseResult(
        clause,
        operation,
        binding,
        clause.level_of(contract, operation, binding),
        clause.source_of(contract, operation, binding),
        verdict,
        message,
        count,
        tuple(dict.fromkeys(observation.number for observation, _ in shown)),
    )


def _over(
    clause: AnyClause,
    contract: Contract,
    masker: Masker,
    asked: Sequence[Observation],
    findings: Iterable[Judged],
) -> tuple[Verdict, str, list[Judged], int]:
    """The verdict, its message, the observations behind it, and how many were judged."""
    by_verdict: dict[Verdict, list[Judged]] = {verdict: [] for verdict in Verdict}
    for judged in findings:
        by_verdict[judged[1].verdict].append(judged)
    failed, passed = by_verdict[Verdict.FAIL], by_verdict[Verdict.PASS]
    if failed:
        return Verdict.FAIL, _worded(clause, contract, masker, failed), failed, len(failed) + len(passed)
    if passed:
        return Verdict.PASS, "", passed, len(passed)
    unjudged, silent = by_verdict[Verdict.INCONCLUSIVE], by_verdict[Verdict.NOT_APPLICABLE]
    missing = [observation.missing for observation in asked if observation.missing]
    if unjudged or missing:
        return Verdict.INCONCLUSIVE, unjudged[0][1].message if unjudged else missing[0], unjudged, 0
    if asked and not silent:
        return Verdict.INCONCLUSIVE, "too little was observed", [], 0
    return Verdict.NOT_APPLICABLE, silent[0][1].message if silent else "no request of this binding shows it", silent, 0


def _worded(clause: AnyClause, contract: Contract, masker: Masker, failed: Sequence[Judged]) -> str:
    """Words each different breach once, with the number of further replies that break the clause in the same way."""
    alike: dict[Finding, list[Observation]] = {}
    for observation, finding in failed:
        alike.setdefault(finding, []).append(observation)
    texts = []
    for finding, observations in alike.items():
        text = str(_breach(clause, contract, masker, observations[0], finding))
        more = len(observations) - 1
        texts.append(f"{text}\n  also:       {more} more {'reply' if more == 1 else 'replies'}" if more else text)
    exchange = failed[0][0].exchange
    if exchange is not None:
        texts.append(f"  reproduce:  {curl(exchange.request, masker)}")
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
