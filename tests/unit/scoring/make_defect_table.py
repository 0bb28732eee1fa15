"""Writes resources/ProcessStatusLibrary/defects.toml anew: ``python tests/unit/scoring/make_defect_table.py``.

Which clauses fire is measured. Which of them is to catch a defect is a choice, which stays: the clause that the
present table names is kept as long as it fires. For a new defect the most specific one is proposed: of those that
fire in most services the one that fewest defects break. Why a defect survives somewhere is kept too.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import get_args

from ProcessStatusLibrary.conformance.clause import Verdict
from ProcessStatusLibrary.contract import load_contract, shipped_services
from ProcessStatusLibrary.contract.folders import resource_root
from ProcessStatusLibrary.defect_checks import DefectChecks
from ProcessStatusLibrary.embedded import Profile
from ProcessStatusLibrary.scoring.checks import Seeded, noticed, processors
from ProcessStatusLibrary.scoring.seeded import shows
from ProcessStatusLibrary.scoring.table import TABLE_FILE, Breaks, DefectTable, Row, read_table
from ProcessStatusLibrary.simulator.defects.registry import defects

UNEXPLAINED = "No clause judges it yet."
HEAD = """\
# Which clauses each seeded defect breaks, as a check of the simulator in profile documented finds them; and which one
# is to catch it. Made by tests/unit/scoring/make_defect_table.py, which keeps the chosen clauses; a test holds the
# table to what really fires, in both directions.
"""

Fired = Mapping[str, Mapping[str, frozenset[str]]]
"""By defect and service: the clauses."""


def measured(names: Iterable[str], jobs: int) -> dict[str, dict[str, frozenset[str]]]:
    """Checks every service with every defect that can show in it."""
    contracts = [load_contract(name) for name in shipped_services()]
    seeded = [
        Seeded(contract.folders[0], name)
        for name in names
        for contract in contracts
        if shows(defects()[name], contract)
    ]
    services = {contract.folders[0]: contract.service for contract in contracts}
    fired: dict[str, dict[str, frozenset[str]]] = {}
    for one, clauses in noticed(seeded, jobs):
        fired.setdefault(one.defect, {})[services[one.folder]] = clauses
    return fired


def measured_conforming() -> dict[str, dict[str, tuple[str, ...]]]:
    """What the conforming simulator breaks, by profile and service."""
    return {
        profile: {service: found for service in shipped_services() if (found := conforming_breaks(service, profile))}
        for profile in get_args(Profile)
    }


def conforming_breaks(service: str, profile: Profile) -> tuple[str, ...]:
    """What the conforming simulator of a service breaks, with places and levels."""
    with DefectChecks(load_contract(service), profile) as checks:
        return tuple(
            f"{found.operation} over {found.binding}: {found.clause.id} ({found.level})"
            for found in checks.check().clauses
            if found.verdict is Verdict.FAIL
        )


def made(fired: Fired, conforming: Mapping[str, Mapping[str, tuple[str, ...]]], present: DefectTable) -> DefectTable:
    """Makes the table of what fires, with the choices of the present one."""
    broken_by = Counter(clause for found in fired.values() for clause in {c for ids in found.values() for c in ids})
    rows = {}
    for name, found in fired.items():
        kept = present.defects.get(name, Row("", ()))
        everywhere = Counter(clause for ids in found.values() for clause in ids)
        ranked = sorted(everywhere, key=lambda clause: (-everywhere[clause], broken_by[clause], clause))
        clause = kept.clause if kept.clause in everywhere else next(iter(ranked), "")
        rows[name] = Row(clause, _grouped(found, clause, kept, broken_by))
    return DefectTable(conforming, rows)


def _grouped(
    found: Mapping[str, frozenset[str]], clause: str, kept: Row, broken_by: Mapping[str, int]
) -> tuple[Breaks, ...]:
    """The services in groups that break the same."""
    before = {service: breaks for breaks in kept.breaks for service in breaks.services}
    groups: dict[tuple[tuple[str, ...], str, str], list[str]] = {}
    for service, ids in found.items():
        own = before[service].clause if service in before else ""
        if own not in ids or own == clause:
            own = "" if clause in ids or not ids else min(ids, key=lambda one: (broken_by[one], one))
        why = "" if ids else (before[service].why if service in before else "") or UNEXPLAINED
        groups.setdefault((tuple(sorted(ids)), own, why), []).append(service)
    return tuple(Breaks(tuple(services), *what) for what, services in groups.items())


def written(table: DefectTable) -> str:
    """Writes a table down."""
    lines = [HEAD]
    for profile, services in table.conforming.items():
        lines.append(f"[conforming.{profile}]")
        lines += [f"{service} = [\n{_lines(found)}]" for service, found in services.items()]
        lines.append("")
    for name, row in table.defects.items():
        lines += [f"[defects.{name}]", f"clause = {json.dumps(row.clause)}", "breaks = ["]
        for breaks in row.breaks:
            members = {"in": list(breaks.services), "clauses": list(breaks.clauses)}
            members |= {key: text for key, text in (("clause", breaks.clause), ("why", breaks.why)) if text}
            lines.append(f"  {{ {', '.join(f'{key} = {json.dumps(value)}' for key, value in members.items())} }},")
        lines += ["]", ""]
    return "\n".join(lines)


def _lines(texts: Iterable[str]) -> str:
    return "".join(f"  {json.dumps(text)},\n" for text in texts)


def main() -> None:
    """Writes the table and tells what survives."""
    path = resource_root() / TABLE_FILE
    present = read_table(path) if path.is_file() else DefectTable({}, {})
    table = made(measured(defects(), processors()), measured_conforming(), present)
    path.write_text(written(table), encoding="utf-8", newline="\n")
    survivors = [(name, service, breaks.why) for name, service, breaks in table.cells() if not breaks.clauses]
    for name, service, why in survivors:
        sys.stdout.write(f"survived: {name} in {service}: {why}\n")
    sys.stdout.write(f"{len(table.defects)} defects, {len(survivors)} of {len([*table.cells()])} cells survived\n")


if __name__ == "__main__":
    main()
