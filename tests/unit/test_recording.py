"""The recording: JSON Lines that a killed run leaves readable, without a secret in them."""

from __future__ import annotations

import base64
import errno
import fcntl
import hashlib
import json
import os
import re
from datetime import UTC, datetime
from io import FileIO
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary import Credentials, TransportError, open_service, recording_file
from ProcessStatusLibrary.masking import Masker, SecretText
from ProcessStatusLibrary.recording import Recorder, RecordingStopped
from ProcessStatusLibrary.recording_reading import recorded_exchange
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse
from ProcessStatusLibrary.version import __version__

from .transport.raw_server import closed_port

SECRET = "canary-5up3r-ä"
STARTED = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
HEADER = {"type": "recording", "format": 2, "tool": f"ProcessStatusLibrary {__version__}"}


def exchange(body: bytes = b"", headers: tuple[tuple[str, str], ...] = ()) -> Exchange:
    """An exchange whose answer has a body."""
    request = HttpRequest("POST", "http://host/a?token=abc", (("X-Trace", "1"),), b"<a/>")
    return Exchange(request, HttpResponse(200, "OK", headers, body), STARTED, 0.1234567)


def lines(file: Path) -> list[dict[str, Any]]:
    """The lines of a recording, each readable on its own, without their digests."""
    read = [json.loads(line) for line in file.read_text(encoding="utf-8").split("\n")[:-1]]
    assert all(re.fullmatch("[0-9a-f]{64}", line.pop("chain")) for line in read)
    return read


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the recording will be: its folder is made."""
    return tmp_path / "new" / "observations.jsonl"


@pytest.fixture
def masker() -> Masker:
    """A masker that knows the secret."""
    made = Masker()
    made.learn(SECRET, "password")
    return made


def recorded(file: Path, masker: Masker, *exchanges: Exchange) -> list[dict[str, Any]]:
    """Records exchanges, and reads the lines of these."""
    recorder = Recorder(file, masker)
    for one in exchanges:
        recorder.record(one, {"service": "robusta"})
    recorder.close()
    return lines(file)[1:-1]


def test_a_recording_begins_and_ends_with_a_line_about_itself(file: Path, masker: Masker) -> None:
    recorded(file, masker, exchange(), exchange())

    assert lines(file)[0] == HEADER
    assert lines(file)[-1] == {"type": "end", "exchanges": 2}


def test_a_killed_run_leaves_what_it_saw(file: Path, masker: Masker) -> None:
    recorder = Recorder(file, masker)
    recorder.record(exchange(), {})

    assert [line["type"] for line in lines(file)] == ["recording", "exchange"]
    recorder.close()


def test_a_line(file: Path, masker: Masker) -> None:
    line = recorded(file, masker, exchange(b'{"a": "\xc3\xa4"}', (("Content-Type", "application/json"),)))[0]
    token = line["request"]["url"].removeprefix("http://host/a?token=")

    assert token.startswith("{masked:token:length=3:digest=")
    assert line == {
        "type": "exchange",
        "number": 1,
        "service": "robusta",
        "started": "2026-03-02T09:15:00.000+00:00",
        "elapsed": 0.123457,
        "request": {
            "method": "POST",
            "url": f"http://host/a?token={token}",
            "headers": [["X-Trace", "1"]],
            "body": "<a/>",
            "length": 4,
            "sha256": hashlib.sha256(b"<a/>").hexdigest(),
        },
        "response": {
            "version": "HTTP/1.1",
            "status": 200,
            "reason": "OK",
            "headers": [["Content-Type", "application/json"]],
            "body": '{"a": "ä"}',
            "length": 11,
            "sha256": hashlib.sha256(b'{"a": "\xc3\xa4"}').hexdigest(),
        },
        "error": "",
    }


def test_numbers_count_from_one_with_and_without_a_file(file: Path, masker: Masker) -> None:
    recorder, without = Recorder(file, masker), Recorder(None, masker)
    numbers = [(recorder.record(exchange(), {}), without.record(exchange(), {})) for _ in range(3)]
    recorder.close()
    without.close()

    assert numbers == [(1, 1), (2, 2), (3, 3)]
    assert [line["number"] for line in lines(file)[1:-1]] == [1, 2, 3]


def test_text_that_looks_like_the_end_of_a_line_stays_on_it(file: Path, masker: Masker) -> None:
    text = "a\nb\r\u2028c\x85d"
    found = recorded(file, masker, exchange(text.encode()))

    assert file.read_bytes().count(b"\n") == 3
    assert found[0]["response"]["body"] == text


def test_a_binary_body_is_kept_in_base64(file: Path, masker: Masker) -> None:
    body = bytes(range(256))
    found = recorded(file, masker, exchange(body))[0]["response"]

    assert base64.b64decode(found["body_base64"]) == body
    assert (found["length"], found["sha256"]) == (256, hashlib.sha256(body).hexdigest())
    assert "body" not in found


WIDE = {
    "UTF-16 without a mark": f"<a>{SECRET}</a>".encode("utf-16-le"),
    "UTF-16, the other order": f"<a>{SECRET}</a>".encode("utf-16-be"),
    "UTF-16 at an odd place": b"<" + f"<a>{SECRET}</a>".encode("utf-16-le"),
    "UTF-16 behind a strange byte": b"\xff" + f"<a>{SECRET}</a>".encode("utf-16-le"),
    "UTF-32": f"<a>{SECRET}</a>".encode("utf-32"),
    "UTF-32 without a mark": f"<a>{SECRET}</a>".encode("utf-32-be"),
}


@pytest.mark.parametrize("body", WIDE.values(), ids=WIDE)
def test_a_secret_between_zero_bytes_is_masked(file: Path, masker: Masker, body: bytes) -> None:
    found = recorded(file, masker, exchange(body))[0]["response"]

    assert "{masked:password:length=14:digest=" in found["body"]
    assert "c\0a\0n" not in found["body"].replace("\0\0", "\0")
    assert {"sha256", "body_base64"}.isdisjoint(found)


def test_a_secret_in_a_declared_charset_is_masked(file: Path, masker: Masker) -> None:
    masker.learn("p\u20acssword1", "token")
    headers = (("Content-Type", "text/plain; charset=windows-1252"),)
    [line] = recorded(file, masker, exchange("a p\u20acssword1 b".encode("cp1252"), headers))
    response = recorded_exchange(line).response

    assert line["response"]["encoding"] == "cp1252"
    assert re.fullmatch(r"a \{masked:token:length=9:digest=\w+\} b", line["response"]["body"])
    assert response is not None
    assert response.body.decode("cp1252") == line["response"]["body"]


WITH_SECRET = {
    "UTF-8": f"<a>{SECRET}</a>".encode(),
    "UTF-8 with a byte that is none": f"<a>{SECRET}</a>".encode() + b"\xff",
    "ISO 8859-1": f"<a>{SECRET}</a>".encode("latin-1"),
    "UTF-16": f"<?xml version='1.0' encoding='utf-16'?><a>{SECRET}</a>".encode("utf-16"),
    "Base64": base64.b64encode(SECRET.encode()),
}


@pytest.mark.parametrize("body", WITH_SECRET.values(), ids=WITH_SECRET)
def test_a_body_with_a_secret_has_no_digest_that_would_tell_it(file: Path, masker: Masker, body: bytes) -> None:
    found = recorded(file, masker, exchange(body))[0]["response"]

    assert "{masked:password:length=14:digest=" in found.get("body", "")
    assert found["length"] == len(body)
    assert {"sha256", "body_base64"}.isdisjoint(found)


@pytest.mark.parametrize("body", WITH_SECRET.values(), ids=WITH_SECRET)
def test_a_masked_body_is_read_in_the_encoding_that_it_had(file: Path, masker: Masker, body: bytes) -> None:
    [line] = recorded(file, masker, exchange(body))
    response = recorded_exchange(line).response
    token = re.search(r"\{masked:[^}]*\}", line["response"]["body"])
    assert response is not None
    assert token is not None
    encoding = line["response"].get("encoding", "utf-8")
    written = base64.b64encode(SECRET.encode()) if body.isascii() else SECRET.encode(encoding)

    assert response.body == body.replace(written, token[0].encode(encoding))
    assert response.body_length == len(body)


@pytest.mark.parametrize(
    ("body", "read"),
    [
        (b'{"a": 1, "token": 123456, "b": 2}', b'{"a": 1, "token": 111111, "b": 2}'),
        (b'{"token": [123456, 2, [3]]}', b'{"token": [111111, 1, [1]]}'),
        (b'{"token": {"a": 123456 }, "b": 2}', b'{"token": {"a": 111111 }, "b": 2}'),
    ],
    ids=["alone", "in a list", "in an object"],
)
def test_a_number_that_is_masked_is_read_as_a_number(file: Path, masker: Masker, body: bytes, read: bytes) -> None:
    [line] = recorded(file, masker, exchange(body))
    response = recorded_exchange(line).response

    assert "{masked:token:length=6:digest=" in line["response"]["body"]
    assert response is not None
    assert response.body == read


def test_secrets_of_a_request_are_recorded_as_their_masks(file: Path) -> None:
    credentials = Credentials("ada", SecretText(SECRET))
    with (
        closed_port() as port,
        pytest.raises(TransportError),
        open_service("robusta", f"http://127.0.0.1:{port}", credentials=credentials, record=file) as service,
    ):
        service.send_request("4711", headers={"X-Api-Key": "correct horse"})
    line = lines(file)[2]
    masks = dict(line["request"]["secrets"])

    assert list(masks) == ["the header Authorization", "the password", "the header X-Api-Key"]
    assert masks["the header X-Api-Key"] == dict(line["request"]["headers"])["X-Api-Key"]
    digest = masks["the header Authorization"].rpartition(":")[2]
    assert dict(line["request"]["headers"])["Authorization"].endswith(digest)
    assert masks["the password"].startswith("{masked:password:length=14:digest=")
    assert recorded_exchange(line).secrets == tuple(masks.items())


def test_a_recording_has_its_first_line_or_is_not_there(
    file: Path, masker: Masker, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[bool] = []

    class Watched(FileIO):
        """A file that tells at every line whether the recording is there already."""

        def write(self, content: Any) -> int:
            seen.append(file.exists())
            return super().write(content)

    monkeypatch.setattr(recording_file, "FileIO", Watched)
    recorder = Recorder(file, masker)

    assert seen == [False]
    assert [path.name for path in file.parent.iterdir()] == [file.name]
    assert lines(file) == [HEADER]
    recorder.close()


def test_a_recording_goes_where_a_link_leads(tmp_path: Path, masker: Masker) -> None:
    recorded(tmp_path / "old.jsonl", masker, exchange())
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "old.jsonl")
    Recorder(tmp_path / "link.jsonl", masker).close()

    assert (tmp_path / "link.jsonl").is_symlink()
    assert lines(tmp_path / "old.jsonl") == [HEADER, {"type": "end", "exchanges": 0}]


def test_a_recording_that_another_run_writes(file: Path, masker: Masker) -> None:
    recorded(file, masker)
    with file.open("rb") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        with pytest.raises(ValueError, match="is being written by another run") as caught:
            Recorder(file, masker)

    assert str(caught.value) == (
        f"The recording {file} is being written by another run. Give each run its own folder or file."
    )
    assert lines(file) == [HEADER, {"type": "end", "exchanges": 0}]
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_a_recording_is_held_until_it_is_closed(file: Path, masker: Masker) -> None:
    recorder = Recorder(file, masker)
    with file.open("rb") as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)
    recorder.close()
    with file.open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


def test_a_recording_replaces_no_other_file(tmp_path: Path, masker: Masker) -> None:
    (tmp_path / "targets.toml").write_text("[robusta]\n", encoding="utf-8")
    with pytest.raises(ValueError, match="no recording") as caught:
        Recorder(tmp_path / "targets.toml", masker)

    assert str(caught.value) == (
        f"The recording {tmp_path / 'targets.toml'} would overwrite a file that is no recording. "
        "Name another, or remove it."
    )
    assert (tmp_path / "targets.toml").read_text(encoding="utf-8") == "[robusta]\n"
    (tmp_path / "empty").touch()
    assert recorded(tmp_path / "empty", masker) == []


def test_a_device_is_written_to_and_stays(masker: Masker) -> None:
    Recorder(Path(os.devnull), masker).close()

    assert not Path(os.devnull).is_file()


def test_a_full_disk_is_told_at_every_further_line(file: Path, masker: Masker, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full(FileIO):
        """A file on a disk on which there is room for two lines."""

        lines = 2

        def write(self, content: Any) -> int:
            self.lines -= 1
            if self.lines < 0:
                raise OSError(errno.ENOSPC, "full")
            return super().write(content)

    monkeypatch.setattr(recording_file, "FileIO", Full)
    recorder = Recorder(file, masker)
    recorder.record(exchange(), {})
    for _ in range(2):
        with pytest.raises(RecordingStopped, match=r"cannot be written any more: No space left on device\."):
            recorder.record(exchange(), {})
    recorder.close()

    assert [line["type"] for line in lines(file)] == ["recording", "exchange"]


def test_no_secret_is_in_a_line(file: Path, masker: Masker) -> None:
    headers = (("Authorization", f"Basic {SECRET}"), ("X-Echo", SECRET))
    one = Exchange(
        HttpRequest("GET", f"http://ada:{SECRET}@host/{SECRET}?a={SECRET}", headers, SECRET.encode()),
        HttpResponse(200, SECRET, headers, SECRET.encode()),
        STARTED,
        0.0,
        f"{SECRET} was wrong",
    )
    recorded(file, masker, one)

    assert "canary" not in file.read_text(encoding="utf-8")


def test_an_exchange_without_an_answer_is_recorded_with_the_reason(file: Path) -> None:
    credentials = Credentials("ada", SecretText(SECRET))
    with (
        closed_port() as port,
        pytest.raises(TransportError) as caught,
        open_service("robusta", f"http://127.0.0.1:{port}", credentials=credentials, record=file) as service,
    ):
        service.ask("4711")
    line = lines(file)[2]

    assert (line["number"], line["response"], line["error"]) == (1, None, str(caught.value))
    assert [line[key] for key in ("service", "target", "operation", "binding", "process_id")] == [
        "robusta", f"http://127.0.0.1:{port}", "GetProcessStatus", "REST", "4711"
    ]  # fmt: skip


@pytest.mark.parametrize("name", [".", "taken/a.jsonl"], ids=["a folder", "below a file"])
def test_a_recording_that_cannot_be_written(tmp_path: Path, masker: Masker, name: str) -> None:
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    path = tmp_path / name

    with pytest.raises(ValueError, match=rf"\AThe recording {re.escape(str(path))} cannot be written: [\w ]+\.\Z"):
        Recorder(path, masker)
