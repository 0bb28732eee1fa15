"""Which proxies requests go through: those that are named, or else those of the environment."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

from ..wording import quote

_KEY = re.compile(r"(?:https?|all)(?:://[^/?#@\s]+)?")
ALLOWED_KEYS = "Allowed: 'http', 'https', 'all', or one of them with a host, as in 'https://service.example'."
ALLOWED_PROXIES = "Allowed: http://host:port or https://host:port; a proxy of another kind, such as SOCKS, is not used."


def check_proxies(proxies: Mapping[str, str]) -> None:
    """Refuses proxies that no request could go through, before anything is sent. Their user information is not quoted.

    Args:
        proxies: The URL of a proxy for each kind of address; an empty one stands for none.

    Raises:
        ValueError: A kind of address is none, or a proxy is no URL of http or https.

    >>> check_proxies({"https": "http://proxy.example:3128", "http": ""})
    """
    for name, proxy in proxies.items():
        if not _KEY.fullmatch(name):
            raise ValueError(f"proxies: {quote(name)} is no kind of address. {ALLOWED_KEYS}")
        _check_proxy(f"the proxy for {quote(name)}", proxy)


def environment_proxies(base_url: str) -> dict[str, str]:
    """The proxies that the environment names for an address.

    Raises:
        ValueError: The one that would be used is no URL of http or https.
    """
    import requests  # noqa: PLC0415  100 ms that a command which sends nothing need not pay

    named = requests.utils.get_environ_proxies(base_url)
    chosen = requests.utils.select_proxy(base_url, named)
    if chosen:
        _check_proxy("the proxy of the environment (HTTP_PROXY, HTTPS_PROXY or ALL_PROXY)", chosen)
    return dict(named)


def _check_proxy(what: str, proxy: str) -> None:
    scheme, colons, rest = proxy.partition("://")
    if colons and scheme.casefold() not in ("http", "https"):
        raise ValueError(f"{what} begins with {quote(scheme)}. {ALLOWED_PROXIES}")
    try:
        parts = urlsplit(f"http://{rest if colons else proxy}")
        usable = not proxy or (parts.hostname and parts.port != 0)
    except ValueError:
        usable = False
    if not usable:
        raise ValueError(f"{what} has no host, or a port that is none. {ALLOWED_PROXIES}")
