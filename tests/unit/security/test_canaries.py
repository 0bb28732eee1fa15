"""No artefact holds a planted credential: every command, a Robot suite and pytest, with failures, at every level.

The server repeats all that it receives in its faults and in a header, so that whatever can leak does.
"""

from __future__ import annotations

import sys
from pathlib import Path
from urllib.parse import quote

import pytest

from ..transport.raw_server import RawServer
from .canary_scan import leaks, texts_of
from .canary_stage import CANARIES, COMMAND, Runs, environment, repeats_what_it_receives

SUITE = Path(__file__).with_name("canary_suite.robot")
TARGETS = """
[robusta]
url = "{url}"
user = "ada"
password_env = "CANARY_BASIC"
process_id = "4711"
secrets = ["X-Own-Key"]
headers = {{ X-Own-Key = "{configured}" }}
[listrak]
url = "{url}"
user = "ada"
password_env = "CANARY_SOAP"
process_id = "4711"
[coruson]
url = "{url}"
token_env = "{token}"
{place}
process_id = "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
[cora-rpa]
url = "{with_user}"
process_id = "4711"
secrets = ["WorkflowSpaceName"]
members = {{ WorkflowSpaceName = "{member}" }}
"""
PLACES = {
    "CANARY_BEARER": "",
    "CANARY_HEADER": 'token_header = "X-Own"',
    "CANARY_COOKIE": 'token_cookie = "ss-id"',
}
ELSEWHERE = ("start", "query", "proxy", "object", "signature", "parameter")
"""Planted in the other tests of canaries."""
PYTEST = """
import os
from ProcessStatusLibrary import Credentials, open_service
from ProcessStatusLibrary.masking import SecretText

def test_basic():
    password = os.environ["CANARY_BASIC"]
    with open_service("robusta", os.environ["SERVER"], credentials=Credentials("ada", SecretText(password))) as service:
        print(password)
        service.get_process_status("4711")

def test_address():
    url = os.environ["CANARY_ADDRESS_URL"]
    with open_service("listrak", url) as service:
        service.should_conform()

def test_with_one_request():
    token = os.environ["CANARY_HEADER"]
    with open_service("coruson", os.environ["SERVER"]) as service:
        credentials = Credentials(token=SecretText(token), header="X-Own")
        service.get_process_status("0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60", credentials=credentials)
"""
FEATURE = """Feature: Failing
  Scenario: The service fails
    Given the service "robusta"
    Then the service conforms to its contract
"""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that the commands write, files and console."""
    folder = tmp_path_factory.mktemp("canaries")
    stage = Runs(folder)
    with RawServer(repeats_what_it_receives) as server:
        with_user = server.url.replace("://", f"://ada:{quote(CANARIES['address'], safe='')}@")
        variables = environment(CANARY_ADDRESS=with_user, CANARY_ADDRESS_URL=with_user, SERVER=server.url)
        inputs = tmp_path_factory.mktemp("inputs")
        (inputs / "test_failing.py").write_text(PYTEST, encoding="utf-8")
        (inputs / "failing.feature").write_text(FEATURE, encoding="utf-8")
        (inputs / "test_features.py").write_text("from pytest_bdd import scenarios\nscenarios('.')\n", encoding="utf-8")
        (inputs / "pytest.ini").write_text("[pytest]\n", encoding="utf-8")
        files = []
        for token, place in PLACES.items():
            files.append(inputs / f"{token}.toml")
            text = TARGETS.format(
                url=server.url, with_user=with_user, token=token, place=place,
                configured=CANARIES["configured"], member=CANARIES["member"],
            )  # fmt: skip
            files[-1].write_text(text, encoding="utf-8")
        robot = ["--robot", "--markdown", "check/summary.md", "--", "--loglevel", "TRACE"]
        allowed = ["--allow-bad-login", "--allow-start", "--timeout", "5"]
        check = [*COMMAND, "check", "--targets", str(files[0]), *allowed]
        runs = {
            "check": [*check, "--output", "check", *robot],
            "header": [*COMMAND, "check", "coruson", "--targets", str(files[1]), "--output", "header"],
            "cookie": [*COMMAND, "check", "coruson", "--targets", str(files[2]), "--output", "cookie"],
            "address": [*COMMAND, "check", "listrak", "--url", with_user, "--robot", "--output", "address"],
            "watch": [*COMMAND, "watch", "listrak", "4711", "--targets", str(files[0]), "--timeout", "2"],
            "export": [*COMMAND, "export", "check/observations.jsonl", "--har", "check/observations.har"],
            "services": [*COMMAND, "services"],
            "robot": [
                sys.executable, "-m", "robot", "--outputdir", "robot", "--loglevel", "TRACE",
                "--debugfile", "debug.txt",
                "--xunit", "xunit.xml", "--variable", f"URL:{server.url}",
                "--variable", "RECORD:robot/o.jsonl", str(SUITE),
            ],
            "pytest": [
                sys.executable, "-m", "pytest", "-vv", "-l", "--tb=long", "-rA", "-p", "no:cacheprovider",
                "--log-level=DEBUG", "--junitxml=pytest.xml", f"--processstatus-targets={files[0]}", str(inputs),
            ],
        }  # fmt: skip
        for name, words in runs.items():
            stage.beside(name, words, variables)
        sent = b"".join(server.requests).decode("utf-8", "replace")
    return {"(sent)": sent, **stage.console, **texts_of(folder)}


def test_the_commands_did_what_they_should(written: dict[str, str]) -> None:
    statuses = {place for place in written if place.startswith("console of ")}

    assert statuses == {
        "console of check, status 1", "console of header, status 3", "console of cookie, status 3",
        "console of address, status 3", "console of watch, status 3", "console of export, status 0",
        "console of services, status 0", "console of robot, status 4", "console of pytest, status 1",
    }, "\n".join(written[place][-500:] for place in statuses)  # fmt: skip


@pytest.mark.parametrize("canary", [name for name in CANARIES if name not in ELSEWHERE])
def test_the_canary_was_sent(written: dict[str, str], canary: str) -> None:
    assert leaks({"sent": written["(sent)"]}, {canary: CANARIES[canary]})


@pytest.mark.parametrize("canary", CANARIES)
def test_the_canary_is_nowhere(written: dict[str, str], canary: str) -> None:
    places = {place: text for place, text in written.items() if place != "(sent)"}

    found = leaks(places, {canary: CANARIES[canary]})

    assert not found, "\n".join(found[:30])
