"""Faults of redirects: the service is always somewhere else."""

from __future__ import annotations

from collections.abc import Callable

from ..delivery import Deliver, Delivery
from .fault import TransportFault
from .heads import setting, with_status

ELSEWHERE = "http://elsewhere.invalid/status"


def _redirect(status: str, location: Callable[[Delivery], str]) -> Deliver:
    async def deliver(delivery: Delivery) -> bool:
        head = setting(with_status(delivery.head, f"HTTP/1.1 {status}"), "Location", location(delivery))
        await delivery.line.send(setting(head, "Content-Length", "0"))
        return delivery.keep_alive

    return deliver


FAULTS = (
    TransportFault(
        "redirect-loop",
        "The service is said to be where it was asked.",
        deliver=_redirect("307 Temporary Redirect", lambda delivery: delivery.path),
    ),
    TransportFault(
        "redirect-elsewhere",
        "The service is said to be on another host.",
        deliver=_redirect("302 Found", lambda delivery: ELSEWHERE),  # noqa: ARG005  whatever was asked
    ),
)
