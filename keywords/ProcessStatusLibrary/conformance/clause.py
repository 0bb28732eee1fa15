"""A clause: one checkable statement about a reply, with an id, a level and a source."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ..levels import Level

if TYPE_CHECKING:
    from ..reply import Reply


class Verdict(StrEnum):
    """What a clause says of what was observed; never green by silence."""

    PASS = "pass"  # noqa: S105  a verdict, no password
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Finding:
    """A clause's verdict on one reply.

    Attributes:
        verdict: The verdict.
        message: Why it is not a pass, as a sentence without its full stop.
        documented: What the contract says.
        received: What came.
        location: The place in the message.
        as_documented: What came is what the page prints, and the page itself departs from the standard. A check
            reports that; an assertion about conformance to the contract does not fail for it.
    """

    verdict: Verdict
    message: str = ""
    documented: str = ""
    received: str = ""
    location: str = ""
    as_documented: bool = False


PASSED = Finding(Verdict.PASS)


@dataclass(frozen=True, slots=True)
class Clause:
    """One checkable statement.

    Attributes:
        id: A stable id of dotted words.
        title: The statement, in one sentence.
        level: How surely it is known.
        source: Where it is said; empty: on the contract's own page.
        judge: A pure function from a reply to a finding.
    """

    id: str
    title: str
    level: Level
    judge: Callable[[Reply], Finding]
    source: str = ""

    @property
    def group(self) -> str:
        """The first word of the id: transport, reply, schema or enumeration."""
        return self.id.partition(".")[0]


def fail(message: str, documented: str, received: str, location: str = "", *, as_documented: bool = False) -> Finding:
    """A broken clause."""
    return Finding(Verdict.FAIL, message, documented, received, location, as_documented)


def inconclusive(why: str) -> Finding:
    """A clause that could not be judged."""
    return Finding(Verdict.INCONCLUSIVE, why)


def not_applicable(why: str) -> Finding:
    """A clause that says nothing about such a reply."""
    return Finding(Verdict.NOT_APPLICABLE, why)
