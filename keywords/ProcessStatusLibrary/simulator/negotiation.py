"""Which of several formats a client wants."""

from __future__ import annotations

from collections.abc import Sequence

from .http_message import Request, media_parameter, media_type


def wanted(request: Request, offered: Sequence[str]) -> int:
    """Chooses a format: by ``?format=``, else by the Accept header, else the first.

    Args:
        request: The request.
        offered: Media types, the default one first.

    Returns:
        The index of the chosen one. Nobody is turned away: what is not offered gets the default.
    """
    name = request.parameters.get("format", "").lower()
    formats = [kind.rpartition("/")[2] for kind in offered]
    if name in formats:
        return formats.index(name)
    ranges = [part for part in (request.header("Accept") or "").split(",") if part.strip()]
    for accepted in sorted(ranges, key=_quality, reverse=True):
        for index, kind in enumerate(offered):
            if _quality(accepted) > 0 and _covers(media_type(accepted), kind):
                return index
    return 0


def _covers(accepted: str, kind: str) -> bool:
    family = kind.partition("/")[0]
    return accepted in (kind, "*/*", f"{family}/*")


def _quality(accepted: str) -> float:
    try:
        return float(media_parameter(accepted, "q") or 1)
    except ValueError:
        return 0.0
