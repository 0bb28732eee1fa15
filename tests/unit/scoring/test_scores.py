"""What the findings about a defect come to."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.scoring.score import DefectScore, Score, check_score, suite_score
from ProcessStatusLibrary.scoring.scoring import score_check, score_suite
from ProcessStatusLibrary.scoring.seeded import selected_defects, shows
from ProcessStatusLibrary.scoring.stage import Stage
from ProcessStatusLibrary.scoring.suites import Run
from ProcessStatusLibrary.scoring.table import Breaks, DefectTable, Row
from ProcessStatusLibrary.simulator.defects.registry import defects

DEFECT = defects()["lower-case-state"]
TABLE = DefectTable(
    {},
    {DEFECT.name: Row("its-own", (Breaks(("one", "two"), ("its-own", "other")), Breaks(("six",), ("b",), clause="b")))},
)
SERVICES = [load_contract("listrak"), load_contract("robusta")]


def found(**clauses: str) -> DefectScore:
    """The score of a defect that broke some clauses."""
    return check_score(DEFECT, {service: frozenset(ids.split()) for service, ids in clauses.items()}, TABLE)


def test_a_check_kills_a_defect_by_its_named_clause() -> None:
    assert found(one="other its-own", two="its-own") == DefectScore(
        DEFECT,
        services=("one", "two"),
        killed_by=("its-own",),
        survived_in=(),
        catching=("its-own",),
        clauses={"one": ("its-own", "other"), "two": ("its-own",)},
    )


def test_another_clause_kills_it_too() -> None:
    score = found(one="other another")

    assert (score.killed, score.killed_by) == (True, ("another", "other"))


def test_a_defect_that_survives_in_one_service_is_not_killed() -> None:
    score = found(one="its-own", six="")

    assert (score.killed, score.killed_by, score.survived_in) == (False, ("its-own",), ("six",))
    assert score.catching == ("b",), "the clause that would have caught it there"


def test_a_suite_kills_a_defect_or_does_not() -> None:
    killed, survived = (suite_score(DEFECT, ["two", "six"], ended, TABLE) for ended in ("exit status 1", ""))

    assert (killed.killed, killed.killed_by, killed.survived_in) == (True, ("exit status 1",), ())
    assert (survived.killed, survived.killed_by, survived.survived_in) == (False, (), ("two", "six"))
    assert survived.catching == ("its-own", "b")


@pytest.mark.parametrize(
    ("killed", "total", "percent"), [(0, 7, 0), (1, 3, 33.3), (2, 3, 66.6), (999, 1000, 99.9), (4, 4, 100)]
)
def test_a_score_is_never_rounded_up(killed: int, total: int, percent: float) -> None:
    ends = ["exit status 1"] * killed + [""] * (total - killed)
    score = Score("suite", ("one",), tuple(suite_score(DEFECT, ["one"], end, TABLE) for end in ends))

    assert (score.killed, score.percent) == (killed, percent)


@pytest.mark.parametrize("jobs", [1, 2])
def test_the_check_is_scored_in_the_order_of_the_defects(jobs: int) -> None:
    chosen = selected_defects(SERVICES, ["status-201", "lower-case-state", "word-for-number"])
    scores = [*score_check(SERVICES, chosen, jobs)]

    assert [(one.defect.name, one.services, one.killed_by) for one in scores] == [
        ("lower-case-state", ("listrak", "robusta"), ("enumeration.state",)),
        ("word-for-number", ("listrak",), ("schema.type",)),
        ("status-201", ("listrak", "robusta"), ("transport.status",)),
    ]


def test_a_suite_is_scored_in_the_services_where_a_defect_can_show() -> None:
    chosen = selected_defects(SERVICES, ["word-for-number", "lower-case-state"])

    def runner(stage: Stage, timeout: float | None) -> Run:
        return Run("exit status 1" if "lower-case-state" in (stage.folder / "targets.toml").read_text() else "")

    scores = [*score_suite(SERVICES, chosen, runner)]

    assert [(one.defect.name, one.services, one.killed) for one in scores] == [
        ("lower-case-state", ("listrak", "robusta"), True),
        ("word-for-number", ("listrak",), False),
    ]


def test_all_defects_that_can_show_are_selected() -> None:
    every = selected_defects(SERVICES)

    assert every == [defect for defect in defects().values() if any(shows(defect, service) for service in SERVICES)]
    assert len(every) > 150


def test_defects_are_selected_by_name_and_by_family() -> None:
    chosen = selected_defects(SERVICES, ["lower-case-state"], ["start"])

    assert [defect.name for defect in chosen] == ["start-repeats-id", "start-tells-unknown-id", "lower-case-state"]


def test_a_sample_depends_on_its_seed_alone() -> None:
    draws = [[d.name for d in selected_defects(SERVICES, sample=10, seed=seed)] for seed in (1, 1, 2)]
    names = list(defects())

    assert draws[0] == draws[1] != draws[2]
    assert [len(draw) for draw in draws] == [10, 10, 10]
    assert draws[0] == sorted(draws[0], key=names.index)
    assert selected_defects(SERVICES, sample=1000) == selected_defects(SERVICES)
