"""Clauses about an answer as an HTTP message: its version, its length, its coding and the headers of its content."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...transport.failures import (
    CLOSED_EARLY,
    MALFORMED_CHUNKS,
    NO_LENGTH,
    NOT_DECODABLE,
    UNCLEAR_LENGTH,
    UNFINISHED_CODING,
    UNKNOWN_CODING,
)
from ...wording import quote
from ..clause import PASSED, Clause, Finding, Judged, SeriesClause, fail, inconclusive, not_applicable
from ..probe import Observation
from ..scope import NOT_SOAP_11, SOAP, SOAP_11
from ..situation import EVERY_SITUATION
from .charsets import byte_order_mark, declared_charset, declared_encoding, family, is_json, is_markup
from .soap import envelope_of
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply
    from ...transport.exchange import HttpResponse

CURRENT = "HTTP/1.1"
_MESSAGES = (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT, ReplyKind.SERVICE_ERROR)


def _version(reply: Reply) -> Finding:
    version = reply.response.version
    return PASSED if version == CURRENT else fail("Another version of HTTP", CURRENT, version, "status line")


def _content_type(reply: Reply) -> Finding:
    found = _values(reply.response, "Content-Type")
    if not reply.response.body:
        return not_applicable("the answer has no content")
    if len(found) == 1:
        return PASSED
    title = "More than one Content-Type" if found else "No Content-Type"
    return fail(title, "one Content-Type", quote(", ".join(found)) if found else "none", "Content-Type")


def _charset(reply: Reply) -> Finding:
    body, charset = reply.response.body, declared_charset(reply.response)
    if not body or not charset:
        return not_applicable("Content-Type names no charset" if body else "the answer has no content")
    if len(_values(reply.response, "Content-Type")) > 1:
        return inconclusive("there is more than one Content-Type")
    if not family(charset):
        return fail("The charset is not known", "the name of a character encoding", quote(charset), "Content-Type")
    own = _own_encoding(reply)
    if own and family(own) != family(charset):
        return fail("The charset is not that of the content", quote(own), quote(charset), "Content-Type")
    return PASSED


def _own_encoding(reply: Reply) -> str:
    """What the content itself says of its encoding; empty when it says nothing."""
    body = reply.response.body
    if not is_markup(reply):
        return byte_order_mark(body)
    return "utf-8" if is_json(body) else byte_order_mark(body) or declared_encoding(body)


def _standard_status(reply: Reply) -> Finding:
    if envelope_of(reply) is None or reply.kind not in _MESSAGES:
        return not_applicable(f"the reply is {named(reply)}, and it is about messages that are no faults")
    if reply.response.status == 200:
        return PASSED
    received = f"HTTP {reply.response.status} {reply.response.reason}".rstrip()
    return fail("A message that is no fault has another HTTP status", "HTTP 200", received, "status line")


def _length(reply: Reply) -> Finding:
    response = reply.response
    lengths = {value.strip() for line in _values(response, "Content-Length") for value in line.split(",")}
    chunked = bool(response.header("Transfer-Encoding"))
    if not lengths:
        return PASSED if chunked else not_applicable("the end of the connection is the end of the answer")
    documented = "one Content-Length, and as many bytes"
    if len(lengths) > 1 or chunked:
        return fail("The length of the answer is not clear", documented, quote(_framing(response)), "Content-Length")
    (length,) = lengths
    if response.more_came:
        return fail(
            "More came than the answer's length", documented, f"Content-Length: {length}, and more", "Content-Length"
        )
    bodiless = reply.exchange.request.method == "HEAD" or response.status in (204, 304)
    if bodiless or response.header("Content-Encoding"):
        return PASSED
    if length == str(response.body_length):
        return PASSED
    received = f"Content-Length: {length}, and {response.body_length} bytes"
    return fail("The answer is not as long as it says", documented, received, "Content-Length")


def _framing(response: HttpResponse) -> str:
    told = [("Content-Length", value) for value in _values(response, "Content-Length")]
    told += [("Transfer-Encoding", value) for value in _values(response, "Transfer-Encoding")]
    return ", ".join(f"{name}: {value}" for name, value in told)


def _coding(reply: Reply) -> Finding:
    # A coding that could not be undone leaves no reply.
    coded = reply.response.header("Content-Encoding")
    return PASSED if coded else not_applicable("Content-Encoding declares nothing")


def _also_without_reply(
    judge: Callable[[Reply], Finding], title: str, documented: str, *broken: str
) -> Callable[[Sequence[Observation]], Iterator[Judged]]:
    """A judgement of replies, and of answers that HTTP's own rules made unreadable.

    Args:
        judge: The judgement of a reply.
        title: What is wrong with an answer that could not be read.
        documented: How it should be.
        broken: The words of the transport for it; any other failure tells nothing of the answer.
    """

    def judged(observations: Sequence[Observation]) -> Iterator[Judged]:
        for observation in observations:
            if observation.reply is not None:
                yield observation, judge(observation.reply)
            elif observation.exchange is not None:
                found = next((words for words in broken if words in observation.exchange.error), "")
                yield observation, fail(title, documented, found) if found else inconclusive(observation.missing)

    return judged


def _values(response: HttpResponse, name: str) -> list[str]:
    return [value for key, value in response.headers if key.casefold() == name.casefold()]


HTTP_MESSAGE_CLAUSES = (
    Clause(
        id="transport.http-version",
        title="An answer is of HTTP 1.1, like the request.",
        level="inferred",
        source="RFC 9110 section 6.2: the highest version that the server conforms to",
        situations=EVERY_SITUATION,
        scope=NOT_SOAP_11,
        judge=_version,
    ),
    Clause(
        id="transport.http-version.basic-profile",
        title="A message of SOAP 1.1 is sent over HTTP 1.1.",
        level="standard",
        source="WS-I BP 1.1 R1140 (should), R1141",
        situations=EVERY_SITUATION,
        scope=SOAP_11,
        judge=_version,
    ),
    Clause(
        id="transport.content-type",
        title="An answer with content has one Content-Type.",
        level="standard",
        source="RFC 9110 sections 8.3 and 5.3",
        situations=EVERY_SITUATION,
        judge=_content_type,
    ),
    SeriesClause(
        id="transport.content-length",
        title="An answer is complete, and as long as its one Content-Length says.",
        level="standard",
        source="RFC 9110 section 8.6; RFC 9112 sections 6.2, 6.3, 7.1 and 8",
        situations=EVERY_SITUATION,
        judge=_also_without_reply(
            _length,
            "The answer is incomplete, or its length is not clear",
            "one Content-Length, and as many bytes",
            UNCLEAR_LENGTH,
            NO_LENGTH,
            MALFORMED_CHUNKS,
            CLOSED_EARLY,
        ),
    ),
    SeriesClause(
        id="transport.content-coding",
        title="The content of an answer is coded as its Content-Encoding says.",
        level="standard",
        source="RFC 9110 section 8.4",
        situations=EVERY_SITUATION,
        judge=_also_without_reply(
            _coding,
            "The content is not coded as Content-Encoding says",
            "content in that coding",
            NOT_DECODABLE,
            UNFINISHED_CODING,
            UNKNOWN_CODING,
        ),
    ),
    Clause(
        id="transport.charset",
        title="The charset of Content-Type is that of the content.",
        level="standard",
        source="RFC 9110 section 8.3.2; RFC 7303 section 3; RFC 8259 section 8.1",
        situations=EVERY_SITUATION,
        judge=_charset,
    ),
    Clause(
        id="transport.status.standard",
        title="A SOAP message that is no fault comes with HTTP 200.",
        level="standard",
        source="WS-I BP 1.1 R1111 (should); SOAP 1.2 part 2 section 7.5.2.2",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=_standard_status,
    ),
)
