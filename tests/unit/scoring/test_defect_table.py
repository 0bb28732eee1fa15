"""The committed table of defects and clauses, held to what really fires, in both directions."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import msgspec
import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.contract import load_contract, shipped_services
from ProcessStatusLibrary.contract.folders import resource_root
from ProcessStatusLibrary.embedded import Profile
from ProcessStatusLibrary.scoring.seeded import shows
from ProcessStatusLibrary.scoring.table import TABLE_FILE, Breaks, DefectTable, Row, defect_table, read_table
from ProcessStatusLibrary.simulator.defects.registry import defects

from .make_defect_table import UNEXPLAINED, conforming_breaks, made, written

TABLE = defect_table()
IDS = {clause.id for clause in CATALOGUE}
PROFILES = get_args(Profile)


@pytest.mark.parametrize("defect", defects())
def test_what_fires_is_what_the_table_says(fired: dict[str, dict[str, list[str]]], defect: str) -> None:
    said = {service: sorted(breaks.clauses) for name, service, breaks in TABLE.cells() if name == defect}

    assert fired[defect] == said


@pytest.mark.parametrize("profile", PROFILES)
@pytest.mark.parametrize("service", shipped_services())
def test_what_the_conforming_simulator_breaks_is_what_the_table_says(service: str, profile: Profile) -> None:
    said = TABLE.conforming[profile].get(service, ())

    assert conforming_breaks(service, profile) == said
    assert [line for line in said if line.endswith("(documented)")] == []


def test_the_table_has_every_defect_in_every_service_where_it_can_show() -> None:
    contracts = [load_contract(name) for name in shipped_services()]
    can_show = [(name, c.service) for name, defect in defects().items() for c in contracts if shows(defect, c)]

    assert sorted((name, service) for name, service, _ in TABLE.cells()) == sorted(can_show)


def test_every_clause_is_broken_by_some_defect() -> None:
    broken = {clause for _, _, breaks in TABLE.cells() for clause in breaks.clauses}

    assert broken == IDS


def test_every_defect_is_caught_by_its_named_clause() -> None:
    wrong = [
        f"{name} in {service}: {breaks.clause or TABLE.defects[name].clause} is not among {breaks.clauses}"
        for name, service, breaks in TABLE.cells()
        if breaks.clauses and (breaks.clause or TABLE.defects[name].clause) not in breaks.clauses
    ]

    assert wrong == []


def test_no_defect_survives_without_a_reason() -> None:
    unexplained = [
        f"{name} in {service}"
        for name, service, breaks in TABLE.cells()
        if not breaks.clauses and breaks.why in ("", UNEXPLAINED)
    ]

    assert unexplained == []


def test_a_survivor_has_a_reason_and_what_is_caught_has_none() -> None:
    assert [name for name, _, breaks in TABLE.cells() if bool(breaks.clauses) == bool(breaks.why)] == []


def test_the_file_is_as_it_would_be_written() -> None:
    path = resource_root() / TABLE_FILE

    assert path.read_text(encoding="utf-8") == written(TABLE)
    assert read_table(path) == TABLE


def test_what_is_measured_makes_the_table() -> None:
    fired = {
        "a-new-defect": {"one": frozenset({"often", "rare"}), "two": frozenset({"often"}), "six": frozenset({"only"})},
        "an-old-defect": {"one": frozenset({"often", "rare"}), "two": frozenset()},
        "a-survivor": {"one": frozenset()},
        "another": {"one": frozenset({"often"})},
    }
    present = DefectTable(
        {},
        {
            "an-old-defect": Row(
                "rare", (Breaks(("one",), ("rare",)), Breaks(("two",), (), why="It shows in no read."))
            ),
            "a-survivor": Row("often", (Breaks(("one",), ("often",)),)),
            "a-former-defect": Row("often", ()),
        },
    )

    assert made(fired, {"documented": {}}, present) == DefectTable(
        {"documented": {}},
        {
            "a-new-defect": Row(
                "often",
                (
                    Breaks(("one",), ("often", "rare")),
                    Breaks(("two",), ("often",)),
                    Breaks(("six",), ("only",), clause="only"),
                ),
            ),
            "an-old-defect": Row(
                "rare", (Breaks(("one",), ("often", "rare")), Breaks(("two",), (), why="It shows in no read."))
            ),
            "a-survivor": Row("", (Breaks(("one",), (), why=UNEXPLAINED),)),
            "another": Row("often", (Breaks(("one",), ("often",)),)),
        },
    )


def test_of_clauses_that_fire_equally_often_the_most_specific_one_is_named() -> None:
    fired = {"first": {"one": frozenset({"a-common-one", "its-own"})}, "second": {"one": frozenset({"a-common-one"})}}

    assert made(fired, {}, DefectTable({}, {})).named("first") == ["its-own"]


def test_the_named_clauses_of_some_services() -> None:
    row = Row(
        "b",
        (Breaks(("one", "two"), ("a", "b")), Breaks(("six",), ("a",), clause="a"), Breaks(("ten",), (), why="No.")),
    )
    table = DefectTable({}, {"defect": row})

    assert table.named("defect") == ["b", "a"]
    assert table.named("defect", ["two"]) == ["b"]
    assert table.named("defect", ["six", "ten"]) == ["a"]
    assert table.named("defect", ["ten"]) == []
    assert table.named("defect", ["a-service-of-the-users-own"]) == ["b", "a"]
    assert table.named("unknown") == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[conforming]\n[defects.a]\nclause = 1\nbreaks = []",
            r"Expected `str`, got `int` - at `\$.defects\[...\].clause`",
        ),
        ("[conforming]\n[defects.a]\nclause = ''\nbreaks = []\nbecause = ''", "unknown field `because`"),
        ("[defects]", "missing required field `conforming`"),
    ],
)
def test_a_table_of_another_form_is_refused(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "defects.toml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(msgspec.ValidationError, match=message):
        read_table(path)
