"""Who is let in: Basic, a SOAP header, or any usual mechanism, as the samples show it."""

from __future__ import annotations

import json

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import IDS, Question, ask, basic, sample, sample_names

STATUS = sample("robusta", "GetProcessStatus.rest")
MAILING = {version: sample("listrak", f"GetProcessStatus.soap{version}") for version in ("11", "12")}
REFUSED = "[InvalidLogonAttempt] The user name or the password is wrong."


def test_the_credentials_are_those_of_the_samples(either: Simulator) -> None:
    assert dict(either.credentials("cora-rpa")) == {}
    assert dict(either.credentials("robusta")) == {"user": "robusta-user", "password": "robusta-password"}
    assert dict(either.credentials("listrak")) == {"user": "listrak-user", "password": "listrak-password"}
    assert dict(either.credentials("coruson")) == {
        "user": "coruson-user",
        "password": "coruson-password",
        "token": "coruson-token",
    }


WRONG_BASIC = [
    STATUS.but(without="Authorization"),
    STATUS.but(Authorization=basic("robusta-user", "wrong")),
    STATUS.but(Authorization=basic("somebody", "robusta-password")),
    STATUS.but(Authorization="Basic !!!"),
    STATUS.but(Authorization="Basic é"),
    STATUS.but(Authorization="Basic /w=="),
    STATUS.but(Authorization="Basic"),
    STATUS.but(Authorization="Bearer robusta-password"),
]


@pytest.mark.parametrize("question", WRONG_BASIC)
def test_basic_is_wanted(documented: Simulator, observed: Simulator, question: Question) -> None:
    reply = ask(documented, "robusta", question)
    assert (reply.status, reply.header("WWW-Authenticate")) == (401, 'Basic realm="robusta"')
    assert json.loads(reply.body) == {"message": "Credentials are missing or wrong."}

    reply = ask(observed, "robusta", question)
    assert (reply.status, reply.header("WWW-Authenticate")) == (401, 'Basic realm="robusta"')
    assert json.loads(reply.body) == {
        "timestamp": "2026-01-01T00:00:00.000+00:00",
        "status": 401,
        "error": "Unauthorized",
        "path": STATUS.path,
    }


def test_starting_wants_them_too(either: Simulator) -> None:
    reply = ask(either, "robusta", sample("robusta", "StartProcess.rest").but(without="Authorization"))

    assert reply.status == 401


def test_basic_is_accepted_in_any_case(either: Simulator) -> None:
    either.simulate("robusta", IDS["robusta"])
    value = basic("robusta-user", "robusta-password").replace("Basic", "bAsIc")

    assert ask(either, "robusta", STATUS.but(Authorization=value)).status == 200


@pytest.mark.parametrize("version", ["11", "12"])
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("listrak-password", "wrong"),
        ("listrak-user", "wrong"),
        ("listrak-password", ""),
        ("WSUser", "WSUsers"),
        ("<Password>listrak-password</Password>", ""),
    ],
)
def test_the_soap_header_is_wanted(
    documented: Simulator, observed: Simulator, version: str, old: str, new: str
) -> None:
    question = MAILING[version].with_body(old, new)
    by_version = {"11": (500, "soap:Client"), "12": (400, "soap12:Sender")}

    reply = ask(documented, "listrak", question)
    assert (reply.status, reply.fault) == (
        by_version[version][0],
        (by_version[version][1], REFUSED, False),
    )
    reply = ask(observed, "listrak", question)
    code = "soap:Client" if version == "11" else "soap:Sender"
    assert (reply.status, reply.fault) == (500, (code, REFUSED, True))


@pytest.mark.parametrize("name", sample_names("coruson"))
@pytest.mark.parametrize(
    "headers",
    [
        {"Authorization": "Bearer coruson-token"},
        {"Authorization": basic("coruson-user", "coruson-password")},
        {"X-Host-Token": "coruson-token"},
        {"Cookie": "a=b; ss-id=coruson-token"},
    ],
)
def test_any_mechanism_is_accepted(either: Simulator, name: str, headers: dict[str, str]) -> None:
    either.simulate("coruson", IDS["coruson"], ["Waiting"])

    assert ask(either, "coruson", sample("coruson", name).but(**headers)).status == 200


@pytest.mark.parametrize("name", sample_names("coruson"))
@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer wrong"},
        {"Authorization": "coruson-token"},
        {"Authorization": basic("coruson-user", "coruson-token")},
        {"Cookie": "coruson-token"},
    ],
)
def test_some_mechanism_is_wanted(
    documented: Simulator, observed: Simulator, name: str, headers: dict[str, str]
) -> None:
    question = sample("coruson", name).but(**headers)

    for simulator in (documented, observed):
        reply = ask(simulator, "coruson", question)
        assert (reply.status, reply.header("WWW-Authenticate")) == (401, 'Basic realm="coruson"')
    assert reply.body == b""  # of the framework


def test_services_without_credentials_let_everybody_in(either: Simulator) -> None:
    assert ask(either, "cora-rpa", sample("cora-rpa", "GetStatus.http-get")).status == 200
