"""A request that must fail."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary import TransportError
from ProcessStatusLibrary.transport.exchange import HttpRequest
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport


def failure(transport: RequestsTransport, url: str) -> TransportError:
    """The error of a request."""
    with pytest.raises(TransportError) as caught:
        transport.send(HttpRequest("GET", url))
    return caught.value
