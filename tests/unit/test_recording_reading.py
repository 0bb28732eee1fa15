"""Reading a recording again: whole, cut short by a killed run, altered, damaged, or something else."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder, chained
from ProcessStatusLibrary.recording_reading import RecordingError, read_recording, recorded_exchange
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse
from ProcessStatusLibrary.version import __version__

EXCHANGE = Exchange(
    HttpRequest("POST", "http://host/a", (("Accept", "text/xml"),), b"<a/>"),
    HttpResponse(200, "OK", (("Content-Type", "text/xml"), ("X-Two", "1")), "<a>\u00e4</a>".encode()),
    datetime(2026, 3, 2, 9, 15, tzinfo=UTC),
    0.25,
)
BINARY = replace(EXCHANGE, response=HttpResponse(200, "OK", (), b"\xff\xfe<\x00", "HTTP/1.0"))
UNANSWERED = replace(EXCHANGE, response=None, error="out of time")
SURROGATE = replace(EXCHANGE, request=HttpRequest("GET", "http://host/\ud800"))


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Where the recording is."""
    return tmp_path / "observations.jsonl"


def record(file: Path, *exchanges: Exchange) -> None:
    """Writes a whole recording."""
    recorder = Recorder(file, Masker())
    recorder.note(
        "unsent", {"service": "a", "operation": "b", "binding": "c", "situation": "d", "missing": "e", "after": 0}
    )
    for one in exchanges:
        recorder.record(one, {"service": "robusta", "situation": "known process"})
    recorder.close()


@pytest.mark.parametrize("exchange", [EXCHANGE, BINARY, UNANSWERED, SURROGATE])
def test_an_exchange_is_read_as_it_was(file: Path, exchange: Exchange) -> None:
    record(file, exchange)
    recording = read_recording(file)

    assert recording.tool == f"ProcessStatusLibrary {__version__}"
    assert recording.complete
    assert [line["type"] for line in recording.lines] == ["unsent", "exchange"]
    assert recorded_exchange(recording.lines[1]) == exchange


MANY = {
    "commas": b"a,b\n" * 200_100,
    "brackets": b"[{" * 100_001,
    "entries": b"[" + b"1," * 200_000 + b"1]",
}


@pytest.mark.parametrize("body", MANY.values(), ids=MANY)
def test_an_answer_with_many_signs(file: Path, body: bytes) -> None:
    exchange = replace(EXCHANGE, response=HttpResponse(200, "OK", (), body))
    record(file, exchange)

    assert recorded_exchange(read_recording(file).lines[1]) == exchange


SWOLLEN: dict[str, tuple[bytes, str]] = {
    "signs that JSON escapes": (b"\1" * 5_000_000, ""),
    "signs that are none": (b"\xff\n" * 10_000_000, ""),
    "more than usual limits allow": ("\u00e4\n".encode() * 9_000_000, ""),
    "masks": (b"abc " * 70_000, "abc"),
    "masks in another encoding": ("abc ".encode("utf-16-le") * 70_000, "abc"),
}


@pytest.mark.parametrize(("body", "secret"), SWOLLEN.values(), ids=SWOLLEN)
def test_an_answer_that_is_longer_when_it_is_written(file: Path, body: bytes, secret: str) -> None:
    masker = Masker()
    masker.learn(secret, "name" * 100)
    exchange = replace(EXCHANGE, response=HttpResponse(200, "OK", (), body))
    recorder = Recorder(file, masker)
    for one in (exchange, EXCHANGE):
        recorder.record(one, {})
    recorder.close()
    recording = read_recording(file)
    read = [recorded_exchange(line).response for line in recording.lines]

    assert file.stat().st_size > 24 * 1024 * 1024
    assert recording.complete
    assert read[0] is not None
    assert (read[0].body_length, read[1]) == (len(body), EXCHANGE.response)
    assert read[0].body == body or (secret and read[0].body.count("{masked:namename".encode(_encoding(body))) == 70_000)


def _encoding(body: bytes) -> str:
    return "utf-16-le" if b"\0" in body else "utf-8"


def test_a_run_that_was_killed_in_a_long_line(file: Path) -> None:
    record(file, EXCHANGE, replace(EXCHANGE, response=HttpResponse(200, "OK", (), b"\1" * 5_000_000)))
    content = file.read_bytes()
    for end in (content.rindex(b"\n", 0, -1), content.rindex(b"\n", 0, -1) - 100, len(content) - 28_000_000):
        file.write_bytes(content[:end])
        recording = read_recording(file)

        assert (recording.complete, len(recording.lines)) == (False, 2)


def test_a_request_with_many_headers(file: Path) -> None:
    exchange = replace(EXCHANGE, request=HttpRequest("GET", "http://host/a", (("X-Many", "1"),) * 70_000))
    record(file, exchange)

    assert recorded_exchange(read_recording(file).lines[1]) == exchange


