"""The committed table of defects and clauses: which clauses each seeded defect breaks, and which one is to catch it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import msgspec

from ..contract.folders import resource_root

TABLE_FILE = "defects.toml"


class Breaks(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"services": "in"}):
    """What a defect breaks in some services.

    Attributes:
        services: The services.
        clauses: Every clause that says fail there and is kept by the conforming simulator; none: it survives there.
        clause: The clause that is to catch it there, where that is another than elsewhere.
        why: Why it survives there.
    """

    services: tuple[str, ...]
    clauses: tuple[str, ...]
    clause: str = ""
    why: str = ""


class Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One defect.

    Attributes:
        clause: The clause that is to catch it; empty when none does.
        breaks: What it breaks, by services; together those in which it can show.
    """

    clause: str
    breaks: tuple[Breaks, ...]

    def named(self, services: Sequence[str] = ()) -> list[str]:
        """The clauses that are to catch the defect in some services, the usual one first.

        Args:
            services: The services; where none of them is in the table, and by default, all that are.
        """
        asked = [breaks for breaks in self.breaks if set(services) & set(breaks.services)] or self.breaks
        found = {breaks.clause or self.clause for breaks in asked if breaks.clauses}
        return sorted(found, key=lambda clause: (clause != self.clause, clause))


class DefectTable(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The table.

    Attributes:
        conforming: What the conforming simulator breaks, by profile and service: where a page departs from a
            standard, or a framework from both. Never a clause at level documented.
        defects: A row each defect.
    """

    conforming: Mapping[str, Mapping[str, tuple[str, ...]]]
    defects: Mapping[str, Row]

    def cells(self) -> Iterator[tuple[str, str, Breaks]]:
        """Every defect, each with the services in which it can show and what it breaks there."""
        for name, row in self.defects.items():
            for breaks in row.breaks:
                yield from ((name, service, breaks) for service in breaks.services)

    def named(self, defect: str, services: Sequence[str] = ()) -> list[str]:
        """The clauses that are to catch a defect in some services; none when no clause does.

        >>> defect_table().named("lower-case-state")
        ['enumeration.state']
        """
        row = self.defects.get(defect)
        return row.named(services) if row is not None else []


def read_table(path: Path) -> DefectTable:
    """Reads a table and holds it to its form.

    Raises:
        msgspec.ValidationError: The file has another form; the message names the place.
    """
    return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), DefectTable)


@lru_cache(maxsize=1)
def defect_table() -> DefectTable:
    """The table that ships with the library."""
    return read_table(resource_root() / TABLE_FILE)
