"""Contracts, baselines, acceptances, recordings and targets of others that are hostile: inert on every way out."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from robot import running
from robot.utils import html_format, unescape

from ..bindings.samples import CONTRACTS
from ..transport.raw_server import RawServer, answer, answers
from .canary_scan import texts_of
from .canary_stage import Runs, statuses_in
from .hostile_texts import HOSTILE
from .inertness import alive_in_log, alive_in_page, alive_in_summary, orders_in, unprintable_in

ALL = " ".join(text for name, text in HOSTILE.items() if name != "surrogate")
INJECTED = "GetStatus\n*** Test Cases ***\nInjected\n    Log    ${secret}\r\n    \u2003\u2003Fail    \x85"


def toml(text: str) -> str:
    """A text as TOML's basic string."""
    return json.dumps(text).replace("\x7f", "\\u007f")


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that is written about a hostile contract, with hostile files beside it."""
    inputs, runs = tmp_path_factory.mktemp("inputs"), Runs(tmp_path_factory.mktemp("written"))
    folder = inputs / "own"
    shutil.copytree(CONTRACTS / "robusta", folder)
    contract = folder / "contract.toml"
    text = contract.read_text(encoding="utf-8").replace('"robusta"', '"own"')
    for key in ("title", "version", "source", "where", "says", "read_as", "why"):
        text = re.sub(rf"(?m)^({key}\s*= ).*$", lambda found: found[1] + toml(ALL), text)
    text = text.replace("operations.GetProcessStatus", f"operations.{toml(INJECTED)}")
    contract.write_text(text, encoding="utf-8")
    accepted = f'[[accepted]]\nclause = "reply.kind"\nservice = "own"\nreason = {toml(ALL)}\nexpires = 2099-01-01\n'
    (inputs / "accepted.toml").write_text(accepted, encoding="utf-8")
    with RawServer(answers(answer(b"{}", media_type="application/json"))) as server:
        where = ("--url", server.url, "--process-id", "4711")
        given = ("--accept", inputs / "accepted.toml", "--fail-on", "inferred")
        ways = ("--markdown", "first.md", "--robot", "--output", "first")
        runs.here("first", "check", folder, *where, *given, *ways)
        baseline = json.loads((runs.folder / "first" / "conformance.json").read_text(encoding="utf-8"))
        for service in baseline["services"]:
            service["target"] = f"simulator {ALL}"
        (inputs / "baseline.json").write_text(json.dumps(baseline), encoding="utf-8")
        against = ("--baseline", inputs / "baseline.json", "--markdown", "second.md", "--output", "second")
        runs.here("second", "check", folder, *where, *given, *against)
    runs.here("services", "services", folder)
    runs.here("judge", "judge", "first/observations.jsonl", "--contract", folder, "--output", "judged")
    (inputs / "targets.toml").write_text(f"[{toml(ALL)}]\n{toml(ALL)} = {toml(ALL)}\n", encoding="utf-8")
    runs.here("targets", "check", "--targets", inputs / "targets.toml")
    runs.here("service", "check", ALL, "--process-id", ALL)
    return {**runs.console, **texts_of(runs.folder)}


def test_the_runs_did_what_they_should(written: dict[str, str]) -> None:
    assert statuses_in(written) == {"first": 1, "second": 0, "services": 0, "judge": 1, "targets": 2, "service": 2}


def test_the_texts_are_told(written: dict[str, str]) -> None:
    assert "\\x1b[31mred\\x1b[0m" in written["console of services, status 0"]
    assert "alert(1)" in written["first/conformance.html"]
    assert "alert(1)" in written["second.md"]


def test_nothing_of_them_is_alive(written: dict[str, str]) -> None:
    for place, text in written.items():
        if place.startswith("console of "):
            assert orders_in(text) == [], place
        if place.endswith((".html", ".md", ".xml", ".robot", ".resource")):
            assert unprintable_in(text) == set(), place
        if place.endswith("conformance.html"):
            assert alive_in_page(text) == [], place
        if place.endswith(".md"):
            assert alive_in_summary(text) == [], place
        if place.endswith("output.xml"):
            assert alive_in_log(text) == [], place


def test_the_suites_hold_our_own_syntax_alone(tmp_path: Path, written: dict[str, str]) -> None:
    for place, text in written.items():
        if place.startswith("first/robot/conformance/"):
            path = tmp_path / place.removeprefix("first/robot/conformance/")
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    suite = running.TestSuite.from_file_system(tmp_path)
    tests = list(suite.all_tests)

    assert "Injected" not in {test.name for test in tests}
    assert {(keyword.name, len(keyword.args)) for test in tests for keyword in test.body} == {
        ("Clause Should Be Kept", 3)
    }
    assert INJECTED in {unescape(keyword.args[1]) for test in tests for keyword in test.body}
    for own in suite.suites:
        assert [imported.name for imported in own.resource.imports] == ["service.resource"]
        # The target is a link: whoever checks has named it.
        shown = [own.doc, *(text for name, text in own.metadata.items() if name != "Target")]
        assert not [text for text in shown if re.search(r"(?<!\\)(?:\\\\)*[$@&%]\{", text)]
        formatted = html_format("\n".join(unescape(text) for text in shown))
        assert not re.search("<(img|a|table|hr)\\b", formatted)


def test_an_operation_of_several_lines_is_asked_for_by_its_name(written: dict[str, str]) -> None:
    for refused in ("has no clause", "expected 3 arguments", "Parsing"):
        assert refused not in written["first/robot/output.xml"]
