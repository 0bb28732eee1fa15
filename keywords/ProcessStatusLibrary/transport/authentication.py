"""Authentication objects of requests: what they add is secret, and what they read of an answer is limited."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import requests

from ..masking import AUTHORIZATIONS, Masker
from ..sent_secrets import password_of

OPEN = frozenset({"connection", "content-length", "host"})
"""Headers that say nothing of who asks."""

_DIGEST_PROOF = re.compile(r'\b(?:response|cnonce)="?([^",\s]+)', re.IGNORECASE)
ReadBody = Callable[[requests.Response], bytes]
"""Reads the body of an answer within the limits."""


def authenticate(prepared: requests.PreparedRequest, auth: Any, masker: Masker, read_body: ReadBody) -> None:
    """Lets an authentication object change a request, and learns what it adds.

    Some, as those of Digest and NTLM, look at the answer and send the request again. They read its body whole, which
    is therefore read within the limits before they see it.

    Args:
        prepared: The request as it would be sent.
        auth: An authentication object of requests, or a pair of user and password.
        masker: What learns the secrets.
        read_body: What reads the body of an answer.
    """
    before, url = dict(prepared.headers), prepared.url or ""
    prepared.prepare_auth(auth, url)
    _learn(before, url, prepared, masker)

    def limited(hook: Callable[..., Any]) -> Callable[..., Any]:
        def called(answer: requests.Response, *args: Any, **kwargs: Any) -> requests.Response:
            try:
                answer._content = read_body(answer)
                answer._content_consumed = True  # type: ignore[attr-defined]
                last: requests.Response = hook(answer, *args, **kwargs) or answer
            except BaseException:
                answer.close()  # nobody else would give its connection back
                raise
            _learn(before, url, last.request, masker)
            return last

        return called

    prepared.hooks["response"] = [limited(hook) for hook in prepared.hooks["response"]]


def _learn(before: dict[str, str], url: str, prepared: requests.PreparedRequest, masker: Masker) -> None:
    for field in sorted(set(_query(prepared.url or "")) - set(_query(url))):
        masker.learn(field[1], field[0])
    for name, value in prepared.headers.items():
        text = value.decode("latin-1") if isinstance(value, bytes) else value
        if before.get(name) == value or name.casefold() in OPEN:
            continue
        scheme, _, rest = text.partition(" ")
        if name.casefold() in AUTHORIZATIONS and scheme.casefold() == "digest":
            # All the rest is no secret, or the server's own: a nonce may be as long as a header, and new each time.
            for proof in _DIGEST_PROOF.findall(rest):
                masker.learn(proof, name)
            continue
        masker.learn(text, name)
        masker.learn_fields({name: text})
        if name.casefold() in AUTHORIZATIONS and scheme.casefold() == "basic" and (password := password_of(rest)):
            masker.learn(password, "password")


def _query(url: str) -> list[tuple[str, str]]:
    return parse_qsl(urlsplit(url).query)
