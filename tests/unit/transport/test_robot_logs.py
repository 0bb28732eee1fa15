"""Robot Framework writes no secret: not at the level TRACE, not when tests fail, not in any file or on the console."""

from __future__ import annotations

import base64
import io
import json
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import robot
from robot import api

from .raw_server import RawServer, Talk, answer, closed_port

SUITE = Path(__file__).with_name("secrets.robot")
TESTS = [test.name for test in api.TestSuite.from_file_system(SUITE).tests]
SENDING = TESTS[:7]
FAULT = (
    "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Body><soap:Fault>"
    "<faultcode>soap:Client</faultcode><faultstring>%s</faultstring></soap:Fault></soap:Body></soap:Envelope>"
)
Written = dict[str, str]


def canary(test: str) -> str:
    """The secret of a test, which nothing else spells."""
    return f"canary-{test.lower().replace(' ', '-')}-5up3r"


def spellings(secret: str) -> list[str]:
    """The secret as it may be written: plain, or in Base64 at each of the three places in a group of four."""
    plain = secret.encode()
    return [secret, *(base64.b64encode(b"x" * before + plain)[4:-4].decode() for before in range(3))]


def repeats_what_it_receives(talk: Talk) -> None:
    """Answers with a fault that holds the request, headers included."""
    while talk.read():
        fault = FAULT % escape(talk.request.decode())
        talk.send(answer(fault.encode(), status="500 Internal Server Error"))


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """All that a run of the suite writes, by where it does."""
    folder = tmp_path_factory.mktemp("robot")
    console, errors = io.StringIO(), io.StringIO()
    with (
        pytest.MonkeyPatch.context() as patch,
        RawServer(repeats_what_it_receives) as server,
        closed_port() as nowhere,
    ):
        for test in TESTS:
            patch.setenv(f"SECRET OF {test}", canary(test))
        robot.run(  # type: ignore[no-untyped-call]
            SUITE,
            outputdir=folder,
            loglevel="TRACE",
            debugfile="debug.txt",
            xunit="xunit.xml",
            stdout=console,
            stderr=errors,
            variable=[
                f"URL:{server.url}",
                f"NOWHERE:http://127.0.0.1:{nowhere}",
                f"RECORD:{folder / 'observations.jsonl'}",
                "GUID:0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60",
            ],
        )
        received = b"".join(server.requests).decode()
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(folder.iterdir())}
    return {**files, "console": console.getvalue() + errors.getvalue(), "(sent)": received}


def test_all_tests_ran(written: Written) -> None:
    tests = api.ExecutionResult(io.StringIO(written["output.xml"])).suite.tests

    assert [test.name for test in tests] == TESTS
    assert set(written) == {
        "(sent)", "console", "debug.txt", "log.html", "observations.jsonl", "output.xml", "report.html", "xunit.xml"
    }  # fmt: skip


def test_the_recording_holds_what_was_sent_by_all_tests(written: Written) -> None:
    lines = [json.loads(line) for line in written["observations.jsonl"].split("\n")[:-1]]
    exchanges = [line for line in lines if line["type"] == "exchange"]

    assert [line["number"] for line in exchanges] == list(range(1, len(SENDING) + 2))
    assert [line["service"] for line in exchanges] == [
        "robusta", "listrak", "coruson", "coruson", "coruson", "listrak", "listrak", "listrak"
    ]  # fmt: skip


@pytest.mark.parametrize("test", SENDING)
def test_the_secret_was_sent(written: Written, test: str) -> None:
    assert any(spelling in written["(sent)"] for spelling in spellings(canary(test)))


@pytest.mark.parametrize("test", TESTS)
def test_no_secret_is_written(written: Written, test: str) -> None:
    found = [
        f"{place}: {line.strip()[:300]}"
        for place, text in written.items()
        if place != "(sent)"
        for line in text.splitlines()
        if any(spelling in line for spelling in spellings(canary(test)))
    ]

    assert not found, "\n".join(found[:20])
