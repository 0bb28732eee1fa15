"""The command ``score``: what it prints and writes, when it succeeds, and what it refuses."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.contract.folders import resource_root
from ProcessStatusLibrary.scoring.table import defect_table

from .conftest import Command, Outcome
from .test_console import Terminal

SUITES = Path(__file__).parents[2] / "data" / "suites"
SCHEMA = json.loads((resource_root() / "score.schema.json").read_text(encoding="utf-8"))
GREEN = [sys.executable, "-c", "pass"]
# Red when the targets file gives the services the defect status-201.
LOOK = "import os, pathlib; found = 'status-201' in pathlib.Path(os.environ['PROCESSSTATUS_TARGETS']).read_text()"
NOTICES_201 = [sys.executable, "-c", f"{LOOK}; raise SystemExit(found)"]


def score_of(done: Outcome) -> dict[str, Any]:
    """The content of score.json, which keeps its published schema."""
    score: dict[str, Any] = json.loads((done.folder / "score.json").read_text(encoding="utf-8"))
    assert [error.message for error in jsonschema_rs.validator_for(SCHEMA).iter_errors(score)] == []
    return score


def test_the_check_kills_a_defect_by_its_clause(command: Command) -> None:
    done = command("score", "listrak", "robusta", "--defect", "status-201", "--defect", "lower-case-state", "--jobs=1")

    assert (done.status, done.err) == (0, "")
    assert done.out == (
        "Scoring the check against 2 defects in 'listrak' and 'robusta'.\n"
        "\n"
        "DEFECT            FAMILY     VERDICT  KILLED BY          SERVICES\n"
        "lower-case-state  value      killed   enumeration.state  2 of 2\n"
        "status-201        transport  killed   transport.status   2 of 2\n"
        "\n"
        "2 of 2 defects killed (100 %).\n"
        f"Report: {Path('results/score.json')}\n"
    )


def test_the_report_of_a_check(command: Command) -> None:
    score = score_of(command("score", "listrak", "--family", "start", "--defect", "status-201"))

    assert {name: score[name] for name in ("of", "services", "seed", "defects", "killed", "percent")} == {
        "of": "check",
        "services": ["listrak"],
        "seed": None,
        "defects": 1,
        "killed": 1,
        "percent": 100.0,
    }
    assert score["results"] == [
        {
            "defect": "status-201",
            "title": "A result comes with HTTP 201.",
            "family": "transport",
            "killed": True,
            "services": ["listrak"],
            "killed_by": ["transport.status"],
            "survived_in": [],
            "catching": ["transport.status"],
            "clauses": {"listrak": ["transport.status", "transport.status.standard"]},
        }
    ]


def test_a_suite_is_told_which_clause_would_have_caught_a_survivor(command: Command) -> None:
    done = command(
        "score", "listrak", "robusta", "--defect", "status-201", "--defect", "word-for-number", "--", *NOTICES_201
    )

    assert (done.status, done.err) == (1, "")
    assert done.out == (
        "Scoring the suite against 2 defects in 'listrak' and 'robusta'.\n"
        "\n"
        "DEFECT           FAMILY     VERDICT   KILLED BY      SERVICES\n"
        "word-for-number  value      survived  -              0 of 1\n"
        "status-201       transport  killed    exit status 1  2 of 2\n"
        "\n"
        "Survived:\n"
        "  word-for-number in 'listrak': A whole number is written as a word. "
        "Clause 'schema.type' would have caught it.\n"
        "\n"
        "1 of 2 defects killed (50 %).\n"
        f"Report: {Path('results/score.json')}\n"
    )
    survived, killed = score_of(done)["results"]
    assert (survived["killed"], survived["survived_in"], survived["catching"]) == (
        False,
        ["listrak"],
        ["schema.type"],
    )
    assert (killed["killed"], killed["killed_by"], killed["clauses"]) == (True, ["exit status 1"], {})


@pytest.mark.parametrize(("least", "status"), [("0", 0), ("50", 0), ("50.1", 1), ("100", 1)])
def test_the_score_to_succeed_with(command: Command, least: str, status: int) -> None:
    words = ["listrak", "--defect", "status-201", "--defect", "status-500", "--min-score", least]

    assert command("score", *words, "--", *NOTICES_201).status == status


def test_a_sample_says_how_it_was_drawn(command: Command) -> None:
    done = command("score", "listrak", "--sample", "3", "--seed", "7", "--min-score", "0", "--", *GREEN)

    assert done.out.startswith("Scoring the suite against 3 defects, drawn with seed 7, in 'listrak'.\n")
    assert score_of(done)["seed"] == 7


def test_every_survivor_of_a_suite_has_its_clause_or_none(command: Command) -> None:
    done = command("score", "listrak", "--family", "value", "--min-score", "0", "--", *GREEN)

    for result in score_of(done)["results"]:
        assert result["catching"] == defect_table().named(result["defect"], ["listrak"])
        assert f"{result['title']} Clause '{result['catching'][0]}' would have caught it." in done.out


def test_a_red_suite_is_refused(command: Command) -> None:
    done = command("score", "listrak", "--", sys.executable, "-c", "print('no'); raise SystemExit(4)")

    assert done.status == 2
    assert done.err == (
        "processstatus: The suite is red on the conforming simulator (exit status 4), so that red would not mean that "
        "it noticed a defect. Mend it first. It printed:\n  no\n"
    )
    assert not (done.folder / "score.json").exists()


def test_a_run_that_takes_too_long_kills_the_defect(command: Command) -> None:
    code = f"{LOOK}; import threading; found and threading.Event().wait()"
    done = command("score", "listrak", "--defect", "status-201", "--timeout", "3", "--", sys.executable, "-c", code)

    assert (done.status, done.err) == (0, "")
    assert score_of(done)["results"][0]["killed_by"] == ["timed out"]


def test_a_terminal_is_shown_how_far_it_is(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert main(["score", "listrak", "--defect", "status-201", "--jobs", "1", "--output", str(tmp_path)]) == 0
    assert "1 of 1: status-201" in terminal.getvalue()
    assert "\x1b[32mkilled" in terminal.getvalue()


def test_a_robot_suite_from_the_command_line(command: Command) -> None:
    suite = str(SUITES / "keywords.robot")
    chosen = ["--defect", "lower-case-state", "--defect", "status-201"]
    done = command("score", "listrak", "robusta", *chosen, "--jobs", "2", "--", sys.executable, "-m", "robot", suite)

    assert (done.status, done.err) == (0, "")
    assert [one["killed_by"] for one in score_of(done)["results"]] == [["exit status 2"]] * 2
    assert [path.name for path in Path.cwd().iterdir()] == ["results"], "Robot's files are in folders of the runs"


def test_a_pytest_suite_from_the_command_line(command: Command) -> None:
    pytest_suite = [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", "-q", str(SUITES / "http_200.py")]
    done = command("score", "--defect", "lower-case-state", "--defect", "status-201", "--", *pytest_suite)

    assert (done.status, done.err) == (1, "")
    assert [(one["defect"], one["killed_by"]) for one in score_of(done)["results"]] == [
        ("lower-case-state", []),
        ("status-201", ["exit status 1"]),
    ]


SEVERAL = "'cora-ocr', 'cora-rpa', 'coruson', 'listrak' and 'robusta'"
WRONG = {
    "score --defect lowercase-state": "Argument 'defects': Unknown defect 'lowercase-state'. Did you mean ",
    "score --family valu": "Unknown family of defects 'valu'. Did you mean 'value'? Allowed: 'acceptance', ",
    "score listrak --defect extra-json-member": (
        "None of the selected defects can show in 'listrak'. Select others, or other services.\n"
    ),
    "score --sample 0": "--sample is 0. Allowed: 1 and more. Leave it out to try all of them.\n",
    "score --sample -1": "--sample is -1. Allowed: 1 and more. Leave it out to try all of them.\n",
    "score --jobs 0": "--jobs is 0. Allowed: 1 and more.\n",
    "score --min-score 101": "--min-score is 101. Allowed: from 0 to 100.\n",
    "score --timeout 5": "--timeout is for the runs of a suite. Name its command after --, or leave it out.\n",
    "score --timeout 0 -- true": "--timeout is 0. Allowed: more than 0 and at most 86400 seconds.\n",
    "score listrack": "Unknown service 'listrack'. Did you mean 'listrak'? ",
}


@pytest.mark.parametrize(("words", "message"), WRONG.items(), ids=WRONG)
def test_misuse(command: Command, words: str, message: str) -> None:
    done = command(*words.split())

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(f"processstatus: {message}")


def test_a_command_is_missing(command: Command) -> None:
    done = command("score", "listrak", "--")

    assert done.status == 2
    assert done.err.endswith("error: a command is missing after --, such as: robot my_suite\n")


def test_the_help_names_every_variable(command: Command) -> None:
    done = command("score", "--help")

    assert done.status == 0
    assert done.out.startswith("usage: processstatus score [options] [SERVICE ...] [-- COMMAND ...]\n")
    assert [name for name in ("TARGETS", "URL", "PROCESS", "USER", "PASSWORD", "TOKEN") if name not in done.out] == []
