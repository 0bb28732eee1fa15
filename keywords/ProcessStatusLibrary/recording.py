"""Records observations as append-only JSON Lines, masked: a killed run leaves what it saw.

Every line ends with a digest of itself and of the line before, so that a reader notices what was lost or altered.
"""

from __future__ import annotations

import hashlib
import json
import os
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from io import FileIO
from pathlib import Path
from typing import Any
from weakref import WeakValueDictionary

from .masked_bodies import masked_body
from .masking import Masker
from .recording_file import begin, write_whole
from .stops import stop_behind, stop_under_way
from .transport.exchange import Exchange, HttpRequest, HttpResponse, Secrets
from .version import __version__

FORMAT = 2
_OPEN: WeakValueDictionary[Path | None, Recorder] = WeakValueDictionary()
"""Recordings that are being written: two writers of one file would overwrite each other's lines. One that nobody holds
any more, because its making was interrupted, is in nobody's way."""


class RecordingStopped(OSError):
    """The file cannot be written any more; the run cannot go on without evidence."""


class Recorder:
    """Numbers exchanges, and writes them to a file when it has one.

    Args:
        path: The file; its folder is made. None: exchanges are only numbered.
        masker: What keeps secrets out of the file.

    Raises:
        ValueError: The file cannot be written; the message says why.
        RecordingStopped: It cannot be written any more, for example because the disk is full.
    """

    def __init__(self, path: Path | None, masker: Masker) -> None:
        self._masker = masker
        self._count = self._reserved = 0
        self._under_way: set[object] = set()
        self._closed = False
        self._lock = threading.Lock()
        self._file: FileIO | None = None
        self._stopped = ""
        self._whole = True
        self._stop_before = stop_under_way()  # where a run begins while another one is being stopped
        self._path = path.absolute() if path is not None else None
        self._chain = ""
        if path is not None and self._path is not None:
            if self._path in _OPEN:
                raise ValueError(
                    f"The recording {path} is being written already. Give each session its own, or share one."
                )
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._begin(path)
            except OSError as problem:
                raise ValueError(f"The recording {path} cannot be written: {problem.strerror}.") from None
            _OPEN[self._path] = self

    def _begin(self, path: Path) -> None:
        line = {"type": "recording", "format": FORMAT, "tool": f"ProcessStatusLibrary {__version__}"}
        self._file = begin(path, self._chained(line))

    def reserve(self) -> int:
        """Takes the next number for an exchange that is still to be made, so that numbers go by who asked first."""
        with self._lock:
            self._reserved += 1
            return self._reserved

    def begin(self, number: int = 0) -> int:
        """Announces an exchange that is made next: a recording that is closed before it is recorded is incomplete.

        Args:
            number: The number that was reserved for it; 0: the next one.

        Returns:
            Its number.

        Raises:
            ValueError: The recording is closed already, so that the exchange would be missing in it.
            RecordingStopped: The file cannot be written any more.
        """
        with self._lock:
            self._check_open()
            if not number:
                self._reserved += 1
                number = self._reserved
            self._under_way.add(number)
            return number

    @contextmanager
    def whole(self) -> Iterator[None]:
        """Lets a recording that is closed before a block has come to its end be incomplete, as what it holds is."""
        block = object()
        with self._lock:
            self._check_open()
            self._under_way.add(block)
        yield
        with self._lock:
            self._under_way.discard(block)

    def withdraw(self, number: int) -> None:
        """Takes an announcement back: the exchange was refused before anything was sent."""
        with self._lock:
            self._under_way.discard(number)
            if number == self._reserved:
                self._reserved -= 1

    def record(self, exchange: Exchange, context: Mapping[str, Any], number: int = 0, secrets: Secrets = ()) -> int:
        """Records one exchange.

        Args:
            exchange: What was sent and received.
            context: What it was for: service, target, operation, binding, process_id.
            number: The number under which it was announced; 0: it was not, and gets the next one.
            secrets: The secrets that the request carried: their masks are recorded with it, so that an answer that
                repeats one can be told.

        Returns:
            The number of the exchange, from 1.
        """
        number = number or self.begin()
        with self._lock:
            if self._file is not None or self._stopped:
                self._write({"type": "exchange", "number": number, **context, **self._exchange(exchange, secrets)})
            self._under_way.discard(number)
            return number

    def note(self, kind: str, content: Mapping[str, Any]) -> None:
        """Records something besides exchanges, such as what a run is about.

        Args:
            kind: The type of the line.
            content: What it says, masked already.

        Raises:
            ValueError: The recording is closed already.
            RecordingStopped: The file cannot be written any more.
        """
        with self._lock:
            self._check_open()
            self._write({"type": kind, **content})

    @property
    def masker(self) -> Masker:
        """What keeps secrets out of the file."""
        return self._masker

    def join(self, masker: Masker) -> None:
        """Masks from now on what another session's masker knows or will learn: any session may send or receive it.

        Args:
            masker: The masker of a session that is recorded here.
        """
        masker.teach(self._masker)

    @property
    def path(self) -> Path | None:
        """The file; None when there is none."""
        return self._path

    def mark_incomplete(self) -> None:
        """Lets the recording end without its closing line: it does not hold the whole of its run."""
        self._whole = False

    def mark_if_stopped(self, error: BaseException | None = None) -> None:
        """Marks the recording as incomplete when its run is being stopped, as by Ctrl-C or ``sys.exit()``.

        Args:
            error: What its block was left by; a stop on its way through this code is seen without it.
        """
        stop = stop_behind(error) or stop_under_way()
        if stop is not None and stop is not self._stop_before:
            self.mark_incomplete()

    def close(self) -> None:
        """Writes the closing line and closes the file; nothing more can be recorded in it.

        A killed or stopped run lacks that line, and so does one with an exchange under way.
        """
        self.mark_if_stopped()
        with self._lock:
            if self._file is not None and self._whole and not self._under_way:
                self._write({"type": "end", "exchanges": self._count})
            self._end()

    def abandon(self) -> None:
        """Closes the file without the closing line: the run was stopped, and its recording is incomplete."""
        with self._lock:
            self._end()

    def _check_open(self) -> None:
        if self._stopped:
            raise RecordingStopped(self._stopped)
        if self._closed:
            raise ValueError(
                f"The recording {self._path} is closed, and what is sent from now on would be missing in it. "
                "Open the service again, with a recording that is open."
            )

    def _end(self) -> None:
        self._closed = self._path is not None
        self._release()

    def _write(self, line: Mapping[str, Any]) -> None:
        if self._stopped:
            raise RecordingStopped(self._stopped)
        if self._file is None:
            return
        try:
            write_whole(self._file, self._chained(line))
            self._count += line["type"] == "exchange"
        except OSError as problem:
            self._stopped = (
                f"The recording {self._path} cannot be written any more: {os.strerror(problem.errno or 0)}. "
                "What was recorded before can be read: 'processstatus export' writes it as an HTTP Archive, and "
                "'processstatus judge' judges the checks in it."
            )
            self._release()
        except BaseException:  # interrupted: nobody knows whether the line was written, so none may follow it
            self._release()
            raise
        if self._stopped:
            raise RecordingStopped(self._stopped)

    def _chained(self, line: Mapping[str, Any]) -> bytes:
        """A line with its digest; a lone surrogate is written as the escape that JSON has for it."""
        written = json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace")
        self._chain = chained(self._chain, written)
        return b"".join((memoryview(written)[:-1], f', "chain": "{self._chain}"}}\n'.encode()))

    def _release(self) -> None:
        if self._file is not None:
            self._file.close()
            self._file = None
            _OPEN.pop(self._path, None)

    def _exchange(self, exchange: Exchange, secrets: Secrets) -> dict[str, Any]:
        masks = [[name, self._masker.text(value)] for name, value in secrets]
        return {
            "started": exchange.started.isoformat(timespec="milliseconds"),
            "elapsed": round(exchange.elapsed, 6),
            "request": masked_request(exchange.request, self._masker) | ({"secrets": masks} if masks else {}),
            "response": masked_response(exchange.response, self._masker) if exchange.response else None,
            "error": self._masker.text(exchange.error),
        }


def mark_all_incomplete() -> None:
    """Marks every recording that is being written: the run behind them is stopped, and they are closed in order."""
    for recorder in list(_OPEN.values()):
        recorder.mark_incomplete()


def chained(before: str, line: str | bytes) -> str:
    """The digest that a line ends with.

    Args:
        before: The digest of the line before; empty for the first.
        line: The line without its digest.
    """
    digest = hashlib.sha256(before.encode())
    digest.update(line.encode("utf-8", "backslashreplace") if isinstance(line, str) else line)
    return digest.hexdigest()


def masked_request(request: HttpRequest, masker: Masker) -> dict[str, Any]:
    """A request as evidence."""
    return {
        "method": request.method,
        "url": masker.url(request.url),
        "headers": masker.headers(request.headers),
        **masked_body(request.body, masker, request.header("Content-Type")),
    }


def masked_response(response: HttpResponse, masker: Masker) -> dict[str, Any]:
    """A response as evidence."""
    return {
        "version": response.version,
        "status": response.status,
        "reason": masker.text(response.reason),
        "headers": masker.headers(response.headers),
        **masked_body(response.body, masker, response.header("Content-Type")),
        **({"more_came": True} if response.more_came else {}),
    }
