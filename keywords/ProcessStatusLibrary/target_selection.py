"""Finds the target of one service in a targets file; what the file does not name is not run."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from .contract.service import Contract
from .targets import Target, load_targets


class TargetMissing(LookupError):
    """The targets file lacks something that a test needs: such a test is skipped, and the message names the key."""

    ROBOT_SUPPRESS_NAME = True
    ROBOT_SKIP_EXECUTION = True


def configured_target(contract: Contract, file: Path) -> Target:
    """The target of a service.

    Raises:
        TargetMissing: The file has no table for the service.
        TargetsError: The file cannot be used.
    """
    targets = _loaded(file, file.stat().st_mtime_ns if file.is_file() else 0)
    if contract.service not in targets:
        raise TargetMissing(f"[{contract.service}] is missing in {file}, so {contract.service} is not run.")
    return targets[contract.service]


@lru_cache(maxsize=8)
def _loaded(file: Path, _modified: int) -> dict[str, Target]:
    return load_targets(file)
