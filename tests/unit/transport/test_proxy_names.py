"""Proxies that no request could go through are refused before anything is sent, and without their user information."""

from __future__ import annotations

from pathlib import Path

import pytest

from ProcessStatusLibrary import load_targets, open_service
from ProcessStatusLibrary.cli import main
from ProcessStatusLibrary.transport.proxies import ALLOWED_KEYS, ALLOWED_PROXIES, check_proxies

from .canned import exactly

URL = "https://service.example"
REFUSED: dict[str, tuple[dict[str, str], str]] = {
    "SOCKS": (
        {"http": "socks5h://ada:hunter2@proxy.example:1"},
        f"the proxy for 'http' begins with 'socks5h'. {ALLOWED_PROXIES}",
    ),
    "FTP": ({"https": "ftp://proxy.example"}, f"the proxy for 'https' begins with 'ftp'. {ALLOWED_PROXIES}"),
    "no host": ({"all": "http://:3128"}, f"the proxy for 'all' has no host, or a port that is none. {ALLOWED_PROXIES}"),
    "port": ({"all": "proxy.example:x"}, f"the proxy for 'all' has no host, or a port that is none. {ALLOWED_PROXIES}"),
    "large port": (
        {"all": "http://ada:hunter2@proxy.example:65536"},
        f"the proxy for 'all' has no host, or a port that is none. {ALLOWED_PROXIES}",
    ),
    "misspelt": ({"htp": "http://proxy.example"}, f"proxies: 'htp' is no kind of address. {ALLOWED_KEYS}"),
    "in capitals": ({"HTTP": "http://proxy.example"}, f"proxies: 'HTTP' is no kind of address. {ALLOWED_KEYS}"),
}  # fmt: skip


@pytest.mark.parametrize(("proxies", "text"), REFUSED.values(), ids=REFUSED)
def test_a_proxy_that_cannot_be_used(proxies: dict[str, str], text: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=exactly(text)):
        open_service("robusta", URL, proxies=proxies)

    file = tmp_path / "targets.toml"
    (name, proxy), = proxies.items()  # fmt: skip
    file.write_text(f'[robusta]\nurl = "{URL}"\nproxies = {{{name} = "{proxy}"}}\n', encoding="utf-8")
    with pytest.raises(ValueError, match=exactly(f"{file}: [robusta]: {text}")):
        load_targets(file)


def test_proxies_that_can_be_used() -> None:
    check_proxies({
        "http": "proxy.example", "https": "HTTPS://ada:hunter2@[::1]:3128/", "all": "",
        "https://service.example": "http://127.0.0.1:1", "all://service.example": "proxy.example:3128",
    })  # fmt: skip


def test_a_proxy_of_the_environment_that_cannot_be_used(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "https_proxy", "NO_PROXY", "no_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("ALL_PROXY", "socks5://ada:hunter2@proxy.example:1")
    monkeypatch.chdir(tmp_path)

    assert main(["check", "robusta", "--url", URL, "--process-id", "4711"]) == 3
    assert (
        f"the proxy of the environment (HTTP_PROXY, HTTPS_PROXY or ALL_PROXY) begins with 'socks5'. {ALLOWED_PROXIES}\n"
    ) in capsys.readouterr().out


def test_a_proxy_of_the_environment_that_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALL_PROXY", "socks5://proxy.example:1")

    open_service("robusta", "http://127.0.0.1:9").close()
