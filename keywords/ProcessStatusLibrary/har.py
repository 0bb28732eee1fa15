"""Writes a recording as an HTTP Archive (HAR 1.2), which browsers and HTTP tools open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from .recording_reading import INCOMPLETE, Recording, recorded_exchange
from .transport.exchange import Headers, HttpRequest, HttpResponse
from .version import __version__

UNKNOWN_SIZE = -1
"""What HAR writes where a size is not known: heads are recorded as headers, not as bytes."""


def har(recording: Recording) -> dict[str, Any]:
    """Makes the archive; what was masked in the recording is masked in it.

    Args:
        recording: The recording.

    Returns:
        The archive as JSON values: one entry an exchange, in their order.
    """
    entries = [_entry(line) for line in recording.lines if line["type"] == "exchange"]
    log: dict[str, Any] = {
        "version": "1.2",
        "creator": {"name": "ProcessStatusLibrary", "version": __version__, "comment": f"from {recording.tool}"},
        "entries": entries,
    }
    if not recording.complete:
        log["comment"] = INCOMPLETE
    return {"log": log}


def _entry(line: Mapping[str, Any]) -> dict[str, Any]:
    exchange = recorded_exchange(line)
    milliseconds = round(exchange.elapsed * 1000, 3)
    words = [line.get(name, "") for name in ("service", "operation", "binding", "situation", "variant")]
    return {
        "startedDateTime": line["started"],
        "time": milliseconds,
        "request": _request(exchange.request, line["request"]["length"]),
        "response": _response(exchange.response, line["response"], exchange.error),
        "cache": {},
        "timings": {"send": 0, "wait": milliseconds, "receive": 0},
        "comment": f"{line['number']}: {', '.join(str(word) for word in words if word)}",
    }


def _request(request: HttpRequest, length: int) -> dict[str, Any]:
    # Cut by hand: urlsplit refuses hosts that it cannot read, and a recording may hold any URL.
    query = parse_qsl(request.url.partition("#")[0].partition("?")[2], keep_blank_values=True)
    written: dict[str, Any] = {
        "method": request.method,
        "url": request.url,
        "httpVersion": "HTTP/1.1",
        "cookies": [],
        "headers": _headers(request.headers),
        "queryString": [{"name": name, "value": value} for name, value in query],
        "headersSize": UNKNOWN_SIZE,
        "bodySize": length,
    }
    if request.body:
        text = request.text
        written["postData"] = {"mimeType": request.header("Content-Type"), "text": text}
    return written


def _response(response: HttpResponse | None, recorded: Mapping[str, Any] | None, error: str) -> dict[str, Any]:
    if response is None or recorded is None:
        # HAR has no word for an answer that did not come: browsers write status 0 and their reason in `_error`.
        response, recorded = HttpResponse(0, "", (), b"", ""), {"length": 0}
    content: dict[str, Any] = {"size": recorded["length"], "mimeType": response.header("Content-Type")}
    if "body_base64" in recorded:
        content |= {"text": recorded["body_base64"], "encoding": "base64"}
    elif response.body:
        content["text"] = recorded["body"]
    written = {
        "status": response.status,
        "statusText": response.reason,
        "httpVersion": response.version,
        "cookies": [],
        "headers": _headers(response.headers),
        "content": content,
        "redirectURL": response.header("Location"),
        "headersSize": UNKNOWN_SIZE,
        "bodySize": recorded["length"],
    }
    return {**written, "_error": error} if error else written


def _headers(headers: Headers) -> list[dict[str, str]]:
    return [{"name": name, "value": value} for name, value in headers]
