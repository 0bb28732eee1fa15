"""Clauses about one result whose members must fit each other, the request and the state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...invariants import broken_invariants, concerned
from ...lifecycle import lifecycle_graph
from ..clause import PASSED, Clause, Finding, fail, inconclusive
from ..rules import STATUS_WITH_RULE, rule_level
from ..situation import READS
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

TITLES = {
    "pairs": "A member has the value that belongs to the state.",
    "only_in": "Outputs are told only in the states that have some.",
    "not_above": "A part is not above its total.",
    "not_before": "The end is not before the beginning.",
    "count_of": "A list has as many entries as a counter says.",
    "echoes": "The answer names the process that was asked for.",
}
OF_STATES = ("pairs", "only_in", "not_before")
"""The rules that name states: they say nothing of a state that is none."""


def _rule(name: str) -> Callable[[Reply], Finding]:
    rule_id = f"invariant.{name.replace('_', '-')}"

    def judge(reply: Reply) -> Finding:
        if reply.kind is not ReplyKind.RESULT or reply.status is None:
            return inconclusive(f"the reply is no result, but {named(reply)}")
        asked = (reply.contract, reply.operation, reply.status, reply.process_id)
        if name in OF_STATES and not lifecycle_graph(reply.contract).knows(reply.status.state):
            return inconclusive("the state is none of the contract's")
        rules = [rule for rule in reply.contract.model.invariants if rule.rule == name]
        if name == "pairs" and not all(_is_documented(reply, rule.field) for rule in rules):
            return inconclusive("a value is none of the documented")
        for violation in broken_invariants(*asked):
            if violation.rule == rule_id:
                return fail(violation.title, violation.documented, violation.received)
        if any(concerned(*asked, rule) for rule in rules) and (name != "echoes" or _names_its_process(reply)):
            return PASSED
        return inconclusive("no result has what the rule is about")

    return judge


def _is_documented(reply: Reply, path: str) -> bool:
    members, allowed = reply.classified.members, reply.contract.allowed(reply.operation, path)
    return not allowed or (members is not None and members.text(path) in allowed)


def _names_its_process(reply: Reply) -> bool:
    """The canonical record holds the id that was asked for where the result names none."""
    members, path = reply.classified.members, reply.contract.model.operations[reply.operation].result.process_id
    return members is not None and bool(path) and members.has(path)


INVARIANT_CLAUSES = tuple(
    Clause(
        id=f"invariant.{name.replace('_', '-')}",
        title=title,
        level="inferred",
        level_in=rule_level(name),
        situations=READS,
        scope=STATUS_WITH_RULE[name],
        judge=_rule(name),
    )
    for name, title in TITLES.items()
)
