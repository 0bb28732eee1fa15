"""Finds the target of one service in a targets file; what the file does not name is not run. Replaces its settings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from .contract.service import Contract
from .retrying import Retries
from .targets import Target, load_targets
from .transport.exchange import Limits, Timeouts
from .wording import unknown


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


def with_settings(target: Target, settings: Mapping[str, Any]) -> Target:
    """A target with attributes replaced.

    Raises:
        TypeError: There is no such attribute; the message lists them.
    """
    allowed = [name for name in Target.__dataclass_fields__ if name not in ("service", "contract", "url", "simulated")]
    for name in settings:
        if name not in allowed:
            raise TypeError(unknown("setting", name, allowed))
    timeouts = settings.get("timeouts", target.timeouts)
    if not isinstance(timeouts, Timeouts):
        raise TypeError(f"timeouts is {timeouts!r}. Give Timeouts(connect=..., read=..., total=...), in seconds.")
    limits = settings.get("limits", target.limits)
    if not isinstance(limits, Limits):
        raise TypeError(f"limits is {limits!r}. Give Limits(body_bytes=..., depth=...) and so on.")
    retries = settings.get("retries", target.retries)
    if not isinstance(retries, Retries):
        raise TypeError(f"retries is {retries!r}. Give Retries(count=..., pause=...), the pause in seconds.")
    return replace(target, **settings)


@lru_cache(maxsize=8)
def _loaded(file: Path, _modified: int) -> dict[str, Target]:
    return load_targets(file)
