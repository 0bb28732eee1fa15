"""All transport faults by name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from . import codings, endings, framing, greetings, paces, redirects
from .fault import TransportFault

IN_ORDER = (greetings, endings, paces, framing, codings, redirects)


@lru_cache(maxsize=1)
def transport_faults() -> Mapping[str, TransportFault]:
    """All transport faults that a simulator can be given, by name.

    >>> transport_faults()["reset-in-body"].title
    'The connection is reset within the body.'
    """
    return MappingProxyType({fault.name: fault for module in IN_ORDER for fault in module.FAULTS})
