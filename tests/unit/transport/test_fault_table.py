"""Every transport fault of the simulator over every binding that it can hit: what is told, when, and what is left."""

from __future__ import annotations

import gc
import os
import re
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from ProcessStatusLibrary import Credentials, ReplyError, Session, Target, TransportError, load_contract
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.reply import Reply
from ProcessStatusLibrary.retrying import Retries
from ProcessStatusLibrary.simulator import Simulator, transport_faults

from .fault_table import OVER_TLS, PLAIN, Expected

GUID = "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60"
IDS = {"cora-rpa": "4711", "robusta": "4711", "coruson": GUID}
FIELDS = {"name": "OneStepNotepadRunner", "runImmediately": "Y", "values": {}}
AGAIN = Retries(count=2, pause=0.0)


class Row(NamedTuple):
    """A service, a binding, and the process that is asked for, or started."""

    service: str
    binding: str
    process_id: str = ""
    starts: bool = False

    def ask(self, session: Session) -> Reply:
        """Sends the request."""
        return session.submit(FIELDS, self.binding) if self.starts else self.read(session)

    def read(self, session: Session) -> Reply:
        """Asks for a status, which may always be asked again."""
        return session.ask(IDS[self.service] if self.starts else self.process_id, self.binding)


BINDINGS = (
    Row("cora-rpa", "SOAP 1.1", "4711"),
    Row("cora-rpa", "SOAP 1.2", "4711"),
    Row("cora-rpa", "HTTP GET"),  # its page gives the id no place
    Row("cora-rpa", "HTTP POST"),
    Row("robusta", "REST", "4711"),
    Row("coruson", "REST", GUID),
    Row("robusta", "REST", starts=True),
)
BINDINGS_OVER_TLS = (BINDINGS[0], BINDINGS[4], BINDINGS[6])


@dataclass(frozen=True)
class Met:
    """What came of a fault over one binding.

    Attributes:
        told: What a person reads, without what differs from row to row; empty for a result.
        seconds: How long it took, by the clock of the test.
        afterwards: The kind of reply to the same request over the same session, once everything arrives again.
    """

    told: str
    seconds: float
    afterwards: str


@pytest.fixture(scope="module")
def simulators() -> dict[bool, Simulator]:
    """Simulators without and with TLS; each test starts one and stops it."""
    made = {tls: Simulator(*IDS, tls=tls) for tls in (False, True)}
    for simulator in made.values():
        for service, process_id in IDS.items():
            simulator.simulate(service, process_id)
    return made


@pytest.fixture(autouse=True)
def _nothing_is_left() -> Iterator[None]:
    """No test leaves a socket or a thread; the one watchdog of all exchanges ends by itself."""
    before = census()
    yield
    if census() != before:
        gc.collect()  # sockets in a cycle are not lost yet
    assert census() == before


def census() -> tuple[list[str], int]:
    """The threads and the number of open sockets of this process."""
    threads = sorted(thread.name for thread in threading.enumerate() if thread.name != "exchange-watchdog")
    return threads, sum(is_socket(number) for number in range(512))


def is_socket(number: int) -> bool:
    """Whether a file descriptor is an open socket."""
    try:
        return (os.fstat(number).st_mode & 0o170000) == 0o140000
    except OSError:
        return False


def session_with(
    simulator: Simulator,
    service: str,
    expected: Expected,
    retries: Retries = Retries(),  # noqa: B008  it is frozen
) -> Session:
    """A session that has the times of an expectation."""
    found = simulator.credentials(service)
    token = "" if "user" in found else found.get("token", "")
    who = Credentials(found.get("user", ""), SecretText(found.get("password", "")), SecretText(token))
    target = Target(
        service,
        load_contract(service),
        url=simulator.url(service),
        credentials=who,
        timeouts=expected.timeouts,
        ca_file=str(simulator.authority) if simulator.tls else "",
        proxies={},
        retries=retries,
    )
    return Session(target)


def meet(session: Session, row: Row) -> tuple[str, float]:
    """Asks once, and tells what came and how long it took."""
    began = time.monotonic()
    problem: TransportError | ReplyError | None = None
    try:
        problem = row.ask(session).error()
    except TransportError as lost:
        problem = lost
    seconds = time.monotonic() - began
    exchange = session.last_exchange
    assert exchange is not None
    text = str(problem or "").replace(exchange.request.url, "URL").replace(urlsplit(exchange.request.url).path, "PATH")
    text = re.sub(r"after \d+\.\d s", "after N s", text)
    text = re.sub(r"'\d+ bytes'", "'N bytes'", text)
    text = re.sub(r"(no HTTP: )(?:'<\?xml .*?'|'\{.*\}.*?'|'\{.*'(?: \(\d+ characters\)))(?= \(phase)", r"\1BODY", text)
    return text, seconds


def befallen(simulator: Simulator, name: str, expected: Expected, rows: tuple[Row, ...]) -> list[Met]:
    """Meets a fault over some bindings at once, and asks again once there is none."""
    sessions = [session_with(simulator, row.service, expected, AGAIN if row.starts else Retries()) for row in rows]
    if not transport_faults()[name].before_requests:
        for session, row in zip(sessions, rows, strict=True):
            # What connecting takes is no part of a time to read; and a start meets a connection that was kept.
            if expected.runs_out or row.starts:
                row.read(session)
    simulator.set_faults(name)
    with ThreadPoolExecutor(len(rows)) as pool:
        first = list(pool.map(meet, sessions, rows))
    simulator.set_faults()
    met = []
    for (text, seconds), session, row in zip(first, sessions, rows, strict=True):
        afterwards = row.read(session)
        session.close()
        met.append(Met(text, seconds, str(afterwards.kind)))
    return met


