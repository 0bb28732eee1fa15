"""Spellings within spellings, secrets like others, long ones: nothing of them is left, and little memory is taken."""

from __future__ import annotations

import base64
import json
import re
import tracemalloc
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest

from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.secret_search import SEED, WINDOW, SecretSearch
from ProcessStatusLibrary.wording import quote as quoted

MASK = re.compile(r"\{masked:[^{}]*\}")
SECRET = 'p?>?>?~~hun<te>r2"x&\\y'
BASE64 = base64.b64encode(SECRET.encode()).decode()


def masked(masker: Masker, text: str) -> str:
    """A text with each mask as one word."""
    return MASK.sub("MASK", masker.text(text))


def knowing(*secrets: str) -> Masker:
    """A masker that knows secrets."""
    masker = Masker()
    for secret in secrets:
        masker.learn(secret)
    return masker


WITHIN = {
    "Base64 in a URL": quote(BASE64, safe=""),
    "Base64 as PHP writes it in JSON": BASE64.replace("/", "\\/"),
    "Base64 in lines of mail": f"{BASE64[:20]}\r\n{BASE64[20:]}",
    "Base64 in lines": f"{BASE64[:12]}\n{BASE64[12:24]}\n{BASE64[24:]}",
    "XML in JSON": json.dumps(escape(SECRET))[1:-1],
    "JSON in XML": escape(json.dumps(SECRET)[1:-1], {'"': "&quot;"}),
    "JSON in JSON": json.dumps(json.dumps(SECRET)[1:-1])[1:-1],
    "a URL in a URL": quote(quote(SECRET, safe=""), safe=""),
}


@pytest.mark.parametrize("text", WITHIN.values(), ids=WITHIN)
def test_a_spelling_within_another(text: str) -> None:
    assert masked(knowing(SECRET), f"a: {text}; b") in ("a: MASK; b", "a: MASK=; b", "a: MASK==; b")


def test_a_secret_that_is_another_in_small_letters() -> None:
    masker = knowing("Hunter2+Pass/Word", "hunter2+pass/word")
    raw = b"hunter2+pass/word"

    for text in (raw.decode(), base64.b64encode(raw).decode(), raw.hex(), quote(raw, safe=""), "%68unter2+pass/word"):
        assert masked(masker, f"x {text}") in ("x MASK", "x MASK="), text


@pytest.mark.parametrize(
    "secrets",
    [
        ("token-a", "a-very-long-secret"),
        ("a-very-long-secret", "token-a"),
        ("token-a", "ken-a-ve", "a-very-long-secret"),
    ],
)
def test_secrets_that_overlap(secrets: tuple[str, ...]) -> None:
    assert masked(knowing(*secrets), "x token-a-very-long-secret y").replace("MASK", "") == "x  y"


def test_a_secret_that_is_cut_within_its_escapes() -> None:
    masker = knowing("hunter2secretpassword")
    for shown in range(3, 21):
        text = quoted("x" * (199 - 6 * shown) + "".join(f"&#{ord(sign):03};" for sign in "hunter2secretpassword" * 2))
        for end in ("", "&", "&#", "&#1", "&#10"):
            cut = text.replace("...' (", f"{end}...' (")
            assert masked(masker, cut).partition("...")[0] == f"'{'x' * (199 - 6 * shown)}MASK", (shown, end)


def test_members_of_an_object_of_a_secret_name() -> None:
    masker = Masker()
    masker.learn_fields(
        {"password": {"value": "canary-1", "all": ["canary-2", {"old": "canary-3"}]}, "a": {"b": "canary-4"}}
    )

    assert masked(masker, "canary-1 canary-2 canary-3 canary-4") == "MASK MASK MASK canary-4"


def test_a_cookie_in_quotation_marks() -> None:
    masker = Masker()
    masker.learn_fields({"Cookie": 'sid="q1w2e3r4"; other=zx9y8'})

    assert masked(masker, "your session q1w2e3r4, zx9y8") == "your session MASK, MASK"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("Bearer canary-1", "Bearer MASK"),
        ("AWS4-HMAC-SHA256 Credential=canary", "AWS4-HMAC-SHA256 MASK"),
        ("correct horse battery staple", "MASK"),
        ("canary-1", "MASK"),
    ],
)
def test_only_a_known_scheme_is_shown(value: str, shown: str) -> None:
    [(_, header)] = Masker().headers([("Authorization", value)])

    assert MASK.sub("MASK", header) == shown


def test_long_secrets_take_little_memory() -> None:
    secrets = [f"{number}-{'abcdefghij' * 2_000}{number}" for number in range(20)]
    tracemalloc.start()
    masker = knowing(*secrets)
    text = masker.text(" ".join(secrets))
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert MASK.sub("MASK", text) == " ".join(["MASK"] * 20)
    assert most < 100 * sum(map(len, secrets)), "an automaton of 20 kB took 350 MB"


@pytest.mark.parametrize("length", [SEED - 1, SEED, SEED + 1, 500])
@pytest.mark.parametrize("before", [0, WINDOW - 501, WINDOW - SEED, WINDOW - 1, WINDOW, 2 * WINDOW - 1])
def test_a_secret_at_the_edge_of_a_window(length: int, before: int) -> None:
    secret, search = b"s" + b"x" * (length - 2) + b"t", SecretSearch()
    search.add([secret])
    text = b"." * before + secret + b"."

    assert [(found.start, found.end) for found in search.find(text)] == [(before, before + length)]
    assert list(search.find(text.replace(b"t.", b"u."))) == []


def test_long_secrets_that_begin_alike() -> None:
    secrets = [b"a" * 100 + b"%d" % number * number for number in range(1, 9)]
    search = SecretSearch()
    search.add(secrets)

    for secret in secrets:
        assert [found.text for found in search.find(b"." + secret + b".")] == [secret]
