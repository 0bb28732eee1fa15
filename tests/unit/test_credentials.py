"""Credentials: which fit together, where they travel, and that nothing that is printed holds them."""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

import pytest

from ProcessStatusLibrary import Credentials, Reply, Session, SoapFault, TransportError, open_service
from ProcessStatusLibrary.masking import Masker, SecretText

from .transport.canned import exactly, response, session
from .transport.raw_server import closed_port

CANARY = "canary-5up3r"
SECRET = SecretText(CANARY)
PAIR = base64.b64encode(f"ada:{CANARY}".encode()).decode()
BEARER = Credentials(token=SECRET)
BASIC = Credentials("ada", SECRET)


def hidden(text: str) -> bool:
    """Whether a text holds the secret neither plainly nor in Base64."""
    return CANARY not in text and PAIR not in text and base64.b64encode(CANARY.encode()).decode() not in text


WRONG = {
    "password without a user": (
        lambda: Credentials(password=SECRET), "A password was given without a user. Give user= too."
    ),
    "two places for a token": (
        lambda: Credentials(token=SECRET, header="X-Token", cookie="token"),
        "The token can travel in the header 'X-Token' or in the cookie 'token', not in both. Give one.",
    ),
    "a place without a token": (
        lambda: Credentials(cookie="token"),
        "A header or cookie for a token was named, but no token was given. Give token= too.",
    ),
    "a token with a line break": (
        lambda: Credentials(token=SecretText(f"{CANARY}\r\nX: y")),
        "The token has a line break or NUL in it, which no header can carry.",
    ),
    "a password with NUL": (
        lambda: Credentials("ada", SecretText(f"{CANARY}\0")),
        "The password has a line break or NUL in it, which no header can carry.",
    ),
    "a user with a line break": (
        lambda: Credentials(f"ada\n{CANARY}", SECRET),
        "The user has a line break or NUL in it, which no header can carry.",
    ),
    "two for one header": (
        lambda: Credentials("ada", SECRET, SECRET).headers("any"),
        (
            "The user and the bearer token would both travel in the header Authorization. Give one of them, or name "
            "another place for the token with token_header= or token_cookie=."
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "message"), WRONG.values(), ids=WRONG)
def test_credentials_that_do_not_fit_together(make: Callable[[], object], message: str) -> None:
    with pytest.raises(ValueError, match=exactly(message)) as caught:
        make()

    assert hidden(f"{caught.value!r}{caught.value.__cause__!r}{caught.value.__context__!r}")


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: Credentials(token=SecretText(f"{CANARY}\u20ac")), id="a token of other characters"),
        pytest.param(lambda: Credentials(token=SecretText(f" {CANARY}"), header="X-Token"), id="a space before"),
        pytest.param(lambda: Credentials(token=SECRET, header="X-Token\n"), id="a header's name with a line break"),
        pytest.param(lambda: Credentials(token=SECRET, header="X Token:"), id="a header's name that is none"),
    ],
)
def test_what_no_header_can_carry_is_refused_before_anything_is_sent(make: Callable[[], Credentials]) -> None:
    with closed_port() as port, pytest.raises(ValueError, match=r"token") as caught:
        open_service("coruson", f"http://127.0.0.1:{port}", credentials=make())

    assert hidden(str(caught.value))


def test_a_header_that_cannot_be_sent_is_refused_without_its_value() -> None:
    with (
        closed_port() as port,
        pytest.raises(ValueError, match="X-Key") as caught,
        open_service("robusta", f"http://127.0.0.1:{port}", headers={"X-Key": f"{CANARY}\n"}) as service,
    ):
        service.ask("4711")

    assert hidden(str(caught.value))


