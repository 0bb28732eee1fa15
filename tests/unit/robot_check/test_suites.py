"""The suites that a check writes: what they hold, and that any run of Robot can use them."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import robot
from robot.api import ExecutionResult
from robot.libdocpkg import LibraryDocumentation

from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.contract.folders import contracts_root
from ProcessStatusLibrary.robot_check.service_check import as_message
from ProcessStatusLibrary.robot_check.suites import LIBRARY

from ..transport.canned import sample
from ..transport.raw_server import RawServer, answer, answers
from .conftest import RobotCheck, robot_tests
from .markup import Markup

SOAP = sample("listrak", "GetProcessStatus.soap11")
STATE = b">ProcessingCompleted<"
LISTRAK_STATE = ("listrak", "getprocessstatus", "soap-1.1", "enumeration.state")


def run(suites: Path, folder: Path) -> tuple[int, str]:
    """Runs suites as anybody would: the return code, and what Robot complained of."""
    told = io.StringIO()
    status = robot.run(  # type: ignore[no-untyped-call]
        suites, outputdir=folder, console="none", log=None, report=None, stdout=told, stderr=told
    )
    return status, told.getvalue()


def test_how_a_service_is_checked_is_written_in_the_commands_own_words(checked: RobotCheck) -> None:
    assert (checked.suites / "robusta" / "service.resource").read_text(encoding="utf-8") == (
        "*** Settings ***\n"
        "Documentation    How robusta is checked, in the options of processstatus check.\n"
        "Library          ProcessStatusLibrary.robot_check.service_check.ServiceCheck    robusta\n"
        "...    --targets    ${CURDIR}/../../../../targets.toml\n"
        "...    --fail-on    documented\n"
    )


def test_a_suite_reads_well(checked: RobotCheck) -> None:
    text = (checked.suites / "coruson" / "01__soap-1.2.robot").read_text(encoding="utf-8")

    assert text.startswith(
        "*** Settings ***\n"
        "Name             SOAP 1.2\n"
        "Documentation    ImportReportsStatus of coruson over SOAP 1.2: one test a clause of the contract.\n"
        "Resource         service.resource\n"
        "Test Tags        service:coruson    binding:soap-1.2    operation:importreportsstatus\n"
        "\n\n*** Test Cases ***\n"
    )
    assert (
        "\n\nA SOAP message is answered with the media type of its SOAP version\n"
        "    [Documentation]    SOAP 1.1 section 6; SOAP 1.2 part 2 section 7.1.4, RFC 3902\n"
        "    [Tags]    clause:transport.media-type.standard    level:standard\n"
        "    Clause Should Be Kept    transport.media-type.standard    ImportReportsStatus    SOAP 1.2\n"
    ) in text


WRITTEN_BY_A_CHECK = {
    "NAME01": "the dot of SOAP 1.1 in the title of a clause",
    "NAME07": "mustUnderstand begins with a small letter",
    "NAME15": "the dot of SOAP 1.1 in the name of a suite",
    "LEN27": "as many tests as clauses",
    "LEN28": "and so as many lines",
}


def test_robocop_finds_nothing_but_what_a_check_cannot_help(checked: RobotCheck) -> None:
    done = subprocess.run(  # noqa: S603  our own interpreter, our own words
        [
            sys.executable,
            "-m",
            "robocop",
            "check",
            *(word for rule in WRITTEN_BY_A_CHECK for word in ("--ignore", rule)),
            str(checked.suites),
        ],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (done.returncode, done.stderr) == (0, ""), done.stdout


def test_the_simulator_is_checked_anew_and_suites_of_an_earlier_check_are_gone(tmp_path: Path) -> None:
    words = ("--output", str(tmp_path), "--robot")
    assert main(["check", "robusta", "coruson", *words]) == 0
    assert main(["check", "listrak", "--binding", "SOAP 1.1", *words]) == 0
    status, told = run(tmp_path / "robot" / "conformance", tmp_path / "again")

    assert (status, told) == (0, "")
    first, again = (robot_tests(tmp_path / folder / "output.xml") for folder in ("robot", "again"))
    assert {key: test.status for key, test in first.items()} == {key: test.status for key, test in again.items()}
    assert {(service, binding) for service, _, binding, _ in again} == {("listrak", "soap-1.1")}


def test_one_suite_alone_is_run(tmp_path: Path) -> None:
    assert main(["check", "listrak", "--output", str(tmp_path), "--robot"]) == 0
    suite = tmp_path / "robot" / "conformance" / "listrak" / "02__soap-1.2.robot"

    assert run(suite, tmp_path / "again") == (0, "")
    assert {binding for _, _, binding, _ in robot_tests(tmp_path / "again" / "output.xml")} == {"soap-1.2"}


def test_a_contract_of_ones_own_in_a_folder_with_strange_names(tmp_path: Path) -> None:
    folder = tmp_path / "my  ${own} # contract"
    shutil.copytree(contracts_root() / "robusta", folder)

    assert main(["check", str(folder), "--output", str(tmp_path / "results"), "--robot"]) == 0
    assert run(tmp_path / "results" / "robot" / "conformance", tmp_path / "again") == (0, "")
    assert "${CURDIR}/../../../../my \\ \\${own} # contract\n" in (
        tmp_path / "results" / "robot" / "conformance" / "robusta" / "service.resource"
    ).read_text(encoding="utf-8")


def test_the_failing_level_is_the_checks(tmp_path: Path) -> None:
    words = ("check", "coruson", "--fail-on", "standard", "--output", str(tmp_path), "--robot")
    assert main([*words]) == 1
    status, told = run(tmp_path / "robot" / "conformance", tmp_path / "again")
    failed = [key[-1] for key, test in robot_tests(tmp_path / "again" / "output.xml").items() if test.failed]

    assert (status, told) == (len(failed), "")
    assert "transport.media-type.standard" in failed


def test_credentials_in_a_url_are_not_written(tmp_path: Path) -> None:
    with RawServer(answers(answer(SOAP))) as server:
        url = server.url.replace("://", "://ada:hush-hush@")
        words = ("--process-id", "4711", "--binding", "soap11", "--output", str(tmp_path), "--robot")
        assert main(["check", "listrak", "--url", url, *words]) == 0
        shown = server.url
    resource = (tmp_path / "robot" / "conformance" / "listrak" / "service.resource").read_text(encoding="utf-8")

    assert f"...    --process-id    4711\n...    --url    {shown}\n" in resource
    assert "...    --binding    SOAP 1.1\n" in resource
    assert "hush-hush" not in (tmp_path / "robot" / "output.xml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "state",
    [
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "${EMPTY}%{HOME}",
        "*HTML* &lt;b&gt;x&lt;/b&gt;",
        "]]&gt;",
        "&#x85;&#x202e;x",
    ],
)
def test_what_a_server_says_is_inert(tmp_path: Path, state: str) -> None:
    body = SOAP.replace(STATE, f">{state}<".encode())
    with RawServer(answers(answer(body))) as server:
        words = ("--process-id", "4711", "--binding", "soap11", "--output", str(tmp_path), "--robot")
        assert main(["check", "listrak", "--url", server.url, *words]) == 1
    test = robot_tests(tmp_path / "robot" / "output.xml")[
        "listrak", "getprocessstatus", "soap-1.1", "enumeration.state"
    ]
    markup = Markup(*(message.message for message in test.body[0].messages if message.html))

    assert "[enumeration.state, documented]" in test.message
    assert all(character.isprintable() or character == "\n" for character in test.message)
    assert markup.tags == {"details", "summary", "pre", "mark"}
    assert "<script>alert" not in (tmp_path / "robot" / "log.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("plain\n  text", "plain\n  text"),
        ("red \x1b[31m", "red \\x1b[31m"),
        (" *HTML*<b>", "* HTML *<b>"),
        ("*html* x *HTML*", "* html * x *HTML*"),
    ],
)
def test_a_message_is_no_order(text: str, message: str) -> None:
    assert as_message(text) == message


def test_options_that_are_wrong_in_a_suite(tmp_path: Path) -> None:
    assert main(["check", "listrak", "--output", str(tmp_path), "--robot"]) == 0
    resource = tmp_path / "robot" / "conformance" / "listrak" / "service.resource"
    resource.write_text(resource.read_text(encoding="utf-8").replace("    documented\n", "    documentd\n", 1))
    run(tmp_path / "robot" / "conformance", tmp_path / "again")
    service = ExecutionResult(tmp_path / "again" / "output.xml").suite.suites[0]

    assert service.setup.messages[-1].message.startswith(
        "ValueError: argument --profile: invalid choice: 'documentd' (choose from "
    )
    assert {test.status for test in service.all_tests} == {"FAIL"}


def test_the_import_line_finds_the_library() -> None:
    keywords = LibraryDocumentation(f"{LIBRARY}::listrak").keywords  # type: ignore[no-untyped-call]

    assert [keyword.name for keyword in keywords] == ["Check Service", "Clause Should Be Kept"]


def test_an_endpoint_that_is_gone_is_warned_of(tmp_path: Path) -> None:
    with RawServer(answers(answer(SOAP))) as server:
        url = server.url
        words = ("--process-id", "4711", "--binding", "soap11", "--output", str(tmp_path), "--robot")
        assert main(["check", "listrak", "--url", url, *words]) == 0
    status, _ = run(tmp_path / "robot" / "conformance", tmp_path / "again")
    warned = ExecutionResult(tmp_path / "again" / "output.xml").errors.messages

    assert status == 0
    assert [(message.level, message.message) for message in warned] == [
        ("WARN", f"Not judged: listrak on {url} over SOAP 1.1.")
    ]
    assert {test.status for test in robot_tests(tmp_path / "again" / "output.xml").values()} == {"SKIP"}


def test_the_variable_of_the_check_is_written_and_another_one_is_not_read(
    checked: RobotCheck, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    targets = checked.folder.parent / "targets.toml"
    monkeypatch.setenv("PROCESSSTATUS_TARGETS", str(targets))
    main(["check", "robusta", "--output", str(tmp_path / "endpoint"), "--robot"])
    monkeypatch.delenv("PROCESSSTATUS_TARGETS")
    main(["check", "robusta", "--output", str(tmp_path / "simulator"), "--robot"])
    monkeypatch.setenv("PROCESSSTATUS_TARGETS", str(targets))
    before = checked.simulator.requests
    run(tmp_path / "simulator" / "robot" / "conformance", tmp_path / "again")
    untouched = checked.simulator.requests
    monkeypatch.delenv("PROCESSSTATUS_TARGETS")
    run(tmp_path / "endpoint" / "robot" / "conformance", tmp_path / "once-more")

    assert untouched == before
    assert checked.simulator.requests > before
