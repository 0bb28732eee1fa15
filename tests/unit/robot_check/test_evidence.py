"""An exchange as evidence: masked, the breach marked, and nothing of it alive."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime

import pytest

from ProcessStatusLibrary.conformance.clause import Finding, fail
from ProcessStatusLibrary.conformance.probe import Observation, Probe
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.robot_check.evidence import LONGEST, exchange_as_html
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

from .markup import Markup

SOAP = "<e:Envelope><e:Body><Answer><State>Done</State><Step>1</Step><Step>2</Step></Answer></e:Body></e:Envelope>"
PLAIN = {"details", "summary", "pre", "mark"}


def observed(body: str = SOAP, *, status: int = 200, reason: str = "OK", media_type: str = "text/xml") -> Observation:
    """What came of a request."""
    request = HttpRequest("POST", "http://host/a?token=hush-hush", (("X-Api-Key", "hush-hush"),), b"<Ask>1</Ask>")
    response = HttpResponse(status, reason, (("Content-Type", media_type), ("Server", "s")), body.encode())
    exchange = Exchange(request, response, datetime.now(UTC), 0.0123)
    probe = Probe("GetStatus", "SOAP 1.1", Situation.UNKNOWN_ID, process_id="7", state="Queued")
    return Observation(probe, number=5, exchange=exchange)


def marked(observation: Observation, *findings: Finding) -> list[str]:
    """The lines that are marked."""
    shown = exchange_as_html(observation, Masker(), findings)
    return [html.unescape(line).strip() for line in re.findall(r"<mark>(.*?)</mark>", shown)]


def test_what_it_says_at_a_glance() -> None:
    shown = exchange_as_html(observed(), Masker())
    summary = re.search(r"<summary>(.*)</summary>", shown)

    assert summary is not None
    assert re.sub(r"digest=\w+", "digest=", html.unescape(summary[1])) == (
        "Exchange 5 (unknown id, process 7, Queued): POST http://host/a?token={masked:token:length=9:digest=} > "
        "HTTP 200 OK, 12 ms"
    )
    assert "<mark>" not in shown
    assert exchange_as_html(observed(), Masker(), unfolded=True).startswith("<details open>")


def test_secrets_are_masked() -> None:
    masker = Masker()
    masker.learn("a-secret")

    assert "hush-hush" not in exchange_as_html(observed(), masker)
    assert "a-secret" not in exchange_as_html(observed("<a>a-secret</a>", reason="a-secret"), masker)


@pytest.mark.parametrize(
    ("finding", "lines"),
    [
        (fail("Undocumented value", "'A'", "'Done'", "Envelope/Body/Answer/State"), ["<State>Done</State>"]),
        (fail("Undocumented value", "'A'", "'2'", "Envelope/Body/Answer/Step[2]"), ["<Step>2</Step>"]),
        (fail("Missing element", "Nothing", "'x'", "Envelope/Body/Answer/Nothing"), ["<Answer>"]),
        (fail("The state is another", "'A'", "'Done'"), ["<State>Done</State>"]),
        (fail("The media type is wrong", "'a/b'", "'text/xml'", "Content-Type"), ["Content-Type: text/xml"]),
        (fail("The HTTP status is wrong", "HTTP 500", "HTTP 200"), ["HTTP/1.1 200 OK"]),
        (fail("Something else", "a", "b"), []),
    ],
)
def test_the_breach_is_marked(finding: Finding, lines: list[str]) -> None:
    assert marked(observed(), finding) == lines


def test_a_member_of_json_is_marked() -> None:
    finding = fail("Wrong type", "a number", "'x'", "/a/1/b")

    assert marked(observed('{"a": [1, {"b": "x"}]}'), finding) == ['"b": "x"']


def test_no_answer() -> None:
    request = HttpRequest("GET", "http://host/")
    exchange = Exchange(request, None, datetime.now(UTC), 1.0, "The connection was closed.")
    observation = Observation(Probe("GetStatus", "REST", Situation.KNOWN_PROCESS), number=1, exchange=exchange)

    assert marked(observation, fail("No answer", "an answer", "none")) == ["The connection was closed."]
    assert exchange_as_html(Observation(observation.probe, missing="not allowed"), Masker()) == ""


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<a>&lt;img src=x onerror=alert(1)&gt;</a>",
        "</pre></details><img src=x onerror=alert(1)>",
        '{"a": "<svg onload=alert(1)>"}',
        "${EMPTY} %{HOME} @{x}",
        "*HTML* <b>bold</b>",
        "<![CDATA[ ]]> ]]> -->",
        "\x1b[31mred\x00\x08",
        "<a href='javascript:alert(1)' style=\"x\">y</a>",
    ],
)
def test_nothing_of_a_server_is_alive(body: str) -> None:
    finding = fail("Wrong", "'x'", f"'{body}'")
    shown = exchange_as_html(observed(body, reason=body, media_type=body), Masker(), [finding])

    assert Markup(shown).tags <= PLAIN
    assert Markup(shown).attributes <= {"style", "open"}
    assert all(character.isprintable() or character == "\n" for character in shown)


def test_a_long_body_is_cut() -> None:
    shown = exchange_as_html(observed("x" * 1_000_000), Masker())

    assert len(shown) < LONGEST * 1.2
    assert "... (cut: 1000000 characters in all)" in shown
