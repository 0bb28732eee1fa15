"""A mutant: a documented request with one fault against its schema."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from ...transport.exchange import HttpRequest

SEED = 4
LIMIT = 25


class Fault(StrEnum):
    """The kinds of fault, by the rule of a schema that is broken."""

    TYPE = "type"
    RANGE = "range"
    FORM = "form"
    ENUMERATION = "enumeration"
    MISSING = "missing"
    EXTRA = "extra"
    ORDER = "order"
    NAMESPACE = "namespace"
    NIL = "nil"
    TWICE = "twice"


# How a fault is said in the name of a mutant; a type follows some of them.
_SAID = {
    "text for": Fault.TYPE,
    "nothing for": Fault.TYPE,
    "a number for": Fault.TYPE,
    "above its range": Fault.RANGE,
    "below its range": Fault.RANGE,
    "a character too few": Fault.FORM,
    "in another form": Fault.FORM,
    "an empty text": Fault.FORM,
    "a value that is not listed": Fault.ENUMERATION,
    "missing": Fault.MISSING,
    "undocumented": Fault.EXTRA,
    "out of order": Fault.ORDER,
    "in another namespace": Fault.NAMESPACE,
    "in no namespace": Fault.NAMESPACE,
    "nil": Fault.NIL,
    "twice": Fault.TWICE,
}


@dataclass(frozen=True, slots=True)
class Mutant:
    """A request with one fault.

    Attributes:
        member: The member that the fault is in.
        said: The fault in words, such as ``text for long``.
        request: The request.
    """

    member: str
    said: str
    request: HttpRequest

    @property
    def name(self) -> str:
        """A stable name: ``ProcessID: above its range``."""
        return f"{self.member}: {self.said}"

    @property
    def fault(self) -> Fault:
        """The kind of the fault."""
        return fault_of(self.name)[1]


def fault_of(name: str) -> tuple[str, Fault]:
    """The member and the kind of fault of a mutant, by its name.

    Raises:
        ValueError: It is no name of a mutant.

    >>> fault_of("ProcessID: text for int")
    ('ProcessID', <Fault.TYPE: 'type'>)
    """
    member, _, said = name.partition(": ")
    for beginning, fault in _SAID.items():
        if said.startswith(beginning):
            return member, fault
    raise ValueError(f"{name!r} is no mutant. Give a name such as 'ProcessID: text for int'.")


def chosen(mutants: Iterable[Mutant], first: str, limit: int = LIMIT) -> Sequence[Mutant]:
    """Takes so many mutants that every kind of fault has its share: the same ones at every call.

    Args:
        mutants: The mutants, in the order in which they are sent.
        first: The member whose mutants are taken before others of the same kind: the one that names the process.
        limit: How many to take.
    """
    everyone = list(mutants)
    by_fault: dict[Fault, list[int]] = {}
    for index, mutant in enumerate(everyone):
        by_fault.setdefault(mutant.fault, []).append(index)
    shuffler = random.Random(SEED)  # noqa: S311  a repeatable choice, no secret
    for indexes in by_fault.values():
        shuffler.shuffle(indexes)
        indexes.sort(key=lambda index: everyone[index].member != first)
    taken: list[int] = []
    while len(taken) < limit and any(by_fault.values()):
        taken += [indexes.pop(0) for indexes in by_fault.values() if indexes]
    return [everyone[index] for index in sorted(taken[:limit])]
