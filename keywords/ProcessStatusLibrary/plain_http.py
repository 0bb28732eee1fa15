"""Credentials travel over plain HTTP to this machine alone, unless the caller allows more."""

from __future__ import annotations

from ipaddress import ip_address
from urllib.parse import urlsplit

from .masking import Masker
from .transport.exchange import HttpRequest
from .wording import quote


def unprotected_host(url: str) -> str:
    """The host of a plain HTTP URL that is not loopback; empty for every other URL.

    >>> unprotected_host("http://service.example/a"), unprotected_host("http://127.0.0.1:8080")
    ('service.example', '')
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "http" or not host or host.rstrip(".") == "localhost":
        return ""
    try:
        return "" if ip_address(host).is_loopback else host
    except ValueError:
        return host


def refusal(what: str, host: str) -> str:
    """Says that something would travel unencrypted, and the way out.

    Args:
        what: What would travel, in the plural: ``the credentials``.
        host: Where it would go.
    """
    return (
        f"{what} would travel to {quote(host)} over plain HTTP, where anybody on the way can read them. Use https://, "
        "or allow it with the setting allow_plain_http; in the command, --allow-plain-http."
    )


def carries_secrets(request: HttpRequest, masker: Masker) -> bool:
    """Tells whether a request holds anything that is masked where it is shown."""
    if masker.url(request.url) != request.url or masker.headers(request.headers) != list(request.headers):
        return True
    body = request.body.decode("utf-8", "replace")
    return masker.text(body) != body
