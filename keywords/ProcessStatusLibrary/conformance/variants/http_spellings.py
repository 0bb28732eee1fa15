"""HTTP written otherwise: the names of headers, media types, chunks, what is accepted, escapes in the path."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ...transport.exchange import HttpRequest
from .plain import Plain
from .spelling import Spelling


def content_type_parts(request: HttpRequest) -> tuple[str, str]:
    """The media type of a request and its parameters."""
    media_type, _, parameters = request.header("Content-Type").partition(";")
    return media_type.strip(), parameters.strip()


def _chunked(plain: Plain) -> HttpRequest | None:
    if not plain.request.body:
        return None
    return plain.request.with_headers([("Transfer-Encoding", "chunked")])


def _lower_case(plain: Plain) -> HttpRequest:
    return _renamed(plain.request, str.lower)


def _capitals(plain: Plain) -> HttpRequest:
    return _renamed(plain.request, str.upper)


def _renamed(request: HttpRequest, change: Callable[[str], str]) -> HttpRequest:
    return replace(request, headers=tuple((change(name), value) for name, value in request.headers))


def _typed(plain: Plain, written: str) -> HttpRequest | None:
    if not plain.request.body or written == plain.request.header("Content-Type"):
        return None
    return plain.request.with_headers([("Content-Type", written)])


def _media_type_in_capitals(plain: Plain) -> HttpRequest | None:
    media_type, parameters = content_type_parts(plain.request)
    return _typed(plain, "; ".join(filter(None, [media_type.upper(), parameters])))


def _quoted_charset(plain: Plain) -> HttpRequest | None:
    return _with_charset(plain, lambda name, value: f'; {name}="{value}"')


def _charset_in_capitals(plain: Plain) -> HttpRequest | None:
    return _with_charset(plain, lambda name, value: f";{name.upper()}={value.upper()}")


def _no_charset(plain: Plain) -> HttpRequest | None:
    # Without a charset, UTF-8 and US-ASCII must come to the same.
    return _with_charset(plain, lambda name, value: "") if plain.request.body.isascii() else None  # noqa: ARG005


def _with_charset(plain: Plain, written: Callable[[str, str], str]) -> HttpRequest | None:
    """Writes the charset otherwise, where it is the only parameter."""
    media_type, parameters = content_type_parts(plain.request)
    name, _, value = parameters.partition("=")
    if name.casefold() != "charset" or not value.replace("-", "").isalnum():
        return None
    return _typed(plain, media_type + written(name, value))


def _with_action(plain: Plain) -> HttpRequest | None:
    action, written = plain.row.documented.request.action, plain.request.header("Content-Type")
    return _typed(plain, f'{written}; action="{action}"') if action and "action=" not in written else None


def _accepts_anything(plain: Plain) -> HttpRequest:
    return plain.request.with_headers([("Accept", "*/*")])


def _accepts_anything_at_last(plain: Plain) -> HttpRequest:
    return plain.request.with_headers([("Accept", "image/png;q=0.9, */*;q=0.1")])


def _accepts_nothing_said(plain: Plain) -> HttpRequest | None:
    if not plain.request.header("Accept"):
        return None
    kept = tuple(pair for pair in plain.request.headers if pair[0].casefold() != "accept")
    return replace(plain.request, headers=kept)


def _escaped_id(plain: Plain) -> HttpRequest | None:
    if not plain.id_in_path or not plain.process_id.isascii():
        return None
    escaped = "".join(f"%{ord(character):02X}" for character in plain.process_id)
    before, _, after = plain.request.url.rpartition(plain.process_id)
    return replace(plain.request, url=f"{before}{escaped}{after}") if before else None


HTTP_SPELLINGS = (
    Spelling("meaning.chunked", "the body in chunks", _chunked),
    Spelling("meaning.header-names", "the names of the headers in lower case", _lower_case),
    Spelling("meaning.header-names", "the names of the headers in capitals", _capitals),
    Spelling("meaning.content-type", "the media type in capitals", _media_type_in_capitals),
    Spelling("meaning.content-type", "the charset in quotation marks", _quoted_charset),
    Spelling("meaning.content-type", "the charset in capitals", _charset_in_capitals),
    Spelling("meaning.content-type", "no charset", _no_charset),
    Spelling("meaning.action", "the action in the media type", _with_action),
    Spelling("meaning.accept", "anything is accepted", _accepts_anything),
    Spelling("meaning.accept", "anything is accepted at last", _accepts_anything_at_last),
    Spelling("meaning.accept", "nothing is said about what is accepted", _accepts_nothing_said),
    Spelling("meaning.escaped-path", "the id percent-encoded", _escaped_id),
)
