"""What a check prints: plain text in a pipe, colour on a terminal, and the target of whatever is told."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from ProcessStatusLibrary.cli import main

from ..transport.raw_server import RawServer, answer, answers, answers_about, closed_port
from .conftest import Command, Outcome

JSON = "application/json"


class Terminal(io.StringIO):
    """A text file that says it is a terminal."""

    def isatty(self) -> bool:
        """As a terminal does."""
        return True


def test_a_pipe_gets_no_colour(command: Command) -> None:
    assert "\x1b" not in command("check", "coruson").out


def test_a_terminal_gets_colour(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stdout", terminal)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)

    assert main(["check", "coruson", "--output", str(tmp_path)]) == 0
    assert "\x1b[32mpass" in terminal.getvalue()


@pytest.mark.parametrize(
    "body",
    [
        pytest.param(b'{"status": "[bold red]gone[/]", "message": "[blink]"}', id="markup"),
        pytest.param(b'{"status": "\\u001b[31mgone\\u0007", "message": "\\u001b]0;me\\u0007"}', id="control codes"),
        pytest.param(b'{"status": "\\ud800", "message": "\\udc80"}', id="half characters"),
    ],
)
@pytest.mark.parametrize("status", ["200 OK", "401 Unauthorized", "500 Internal Server Error"])
def test_the_text_of_a_server_cannot_command_the_terminal(command: Command, body: bytes, status: str) -> None:
    with RawServer(answers(answer(body, media_type=JSON, status=status))) as server:
        done = command("check", "robusta", "--process-id", "1", "--url", server.url)

    assert done.status in (1, 3)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", done.out)
    assert "[bold red]gone[/]" in done.out or b"bold" not in body or status != "200 OK"


@pytest.fixture
def mixed(command: Command, targets: Callable[..., str]) -> Outcome:
    """A check with a simulated, a broken, an unreachable and an unasked service."""
    body = b'{"status": "FAILED", "message": "No."}'
    unknown = answer(b"{}", status="404 Not Found", media_type=JSON)
    with RawServer(answers_about("1", answer(body, media_type=JSON), unknown)) as server, closed_port() as port:
        nowhere = f"http://127.0.0.1:{port}"
        file = targets(
            "coruson",
            robusta=f'url = "{server.url}"\nprocess_id = "1"',
            listrak=f'url = "{nowhere}"\nprocess_id = 1',
            cora_rpa=f'url = "{nowhere}/base"',
        )
        return command("check", "--targets", file)


def test_every_line_about_a_service_names_its_target(mixed: Outcome) -> None:
    targets = mixed.targets
    about = [
        (line, targets[service])
        for line in mixed.out.splitlines()
        for service in targets
        if re.search(rf"\b{service}\b", line) and not line.startswith(" ")
    ]

    assert len(about) >= 4 + 9
    assert [line for line, target in about if target not in line] == []


def test_every_broken_clause_names_its_target(mixed: Outcome) -> None:
    targets = mixed.targets
    blocks = re.split(r"\n(?=  \S)", mixed.out)[1:]

    assert len(blocks) == 2
    for block in blocks:
        [service] = [name for name in targets if f"where:      {name} " in block]
        assert targets[service] in block


def test_progress_is_told_while_it_runs(mixed: Outcome) -> None:
    targets = [f"{service} on {target}" for service, target in mixed.targets.items()]

    assert mixed.out.splitlines()[:5] == [*targets, ""]


@pytest.mark.parametrize(
    ("bindings", "rows"),
    [
        (["REST"], ["coruson REST", "robusta REST", "robusta REST"]),
        (["soap11", "HTTP POST"], ["cora-ocr SOAP 1.1", "cora-ocr HTTP POST", "cora-rpa SOAP 1.1",
                                   "cora-rpa HTTP POST", "listrak SOAP 1.1"]),
    ],
    ids=["one", "two"],
)  # fmt: skip
def test_bindings_are_selected(command: Command, bindings: list[str], rows: list[str]) -> None:
    done = command("check", *[word for binding in bindings for word in ("--binding", binding)])

    assert done.status == 0
    assert [f"{service} {binding}" for service, _, binding in done.rows] == rows


def test_the_variable_names_the_targets(
    command: Command, targets: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PROCESSSTATUS_TARGETS", targets("robusta"))
    done = command("check")

    assert (done.status, {service for service, _, _ in done.rows}) == (0, {"robusta"})
