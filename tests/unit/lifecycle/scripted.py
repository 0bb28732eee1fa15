"""A service of whom every answer is written down beforehand, on a clock that only waiting moves."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.errors import TransportError
from ProcessStatusLibrary.polling import wait_for
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.status import ProcessStatus
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse
from ProcessStatusLibrary.waiting import WaitResult, WaitSettings, goal_named

CONTRACTS = Path(__file__).parents[3] / "resources" / "ProcessStatusLibrary" / "contracts"
SERVICES = ("cora-ocr", "cora-rpa", "coruson", "listrak", "robusta")
URL = "http://service.example"
GUID = "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
Step = HttpResponse | TransportError


class Scripted:
    """Gives answers in turn, the last one for ever, and keeps what was asked and when.

    Args:
        steps: Answers, and errors where none came.

    Attributes:
        sent: The requests.
        times: The clock's seconds at which they came.
    """

    def __init__(self, *steps: Step) -> None:
        self.clock = VirtualClock()
        self.sent: list[HttpRequest] = []
        self.times: list[float] = []
        self._steps = list(steps)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Gives the next answer."""
        self.sent.append(request)
        self.times.append(self.clock.now())
        step = self._steps.pop(0) if len(self._steps) > 1 else self._steps[0]
        if isinstance(step, TransportError):
            raise step
        return step

    def close(self) -> None:
        """There is nothing to close."""

    def session(self, service: str = "cora-rpa", **settings: Any) -> Session:
        """An open service that answers so."""
        target = Target(service, load_contract(service), url=URL, **settings)
        return Session(target, clock=self.clock, transport=self)


def waited(
    script: Scripted | Session,
    goal: str = "",
    *,
    end: bool = True,
    service: str = "cora-rpa",
    process_id: str = "4711",
    binding: str = "",
    **settings: Any,
) -> WaitResult:
    """How a wait for a process ends, at an interval of ten seconds if nothing else is said."""
    session = script if isinstance(script, Session) else script.session(service)
    wanted = goal_named(session.contract, goal, end=end)
    return wait_for(session, process_id, wanted, WaitSettings(**{"interval": 10.0, **settings}), binding=binding)


def sample(service: str, name: str) -> HttpResponse:
    """The answer that a sample shows, such as `GetStatus.soap11`."""
    path = CONTRACTS / service / "samples" / f"{name}.response.http"
    head, _, body = path.read_text(encoding="utf-8").partition("\n\n")
    first, *lines = head.splitlines()
    pairs = (line.partition(": ") for line in lines)
    headers = tuple((name, value) for name, _, value in pairs)
    return HttpResponse(int(first.split(" ")[1]), first.split(" ", 2)[2], headers, body.strip().encode())


def edited(answer: HttpResponse, *changes: tuple[str, str]) -> HttpResponse:
    """An answer with some of its text replaced, by patterns that must match."""
    text = answer.body.decode()
    for pattern, new in changes:
        text, count = re.subn(pattern, new.replace("\\", "\\\\"), text)
        assert count, f"{pattern} is not in {text}"
    return replace(answer, body=text.encode())


def cora(state: str, code: str = "NoError", *, slug: str = "soap11", **members: str) -> HttpResponse:
    """Cora says that a batch is in a state, over the binding that a sample shows."""
    changes = {"Status": state, "ErrorCode": code, **members}
    rows = [(f"<{name}>[^<]*<", f"<{name}>{value}<") for name, value in changes.items()]
    return edited(sample("cora-rpa", f"GetStatus.{slug}"), *rows)


def corusons(imported: int, total: int, *, entries: int | None = None, binding: str = "rest") -> HttpResponse:
    """Coruson says how far an import is, in JSON."""
    reports = {f"{number:08x}-0000-4000-8000-000000000000": "R" for number in range(entries or 0)}
    listed = str(reports or {}).replace("'", '"')
    count = imported if entries is None else entries
    if entries is None:
        listed = "{" + ", ".join(f'"{n:08x}-0000-4000-8000-000000000000": "R"' for n in range(count)) + "}"
    return edited(
        sample("coruson", f"ImportReportsStatus.{binding}"),
        (r'"ImportedReports": \{[^}]*\}', f'"ImportedReports": {listed}'),
        (r'"TotalReportsImported": \d+', f'"TotalReportsImported": {imported}'),
        (r'"TotalReports": \d+', f'"TotalReports": {total}'),
    )


def fault(text: str, *, code: str = "soap:Server", status: int = 500) -> HttpResponse:
    """A SOAP 1.1 fault."""
    body = (
        '<soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><soap:Fault>'
        f"<faultcode>{code}</faultcode><faultstring>{text}</faultstring>"
        "</soap:Fault></soap:Body></soap:Envelope>"
    )
    reason = {200: "OK", 401: "Unauthorized"}.get(status, "Internal Server Error")
    return HttpResponse(status, reason, (("Content-Type", "text/xml; charset=utf-8"),), body.encode())


def busy(status: int = 503, retry_after: str = "") -> HttpResponse:
    """An answer that says: not now."""
    headers = (("Content-Type", "text/html"), *((("Retry-After", retry_after),) if retry_after else ()))
    reason = {429: "Too Many Requests", 502: "Bad Gateway", 503: "Service Unavailable"}.get(status, "")
    return HttpResponse(status, reason, headers, b"<html><title>Busy</title></html>")


def lost() -> TransportError:
    """A connection that broke."""
    return TransportError("the connection was reset", f"{URL}/status", "read", 0.04, 30.0)


def reported(service: str, state: str, **members: Any) -> ProcessStatus:
    """A canonical record, as it is read from an answer."""
    contract = load_contract(service)
    return ProcessStatus(service, "4711", state, contract.phase(state), **members)
