"""Small changes to documented requests: each makes one thing of a request wrong and leaves the rest as it is."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import quote as percent_encoded
from urllib.parse import urlencode, urlsplit, urlunsplit

from ..schemas.envelope import ENVELOPES
from ..transport.exchange import HttpRequest

Alteration = Callable[[HttpRequest], HttpRequest]
"""Makes another request of one."""

NO_SUCH = "NoSuchOperation"
NO_PATH = "no-such-path"
NO_ENVELOPE = "http://envelope.example/no-such-version"
NO_BLOCK = "http://header.example/no-such-block"
_HEADER = re.compile(rb"\s*<(\w+):Header>.*</\1:Header>", re.DOTALL)


def with_body(change: Callable[[bytes], bytes]) -> Alteration:
    """Changes the body."""
    return lambda request: replace(request, body=change(request.body))


def with_header(name: str, value: str) -> Alteration:
    """Sets an HTTP header."""
    return lambda request: request.with_headers([(name, value)])


def without_header(name: str) -> Alteration:
    """Takes an HTTP header out."""

    def without(request: HttpRequest) -> HttpRequest:
        kept = tuple(pair for pair in request.headers if pair[0].casefold() != name.casefold())
        return replace(request, headers=kept)

    return without


def with_method(method: str) -> Alteration:
    """Sends another method, without the body where the method usually has none."""

    def sent(request: HttpRequest) -> HttpRequest:
        return replace(request, method=method, body=b"" if method in ("GET", "DELETE") else request.body)

    return sent


def with_segment(index: int, text: str, path: str) -> Alteration:
    """Replaces a segment of the documented path, wherever the service is mounted.

    Args:
        index: The segment's place in the documented path; negative: from its end.
        text: What takes its place.
        path: The documented path.
    """
    segments = path.partition("?")[0].strip("/").split("/")
    from_end = index if index < 0 else index - len(segments)

    def moved(request: HttpRequest) -> HttpRequest:
        parts = urlsplit(request.url)
        sent = parts.path.split("/")
        sent[from_end] = text
        return replace(request, url=urlunsplit(parts._replace(path="/".join(sent))))

    return moved


def with_id(place: str, parameter: str, old: str, new: str) -> Alteration:
    """Sends another id, of any form.

    Args:
        place: Where the contract says that the id is: ``header: ...``, ``body: ...`` or ``path: ...``.
        parameter: The parameter that carries it where the contract names no place.
        old: The id that the request has.
        new: The text that takes its place.
    """
    kind, _, where = place.partition(": ")
    if kind == "path":
        return lambda request: replace(request, url=_last(request.url, percent_encoded(old, safe=""), new))
    if not kind:
        was, is_now = urlencode({parameter: old}), urlencode({parameter: new})
        return lambda request: replace(
            request, url=request.url.replace(was, is_now), body=request.body.replace(was.encode(), is_now.encode())
        )
    name = where.rpartition(":")[2].rpartition("/")[2].encode()
    pattern = re.compile(rb"(<%b>).*?(</%b>)" % (name, name), re.DOTALL)
    return with_body(lambda body: pattern.sub(lambda match: match[1] + new.encode() + match[2], body))


def _last(url: str, old: str, new: str) -> str:
    before, _, after = url.rpartition(f"/{old}")
    return f"{before}/{percent_encoded(new, safe='')}{after}"


def without_soap_header(request: HttpRequest) -> HttpRequest:
    """Leaves the SOAP header out."""
    return replace(request, body=_HEADER.sub(b"", request.body))


def with_mandatory_block(request: HttpRequest) -> HttpRequest:
    """Adds a header block that nobody knows and every receiver must understand."""
    prefix = _prefix(request)
    block = f'<x:NoSuchBlock xmlns:x="{NO_BLOCK}" {prefix}:mustUnderstand="1">x</x:NoSuchBlock>'
    opened = f"<{prefix}:Header>"
    if opened.encode() in request.body:
        return replace(request, body=request.body.replace(opened.encode(), f"{opened}{block}".encode(), 1))
    body = f"<{prefix}:Body>"
    added = f"{opened}{block}</{prefix}:Header>{body}"
    return replace(request, body=request.body.replace(body.encode(), added.encode(), 1))


def with_unknown_message(element: str) -> Alteration:
    """Asks for an operation that does not exist: another element in the Body, and the SOAPAction that fits it.

    Args:
        element: The documented element with its prefix, such as ``api:GetStatus``.
    """
    name = element.rpartition(":")[2].encode()
    pattern = re.compile(rb"<(/?)%b(?=[\s/>])" % name)

    def asked(request: HttpRequest) -> HttpRequest:
        renamed = pattern.sub(rb"<\1" + NO_SUCH.encode(), request.body)
        return with_wrong_action(replace(request, body=renamed))

    return asked


def with_wrong_action(request: HttpRequest) -> HttpRequest:
    """Names an operation that does not exist in the SOAPAction; a request without one stays so."""
    action = request.header("SOAPAction").strip('"')
    if not action:
        return request
    return request.with_headers([("SOAPAction", f'"{action.rpartition("/")[0]}/{NO_SUCH}"')])


def with_unknown_envelope(request: HttpRequest) -> HttpRequest:
    """Puts the envelope into a namespace of no SOAP version."""
    body = request.body
    for namespace in ENVELOPES.values():
        body = body.replace(f'"{namespace}"'.encode(), f'"{NO_ENVELOPE}"'.encode())
    return replace(request, body=body)


def with_document_type(request: HttpRequest) -> HttpRequest:
    """Declares a document type, which does no harm and is not allowed."""
    declaration, end, rest = request.body.partition(b"?>")
    added = f"<!DOCTYPE {_prefix(request)}:Envelope>".encode()
    return replace(request, body=declaration + end + b"\n" + added + rest)


def cut_short(request: HttpRequest) -> HttpRequest:
    """Leaves out the end of the body: the last end tag, or the last brace."""
    body = request.body.rstrip()
    end = body.rfind(b"</") if body.startswith(b"<") else len(body) - 1
    return replace(request, body=body[:end])


def _prefix(request: HttpRequest) -> str:
    match = re.search(rb"<(\w+):Envelope", request.body)
    return match[1].decode() if match else "soap"
