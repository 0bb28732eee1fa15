"""Credentials travel over plain HTTP to this machine alone, unless the caller allows more."""

from __future__ import annotations

from collections.abc import Mapping
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
    return "" if parts.scheme != "http" or is_loopback(url) else parts.hostname or ""


def is_loopback(url: str) -> bool:
    """Tells whether a URL is of this machine.

    >>> is_loopback("https://[::1]:8080/a"), is_loopback("http://service.example")
    (True, False)
    """
    host = urlsplit(url).hostname or ""
    try:
        return host.rstrip(".") == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def unprotected_hop(url: str, proxies: Mapping[str, str] | None) -> str:
    """The other machine that reads what is sent to a URL: its host, or a proxy on the way; empty where none does.

    Args:
        url: Where requests go.
        proxies: The proxies that were given; those of the environment are not used for this machine.

    >>> unprotected_hop("http://127.0.0.1", {"http": "proxy.example:3128"})
    'proxy.example'
    """
    parts = urlsplit(url)
    if parts.scheme != "http" or unprotected_host(url):
        return unprotected_host(url)
    named = (f"http://{parts.hostname}", "http", f"all://{parts.hostname}", "all")  # as requests selects one
    proxy = next((proxies[name] for name in named if name in proxies), "") if proxies else ""
    if not proxy or proxy.startswith("https://"):
        return ""
    return unprotected_host(f"http://{proxy.rpartition('://')[2]}")


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
