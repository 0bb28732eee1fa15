"""Which service and calls a request is for, by its address alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from .calls import Call
from .http_message import Request
from .rest import path_pattern
from .service import Service


def addressed(services: Iterable[Service], request: Request) -> tuple[Service | None, Sequence[Call]]:
    """Finds the service at an address, and its calls there; none when nothing is."""
    for service in services:
        below = request.below(service.mount)
        calls = [call for call in service.calls if below is not None and _is_at(call, below)]
        if calls:
            return service, calls
    return None, ()


def asked_over(calls: Sequence[Call], request: Request) -> set[str]:
    """Tells over which bindings a request may be meant: by its method, and by its media type where that differs."""
    same_method = [call for call in calls if call.sample.question.method == request.method]
    same_kind = [call for call in same_method if call.sample.question.media_type == request.media_type]
    return {call.sample.binding for call in same_kind or same_method or calls}


def _is_at(call: Call, request: Request) -> bool:
    """Whether a request is for the address of a call, in any case and with any id."""
    pattern, path = path_pattern(call), request.segments
    same = len(pattern) == len(path)
    return same and all(
        mine is None or mine.casefold() == theirs.casefold() for mine, theirs in zip(pattern, path, strict=True)
    )
