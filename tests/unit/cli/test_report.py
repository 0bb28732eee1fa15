"""conformance.json: in its published schema, whole at every moment, and true to the evidence beside it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from ProcessStatusLibrary.cli import check
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.conformance.report_json import write_report
from ProcessStatusLibrary.contract.folders import resource_root
from ProcessStatusLibrary.version import __version__

from ..transport.raw_server import RawServer, answer, answers, answers_about, closed_port
from .conftest import Command, Outcome

SCHEMA = json.loads((resource_root() / "conformance.schema.json").read_text(encoding="utf-8"))


def observations(done: Outcome) -> list[dict[str, Any]]:
    """The recorded exchanges."""
    lines = (done.folder / "observations.jsonl").read_text(encoding="utf-8").split("\n")[1:-2]
    return [json.loads(line) for line in lines]


def clauses(done: Outcome, verdict: str) -> list[dict[str, Any]]:
    """The clauses of a report with a verdict."""
    return [
        clause for service in done.report["services"] for clause in service["clauses"] if clause["verdict"] == verdict
    ]


@pytest.fixture(params=[0, 1, 3])
def done(request: pytest.FixtureRequest, command: Command) -> Outcome:
    """A check with each of the exit statuses that leave a report."""
    if request.param == 0:
        return command("check", "coruson", "robusta")
    with RawServer(answers(answer(b"<html></html>", media_type="text/html"))) as server, closed_port() as port:
        url = server.url if request.param == 1 else f"http://127.0.0.1:{port}"
        return command("check", "listrak", "--process-id", "4711", "--url", url)


def test_a_report_keeps_its_published_schema(done: Outcome) -> None:
    errors = list(jsonschema_rs.validator_for(SCHEMA).iter_errors(done.report))

    assert [f"{error.instance_path}: {error.message}" for error in errors] == []
    assert done.report["exit_status"] == done.status
    assert done.report["tool"] == {"name": "ProcessStatusLibrary", "version": __version__}


def test_every_verdict_has_its_evidence_or_its_reason(done: Outcome) -> None:
    recorded = {
        line["number"]: (line["service"], line["operation"], line["binding"])
        for line in observations(done)
        if line["type"] == "exchange"
    }
    for service in done.report["services"]:
        for clause in service["clauses"]:
            place = (service["service"], clause["operation"], clause["binding"])
            assert {recorded[number] for number in clause["evidence"]} <= {place}
            assert bool(clause["message"]) == (clause["verdict"] != "pass")
            assert bool(clause["evidence"]) >= (clause["verdict"] in ("pass", "fail"))


def test_every_exchange_names_its_target(done: Outcome) -> None:
    targets = done.targets

    assert [line["target"] for line in observations(done)] == [targets[line["service"]] for line in observations(done)]


def test_every_service_names_its_target(command: Command, targets: Callable[..., str]) -> None:
    with RawServer(answers(answer())) as server:
        file = targets("coruson", listrak=f'url = "{server.url}"\nprocess_id = 1')
        services = command("check", "--targets", file).report["services"]

        assert [(service["service"], service["simulated"]) for service in services] == [
            ("coruson", True),
            ("listrak", False),
        ]
        assert services[0]["target"] == "simulator (http://127.0.0.1:PORT)"
        assert services[1]["target"] == server.url


UNKNOWN = answer(b"{}", status="404 Not Found", media_type="application/json")
"""The answer to an id that is asked for after the known one."""


def test_a_broken_clause_says_everything(command: Command) -> None:
    body = b'{"status": "FAILED", "message": "No."}'
    with RawServer(answers_about("4711", answer(body, media_type="application/json"), UNKNOWN)) as server:
        done = command("check", "robusta", "--process-id", "4711", "--url", server.url)
        [clause] = clauses(done, "fail")

        assert clause == {
            "id": "enumeration.state",
            "title": "The state is one of the documented.",
            "level": "documented",
            "source": "Robusta documentation, Calling Process with API",
            "operation": "GetProcessStatus",
            "binding": "REST",
            "verdict": "fail",
            "standing": "",
            "judged": 4,
            "message": (
                "Undocumented value [enumeration.state, documented]\n"
                "  where:      robusta GetProcessStatus over REST, process 4711, /status\n"
                "  documented: 'WAITING', 'RUNNING' or 'SUCCEEDED'\n"
                "  received:   'FAILED'\n"
                "  source:     Robusta documentation, Calling Process with API\n"
                "  also:       3 more replies\n"
                f"  reproduce:  curl -i {server.url}/scheduler/connector-api/process/status/4711"
            ),
            "evidence": [1, 2, 3, 4],
            "breaches": [
                {
                    "title": "Undocumented value",
                    "where": "robusta GetProcessStatus over REST, process 4711, /status",
                    "location": "/status",
                    "situation": "",
                    "documented": "'WAITING', 'RUNNING' or 'SUCCEEDED'",
                    "received": "'FAILED'",
                    "reproduce": f"curl -i {server.url}/scheduler/connector-api/process/status/4711",
                    "evidence": [1, 2, 3, 4],
                }
            ],
        }


def test_an_allowed_state_is_not_broken(command: Command) -> None:
    body = b'{"status": "FAILED", "message": "No."}'
    with RawServer(answers_about("4711", answer(body, media_type="application/json"), UNKNOWN)) as server:
        words = ("check", "robusta", "--process-id", "4711", "--url", server.url, "--allow-state", "FAILED")

        assert clauses(command(*words), "fail") == []


def test_a_report_is_replaced_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "new" / "conformance.json"
    write_report(path, {"run": 1})
    seen = []

    def replace(self: Path, target: Path) -> None:
        seen.append((json.loads(self.read_text(encoding="utf-8")), json.loads(target.read_text(encoding="utf-8"))))
        self.rename(target)

    monkeypatch.setattr(Path, "replace", replace)
    write_report(path, {"run": 2})

    assert seen == [({"run": 2}, {"run": 1})]
    assert [file.name for file in path.parent.iterdir()] == ["conformance.json"]


def test_a_run_that_is_stopped_leaves_what_it_found(command: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    checked = []

    def stopped_in_the_second(*arguments: Any, **options: Any) -> object:
        checked.append(arguments)
        if len(checked) == 2:
            raise KeyboardInterrupt
        return check_service(*arguments, **options)

    monkeypatch.setattr(check, "check_service", stopped_in_the_second)
    done = command("check", "listrak", "robusta")

    assert (done.status, done.err) == (130, "processstatus: interrupted\n")
    assert [service["service"] for service in done.report["services"]] == ["listrak"]
    page = (done.folder / "conformance.html").read_text(encoding="utf-8")
    assert page.endswith("</html>")
    assert "service-listrak" in page
    assert "service-robusta" not in page


def test_only_what_got_worse_fails(command: Command, tmp_path: Path) -> None:
    good = b'{"status": "RUNNING", "message": "Working."}'
    bad = b'{"status": "FAILED", "message": "No."}'
    statuses = []
    for run, body in enumerate((good, bad, bad, good)):
        with RawServer(answers(answer(body, media_type="application/json"))) as server:
            words = ["check", "robusta", "--binding", "REST", "--process-id", "4711", "--url", server.url]
            if run:
                words += ["--baseline", str(tmp_path / f"{run - 1}.json"), "--markdown", str(tmp_path / "summary.md")]
            done = command(*words)
        statuses.append(done.status)
        (done.folder / "conformance.json").replace(tmp_path / f"{run}.json")

    assert statuses == [0, 1, 0, 0]
    assert "\nMended:\n  enumeration.state: robusta GetProcessStatus over REST\n" in done.out
    assert (tmp_path / "summary.md").read_text(encoding="utf-8").count("## ") == 3


def test_an_expired_acceptance_is_told(command: Command, tmp_path: Path) -> None:
    body = b'{"status": "FAILED", "message": "No."}'
    file = tmp_path / "accepted.toml"
    told = {}
    for day in ("2020-01-31", "9999-12-31"):
        lines = ["[[accepted]]", 'clause = "enumeration.state"', 'service = "robusta"', 'reason = "Why."']
        file.write_text("\n".join([*lines, f"expires = {day}"]), encoding="utf-8")
        with RawServer(answers(answer(body, media_type="application/json"))) as server:
            done = command("check", "robusta", "--process-id", "1", "--url", server.url, "--accept", str(file))
        told[day] = (done.status, clauses(done, "fail")[0]["standing"], done.out)

    assert told["2020-01-31"][:2] == (1, "acceptance expired")
    assert "    accepted:   until 2020-01-31, which is over: Why.\n" in told["2020-01-31"][2]
    assert told["9999-12-31"][:2] == (0, "accepted")
    assert (
        "\nAccepted:\n  enumeration.state: robusta GetProcessStatus over REST (until 9999-12-31: Why.)\n"
        in (told["9999-12-31"][2])
    )
