"""A simulator that is driven through wrong lives is caught by the rule that names it; a legal life breaks none."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.agreement import compare_bindings
from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.embedded import EmbeddedSimulator
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .lifecycles import graph_of
from .scripted import SERVICES

Edit = Callable[[int, str], str]


class Seeded:
    """Alters what the simulator answers, by the number of the answer.

    Args:
        url: The simulator.
        edit: Alters the text of an answer.
        only: A part of the Content-Type of the requests whose answers are altered; empty: of all.
    """

    def __init__(self, url: str, edit: Edit, only: str = "") -> None:
        self._real = RequestsTransport(TransportOptions(), url)
        self._edit = edit
        self._only = only
        self._number = 0

    def send(self, request: HttpRequest) -> HttpResponse:
        """Asks the simulator and alters its answer."""
        response = self._real.send(request)
        if self._only not in request.header("Content-Type"):
            return response
        self._number += 1
        return replace(response, body=self._edit(self._number, response.body.decode()).encode())

    def close(self) -> None:
        """Closes the connections."""
        self._real.close()


@contextmanager
def seeded(service: str, states: list[str], edit: Edit, only: str = "") -> Iterator[tuple[Session, str]]:
    """A session with an altered simulator, and its process."""
    contract = load_contract(service)
    embedded = EmbeddedSimulator(clock=VirtualClock())
    try:
        target = embedded.target(contract)
        process_id = embedded.simulator(contract).simulate(service, states=states)
        with Session(target, clock=VirtualClock(), transport=Seeded(target.url, edit, only)) as session:
            yield session, process_id
    finally:
        embedded.stop()


def fixed(pattern: str, *values: str) -> Edit:
    """Writes one value an answer into every place that a pattern finds, the last one for ever."""

    def edit(number: int, text: str) -> str:
        altered, count = re.subn(pattern, lambda found: found[1] + values[min(number, len(values)) - 1], text)
        assert count, text
        return altered

    return edit


COURSES = {
    "resurrected": ("cora-rpa", ["Completed", "Queued"], "lifecycle.final"),
    "resurrected, Listrak": ("listrak", ["ProcessingFailed", "ProcessingCompleted"], "lifecycle.final"),
    "resurrected, Robusta": ("robusta", ["SUCCEEDED", "RUNNING"], "lifecycle.final"),
    "skipped backwards": ("cora-ocr", ["WaitingForOutput", "ProcessingInput"], "lifecycle.transition"),
    "skipped backwards, Coruson": ("coruson", ["Importing", "Waiting"], "lifecycle.transition"),
    "vanished": ("cora-rpa", ["Queued", "NotFound"], "lifecycle.vanished"),
    "vanished after the end": ("cora-ocr", ["Aborted", "NotFound"], "lifecycle.vanished"),
    "another error after the end": ("cora-rpa", ["Failed", "Failed"], "lifecycle.changed-after-end"),
}


@pytest.mark.parametrize(("service", "states", "rule"), COURSES.values(), ids=COURSES)
def test_a_wrong_course(service: str, states: list[str], rule: str) -> None:
    with open_service(service, simulated_time=True) as opened:
        process_id = opened.simulate(states=states, reads_per_state=2)
        for _ in range(2):
            opened.ask(process_id)
        assert opened.history(process_id).violations == []

        opened.ask(process_id)

        assert opened.history(process_id).violations[0].rule == rule


EDITS = {
    "counters that fall": (
        ("coruson", ["Importing"], fixed(r"(<TotalReportsImported>)\d+", "2", "1")),
        ["invariant.count-of", "invariant.never-falls", "invariant.count-of"],
    ),
    "more than there are": (
        ("coruson", ["Imported"], fixed(r"(<TotalReports>)\d+", "1")),
        ["invariant.not-above"],
    ),
    "more than there are, later": (
        ("coruson", ["Importing"], fixed(r"(<TotalReportsImported>)\d+", "1", "4")),
        ["invariant.not-above", "invariant.count-of"],
    ),
    "complete before start": (
        ("listrak", ["ProcessingCompleted"], fixed(r"(<ProcessCompleteTime>)[^<]+", "2001-01-01T00:00:00")),
        ["invariant.not-before"],
    ),
    "id of another process": (
        ("listrak", ["ProcessingData"], fixed(r"(<ProcessID>)\d+", "4712")),
        ["invariant.echoes"],
    ),
    "outputs before the end": (
        ("robusta", ["RUNNING"], fixed(r"(^\{)", '"__out_name": "Ada", ')),
        ["invariant.only-in"],
    ),
    "an error before the end": (
        ("cora-rpa", ["Queued"], fixed("(<ErrorCode>)[^<]+", "NoError", "TimedOut")),
        ["invariant.pairs"],
    ),
}


@pytest.mark.parametrize(("seed", "rules"), EDITS.values(), ids=EDITS)
def test_a_wrong_answer(seed: tuple[str, list[str], Edit], rules: list[str]) -> None:
    with seeded(*seed) as (session, process_id):
        for _ in range(2):
            session.ask(process_id)
        found = [violation.rule for violation in session.history(process_id).violations]

    assert list(dict.fromkeys(found)) == list(dict.fromkeys(rules))


def test_bindings_that_disagree() -> None:
    with seeded("cora-rpa", ["Failed"], fixed("(<Status>)[^<]+", "Aborted"), "soap+xml") as (session, process_id):
        agreement = compare_bindings(session, process_id)

    assert [(difference.field, sorted(difference.values.items())) for difference in agreement.differences] == [
        ("state", [("SOAP 1.1", "'Failed'"), ("SOAP 1.2", "'Aborted'")])
    ]


@pytest.mark.parametrize("service", SERVICES)
def test_two_hundred_legal_lives(service: str) -> None:
    contract = load_contract(service)
    graph = graph_of(contract)
    chance = random.Random(service)  # noqa: S311  the same lives in every run
    with open_service(service, simulated_time=True, allow_states=tuple(contract.allowable_states)) as opened:
        for _ in range(200):
            path = [chance.choice(list(graph.initial))]
            while (following := graph.followers[path[-1]]) and len(path) < 10:
                path.append(chance.choice(list(following)))
            # A poll that comes late misses states: any part of a legal way is legal.
            seen = [path[index] for index in sorted(chance.sample(range(len(path)), chance.randint(1, len(path))))]
            process_id = opened.simulate(states=seen)
            for _ in range(len(seen) + 1):
                opened.ask(process_id, chance.choice(list(contract.operation()[1].bindings)[:2]))
            assert opened.history(process_id).violations == [], seen
