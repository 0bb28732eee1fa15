"""Rules about one result: pure functions from a rule of the contract and a status to what is wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from fnmatch import fnmatchcase

from .contract.model import Invariant, ValueType
from .contract.service import Contract
from .levels import Level
from .status import ProcessStatus
from .wording import listing, quote


@dataclass(frozen=True, slots=True)
class Violation:
    """A rule of a lifecycle or about a result that a report breaks.

    Attributes:
        rule: The rule's id, such as ``lifecycle.transition`` or ``invariant.pairs``.
        level: How surely the rule is known.
        title: What is wrong, as a sentence without its full stop.
        documented: What the contract says.
        received: What was reported.
    """

    rule: str
    level: Level
    title: str
    documented: str
    received: str

    def __str__(self) -> str:
        return f"{self.title} [{self.rule}, {self.level}]: documented: {self.documented}; received: {self.received}"


def broken_invariants(contract: Contract, operation: str, status: ProcessStatus, asked_for: str) -> list[Violation]:
    """Holds one status to every rule about single results.

    Args:
        contract: The service's contract.
        operation: The operation that was asked for.
        status: What was reported.
        asked_for: The id that was asked for.
    """
    reader = _Reader(contract, operation, status, asked_for)
    found = []
    for rule in contract.model.invariants:
        check = _CHECKS.get(rule.rule)
        violation = check(rule, reader) if check else None
        if violation is not None:
            found.append(violation)
    return found


def concerned(contract: Contract, operation: str, status: ProcessStatus, asked_for: str, rule: Invariant) -> bool:
    """Whether a rule about single results says anything of a status: a pair needs its state, a limit its counter."""
    concerns = _CONCERNS.get(rule.rule)
    return concerns is not None and concerns(rule, _Reader(contract, operation, status, asked_for))


class _Reader:
    """Reads the members of a canonical record by the contract's words for them."""

    def __init__(self, contract: Contract, operation: str, status: ProcessStatus, asked_for: str) -> None:
        self._paths = contract.model.operations[operation].result
        self.id_type = contract.model.operations[operation].identified_by.type
        self.status = status
        self.asked_for = asked_for

    def text(self, name: str) -> str | None:
        """A text member."""
        if name == self._paths.error_code:
            return self.status.error_code
        return self.status.more.get(name)

    def number(self, name: str) -> int | None:
        """A counter."""
        return self.status.counters.get(name)

    def moment(self, name: str) -> datetime | None:
        """A time."""
        if name == self._paths.times.get("started"):
            return self.status.started
        return self.status.completed if name == self._paths.times.get("completed") else None

    def matching(self, pattern: str) -> list[str]:
        """The outputs that a pattern names; all of them when it is the output member's own name."""
        if pattern == self._paths.outputs and "*" not in pattern:
            return list(self.status.outputs)
        return [name for name in self.status.outputs if fnmatchcase(name, pattern)]


def _pairs(rule: Invariant, reader: _Reader) -> Violation | None:
    value = reader.text(rule.field)
    if reader.status.state not in rule.states or value in (None, rule.value):
        return None
    title = f"{rule.field} {quote(value)} in the state {quote(reader.status.state)}"
    return _violation(rule, title, f"{rule.field} {quote(rule.value)} in that state", quote(value))


def _only_in(rule: Invariant, reader: _Reader) -> Violation | None:
    names = reader.matching(rule.field)
    if not names or reader.status.state in rule.states:
        return None
    title = f"Outputs in the state {quote(reader.status.state)}"
    return _violation(rule, title, f"{rule.field} only in the state {listing(rule.states)}", listing(names, "and"))


def _not_above(rule: Invariant, reader: _Reader) -> Violation | None:
    value, limit = reader.number(rule.field), reader.number(rule.other)
    if value is None or limit is None or value <= limit:
        return None
    return _violation(rule, f"{rule.field} is above {rule.other}", f"{rule.field} at most {limit}", str(value))


def _not_before(rule: Invariant, reader: _Reader) -> Violation | None:
    later, earlier = reader.moment(rule.field), reader.moment(rule.other)
    if reader.status.state not in rule.states or later is None or earlier is None:
        return None
    if (later.tzinfo is None) != (earlier.tzinfo is None) or later >= earlier:
        return None  # a time with a zone cannot be compared with one without
    return _violation(
        rule, f"{rule.field} is before {rule.other}", f"not before {earlier.isoformat()}", later.isoformat()
    )


def _count_of(rule: Invariant, reader: _Reader) -> Violation | None:
    wanted, names = reader.number(rule.other), reader.matching(rule.field)
    if wanted is None or len(names) == wanted or reader.status.phase == "failed":
        return None
    title = f"{rule.field} does not hold as many entries as {rule.other} says"
    return _violation(rule, title, f"{wanted} entries", f"{len(names)} entries")


def _echoes(rule: Invariant, reader: _Reader) -> Violation | None:
    if not reader.asked_for or _same_id(reader.id_type, reader.status.process_id, reader.asked_for):
        return None
    title = "The answer is about another process"
    return _violation(rule, title, f"{rule.field} {quote(reader.asked_for)}", quote(reader.status.process_id))


def _same_id(id_type: ValueType, one: str, other: str) -> bool:
    """Numbers are the same however they are written, and so are Guids; texts are not."""
    one, other = one.strip(), other.strip()
    if id_type in ("int", "long") and _NUMBER.fullmatch(one) and _NUMBER.fullmatch(other):
        return int(one) == int(other)
    return one.casefold() == other.casefold() if id_type == "guid" else one == other


_NUMBER = re.compile(r"[+-]?[0-9]{1,40}")
_CHECKS: dict[str, Callable[[Invariant, _Reader], Violation | None]] = {
    "pairs": _pairs,
    "only_in": _only_in,
    "not_above": _not_above,
    "not_before": _not_before,
    "count_of": _count_of,
    "echoes": _echoes,
}

_CONCERNS: dict[str, Callable[[Invariant, _Reader], bool]] = {
    "pairs": lambda rule, reader: reader.status.state in rule.states and reader.text(rule.field) is not None,
    "only_in": lambda rule, reader: (
        bool(reader.status.state) and (reader.status.state not in rule.states or bool(reader.matching(rule.field)))
    ),
    "not_above": lambda rule, reader: None not in (reader.number(rule.field), reader.number(rule.other)),
    "not_before": lambda rule, reader: (
        reader.status.state in rule.states and None not in (reader.moment(rule.field), reader.moment(rule.other))
    ),
    "count_of": lambda rule, reader: reader.number(rule.other) is not None and reader.status.phase != "failed",
    "echoes": lambda rule, reader: bool(reader.asked_for),  # noqa: ARG005  one shape for all
}


def _violation(rule: Invariant, title: str, documented: str, received: str) -> Violation:
    return Violation(f"invariant.{rule.rule.replace('_', '-')}", rule.level, title, documented, received)
