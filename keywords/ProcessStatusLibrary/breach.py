"""Broken clauses: what was documented, what was received, and how to see it again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .levels import Level
from .wording import inert_lines


@dataclass(frozen=True, slots=True)
class Breach:
    """One broken clause.

    Attributes:
        clause: The clause's id, such as ``schema.body``.
        title: What is wrong, as a sentence without its full stop.
        level: How surely the clause is known.
        where: Service, operation and binding, and the place in the message.
        documented: What the contract says.
        received: What came.
        source: The page or standard that says so.
    """

    clause: str
    title: str
    level: Level
    where: str
    documented: str
    received: str
    source: str = ""

    def __str__(self) -> str:
        lines = [
            f"{self.title} [{self.clause}, {self.level}]",
            f"  where:      {self.where}",
            f"  documented: {self.documented}",
            f"  received:   {self.received}",
        ]
        if self.source:
            lines.append(f"  source:     {self.source}")
        return "\n".join(lines)


class ContractBreach(AssertionError):
    """One or more clauses of a contract are broken.

    Args:
        breaches: The broken clauses.
        reproduce: A command line that sends the same request again, secrets masked.
    """

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, breaches: Sequence[Breach], reproduce: str = "") -> None:
        self.breaches = tuple(breaches)
        text = "\n".join(str(breach) for breach in self.breaches)
        super().__init__(inert_lines(f"{text}\n  reproduce:  {reproduce}" if reproduce else text))


class ExpectationFailed(AssertionError):
    """A reply is otherwise than a person expected; no clause needs to be broken.

    Args:
        title: What is otherwise, as a sentence without its full stop.
        where: Service, operation and binding.
        expected: What was expected.
        received: What came.
        reproduce: A command line that sends the same request again, secrets masked.
    """

    ROBOT_SUPPRESS_NAME = True

    def __init__(self, title: str, where: str, expected: str, received: str, reproduce: str = "") -> None:
        self.title, self.where, self.expected, self.received = title, where, expected, received
        lines = [title, f"  where:     {where}", f"  expected:  {expected}", f"  received:  {received}"]
        if reproduce:
            lines.append(f"  reproduce: {reproduce}")
        super().__init__(inert_lines("\n".join(lines)))
