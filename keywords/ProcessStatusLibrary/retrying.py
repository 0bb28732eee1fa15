"""Sends a request again that got no answer: only where a repeat is safe, a few times, with growing pauses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any, TypeVar

from .clock import Clock
from .errors import TransportError
from .transport.exchange import Exchange
from .wording import is_number, plain

PASSING = (429, 502, 503, 504)
"""HTTP statuses that say: not now (RFC 6585 section 4, RFC 9110 sections 15.6.3 to 15.6.5)."""
LONGEST_PAUSE = 60.0
"""Seconds. A service that asks for more patience than this is not asked again."""
MOST = 20

Outcome = TypeVar("Outcome")
Tried = tuple[Exchange, Outcome | TransportError, int]


@dataclass(frozen=True, slots=True)
class Retries:
    """How often a request is sent again that got no answer, or was told to come later (429, 502, 503, 504).

    Attributes:
        count: At most so often.
        pause: Seconds before the first repeat, doubled for each further one; a longer Retry-After counts.
        starts: Repeat also what starts a process, which may then start twice.

    Raises:
        ValueError: A setting is out of its range; the message says the range.
    """

    count: int = 0
    pause: float = 1.0
    starts: bool = False

    def __post_init__(self) -> None:
        for name, most in (("count", MOST), ("pause", LONGEST_PAUSE)):
            value = getattr(self, name)
            if not is_number(value, whole=name == "count") or not 0 <= value <= most:
                raise ValueError(f"retries '{name}' is {value!r}. Allowed: from 0 to {plain(most)}.")
        if not isinstance(self.starts, bool):
            raise ValueError(f"retries 'starts' is {self.starts!r}. Allowed: True or False.")


def repeated(attempt: Callable[[Mapping[str, Any]], Tried[Outcome]], retries: Retries, clock: Clock) -> Tried[Outcome]:
    """Makes an exchange, and makes it again while it fails in a way that may pass.

    Args:
        attempt: Makes and records one exchange; it is given what is recorded with it: the number of a repeat.
        retries: How often.
        clock: What the pauses go by.

    Returns:
        The last exchange; an error of several tries says how many there were.
    """
    tries = 1
    exchange, outcome, number = attempt({})
    while tries <= retries.count:
        pause = _pause(exchange, outcome, min(retries.pause * 2 ** (tries - 1), LONGEST_PAUSE), clock.utc())
        if pause > LONGEST_PAUSE:
            break
        clock.sleep(pause)
        tries += 1
        exchange, outcome, number = attempt({"try": tries})
    if tries > 1 and isinstance(outcome, TransportError):
        outcome = outcome.after(tries)
    return exchange, outcome, number


def retry_after(value: str, now: datetime) -> float:
    """Seconds that Retry-After asks for: a number or a date (RFC 9110 section 10.2.3); 0 when it says neither."""
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        date = parsedate_to_datetime(text)
    except (ValueError, OverflowError):  # a year of many digits
        return 0.0
    date = date if date.tzinfo else date.replace(tzinfo=UTC)
    return max(0.0, (date - now).total_seconds())


def _pause(exchange: Exchange, outcome: object, usual: float, now: datetime) -> float:
    """Seconds to wait before the next try; infinite when there is none."""
    if isinstance(outcome, TransportError):
        return usual if outcome.passing else float("inf")
    response = exchange.response
    if response is None or response.status not in PASSING:
        return float("inf")
    return max(usual, retry_after(response.header("Retry-After"), now))
