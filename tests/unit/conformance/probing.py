"""What families of probes ask, in a line a probe: how it differs from the documented request."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from ProcessStatusLibrary.conformance.bench import Bench
from ProcessStatusLibrary.conformance.binding_selection import selected_bindings
from ProcessStatusLibrary.conformance.probe import Asking, Probe
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.credentials import Credentials
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import HttpRequest, Transport

from ..bindings.samples import BASE, FakeTransport, samples

LONGEST = 44
SHOWN = 6


def opened(service: str, transport: Transport | None = None, **settings: Any) -> Session:
    """A session with the values of the samples; what is sent is answered with nothing."""
    known = next(found.values for found in samples("request") if found.service == service)
    target: dict[str, Any] = {
        "url": BASE,
        "process_id": known["process_id"],
        "credentials": Credentials("user", SecretText("password")) if "credentials" in known else Credentials(),
        "start": known.get("start", {}),
        **settings,
    }
    return Session(Target(service, load_contract(service), **target), transport=transport or FakeTransport())


def bench(service: str, **settings: Any) -> Bench:
    """A bench for such a session."""
    session = opened(service, **settings)
    return Bench(session, selected_bindings(session.contract, []))


def asked(family: Callable[[Bench], Asking], of: Bench) -> list[Probe]:
    """All that a family asks, when it takes no notice of the answers."""
    return [probe for together in family(of) for probe in together]


def in_lines(probes: list[Probe], of: Bench) -> list[str]:
    """One line a probe."""
    return [" | ".join(filter(None, [_row(probe, of), probe.described, _difference(probe, of)])) for probe in probes]


def _row(probe: Probe, of: Bench) -> str:
    several = len(of.contract.model.operations) > 1
    return f"{probe.operation} {probe.binding}" if several else probe.binding


def _difference(probe: Probe, of: Bench) -> str:
    if probe.request is None:
        return f"skipped: {probe.skipped}"
    row = next(row for row in of.rows if (row.operation, row.binding) == (probe.operation, probe.binding))
    documented = of.request(row, of.some_process[0] if row.carries_id else "")
    return ", ".join(_differences(documented, probe.request)) or "as documented"


def _differences(documented: HttpRequest, sent: HttpRequest) -> Iterator[str]:
    assert sent.url.startswith(BASE)
    if sent.method != documented.method:
        yield sent.method
    if sent.url != documented.url:
        yield f"path {_changed(urlsplit(documented.url).path, urlsplit(sent.url).path)}"
    for name, value in documented.headers:
        if not sent.header(name):
            yield f"no {name}"
        elif sent.header(name) != value:
            yield f"{name} {_changed(value, sent.header(name))}"
    if sent.body != documented.body:
        yield f"body {_changed(documented.body.decode(), sent.body.decode())}" if sent.body else "no body"


def _changed(old: str, new: str) -> str:
    """What is different between the same beginning and the same end."""
    start = _alike(old, new)
    end = _alike(old[start:][::-1], new[start:][::-1])
    return f"-{_short(old[start : len(old) - end])} +{_short(new[start : len(new) - end])}"


def _alike(one: str, other: str) -> int:
    """How many characters are the same at the beginning."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (a, b) in pairs if a != b), min(len(one), len(other)))


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= LONGEST else f"{one_line[:SHOWN]}...{one_line[-SHOWN:]}"
