"""Starts: two of them, the ids that they tell, and what the status says of those afterwards."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from ProcessStatusLibrary.conformance.bench import Bench
from ProcessStatusLibrary.conformance.clause import PASSED, Finding, fail, inconclusive
from ProcessStatusLibrary.conformance.probe import Observation
from ProcessStatusLibrary.conformance.prober import Prober
from ProcessStatusLibrary.conformance.probes.starting import starts
from ProcessStatusLibrary.conformance.situation import EVERYTHING, Permissions, Situation
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.embedded import EmbeddedSimulator
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.transport.exchange import HttpResponse

from .series import Seen, findings, series

JSON = (("Content-Type", "application/json"),)


def started(process_id: str) -> Seen:
    """The answer to a start."""
    body = f'{{"robustaSpid": "{process_id}", "message": "Process saved"}}'
    return Seen(HttpResponse(200, "OK", JSON, body.encode()), "REST")


def status(state: str) -> Seen:
    """A status; empty: the process is not known."""
    body = f'{{"status": "{state}", "message": "m"}}'
    known = HttpResponse(200, "OK", JSON, body.encode())
    return Seen(known if state else HttpResponse(404, "Not Found", JSON, b'{"status": 404}'), "REST")


AGAIN = fail("A start tells the id of a process that was started before", "an id of its own", "'a'")
IDS: dict[str, tuple[list[Seen], list[tuple[int, Finding]]]] = {
    "two ids": ([started("a"), started("b")], [(2, PASSED)]),
    "the same id": ([started("a"), started("a")], [(2, AGAIN)]),
    "one start shows nothing": ([started("a")], []),
    "no id": ([started(""), started("a")], [(1, inconclusive("the answer to a start tells no id"))]),
    "no answer": ([started("a"), Seen(None, "REST")], []),
}


@pytest.mark.parametrize(("seen", "expected"), IDS.values(), ids=IDS)
def test_own_id(seen: list[Seen], expected: list[tuple[int, Finding]]) -> None:
    observed = series(Situation.START, *seen, service="robusta", role="start", process_id="")

    assert findings("start.own-id", observed) == expected


UNKNOWN = fail("The process that a start told of is not known", "a status of process '4711'", "(not found)")
BUSY = Seen(HttpResponse(503, "Busy", (("Content-Type", "text/plain"),), b"busy"), "REST")
KNOWN: dict[str, tuple[list[Seen], list[tuple[int, Finding]]]] = {
    "known": ([status("WAITING"), status("RUNNING")], [(1, PASSED)]),
    "known after a moment": ([status(""), status("WAITING")], [(2, PASSED)]),
    "never known": ([status(""), BUSY, status("")], [(3, UNKNOWN)]),
    "nobody says": ([BUSY], [(1, inconclusive("the reply is no result, but plain text"))]),
}


@pytest.mark.parametrize(("seen", "expected"), KNOWN.values(), ids=KNOWN)
def test_known_id(seen: list[Seen], expected: list[tuple[int, Finding]]) -> None:
    assert findings("start.known-id", series(Situation.STARTED_PROCESS, *seen, service="robusta")) == expected


@contextmanager
def robusta(*defects: str) -> Iterator[Session]:
    """A session with a simulated service that starts processes."""
    embedded, contract = EmbeddedSimulator(), load_contract("robusta")
    embedded.simulator(contract).set_defects(*defects)
    try:
        with Session(embedded.target(contract)) as session:
            yield session
    finally:
        embedded.stop()


def observed(session: Session, permissions: Permissions = EVERYTHING) -> list[Observation]:
    """What comes of the starts."""
    return Prober(session, permissions).run([starts(Bench(session, ["REST"]))])


def test_two_processes_are_started_the_first_is_followed_the_second_looked_at() -> None:
    with robusta() as session:
        found = observed(session)

    ids = [
        observation.reply.started.process_id
        for observation in found[:2]
        if observation.reply and observation.reply.started
    ]
    followed = [observation.probe.process_id for observation in found[2:]]
    assert [observation.probe.situation for observation in found] == [
        *["start"] * 2,
        *["started process"] * len(followed),
    ]
    assert len(set(ids)) == 2
    assert (set(followed[:-1]), followed[-1]) == ({ids[0]}, ids[1])
    assert [o.reply.status.state for o in found[-5:] if o.reply and o.reply.status] == [*["SUCCEEDED"] * 4, "WAITING"]


def test_an_id_that_is_told_twice_is_followed_once() -> None:
    with robusta("start-repeats-id") as session:
        found = observed(session)

    assert [observation.probe.situation for observation in found].count(Situation.START) == 2
    assert len({observation.probe.process_id for observation in found[2:]}) == 1


def test_an_unknown_process_is_asked_for_three_times() -> None:
    with robusta("start-tells-unknown-id") as session:
        found = observed(session)

    assert len(found) == 2 + 3 + 1


def test_nothing_is_started_without_permission() -> None:
    with robusta() as session:
        [first] = observed(session, Permissions())

    assert (first.exchange, first.missing) == (None, "starting a process was not allowed: use --allow-start")
