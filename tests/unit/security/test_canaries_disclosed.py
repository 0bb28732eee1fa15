"""Services that disclose what they were sent, right credentials and wrong ones: nothing of it reaches an artefact.

The right credentials are those that the simulator takes, and are told in no other place than its own console.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import re
import sys
import threading
from pathlib import Path

import pytest

from ProcessStatusLibrary import Credentials, open_service
from ProcessStatusLibrary.cli import simulate
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.simulator import Simulator

from .canary_scan import leaks, texts_of
from .canary_stage import CANARIES, Runs, environment, statuses_in

DISCLOSING = ("password-in-error", "authorization-in-error", "authorization-in-header", "stack-trace")
RIGHT = {service: f"{service}-password" for service in ("robusta", "listrak")} | {"coruson": "coruson-token"}
SUITE = """
*** Settings ***
Library    ProcessStatusLibrary    record=${OUTPUT DIR}/o.jsonl

*** Test Cases ***
Within A Time That Is Too Short
    [Timeout]    1 ms
    Open    %{RIGHT_ROBUSTA}
    Get Process Status    ${ID}

Right
    Open    %{RIGHT_ROBUSTA}
    Get Process Status    ${ID}
    Run Keyword And Continue On Failure    Get Process Status    unknown
    Process State Should Be    RUNNING

Wrong
    Open    %{CANARY_BASIC}
    Get Process Status    ${ID}

Not Run Any More
    No Operation

*** Keywords ***
Open
    [Arguments]    ${secret: Secret}
    Open Service    robusta    ${URL}    user=robusta-user    password=${secret}
"""


def targets(path: Path, simulator: Simulator) -> Path:
    """A table for every service that takes credentials, with the right ones."""
    lines = []
    for service in RIGHT:
        lines += [f"[{service}]", f'url = "{simulator.url(service)}"', f'process_id = "{simulator.simulate(service)}"']
        who = f'user = "{service}-user"\npassword_env' if service != "coruson" else "token_env"
        lines.append(f'{who} = "RIGHT_{service.upper()}"')
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that the commands and Robot write about services that disclose, files and console."""
    inputs, runs = tmp_path_factory.mktemp("inputs"), Runs(tmp_path_factory.mktemp("disclosed"))
    (inputs / "suite.robot").write_text(SUITE, encoding="utf-8")
    variables = {f"RIGHT_{service.upper()}": secret for service, secret in RIGHT.items()}
    with pytest.MonkeyPatch.context() as patch, Simulator(defects=DISCLOSING) as simulator:
        for name, value in environment(**variables).items():
            patch.setenv(name, value)
        file = targets(inputs / "right.toml", simulator)
        every = ("--targets", file, "--allow-bad-login", "--allow-start", "--fail-on", "inferred")
        runs.here("check", "check", *every, "--output", "check", "--robot", "--markdown", "check/summary.md")
        judged = ("--output", "judged", "--baseline", "check/conformance.json", "--markdown", "judged/summary.md")
        runs.here("judge", "judge", "check/observations.jsonl", *judged)
        runs.here("export", "export", "check/observations.jsonl", "--har", "check/o.har")
        runs.here("watch", "watch", "robusta", "unknown", "--targets", file, "--wait", "0.1", "--output", "watch")
        wrong = ("--url", simulator.url("listrak"), "--user", "ada", "--password-env", "CANARY_SOAP")
        runs.here("wrong", "check", "listrak", *wrong, "--output", "wrong", "--process-id", "4711")
        robot = [sys.executable, "-m", "robot", "--loglevel", "TRACE", "--xunit", "xunit.xml"]
        own = ["--variable", f"URL:{simulator.url('robusta')}", "--variable", f"ID:{simulator.simulate('robusta')}"]
        files = ["--debugfile", "debug.txt", "--exitonfailure", "--outputdir", "robot", str(inputs / "suite.robot")]
        runs.beside("robot", [*robot, *own, *files], environment(**variables))
        again = ["--outputdir", "rerun", "--rerunfailed", "check/robot/output.xml", "check/robot/conformance"]
        runs.beside("rerun", [*robot, *again], environment(**variables))
        scored = ["--loglevel", "TRACE", "--variable", "URL:http://127.0.0.1:9", "--variable", "ID:1"]
        suite = [sys.executable, "-m", "robot", *scored, inputs / "suite.robot"]
        runs.here("score of a red suite", "score", "robusta", "--defect", "password-in-error", "--", *suite)
    return {**runs.console, **texts_of(runs.folder)}


def test_the_runs_did_what_they_should(written: dict[str, str]) -> None:
    statuses = statuses_in(written)

    assert statuses.pop("rerun") in range(1, 250)  # Robot counts the tests that failed
    assert statuses == {
        "check": 1,
        "judge": 0,
        "export": 0,
        "watch": 3,
        "wrong": 3,
        "robot": 4,
        "score of a red suite": 2,
    }


@pytest.mark.parametrize("place", ["check/conformance.html", "check/observations.jsonl", "check/robot/output.xml"])
def test_what_was_disclosed_is_shown_by_its_mask(written: dict[str, str], place: str) -> None:
    assert "{masked:password:length=16:" in written[place]


@pytest.mark.parametrize("secret", [*RIGHT.values(), *(CANARIES[name] for name in ("basic", "soap"))])
def test_the_secret_is_nowhere(written: dict[str, str], secret: str) -> None:
    assert leaks(written, {"secret": secret}) == []


class Told(io.StringIO):
    """A console that says when the last line of a simulator was printed."""

    def __init__(self) -> None:
        super().__init__()
        self.whole = threading.Event()

    def write(self, text: str) -> int:
        """Writes, and listens."""
        written = super().write(text)
        if "credentials of" in self.getvalue() and text.endswith("\n"):
            self.whole.set()
        return written


def test_a_simulator_tells_what_it_takes_and_nothing_that_it_was_sent() -> None:
    told, until = Told(), threading.Event()
    arguments = argparse.Namespace(
        service=["robusta"], port=0, profile="documented", defect=["password-in-error"], fault=[], tls=False
    )
    with contextlib.redirect_stdout(told), contextlib.redirect_stderr(told):
        served = threading.Thread(target=simulate.run, args=(arguments, until))
        served.start()
        assert told.whole.wait(10)
        url = re.findall(r"http://\S+", told.getvalue())[0]
        for password in (RIGHT["robusta"], CANARIES["basic"]):
            credentials = Credentials("robusta-user", SecretText(password))
            with open_service("robusta", url, credentials=credentials) as service:
                service.ask("4711")
        until.set()
        served.join(10)
    taken = "credentials of robusta: user robusta-user, password robusta-password"

    assert taken in told.getvalue()
    assert leaks({"told": told.getvalue().replace(taken, "")}, {"wrong": CANARIES["basic"], **RIGHT}) == []
