"""A recording that is judged again gives the verdicts of the check, whatever is wrong with the service."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary import load_contract
from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.conformance.binding_selection import selected_bindings
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.conformance.clause import Verdict, fail
from ProcessStatusLibrary.conformance.clauses.disclosure import DISCLOSURE_CLAUSES
from ProcessStatusLibrary.conformance.recorded import RecordedCheck, has_changed, judged_again, recorded_checks
from ProcessStatusLibrary.conformance.results import ServiceResult
from ProcessStatusLibrary.conformance.situation import EVERYTHING, Permissions
from ProcessStatusLibrary.contract import Contract, shipped_services
from ProcessStatusLibrary.embedded import EmbeddedSimulator
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.recording import Recorder
from ProcessStatusLibrary.recording_reading import Recording, RecordingError, read_recording, recorded_exchange
from ProcessStatusLibrary.reply import read_reply
from ProcessStatusLibrary.sent_secrets import secrets_in
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.simulator.defects.registry import defects
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

SERVICES = shipped_services()
EVERYWHERE = ("disclosure", "credentials")
"""Families whose defects are about what is masked: each is tried in every service in which it shows."""
ONCE = ("encoding", "transport")
"""Families whose defects are about bytes that a recording has to keep: each is tried in one service."""
OTHERS = 3
"""Defects of other families that are tried in each service."""
LEAKING = ("authorization-in-error", "authorization-in-header")


def services_of(name: str) -> list[str]:
    """The services in which a defect shows."""
    return [service for service in SERVICES if shows(name, load_contract(service))]


def shows(name: str, contract: Contract) -> bool:
    """Whether a defect can show in a service."""
    return any(
        defects()[name].applies(contract, operation, binding)
        for operation, found in contract.model.operations.items()
        for binding in found.bindings
    )


def chosen(service: str) -> list[str]:
    """The defects to try in a service."""
    names, others = [], []
    for place, (name, defect) in enumerate(defects().items()):
        found = services_of(name)
        if service not in found:
            continue
        if defect.family in EVERYWHERE or (defect.family in ONCE and found[place % len(found)] == service):
            names.append(name)
        elif defect.family not in ONCE:
            others.append(name)
    dice = random.Random(service)  # noqa: S311  a choice of tests is no secret
    return names + dice.sample(others, OTHERS)


@pytest.fixture(scope="module")
def embedded() -> Iterator[EmbeddedSimulator]:
    """One simulator a service for all tests here; its own time stands still."""
    simulators = EmbeddedSimulator("documented", VirtualClock())
    yield simulators
    simulators.stop()


def checked(
    embedded: EmbeddedSimulator, service: str, file: Path, *wrong: str, permissions: Permissions = EVERYTHING
) -> ServiceResult:
    """Checks a simulated service and records it."""
    contract, masker = load_contract(service), Masker()
    simulator = embedded.simulator(contract)
    simulator.set_defects(*wrong)
    recorder = Recorder(file, masker)
    try:
        target = embedded.target_with_processes(contract)
        with Session(target, masker=masker, recorder=recorder) as session:
            return check_service(session, selected_bindings(contract, []), permissions=permissions)
    finally:
        recorder.close()
        simulator.set_defects()


def the_check(file: Path) -> RecordedCheck:
    """The one check of a recording."""
    [check] = recorded_checks(read_recording(file))
    return check


def shown(result: ServiceResult) -> dict[tuple[str, str, str], Any]:
    """Everything that reports tell of a result, but for the digests of masks."""
    return {
        (clause.operation, clause.binding, clause.clause.id): (
            clause.verdict,
            clause.level,
            re.sub(r":digest=[0-9a-f]+", "", clause.message),
            clause.judged,
            clause.evidence,
        )
        for clause in result.clauses
    }


@pytest.mark.parametrize("service", SERVICES)
def test_verdicts_are_the_same(embedded: EmbeddedSimulator, service: str, tmp_path: Path) -> None:
    broken = 0
    for wrong in ["", *chosen(service)]:
        first = checked(embedded, service, tmp_path / "a.jsonl", *filter(None, [wrong]))
        again = judged_again(the_check(tmp_path / "a.jsonl"), load_contract(service))

        assert shown(again) == shown(first), wrong
        assert (again.rows, again.target, again.simulated) == (first.rows, first.target, first.simulated)
        broken += any(clause.verdict is Verdict.FAIL for clause in first.clauses)
    assert broken > 5


def test_what_was_not_sent_is_not_judged_for_the_same_reason(embedded: EmbeddedSimulator, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    first = checked(embedded, "robusta", file, permissions=Permissions())
    again = judged_again(the_check(file), load_contract("robusta"))
    reasons = {clause.message for clause in again.clauses if clause.verdict is Verdict.INCONCLUSIVE}

    assert shown(again) == shown(first)
    assert "starting a process was not allowed: use --allow-start" in reasons
    assert "malformed requests were not allowed: use --negative" in reasons


def test_a_leaked_password_is_noticed_and_not_recorded(embedded: EmbeddedSimulator, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    checked(embedded, "coruson", file, *LEAKING)
    again = judged_again(the_check(file), load_contract("coruson"))
    password = embedded.simulator(load_contract("coruson")).credentials("coruson")["password"]

    assert {c.clause.id for c in again.clauses if c.verdict is Verdict.FAIL} >= {
        "disclosure.credentials",
        "disclosure.credentials-in-header",
    }
    assert password not in file.read_text(encoding="utf-8")
    assert password.encode("utf-16-le").decode("latin-1") not in file.read_text(encoding="utf-8")


ECHOES = {
    "a cookie that is set again": ("Set-Cookie", "sid=1234-abcd; Path=/"),
    "a key of another name": ("X-Api-Key", "1234-abcd"),
    "in another encoding": ("X-Debug", "MTIzNC1hYmNk"),
    "in a text": ("X-Debug", "you said '1234-abcd'"),
}


@pytest.mark.parametrize("header", ECHOES.values(), ids=ECHOES)
def test_a_secret_in_a_header_is_told_by_its_mask(header: tuple[str, str], tmp_path: Path) -> None:
    contract, masker = load_contract("robusta"), Masker()
    request = HttpRequest("GET", "http://host/", (("Cookie", "sid=1234-abcd"),))
    response = HttpResponse(500, "", (header,), b"No.")
    exchange = Exchange(request, response, datetime(2026, 3, 2, tzinfo=UTC), 0.1)
    recorder = Recorder(tmp_path / "a.jsonl", masker)
    secrets = secrets_in(request, masker)
    masker.learn(secrets[0][1], "sid")
    recorder.record(exchange, {}, secrets=secrets)
    recorder.close()
    [line] = read_recording(tmp_path / "a.jsonl").lines
    [judge] = [c.judge for c in DISCLOSURE_CLAUSES if c.id == "disclosure.credentials-in-header"]
    findings = [
        judge(read_reply(contract, "GetProcessStatus", "REST", "4711", one))
        for one in (exchange, recorded_exchange(line))
    ]

    assert findings == [fail("An answer repeats the credentials", "nothing of them", "the cookie sid", header[0])] * 2


def test_a_contract_that_changed_is_noticed(embedded: EmbeddedSimulator, tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    checked(embedded, "robusta", file, permissions=Permissions())
    check = the_check(file)
    other = RecordedCheck({**check.about, "contract": "0" * 64}, check.lines)

    assert (has_changed(check, load_contract("robusta")), has_changed(other, load_contract("robusta"))) == (
        False,
        True,
    )


UNKNOWN_SITUATION = (
    "The recording tells of the situation 'asked by telegraph', which this version does not know. "
    "Judge it by the version that made it, or a newer one."
)
UNKNOWN_BINDING = (
    "The recording tells of GetProcessStatus over SOAP 1.2, which the contract of robusta does not describe. "
    "It describes: 'StartProcess over REST' or 'GetProcessStatus over REST'. "
    "Name the contract that was checked with --contract."
)
UNUSABLE = [({"situation": "asked by telegraph"}, UNKNOWN_SITUATION), ({"binding": "SOAP 1.2"}, UNKNOWN_BINDING)]


@pytest.mark.parametrize(("change", "message"), UNUSABLE, ids=["a situation", "a binding"])
def test_what_is_not_known_is_refused(change: dict[str, str], message: str) -> None:
    line = {
        "type": "unsent",
        "service": "robusta",
        "operation": "GetProcessStatus",
        "binding": "REST",
        "situation": "known process",
        "missing": "no id",
        "after": 0,
    }
    about = {"service": "robusta", "target": "x", "simulated": True, "rows": [], "allow_states": []}

    with pytest.raises(RecordingError) as caught:
        judged_again(RecordedCheck(about, ({**line, **change},)), load_contract("robusta"))
    assert str(caught.value) == message


def test_a_mutant_of_an_unknown_name_is_refused(embedded: EmbeddedSimulator, tmp_path: Path) -> None:
    checked(embedded, "robusta", tmp_path / "a.jsonl")
    check = the_check(tmp_path / "a.jsonl")
    lines = tuple({**line, "variant": "hopeless"} if ": " in line.get("variant", "") else line for line in check.lines)

    with pytest.raises(RecordingError) as caught:
        judged_again(RecordedCheck(check.about, lines), load_contract("robusta"))
    assert str(caught.value) == (
        "The recording of robusta cannot be judged: 'hopeless' is no mutant. "
        "Give a name such as 'ProcessID: text for int'."
    )


def test_a_recording_without_a_check() -> None:
    with pytest.raises(RecordingError) as caught:
        recorded_checks(Recording("ProcessStatusLibrary", (), complete=True))
    assert str(caught.value).startswith("The recording holds no check, so there is nothing to judge.")


def test_an_exchange_that_was_made_again_stands_in_the_place_of_the_first() -> None:
    def line(number: int, **more: int) -> dict[str, Any]:
        return {"type": "exchange", "service": "a", "situation": "x", "number": number, **more}

    unsent = [{"type": "unsent", "service": "a", "situation": "x", "after": after} for after in (0, 2)]
    lines = (
        {"type": "service", "service": "a"},
        unsent[0],
        line(3),
        line(1),
        line(4, again_of=2),
        line(2),
        unsent[1],
    )
    [check] = recorded_checks(Recording("", lines, complete=True))

    assert check.lines == (unsent[0], line(1), line(4, again_of=2), unsent[1], line(3))
