"""Keeps secrets out of everything that is written: by value, in every encoding, and by name.

A mask is a typed token, ``{masked:Password:length=8:digest=1a2b3c4d}``. The digest is keyed with a random key that is
never written: equal secrets have equal tokens within one run, and nobody can search for the secret behind a token.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from base64 import b64encode
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Mapping, Set
from functools import partial
from typing import TypeVar
from urllib.parse import unquote
from weakref import WeakSet

from .escapes import CUT_ESCAPE, Escapes, Sources, escapes_in, unescaped
from .named_secrets import NamedSecrets
from .secret_forms import forms_of
from .secret_search import Found, SecretSearch
from .wording import LONGEST_VALUE

AUTHORIZATIONS = frozenset({"authorization", "proxy-authorization"})
SECRET_HEADERS = AUTHORIZATIONS | {"cookie", "set-cookie", "x-api-key", "x-auth-token", "api-key"}
SECRET_NAMES = frozenset(
    {
        *("password", "passwd", "pwd", "passphrase", "secret", "client_secret", "clientsecret", "apikey", "api_key"),
        *("token", "access_token", "accesstoken", "refresh_token", "refreshtoken", "id_token", "idtoken"),
        *("auth_token", "authtoken", "private_key", "privatekey"),
    }
)
TOKEN_START = "{masked:"  # noqa: S105  what a mask begins with
_TOKEN = re.compile(r"\{masked:[^{}]*:length=\d+:digest=[0-9a-f]+\}")
_TOKENS = re.compile(rf"(?:{_TOKEN.pattern}\s*+)++")
_USER_INFO = re.compile(r"(://)([^/?#\s]*)(@)")
_CUT = re.compile(r"\.\.\.'? \(\d{1,9} characters\)")  # as `wording` cuts values
SHORTEST = 3
SHORTEST_PLAIN = 6
"""A shorter text may stand anywhere by chance."""
SCHEMES = frozenset(
    {
        *("basic", "bearer", "digest", "dpop", "hoba", "mutual", "negotiate", "oauth", "vapid", "ntlm", "kerberos"),
        *("privatetoken", "scram-sha-1", "scram-sha-256", "token", "apikey", "hawk", "aws4-hmac-sha256"),
    }
)
"""Ways to authenticate, by their first word (the registry of RFC 9110 section 16.4.1, and some that are in use)."""


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
        self._forms: dict[bytes, tuple[str, str]] = {}
        self._sorted_forms: list[str] = []
        self._search = SecretSearch()
        self._tokens: dict[bytes, bytes] = {}
        self._learnt: dict[str, str] = {}
        self._names: set[str] = set()
        self._headers: Set[str] = SECRET_HEADERS
        self._by_name = _BY_USUAL_NAME
        self._learning = threading.Lock()
        self._pupils: list[Masker] = []
        self.learn_names(names)
        LIVING.add(self)

    def learn(self, secret: str, kind: str = "secret") -> None:
        """Masks a value from now on, plain and in every encoding that it may be written in."""
        with self._learning:
            raw = _raw(secret)
            if len(secret) < SHORTEST or secret in self._learnt:
                return  # a mask of 'a' would blot out every text, and tell where it was
            self._learnt[secret] = kind
            written = forms_of(secret)
            for text in written:
                insort(self._sorted_forms, text)
            forms = {_raw(text) for text in written}
            # What a secret that holds escapes is when they are undone with those of a text.
            plain = {unescaped(raw, escapes) for escapes in escapes_in(raw)}
            forms |= {form for form in plain if len(form) >= SHORTEST_PLAIN}
            if not secret.isascii() and max(secret) < "\u0100":
                forms.add(secret.encode("latin-1"))  # as %E4 is read
            new = [form for form in forms if form not in self._forms]
            self._forms.update(dict.fromkeys(new, (kind, secret)))
            self._search.add(new)
        for pupil in self._pupils:
            pupil.learn(secret, kind)

    def teach(self, pupil: Masker) -> None:
        """Lets another masker mask what this one does, now and from now on."""
        if pupil is self or pupil in self._pupils:
            return
        self._pupils.append(pupil)
        for secret, kind in list(self._learnt.items()):
            pupil.learn(secret, kind)
        pupil.learn_names(self._names)

    def learn_basic(self, user: str, password: str) -> None:
        """Masks a password and the pair as Basic authentication writes it (RFC 7617), in either character set."""
        self.learn(password, "password")
        pair = f"{user}:{password}"
        for charset in ("utf-8", "latin-1"):
            self.learn(b64encode(pair.encode(charset, "replace")).decode(), "basic")

    def learn_url(self, url: str) -> None:
        """Masks the user information of a URL from now on, and its password alone; a scheme may be missing."""
        authority = re.split(r"[/?#]", url.rpartition("://")[2] if "://" in url else url, maxsplit=1)[0]
        info = authority.rpartition("@")[0]
        if info:
            self.learn(info, "user-info")
            user, colon, password = info.partition(":")
            if colon:
                self.learn_basic(user, password)
                self.learn_basic(unquote(user), unquote(password))  # what a client sends of it

    def learn_names(self, names: Iterable[str]) -> None:
        """Masks the values of further headers, elements, members and parameters from now on."""
        with self._learning:
            added = {name.casefold() for name in names} - self._names
            if not added:
                return
            self._names |= added
            self._headers = SECRET_HEADERS | self._names
            self._by_name = NamedSecrets(SECRET_NAMES | self._headers, self._headers)
        for pupil in self._pupils:
            pupil.learn_names(added)

    def learn_fields(self, fields: Mapping[str, object]) -> None:
        """Masks the values of the fields whose names are secret from now on, wherever a server repeats them."""
        for name, value in fields.items():
            if isinstance(value, Mapping):
                secret = self.is_secret(name)
                self.learn_fields({name: [*value.values()]} if secret else value)
            elif isinstance(value, list | tuple):
                for entry in value:
                    self.learn_fields({name: entry})
            elif value is not None and self.is_secret(name):
                self.learn(str(value), name)
                scheme, _, rest = str(value).partition(" ")
                if name.casefold() in AUTHORIZATIONS and scheme.isalpha():
                    self.learn(rest, name)
                if name.casefold() == "cookie":
                    for pair in str(value).split(";"):
                        cookie = pair.partition("=")[2].strip()
                        self.learn(cookie, name)
                        self.learn(cookie.strip('"'), name)

    def is_secret(self, name: str) -> bool:
        """Whether what stands behind a name is secret."""
        return name.casefold() in self._headers or name.casefold() in SECRET_NAMES

    def text(self, text: str) -> str:
        """Masks a text of any kind: a body, a log line, a message."""
        text = self._by_name.masked(self._by_value(text), self._whole, self._header)
        return _USER_INFO.sub(partial(self._user_info), text) if "://" in text else text

    def _by_value(self, text: str) -> str:
        if not self._forms:
            return text
        raw = _raw(text)
        raw = self._replaced(raw, self._search.find(raw))
        for escapes in escapes_in(raw):
            raw = self._replaced(raw, self._find_escaped(raw, escapes))
        masked = raw.decode("utf-8", "surrogatepass")
        return self._without_cut_secrets(masked) if " characters)" in masked else masked

    def _find_escaped(self, text: bytes, escapes: Escapes) -> Iterator[Found]:
        sources = None
        for found in self._search.find(unescaped(text, escapes)):
            sources = sources or Sources(text, escapes)
            span = sources.span(found.start, found.end)
            if span is not None:
                yield Found(*span, found.text)

    def _replaced(self, text: bytes, places: Iterator[Found]) -> bytes:
        masked, end = bytearray(), 0
        for found in places:
            masked += text[end : found.start]
            masked += self._token_of(found.text)
            end = max(end, found.end)
        return bytes(masked + text[end:]) if end else text

    def _token_of(self, form: bytes) -> bytes:
        token = self._tokens.get(form)
        if token is None:
            token = self._tokens[form] = _raw(self._token(*self._forms[form]))
        return token

    def _without_cut_secrets(self, text: str) -> str:
        """A text without beginnings of secrets where a value was cut."""
        parts, end = [], 0
        for cut in _CUT.finditer(text):
            shown = text[end : cut.start()]
            parts += [self._without_beginning(shown) or self._without_escaped_beginning(shown) or shown, cut[0]]
            end = cut.end()
        return "".join([*parts, text[end:]])

    def _without_beginning(self, shown: str) -> str:
        """A text without the beginning of a secret at its end; empty when there is none."""
        for length in range(min(len(shown), LONGEST_VALUE), SHORTEST - 1, -1):
            form = self._form_that_begins(shown[-length:])
            if form:
                return f"{shown[:-length]}{self._token(*self._forms[_raw(form)])}"
        return ""

    def _without_escaped_beginning(self, shown: str) -> str:
        """The same where the beginning is written with escapes, of which the last may be cut itself."""
        before, tail = shown[:-LONGEST_VALUE], shown[-LONGEST_VALUE:]
        raw = _raw(CUT_ESCAPE.sub("", tail))
        for escapes in escapes_in(raw):
            plain = unescaped(raw, escapes).decode("utf-8", "replace")
            for length in range(min(len(plain), LONGEST_VALUE), SHORTEST - 1, -1):
                form = self._form_that_begins(plain[-length:])
                start = len(plain) - length
                span = Sources(raw, escapes).span(len(_raw(plain[:start])), len(_raw(plain))) if form else None
                if span is not None:
                    kept = raw[: span[0]].decode("utf-8", "surrogatepass")
                    return f"{before}{kept}{self._token(*self._forms[_raw(form)])}"
        return ""

    def _form_that_begins(self, text: str) -> str:
        """A form of a secret that begins with a text, and is longer."""
        place = bisect_left(self._sorted_forms, text)
        after = self._sorted_forms[place : place + 2]
        return next((form for form in after if form.startswith(text) and form != text), "")

    def url(self, url: str) -> str:
        """Masks a URL: user information, and secret members of its query."""
        return self.text(url)

    def headers(self, headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
        """Masks headers: wholly where the name is secret, by value elsewhere, and secrets in names too."""
        return [(self._by_value(name), self._header(name, value)) for name, value in headers]

    def _header(self, name: str, value: str) -> str:
        folded = name.casefold()
        if folded not in self._headers:
            return self.text(value)
        scheme, space, rest = value.partition(" ")
        if folded in AUTHORIZATIONS and space and scheme.casefold() in SCHEMES:
            return f"{scheme} {self._whole(name, rest)}"
        return self._whole(name, value)

    def _whole(self, kind: str, value: str) -> str:
        """The mask of a value, and behind it those of known secrets within it: evidence shows that they are there."""
        if _TOKENS.fullmatch(value):
            return value
        masked = self._by_value(value)
        within = [] if _TOKEN.fullmatch(masked) else _TOKEN.findall(masked)
        return self._token(kind, value) + "".join(within)

    def _user_info(self, match: re.Match[str]) -> str:
        if not match[2] or _TOKENS.fullmatch(match[2]):
            return match[0]
        return f"{match[1]}{self._token('user-info', match[2])}{match[3]}"

    def _token(self, kind: str, secret: str) -> str:
        digest = hmac.new(self._key, secret.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:8]
        return f"{TOKEN_START}{kind}:length={len(secret)}:digest={digest}}}"


def _raw(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


_BY_USUAL_NAME = NamedSecrets(SECRET_NAMES | SECRET_HEADERS, SECRET_HEADERS)
LIVING: WeakSet[Masker] = WeakSet()


Shown = TypeVar("Shown")


def masked_repr(shown: type[Shown]) -> type[Shown]:
    """Lets the objects of a class print without secrets: Robot logs what keywords return, and pytest local variables.

    Args:
        shown: The class, whose own representation is masked.
    """
    plain = shown.__repr__

    def represent(self: Shown) -> str:
        return masked_by_all(plain(self))

    shown.__repr__ = represent  # type: ignore[method-assign,assignment]
    return shown


def masked_by_all(text: str) -> str:
    """Masks a text for every masker in use: for what nobody knows the session of, such as a traceback."""
    for masker in list(LIVING) or [Masker()]:
        text = masker.text(text)
    return text
