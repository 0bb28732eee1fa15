"""What the properties found, each as it was found and as it has to be."""

from __future__ import annotations

import json
import re
import shutil
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ProcessStatusLibrary.conformance.acceptances import AcceptancesError, read_acceptances
from ProcessStatusLibrary.conformance.baseline import BaselineError, read_baseline
from ProcessStatusLibrary.conformance.clauses.charsets import family
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.loader import ContractError
from ProcessStatusLibrary.har import har
from ProcessStatusLibrary.json_parsing import NotJson, parse_json
from ProcessStatusLibrary.recording_reading import Recording, RecordingError, read_recording
from ProcessStatusLibrary.reply import Reply, read_reply
from ProcessStatusLibrary.targets import TargetsError, load_targets
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

from ..unit.bindings.samples import CONTRACTS, exactly
from .recordings import LINES, written

JSON = (("Content-Type", "application/json"),)
CODECS = ("hex", "zlib", "rot13", "idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "no\0ne")


def read(body: bytes, headers: tuple[tuple[str, str], ...] = JSON) -> Reply:
    """What is made of an answer of robusta's."""
    exchange = Exchange(
        HttpRequest("GET", "http://host"), HttpResponse(200, "OK", headers, body), datetime.now(UTC), 0.1
    )
    return read_reply(load_contract("robusta"), "GetProcessStatus", "REST", "1", exchange)


def contract(folder: Path, service: str, old: str, new: str) -> Path:
    """A copy of a contract in which something stands otherwise."""
    shutil.copytree(CONTRACTS / service, folder / "copy")
    file = folder / "copy" / "contract.toml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    return file


def test_a_lone_surrogate_is_no_documented_value() -> None:
    reply = read(b'{"status": "\\ud800", "message": ""}')

    assert [(problem.location, problem.received) for problem in reply.problems] == [("/status", "'\ufffd'")]
    assert reply.status is not None
    assert reply.status.state == "\ud800"


def test_a_lone_surrogate_in_the_name_of_a_member() -> None:
    assert read(b'{"\\udfff": [1], "status": "RUNNING"}').status is not None


@pytest.mark.parametrize("number", [b"1e999", b"-1e999", b"9" * 309 + b".0"])
def test_a_number_without_an_end_is_not_read(number: bytes) -> None:
    with pytest.raises(NotJson, match="which is beyond all that are kept"):
        parse_json(number)


def test_the_largest_number_is_read() -> None:
    assert parse_json(b"1.7976931348623157e308") == 1.7976931348623157e308


@pytest.mark.parametrize("codec", CODECS)
def test_a_codec_that_is_no_charset(codec: str) -> None:
    response = HttpResponse(200, "OK", (("Content-Type", f"text/plain; charset={codec}"),), b"xn--\\q-ma\xc3\xa9")

    assert response.text == "xn--\\q-ma\xe9"
    assert family(codec) == ""


@pytest.mark.parametrize("piece", [b"<title>", b"<body ", b"<", b"<h1", b"<title><"])
def test_a_page_of_starts_without_an_end(piece: bytes) -> None:
    began = time.process_time()
    reply = read(b"<html>" + piece * 100_000, (("Content-Type", "text/html"),))

    assert reply.kind == "HTML"
    assert time.process_time() - began < 2, "a time that grows with the square of the page's length takes minutes"


def test_the_title_of_a_page_is_told() -> None:
    page = b'<html><body class="a"><h1>Not <b>here</b></h1><title a="b"> The <i>page</i>\n</TITLE></body></html>'

    assert read(page, ()).classified.detail == "The page"
    assert read(page.replace(b"title", b"p"), ()).classified.detail == "Not here"
    assert read(b"<html><title></title><body>A <b>b</b></body>", ()).classified.detail == "A b"


@pytest.mark.parametrize("name", ["x" * 300, "./" + "x" * 300, "a\0b", "a/" * 3000])
def test_a_name_that_no_folder_can_have(name: str) -> None:
    with pytest.raises(ValueError, match=r"Unknown service|no such folder"):
        load_contract(name)


LISTRAK_BODY = 'operations.GetProcessStatus.bindings."SOAP 1.1".request.body'
ROBUSTA_START = 'operations.StartProcess.bindings."REST".request.schema'
DEEP = "a = " + "[" * 3000


TOO_DEEP = "nested too deep."
NO_PREFIX = f"{LISTRAK_BODY}: '' needs a prefix of [namespaces]: 'api'."
NO_JSON = "schemas: not readable: contract.toml: Expecting value at line 1, column 1."
A_LIST = f"{ROBUSTA_START}: not readable: expected an object, got an array."
NO_FILE = f"{ROBUSTA_START}: no file '{'x' * 199}...' (300 characters) in {{folder}}."


@pytest.mark.parametrize(
    ("service", "old", "new", "message"),
    [
        ("listrak", "service", f"{DEEP}\nservice", TOO_DEEP),
        ("listrak", '"api:GetProcessStatus"', '"/api:GetProcessStatus"', NO_PREFIX),
        ("robusta", "start-request.schema.json", "contract.toml", NO_JSON),
        ("robusta", "start-request.schema.json", "list.json", A_LIST),
        ("robusta", "start-request.schema.json", "x" * 300, NO_FILE),
    ],
    ids=["deep", "no prefix", "no JSON", "a list", "no file"],
)
def test_a_contract_that_cannot_be_used(tmp_path: Path, service: str, old: str, new: str, message: str) -> None:
    file = contract(tmp_path, service, old, new)
    (file.parent / "list.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(ContractError, match=exactly(f"{file}: {message.format(folder=file.parent)}")):
        load_contract(file.parent)


def test_a_whole_number_of_thousands_of_digits(tmp_path: Path) -> None:
    file = contract(tmp_path, "listrak", "service", f"a = {'9' * 5000}\nservice")
    with pytest.raises(ContractError, match=r"contract\.toml: cannot be read: Exceeds the limit"):
        load_contract(file.parent)


@pytest.mark.parametrize("document", ["[" * 100_000, "9" * 5000])
def test_a_baseline_that_python_cannot_read(tmp_path: Path, document: str) -> None:
    (tmp_path / "conformance.json").write_text(document, encoding="utf-8")
    with pytest.raises(BaselineError, match="not JSON: "):
        read_baseline(tmp_path / "conformance.json")


def test_a_date_where_a_text_is_documented(tmp_path: Path) -> None:
    accepted = tmp_path / "accepted.toml"
    accepted.write_text('[[accepted]]\nclause = 2000-01-04\nservice = "a"\nreason = "b"\nexpires = 2027-01-01', "utf-8")
    with pytest.raises(AcceptancesError, match=r"accepted\[0\]: Unknown clause '2000-01-04'"):
        read_acceptances(accepted, {})
    targets = tmp_path / "targets.toml"
    targets.write_text("[robusta]\nurl = 2000-01-04\n", "utf-8")
    with pytest.raises(TargetsError, match=r"\[robusta\]: The URL '2000-01-04' of robusta is not usable"):
        load_targets(targets)
    targets.write_text('[robusta]\nurl = "http://host"\nheaders = { X-Day = 2000-01-04 }\n', "utf-8")
    assert load_targets(targets)["robusta"].headers == {"X-Day": "2000-01-04"}


EMPTY_KEYS = {
    "a service": (
        '["".""]\nurl = "http://h"',
        "\"\": unknown key ''. Allowed: 'url', 'base_path', 'target', ",
    ),
    "a table of one": (
        '["".timeouts]\na = 1',
        "\"\".timeouts: unknown key 'a'. Allowed: 'connect', 'read' and 'total'.",
    ),
    "a table named by a digit": (
        '["0".timeouts]\na = 1',
        "0.timeouts: unknown key 'a'. Allowed: 'connect', 'read' and 'total'.",
    ),
    "a table within": (
        '[robusta]\nurl = "http://h"\n[robusta.timeouts.""]\na = 1',
        "robusta.timeouts: unknown key ''. Allowed: 'connect', 'read' and 'total'.",
    ),
    "a list within": (
        '[robusta]\nurl = "http://h"\nsecrets = [{ "" = 1 }]',
        "robusta.secrets[0]: expected a string, got a table.",
    ),
}


@pytest.mark.parametrize(("text", "message"), EMPTY_KEYS.values(), ids=EMPTY_KEYS)
def test_a_key_without_a_letter(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(text, "utf-8")
    with pytest.raises(TargetsError, match=f"^{re.escape(f'{file}: {message}')}"):
        load_targets(file)


@pytest.mark.parametrize("named", ["nowhere/at-all", "."])
def test_a_contract_that_a_targets_file_names_in_vain(tmp_path: Path, named: str) -> None:
    file = tmp_path / "targets.toml"
    file.write_text(f'[robusta]\nurl = "http://host"\ncontract = "{named}"\n', "utf-8")
    with pytest.raises(
        TargetsError, match=rf"\A{re.escape(str(file))}: \[robusta\]: .*(no such folder|no contract.toml)"
    ):
        load_targets(file)


@pytest.mark.parametrize("url", ["http://[", "http://h\u2100/?a=b", "//[x]?a=b#?c=d"])
def test_an_archive_of_a_url_that_cannot_be_cut(url: str) -> None:
    line = {**LINES[2], "request": {**LINES[2]["request"], "url": url}}
    entries = har(Recording("a tool", (line,), complete=True))["log"]["entries"]

    assert entries[0]["request"]["url"] == url
    assert entries[0]["request"]["queryString"] == ([{"name": "a", "value": "b"}] if "?" in url else [])


def test_a_recording_of_an_exchange_without_an_end(tmp_path: Path) -> None:
    lines = [json.dumps({**line, "elapsed": 1e308} if "elapsed" in line else line) for line in LINES]
    (tmp_path / "a.jsonl").write_bytes(written(lines))
    with pytest.raises(RecordingError, match="/elapsed: expected maximum 1000000000"):
        read_recording(tmp_path / "a.jsonl")


@pytest.mark.parametrize("member", [{"started": []}, {"request": 5}, {"response": {"body_base64": None}}])
def test_members_of_an_exchange_in_another_line(tmp_path: Path, member: dict[str, object]) -> None:
    lines = [json.dumps({**line, **member} if line["type"] == "unsent" else line) for line in LINES]
    (tmp_path / "a.jsonl").write_bytes(written(lines))

    assert read_recording(tmp_path / "a.jsonl").complete


@pytest.mark.parametrize(
    "member", ["service", "operation", "binding", "variant", "series", "state", "about", "again_of"]
)
def test_a_member_of_a_line_that_is_no_text(tmp_path: Path, member: str) -> None:
    lines = [json.dumps({**line, member: []} if line["type"] == "exchange" else line) for line in LINES]
    (tmp_path / "a.jsonl").write_bytes(written(lines))
    with pytest.raises(RecordingError, match=rf"/{member}: expected (a string|a whole number), got an array\.$"):
        read_recording(tmp_path / "a.jsonl")
