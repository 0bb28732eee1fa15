"""Recordings that went wrong: altered before their digests were made, or after."""

from __future__ import annotations

import json
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder, chained
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

from .mutations import changed, changes, mutated, values

STARTED = datetime(2026, 3, 2, 9, 15, tzinfo=UTC)
REQUEST = HttpRequest("POST", "http://host/a?b=c", (("Content-Type", "text/xml"),), b"<a/>")
ANSWER = HttpResponse(200, "OK", (("Content-Type", "text/xml"),), "<a>\u00e4</a>".encode())
EXCHANGES = (
    Exchange(REQUEST, ANSWER, STARTED, 0.25),
    Exchange(REQUEST, HttpResponse(200, "OK", (), b"\xff\xfe<\x00", "HTTP/1.0"), STARTED, 0.5),
    Exchange(HttpRequest("GET", "http://host/"), None, STARTED, 1.0, "out of time"),
)


def recorded() -> bytes:
    """A real recording."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "a.jsonl"
        recorder = Recorder(file, Masker())
        recorder.note(
            "unsent", {"service": "a", "operation": "b", "binding": "c", "situation": "d", "missing": "e", "after": 0}
        )
        for exchange in EXCHANGES:
            recorder.record(exchange, {"service": "robusta", "situation": "known process"})
        recorder.close()
        return file.read_bytes()


RECORDING = recorded()
LINES: list[dict[str, Any]] = [
    {key: value for key, value in json.loads(line).items() if key != "chain"} for line in RECORDING.splitlines()
]
TOKENS = [b"\n", b'"', b"{", b"}", b"1e999", b"NaN", b"9" * 5000, b"\\ud800", b'"chain": "', b"\xff", b"null", b"\x00"]
WORDS = ["type", "exchange", "end", "recording", "request", "response", "headers", "body", "body_base64", "url", "==",
         "http://[", "started", "9999-12-31T24:00", "elapsed", "exchanges", "number", "length", "\u0661"]  # fmt: skip


def written(lines: list[str]) -> bytes:
    """Lines with the digests that belong to them."""
    chain, text = "", ""
    for line in lines:
        chain = chained(chain, line)
        text += f'{line[:-1]}, "chain": "{chain}"}}\n'
    return text.encode("utf-8", "surrogatepass")


def written_lines(tree: Any) -> bytes:
    """The lines of a changed tree behind the first line of a recording."""
    return _as_lines([LINES[0], *(tree if isinstance(tree, list) else [tree])])


def _as_lines(tree: Any) -> bytes:
    lines = tree if isinstance(tree, list) else [tree]
    return written([json.dumps(line) if isinstance(line, dict) and line else '{"": 0}' for line in lines])


RECORDINGS = st.one_of(
    mutated([RECORDING], TOKENS),
    changes(values(st.none(), words=WORDS), WORDS).map(lambda rows: _as_lines(changed(LINES, rows))),
    st.tuples(st.integers(0, len(LINES) - 1), mutated([json.dumps(line).encode() for line in LINES], TOKENS)).map(
        lambda case: written(
            [
                case[1].decode("utf-8", "replace").replace("\n", " ") or "{}" if number == case[0] else json.dumps(line)
                for number, line in enumerate(LINES)
            ]
        )
    ),
)
"""Damaged files; recordings whose lines say something else, with digests that fit; lines that are no JSON."""
