"""Runs of a suite: each on a stage of its own, red or green or too late, and refused where red means nothing."""

from __future__ import annotations

import os
import socket
import sys
import tomllib
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.request import urlopen

import pytest

from ProcessStatusLibrary import Credentials, load_targets, open_service
from ProcessStatusLibrary.contract import load_contract, shipped_services
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.scoring.commands import CommandRunner
from ProcessStatusLibrary.scoring.stage import Stage
from ProcessStatusLibrary.scoring.suites import Run, Runner, SuiteRefused, run_suite

SERVICES = [load_contract("listrak"), load_contract("cora-rpa")]
TERMINATED = "ended by signal 15" if os.name == "posix" else "exit status 15"
KILLED = "ended by signal 9" if os.name == "posix" else "exit status 1"
FOREVER = "import threading; threading.Event().wait()"
THIRTY_LINES = "\n".join(map(str, range(30)))
LAST_LINES = "\n".join(f"  {number}" for number in range(10, 30))
DESK = Path(__file__).parents[2] / "data" / "contracts" / "parcel-desk"


def python(code: str) -> CommandRunner:
    """A command that runs some Python."""
    return CommandRunner([sys.executable, "-c", code])


def ending(*runs: Run) -> Runner:
    """A suite that ends in given ways, one after the other."""
    left = iter(runs)

    def runner(stage: Stage, timeout: float | None) -> Run:
        return next(left)

    return runner


def seen_defects(stage: Stage) -> list[str]:
    """The defects that a targets file gives its first service."""
    targets = tomllib.loads(Path(stage.environment["PROCESSSTATUS_TARGETS"]).read_text(encoding="utf-8"))
    first = next(iter(targets.values()))
    return list(first.get("defects", []))


def test_what_a_suite_finds_in_its_environment() -> None:
    with Stage(SERVICES) as stage:
        environment = dict(stage.environment)
        targets = environment.pop("PROCESSSTATUS_TARGETS")
        assert [(t.service, t.simulated, t.defects) for t in load_targets(Path(targets)).values()] == [
            ("listrak", True, ()),
            ("cora-rpa", True, ()),
        ]
    url = environment.pop("PROCESSSTATUS_URL_LISTRAK")

    assert url == environment.pop("PROCESSSTATUS_URL_CORA_RPA")
    assert url.startswith("http://127.0.0.1:")
    assert environment == {
        "PROCESSSTATUS_USER_LISTRAK": "listrak-user",
        "PROCESSSTATUS_PASSWORD_LISTRAK": "listrak-password",
        "PROCESSSTATUS_PROCESS_LISTRAK": environment["PROCESSSTATUS_PROCESS_LISTRAK_PROCESSINGCOMPLETED"],
        "PROCESSSTATUS_PROCESS_CORA_RPA": environment["PROCESSSTATUS_PROCESS_CORA_RPA_COMPLETED"],
        **{f"PROCESSSTATUS_PROCESS_LISTRAK_{s}": f"100000{n}" for n, s in enumerate(states("listrak"), 1)},
        **{f"PROCESSSTATUS_PROCESS_CORA_RPA_{s}": f"100000{n}" for n, s in enumerate(states("cora-rpa"), 1)},
    }


def states(service: str) -> list[str]:
    """The documented states, as variables name them."""
    return [state.upper() for state in load_contract(service).model.lifecycle.states]


@pytest.mark.parametrize("service", shipped_services())
def test_every_process_of_the_environment_is_in_its_state(service: str) -> None:
    contract = load_contract(service)
    name = service.upper().replace("-", "_")
    documented = [state for state in contract.model.lifecycle.states if state not in contract.allowable_states]
    with Stage([contract]) as stage:
        told = stage.environment
        user = Credentials(
            told.get(f"PROCESSSTATUS_USER_{name}", ""), SecretText(told.get(f"PROCESSSTATUS_PASSWORD_{name}", ""))
        )
        with open_service(service, told[f"PROCESSSTATUS_URL_{name}"], credentials=user) as opened:
            found = {
                state: str(reply.status or reply.error())
                for state in documented
                for reply in [opened.ask(told[f"PROCESSSTATUS_PROCESS_{name}_{state.upper()}"])]
            }

    assert [state for state, said in found.items() if state not in said] == []


