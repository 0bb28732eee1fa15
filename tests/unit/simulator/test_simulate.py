"""What may be asked of a process, what is sent then, and the words for what may not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator, SimulatorError

from .asking import CONTRACTS, ask, sample

ROBOT = sample("cora-rpa", "GetStatus.soap11")
CORA = (
    "'Queued', 'ProcessingInput', 'WaitingForOutput', 'Completed', 'Aborted', 'Failed' or 'NotFound'"
)  # fmt: skip
CODES = (
    "'NoError', 'TimedOut', 'InputFileNotFound', 'InputFileExists', 'FailedToPutInputFile', 'OutputFileExists', "
    "'FailedToPutOutputFile', 'RobotProfileNotFound' or 'InternalError'"
)
SERVICES = "'cora-ocr', 'cora-rpa', 'coruson', 'listrak' or 'robusta'"

MISUSES: list[tuple[str, dict[str, Any], str]] = [
    (
        "cora-rpc",
        {},
        f"Unknown service 'cora-rpc'. Did you mean 'cora-rpa'? Allowed: {SERVICES}.",
    ),
    (
        "cora-rpa",
        {"states": ["Complete"]},
        f"Argument 'states': Unknown state of cora-rpa 'Complete'. Did you mean 'Completed'? Allowed: {CORA}.",
    ),
    (
        "cora-rpa",
        {"states": "Completed"},
        "Argument 'states': expected a list of states, got the text 'Completed'.",
    ),
    (
        "cora-rpa",
        {"process_id": "abc"},
        (
            "Argument 'process_id': 'abc' is not a long, as the ids of service 'cora-rpa' are. "
            "Expected a whole number from -9223372036854775808 to 9223372036854775807."
        ),
    ),
    (
        "listrak",
        {"process_id": "3000000000"},
        (
            "Argument 'process_id': '3000000000' is not an int, as the ids of service 'listrak' are. "
            "Expected a whole number from -2147483648 to 2147483647."
        ),
    ),
    (
        "coruson",
        {"process_id": "4711"},
        (
            "Argument 'process_id': '4711' is not a Guid, as the ids of service 'coruson' are. "
            "Expected a Guid such as 0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60."
        ),
    ),
    (
        "cora-rpa",
        {"states": ["Failed"], "error_code": "TimeOut"},
        f"Argument 'error_code': Unknown error code 'TimeOut'. Did you mean 'TimedOut'? Allowed: {CODES}.",
    ),
    (
        "listrak",
        {"error_code": "TimedOut"},
        "Argument 'error_code': service 'listrak' reports nothing of the kind. Allowed: nothing.",
    ),
    (
        "robusta",
        {"context": "x"},
        "Argument 'context': service 'robusta' reports nothing of the kind. Allowed: 'message' or 'outputs'.",
    ),
    (
        "cora-rpa",
        {"counters": {"Total": 1}},
        ("Argument 'counters': service 'cora-rpa' reports nothing of the kind. Allowed: 'error_code' or 'context'."),
    ),
    (
        "coruson",
        {"counters": {"TotalReport": 1}},
        (
            "Argument 'counters': Unknown counter 'TotalReport'. Did you mean 'TotalReports'? "
            "Allowed: 'TotalReportsImported' or 'TotalReports'."
        ),
    ),
    (
        "cora-rpa",
        {"seconds_per_state": -1},
        "Argument 'seconds_per_state': expected 0 or more seconds, got '-1'.",
    ),
    (
        "cora-rpa",
        {"seconds_per_state": float("nan")},
        "Argument 'seconds_per_state': expected 0 or more seconds, got 'nan'.",
    ),
    (
        "cora-rpa",
        {"reads_per_state": -1},
        "Argument 'reads_per_state': expected 0 or more reads, got '-1'.",
    ),
    (
        "cora-rpa",
        {"seconds_per_state": 1, "reads_per_state": 1},
        "Arguments 'seconds_per_state' and 'reads_per_state': a process ages by one of them. Give one.",
    ),
    (
        "cora-rpa",
        {"context": "bell \a"},
        "Argument 'context': XML cannot carry the character '\\x07'.",
    ),
    (
        "coruson",
        {"states": ["Imported"], "error_code": "Duplicate"},
        (
            "Argument 'error_code': with 'Duplicate' the process is not in state 'Imported'. "
            "Leave it out, or end in the state that says an error."
        ),
    ),
    (
        "coruson",
        {"states": ["Importing"], "counters": {"TotalReports": 1}},
        "Argument 'states': no counters say 'Importing' with this many parts. Give counters or more outputs.",
    ),
]


@pytest.mark.parametrize(("service", "arguments", "message"), MISUSES)
def test_misuse(documented: Simulator, service: str, arguments: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011  the whole text is compared
        documented.simulate(service, **arguments)

    assert str(caught.value) == message


def test_a_robot_that_failed_names_the_last_error_code(either: Simulator) -> None:
    either.simulate("cora-rpa", "4711", ["Queued", "Failed"])

    seen = [ask(either, "cora-rpa", ROBOT) for _ in range(2)]

    assert [reply.member("ErrorCode") for reply in seen] == ["NoError", "InternalError"]


def test_the_error_code_is_that_of_the_last_state(either: Simulator) -> None:
    either.simulate("cora-rpa", "4711", ["ProcessingInput", "Completed"], error_code="TimedOut")

    seen = [ask(either, "cora-rpa", ROBOT) for _ in range(2)]

    assert [reply.member("ErrorCode") for reply in seen] == ["NoError", "TimedOut"]


def test_a_context_is_that_of_the_sample_or_the_given_one(either: Simulator) -> None:
    either.simulate("cora-rpa", "12", ["Queued"])
    assert ask(either, "cora-rpa", ROBOT.with_id("cora-rpa", "12")).member("ExternalContext") == "batch 12"

    either.simulate("cora-rpa", "12", ["Queued"], context="<a>&amp;</a>\r\nİşlem 😀")
    reply = ask(either, "cora-rpa", ROBOT.with_id("cora-rpa", "12"))
    # A raw line end of Windows is one character to any XML parser; the page's profile keeps it by reference.
    expected = "\r\n" if either.profile == "documented" else "\n"
    assert reply.member("ExternalContext") == f"<a>&amp;</a>{expected}İşlem 😀"


def test_a_process_is_replaced(either: Simulator) -> None:
    either.simulate("cora-rpa", "4711", ["Completed"])
    either.simulate("cora-rpa", "4711", ["Queued"])

    assert ask(either, "cora-rpa", ROBOT).member("Status") == "Queued"


def test_fresh_ids_are_the_same_in_every_run() -> None:
    simulator = Simulator(clock=VirtualClock())

    simulator.simulate("cora-rpa", "1000002")
    assert [simulator.simulate("cora-rpa") for _ in range(2)] == ["1000001", "1000003"]
    assert simulator.simulate("listrak") == "1000001"
    assert [simulator.simulate("coruson") for _ in range(2)] == [
        "00000001-0000-4000-a000-000000000001",
        "00000002-0000-4000-a000-000000000002",
    ]
    assert simulator.simulate("robusta") == "00000001-0000-4000-a000-000000000001"


def test_the_id_is_returned_as_it_is_sent(documented: Simulator) -> None:
    assert documented.simulate("listrak", " +0042 ") == "42"
    assert documented.simulate("coruson", "(0B8F5B1E-7A34-4C53-8B57-3F2D8A1C9E60)") == (
        "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
    )
    assert documented.simulate("robusta", "My process") == "My process"


def test_unknown_services_and_profiles() -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        Simulator("listrack")
    assert str(caught.value) == (
        f"Unknown service 'listrack'. Did you mean 'listrak'? Allowed: {SERVICES}. Or the path of a contract's folder."
    )
    with pytest.raises(ValueError) as caught:  # noqa: PT011
        Simulator(profile="observd")  # type: ignore[arg-type]
    assert str(caught.value) == (
        "Argument 'profile': Unknown profile 'observd'. Did you mean 'observed'? Allowed: 'documented' or 'observed'."
    )


def test_only_the_named_services_are_there() -> None:
    with Simulator("listrak", CONTRACTS / "robusta") as simulator:
        assert simulator.services == ["listrak", "robusta"]
        with pytest.raises(ValueError, match=r"^Unknown service 'coruson'\. Allowed: 'listrak' or 'robusta'\.$"):
            simulator.url("coruson")
        assert ask(simulator, "listrak", ROBOT).status == 404


def test_no_url_before_there_is_a_port() -> None:
    simulator = Simulator("listrak")

    with pytest.raises(SimulatorError) as caught:
        simulator.url("listrak")
    assert str(caught.value) == "The simulator has no port before it is started. Call start() first."


def test_the_url_of_any_address_is_one_that_can_be_called() -> None:
    assert Simulator("listrak", host="0.0.0.0", port=8080).url("listrak") == "http://127.0.0.1:8080"  # noqa: S104
    assert Simulator("listrak", host="::1", port=8080).url("listrak") == "http://[::1]:8080"


def test_a_folder_is_named_by_its_path(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no contract\.toml in this folder"):
        Simulator(tmp_path)
