"""One thing that a schema finds wrong with a message."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from ..levels import Level

MOST_PROBLEMS = 100
MORE = "; more problems follow and are not told"


@dataclass(frozen=True, slots=True)
class SchemaProblem:
    """Where a message departs from its schema.

    Attributes:
        location: An XPath or a JSON pointer.
        documented: What the schema allows there.
        received: What stands there.
        keyword: The schema's own word for the rule, such as ``enumeration`` or ``required``.
        level: How surely the rule is known.
        steps: The members and entries that lead there in JSON; a location is for people, and `/` may be two places.
    """

    location: str
    documented: str
    received: str
    keyword: str
    level: Level = "documented"
    steps: tuple[str | int, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        return f"{self.location}: documented: {self.documented}; received: {self.received}"


def first_problems(problems: Iterable[SchemaProblem]) -> Iterator[SchemaProblem]:
    """Yields each problem once, and the last that is told says so when more follow: nobody reads thousands.

    >>> same = [SchemaProblem("a", "'1'", "'2'", "enumeration")] * 2
    >>> len(list(first_problems(same)))
    1
    """
    distinct = iter(dict.fromkeys(problems))
    yield from islice(distinct, MOST_PROBLEMS)
    last = next(distinct, None)
    if last is not None:
        more = next(distinct, None) is not None
        yield replace(last, received=f"{last.received}{MORE}") if more else last
