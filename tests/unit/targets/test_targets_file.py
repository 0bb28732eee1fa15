"""A targets file that cannot be used: one test a kind, with the exact text of the message."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary import load_targets
from ProcessStatusLibrary.targets import TargetsError

KEYS = (
    "'url', 'base_path', 'target', 'contract', 'process_id', 'processes', 'user', 'user_env', 'password_env', "
    "'token_env', 'token_header', 'token_cookie', 'members', 'headers', 'timeouts', 'limits', 'retries', "
    "'ca_file', 'verify', 'client_certificate', 'client_key', 'proxies', 'allow_plain_http', 'secrets', "
    "'allow_states', 'follow', 'defects', 'start' and 'id_parameters'"
)
SERVICES = "'cora-ocr', 'cora-rpa', 'coruson', 'listrak' or 'robusta'"
ENVIRONMENT = {"PASSWORD": "hunter2", "BROKEN": "hunter2\nhunter3"}
ONE_OF_TWO = '[robusta]: give either url or target = "simulator".'
NO_URL = "is not usable. Allowed: http:// or https://, a host, and a path if there is one."

# What follows the file's name in the message, by what is in the file.
NOT_TOML = {
    "[robusta\n": "not TOML: Expected ']' at the end of a table declaration (at line 1, column 9).",
    "[robusta]\nurl = 'a'\nurl = 'b'": "not TOML: Cannot overwrite a value (at end of document).",
    "": 'no service. Write a table for each, headed by its name, with url = "...".',
}
KEY_UNKNOWN = {
    "procces_id = 'a'": "robusta: unknown key 'procces_id'. Did you mean 'process_id'?",
    "password = 'hunter2'": "robusta: unknown key 'password'. Did you mean 'password_env'?",
    "colour = 'red'": f"robusta: unknown key 'colour'. Allowed: {KEYS}.",
    "timeouts = { conect = 1 }": "robusta.timeouts: unknown key 'conect'. Did you mean 'connect'?",
    "limits = { dept = 1 }": "robusta.limits: unknown key 'dept'. Did you mean 'depth'?",
    "retries = 3": "robusta.retries: expected a table, got 3.",
    "id_parameters = { 'SOAP 1.1' = 'id' }": (
        "robusta.id_parameters: unknown key 'SOAP 1.1'. Allowed: 'HTTP GET' and 'HTTP POST'."
    ),
    "processes = { WAITNG = 'a' }": "robusta.processes: unknown key 'WAITNG'. Did you mean 'WAITING'?",
}
WRONG_TYPE = {
    "process_id = 1.5": "robusta.process_id: expected a string or a whole number, got 1.5.",
    "proxies = 'http://ada:hunter2@proxy'": (
        "robusta.proxies: expected a table, got a text, which is not quoted: it may hold a secret."
    ),
    "headers = 'Authorization: Bearer hunter2'": (
        "robusta.headers: expected a table, got a text, which is not quoted: it may hold a secret."
    ),
    "processes = 'a'": "robusta.processes: expected a table, got 'a'.",
    "processes = { WAITING = true }": "robusta.processes.WAITING: expected a string or a whole number, got true.",
    "verify = 'no'": "robusta.verify: expected true or false, got 'no'.",
    "allow_states = 'FAILED'": "robusta.allow_states: expected an array, got 'FAILED'.",
    "allow_states = ['FAILED', 1]": "robusta.allow_states[1]: expected a string, got 1.",
    "timeouts = { total = '5 s' }": "robusta.timeouts.total: expected a number, got '5 s'.",
    "base_path = 'api'": "robusta.base_path: expected a path such as /api, got 'api'.",
    "password_env = 'my password!'": (
        "robusta.password_env: expected the name of an environment variable, got another text, which is not quoted: "
        "it may be the secret."
    ),
}
WRONG_VALUE = {
    "timeouts = { total = 0 }": ("[robusta]: timeout 'total' is 0.0. Allowed: more than 0 and at most 86400 seconds."),
    "limits = { depth = 257 }": "[robusta]: limit 'depth' is 257. Allowed: from 1 to 256.",
    "limits = { body_bytes = 0 }": "[robusta]: limit 'body_bytes' is 0. Allowed: from 1 to 1073741824.",
    "retries = { count = 21 }": "[robusta]: retries 'count' is 21. Allowed: from 0 to 20.",
    "retries = { pause = -1 }": "[robusta]: retries 'pause' is -1. Allowed: from 0 to 60.",
    "allow_states = ['FAILD']": (
        "[robusta]: the state 'FAILD' cannot be allowed. Allowed by name: 'FAILED' and 'CANCELLED'."
    ),
    "user = 'a'\npassword_env = 'NOT_SET'": (
        "[robusta]: password_env: the environment variable 'NOT_SET' is not set. Set it, or take the key out."
    ),
    "token_env = 'BROKEN'": "[robusta]: The token has a line break or NUL in it, which no header can carry.",
    "ca_file = 'none.pem'": "[robusta]: ca_file: no file 'none.pem' beside the targets file.",
    "client_certificate = 'none.pem'": "[robusta]: client_certificate: no file 'none.pem' beside the targets file.",
    "client_key = 'none.pem'": "[robusta]: client_key: no file 'none.pem' beside the targets file.",
}
WHERE_IT_IS = {
    "url = 'http://a'\ntarget = 'simulator'": ONE_OF_TWO,
    "process_id = 'a'": ONE_OF_TWO,
    "url = 'http://a'\ndefects = ['missing-state']": (
        '[robusta]: defects: only a simulator has them. Write target = "simulator" instead of url.'
    ),
    "target = 'simulatr'": (
        "robusta.target: 'simulatr' is not allowed. Did you mean 'simulator'? Allowed: 'simulator'."
    ),
    "url = 5": "robusta.url: expected a string, got 5.",
    "url = ''": "robusta.url: expected a text that is not empty, got ''.",
    "url = 'ftp://a'": f"[robusta]: The URL 'ftp://a' of robusta {NO_URL}",
    "url = 'robusta.example'": f"[robusta]: The URL 'robusta.example' of robusta {NO_URL}",
    "url = 'https://me:hunter2@'": f"[robusta]: The URL 'https://' of robusta {NO_URL}",
    "url = 'http://a:port'": f"[robusta]: The URL 'http://a:port' of robusta {NO_URL}",
    "url = 'https://me:hunter2@a/b?c=d'": (
        "[robusta]: The URL 'https://a/b?c=d' of robusta has a query, and its path is none of the documented ones. "
        "Give the base that the documented paths are appended to."
    ),
}
BESIDES = KEY_UNKNOWN | WRONG_TYPE | WRONG_VALUE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the targets file will be."""
    return tmp_path / "targets.toml"


