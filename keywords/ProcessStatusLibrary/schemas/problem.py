"""One thing that a schema finds wrong with a message."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..levels import Level


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
