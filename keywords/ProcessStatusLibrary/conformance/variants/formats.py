"""The formats of a binding, asked for in other ways than by naming one in Accept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ...contract.model import Binding
from ...transport.exchange import HttpRequest

_QUALITY = re.compile(r";\s*q=([01](?:\.[0-9]*)?)\s*(?:;|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FormatWay:
    """One way to ask for a format.

    Attributes:
        name: The way in words, which begins with the format: ``xml by query``.
        options: How the documented request is written so.
    """

    name: str
    options: dict[str, object]


def ways(documented: Binding) -> Iterator[FormatWay]:
    """Every format in every way, when there is more than one."""
    formats = documented.request.formats
    if len(formats) < 2:
        return
    for name, wanted in formats.items():
        others = ", ".join(f"{other.accept};q=0.2" for key, other in formats.items() if key != name)
        yield FormatWay(f"{name} by Accept", {"headers": {"Accept": wanted.accept}})
        yield FormatWay(f"{name} preferred in Accept", {"headers": {"Accept": f"{others}, {wanted.accept}"}})
        if wanted.query:
            yield FormatWay(f"{name} by query", {"format": name, "format_in_query": True})


def asked_format(documented: Binding, request: HttpRequest) -> str:
    """The media type that a request asks for; empty when it leaves the choice to the service.

    A format in the query is asked for before one in Accept, of which the one of the highest quality counts.
    """
    formats = documented.request.formats
    query = request.url.partition("?")[2].split("&")
    named = [wanted.accept for wanted in formats.values() if wanted.query and wanted.query in query]
    if named:
        return named[0]
    ranges = [part.strip() for part in request.header("Accept").split(",") if part.strip()]
    best = max(ranges, key=_quality, default="").partition(";")[0].strip().lower()
    return best if best in {wanted.accept for wanted in formats.values()} else ""


def _quality(accepted: str) -> float:
    stated = _QUALITY.search(accepted)
    return float(stated[1]) if stated else 1.0
