"""How a defect is shown: the same questions to a conforming and to a defective simulator, compared byte by byte."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import urlsplit

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import IDS, Question, admitted, sample

SUCCESS = {
    "cora-rpa": "Completed",
    "listrak": "ProcessingCompleted",
    "robusta": "SUCCEEDED",
    "coruson": "Imported",
}
FRAMING = ("content-length", "date", "server")


@dataclass(frozen=True)
class Heard:
    """An answer, whole: two that are equal differ in nothing."""

    status: int
    version: int
    headers: tuple[tuple[str, str], ...]
    lengths: tuple[str, ...]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


Change = Callable[[Heard, Sequence[Heard]], Heard]
"""What a defect makes of an answer, given all answers of the conforming simulator."""

Asking = Callable[[Question], Question]
"""How a question differs from the sample's."""


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        defect: The defect.
        service: The service that shows it.
        name: The sample that is asked.
        change: What differs in each answer; or in some of them, by their number from 0.
        ask: The questions, as they differ from the sample; one sample a read when none is given.
        reads: How often the sample is asked.
        states: The states of the sample's process, a read each; it has ended well when none is given.
        given: What else is said of it.
        others: Other processes by id, in a state.
        like: The question that the defective simulator takes the asked one for.
        observed: It shows in the observed profile in the same words.
        chunked: The body is sent in chunks.
        encode: Makes bytes of the body.
    """

    defect: str
    service: str
    name: str
    change: Change | Mapping[int, Change] | None = None
    ask: Sequence[Asking] = ()
    reads: int = 1
    states: Sequence[str] = ()
    given: Mapping[str, Any] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)
    like: Asking | None = None
    observed: bool = True
    chunked: bool = False
    encode: Callable[[str], bytes] = str.encode

    def __str__(self) -> str:
        return f"{self.defect} {self.service} {self.name}"


def hear(
    simulator: Simulator, row: Row, names: Sequence[str], ask: Sequence[Asking], plain: bool = False
) -> list[Heard]:
    """Prepares the processes afresh, sets defects, and asks."""
    process_id = IDS[row.service]
    states = row.states or [SUCCESS[row.service]]
    simulator.simulate(row.service, process_id, states, reads_per_state=1, **row.given)
    for other, state in row.others.items():
        simulator.simulate(row.service, other, [state])
    simulator.set_defects(*names)
    question = admitted(simulator, row.service, sample(row.service, row.name))
    try:
        return [send(simulator, row, asking(question), plain) for asking in ask]
    finally:
        simulator.set_defects()


def send(simulator: Simulator, row: Row, question: Question, plain: bool = False) -> Heard:
    """Sends a question and takes the answer as it is."""
    url = urlsplit(simulator.url(row.service))
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=10)
    body = question.body.encode() if plain else row.encode(question.body)
    headers = dict(question.headers)
    if row.chunked and not plain:
        headers["Transfer-Encoding"] = "chunked"
    try:
        content = iter([body]) if "Transfer-Encoding" in headers else body or None
        connection.request(
            question.method, url.path + question.path, content, headers, encode_chunked="Transfer-Encoding" in headers
        )
        response = connection.getresponse()
        pairs = response.getheaders()
        return Heard(
            response.status,
            response.version,
            tuple(pair for pair in pairs if pair[0].lower() not in FRAMING),
            tuple(value for name, value in pairs if name == "Content-Length"),
            response.read(),
        )
    finally:
        connection.close()


def same(question: Question) -> Question:
    """The question as it is."""
    return question


def body(old: str | bytes, new: str | bytes) -> Change:
    """A part of the body is another, and nothing else is."""
    before, after = (part.encode() if isinstance(part, str) else part for part in (old, new))

    def change(heard: Heard, all_of_them: Sequence[Heard]) -> Heard:
        assert heard.body.count(before) == 1, f"{before!r} stands {heard.body.count(before)} times in {heard.body!r}"
        return with_body(heard, heard.body.replace(before, after))

    return change


def whole(make: Callable[[bytes], bytes]) -> Change:
    """The body is another as a whole, and nothing else is."""
    return lambda heard, _: with_body(heard, make(heard.body))


def status(code: int) -> Change:
    """The status is another, and nothing else is."""
    return lambda heard, _: replace(heard, status=code)


def header(name: str, value: str | None) -> Change:
    """A header has another value and stands last, or is not there."""

    def change(heard: Heard, all_of_them: Sequence[Heard]) -> Heard:
        kept = tuple(pair for pair in heard.headers if pair[0] != name)
        return replace(heard, headers=kept if value is None else (*kept, (name, value)))

    return change


def also(name: str, value: str) -> Change:
    """There is one more header."""
    return lambda heard, _: replace(heard, headers=(*heard.headers, (name, value)))


def both(*changes: Change) -> Change:
    """Several things differ."""

    def change(heard: Heard, all_of_them: Sequence[Heard]) -> Heard:
        for one in changes:
            heard = one(heard, all_of_them)
        return heard

    return change


def like(number: int) -> Change:
    """The answer is that to another question."""
    return lambda _, all_of_them: all_of_them[number]


def with_body(heard: Heard, content: bytes) -> Heard:
    """The same with another body."""
    return replace(heard, body=content, lengths=(str(len(content)),))


def expected(row: Row, conforming: Sequence[Heard]) -> list[Heard]:
    """What the defective simulator should answer."""
    changes = row.change if isinstance(row.change, Mapping) else dict.fromkeys(range(len(conforming)), row.change)
    return [
        change(heard, conforming) if (change := changes.get(number)) is not None else heard
        for number, heard in enumerate(conforming)
    ]


def check(simulator: Simulator, row: Row) -> None:
    """Holds a simulator to a row: what should differ does, and all the rest is equal."""
    questions = row.ask or [same] * row.reads
    conforming = hear(simulator, row, (), questions)
    defective = hear(simulator, row, (row.defect,), questions)
    asked_like = [row.like] if row.like is not None else []
    wanted = hear(simulator, row, (), asked_like, plain=True) or expected(row, conforming)

    assert wanted != conforming
    assert defective == wanted


def profiles(rows: Sequence[Row]) -> list[Any]:
    """The rows as the parameters of a test: each in both profiles, unless it shows in one only."""
    return [
        pytest.param(row, profile, id=f"{row} {number} {profile}")
        for number, row in enumerate(rows)
        for profile in ("documented", "observed")
        if row.observed or profile == "documented"
    ]


def test_a_row_without_a_difference_is_found(documented: Simulator) -> None:
    with pytest.raises(AssertionError):
        check(documented, Row("status-201", "cora-rpa", "GetStatus.soap11", status(200)))


def test_a_row_that_forgets_a_difference_is_found(documented: Simulator) -> None:
    change = both(status(204), whole(lambda _: b""))

    with pytest.raises(AssertionError):
        check(documented, Row("status-204", "cora-rpa", "GetStatus.soap11", change))
