"""Keeps secrets out of everything that is written: by value, in every encoding, and by name.

A mask is a typed token, ``{masked:Password:length=8:digest=1a2b3c4d}``. The digest is keyed with a random key that is
never written: equal secrets have equal tokens within one run, and nobody can search for the secret behind a token.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
import secrets
from collections.abc import Iterable
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

SECRET_HEADERS = frozenset(
    {"authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key", "x-auth-token", "api-key"}
)
SECRET_NAMES = frozenset(
    {"password", "passwd", "pwd", "secret", "token", "access_token", "apikey", "api_key", "client_secret"}
)
_NAMES = "|".join(sorted(SECRET_NAMES))
_XML = re.compile(rf"(<(?:[\w.-]+:)?({_NAMES})(?:\s[^<>]*)?>)([^<]+)(</)", re.IGNORECASE)
_JSON = re.compile(rf'("({_NAMES})"\s*:\s*")((?:[^"\\]|\\.)+)(")', re.IGNORECASE)
_QUERY = re.compile(rf"([?&;]({_NAMES})=)([^&#\s\"'<>]+)()", re.IGNORECASE)
_USER_INFO = re.compile(r"(://)([^/@\s:]+)(:[^/@\s]*)?(@)")
SHORTEST = 3


class SecretText:
    """A secret inside the core: it prints as ``<secret>`` everywhere.

    >>> SecretText("hunter2")
    <secret>
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        """The secret itself, for the one place that sends it."""
        return self._value

    def __repr__(self) -> str:
        return "<secret>"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, SecretText) and hmac.compare_digest(self._value.encode(), other._value.encode())

    def __hash__(self) -> int:
        return hash((SecretText, self._value))


class Masker:
    """Replaces known secrets and the values of secret names by tokens.

    Args:
        names: Further names of headers, elements or members whose value is secret.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._key = secrets.token_bytes(16)
        self._forms: dict[str, tuple[str, str]] = {}
        self._names = frozenset(name.casefold() for name in names)
        self._pattern: re.Pattern[str] | None = None

    def learn(self, secret: str, kind: str = "secret") -> None:
        """Masks a value from now on, plain and in every encoding that it may be written in."""
        if len(secret) < SHORTEST:
            return  # a mask of 'a' would blot out every text, and tell where it was
        raw = secret.encode()
        plain = {secret, quote(secret, safe=""), quote_plus(secret), escape(secret), json.dumps(secret)[1:-1]}
        plain |= {escape(secret, {'"': "&quot;", "'": "&apos;"}), secret.encode("unicode_escape").decode()}
        plain |= {json.dumps(secret, ensure_ascii=False)[1:-1], base64.b64encode(raw).decode()}
        plain |= {base64.urlsafe_b64encode(raw).decode().rstrip("="), raw.hex()}
        for form in plain:
            self._forms.setdefault(form, (kind, secret))
        longest_first = sorted(self._forms, key=len, reverse=True)
        self._pattern = re.compile("|".join(re.escape(form) for form in longest_first))

    def learn_basic(self, user: str, password: str) -> None:
        """Masks a password and the pair as Basic authentication writes it (RFC 7617)."""
        self.learn(password, "password")
        self.learn(base64.b64encode(f"{user}:{password}".encode()).decode(), "basic")

    def text(self, text: str) -> str:
        """Masks a text of any kind: a body, a log line, a message."""
        if self._pattern is not None:
            text = self._pattern.sub(lambda match: self._token(*self._forms[match[0]]), text)
        for pattern in (_XML, _JSON, _QUERY):
            text = pattern.sub(self._by_name, text)
        return text

    def url(self, url: str) -> str:
        """Masks a URL: user information, and secret members of its query."""
        masked = _USER_INFO.sub(lambda match: f"{match[1]}{self._token('user-info', match[0])}{match[4]}", url)
        return self.text(masked)

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Masks headers: wholly where the name is secret, by value elsewhere."""
        masked = []
        for name, value in headers:
            if name.casefold() in SECRET_HEADERS or name.casefold() in self._names:
                scheme, space, rest = value.partition(" ")
                if space and scheme.isalpha():
                    value = f"{scheme} {self._token(name, rest)}"  # noqa: PLW2901
                else:
                    value = self._token(name, value)  # noqa: PLW2901
            else:
                value = self.text(value)  # noqa: PLW2901
            masked.append((name, value))
        return masked

    def _by_name(self, match: re.Match[str]) -> str:
        before, name, value, after = match.groups()
        if value.startswith("{masked:"):
            return match[0]
        return f"{before}{self._token(name, value)}{after}"

    def _token(self, kind: str, secret: str) -> str:
        digest = hmac.new(self._key, secret.encode(), hashlib.sha256).hexdigest()[:8]
        return f"{{masked:{kind}:length={len(secret)}:digest={digest}}}"
