"""Masks the report of a test: pytest shows arguments and local variables of every function in a traceback."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

MASKING = f"{__package__}.masking"
"""Where nobody has imported it, there is no session whose secrets could show."""


def mask_report(report: Any) -> None:
    """Masks the traceback and the captured output of a report of pytest, in place.

    Args:
        report: A report of a test that failed.
    """
    from .masking import masked_by_all  # noqa: PLC0415  not in every pytest run of an environment

    report.longrepr = _masked(report.longrepr, masked_by_all, set())
    report.sections = [(name, masked_by_all(text)) for name, text in report.sections]


def _masked(value: Any, mask: Callable[[str], str], seen: set[int]) -> Any:
    """A text masked, an object of pytest's with its attributes masked; whatever shape its version gives them."""
    if isinstance(value, str):
        return mask(value)
    if isinstance(value, list | tuple):
        return type(value)(_masked(entry, mask, seen) for entry in value)
    if id(value) not in seen and type(value).__module__.startswith("_pytest."):
        seen.add(id(value))
        for name, attribute in vars(value).items():
            object.__setattr__(value, name, _masked(attribute, mask, seen))
    return value
