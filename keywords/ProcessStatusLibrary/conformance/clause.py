"""A clause: one checkable statement about replies, with an id, a level and a source."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ..contract.service import Contract
from ..levels import Level
from .probe import Observation
from .scope import EVERYWHERE, Scope
from .situation import RESULTS, Situation

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

Judged = tuple[Observation, Finding]
"""An observation with what a clause says of it."""

LevelIn = Callable[[Contract], Level]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What all clauses have.

    Attributes:
        id: A stable id of dotted words.
        title: The statement, in one sentence.
        level: How surely it is known.
        source: Where it is said; empty: on the contract's own page.
        situations: The situations in which answers are judged.
        scope: The operations and bindings that it is about.
        level_in: How surely a contract says it, where contracts differ.
        beside_result: It asks for a refusal, which tells something only of a service that answers what it should.
    """

    id: str
    title: str
    level: Level
    source: str = ""
    situations: Sequence[Situation] = RESULTS
    scope: Scope = EVERYWHERE
    level_in: LevelIn | None = None
    beside_result: bool = False

    @property
    def group(self) -> str:
        """The first word of the id: transport, reply, schema, enumeration and so on."""
        return self.id.partition(".")[0]

    def level_of(self, contract: Contract, operation: str, binding: str) -> Level:
        """The level for one operation over one binding: what is documented of an observed binding is observed."""
        level = self.level_in(contract) if self.level_in is not None else self.level
        return contract.model.operations[operation].bindings[binding].level if level == "documented" else level

    def source_of(self, contract: Contract, operation: str, binding: str) -> str:
        """The page or standard that says so."""
        own = contract.model.operations[operation].bindings[binding].source
        return self.source or own or contract.model.source


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause(Statement):
    """A statement about any one reply.

    Attributes:
        judge: A pure function from a reply to a finding.
    """

    judge: Callable[[Reply], Finding]

    def findings(self, observations: Iterable[Observation]) -> Iterator[Judged]:
        """What it says of each observation that has a reply."""
        for observation in observations:
            if observation.reply is not None:
                yield observation, self.judge(observation.reply)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeriesClause(Statement):
    """A statement about several observations together.

    Attributes:
        judge: A pure function from the observations of one series that were sent, in their order, to findings about
            some of them; it says nothing when there is nothing to judge. One without a reply was not answered.
        across: A series is judged over all operations and bindings together; a finding belongs to the row that its
            observation tells about. Otherwise each row sees its own part of a series only.
    """

    judge: Callable[[Sequence[Observation]], Iterable[Judged]]
    across: bool = False

    def findings(self, observations: Iterable[Observation]) -> Iterator[Judged]:
        """What it says of each series."""
        series: dict[str, list[Observation]] = {}
        for observation in observations:
            if observation.exchange is not None:
                series.setdefault(observation.probe.series, []).append(observation)
        for members in series.values():
            yield from self.judge(members)


AnyClause = Clause | SeriesClause


def fail(message: str, documented: str, received: str, location: str = "", *, as_documented: bool = False) -> Finding:
    """A broken clause."""
    return Finding(Verdict.FAIL, message, documented, received, location, as_documented)


def inconclusive(why: str) -> Finding:
    """A clause that could not be judged."""
    return Finding(Verdict.INCONCLUSIVE, why)


def not_applicable(why: str) -> Finding:
    """A clause that says nothing about such a reply."""
    return Finding(Verdict.NOT_APPLICABLE, why)
