"""HTTP Archives: what an entry says of an exchange, with an answer and without one."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from ProcessStatusLibrary.har import har
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import read_recording
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse
from ProcessStatusLibrary.version import __version__

REQUEST = HttpRequest("POST", "http://host/a?b=c%20d&e=", (("Content-Type", "text/xml"),), b"<a/>")
ANSWER = HttpResponse(302, "Found", (("Location", "/login"), ("Content-Type", "text/plain")), "ä".encode())
STARTED = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
PURPOSE = {"service": "robusta", "operation": "Ask", "binding": "REST", "situation": "known process"}


def archive(folder: Path, *exchanges: Exchange, ended: bool = True) -> dict[str, object]:
    """Records exchanges and makes an archive of the recording."""
    recorder = Recorder(folder / "a.jsonl", Masker())
    for exchange in exchanges:
        recorder.record(exchange, PURPOSE)
    recorder.close()
    if not ended:
        lines = (folder / "a.jsonl").read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / "a.jsonl").write_text("".join(lines[:-1]), encoding="utf-8")
    log: dict[str, object] = har(read_recording(folder / "a.jsonl"))["log"]
    return log


def test_an_entry(tmp_path: Path) -> None:
    assert archive(tmp_path, Exchange(REQUEST, ANSWER, STARTED, 0.25)) == {
        "version": "1.2",
        "creator": {
            "name": "ProcessStatusLibrary",
            "version": __version__,
            "comment": f"from ProcessStatusLibrary {__version__}",
        },
        "entries": [
            {
                "startedDateTime": "2026-03-02T09:15:00.000+00:00",
                "time": 250.0,
                "request": {
                    "method": "POST",
                    "url": "http://host/a?b=c%20d&e=",
                    "httpVersion": "HTTP/1.1",
                    "cookies": [],
                    "headers": [{"name": "Content-Type", "value": "text/xml"}],
                    "queryString": [{"name": "b", "value": "c d"}, {"name": "e", "value": ""}],
                    "postData": {"mimeType": "text/xml", "text": "<a/>"},
                    "headersSize": -1,
                    "bodySize": 4,
                },
                "response": {
                    "status": 302,
                    "statusText": "Found",
                    "httpVersion": "HTTP/1.1",
                    "cookies": [],
                    "headers": [
                        {"name": "Location", "value": "/login"},
                        {"name": "Content-Type", "value": "text/plain"},
                    ],
                    "content": {"size": 2, "mimeType": "text/plain", "text": "ä"},
                    "redirectURL": "/login",
                    "headersSize": -1,
                    "bodySize": 2,
                },
                "cache": {},
                "timings": {"send": 0, "wait": 250.0, "receive": 0},
                "comment": "1: robusta, Ask, REST, known process",
            }
        ],
    }


@pytest.mark.parametrize(
    ("response", "error", "expected"),
    [
        (None, "out of time", {"status": 0, "httpVersion": "", "_error": "out of time", "bodySize": 0}),
        (
            HttpResponse(200, "OK", (), b"\xff\x00"),
            "",
            {"status": 200, "content": {"size": 2, "mimeType": "", "text": "/wA=", "encoding": "base64"}},
        ),
    ],
    ids=["no answer", "bytes that are no text"],
)
def test_other_answers(tmp_path: Path, response: HttpResponse | None, error: str, expected: dict[str, object]) -> None:
    entries = archive(tmp_path, Exchange(REQUEST, response, STARTED, 0.25, error))["entries"]
    assert isinstance(entries, list)
    written = entries[0]["response"]

    assert {name: written[name] for name in expected} == expected


def test_a_recording_that_was_cut_off_says_so(tmp_path: Path) -> None:
    log = archive(tmp_path, Exchange(REQUEST, ANSWER, STARTED, 0.25), ended=False)

    assert log["comment"] == ("The recording is incomplete: its run, or a check in it, was stopped before the end.")
