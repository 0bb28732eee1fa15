"""Judges one reply by every clause: the same clauses for an assertion, a wait and a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..breach import Breach
from ..classification import ReplyKind
from ..invariants import Violation, broken_invariants
from ..levels import Level
from .clause import Clause, Finding, Verdict
from .message_clauses import MESSAGE_CLAUSES
from .transport_clauses import TRANSPORT_CLAUSES

if TYPE_CHECKING:
    from ..reply import Reply

CLAUSES: tuple[Clause, ...] = (*TRANSPORT_CLAUSES, *MESSAGE_CLAUSES)
"""Every clause about a single reply, in the order of the report."""


def breaches(reply: Reply) -> list[Breach]:
    """Finds every clause that a reply breaks, at any level.

    A standard that the page itself departs from is left out: the reply does what its contract says.
    """
    found = []
    for clause in CLAUSES:
        finding = clause.judge(reply)
        if finding.verdict is Verdict.FAIL and not finding.as_documented:
            found.append(breach_of(clause, finding, reply))
    if reply.kind is ReplyKind.RESULT and reply.status is not None:
        rules = broken_invariants(reply.contract, reply.operation, reply.status, reply.process_id)
        found += [breach_of_rule(violation, reply) for violation in rules]
    return found


def breach_of_rule(violation: Violation, reply: Reply) -> Breach:
    """Words a broken rule of the contract for people."""
    source = reply.contract.model.source
    return Breach(
        violation.rule,
        violation.title,
        violation.level,
        reply.where,
        violation.documented,
        reply.masker.text(violation.received),
        source,
    )


def breach_of(clause: Clause, finding: Finding, reply: Reply) -> Breach:
    """Words a failed clause for people."""
    where = f"{reply.where}, {finding.location}" if finding.location else reply.where
    source = clause.source or reply.documented.source or reply.contract.model.source
    received = reply.masker.text(finding.received)
    return Breach(clause.id, finding.message, level_of(clause, reply), where, finding.documented, received, source)


def level_of(clause: Clause, reply: Reply) -> Level:
    """A documented clause about a binding that is only observed is observed."""
    return reply.documented.level if clause.level == "documented" else clause.level
