"""Services without a state field: which counters say a state, read from the contract's derive rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from ..contract.model import Derive

TOTAL = 3
"""How many parts a process has when nobody says."""


def derived_state(rows: Sequence[Derive], values: Mapping[str, object]) -> str:
    """Names the state that members say: the first row that holds.

    Args:
        rows: The contract's rows.
        values: Members by path; an absent one has no value.

    Returns:
        The state; empty when no row holds.
    """
    return next((row.state for row in rows if _holds(row, values)), "")


def counters_for(
    state: str,
    rows: Sequence[Derive],
    names: Sequence[str],
    total: int,
    before: Mapping[str, int],
    error: Mapping[str, str],
) -> dict[str, int] | None:
    """Finds counters that say a state and no other.

    Args:
        state: The wanted state.
        rows: The contract's rows.
        names: The counters; the last one is the total that the others count up to.
        total: The highest value that may be used.
        before: The counters of the step before; they are kept when they fit, for counters never fall.
        error: The error code by its path, when the step has one.

    Returns:
        The counters; none when no values say the state.
    """
    for candidate in (*([dict(before)] if before else []), *_candidates(names, total)):
        if derived_state(rows, {**candidate, **error}) == state:
            return candidate
    return None


def _candidates(names: Sequence[str], total: int) -> Iterator[dict[str, int]]:
    if not names:
        yield {}
        return
    rising = list(dict.fromkeys((0, min(1, total), total)))
    for last in dict.fromkeys((total, 0)):
        for first in product(rising, repeat=len(names) - 1):
            yield dict(zip(names, (*first, last), strict=True))


def _holds(row: Derive, values: Mapping[str, object]) -> bool:
    if row.present and not values.get(row.present):
        return False
    if row.equal and _value(row.equal[0], values) != _value(row.equal[1], values):
        return False
    if row.less:
        low, high = _value(row.less[0], values), _value(row.less[1], values)
        return isinstance(low, int) and isinstance(high, int) and low < high
    return True


def _value(term: str | int, values: Mapping[str, object]) -> object:
    return values.get(term) if isinstance(term, str) else term
