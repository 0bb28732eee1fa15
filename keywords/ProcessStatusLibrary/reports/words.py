"""The words that every rendering of a check uses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..conformance.assessment import Assessment, Standing
from ..conformance.clause import Verdict
from ..conformance.results import ServiceResult, unjudged_rows
from ..recording_reading import INCOMPLETE
from ..wording import listing


def origin_notes(assessment: Assessment) -> list[str]:
    """What has to be said of verdicts that come from a recording, in sentences."""
    origin = assessment.origin
    if origin is None:
        return []
    notes = [f"Judged again from {origin.file}, recorded by {origin.tool}."]
    if not origin.complete:
        notes.append(f"{INCOMPLETE} So is what was judged.")
    if origin.other_contracts:
        named = listing(origin.other_contracts, "and")
        notes.append(f"The contract of {named} is another than the one that was checked: today's was judged by.")
    return notes


def row_verdict(assessment: Assessment, service: ServiceResult, operation: str, binding: str) -> str:
    """The verdict on one operation over one binding in a few words."""
    clauses = service.row(operation, binding)
    counted = [clause.clause.id for clause in clauses if assessment.counts(service, clause)]
    if counted:
        return f"fail: {_some(counted)}"
    if not any(c.verdict is Verdict.PASS and c.clause.group in ("schema", "enumeration") for c in clauses):
        return "not judged"
    failed = [clause for clause in clauses if clause.verdict is Verdict.FAIL]
    excepted = sorted({f"{c.clause.id} ({assessment.standing(service, c) or c.level})" for c in failed})
    return f"pass, except {_some(excepted)}" if excepted else "pass"


def _some(names: Sequence[str], most: int = 8) -> str:
    more = len(names) - most
    return f"{', '.join(names[:most])} and {more} more" if more > 0 else ", ".join(names)


def summary(assessment: Assessment) -> str:
    """The whole check in one sentence."""
    results = assessment.results
    rows = sum(len(service.rows) for service in results)
    replies = sum(replies_of(service) for service in results)
    unjudged = len(unjudged_rows(results))
    level = assessment.fail_on
    asked = counted(rows, "operation and binding", "operations and bindings")
    parts = [
        f"{counted(len(results), 'service')}, {asked}, {counted(replies, 'reply', 'replies')} judged",
        f"{len(assessment.counted)} broken at level {level} or above, {len(assessment.below)} below it",
    ]
    for standing in (Standing.KNOWN, Standing.ACCEPTED, Standing.MENDED):
        found = assessment.having(standing)
        if found:
            parts.append(f"{len(found)} {standing}")
    if assessment.lost:
        parts.append(f"{len(assessment.lost)} {Standing.NOT_JUDGED_ANY_MORE}")
    if unjudged:
        parts.append(f"{unjudged} not judged")
    return "; ".join(parts) + "."


def replies_of(service: ServiceResult, row: tuple[str, str] | None = None) -> int:
    """How many replies came, of one operation and binding or of all."""
    return sum(o.reply is not None and row in (None, o.probe.row) for o in service.observations)


def reasons(service: ServiceResult, binding: str) -> str:
    """Why nothing was judged over a binding: one reason an operation."""
    told: list[str] = []
    for operation, name in service.rows:
        if name == binding:
            silent = [c for c in service.row(operation, binding) if c.verdict is not Verdict.PASS and c.message]
            kinds = [c.message for c in silent if c.clause.id == "reply.kind"]
            told += kinds or [c.message for c in silent if c.clause.group == "schema"][:1]
    return "; ".join(dict.fromkeys(told))


def numbers(values: Iterable[int], most: int = 5) -> str:
    """Numbers of exchanges, the first of them when they are many: ``3, 4 and 9 more``."""
    listed = sorted(values)
    more = len(listed) - most
    text = ", ".join(map(str, listed[:most]))
    return f"{text} and {more} more" if more > 0 else text


def counted(number: int, one: str, many: str = "") -> str:
    """A number with its noun: ``1 clause``, ``2 clauses``."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def baseline_notes(assessment: Assessment) -> list[str]:
    """What a reader has to know of the comparison: targets that differ, acceptances that are not needed."""
    notes = []
    if assessment.baseline is not None:
        for service in assessment.results:
            before = assessment.baseline.targets.get(service.service)
            if before is None:
                notes.append(f"The baseline does not name {service.service}: all that is broken there is worse.")
            elif before.startswith("simulator") != service.simulated:
                notes.append(f"The baseline of {service.service} is of another target: {before}.")
    notes += [
        f"Accepted and not seen any more: {entry.clause} of {entry.where}. Take it out of the file."
        for entry in assessment.unused_acceptances
    ]
    return notes
