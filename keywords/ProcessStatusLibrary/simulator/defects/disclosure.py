"""Defects by which errors tell what nobody outside should know."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import escape
from typing import Any

from ..http_message import Answer
from .answers import is_error, with_header
from .defect import Defect
from .exchange import Exchange
from .questions import envelope_of
from .where import anywhere

TRACE = "   at Status.Service.Read(String id)\r\n   at Status.Service.Answer(Request request)"
FILE = "Could not find file 'C:\\inetpub\\wwwroot\\status\\web.config'."
END_OF_TEXT = re.compile(rb"(?=</(?:\w+:)?(?:faultstring|Text|Message)>)")
END_OF_PAGE = re.compile(rb"(?=</body>)")


def _saying(text: Callable[[Exchange], str]) -> Callable[[Exchange, Answer], Answer]:
    """Adds a text to what an error tells a person, whatever form it has."""

    def answered(exchange: Exchange, answer: Answer) -> Answer:
        said = text(exchange)
        if not said or not answer.body or not is_error(answer):
            return answer
        return replace(answer, body=_with_text(answer, said))

    return answered


def _with_text(answer: Answer, said: str) -> bytes:
    body, escaped = answer.body, f" {escape(said, quote=False)}".encode()
    if answer.media_type.endswith("json"):
        return _with_json_text(body, said)
    if answer.media_type == "text/plain":
        return body + f" {said}".encode()
    return (END_OF_PAGE if answer.media_type == "text/html" else END_OF_TEXT).sub(lambda _: escaped, body, count=1)


def _with_json_text(body: bytes, said: str) -> bytes:
    """Adds to the message that is there; an error without one gets a trace, as frameworks call it."""
    try:
        value: Any = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):  # another defect has been there
        return body
    own = value.get("ResponseStatus") or value
    message = own.get("message") or own.get("Message")
    if isinstance(message, str):
        old, new = (json.dumps(text, ensure_ascii=False).encode() for text in (message, f"{message} {said}"))
        return body.replace(old, new, 1)
    return body.rstrip()[:-1] + f',"trace":{json.dumps(said)}}}'.encode()


def _secret(exchange: Exchange) -> str:
    """The password or the token that the request brings."""
    guard = exchange.traits.guard if exchange.calls else None
    brought = guard.brought(exchange.received, envelope_of(exchange.received)) if guard else {}
    return brought.get("password") or brought.get("token", "")


def _header_of(exchange: Exchange) -> str:
    value = exchange.received.header("Authorization")
    return f"Authorization: {value}" if value else ""


def _echo(exchange: Exchange, answer: Answer) -> Answer:
    value = exchange.received.header("Authorization")
    return with_header(answer, "X-Debug-Authorization", value) if value else answer


DEFECTS = (
    Defect(
        "stack-trace",
        "An error tells the calls that led to it.",
        "disclosure",
        where=anywhere,
        answered=_saying(lambda _: TRACE),
    ),
    Defect(
        "file-path",
        "An error tells a path on the server.",
        "disclosure",
        where=anywhere,
        answered=_saying(lambda _: FILE),
    ),
    Defect(
        "password-in-error",
        "An error repeats the password or the token that was sent.",
        "disclosure",
        where=lambda traits: traits.guarded,
        answered=_saying(lambda exchange: secret and f"Sent: {secret}." if (secret := _secret(exchange)) else ""),
    ),
    Defect(
        "authorization-in-error",
        "An error repeats the Authorization header.",
        "disclosure",
        where=lambda traits: traits.authorized,
        answered=_saying(_header_of),
    ),
    Defect(
        "authorization-in-header",
        "Each answer repeats the Authorization header in a header of its own.",
        "disclosure",
        where=lambda traits: traits.authorized,
        answered=_echo,
    ),
)
