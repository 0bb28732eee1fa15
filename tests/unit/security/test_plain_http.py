"""Credentials do not travel over plain HTTP to another machine, unless that is allowed, and to no other host at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary import Credentials, load_contract, load_targets, open_service
from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.plain_http import unprotected_host
from ProcessStatusLibrary.targets import Target, check_plain_http

from ..transport.canned import exactly, session
from ..transport.raw_server import RawServer, answer, answers

HOST = "http://service.example"
REFUSED = (
    "would travel to 'service.example' over plain HTTP, where anybody on the way can read them. Use https://, or allow "
    "it with the setting allow_plain_http; in the command, --allow-plain-http."
)
CARRYING: dict[str, dict[str, Any]] = {
    "password": {"credentials": Credentials("ada", SecretText("hunter2"))},
    "token": {"credentials": Credentials(token=SecretText("hunter2"))},
    "header": {"headers": {"X-Api-Key": "hunter2"}},
    "configured header": {"headers": {"X-Own": "hunter2"}, "secrets": ("x-own",)},
    "member": {"members": {"Token": "hunter2"}},
    "user information": {"url": "http://ada:hunter2@service.example"},
}


def target(url: str = HOST, **settings: Any) -> Target:
    """A target that nothing is sent to."""
    return Target("robusta", load_contract("robusta"), url=url, **settings)


@pytest.mark.parametrize("settings", CARRYING.values(), ids=CARRYING)
def test_credentials_over_plain_http_are_refused(settings: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=exactly(f"robusta: the credentials {REFUSED}")):
        check_plain_http(target(**settings))


def test_credentials_of_a_proxy_over_plain_http_are_refused() -> None:
    proxies = {"https": "http://ada:hunter2@service.example:8080"}

    with pytest.raises(ValueError, match=exactly(f"robusta: the credentials of the proxy {REFUSED}")):
        check_plain_http(target("https://other.example", proxies=proxies))


@pytest.mark.parametrize("proxy", ["http://service.example:8080", "service.example:8080", "socks5://service.example"])
@pytest.mark.parametrize("scheme", ["http", "all", "http://127.0.0.1"])
def test_credentials_through_a_proxy_that_reads_them_are_refused(proxy: str, scheme: str) -> None:
    near = target("http://127.0.0.1", proxies={scheme: proxy}, credentials=Credentials("ada", SecretText("hunter2")))

    with pytest.raises(ValueError, match=exactly(f"robusta: the credentials {REFUSED}")):
        check_plain_http(near)


@pytest.mark.parametrize(
    "proxies",
    [
        {"https": "http://service.example"},
        {"http": "https://service.example"},
        {"http": "http://127.0.0.1:8080"},
        {"http": ""},
        {"http": "http://[::1]", "all": "http://service.example"},
    ],
)
def test_credentials_through_a_proxy_that_cannot_read_them(proxies: dict[str, str]) -> None:
    check_plain_http(target("http://127.0.0.1", proxies=proxies, credentials=Credentials("ada", SecretText("hunter2"))))


@pytest.mark.parametrize("settings", CARRYING.values(), ids=CARRYING)
def test_credentials_over_plain_http_that_are_allowed(settings: dict[str, Any]) -> None:
    check_plain_http(target(**settings, allow_plain_http=True))


def test_nothing_secret_over_plain_http() -> None:
    check_plain_http(target(headers={"Accept": "text/xml"}))


@pytest.mark.parametrize(
    ("url", "host"),
    {
        "http://127.0.0.1:8080": "",
        "http://127.9.9.9": "",
        "http://[::1]:80/a": "",
        "http://localhost": "",
        "http://LOCALHOST.": "",
        "https://service.example": "",
        "http://localhost.example": "localhost.example",
        "http://127.0.0.1.example": "127.0.0.1.example",
        "http://127.0.0.1@service.example": "service.example",
        "http://10.0.0.1": "10.0.0.1",
        "http://0.0.0.0": "0.0.0.0",  # noqa: S104  nothing is bound
        "HTTP://service.example": "service.example",
    }.items(),
)
def test_what_is_another_machine(url: str, host: str) -> None:
    assert unprotected_host(url) == host


def test_a_targets_file_is_refused_and_names_the_key(tmp_path: Path) -> None:
    path = tmp_path / "targets.toml"
    lines = f"[robusta]\nurl = '{HOST}'\nuser = 'ada'\npassword_env = 'PASSWORD'\n"
    path.write_text(lines, encoding="utf-8")

    with pytest.raises(ValueError, match=exactly(f"{path}: [robusta]: the credentials {REFUSED}")):
        load_targets(path, {"PASSWORD": "hunter2"})
    path.write_text(f"{lines}allow_plain_http = true\n", encoding="utf-8")
    assert load_targets(path, {"PASSWORD": "hunter2"})["robusta"].allow_plain_http


def test_the_command_refuses_before_it_sends(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PASSWORD", "hunter2")

    assert main(["check", "robusta", "--url", HOST, "--user", "ada", "--password-env", "PASSWORD"]) == 2
    assert capsys.readouterr().err == f"processstatus: robusta: the credentials {REFUSED}\n"


def test_credentials_that_come_with_one_request_are_refused_too() -> None:
    opened, transport = session("robusta")
    opened.target = opened.exchanger._target = target()

    with pytest.raises(ValueError, match=exactly(f"robusta: the secrets of the request {REFUSED}")):
        opened.ask("4711", credentials=Credentials("ada", SecretText("hunter2")))
    assert transport.requests == []


def test_credentials_do_not_follow_a_redirect() -> None:
    with (
        RawServer(answers(answer(b"{}"))) as other,
        RawServer(answers(answer(b"", f"Location: {other.url}/b", status="307 Temporary Redirect"))) as server,
        open_service("robusta", server.url, credentials=Credentials("ada", SecretText("hunter2"))) as service,
    ):
        reply = service.ask("4711")

    assert reply.exchange.response is not None
    assert reply.exchange.response.status == 307
    assert (len(server.requests), other.accepted) == (1, 0)


def test_a_url_that_is_not_usable_is_quoted_without_its_secrets() -> None:
    for url in ("ada:hunter2@service.example/a", "ftp://ada:hunter2@service.example", "https:///a?token=hunter2"):
        with pytest.raises(ValueError, match="is not usable") as caught:
            open_service("robusta", url)
        assert "hunter2" not in str(caught.value)
