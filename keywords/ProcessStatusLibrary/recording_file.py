"""The file of a recording: put in its place with its first line, and written by one process alone."""

from __future__ import annotations

import os
from contextlib import suppress
from io import FileIO
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has no such locks: there two processes can still meet in one file
    fcntl = None  # type: ignore[assignment]

BEGINNING = b'{"type": "recording"'


def begin(path: Path, first: bytes) -> FileIO:
    """Begins a recording: a run that is killed here leaves what was there before, or a file with its first line.

    Args:
        path: The file. A recording that is there is replaced; a device or a pipe is written to as it is.
        first: The first line.

    Returns:
        The file, without a buffer: what a line says is with the system before the next request is sent.

    Raises:
        ValueError: Another process writes it, or what is there is no recording.
        OSError: It cannot be written.
    """
    if path.exists() and not path.is_file():
        file = FileIO(path, "w")
        write_whole(file, first)
        return file
    place = path.resolve()
    begun = place.with_name(f".{place.name}.{os.getpid()}.begun")
    try:
        file = FileIO(begun, "w")
        try:
            _lock(file, path)
            write_whole(file, first)
            _put(begun, place, path)
        except BaseException:
            file.close()
            raise
    finally:
        begun.unlink(missing_ok=True)
    return file


def write_whole(file: FileIO, line: bytes) -> None:
    """Writes a line that the system may take in pieces."""
    rest = memoryview(line)
    while rest:
        rest = rest[file.write(rest) :]


def _put(begun: Path, place: Path, path: Path) -> None:
    """Moves a file to its place, unless another process is about to write there."""
    if fcntl is None:
        begun.replace(place)
        return
    while True:
        with suppress(FileExistsError):
            os.link(begun, place)  # fails where something is already
            return
        try:
            present = FileIO(place, "r")
        except FileNotFoundError:
            continue
        with present:
            _lock(present, path)
            if not _is_at(present, place):
                continue  # it was replaced in the meantime
            beginning = present.read(len(BEGINNING))
            if beginning and beginning != BEGINNING:
                raise ValueError(
                    f"The recording {path} would overwrite a file that is no recording. Name another, or remove it."
                )
            begun.replace(place)
            return


def _lock(file: FileIO, path: Path) -> None:
    if fcntl is None:
        return
    try:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise ValueError(
            f"The recording {path} is being written by another run. Give each run its own folder or file."
        ) from None
    except OSError:
        pass  # a file system without locks


def _is_at(file: FileIO, place: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(file.fileno()), place.stat())
    except FileNotFoundError:
        return False
