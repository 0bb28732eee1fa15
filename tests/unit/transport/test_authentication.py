"""Authentication objects of requests: what they add is masked, and what they read is limited."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from requests.auth import HTTPBasicAuth, HTTPDigestAuth

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.transport.exchange import HttpRequest, Limits, Timeouts
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .failing import failure
from .raw_server import RawServer, Talk, answer, answers, told

TOTAL = 0.2
CHALLENGE = 'WWW-Authenticate: Digest realm="a", nonce="b", qop="auth"'


class OwnHeader(requests.auth.AuthBase):
    """Signs requests in a header of its own."""

    def __call__(self, prepared: requests.PreparedRequest) -> requests.PreparedRequest:
        """Adds the header."""
        prepared.headers["X-Signed"] = "canary-of-a-signature"
        return prepared


def repeats(talk: Talk) -> None:
    """Tells every request of a connection what it was, after a challenge where nothing is authorized."""
    while talk.read():
        if b"uthorization" in talk.request or b"X-Signed" in talk.request:
            talk.send(answer(b"<a>" + base64.b64encode(talk.request) + talk.request + b"</a>"))
        else:
            talk.send(answer(b"no", CHALLENGE, status="401 Unauthorized"))


AUTHENTICATIONS = {
    "Basic": (HTTPBasicAuth("ada", "canary-of-basic"), "canary-of-basic"),
    "a pair": (("ada", "canary-of-a-pair"), "canary-of-a-pair"),
    "a header of its own": (OwnHeader(), "canary-of-a-signature"),
}


@pytest.mark.parametrize(("auth", "canary"), AUTHENTICATIONS.values(), ids=AUTHENTICATIONS)
def test_what_is_added_is_masked(tmp_path: Path, auth: Any, canary: str) -> None:
    file = tmp_path / "observations.jsonl"
    with RawServer(repeats) as server, open_service("robusta", server.url, auth=auth, record=file) as service:
        reply = service.ask("4711")
        shown = [repr(reply), service.masker.text(reply.exchange.response.text)]  # type: ignore[union-attr]
    written = file.read_text(encoding="utf-8")
    pair = base64.b64encode(f"ada:{canary}".encode()).decode()

    assert canary.encode() in server.requests[0] or pair.encode() in server.requests[0]
    assert [text for text in [*shown, written] if canary in text or pair in text] == []
    assert "{masked:" in written


def test_a_challenge_is_answered_and_the_answer_is_masked(tmp_path: Path) -> None:
    file = tmp_path / "observations.jsonl"
    auth = HTTPDigestAuth("ada", "hunter2")
    with RawServer(repeats) as server, open_service("robusta", server.url, auth=auth, record=file) as service:
        reply = service.ask("4711")
    sent = server.requests[1].decode().partition("Authorization: ")[2].partition("\r\n")[0]

    assert len(server.requests) == 2
    assert sent.startswith('Digest username="ada"')
    assert reply.exchange.response is not None
    assert reply.exchange.response.status == 200
    assert sent.partition(" ")[2] not in file.read_text(encoding="utf-8")


def test_the_answer_to_a_challenge_is_not_sent_to_another_host() -> None:
    with (
        RawServer(answers(answer(b"{}"))) as other,
        RawServer(answers(answer(b"", f"Location: {other.url}/b", status="307 Temporary Redirect"))) as server,
        open_service("robusta", server.url, auth=HTTPDigestAuth("ada", "hunter2")) as service,
    ):
        service.ask("4711")

    assert (len(server.requests), other.accepted) == (1, 0)


def endless(talk: Talk) -> None:
    """Challenges with a body that does not end."""
    talk.read()
    talk.send(f"HTTP/1.1 401 Unauthorized\r\n{CHALLENGE}\r\n\r\n".encode())
    talk.drip(b"x" * 10_000)


def test_the_body_of_a_challenge_is_read_within_the_limits() -> None:
    auth = HTTPDigestAuth("ada", "hunter2")
    options = TransportOptions(Timeouts(total=5), Limits(body_bytes=100_000), auth=auth, connections=1)
    with RawServer(endless) as server:
        transport = RequestsTransport(options, server.url)
        problems = [failure(transport, f"{server.url}/a").problem for _ in range(2)]
        transport.close()

    assert problems == ["a body of more than the 100000 bytes of limits.body_bytes"] * 2


def answers_a_challenge_never(talk: Talk) -> None:
    """Challenges after a while, and says no more."""
    talk.read()
    talk.pause(TOTAL / 2)
    talk.send(answer(b"no", CHALLENGE, status="401 Unauthorized"))
    talk.wait()


@pytest.mark.parametrize(
    ("serve", "place"),
    [(endless, "in the body"), (answers_a_challenge_never, "before the answer")],
    ids=["a challenge that drips", "a challenge that is answered and not heard"],
)
def test_a_challenge_and_what_answers_it_have_one_time(serve: Callable[[Talk], None], place: str) -> None:
    options = TransportOptions(timeouts=Timeouts(total=TOTAL), auth=HTTPDigestAuth("ada", "hunter2"))
    with RawServer(serve) as server:
        transport = RequestsTransport(options, server.url)
        problem = failure(transport, f"{server.url}/a")
        transport.close()

        assert told(problem, server) == (
            f"No answer from http://server/a: timeouts.total ran out {place} (phase: read, after N s of 0.2 s allowed)."
        )
    assert problem.elapsed < TOTAL + 0.25


def test_what_says_nothing_of_who_asks_is_not_masked() -> None:
    masker = Masker()
    with RawServer(repeats) as server:
        transport = RequestsTransport(TransportOptions(auth=OwnHeader(), masker=masker), server.url)
        transport.send(HttpRequest("POST", f"{server.url}/a", body=b"1234567"))
        transport.close()
        host = f"127.0.0.1:{server.port}"

    assert masker.text(f"7 {host} keep-alive") == f"7 {host} keep-alive"
