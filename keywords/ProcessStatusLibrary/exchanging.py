"""Makes exchanges with one target: sends a request, records it, and reads what came by the contract."""

from __future__ import annotations

import threading
import time
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from .errors import TransportError
from .header_rules import check_headers
from .masking import Masker
from .plain_http import carries_secrets, refusal, unprotected_hop
from .recording import Recorder
from .reply import Reply, read_reply
from .sent_secrets import secrets_in
from .targets import Target
from .transport.exchange import Exchange, HttpRequest, Transport

READING = ("GET", "HEAD", "POST")
"""Methods by which a status is read; what a test sends by another one is not sent twice."""
STALE = "the kept connection had been closed"


class Exchanger:
    """Sends requests to one target; several threads may use it at once.

    Args:
        target: Where the service is, and its contract.
        masker: What keeps secrets out of everything written.
        recorder: Where exchanges are recorded.
        transport: What sends requests; requests by default, opened at the first exchange.
        auth: Any authentication object of requests, such as NTLM.

    Attributes:
        recorder: Where the next exchange is recorded.
    """

    def __init__(
        self, target: Target, masker: Masker, recorder: Recorder, transport: Transport | None = None, auth: Any = None
    ) -> None:
        self._target = target
        self._masker = masker
        self.recorder = recorder
        self._transport = transport
        self._auth = auth
        self._opening = threading.Lock()

    def exchange(
        self,
        operation: str,
        binding: str,
        process_id: str,
        request: HttpRequest,
        purpose: Mapping[str, Any] | None = None,
        number: int = 0,
    ) -> tuple[Exchange, Reply | TransportError, int]:
        """Makes and records one exchange; a read that met the end of a kept connection is sent once more.

        Servers close connections that they have kept for a while, and a request may cross that on the way: it says
        nothing of the service. What could start a process is never sent again here.

        Args:
            operation: The operation that is asked for.
            binding: The binding by which the answer is read.
            process_id: The process that is asked about; empty for none.
            request: What is sent.
            purpose: What the exchange is for, recorded with it.
            number: The number that was reserved for it in the recording; 0: the next one.

        Returns:
            The exchange, what came of it, and its number in the recording; the last one when there were two.

        Raises:
            ValueError: A header cannot be sent, a secret would travel over plain HTTP, or the recording is closed.
        """
        why = dict(purpose or {})
        exchange, outcome, number = self._exchange(operation, binding, process_id, request, why, number)
        reads = self._target.contract.model.operations[operation].role == "status" and request.method in READING
        if reads and isinstance(outcome, TransportError) and outcome.stale:
            again = {"again": STALE, "again_of": number}
            return self._exchange(operation, binding, process_id, request, {**why, **again})
        return exchange, outcome, number

    def _exchange(
        self,
        operation: str,
        binding: str,
        process_id: str,
        request: HttpRequest,
        purpose: Mapping[str, Any],
        number: int = 0,
    ) -> tuple[Exchange, Reply | TransportError, int]:
        context = self.context(operation, binding, process_id, purpose)
        check_headers(request.headers)
        host = "" if self._target.allow_plain_http else unprotected_hop(self._target.url, self._target.proxies)
        if host and carries_secrets(request, self._masker):
            raise ValueError(f"{self._target.service}: {refusal('the secrets of the request', host)}")
        secrets = secrets_in(request, self._masker, self._target.contract.model.credentials.password)
        for name, secret in secrets:
            self._masker.learn(secret, name.rpartition(" ")[2])  # the answer may repeat it
        recorder = self.recorder
        number = recorder.begin(number)
        try:
            exchange, problem = self._sent(request)
        except (ValueError, TypeError):
            recorder.withdraw(number)  # refused before it was sent
            raise
        recorder.record(exchange, context, number, secrets)
        if isinstance(problem, TransportError):
            return exchange, problem, number
        if problem is not None:
            raise problem
        reply = read_reply(
            self._target.contract,
            operation,
            binding,
            process_id,
            exchange,
            allow_states=self._target.allow_states,
            number=number,
            masker=self._masker,
            limits=self._target.limits,
        )
        return exchange, reply, number

    def _sent(self, request: HttpRequest) -> tuple[Exchange, BaseException | None]:
        """What came of a request, and what kept its answer away: time-outs of runners and Ctrl-C interrupt a wait."""
        # Wall time, whatever clock the session has: this is evidence.
        started, began = datetime.now(UTC), time.perf_counter()
        try:
            response = self._opened().send(request)
        except (ValueError, TypeError):
            raise
        except BaseException as problem:
            told = str(problem) if isinstance(problem, TransportError) else f"interrupted by {type(problem).__name__}"
            return Exchange(request, None, started, time.perf_counter() - began, told), problem
        return Exchange(request, response, started, time.perf_counter() - began), None

    def context(self, operation: str, binding: str, process_id: str, purpose: Mapping[str, Any]) -> Mapping[str, Any]:
        """What the recording says of an exchange besides what was sent and what came."""
        return {
            "service": self._target.contract.service,
            "target": self._target.name,
            "operation": operation,
            "binding": binding,
            "process_id": process_id,
            **purpose,
        }

    def close(self) -> None:
        """Closes every connection; the next exchange opens new ones."""
        if self._transport is not None:
            self._transport.close()

    def _opened(self) -> Transport:
        with self._opening:
            return self._transport or self._open()

    def _open(self) -> Transport:
        from .transport.requests_transport import RequestsTransport, TransportOptions  # noqa: PLC0415  200 ms

        target = self._target
        options = TransportOptions(
            timeouts=target.timeouts,
            limits=target.limits,
            ca_file=target.ca_file,
            verify=target.verify,
            client_certificate=target.client_certificate,
            client_key=target.client_key,
            proxies=None if target.proxies is None else dict(target.proxies),
            auth=self._auth,
            masker=self._masker,
        )
        self._transport = RequestsTransport(options, target.url)
        return self._transport
