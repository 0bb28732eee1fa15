"""A hostile server, and everything that is run against it."""

from __future__ import annotations

import itertools
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ProcessStatusLibrary.conformance import situation

from ..transport.raw_server import RawServer, Talk
from .canary_scan import texts_of
from .canary_stage import Runs, environment
from .hostile_texts import HOSTILE
from .odd_answers import BODIES, PLACES

TARGETS = """
[robusta]
url = "{url}"
process_id = "4711"
timeouts = {{ read = 0.05, total = 0.1 }}
[listrak]
url = "{url}"
process_id = "4711"
timeouts = {{ read = 0.05, total = 0.1 }}
[cora-ocr]
url = "{url}"
process_id = "4711"
timeouts = {{ read = 0.05, total = 0.1 }}
"""
SUITE = """
*** Settings ***
Library    ProcessStatusLibrary

*** Test Cases ***
Hostile
    FOR    ${service}    IN    robusta    cora-ocr
        Open Service    ${service}    ${URL}    timeout=0.2
        FOR    ${n}    IN RANGE    ${COUNT}
            Run Keyword And Continue On Failure    Get Process Status    4711
            Run Keyword And Continue On Failure    Reply Should Be Fault    X
            Run Keyword And Continue On Failure    Process Should Follow Its Lifecycle    4711
        END
        Run Keyword And Continue On Failure    Wait Until Process Ends    4711    timeout=0.01
        ${trace} =    Get Process Trace    4711
        Log    ${trace}
    END
"""
PYTEST = """
from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.transport.exchange import Timeouts
import os, pytest
@pytest.mark.parametrize("n", range(int(os.environ["COUNT"])))
def test_it(n):
    with open_service("robusta", os.environ["SERVER"], timeouts=Timeouts(1, 0.1, 0.1)) as service:
        service.get_process_status("4711").message
        service.should_conform()
"""


def hostile_answers() -> Iterator[bytes]:
    """Each text in each place, the places in turn, for ever."""
    crossed = [(text, place) for text in HOSTILE.values() for place in PLACES if place != "WWW-Authenticate"]
    for number in itertools.count():
        text, place = crossed[number * 37 % len(crossed)]
        yield PLACES[place](text if place in BODIES else text.encode("utf-8", "replace").decode())


def answering(answers: Iterator[bytes]) -> Callable[[Talk], None]:
    """Answers every request with the next one."""

    def serve(talk: Talk) -> None:
        while talk.read():
            talk.send(next(answers))

    return serve


def all_ways_out(inputs: Path, runs: Runs) -> dict[str, str]:
    """Runs the commands, Robot and pytest against the server.

    Args:
        inputs: A folder for what they are given.
        runs: The runs.

    Returns:
        All that they wrote, files and console.
    """
    (inputs / "suite.robot").write_text(SUITE, encoding="utf-8")
    (inputs / "test_hostile.py").write_text(PYTEST, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch, RawServer(answering(hostile_answers())) as server:
        patch.delenv("PROCESSSTATUS_TARGETS", raising=False)
        patch.setattr(situation, "NEGATIVE_PAUSE", 0.0)
        file = inputs / "targets.toml"
        file.write_text(TARGETS.format(url=server.url), encoding="utf-8")
        every = ("--negative", "--allow-start", "--fail-on", "inferred", "--markdown", "summary.md", "--robot")
        runs.here("check", "check", "--targets", file, *every, "--output", "check")
        runs.here("judge", "judge", "check/observations.jsonl", "--output", "judge", "--markdown", "judged.md")
        runs.here("export", "export", "check/observations.jsonl", "--har", "check.har")
        for number in range(20):
            where = ("--targets", file, "--wait", "0.03", "--interval", "0.01", "--output", f"watch {number}")
            runs.here(f"watch {number}", "watch", "robusta", "4711", *where)
        robot = [sys.executable, "-m", "robot", "--loglevel", "TRACE", "--outputdir", "robot", "--xunit", "xunit.xml"]
        given = ["--variable", f"URL:{server.url}", "--variable", "COUNT:60", str(inputs / "suite.robot")]
        runs.beside("robot", [*robot, *given], environment())
        words = "-vv -l --tb=long -rA --log-level=DEBUG -p no:cacheprovider --color=no --junitxml=pytest.xml"
        hosted = environment(SERVER=server.url, COUNT="25")
        runs.beside("pytest", [sys.executable, "-m", "pytest", *words.split(), str(inputs)], hosted)
    return {**runs.console, **texts_of(runs.folder)}
