"""A secret is found however its characters are escaped, in a time that grows with the text."""

from __future__ import annotations

import re
import time
from collections.abc import Callable

import pytest

from ProcessStatusLibrary.masking import Masker

SECRET = "pä ss/w\U0001f600rd"
TOKEN = re.compile(r"\{masked:password:length=10:digest=[0-9a-f]{8}\}")


def units(character: str) -> str:
    """A character as JSON escapes it."""
    written = character.encode("utf-16-be").hex()
    return "".join(f"\\u{written[at : at + 4]}" for at in range(0, len(written), 4))


WAYS: dict[str, Callable[[str], str]] = {
    "URL": lambda c: "".join(f"%{byte:02x}" for byte in c.encode()),
    "URL in capitals": lambda c: "".join(f"%{byte:02X}" for byte in c.encode()),
    "XML": lambda c: f"&#{ord(c)};",
    "XML with zeros": lambda c: f"&#000{ord(c)};",
    "XML in hexadecimal": lambda c: f"&#x{ord(c):X};",
    "JSON": units,
    "quoted-printable": lambda c: "".join(f"={byte:02X}" for byte in c.encode()),
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("which", ["all", "first", "last", "every other"])
def test_escaped_characters(way: str, which: str) -> None:
    places = {"all": range(10), "first": [0], "last": [9], "every other": range(0, 10, 2)}[which]
    text = "".join(WAYS[way](c) if place in places else c for place, c in enumerate(SECRET))
    masker = Masker()
    masker.learn("another secret", "token")
    masker.learn(SECRET, "password")

    assert TOKEN.sub("MASK", masker.text(f"a={text};b=%41")) == "a=MASK;b=%41"


@pytest.mark.parametrize("text", ["token=ab5%2F&<", "token=ab5/%26<", "token=ab5\\u002f&<", "ab5&#47;&<", "ab5%2f&%3c"])
def test_a_secret_that_looks_like_an_escape_behind_a_sign(text: str) -> None:
    masker = Masker()
    masker.learn("ab5/&<", "password")

    assert re.sub(r"\{.*\}", "MASK", masker.text(text)).removeprefix("token=") == "MASK"


@pytest.mark.parametrize("text", ["100%41%62c", "100%2541b%63", "100%41b\\u0063"])
def test_a_secret_that_holds_an_escape(text: str) -> None:
    masker = Masker()
    masker.learn("100%41bc", "password")

    assert re.sub(r"\{.*\}", "MASK", masker.text(text)) == "MASK"


def test_mixed_escapes() -> None:
    masker = Masker()
    masker.learn("hunter2", "password")

    assert re.sub(r"\{.*\}", "MASK", masker.text("say %68&#117;n\\u0074=65r&#x32;.")) == "say MASK."


@pytest.mark.parametrize("piece", ["%41", "&#104;", "\\u0068", "=68", "%68%75", "h"])
def test_a_text_of_escapes_takes_a_time_that_grows_with_its_length(piece: str) -> None:
    masker = Masker()
    masker.learn("hhhhhhhhhunter2", "password")
    began = time.process_time()
    masker.text(piece * 100_000)

    assert time.process_time() - began < 3, "a time that grows with the square of the length takes minutes"
