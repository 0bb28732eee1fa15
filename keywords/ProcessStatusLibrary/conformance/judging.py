"""Judges one reply by every clause: the same clauses for an assertion, a wait and a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..breach import Breach
from ..classification import ReplyKind
from ..invariants import Violation, broken_invariants
from .clause import Clause, Finding, Statement, Verdict
from .clauses.message import MESSAGE_CLAUSES
from .clauses.transport import TRANSPORT_CLAUSES

if TYPE_CHECKING:
    from ..reply import Reply

CLAUSES: tuple[Clause, ...] = (*TRANSPORT_CLAUSES, *MESSAGE_CLAUSES)
"""The clauses about any single result or fault: an assertion holds a reply to them too."""


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


def breach_of(clause: Statement, finding: Finding, reply: Reply) -> Breach:
    """Words a clause that a reply breaks for people."""
    where = f"{reply.where}, {finding.location}" if finding.location else reply.where
    contract, operation, binding = reply.contract, reply.operation, reply.binding
    return Breach(
        clause.id,
        finding.message,
        clause.level_of(contract, operation, binding),
        where,
        finding.documented,
        reply.masker.text(finding.received),
        clause.source_of(contract, operation, binding),
    )
