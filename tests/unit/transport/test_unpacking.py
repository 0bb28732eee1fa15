"""Unpacking is limited too: how many members a body has, and the time of the exchange in which they are unpacked."""

from __future__ import annotations

import gzip
import zlib
from itertools import count

import pytest

from ProcessStatusLibrary.transport.content_coding import Decoder, OutOfTime
from ProcessStatusLibrary.transport.exchange import HttpRequest, Limits, Timeouts
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

from .failing import failure
from .raw_server import RawServer, answer, answers, told

EMPTY = gzip.compress(b"", mtime=0)
MEGABYTE = 1024 * 1024
TOTAL = 0.1
MANY = EMPTY * (15 * MEGABYTE // len(EMPTY))


def packed(body: bytes, coding: str = "gzip") -> bytes:
    """An answer with a body that is packed already."""
    return answer(body, f"Content-Encoding: {coding}")


@pytest.mark.parametrize(
    ("coding", "member"),
    [("gzip", gzip.compress(b"a")), ("deflate", zlib.compress(b"a")), ("deflate", zlib.compress(b"a", wbits=-15))],
    ids=["gzip", "zlib", "bare deflate"],
)
def test_a_number_of_members_up_to_the_limit(coding: str, member: bytes) -> None:
    transport = RequestsTransport(TransportOptions(limits=Limits(gzip_members=3)), "http://127.0.0.1")
    with RawServer(answers(packed(member * 3, coding), packed(member * 4, coding))) as server:
        assert transport.send(HttpRequest("GET", server.url)).body == b"aaa"
        assert told(failure(transport, f"{server.url}/a"), server) == (
            "No answer from http://server/a: a compressed body of more than the 3 members of limits.gzip_members "
            "(phase: read, after N s of 30 s allowed)."
        )
        transport.close()


def test_the_members_within_members_are_limited_too() -> None:
    transport = RequestsTransport(TransportOptions(), "http://127.0.0.1")
    with RawServer(answers(packed(gzip.compress(MANY), "gzip, gzip"))) as server:
        problem = failure(transport, server.url)
        transport.close()

    assert problem.problem == "a compressed body of more than the 1000 members of limits.gzip_members"


@pytest.mark.parametrize(
    ("body", "coding"), [(MANY, "gzip"), (gzip.compress(MANY), "gzip, gzip")], ids=["once", "twice packed"]
)
def test_the_total_time_ends_unpacking(body: bytes, coding: str) -> None:
    options = TransportOptions(timeouts=Timeouts(total=TOTAL), limits=Limits(gzip_members=1_000_000))
    transport = RequestsTransport(options, "http://127.0.0.1")
    with RawServer(answers(packed(body, coding))) as server:
        problem = failure(transport, f"{server.url}/a")
        transport.close()

        assert told(problem, server) == (
            "No answer from http://server/a: timeouts.total ran out in the body "
            "(phase: read, after N s of 0.1 s allowed)."
        )
    assert problem.elapsed < TOTAL + 0.25


def test_the_time_is_looked_at_before_each_member() -> None:
    looks = count(1)
    decoder = Decoder("gzip", Limits(), lambda: next(looks) > 5)

    with pytest.raises(OutOfTime):
        decoder.feed(EMPTY * 100)
    assert next(looks) == 7


def test_a_large_body_of_few_members_is_unpacked_whole() -> None:
    body = bytes(range(256)) * 4096
    decoder = Decoder("gzip", Limits(), lambda: False)
    pieces = gzip.compress(body) + EMPTY + gzip.compress(b"end")

    assert decoder.feed(pieces) == body + b"end"
    decoder.end()
