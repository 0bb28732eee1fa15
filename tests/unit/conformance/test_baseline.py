"""What counts beside an earlier run and the accepted deviations, and the files that cannot be used."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ProcessStatusLibrary import load_contract
from ProcessStatusLibrary.conformance.acceptances import Acceptance, AcceptancesError, read_acceptances
from ProcessStatusLibrary.conformance.assessment import Assessment, Standing
from ProcessStatusLibrary.conformance.baseline import Baseline, BaselineError, read_baseline
from ProcessStatusLibrary.conformance.clause import Verdict
from ProcessStatusLibrary.conformance.report_json import report, write_report
from ProcessStatusLibrary.conformance.results import ServiceResult
from ProcessStatusLibrary.reports.words import baseline_notes, row_verdict

from .assessments import STATE, assessed, checked

CONTRACTS = {"robusta": load_contract("robusta")}
ACCEPTED = Acceptance(STATE, "robusta", "Ticket 4711.", date(2026, 11, 22))
ROW = ("GetProcessStatus", "REST")


def before(tmp_path: Path, *results: ServiceResult) -> Baseline:
    """A baseline, written and read back."""
    write_report(tmp_path / "before.json", report(assessed(*results)))
    return read_baseline(tmp_path / "before.json")


def named(assessment: Assessment, standing: Standing) -> list[tuple[str, str]]:
    """The clauses that stand in one way, and their binding."""
    return [(clause.clause.id, clause.binding) for _, clause in assessment.having(standing)]


def without_replies(result: ServiceResult) -> ServiceResult:
    """The same with nothing judged."""
    silent = [replace(c, verdict=Verdict.INCONCLUSIVE, message="it was not asked", breaches=()) for c in result.clauses]
    return replace(result, clauses=tuple(silent))


def test_what_was_kept_before_and_is_broken_is_worse(tmp_path: Path) -> None:
    now = assessed(checked("robusta", "lower-case-state"), baseline=before(tmp_path, checked("robusta")))

    assert named(now, Standing.WORSE) == [(STATE, "REST")]
    assert (now.exit_status, row_verdict(now, now.results[0], *ROW)) == (1, f"fail: {STATE}")


def test_what_was_broken_before_is_known(tmp_path: Path) -> None:
    bad = checked("robusta", "lower-case-state")
    now = assessed(bad, baseline=before(tmp_path, bad))

    assert named(now, Standing.KNOWN) == [(STATE, "REST")]
    assert (now.exit_status, now.counted, now.below) == (0, (), ())
    assert row_verdict(now, bad, *ROW) == f"pass, except {STATE} (known)"


def test_what_was_broken_and_is_kept_is_mended(tmp_path: Path) -> None:
    now = assessed(checked("robusta"), baseline=before(tmp_path, checked("robusta", "lower-case-state")))

    assert named(now, Standing.MENDED) == [(STATE, "REST")]
    assert now.exit_status == 0


def test_what_was_judged_and_is_not_any_more_is_not_judged(tmp_path: Path) -> None:
    result = checked("robusta")
    lost = [replace(c, verdict=Verdict.INCONCLUSIVE) if c.clause.id == STATE else c for c in result.clauses]
    now = assessed(replace(result, clauses=tuple(lost)), baseline=before(tmp_path, result))

    assert named(now, Standing.NOT_JUDGED_ANY_MORE) == [(STATE, "REST")]
    assert now.exit_status == 3
    assert assessed(replace(result, clauses=tuple(lost))).exit_status == 0


def test_a_baseline_makes_nothing_green_that_was_not_judged(tmp_path: Path) -> None:
    silent = without_replies(checked("robusta"))

    assert assessed(silent, baseline=before(tmp_path, silent)).exit_status == 3


def test_a_service_that_the_baseline_does_not_name_is_worse(tmp_path: Path) -> None:
    now = assessed(checked("robusta", "lower-case-state"), baseline=before(tmp_path, checked("listrak")))

    assert now.exit_status == 1
    assert baseline_notes(now) == ["The baseline does not name robusta: all that is broken there is worse."]


def test_a_baseline_of_another_target_is_told(tmp_path: Path) -> None:
    real = replace(checked("robusta"), simulated=False, target="https://host")
    now = assessed(real, baseline=before(tmp_path, checked("robusta")))

    assert baseline_notes(now) == ["The baseline of robusta is of another target: simulator (http://127.0.0.1:PORT)."]


def test_an_accepted_deviation_does_not_fail() -> None:
    now = assessed(checked("robusta", "lower-case-state"), acceptances=[ACCEPTED])

    assert named(now, Standing.ACCEPTED) == [(STATE, "REST")]
    assert (now.exit_status, now.unused_acceptances) == (0, ())


def test_an_expired_acceptance_counts_again_even_where_it_is_known(tmp_path: Path) -> None:
    bad = checked("robusta", "lower-case-state")
    old = replace(ACCEPTED, expires=date(2026, 11, 21))
    now = assessed(bad, acceptances=[old], baseline=before(tmp_path, bad))

    assert named(now, Standing.EXPIRED) == [(STATE, "REST")]
    assert now.exit_status == 1
    assert assessed(bad, acceptances=[old, ACCEPTED]).exit_status == 0


@pytest.mark.parametrize("other", [{"service": "listrak"}, {"clause": "schema.message"}, {"operation": "StartProcess"}])
def test_an_acceptance_is_about_what_it_names(other: dict[str, str]) -> None:
    now = assessed(checked("robusta", "lower-case-state"), acceptances=[replace(ACCEPTED, **other)])  # type: ignore[arg-type]

    assert now.exit_status == 1


def test_an_acceptance_that_nothing_needs_is_told() -> None:
    now = assessed(checked("robusta"), acceptances=[ACCEPTED])

    assert baseline_notes(now) == [f"Accepted and not seen any more: {STATE} of robusta. Take it out of the file."]
    assert report(now)["accepted_not_seen"] == [{"clause": STATE, "where": "robusta", "expires": "2026-11-22"}]


def test_acceptances_are_read(tmp_path: Path) -> None:
    path = tmp_path / "accepted.toml"
    path.write_text(
        f'[[accepted]]\nclause = "{STATE}"\nservice = "robusta"\noperation = "GetProcessStatus"\nbinding = "rest"\n'
        'reason = "Ticket 4711."\nexpires = 2026-11-22\n',
        encoding="utf-8",
    )

    assert read_acceptances(path, CONTRACTS) == (replace(ACCEPTED, operation="GetProcessStatus", binding="REST"),)


WRONG = {
    'clause = "enumeration.stat"': (
        "accepted[0]: Unknown clause 'enumeration.stat'. Did you mean 'enumeration.state'? "
        "Allowed: 'enumeration.state' or 'enumeration.error-code'."
    ),
    'service = "robust"': "accepted[0]: Unknown service 'robust'. Did you mean 'robusta'? Allowed: 'robusta'.",
    'operation = "GetStatus"': (
        "accepted[0]: Unknown operation 'GetStatus'. Did you mean 'GetProcessStatus'? "
        "Allowed: 'StartProcess' or 'GetProcessStatus'."
    ),
    'binding = "SOAP 1.1"': "accepted[0]: Unknown binding 'SOAP 1.1'. Allowed: 'REST'.",
    'expires = "soon"': "accepted[0]: expires is 'soon'. Allowed: a date without quotation marks, such as 2027-03-31.",
    'reasn = "x"': "accepted[0]: unknown key 'reasn'. Did you mean 'reason'?",
    "reason = 1": "accepted[0].reason: expected a string, got 1.",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_acceptance_is_refused(line: str, tmp_path: Path) -> None:
    path = tmp_path / "accepted.toml"
    right = {"clause": f'"{STATE}"', "service": '"robusta"', "reason": '"x"', "expires": "2027-01-31"}
    key, _, value = line.partition(" = ")
    lines = [f"{name} = {text}" for name, text in (right | {key: value}).items()]
    path.write_text("\n".join(["[[accepted]]", *lines]), encoding="utf-8")

    with pytest.raises(AcceptancesError) as refused:
        read_acceptances(path, CONTRACTS)

    assert str(refused.value) == f"{path}: {WRONG[line]}"


WAY_OUT = "Give the conformance.json of an earlier check."
NO_BASELINE = {
    "{": f"not JSON: Expecting property name enclosed in double quotes: line 1 column 2 (char 1). {WAY_OUT}",
    "[]": f"expected an object. {WAY_OUT}",
    '{"servces": []}': f"top level: unknown key 'servces'. Did you mean 'services'? {WAY_OUT}",
}


@pytest.mark.parametrize("text", NO_BASELINE)
def test_a_file_that_is_no_report_is_no_baseline(text: str, tmp_path: Path) -> None:
    path = tmp_path / "before.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BaselineError) as refused:
        read_baseline(path)

    assert str(refused.value) == f"{path}: {NO_BASELINE[text]}"


def test_a_baseline_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BaselineError) as refused:
        read_baseline(tmp_path / "none.json")

    assert str(refused.value) == f"{tmp_path / 'none.json'}: cannot be read: No such file or directory. {WAY_OUT}"


def test_two_equal_runs_have_equal_reports() -> None:
    def run() -> str:
        checked.cache_clear()
        found = [checked("robusta", "lower-case-state"), checked("coruson"), checked("cora-rpa", "wrong-order")]
        return json.dumps(report(assessed(*found)))

    assert run() == run()
