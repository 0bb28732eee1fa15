"""Records observations as append-only JSON Lines, masked: a killed run leaves what it saw.

Every line ends with a digest of itself and of the line before, so that a reader notices what was lost or altered.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TextIO

from .masking import Masker
from .transport.exchange import Exchange, HttpRequest, HttpResponse
from .version import __version__

FORMAT = 2
_OPEN: set[Path | None] = set()
"""Recordings that are being written: two writers of one file would overwrite each other's lines."""


class Recorder:
    """Numbers exchanges, and writes them to a file when it has one.

    Args:
        path: The file; its folder is made. None: exchanges are only numbered.
        masker: What keeps secrets out of the file.

    Raises:
        ValueError: The file cannot be written; the message says why.
    """

    def __init__(self, path: Path | None, masker: Masker) -> None:
        self._masker = masker
        self._count = self._reserved = 0
        self._lock = threading.Lock()
        self._file: TextIO | None = None
        self._path = path.absolute() if path is not None else None
        self._chain = ""
        if path is not None and self._path is not None:
            if self._path in _OPEN:
                raise ValueError(
                    f"The recording {path} is being written already. Give each session its own, or share one."
                )
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                # A lone surrogate is written as the escape that JSON has for it.
                self._file = path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
            except OSError as problem:
                raise ValueError(f"The recording {path} cannot be written: {problem.strerror}.") from None
            _OPEN.add(self._path)
            self._write({"type": "recording", "format": FORMAT, "tool": f"ProcessStatusLibrary {__version__}"})

    def reserve(self) -> int:
        """Takes the next number for an exchange that is still to be made, so that numbers go by who asked first."""
        with self._lock:
            self._reserved += 1
            return self._reserved

    def record(self, exchange: Exchange, context: Mapping[str, Any], number: int = 0) -> int:
        """Records one exchange.

        Args:
            exchange: What was sent and received.
            context: What it was for: service, target, operation, binding, process_id.
            number: The number that was reserved for it; 0: the next one.

        Returns:
            The number of the exchange, from 1.
        """
        number = number or self.reserve()
        with self._lock:
            self._count += 1
            if self._file is not None:
                self._write({"type": "exchange", "number": number, **context, **self._exchange(exchange)})
            return number

    def note(self, kind: str, content: Mapping[str, Any]) -> None:
        """Records something besides exchanges, such as what a run is about.

        Args:
            kind: The type of the line.
            content: What it says, masked already.
        """
        with self._lock:
            self._write({"type": kind, **content})

    def close(self) -> None:
        """Writes the closing line, which a killed run lacks, and closes the file."""
        with self._lock:
            if self._file is not None:
                self._write({"type": "end", "exchanges": self._count})
                self._file.close()
                self._file = None
                _OPEN.discard(self._path)

    def _write(self, line: Mapping[str, Any]) -> None:
        if self._file is not None:
            text = json.dumps(line, ensure_ascii=False)
            self._chain = chained(self._chain, text)
            self._file.write(f'{text[:-1]}, "chain": "{self._chain}"}}\n')
            self._file.flush()

    def _exchange(self, exchange: Exchange) -> dict[str, Any]:
        return {
            "started": exchange.started.isoformat(timespec="milliseconds"),
            "elapsed": round(exchange.elapsed, 6),
            "request": masked_request(exchange.request, self._masker),
            "response": masked_response(exchange.response, self._masker) if exchange.response else None,
            "error": self._masker.text(exchange.error),
        }


def chained(before: str, text: str) -> str:
    """The digest that a line ends with.

    Args:
        before: The digest of the line before; empty for the first.
        text: The line without its digest.
    """
    return hashlib.sha256(f"{before}{text}".encode("utf-8", "backslashreplace")).hexdigest()


def masked_request(request: HttpRequest, masker: Masker) -> dict[str, Any]:
    """A request as evidence."""
    return {
        "method": request.method,
        "url": masker.url(request.url),
        "headers": masker.headers(request.headers),
        **_body(request.body, masker),
    }


def masked_response(response: HttpResponse, masker: Masker) -> dict[str, Any]:
    """A response as evidence."""
    return {
        "version": response.version,
        "status": response.status,
        "reason": masker.text(response.reason),
        "headers": masker.headers(response.headers),
        **_body(response.body, masker),
        **({"more_came": True} if response.more_came else {}),
    }


def _body(body: bytes, masker: Masker) -> dict[str, Any]:
    """The body masked, with the length and the digest of what was there where nothing was masked."""
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        for charset in ("utf-16", "utf-8", "latin-1"):
            text = body.decode(charset, "replace")
            masked = masker.text(text)
            if masked != text:
                return {"body": masked, "length": len(body)}
        return {"body_base64": base64.b64encode(body).decode(), "length": len(body), "sha256": _digest(body)}
    masked = masker.text(text)
    # The digest of a body with a secret in it would let anybody try passwords against it.
    return {"body": masked, "length": len(body)} | ({"sha256": _digest(body)} if masked == text else {})


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
