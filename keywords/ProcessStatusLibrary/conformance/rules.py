"""The rules of a contract about results, as clauses need them: which contract has a rule, and how surely."""

from __future__ import annotations

from collections.abc import Callable

from ..contract.service import Contract
from ..levels import LEVELS, Level
from .scope import STATUS, Scope

RULES = ("pairs", "only_in", "not_above", "not_before", "count_of", "echoes", "never_falls")


def rule_level(name: str) -> Callable[[Contract], Level]:
    """How surely a contract says a rule: where it has several of a kind, as surely as the weakest of them."""

    def level(contract: Contract) -> Level:
        levels = [rule.level for rule in contract.model.invariants if rule.rule == name]
        return max(levels, key=LEVELS.index, default="inferred")

    return level


def _with_rule(name: str) -> Scope:
    def covers(contract: Contract, operation: str, binding: str) -> bool:  # noqa: ARG001  one shape for all
        return any(rule.rule == name for rule in contract.model.invariants)

    return Scope(f"contracts with the rule {name}", covers)


STATUS_WITH_RULE = {name: STATUS & _with_rule(name) for name in RULES}
"""The status operations of the contracts that have a rule."""
