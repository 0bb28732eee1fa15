"""The scan finds a planted leak in each of its forms, and the masks leave none of them."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest

from ProcessStatusLibrary.masking import Masker

from .canary_scan import forms, leaks, texts_of

SECRET = "cänary/<5&up'er\">+r~?"
FORMS = dict(forms(SECRET))


@pytest.mark.parametrize("form", FORMS)
def test_a_planted_leak_is_found(tmp_path: Path, form: str) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "log.html").write_text(f"before {FORMS[form]} after", encoding="utf-8")

    found = leaks(texts_of(tmp_path), {"password": SECRET})

    assert any(leak.startswith(f"password in {form}: a/log.html: ") for leak in found)


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("after", range(3))
def test_a_planted_leak_within_base64_is_found(before: int, after: int) -> None:
    text = base64.b64encode(b"u" * before + SECRET.encode() + b"x" * after).decode()

    assert leaks({"a": text}, {"password": SECRET})


def test_nothing_is_found_where_nothing_leaked() -> None:
    assert leaks({"a": "before {masked:password:length=21:digest=00000000} after"}, {"password": SECRET}) == []


@pytest.mark.parametrize("form", FORMS)
def test_a_mask_leaves_no_form(form: str) -> None:
    masker = Masker()
    masker.learn(SECRET, "password")

    assert leaks({"a": masker.text(f"before {FORMS[form]} after")}, {"password": SECRET}) == []
