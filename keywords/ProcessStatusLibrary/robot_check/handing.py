"""Hands the verdicts of a command to the suites that it runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..conformance.assessment import Assessment
from ..conformance.results import ServiceResult
from ..masking import Masker

_HANDED: dict[str, Judged] = {}


@dataclass(frozen=True)
class Judged:
    """A service that was checked.

    Attributes:
        masker: What keeps the secrets of the check out of its evidence.
        assessment: What counts of what was found.
    """

    result: ServiceResult
    masker: Masker
    assessment: Assessment


@contextmanager
def handed(checks: Mapping[str, Judged]) -> Iterator[None]:
    """Lets the suites of this process take the verdicts instead of checking again.

    Args:
        checks: What was checked, by the name of the service or the folder of its contract.
    """
    _HANDED.update({_key(service): judged for service, judged in checks.items()})
    try:
        yield
    finally:
        _HANDED.clear()


def handed_over(service: str) -> Judged | None:
    """What the command found of a service; None in a run that is not the command's."""
    return _HANDED.get(_key(service))


def _key(service: str) -> str:
    folder = Path(service)
    return str(folder.resolve()) if folder.is_dir() else service
