"""Where samples carry a value, and what is read there from other requests."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.simulator.envelopes import read_envelope
from ProcessStatusLibrary.simulator.http_message import Request
from ProcessStatusLibrary.simulator.places import Place, find_place

FORM = (("Content-Type", "application/x-www-form-urlencoded"),)
JSON = (("Content-Type", "application/vnd.x+json"),)
ENVELOPE = (
    '<E:Envelope xmlns:E="http://schemas.xmlsoap.org/soap/envelope/"><E:Header><h:A xmlns:h="h"><h:B>{}</h:B></h:A>'
    '</E:Header><E:Body><b:C xmlns:b="b"><b:D><!-- x -->{}</b:D></b:C></E:Body></E:Envelope>'
)


def request(path: str = "/", query: str = "", headers: tuple[tuple[str, str], ...] = (), body: str = "") -> Request:
    return Request(headers, body.encode(), "POST", path, query)


FOUND = {
    "path": (request("/a/12/b"), Place("path", ("1",)), request("/a/%31%32%2F/b"), "12/"),
    "query": (request(query="id=12&x=1"), Place("query", ("id",)), request(query="x=1&id=a+b"), "a b"),
    "header": (
        request(headers=(("X-Id", "12"),)),
        Place("header", ("X-Id",)),
        request(headers=(("x-id", "7"),)),
        "7",
    ),
    "form": (
        request(headers=FORM, body="a=1&id=12"),
        Place("form", ("id",)),
        request(headers=FORM, body="id=%C3%A9"),
        "é",
    ),
    "JSON": (
        request(headers=JSON, body='{"a": [12], "b": {"id": 12}}'),
        Place("json", ("b", "id")),
        request(headers=JSON, body='{"b": {"id": "x"}}'),
        "x",
    ),
}


@pytest.mark.parametrize("kind", FOUND)
def test_a_place_is_found_and_read(kind: str) -> None:
    sample, place, other, value = FOUND[kind]

    assert find_place("12", sample, None) == place
    assert place.read(other) == value


@pytest.mark.parametrize(
    ("header", "body", "place"),
    [
        ("12", "1", Place("soap header", ("{h}A", "{h}B"))),
        ("1", "12", Place("soap body", ("{b}C", "{b}D"))),
        ("12", "12", Place("soap header", ("{h}A", "{h}B"))),
    ],
)
def test_a_place_in_an_envelope(header: str, body: str, place: Place) -> None:
    envelope = read_envelope(ENVELOPE.format(header, body).encode(), "")

    assert find_place("12", request(), envelope) == place
    assert (place.name, place.in_envelope) == (place.path[-1][-1], True)
    assert place.read(request(), read_envelope(ENVELOPE.format("7", "8").encode(), "")) == (
        "7" if place.kind == "soap header" else "8"
    )


def test_a_value_that_is_not_there() -> None:
    envelope = read_envelope(ENVELOPE.format("1", "1").encode(), "")

    assert find_place("12", request("/112", "id=121", (("X", "a12"),), "12"), envelope) is None


@pytest.mark.parametrize(
    ("place", "other"),
    [
        (Place("query", ("id",)), request()),
        (Place("form", ("id",)), request()),
        (Place("header", ("X-Id",)), request()),
        (Place("json", ("b", "id")), request(body="{")),
        (Place("json", ("b", "id")), request(body='{"b": 1}')),
        (Place("json", ("b",)), request(body='{"b": {}}')),
        (Place("soap body", ("{b}C",)), request()),
    ],
)
def test_nothing_is_there(place: Place, other: Request) -> None:
    assert place.read(other) is None


@pytest.mark.parametrize(
    "place",
    [
        Place("soap header", ("{h}X", "{h}B")),
        Place("soap header", ("{h}A", "{h}X")),
        Place("soap header", ("{h}A", "{h}X", "{h}Y")),
        Place("soap body", ("{b}X", "{b}D")),
        Place("soap body", ("{b}C", "{b}X")),
    ],
)
def test_nothing_is_there_in_an_envelope(place: Place) -> None:
    assert place.read(request(), read_envelope(ENVELOPE.format("1", "2").encode(), "")) is None
