"""The check as an assertion: a service that does not conform, or was not judged, fails."""

from __future__ import annotations

from ..breach import ExpectationFailed
from ..levels import Level
from ..wording import nearest, quote
from .catalogue import CATALOGUE
from .clause import Verdict
from .results import ServiceResult, failing, unjudged_rows


class NotConforming(AssertionError):
    """A service breaks its contract, or a binding of it could not be judged.

    Args:
        result: What the check found.
        fail_on: The lowest level that counts.

    Attributes:
        result: What the check found.
        broken: The ids of the broken clauses that count, each once.
    """

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, result: ServiceResult, fail_on: Level) -> None:
        self.result = result
        found = [clause for _, clause in failing([result], fail_on)]
        self.broken = tuple(dict.fromkeys(clause.clause.id for clause in found))
        silent = [f"Not judged over {binding}: {_why(result, binding)}." for _, binding in unjudged_rows([result])]
        what = [f"{len(found)} broken at level {fail_on} or above"] if found else []
        what += [f"{len(silent)} not judged"] if silent else []
        texts = [clause.message for clause in found] + silent
        told = "\n".join(f"  {line}" for text in texts for line in text.split("\n"))
        super().__init__(f"{result.service} on {result.target}: {', '.join(what)}\n{told}")


def expect_conformance(result: ServiceResult, fail_on: Level) -> None:
    """Fails unless every binding was judged and no clause is broken at a level or above it.

    Raises:
        NotConforming: Every breach, and every binding that was not judged.
    """
    if failing([result], fail_on) or unjudged_rows([result]):
        raise NotConforming(result, fail_on)


def expect_breach(result: ServiceResult, clause: str) -> None:
    """Fails unless a check found a clause broken.

    Raises:
        ValueError: There is no such clause; the nearest is offered.
        ExpectationFailed: It is kept, or could not be judged.
    """
    allowed = [known.id for known in CATALOGUE]
    if clause not in allowed:
        near = nearest(clause, allowed)
        raise ValueError(f"There is no clause {quote(clause)}.{f' Did you mean {quote(near)}?' if near else ''}")
    verdicts = {f"{own.binding}: {own.verdict}": own for own in result.clauses if own.clause.id == clause}
    if not any(own.verdict is Verdict.FAIL for own in verdicts.values()):
        where = f"{result.service} on {result.target}"
        raise ExpectationFailed(f"The clause {clause} is not broken", where, "a breach", ", ".join(verdicts))


def _why(result: ServiceResult, binding: str) -> str:
    own = [clause for clause in result.clauses if clause.binding == binding and clause.message]
    told = [clause.message for clause in own if clause.clause.group in ("reply", "schema")]
    return (told or ["nothing was observed"])[0]
