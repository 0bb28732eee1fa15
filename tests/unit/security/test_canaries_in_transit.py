"""Answers that never come whole, and answers that hold the password in odd places: every way out stays clean.

One process of Robot, one of Robot with features and one of pytest see them all, at the most talkative levels.
"""

from __future__ import annotations

import base64
import itertools
import sys
from collections.abc import Callable, Iterator

import pytest

from ProcessStatusLibrary.simulator import Simulator

from ..transport.raw_server import RawServer, Talk
from .canary_scan import leaks, texts_of
from .canary_stage import CANARIES, Runs, environment, statuses_in
from .odd_answers import PLACES

FAULTS = (
    "reset-in-body",
    "close-in-headers",
    "stall-before-answer",
    "garbage-status-line",
    "length-negative",
    "gzip-corrupt",
    "gzip-bomb",
    "drip",
    "endless-headers",
    "redirect-loop",
    "redirect-elsewhere",
    "reset-on-connect",
)
TLS_FAULTS = ("certificate-self-signed", "no-tls")
ROWS = 6
TARGETS = """
[robusta]
url = "{url}"
user = "ada"
password_env = "CANARY_BASIC"
process_id = "4711"
timeouts = {{ read = 0.05, total = 0.1 }}
limits = {{ body_bytes = 100000 }}
"""
FEATURE = """Feature: In transit
  Scenario Outline: Nothing arrives whole
    Given the service "robusta"
    And the process "4711"
    When I ask for its status over "REST"
    Then the reply conforms to the contract
    And the state is "<n>"
    Examples:
      | n |
{rows}
"""
SUITE = """
*** Settings ***
Library    ProcessStatusLibrary    record=${OUTPUT DIR}/o.jsonl

*** Test Cases ***
In Transit
    VAR    ${secret: Secret}    %{CANARY_BASIC}
    VAR    ${path: Secret}    /scheduler?token=%{CANARY_QUERY}
    Open Service    robusta    ${URL}    user=ada    password=${secret}    timeout=0.3
    FOR    ${n}    IN RANGE    ${COUNT}
        Run Keyword And Continue On Failure    Get Process Status    4711
        Run Keyword And Continue On Failure    Get Process Status    4711    validate=False
        Run Keyword And Continue On Failure    Process State Should Be    RUNNING
        Run Keyword And Continue On Failure    Process Should Follow Its Lifecycle    4711
        Run Keyword And Continue On Failure    Wait Until Process Ends    4711    timeout=0.1
        Run Keyword And Continue On Failure    Send Request    4711    path=${path}
    END
"""


def repeats_the_password(seen: Iterator[str]) -> Callable[[Talk], None]:
    """Answers every request with the password that it carried, each time in another place."""

    def serve(talk: Talk) -> None:
        while talk.read():
            lines = talk.request.decode("latin-1").split("\r\n")
            pair = next((line.split()[-1] for line in lines if line.lower().startswith("authorization: basic")), "")
            password = base64.b64decode(pair).decode().partition(":")[2] if pair else lines[0]
            talk.send(PLACES[next(seen)](password))

    return serve


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that is written, files and console."""
    inputs, runs = tmp_path_factory.mktemp("inputs"), Runs(tmp_path_factory.mktemp("transit"))
    (inputs / "suite.robot").write_text(SUITE, encoding="utf-8")
    rows = "\n".join(f"      | {n} |" for n in range(ROWS))
    features = inputs / "features"
    features.mkdir()
    (features / "a.feature").write_text(FEATURE.format(rows=rows), encoding="utf-8")
    (features / "test_a.py").write_text("from pytest_bdd import scenarios\nscenarios('.')\n", encoding="utf-8")
    (features / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, RawServer(repeats_the_password(itertools.cycle(PLACES))) as odd:
        for name, value in environment().items():
            patch.setenv(name, value)
        for name, tls, faults in (("plain", False, FAULTS), ("tls", True, TLS_FAULTS)):
            with Simulator("robusta", tls=tls) as simulator:
                file = inputs / f"{name}.toml"
                file.write_text(TARGETS.format(url=simulator.url("robusta")), encoding="utf-8")
                for fault in faults:
                    simulator.set_faults(fault)
                    output = ("--output", fault)
                    runs.here(f"check, {fault}", "check", "--targets", file, *output, "--markdown", f"{fault}.md")
                    waiting = ("--wait", "0.1", "--interval", "1", *output)
                    runs.here(f"watch, {fault}", "watch", "robusta", "4711", "--targets", file, *waiting)
        file = inputs / "odd.toml"
        file.write_text(TARGETS.format(url=odd.url), encoding="utf-8")
        for number in range(len(PLACES) // 4):
            runs.here(f"watch {number}", "watch", "robusta", "4711", "--targets", file, "--wait", "0.05")
        runs.here("check", "check", "--targets", file, "--output", "odd", "--robot", "--markdown", "odd.md")
        runs.here("judge", "judge", "odd/observations.jsonl", "--output", "odd again")
        runs.here("export", "export", "odd/observations.jsonl", "--har", "odd.har")
        robot = [sys.executable, "-m", "robot", "--loglevel", "TRACE", "--debugfile", "d.txt", "--xunit", "x.xml"]
        given = ["--variable", f"URL:{odd.url}", "--variable", f"COUNT:{len(PLACES)}", "--outputdir", "robot"]
        runs.beside("robot", [*robot, *given, str(inputs / "suite.robot")], environment())
        parser = ["--parser", "ProcessStatusLibrary.feature_parser.FeatureParser", "--outputdir", "features"]
        chosen = environment(PROCESSSTATUS_TARGETS=str(file))
        runs.beside("features", [*robot, *parser, str(features / "a.feature")], chosen)
        words = "-vv -l --tb=long -rA --full-trace --log-level=DEBUG -p no:cacheprovider --junitxml=pytest.xml"
        runs.beside("pytest", [sys.executable, "-m", "pytest", *words.split(), str(features)], chosen)
    return {**runs.console, **texts_of(runs.folder)}


def test_the_runs_did_what_they_should(written: dict[str, str]) -> None:
    statuses = statuses_in(written)

    assert {name: statuses.pop(name) for name in ("robot", "export", "pytest", "features")} == {
        "robot": 1, "export": 0, "pytest": 1, "features": ROWS,
    }  # fmt: skip
    assert set(statuses.values()) <= {1, 3}


@pytest.mark.parametrize("canary", ["basic", "query"])
def test_the_canary_is_nowhere(written: dict[str, str], canary: str) -> None:
    planted = {canary: CANARIES[canary], "its beginning": CANARIES[canary][:8]}

    found = leaks(written, planted)

    assert not found, "\n".join(found[:30])
