"""The contracts as a list, and each as a page: operations, bindings, states, contradictions."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Command

PAGES = sorted(Path(__file__).with_name("pages").glob("*.txt"))
CORA_BINDINGS = "SOAP 1.1, SOAP 1.2, HTTP GET, HTTP POST"
LIST = [
    ["SERVICE", "TITLE", "OPERATIONS", "BINDINGS"],
    ["cora-ocr", "Genpact Cora OCR GetStatus", "GetStatus", CORA_BINDINGS],
    ["cora-rpa", "Genpact Cora RPA GetStatus", "GetStatus", CORA_BINDINGS],
    ["coruson", "Coruson ImportReportsStatus", "ImportReportsStatus", "SOAP 1.2, REST"],
    ["listrak", "Listrak GetProcessStatus", "GetProcessStatus", "SOAP 1.1, SOAP 1.2"],
    [
        "robusta",
        "Robusta connector API: start a process, ask for its status",
        "StartProcess, GetProcessStatus",
        "REST",
    ],
]  # fmt: skip


def lines(text: str) -> list[str]:
    """The lines of a page without the space that fills them up."""
    return [line.rstrip() for line in text.splitlines()]


def test_the_list(command: Command) -> None:
    done = command("services")
    table = done.out.splitlines()
    starts = [table[0].index(name) for name in LIST[0]]
    ends = [*starts[1:], None]

    assert (done.status, done.err) == (0, "")
    assert [[line[a:b].strip() for a, b in zip(starts, ends, strict=True)] for line in table] == LIST


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page(command: Command, page: Path) -> None:
    done = command("services", page.stem)

    assert (done.status, done.err) == (0, "")
    assert lines(done.out) == lines(page.read_text(encoding="utf-8"))


def test_every_service_has_a_page_here() -> None:
    assert [page.stem for page in PAGES] == [row[0] for row in LIST[1:]]


@pytest.mark.parametrize("words", [["services"], ["services", "robusta"]], ids=["list", "page"])
def test_no_line_is_filled_up_with_space(command: Command, words: list[str]) -> None:
    out = command(*words).out.splitlines()

    assert [line for line in out if line != line.rstrip()] == []