def test_a_run_that_was_killed_between_two_lines(file: Path) -> None:
    record(file, EXCHANGE, EXCHANGE)
    kept = file.read_text(encoding="utf-8").splitlines(keepends=True)[:-1]
    file.write_text("".join(kept), encoding="utf-8")
    recording = read_recording(file)

    assert (recording.complete, len(recording.lines)) == (False, 3)


def test_a_run_that_was_killed_at_any_byte(file: Path) -> None:
    record(file, EXCHANGE, BINARY)
    content = file.read_bytes()
    first = content.index(b"\n") + 1
    for end in range(first, len(content) - 1):
        file.write_bytes(content[:end])
        recording = read_recording(file)

        assert not recording.complete
        assert len(recording.lines) == content[:end].count(b"\n") - 1


def _rewritten(change: Callable[[list[str]], list[str]]) -> Callable[[bytes], bytes]:
    return lambda content: "".join(change(content.decode().splitlines(keepends=True))).encode()


def _chained_anew(text: str) -> Callable[[bytes], bytes]:
    """A recording of one line that says something else, with the right digest."""
    return lambda _: f'{text[:-1]}, "chain": "{chained("", text)}"}}\n'.encode()


def _line(**members: object) -> str:
    return json.dumps(members)


ALTERED = "does not fit its digest: it, or a line before it, was altered or lost."
KINDS = "'recording', 'opened', 'service', 'unsent', 'exchange' or 'end'"
REFUSED = {
    "a changed status": (lambda content: content.replace(b'"status": 200', b'"status": 500', 1), f"line 3 {ALTERED}"),
    "a lost line": (_rewritten(lambda lines: [*lines[:1], *lines[2:]]), f"line 2 {ALTERED}"),
    "changed places": (_rewritten(lambda lines: [lines[0], lines[2], lines[1], *lines[3:]]), f"line 2 {ALTERED}"),
    "a line twice": (_rewritten(lambda lines: [*lines[:2], *lines[1:]]), f"line 3 {ALTERED}"),
    "no digest": (
        lambda _: b'{"type": "recording"}\n',
        "line 1 does not end with its digest, so it is no line of a recording.",
    ),
    "not UTF-8": (lambda _: b"\xff\n", "line 1 is not UTF-8 at byte 0."),
    "an empty file": (lambda _: b"", "nothing was recorded: the file has no whole line."),
    "half a line": (lambda content: content[:20], "nothing was recorded: the file has no whole line."),
    "another type": (
        _chained_anew(_line(type="end", exchanges=0)),
        "line 1 does not begin a recording, but is of the type 'end'.",
    ),
    "an unknown type": (
        _chained_anew(_line(type="diary")),
        f"line 1, /type: expected {KINDS}, got 'diary'.",
    ),
    "another format": (
        _chained_anew(_line(type="recording", format=9, tool="x")),
        "line 1, /format: expected '2', got 9.",
    ),
    "no JSON": (
        _chained_anew("{not json}"),
        "line 1 is not JSON: Expecting property name enclosed in double quotes at line 1, column 2.",
    ),
    "no object": (
        _chained_anew('"a}'),
        "line 1 is not JSON: Unterminated string starting at line 1, column 1.",
    ),
}


@pytest.mark.parametrize(("change", "message"), REFUSED.values(), ids=REFUSED)
def test_what_is_refused(file: Path, change: Callable[[bytes], bytes], message: str) -> None:
    record(file, EXCHANGE, EXCHANGE)
    file.write_bytes(change(file.read_bytes()))
    with pytest.raises(RecordingError) as caught:
        read_recording(file)

    assert str(caught.value).removeprefix(f"{file}: ") == message


def test_a_file_that_is_not_there(file: Path) -> None:
    with pytest.raises(RecordingError) as caught:
        read_recording(file)

    assert str(caught.value) == f"{file}: cannot be read: No such file or directory."


def _another_end(content: bytes) -> bytes:
    """A second closing line, with the digest that belongs there."""
    before, text = json.loads(content.splitlines()[-1])["chain"], _line(type="end", exchanges=1)
    return f'{text[:-1]}, "chain": "{chained(before, text)}"}}\n'.encode()


MORE: dict[str, Callable[[bytes], bytes]] = {
    "another end": _another_end,
    "a line of it again": lambda content: content.splitlines(keepends=True)[1],
    "the beginning of a line": lambda content: content.splitlines(keepends=True)[1][:20],
    "a line of something else": lambda _: b"something else\n",
    "something else": lambda _: b"something else",
    "a space": lambda _: b" ",
    "an empty line": lambda _: b"\n",
    "NUL": lambda _: b"\0" * 4096,
    "no text": lambda _: b"\xff",
}


@pytest.mark.parametrize("more", MORE.values(), ids=MORE)
def test_more_after_the_end(file: Path, more: Callable[[bytes], bytes]) -> None:
    record(file, EXCHANGE)
    whole = file.read_bytes()
    file.write_bytes(whole + more(whole))
    with pytest.raises(RecordingError) as caught:
        read_recording(file)

    assert str(caught.value) == f"{file}: line 5 follows the last line of the recording."
