"""Robot's outputs hold every verdict of the check, and Robot's own tools understand them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from junitparser import Error, Failure, JUnitXml, Skipped, TestCase, TestSuite
from robot.api import ExecutionResult
from robot.model import Tags

from ProcessStatusLibrary.cli import main

from .conftest import DEFECT, RobotCheck, robot, robot_tests

STATUS = {"pass": "PASS", "fail": "FAIL", "inconclusive": "SKIP", "not applicable": "SKIP"}
STATE = ("robusta", "getprocessstatus", "rest", "enumeration.state")
BELOW = ("coruson", "importreportsstatus", "soap-1.2", "transport.media-type.standard")
NOT_SENT = ("robusta", "startprocess", "rest", "schema.message")


def test_every_verdict_is_there(checked: RobotCheck) -> None:
    tests = robot_tests(checked.output)
    verdicts = checked.verdicts

    assert tests.keys() == verdicts.keys()
    for key, verdict in verdicts.items():
        test = tests[key]
        below = verdict["verdict"] == "fail" and verdict["level"] != "documented"
        assert test.status == ("SKIP" if below else STATUS[verdict["verdict"]]), key
        assert f"verdict:{verdict['verdict'].replace(' ', '-')}" in test.tags
        assert f"level:{verdict['level']}" in test.tags
        assert test.name == verdict["title"].removesuffix(".")
        assert test.doc == verdict["source"]
        assert verdict["message"].partition("\n  reproduce:")[0] in test.message


def test_all_kinds_of_verdict_occurred(checked: RobotCheck) -> None:
    counts = Counter(verdict["verdict"] for verdict in checked.verdicts.values())

    assert set(counts) == set(STATUS)
    assert checked.status == 1


def without_digests(text: str) -> str:
    """A text without the digests of masks, whose key is new in every run: the report leaves them out."""
    return re.sub(r"(\{masked:[^{}]*):digest=[0-9a-f]+\}", r"\1}", text)


def test_what_a_test_says(checked: RobotCheck) -> None:
    tests = robot_tests(checked.output)

    assert tests[STATE].status == "FAIL"
    assert without_digests(tests[STATE].message) == checked.verdicts[STATE]["message"]
    assert tests[BELOW].status == "SKIP"
    assert tests[BELOW].message.startswith(
        "Broken below the failing level, documented: The media type is not the standard's ["
    )
    assert "reproduce:" not in tests[BELOW].message
    assert tests[NOT_SENT].message == f"Inconclusive: {checked.verdicts[NOT_SENT]['message']}"


def test_the_tree_is_service_binding_clause(checked: RobotCheck) -> None:
    top = ExecutionResult(checked.output).suite

    assert top.name == "Conformance"
    assert {service.name: [binding.name for binding in service.suites] for service in top.suites} == {
        "coruson": ["SOAP 1.2", "REST"],
        "robusta": ["REST StartProcess", "REST GetProcessStatus"],
    }
    assert [service.metadata["Target"] for service in top.suites] == [
        checked.simulator.url("coruson"), checked.simulator.url("robusta")
    ]  # fmt: skip


def test_a_broken_clause_shows_its_exchange_with_the_breach_marked(checked: RobotCheck) -> None:
    logged = [message.message for message in robot_tests(checked.output)[STATE].body[0].messages]

    assert any("<details open><summary>Exchange " in text and "<mark>" in text for text in logged)


def test_a_clause_that_is_kept_shows_an_exchange_too(checked: RobotCheck) -> None:
    kept = [test for test in robot_tests(checked.output).values() if test.passed]

    assert kept
    for test in kept:
        logged = [message.message for message in test.body[0].messages]
        assert any(text.startswith("Kept by ") for text in logged)
        assert any(text.startswith("<details><summary>Exchange ") for text in logged)


def test_nothing_secret_is_written(checked: RobotCheck) -> None:
    files = [path for path in checked.folder.rglob("*") if path.is_file()]

    assert len(files) > 10
    assert len(checked.passwords) == 2
    for password in checked.passwords:
        assert [path.name for path in files if password in path.read_text(encoding="utf-8")] == []


def test_a_junit_reader_reads_it(checked: RobotCheck) -> None:
    read = JUnitXml.fromfile(str(checked.folder / "robot" / "xunit.xml"))
    cases = list(cases_of(read))
    kinds = Counter(type(result) for case in cases for result in case.result)
    statuses = Counter(test.status for test in robot_tests(checked.output).values())

    assert len(cases) == sum(statuses.values())
    assert (kinds[Failure], kinds[Skipped], kinds[Error]) == (statuses["FAIL"], statuses["SKIP"], 0)
    assert "Conformance.robusta.REST GetProcessStatus" in {case.classname for case in cases}


def cases_of(suites: JUnitXml | TestSuite) -> list[TestCase]:
    """All cases, those of suites in suites too."""
    found: list[TestCase] = []
    for entry in suites:
        found += [entry] if isinstance(entry, TestCase) else cases_of(entry)
    return found


def test_what_failed_is_run_again_and_merged(checked: RobotCheck, tmp_path: Path) -> None:
    words = ("--rerunfailed", checked.output, "--outputdir", tmp_path, "--report", "NONE", "--log", "NONE")
    failed = {key for key, test in robot_tests(checked.output).items() if test.failed}

    assert robot(*words, "--output", "still.xml", checked.suites) == len(failed)
    checked.simulator.set_defects()
    assert robot(*words, "--output", "repaired.xml", checked.suites) == 0
    assert {key: test.status for key, test in robot_tests(tmp_path / "repaired.xml").items()} == dict.fromkeys(
        failed, "PASS"
    )

    merged = tmp_path / "merged.xml"
    sources = (checked.output, tmp_path / "repaired.xml")
    assert robot("--merge", "--outputdir", tmp_path, "--output", merged, *sources, module="robot.rebot") == 0
    assert robot_tests(merged).keys() == checked.verdicts.keys()
    assert not [test for test in robot_tests(merged).values() if test.failed]
    assert {path.name for path in tmp_path.iterdir()} >= {"log.html", "report.html"}


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        ("--include level:standard", lambda tags: "level:standard" in tags),
        ("--include clause:enumeration.*", lambda tags: any(tag.startswith("clause:enumeration.") for tag in tags)),
        ("--exclude service:robusta", lambda tags: "service:robusta" not in tags),
        ("--include binding:restANDlevel:documented", lambda tags: {"binding:rest", "level:documented"} <= set(tags)),
        ("--test *documented*", None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_tags_choose_tests_and_robot_does_not_decide(
    checked: RobotCheck, tmp_path: Path, options: str, wanted: Callable[[Tags], bool] | None
) -> None:
    checked.simulator.set_defects(DEFECT)
    targets = checked.folder.parent / "targets.toml"
    words = ("check", "--targets", str(targets), "--output", str(tmp_path), "--robot", "--", *options.split())
    status = main(words)
    chosen = robot_tests(tmp_path / "robot" / "output.xml")
    everything = robot_tests(checked.output)

    assert status == 1
    assert 0 < len(chosen) < len(everything)
    if wanted is not None:
        assert chosen.keys() == {key for key, test in everything.items() if wanted(test.tags)}


def test_a_run_without_a_failed_test_leaves_the_status_of_the_check(checked: RobotCheck, tmp_path: Path) -> None:
    checked.simulator.set_defects(DEFECT)
    targets = checked.folder.parent / "targets.toml"
    words = ("--targets", str(targets), "--output", str(tmp_path), "--robot", "--", "--include", "level:inferred")

    assert main(["check", *words]) == 1
    assert not [test for test in robot_tests(tmp_path / "robot" / "output.xml").values() if test.failed]


def test_tags_that_no_test_has_leave_the_status_of_the_check(checked: RobotCheck, tmp_path: Path) -> None:
    targets = checked.folder.parent / "targets.toml"
    words = ("--targets", str(targets), "--output", str(tmp_path), "--robot", "--", "--include", "nothing")

    assert main(["check", *words]) == 1
    assert robot_tests(tmp_path / "robot" / "output.xml") == {}


def test_a_run_that_robot_gives_up_leaves_the_status_of_the_check(
    checked: RobotCheck, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = checked.folder.parent / "targets.toml"
    (tmp_path / "taken").write_text("", encoding="utf-8")
    words = ("--targets", str(targets), "--output", str(tmp_path), "--robot", "--")

    assert main(["check", *words, "--outputdir", str(tmp_path / "taken" / "below")]) == 1
    assert "Robot: Robot did not run the suites in " in capsys.readouterr().out


def test_outputs_go_where_robot_is_told(
    checked: RobotCheck, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    targets = checked.folder.parent / "targets.toml"
    other = tmp_path / "other"
    words = ("--targets", str(targets), "--output", str(tmp_path), "--robot", "--", "--outputdir", str(other))
    main(["check", *words])

    assert capsys.readouterr().out.endswith(f"Robot: {other}\n")
    assert sorted(path.name for path in other.iterdir()) == ["log.html", "output.xml", "report.html", "xunit.xml"]
