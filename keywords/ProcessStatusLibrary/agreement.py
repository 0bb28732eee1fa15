"""Whether the bindings of a service tell the same of one process."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .comparison import comparable, compared
from .contract.service import canonical_binding
from .errors import ProcessStatusError
from .session import Session
from .status import ProcessStatus
from .wording import inert_lines

TRIES = 3


@dataclass(frozen=True, slots=True)
class Way:
    """One way to ask: a binding, and the format where it has several."""

    binding: str
    format: str = ""

    def __str__(self) -> str:
        return f"{self.binding} as {self.format}" if self.format else self.binding


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which two ways differ."""

    field: str
    values: Mapping[str, str]


@dataclass(frozen=True)
class Agreement:
    """What came of asking one process over several bindings.

    Attributes:
        process_id: The process.
        asked: The ways that were asked, in their shuffled order.
        differences: The fields that differ, by the way that differs from the first one.
        not_applicable: Ways that cannot carry the id, and why.
        unreadable: Ways whose answer is no status, and why.
        undecided: Ways that could not be compared, because the process changed at every read.
    """

    process_id: str
    asked: tuple[Way, ...]
    differences: tuple[Difference, ...]
    not_applicable: Mapping[str, str]
    unreadable: Mapping[str, str]
    undecided: tuple[str, ...] = ()

    @property
    def agree(self) -> bool:
        """Whether at least two ways were read and tell the same."""
        return not (self.differences or self.unreadable or self.undecided) and len(self.asked) > 1

    def describe(self, service: str) -> str:
        """The result as text: the differing fields side by side."""
        told = "agree" if self.agree else "disagree" if self.differences else "could not be compared"
        lines = [f"Bindings {told} on process {self.process_id} of {service} [agreement, inferred]"]
        if self.differences:
            merged: dict[str, dict[str, str]] = {}
            for difference in self.differences:
                merged.setdefault(difference.field, {}).update(difference.values)
            ways = list(dict.fromkeys(way for values in merged.values() for way in values))
            rows = [["field", *ways]]
            rows += [[name, *(values.get(way, "as the first") for way in ways)] for name, values in merged.items()]
            widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
            lines += ["  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
                      for row in rows]  # fmt: skip
        lines += [f"  {way}: no status: {why}" for way, why in self.unreadable.items()]
        lines += [f"  {way}: not compared: the process changed at every read" for way in self.undecided]
        lines += [f"  {way}: not applicable: {why}" for way, why in self.not_applicable.items()]
        if len(self.asked) < 2 and not self.unreadable and not self.undecided:
            lines.append("  fewer than two bindings can carry the process id, so there is nothing to compare")
        return "\n".join(lines)


class BindingsDisagree(AssertionError):
    """The bindings of a service tell different things of one process, or could not be compared."""

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, agreement: Agreement, service: str) -> None:
        self.agreement = agreement
        super().__init__(inert_lines(agreement.describe(service)))


def compare_bindings(session: Session, process_id: str, bindings: Sequence[str] = (), *, seed: int = 0) -> Agreement:
    """Asks one process over every binding, in shuffled order, and compares the canonical records.

    A difference counts only when the first way tells the same before and after the other was asked: what changes in
    between is the process, not the binding.

    Args:
        session: The open service.
        process_id: The process.
        bindings: The bindings to compare; all that the contract documents by default.
        seed: Shuffles the order, repeatably.

    Returns:
        What was asked and what differs.

    Raises:
        TransportError: No answer came.
        ValueError: A binding is unknown or not documented.
    """
    ways, not_applicable = _ways(session, bindings)
    random.Random(f"{seed}{process_id}").shuffle(ways)  # noqa: S311  an order, repeatable
    unreadable: dict[str, str] = {}
    differences: list[Difference] = []
    asked: list[Way] = []
    undecided: list[str] = []
    first: Way | None = None
    for way in ways:
        if first is None:
            if _readable(session, process_id, way, unreadable) is not None:
                first = way
                asked.append(way)
            continue
        found = _compare(session, process_id, first, way, unreadable)
        if str(way) not in unreadable:
            asked.append(way)
        if found is None:
            undecided.append(str(way))
        differences += found or []
    return Agreement(process_id, tuple(asked), tuple(differences), not_applicable, unreadable, tuple(undecided))


def expect_agreement(session: Session, process_id: str, bindings: Sequence[str] = ()) -> Agreement:
    """Compares bindings and fails when they disagree, or when there is nothing to compare.

    A service with one binding in one format has nothing to disagree: it passes.

    Raises:
        BindingsDisagree: The differing fields side by side.
    """
    agreement = compare_bindings(session, process_id, bindings)
    _, op = session.contract.operation()
    alone = len(op.bindings) == 1 and len(agreement.asked) == 1 and not bindings
    if not agreement.agree and not alone:
        raise BindingsDisagree(agreement, session.contract.service)
    return agreement


def _ways(session: Session, bindings: Sequence[str]) -> tuple[list[Way], dict[str, str]]:
    operation, op = session.contract.operation()
    for name in bindings:
        session.contract.binding(operation, name)
    wanted = [canonical_binding(name) for name in bindings] or list(op.bindings)
    ways: list[Way] = []
    not_applicable: dict[str, str] = {}
    for name in wanted:
        request = op.bindings[name].request
        if request.process_id or session.target.id_parameters.get(name):
            ways += [Way(name, format_name) for format_name in request.formats or [""]]
        else:
            not_applicable[name] = f"the page gives it no parameter for {op.identified_by.name}"
    return ways, not_applicable


def _compare(
    session: Session, process_id: str, first: Way, other: Way, unreadable: dict[str, str]
) -> list[Difference] | None:
    """Reads A, B, A: until A stands still around B, or B tells what A told before or after."""
    for _ in range(TRIES):
        before = _readable(session, process_id, first, unreadable)
        between = _readable(session, process_id, other, unreadable)
        after = _readable(session, process_id, first, unreadable)
        if before is None or between is None or after is None:
            return []
        found = compared(before, between, after)
        if found is not None:
            return [Difference(d.field, {str(first): d.told, str(other): d.otherwise}) for d in found]
    return None  # the process changes faster than it can be read: nothing is proved


def _readable(session: Session, process_id: str, way: Way, unreadable: dict[str, str]) -> ProcessStatus | None:
    reply = session.ask(process_id, way.binding, format=way.format)
    try:
        return comparable(reply).masked(session.masker.text)
    except (ProcessStatusError, AssertionError) as problem:
        unreadable[str(way)] = str(problem).split("\n", maxsplit=1)[0]
        return None
