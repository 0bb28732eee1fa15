"""Whatever a client sends, it gets an answer that was meant: never a fault of the simulator's own."""

from __future__ import annotations

import random
import socket

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import IDS, admitted, sample, sample_names

SAMPLES = [(service, name) for service in IDS for name in sample_names(service, "")]
ROUNDS = 600
CHANGED = 0.5
PIECES = [
    *("", "0", "-1", "99999999999999999999", "1e9", "null", "true", "{", "}", "[", "]", '"', "'", "=", ";"),
    *(
        "<",
        ">",
        "&",
        "]]>",
        "<!--",
        "<a/>",
        "<?p x?>",
        "<![CDATA[x]]>",
        "&#0;",
        "&x;",
        'xmlns=""',
        "Envelope",
    ),
    *(
        "Body",
        "Header",
        'soap:mustUnderstand="1"',
        "é",
        "😀",
        "%00",
        "%2F",
        "%",
        "?",
        "/",
        "..",
        "*/*",
        "Basic ",
    ),
    *("utf-16", "utf-7", "q=", "format=xml", "wsdl", "\t", "\r\n"),
]


def altered(text: str, chance: random.Random) -> str:
    """The text with up to three places inserted, left out or repeated."""
    for _ in range(chance.randint(0, 3)):
        start = chance.randint(0, len(text))
        end = min(len(text), start + chance.choice([0, 1, 5, 50]))
        middle = chance.choice([chance.choice(PIECES), "", text[start:end] * 2])
        text = text[:start] + middle + text[end:]
    return text


def line_of(text: str) -> str:
    """What of a text can stand in a request line or a header."""
    return "".join(character for character in text if character.isprintable() and character != " ")


def strange_request(simulator: Simulator, chance: random.Random) -> bytes:
    """A sample's request, with something wrong in any part of it."""
    service, name = chance.choice(SAMPLES)
    question = sample(service, name)
    if chance.random() > CHANGED / 5:
        question = admitted(simulator, service, question)
    mount = simulator.url(service).partition(f":{simulator.port}")[2]
    path = mount + question.path
    method = question.method if chance.random() > CHANGED / 5 else chance.choice(["GET", "POST", "HEAD", "PUT"])
    headers = dict(question.headers)
    for header, value in headers.items():
        if chance.random() < CHANGED / 5:
            headers[header] = line_of(altered(value, chance))
    if chance.random() < CHANGED / 2:
        path = "/" + line_of(altered(path[1:], chance))
    body = altered(question.body, chance) if chance.random() < CHANGED else question.body
    content = body.encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: x", *(f"{name}: {value}" for name, value in headers.items())]
    head = "\r\n".join([*lines, f"Content-Length: {len(content)}", "Connection: close", "", ""])
    return head.encode() + content


@pytest.mark.parametrize("seed", [1, 2])
def test_an_answer_that_was_meant(either: Simulator, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  the same requests in every run
    for service, process_id in IDS.items():
        either.simulate(service, process_id)
    statuses = set()

    for _ in range(ROUNDS):
        request = strange_request(either, chance)
        received = b""
        with socket.create_connection(("127.0.0.1", either.port), timeout=10) as connection:
            connection.sendall(request)
            while part := connection.recv(65536):
                received += part
        assert b"The simulator failed" not in received, request
        statuses.add(int(received[9:12]))

    assert statuses >= {200, 400, 401, 404, 405, 500}