def test_both_places_have_the_defect(monkeypatch: pytest.MonkeyPatch) -> None:
    with Stage([load_contract("cora-rpa")], ["lower-case-state"]) as stage:
        told = stage.environment
        with open_service("cora-rpa", told["PROCESSSTATUS_URL_CORA_RPA"]) as opened:
            over_http = opened.ask(told["PROCESSSTATUS_PROCESS_CORA_RPA"]).status
        monkeypatch.setenv("PROCESSSTATUS_TARGETS", told["PROCESSSTATUS_TARGETS"])
        with open_service("cora-rpa") as opened:
            embedded = opened.ask(opened.prepare_process("Completed")).status
            assert opened.target.name.startswith("simulator with 'lower-case-state' (http://127.0.0.1:")
            assert opened.require_simulator().simulator(opened.contract).defects == ("lower-case-state",)

    assert over_http is not None
    assert embedded is not None
    assert [over_http.state, embedded.state] == ["completed", "completed"]


def test_a_contract_of_the_users_own_is_named_by_its_folder() -> None:
    with Stage([load_contract(DESK)], ["status-201"]) as stage:
        [target] = load_targets(Path(stage.environment["PROCESSSTATUS_TARGETS"]), stage.environment).values()

    assert target.contract is load_contract(DESK) or target.contract.folders == load_contract(DESK).folders
    assert target.defects == ("status-201",)


def test_nothing_is_left_of_a_stage() -> None:
    with Stage(SERVICES) as stage:
        assert stage.folder.is_dir()
    with pytest.raises(OSError, match="refused"):
        urlopen(stage.environment["PROCESSSTATUS_URL_LISTRAK"])  # noqa: S310  loopback

    assert not stage.folder.exists()


def test_a_suite_runs_without_a_defect_with_each_and_without_again() -> None:
    seen = []

    def runner(stage: Stage, timeout: float | None) -> Run:
        seen.append((seen_defects(stage), timeout))
        return Run("exit status 7" if seen_defects(stage) == ["status-201"] else "", seconds=2.0)

    runs = [(name, run.red) for name, run in run_suite(SERVICES, ["status-201", "status-500"], runner)]

    assert runs == [("status-201", "exit status 7"), ("status-500", "")]
    assert seen == [([], None), (["status-201"], 50.0), (["status-500"], 50.0), ([], 50.0)]


def test_runs_at_the_same_time_keep_their_order() -> None:
    names = ["status-201", "status-500", "status-204", "old-http"]

    def runner(stage: Stage, timeout: float | None) -> Run:
        return Run(" ".join(seen_defects(stage)))

    assert [(name, run.red) for name, run in run_suite(SERVICES, names, runner, jobs=3)] == [(n, n) for n in names]


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        ("", " It printed nothing."),
        ("one\n\ntwo\n", " It printed:\n  one\n  \n  two"),
        (THIRTY_LINES, f" It printed; its last 20 lines:\n{LAST_LINES}"),
    ],
)
def test_a_suite_that_is_red_without_a_defect_is_refused(printed: str, told: str) -> None:
    runs = run_suite(SERVICES, ["status-201"], ending(Run("exit status 1", printed)))

    with pytest.raises(SuiteRefused) as refused:
        next(runs)
    assert str(refused.value) == (
        "The suite is red on the conforming simulator (exit status 1), so that red would not mean that it noticed a "
        f"defect. Mend it first.{told}"
    )


def test_a_suite_that_turns_red_by_itself_is_refused() -> None:
    runs = run_suite(SERVICES, ["status-201"], ending(Run(""), Run("exit status 1"), Run("exit status 1")))

    assert next(runs)[1].red == "exit status 1"
    with pytest.raises(SuiteRefused, match=r"^The suite was green on the conforming simulator and is red there now \("):
        next(runs)


