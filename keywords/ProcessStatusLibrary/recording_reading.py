"""Reads a recording again, and refuses one that was altered, damaged or made by something else."""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from io import BufferedReader
from pathlib import Path
from typing import Any

from .contract.folders import resource_root
from .json_parsing import NotJson, parse_json
from .masked_bodies import recorded_body
from .recording import chained
from .schemas.json_schema import JsonSchema
from .text_encodings import text_encoding
from .transport.exchange import LARGEST, Exchange, HttpRequest, HttpResponse, Limits

SCHEMA_FILE = "recording.schema.json"
INCOMPLETE = "The recording is incomplete: its run, or a check in it, was stopped before the end."
LIMITS = Limits(elements=LARGEST["elements"])
"""What a line may have: as many headers as somebody has sent. Bodies are texts in it, whatever they hold."""
_CHAIN = re.compile(rb', "chain": "([0-9a-f]{64})"}\n')
_CHAIN_LENGTH = len(', "chain": ""}\n') + 64
_PIECE = 1024 * 1024
"""Bytes that are read before anybody knows what they are; a line is as long as escapes and masks make what it holds."""


class RecordingError(ValueError):
    """A recording that cannot be used; the message names the file, the line and the reason."""

    ROBOT_SUPPRESS_NAME = True


@dataclass(frozen=True)
class Recording:
    """A recording that was read.

    Attributes:
        tool: What made it, with its version.
        lines: Its lines but the first and the last, as they were written.
        complete: Whether it has its last line; a run that was killed or stopped leaves none.
    """

    tool: str
    lines: tuple[Mapping[str, Any], ...]
    complete: bool


def read_recording(path: Path) -> Recording:
    """Reads a recording.

    Raises:
        RecordingError: It cannot be read, is no recording, or its lines do not follow from each other.
    """
    lines: list[Mapping[str, Any]] = []
    for number, line in enumerate(_checked_lines(path), start=1):
        if number == 1 and line["type"] != "recording":
            raise RecordingError(f"{path}: line 1 does not begin a recording, but is of the type {line['type']!r}.")
        lines.append(line)
    if not lines:
        raise RecordingError(f"{path}: nothing was recorded: the file has no whole line.")
    complete = lines[-1]["type"] == "end"
    inner = lines[1:-1] if complete else lines[1:]
    exchanges = [line for line in inner if line["type"] == "exchange"]
    if complete and lines[-1]["exchanges"] != len(exchanges):
        raise RecordingError(
            f"{path}: its last line tells of {lines[-1]['exchanges']} exchanges, and it holds {len(exchanges)}."
        )
    return Recording(lines[0]["tool"], tuple(inner), complete)


def recorded_exchange(line: Mapping[str, Any]) -> Exchange:
    """The exchange of a line, as far as it was recorded: what was masked stays masked.

    Args:
        line: A line of the type exchange.
    """
    request, response = line["request"], line["response"]
    return Exchange(
        HttpRequest(request["method"], request["url"], _headers(request), recorded_body(request)),
        _response(response) if response is not None else None,
        datetime.fromisoformat(line["started"]),
        line["elapsed"],
        line["error"],
        tuple((name, mask) for name, mask in request.get("secrets", ())),
    )


def _response(recorded: Mapping[str, Any]) -> HttpResponse:
    body, length = recorded_body(recorded), recorded["length"]
    return HttpResponse(
        recorded["status"],
        recorded["reason"],
        _headers(recorded),
        body,
        recorded["version"],
        recorded.get("more_came", False),
        None if length == len(body) else length,
    )


def _checked_lines(path: Path) -> Iterator[Mapping[str, Any]]:
    chain, ended = "", False
    for number, raw in enumerate(_raw_lines(path), start=1):
        where = f"{path}: line {number}"
        if ended:
            raise RecordingError(f"{where} follows the last line of the recording.")
        if not raw.endswith(b"\n"):
            return  # a run that was killed may leave the beginning of a line: what it saw before counts
        try:
            raw.decode()
        except UnicodeDecodeError as problem:
            raise RecordingError(f"{where} is not UTF-8 at byte {problem.start}.") from None
        found = _CHAIN.fullmatch(raw[-_CHAIN_LENGTH:])
        if found is None:
            raise RecordingError(f"{where} does not end with its digest, so it is no line of a recording.")
        unchained = b"".join((memoryview(raw)[:-_CHAIN_LENGTH], b"}"))
        chain = chained(chain, unchained)
        if chain.encode() != found[1]:
            raise RecordingError(f"{where} does not fit its digest: it, or a line before it, was altered or lost.")
        line = _line(where, unchained)
        ended = line["type"] == "end"
        yield line


def _raw_lines(path: Path) -> Iterator[bytes]:
    try:
        if path.exists() and not path.is_file():
            raise RecordingError(f"{path}: no regular file.")
        with path.open("rb") as file:
            while begun := file.readline(_PIECE):
                yield begun if len(begun) < _PIECE or begun.endswith(b"\n") else _long_line(file, begun)
    except OSError as problem:
        raise RecordingError(f"{path}: cannot be read: {problem.strerror}.") from None


def _long_line(file: BufferedReader, begun: bytes) -> bytes:
    """The whole of a long line; only its beginning without an end, and an empty one where it ends as none of ours."""
    place, end = file.tell(), begun
    while not end.endswith(b"\n") and (piece := file.readline(_PIECE)):
        end = (end + piece)[-_CHAIN_LENGTH:]
    if not end.endswith(b"\n"):
        return begun
    if not _CHAIN.fullmatch(end):
        return b"\n"
    length = file.tell() - place
    file.seek(place)
    return begun + file.read(length)


def _line(where: str, text: bytes) -> Mapping[str, Any]:
    try:
        line = parse_json(text, LIMITS)
    except NotJson as problem:
        raise RecordingError(f"{where} is not JSON: {problem}.") from None
    for broken in _schema().problems(line):
        raise RecordingError(f"{where}, {broken.location}: expected {broken.documented}, got {broken.received}.")
    found: Mapping[str, Any] = line
    if found["type"] != "exchange":
        return found  # its schema says nothing of other members of these names
    for side in ("request", "response"):
        message = line[side]
        encoding = message.get("encoding", "") if message is not None else ""
        if encoding and not text_encoding(encoding):
            raise RecordingError(f"{where}, /{side}/encoding: {encoding!r} is no encoding of text.")
        if message is not None and "body_base64" in message:
            try:
                base64.b64decode(message["body_base64"], validate=True)
            except (binascii.Error, ValueError):
                raise RecordingError(f"{where}, /{side}/body_base64: not Base64.") from None
    try:
        datetime.fromisoformat(line["started"])
    except ValueError:
        raise RecordingError(f"{where}, /started: {line['started']!r} is no date and time.") from None
    return found


@lru_cache(maxsize=1)
def _schema() -> JsonSchema:
    return JsonSchema(json.loads((resource_root() / SCHEMA_FILE).read_text(encoding="utf-8")))


def _headers(message: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, value) for name, value in message["headers"])
