"""An interruption is handed on, whatever a library raises as it cleans up; an error of the line is told as one."""

from __future__ import annotations

from typing import Any

import pytest
from urllib3.connectionpool import HTTPConnectionPool
from urllib3.exceptions import FullPoolError

from ProcessStatusLibrary import TransportError, open_service
from ProcessStatusLibrary.stops import interruption_behind

from .raw_server import RawServer, Talk


def answers_nothing(talk: Talk) -> None:
    """Ends each connection after the request."""
    talk.read()


@pytest.mark.parametrize("interruption", [KeyboardInterrupt, SystemExit])
def test_an_interruption_behind_an_error_of_urllib3(
    interruption: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupted(pool: HTTPConnectionPool, *_: Any, **__: Any) -> None:
        try:
            raise interruption
        finally:
            raise FullPoolError(pool, "Pool reached maximum size and no more connections are allowed.")

    monkeypatch.setattr(HTTPConnectionPool, "urlopen", interrupted)
    with open_service("robusta", "http://127.0.0.1:9") as service, pytest.raises(interruption):
        service.ask("4711")


def test_an_error_while_an_older_interruption_is_handled() -> None:
    with RawServer(answers_nothing) as server, open_service("robusta", server.url) as service:
        try:
            raise KeyboardInterrupt
        except KeyboardInterrupt:
            with pytest.raises(TransportError, match="the connection was closed"):
                service.ask("4711")


def test_what_is_behind_an_error() -> None:
    circle, other = ValueError("a"), ValueError("b")
    circle.__context__, other.__context__ = other, circle

    assert interruption_behind(circle, None) is None
    other.__context__ = stop = KeyboardInterrupt()
    assert interruption_behind(circle, None) is stop
    assert interruption_behind(circle, stop) is None