def told(text: str) -> str:
    """What is told of an answer that is no result, without the words of parsers and its media type."""
    what, _, answer = text.partition(" instead of the documented result ")
    more = " (more came)" if ", and more came than Content-Length says" in answer else ""
    return re.sub(r"(malformed) (?:XML|JSON): .*", r"\1", what) + more


def wanted(expected: Expected, row: Row) -> str:
    """The whole text over one binding."""
    if not expected.text:
        return ""
    if not expected.reply:
        return f"No answer from URL: {expected.text}."
    operation, _ = load_contract(row.service).operation("", "start" if row.starts else "status")
    process = f", process {row.process_id}" if row.process_id else ""
    return f"{row.service} {operation} over {row.binding}{process}: {expected.text}"


def check(simulator: Simulator, name: str, expected: Expected, rows: tuple[Row, ...]) -> None:
    """Holds what a fault comes to against its row: what is told, the time, and how often a process was started."""
    before, (least, most) = started(simulator), expected.seconds
    with simulator:
        met = befallen(simulator, name, expected, rows)
        starts = started(simulator) - before
        # A machine that does much else is late now and then; a limit that does not hold is late again.
        late = tuple(row for row, found in zip(rows, met, strict=True) if found.seconds > most)
        again = befallen(simulator, name, expected, late) if late else []

    texts = [told(found.told) if expected.reply else found.told for found in met]
    assert texts == [wanted(expected, row) for row in rows]
    assert [found.afterwards for found in met] == ["result"] * len(rows)
    assert [found.seconds for found in met if found.seconds < least] == []
    assert [found.seconds for found in again if found.seconds > most] == []
    # Whether a start that got no answer started something, nobody knows: it is not sent again.
    assert starts == (0 if transport_faults()[name].before_requests else 1)


def started(simulator: Simulator) -> int:
    """How many processes the service has that can start some."""
    return len(simulator._service("robusta").processes)


@pytest.mark.parametrize("name", PLAIN)
def test_a_fault(simulators: dict[bool, Simulator], name: str) -> None:
    check(simulators[False], name, PLAIN[name], BINDINGS)


@pytest.mark.parametrize("name", OVER_TLS)
def test_a_fault_over_tls(simulators: dict[bool, Simulator], name: str) -> None:
    check(simulators[True], name, OVER_TLS[name], BINDINGS_OVER_TLS)


def test_a_start_is_sent_again_only_where_a_target_says_so(simulators: dict[bool, Simulator]) -> None:
    before, name = started(simulators[False]), "reset-before-answer"
    with simulators[False] as simulator:
        simulator.set_faults(name)
        with (
            session_with(simulator, "robusta", PLAIN[name], replace(AGAIN, starts=True)) as session,
            pytest.raises(TransportError) as caught,
        ):
            session.submit(FIELDS)
        simulator.set_faults()

    assert caught.value.problem == "the connection was reset before the answer, in the last of 3 tries"
    assert started(simulators[False]) - before == 3


def test_the_table_is_complete() -> None:
    assert set(PLAIN) | set(OVER_TLS) == set(transport_faults())
    assert [name for name, fault in transport_faults().items() if fault.needs_tls and name in PLAIN] == []


@pytest.mark.parametrize("table", [PLAIN, OVER_TLS], ids=["plain", "TLS"])
def test_each_row_names_the_time_that_applies_to_it(table: dict[str, Expected]) -> None:
    told_of = {name: re.search(r"of ([\d.]+) s allowed", expected.text) for name, expected in table.items()}
    named = {name: float(found[1]) for name, found in told_of.items() if found}
    applied = {name: float(getattr(table[name].timeouts, table[name].limit)) for name in named}
    # A stream that never ends breaks a limit of size: each byte of it is in time, and the total bounds it.
    endless = {name for name in named if table[name].limit == "total" and not table[name].runs_out}

    assert {name for name in named if named[name] != applied[name]} == endless


@pytest.mark.parametrize("tls", [False, True])
def test_a_kept_connection_that_was_closed_is_not_used_again(simulators: dict[bool, Simulator], tls: bool) -> None:
    with simulators[tls] as simulator:
        simulator.set_faults("close-kept-alive")
        with session_with(simulator, "cora-rpa", PLAIN["close-kept-alive"]) as session:
            kinds = [str(session.ask("4711").kind) for _ in range(3)]
        simulator.set_faults()

    assert kinds == ["result"] * 3


def test_nothing_is_sent_to_where_a_redirect_points(simulators: dict[bool, Simulator]) -> None:
    with simulators[False] as simulator:
        before = simulator.requests
        simulator.set_faults("redirect-loop")
        with session_with(simulator, "cora-rpa", PLAIN["redirect-loop"]) as session:
            reply: Reply = session.ask("", "HTTP GET")
        simulator.set_faults()

    assert reply.response.status == 307
    assert simulator.requests == before + 1
