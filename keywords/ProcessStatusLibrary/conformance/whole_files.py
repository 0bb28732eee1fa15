"""Writes files at once or not at all, so that a run that is stopped leaves whole ones."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path


def write_whole(path: Path, text: str) -> None:
    """Replaces a file by a text; its folder is made.

    Raises:
        ValueError: It cannot be written; the message says why.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        # A lone surrogate is written as the escape that JSON has for it.
        temporary.write_bytes(text.encode("utf-8", "backslashreplace"))
        temporary.replace(path)
    except OSError as problem:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise ValueError(f"The report {path} cannot be written: {problem.strerror}.") from None
