"""The secrets that a request carried, read from the request itself: right or wrong ones."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from urllib.parse import parse_qsl

from .masking import AUTHORIZATIONS, SECRET_NAMES, TOKEN_START, Masker
from .schemas.xml_parsing import NotWellFormed, children, local_name, parse_xml
from .transport.exchange import HttpRequest, Secrets

SHORTEST = 6
"""A shorter secret is found in too many texts by chance."""


def secrets_in(request: HttpRequest, masker: Masker, password: str = "") -> Secrets:
    """The secrets that a request carries, those aside that are too short to be told from any other word.

    Args:
        request: The request as it is sent.
        masker: What tells which headers are secret.
        password: The element or member that carries the password, where a contract names one.

    Returns:
        What each is, for people, and its value.
    """
    found = [*_in_headers(masker, request), *_in_body(request.body, password)]
    query = request.url.partition("#")[0].partition("?")[2]
    form = request.text if "urlencoded" in request.header("Content-Type").casefold() else ""
    names = {password.casefold()} - {""}
    for part, text in (("query", query), ("form", form)):
        pairs = parse_qsl(text)
        found += [
            (f"the {part} parameter {name}", value)
            for name, value in pairs
            if masker.is_secret(name) or name.casefold() in names
        ]
    return tuple((name, value) for name, value in found if len(value) >= SHORTEST)


def _in_headers(masker: Masker, request: HttpRequest) -> Iterator[tuple[str, str]]:
    for (name, value), (_, masked) in zip(request.headers, masker.headers(request.headers), strict=True):
        if value == masked and not masked.startswith(TOKEN_START):
            continue
        if name.casefold() not in AUTHORIZATIONS:
            yield from _in_other_header(name, value)
            continue
        scheme, _, rest = value.partition(" ")
        yield f"the header {name}", rest.strip() or value
        if scheme.lower() == "basic":
            yield "the password", password_of(rest.strip())


def _in_other_header(name: str, value: str) -> Iterator[tuple[str, str]]:
    if name.casefold() != "cookie":
        yield f"the header {name}", value.strip()
        return
    for pair in value.split(";"):
        cookie, _, text = pair.strip().partition("=")
        yield f"the cookie {cookie}", text


def password_of(pair: str) -> str:
    """The password of a pair of Basic authentication (RFC 7617); empty when it cannot be read.

    >>> password_of("YWRhOmh1bnRlcjI=")
    'hunter2'
    """
    try:
        return base64.b64decode(pair, validate=True).decode("utf-8").partition(":")[2]
    except ValueError:
        return ""


def _in_body(body: bytes, password: str) -> Iterator[tuple[str, str]]:
    names = {*SECRET_NAMES, password.casefold()} - {""}
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
