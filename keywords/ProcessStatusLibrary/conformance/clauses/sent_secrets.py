"""The secrets that a request carried, read from the request itself: right or wrong ones."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ...masking import AUTHORIZATIONS, SECRET_NAMES, TOKEN_START
from ...schemas.xml_parsing import NotWellFormed, children, local_name, parse_xml

if TYPE_CHECKING:
    from ...reply import Reply
    from ...transport.exchange import HttpRequest

SHORTEST = 6
"""A shorter secret is found in too many texts by chance."""


@dataclass(frozen=True, slots=True)
class SentSecret:
    """A secret and what it is; it prints as what it is.

    Attributes:
        name: What it is, for people.
    """

    name: str
    _value: str = field(repr=False)

    def is_in(self, text: str) -> bool:
        """Whether a text repeats it, as a word of its own and not inside another."""
        return bool(re.search(rf"(?<!\w){re.escape(self._value)}(?!\w)", text))


def sent_secrets(reply: Reply) -> list[SentSecret]:
    """The secrets that a request carried, those aside that are too short to be told from any other word."""
    request = reply.exchange.request
    found = [*_in_headers(reply, request), *_in_body(reply, request.body)]
    return [SentSecret(name, value) for name, value in found if len(value) >= SHORTEST]


def _in_headers(reply: Reply, request: HttpRequest) -> Iterator[tuple[str, str]]:
    for (name, value), (_, masked) in zip(request.headers, reply.masker.headers(request.headers), strict=True):
        if value == masked and not masked.startswith(TOKEN_START):
            continue
        if name.casefold() not in AUTHORIZATIONS:
            yield from _in_other_header(name, value)
            continue
        scheme, _, rest = value.partition(" ")
        yield f"the header {name}", rest.strip() or value
        if scheme.lower() == "basic":
            yield "the password", _password_of(rest.strip())


def _in_other_header(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name.casefold() != "cookie":
        yield f"the header {name}", value.strip()
        return
    for pair in value.split(";"):
        cookie, _, text = pair.strip().partition("=")
        yield f"the cookie {cookie}", text


def _password_of(pair: str) -> str:
    """The password of a pair of Basic authentication (RFC 7617); empty when it cannot be read."""
    try:
        return base64.b64decode(pair, validate=True).decode("utf-8").partition(":")[2]
    except ValueError:
        return ""


def _in_body(reply: Reply, body: bytes) -> Iterator[tuple[str, str]]:
    names = {*SECRET_NAMES, reply.contract.model.credentials.password.casefold()} - {""}
    if body.lstrip().startswith(b"<"):
        try:
            root = parse_xml(body)
        except NotWellFormed:
            return
        for element in root.iter("*"):
            if not children(element) and local_name(element).casefold() in names and element.text:
                yield f"the element {local_name(element)}", element.text.strip()
    elif body.lstrip().startswith(b"{"):
        try:
            value = json.loads(body)
        except ValueError:
            return
        members = value.items() if isinstance(value, dict) else ()
        yield from (
            (f"the member {name}", text) for name, text in members if name.casefold() in names and isinstance(text, str)
        )
