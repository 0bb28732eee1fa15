"""A command that cannot be meant: exit status 2 and the exact text, before anything is asked."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

from .conftest import Command

SERVICES = "'cora-ocr', 'cora-rpa', 'coruson', 'listrak' or 'robusta'"
BINDINGS = "'SOAP 1.1', 'SOAP 1.2', 'HTTP GET', 'HTTP POST' or 'REST'"
INT = "Allowed: a whole number from -2147483648 to 2147483647."
NOWHERE = "http://127.0.0.1:1"

WRONG = {
    "check --robot -- --nosuch": "Robot's options after '--': option --nosuch not recognized",
    "check --robot -- tests": (
        "After '--' come Robot's options, and 'tests' is none. The suites are those of the check."
    ),
    "check --robot -- --help": "After '--' come options for the run of the suites, such as --include TAG.",
    "check cora-rpc": (
        f"Unknown service 'cora-rpc'. Did you mean 'cora-rpa'? Allowed: {SERVICES}. Or the path of a contract's folder."
    ),
    "services sap": f"Unknown service 'sap'. Allowed: {SERVICES}. Or the path of a contract's folder.",
    "simulate listrack": (
        f"Unknown service 'listrack'. Did you mean 'listrak'? Allowed: {SERVICES}. Or the path of a contract's folder."
    ),
    "check --binding SOAP13": f"Unknown binding 'SOAP13'. Did you mean 'SOAP 1.2'? Allowed: {BINDINGS}.",
    "check robusta --binding soap12": "Service 'robusta' does not document SOAP 1.2. Its bindings: 'REST'.",
    "check robusta listrak --binding http-get": "None of the selected services documents 'http-get'.",
    f"check --url {NOWHERE}": (
        "--url needs exactly one service, got none. Put several into a targets file (--targets)."
    ),
    f"check robusta listrak --url {NOWHERE}": (
        "--url needs exactly one service, got 'robusta' and 'listrak'. Put several into a targets file (--targets)."
    ),
    f"check robusta --url {NOWHERE} --targets a.toml": (
        "--url and --targets exclude each other. Write the URL into the targets file, or leave it out."
    ),
    "check robusta --url ftp://host": (
        "The URL 'ftp://host' of robusta is not usable. "
        "Allowed: http:// or https://, a host, and a path if there is one."
    ),
    "check --baseline none.json": (
        "none.json: cannot be read: No such file or directory. Give the conformance.json of an earlier check."
    ),
    "check --accept none.toml": "none.toml: cannot be read: No such file or directory.",
    "check --targets none.toml": "none.toml: cannot be read: No such file or directory.",
    "check --process-id 4711": (
        "--process-id needs exactly one service, got 5. Name the service that the process is of."
    ),
    "check robusta listrak --process-id 4711": (
        "--process-id needs exactly one service, got 2. Name the service that the process is of."
    ),
    "check listrak --process-id abc": f"process_id 'abc' is not a ProcessID (int). {INT}",
    f"check listrak --process-id abc --url {NOWHERE}": f"process_id 'abc' is not a ProcessID (int). {INT}",
    "check --allow-state FAILED": "--allow-state needs exactly one service, got 5. Name the service.",
    "check robusta --allow-state FAILD": (
        "robusta: the state 'FAILD' cannot be allowed. Allowed by name: 'FAILED' and 'CANCELLED'."
    ),
    "check cora-rpa --allow-state FAILED": (
        "cora-rpa: the state 'FAILED' cannot be allowed. It has none to allow by name."
    ),
    f"check robusta --url {NOWHERE} --user ada --password-env NOT_SET": (
        "--password-env: the environment variable 'NOT_SET' is not set."
    ),
    f"check coruson --url {NOWHERE} --token-env NOT_SET": (
        "--token-env: the environment variable 'NOT_SET' is not set."
    ),
    f"check robusta --url {NOWHERE} --ca-file none.pem": "--ca-file: no file 'none.pem'.",
    "simulate --port 65536": "Port 65536 does not exist. Choose one from 1 to 65535, or 0 for any free one.",
}


@pytest.mark.parametrize(("words", "message"), WRONG.items(), ids=WRONG)
def test_misuse(command: Command, words: str, message: str) -> None:
    done = command(*words.split())

    assert (done.status, done.out, done.err) == (2, "", f"processstatus: {message}\n")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("check --fail-on never", "argument --fail-on: invalid choice: 'never'"),
        ("check --profile real", "argument --profile: invalid choice: 'real'"),
        ("check --timeout soon", "argument --timeout: invalid float value: 'soon'"),
        ("simulate --port http", "argument --port: invalid int value: 'http'"),
        ("chekc", "argument COMMAND: invalid choice: 'chekc'"),
        ("", "the following arguments are required: COMMAND"),
        ("check -- --include x", "options after -- are Robot's: give --robot before them"),
    ],
)
def test_a_word_that_the_command_does_not_have(command: Command, words: str, message: str) -> None:
    done = command(*words.split())

    assert (done.status, done.out) == (2, "")
    assert message in done.err


def test_a_service_that_the_targets_file_does_not_name(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("my.toml").write_text(f'[robusta]\nurl = "{NOWHERE}"\n[coruson]\nurl = "{NOWHERE}"\n', encoding="utf-8")
    message = (
        "processstatus: my.toml has no table [listrak]. It names 'robusta' and 'coruson'; "
        "a service that it does not name is not run.\n"
    )
    by_option = command("check", "listrak", "--targets", "my.toml")
    monkeypatch.setenv("PROCESSSTATUS_TARGETS", "my.toml")
    by_variable = command("check", "listrak")

    assert [(done.status, done.out, done.err) for done in (by_option, by_variable)] == [(2, "", message)] * 2


def test_a_start_table_that_the_service_cannot_take(command: Command) -> None:
    text = f'[robusta]\nurl = "{NOWHERE}"\nprocess_id = "1"\nstart = {{ nam = "A" }}\n'
    Path("my.toml").write_text(text, encoding="utf-8")
    done = command("check", "--targets", "my.toml", "--allow-start")

    assert (done.status, done.out) == (2, "")
    assert "unknown field 'nam'. Did you mean 'name'?" in done.err


def test_a_port_in_use(command: Command) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        done = command("simulate", "robusta", "--port", str(port))

    message = f"Port {port} on 127.0.0.1 is in use. Choose another with --port, or 0 for any free one."
    assert (done.status, done.out, done.err) == (2, "", f"processstatus: {message}\n")


def test_results_that_cannot_be_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    done = command("check", "robusta", "--output", str(tmp_path / "taken"))

    assert (done.status, done.out) == (2, "")
    assert done.err.startswith(
        f"processstatus: The recording {tmp_path / 'taken' / 'observations.jsonl'} cannot be written:"
    )
