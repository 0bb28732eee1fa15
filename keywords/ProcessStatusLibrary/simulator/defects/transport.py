"""Defects of HTTP: media types, statuses and headers that do not fit what is sent."""

from __future__ import annotations

from dataclasses import replace

from ..http_message import Answer
from .answers import draft_of, html, is_fault, on_result, with_header, without_header
from .defect import Answered, Defect, Where
from .documents import is_xml
from .exchange import Exchange
from .where import anywhere, over_soap

HTML = "text/html; charset=utf-8"
CLIENTS_MISTAKES = (400, 404, 405, 415)


def _media_type(kind: str) -> Answered:
    return on_result(lambda answer: with_header(answer, "Content-Type", kind))


def _of_the_other_format(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
    draft = draft_of(answer)
    if draft is None:
        return answer
    return with_header(answer, "Content-Type", "application/json" if is_xml(draft) else "application/xml")


def _of_the_other_version(exchange: Exchange, answer: Answer) -> Answer:
    if draft_of(answer) is None:
        return answer
    kind = "text/xml" if exchange.traits.version == "1.2" else "application/soap+xml"
    return with_header(answer, "Content-Type", f"{kind}; charset=utf-8")


def _latin_1(answer: Answer) -> Answer:
    return with_header(answer, "Content-Type", f"{answer.media_type}; charset=iso-8859-1")


def _instead(status: int, kind: str, body: bytes, *headers: tuple[str, str]) -> Answered:
    """Sends something else than the result."""

    def answered(answer: Answer) -> Answer:
        other = replace(answer, status=status, body=body)
        return (with_header(other, "Content-Type", kind) if kind else without_header(other, "Content-Type")).adding(
            *headers
        )

    return on_result(answered)


def _status(status: int) -> Answered:
    return on_result(lambda answer: replace(answer, status=status))


def _old_http(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
    return replace(answer, version="1.0")


def _no_allow(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
    return without_header(answer, "Allow") if answer.status == 405 else answer


def _found_nothing(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
    return replace(answer, status=200) if answer.status == 404 else answer


def _all_my_fault(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
    mistaken = answer.status in CLIENTS_MISTAKES and not is_fault(answer)
    return replace(answer, status=500) if mistaken else answer


def _defect(name: str, title: str, answered: Answered, where: Where = anywhere) -> Defect:
    return Defect(name, title, "transport", where=where, answered=answered)


ERROR_PAGE = html("Server Error", "An error has occurred.")
LOGIN_PAGE = ("Location", "/login?then=status")

DEFECTS = (
    _defect("media-type-text-plain", "A result is said to be plain text.", _media_type("text/plain; charset=utf-8")),
    _defect("media-type-html", "A result is said to be a page for people.", _media_type(HTML)),
    _defect("media-type-binary", "A result is said to be any bytes.", _media_type("application/octet-stream")),
    _defect("media-type-of-other-format", "XML is said to be JSON, or JSON to be XML.", _of_the_other_format),
    _defect(
        "media-type-of-other-version",
        "A SOAP message has the media type of the other SOAP version.",
        _of_the_other_version,
        over_soap,
    ),
    _defect("charset-latin-1", "The media type says ISO 8859-1, the bytes are UTF-8.", on_result(_latin_1)),
    _defect(
        "no-content-type",
        "A result has no media type.",
        on_result(lambda answer: without_header(answer, "Content-Type")),
    ),
    _defect(
        "two-content-types",
        "A result has two media types.",
        on_result(lambda answer: answer.adding(("Content-Type", HTML))),
    ),
    _defect(
        "two-lengths",
        "A result has two lengths, of which one is wrong.",
        on_result(lambda answer: answer.adding(("Content-Length", str(len(answer.body) + 1)))),
    ),
    _defect(
        "not-gzip",
        "A result is said to be compressed, and is not.",
        on_result(lambda answer: answer.adding(("Content-Encoding", "gzip"))),
    ),
    _defect("status-201", "A result comes with HTTP 201.", _status(201)),
    _defect("status-500", "A result comes with HTTP 500.", _status(500)),
    _defect("status-204", "HTTP 204 and nothing comes instead of a result.", _instead(204, "", b"")),
    _defect(
        "empty-answer",
        "HTTP 200 and nothing comes instead of a result.",
        on_result(lambda answer: replace(answer, body=b"")),
    ),
    _defect(
        "error-page-with-200",
        "An error page for people comes instead of a result, with HTTP 200.",
        _instead(200, HTML, ERROR_PAGE),
    ),
    _defect(
        "redirect-to-login", "A result is to be had after logging in elsewhere.", _instead(302, "", b"", LOGIN_PAGE)
    ),
    _defect("old-http", "Every answer is of HTTP 1.0.", _old_http),
    _defect("405-without-allow", "A method is refused without a word about those that are allowed.", _no_allow),
    _defect("500-for-client-mistakes", "What the client did wrong is answered with HTTP 500.", _all_my_fault),
    _defect("404-with-200", "What is not found is answered with HTTP 200.", _found_nothing),
)