def refusal(file: Path) -> str:
    """What is said of the file, without its name."""
    with pytest.raises(TargetsError) as caught:
        load_targets(file, ENVIRONMENT)
    assert str(caught.value).startswith(f"{file}: ")
    return str(caught.value).removeprefix(f"{file}: ")


def test_a_file_that_is_not_there(file: Path) -> None:
    assert refusal(file) == "cannot be read: No such file or directory."


def test_a_file_that_is_not_utf_8(file: Path) -> None:
    file.write_bytes(b"[robusta]\nurl = '\xff'")

    assert refusal(file) == "not UTF-8 at byte 17."


@pytest.mark.parametrize(("text", "message"), NOT_TOML.items(), ids=NOT_TOML)
def test_a_file_that_is_no_table_of_services(file: Path, text: str, message: str) -> None:
    file.write_text(text, encoding="utf-8")

    assert refusal(file) == message


@pytest.mark.parametrize(("line", "message"), BESIDES.items(), ids=BESIDES)
def test_a_wrong_line_beside_the_url(file: Path, line: str, message: str) -> None:
    file.write_text(f"[robusta]\nurl = 'http://a'\n{line}", encoding="utf-8")

    assert refusal(file) == message


@pytest.mark.parametrize(("line", "message"), WHERE_IT_IS.items(), ids=WHERE_IT_IS)
def test_a_service_that_is_nowhere(file: Path, line: str, message: str) -> None:
    file.write_text(f"[robusta]\n{line}", encoding="utf-8")

    assert refusal(file) == message


def test_an_unknown_service(file: Path) -> None:
    file.write_text("[robsta]\nurl = 'http://a'", encoding="utf-8")

    assert refusal(file) == (
        f"[robsta]: Unknown service 'robsta'. Did you mean 'robusta'? Allowed: {SERVICES}. "
        "Or the path of a contract's folder."
    )


def test_a_value_in_the_place_of_a_table(file: Path) -> None:
    file.write_text("url = 'http://a'", encoding="utf-8")

    assert refusal(file) == "url: expected a table, got 'http://a'."