@pytest.mark.parametrize(
    ("code", "red"),
    [
        ("print('all well')", ""),
        ("raise SystemExit(3)", "exit status 3"),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGTERM)",
            "ended by signal 15" if os.name == "posix" else "exit status 15",
        ),
    ],
)
def test_the_exit_status_of_a_command_says_how_the_suite_ended(code: str, red: str) -> None:
    with Stage(SERVICES) as stage:
        run = python(code)(stage, None)

    assert (run.red, run.output) == (red, "" if red else "all well\n")
    assert run.seconds > 0


def test_a_command_has_the_environment_of_this_process_and_of_its_stage(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROBOT_OPTIONS", "--loglevel DEBUG")
    monkeypatch.setenv("PROCESSSTATUS_TARGETS", "another.toml")
    with Stage(SERVICES) as stage:
        run = python("import os; print(*map(os.environ.get, ['ROBOT_OPTIONS', 'PROCESSSTATUS_TARGETS']))")(stage, None)

    assert run.output.split() == [
        "--loglevel",
        "DEBUG",
        "--outputdir",
        str(stage.folder / "robot"),
        str(stage.folder / "targets.toml"),
    ]


def test_a_command_that_takes_too_long_is_ended_with_what_it_started() -> None:
    code = (
        "import subprocess, sys; subprocess.run([sys.executable, '-c', 'import threading; threading.Event().wait()'])"
    )
    with Stage(SERVICES) as stage:
        run = python(code)(stage, 0.5)

    assert run.red == "timed out"


def test_a_stopped_runner_starts_nothing() -> None:
    runner = python("print('started')")
    runner.stop()

    with Stage(SERVICES) as stage, pytest.raises(ValueError, match=r"^The runs were stopped\.$"):
        runner(stage, None)


def test_a_stopped_runner_ends_what_runs() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, Stage(SERVICES) as stage, ThreadPoolExecutor(1) as pool:
        port = listener.getsockname()[1]
        runner = python(f"import socket; started = socket.create_connection(('127.0.0.1', {port})); {FOREVER}")
        running = pool.submit(runner, stage, None)
        connection, _ = listener.accept()
        with connection:
            runner.stop()
            assert connection.recv(1) == b""
        assert running.result(timeout=30).red == KILLED


def test_a_command_that_does_not_exist() -> None:
    with Stage(SERVICES) as stage, pytest.raises(ValueError, match="cannot be run") as problem:
        CommandRunner(["no-such-command"])(stage, None)

    assert str(problem.value) == "The command 'no-such-command' cannot be run: No such file or directory."


REAL: dict[str, Callable[[], list[str]]] = {
    "--variable TARGETS:real.toml": lambda: ["robot", "--variable", "TARGETS:real.toml", "suite"],
    "-vTARGETS:real.toml": lambda: ["robot", "-vTARGETS:real.toml", "suite"],
    "--variable=TARGETS:real.toml": lambda: ["robot", "--variable=TARGETS:real.toml", "suite"],
    "--processstatus-targets": lambda: ["pytest", "--processstatus-targets", "real.toml"],
    "--processstatus-targets=real.toml": lambda: ["pytest", "--processstatus-targets=real.toml"],
    "--targets": lambda: ["processstatus", "check", "--targets", "real.toml"],
}


@pytest.mark.parametrize("words", REAL)
def test_a_command_that_chooses_its_own_targets_is_refused(words: str) -> None:
    own = words.removeprefix("--variable ")

    with pytest.raises(ValueError, match="would not meet the simulator") as problem:
        CommandRunner(REAL[words]())
    assert str(problem.value) == (
        f"The command chooses its targets itself, by '{own}', and would not meet the simulator but them. "
        "Leave it out: the variable PROCESSSTATUS_TARGETS leads every run to its simulator."
    )