TRAVEL = {
    "Basic": ("coruson", BASIC, ("Authorization", f"Basic {PAIR}")),
    "bearer": ("coruson", BEARER, ("Authorization", f"Bearer {CANARY}")),
    "header": ("coruson", replace(BEARER, header="X-Token"), ("X-Token", CANARY)),
    "cookie": ("coruson", replace(BEARER, cookie="ss-id"), ("Cookie", f"ss-id={CANARY}")),
}


@pytest.mark.parametrize(("service", "credentials", "header"), TRAVEL.values(), ids=TRAVEL)
def test_where_credentials_travel(service: str, credentials: Credentials, header: tuple[str, str]) -> None:
    opened, transport = session(service, credentials=credentials)
    opened.ask("0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60")

    assert header in transport.requests[0].headers


def test_credentials_in_the_soap_header_are_in_no_other() -> None:
    opened, transport = session("listrak", credentials=BASIC)
    opened.ask("4711")

    assert f"<Password>{CANARY}</Password>".encode() in transport.requests[0].body
    assert not transport.requests[0].header("Authorization")


PLACES: dict[str, dict[str, Any]] = {
    "listrak": {"credentials": BASIC},
    "robusta": {"credentials": BASIC},
    "proxy": {"proxies": {"http": f"https://ada:{CANARY}@proxy"}},
    "header": {"headers": {"X-Api-Key": CANARY}},
}


@pytest.fixture(params=PLACES)
def asked(request: pytest.FixtureRequest) -> tuple[Session, Reply]:
    """A session with a secret in one of the places that carry it, and a reply."""
    service = "robusta" if request.param == "robusta" else "listrak"
    opened, _ = session(service, **PLACES[request.param])
    return opened, opened.ask("4711")


@pytest.mark.parametrize(
    "part",
    ["session", "session.target", "session.target.credentials", "session.last_exchange", "reply", "reply.reproduce"],
)
def test_nothing_that_is_printed_holds_a_secret(asked: tuple[Session, Reply], part: str) -> None:
    name, _, path = part.partition(".")
    printed: object = dict(zip(("session", "reply"), asked, strict=True))[name]
    for attribute in filter(None, path.split(".")):
        printed = getattr(printed, attribute)

    assert hidden(f"{printed!r}\n{printed!s}")


def test_a_secret_in_the_url_is_printed_nowhere() -> None:
    with closed_port() as port, open_service("robusta", f"https://ada:{CANARY}@127.0.0.1:{port}") as service:
        with pytest.raises(TransportError) as caught:
            service.ask("4711")

        assert hidden(f"{caught.value!r} {service.target!r} {service.target.name} {service.last_exchange!r}")


FAULT = (
    "<soap:Envelope xmlns:soap='http://schemas.xmlsoap.org/soap/envelope/'><soap:Body><soap:Fault>"
    f"<faultcode>soap:Client</faultcode><faultstring>Wrong: {CANARY}, {PAIR}</faultstring>"
    "</soap:Fault></soap:Body></soap:Envelope>"
)


def test_a_fault_that_repeats_a_known_secret_is_told_without_it() -> None:
    opened, _ = session("listrak", response(FAULT.encode(), status=500, reason="Error"), credentials=BASIC)
    with pytest.raises(SoapFault) as caught:
        opened.get_process_status("4711")

    assert hidden(str(caught.value))
    assert "SOAP fault soap:Client: Wrong: {masked:password:" in str(caught.value)


def test_a_secret_prints_as_such() -> None:
    assert f"{SECRET} {SECRET!r} {BASIC!r} {asdict(BASIC)}".count("<secret>") == 6
    assert hidden(f"{SECRET} {SECRET!r} {BASIC!r} {asdict(BASIC)} {[SECRET]}")


def test_a_masker_learns_what_credentials_hold() -> None:
    masker = Masker()
    Credentials("ada", SECRET, SecretText("t0k3n-canary"), cookie="id").teach(masker)

    assert hidden(masker.text(f"{CANARY} {PAIR}"))
    assert "t0k3n" not in masker.text("id=t0k3n-canary")
