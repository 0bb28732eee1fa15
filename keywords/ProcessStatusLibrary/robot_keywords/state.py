"""What the keyword groups share: the open services, the last reply, and the log."""

from __future__ import annotations

import html
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from robot.api import logger
from robot.api.types import Secret

from ..api import OpenService
from ..embedded import Profile
from ..masking import Masker
from ..recording import Recorder, masked_request, masked_response
from ..reply import Reply
from ..run_recording import run_recorder
from ..status import ProcessStatus
from ..transport.exchange import Exchange
from ..wording import inert, inert_lines, listing, quote

STOPPED = "Execution terminated by signal"
"""What Robot Framework says of a test, a setup or a teardown that it was told to stop in."""


class LibraryState:
    """The state of one library instance.

    Args:
        profile: How the embedded simulator answers.
        record: A file that exchanges are recorded to; None: they are not.
        simulated_time: Services on the embedded simulator wait on a clock that only waiting moves.
    """

    def __init__(self, profile: Profile, record: Path | None, *, simulated_time: bool = False) -> None:
        self._profile = profile
        self._simulated_time = simulated_time
        self._record = record
        # One masker and one recording for all services: each knows what the others must not write.
        self._masker = Masker()
        self._recorder: Recorder | None = None
        self._services: dict[str, OpenService] = {}
        self._current = ""
        self._in_suite = False

    @property
    def _service(self) -> OpenService:
        if self._current not in self._services:
            raise ValueError("No service is open. Open one with the keyword 'Open Service'.")
        return self._services[self._current]

    def _named(self, alias: str) -> str:
        if alias in self._services:
            return alias
        opened = f"Open: {listing(self._services, 'and')}." if self._services else "None is open."
        raise ValueError(f"No service is open as {quote(alias)}. {opened}")

    @property
    def _reply(self) -> Reply:
        reply = self._service.last
        if reply is None:
            raise ValueError("There is no reply in this test yet. Send a request with 'Get Process Status' first.")
        return reply

    @property
    def _status(self) -> ProcessStatus:
        reply = self._reply
        error = reply.error()
        if reply.status is None:
            raise error or ValueError("The last request was not for a status.")
        return reply.status

    def _log(self, service: OpenService) -> None:
        """Shows the last exchange in the log, masked and folded."""
        exchange = service.last_exchange
        if exchange is None:
            return
        answer = f"HTTP {exchange.response.status}" if exchange.response else exchange.error
        asked = f"{exchange.request.method} {service.masker.url(exchange.request.url)}"
        summary = html.escape(inert(f"{service.target.service} on {service.target.name}: {asked} > {answer}"))
        shown = html.escape(inert_lines(json.dumps(exchange_record(exchange, service), indent=2, ensure_ascii=False)))
        logger.info(f"<details><summary>{summary}</summary><pre>{shown}</pre></details>", html=True)

    def _start_suite(self, data: object, result: object) -> None:  # noqa: ARG002  Robot's listener interface
        self._in_suite = True

    def _start_test(self, data: object, result: object) -> None:  # noqa: ARG002  Robot's listener interface
        self._in_suite = True
        for service in self._services.values():
            service.last = service.last_exchange = None
            service.histories.clear()

    def _end_test(self, data: object, result: Any) -> None:  # noqa: ARG002  Robot's listener interface
        self._note_stop(result.message)

    def _end_suite(self, data: object, result: Any) -> None:  # noqa: ARG002  Robot's listener interface
        self._in_suite = False
        self._note_stop(result.message)

    def _note_stop(self, message: str) -> None:
        if self._recorder is not None and STOPPED in message:
            self._recorder.mark_incomplete()

    def _close(self) -> None:
        if self._recorder is not None and self._in_suite:  # a second signal ends no suite
            self._recorder.mark_incomplete()
        for service in self._services.values():
            service.close()
        self._services.clear()
        if self._recorder is not None:
            self._recorder.close()
            self._recorder = None

    def _texts(self, values: Mapping[str, object] | None) -> dict[str, Any]:
        """Headers or members as texts; a Secret among them is masked from now on."""
        texts: dict[str, Any] = {}
        for name, value in (values or {}).items():
            shown = self._revealed(value, name)
            texts[name] = shown if shown is None else str(shown)
        return texts

    def _revealed(self, value: Any, name: str) -> Any:
        """An argument, which is masked from now on where it is a Secret."""
        if isinstance(value, Secret):
            self._masker.learn(value.value, name)
            return value.value
        return value

    def _shared_recorder(self) -> Recorder:
        """The recording of this library; without one that of the run, which is not closed here."""
        if self._record is None and (of_run := run_recorder()) is not None:
            return of_run
        if self._recorder is None:
            self._recorder = Recorder(self._record, self._masker)
        return self._recorder


def exchange_record(exchange: Exchange, service: OpenService) -> dict[str, object]:
    """An exchange as evidence: masked, in plain dictionaries."""
    response = masked_response(exchange.response, service.masker) if exchange.response else None
    return {
        "target": service.target.name,
        "request": masked_request(exchange.request, service.masker),
        "response": response,
        "elapsed": round(exchange.elapsed, 6),
        "error": service.masker.text(exchange.error),
    }
