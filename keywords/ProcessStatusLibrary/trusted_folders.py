"""Which files a targets file may name: those of its own folder, and of folders that whoever runs it trusts."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

VARIABLE = "PROCESSSTATUS_TRUSTED_FOLDERS"


def within_trusted(path: Path, folder: Path, environment: Mapping[str, str]) -> bool:
    """Whether a path, its links followed, stays in a folder or in one that the environment names.

    Args:
        path: What a targets file names.
        folder: The folder of the targets file.
        environment: Its variable PROCESSSTATUS_TRUSTED_FOLDERS lists folders, separated as PATH is.

    >>> within_trusted(Path("a/../../b"), Path("a"), {})
    False
    """
    named = environment.get(VARIABLE, "").split(os.pathsep)
    resolved = path.resolve()
    return any(resolved.is_relative_to(trusted.resolve()) for trusted in [folder, *map(Path, filter(None, named))])
