"""Bodies for people: UTF-16 is read as such, so that a secret in it is masked wherever a body is shown."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.curl import curl
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

TEXT = "<Password>hunter2</Password>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-le", "utf-16-be"])
def test_a_secret_is_masked_in_every_unicode_encoding(encoding: str) -> None:
    body = TEXT.encode(encoding)
    request = HttpRequest("POST", "http://host/", (), body)
    response = HttpResponse(200, "OK", (("Content-Type", "text/xml; charset=utf-8"),), body)
    command = curl(request, Masker())

    assert (request.text.lstrip("\ufeff"), response.text.lstrip("\ufeff")) == (TEXT, TEXT)
    assert "hunter2" not in command.replace("\0", "")
    assert "{masked:Password:length=7:" in command


@pytest.mark.parametrize("body", [b"", b"\0", b"\0\0", b"a"])
def test_a_body_of_hardly_a_byte(body: bytes) -> None:
    assert HttpRequest("POST", "http://host/", (), body).text == body.decode()
