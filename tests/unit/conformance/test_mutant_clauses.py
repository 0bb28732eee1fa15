"""The clauses about requests with one fault: every verdict, with its words, and what a service in error breaks."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ProcessStatusLibrary.conformance.clause import (
    PASSED,
    Finding,
    SeriesClause,
    Verdict,
    fail,
    inconclusive,
    not_applicable,
)
from ProcessStatusLibrary.conformance.clauses.negative import NEGATIVE_CLAUSES
from ProcessStatusLibrary.conformance.probe import Observation, Probe
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.conformance.variants.plain import AS_DOCUMENTED
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.service import Contract
from ProcessStatusLibrary.defect_checks import DefectChecks
from ProcessStatusLibrary.simulator import defects

from .answers import EMPTY_RESULT, FAULT, HTML, NOTHING, SOAP_11, STATUS, Recipe, json, other, result
from .plain_requests import SERVICES

START = "robusta-StartProcess-rest"
COMPLETED = result(SOAP_11)
FAILED = result(SOAP_11, (STATUS, "<Status>Failed</Status>"))
NOT_FOUND = result(SOAP_11, (STATUS, "<Status>NotFound</Status>"))
EMPTY_400 = other(SOAP_11, "", "400 Bad Request")
EMPTY_500 = other(SOAP_11, "", "500 Internal Server Error")
STARTED = result(START)
BAD_REQUEST = json(START, '{"message": "no name"}', "400 Bad Request")
TOLD = "a result: Completed (succeeded, NoError)"
NO_RESULT = inconclusive("the request as documented brought no result either")
NOTHING_SO = not_applicable("the request has no member in which such a fault could be")
ID = "MasterWorkflowInstanceId"
UNNAMED = fail("A process is told of that the request does not name", "no process", TOLD)
ANOTHER = fail("Another answer than to the request as documented", "'Completed'", "'Failed'", "state")
CONTROLLED = "a result, a fault, or an error of the client's"


def accepted(member: str) -> Finding:
    return fail("The request is answered as if it were right", f"the value of {member} to be refused", TOLD)


def observed(recipe: Recipe | str, variant: str) -> Observation:
    """An answer to a mutant; a text says why there is none."""
    probe = Probe("GetStatus", "SOAP 1.1", Situation.MUTANT, variant=variant, series="mutants")
    if isinstance(recipe, str):
        return Observation(probe, missing=recipe)
    reply = recipe.reply()
    return Observation(probe, reply, exchange=reply.exchange)


def judged(name: str, *answers: tuple[str, Recipe | str], plain: Recipe | str = COMPLETED) -> list[tuple[str, Finding]]:
    """What a clause says of the answers to some mutants, after the request as documented."""
    clause = next(entry for entry in NEGATIVE_CLAUSES if entry.id == f"negative.{name}")
    assert isinstance(clause, SeriesClause)
    series = [observed(plain, AS_DOCUMENTED), *(observed(recipe, variant) for variant, recipe in answers)]
    return [(observation.probe.variant, finding) for observation, finding in clause.judge(series)]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("type", "text for long"),
        ("type", "nothing for long"),
        ("range", "above its range"),
        ("range", "below its range"),
        ("form", "a character too few"),
    ],
)
def test_a_wrong_value_is_refused(name: str, said: str) -> None:
    variant = f"CallerId: {said}"

    assert judged(name, (variant, FAULT)) == [(variant, PASSED)]
    assert judged(name, (variant, EMPTY_RESULT)) == [(variant, PASSED)]
    assert judged(name, (variant, COMPLETED)) == [(variant, accepted("CallerId"))]
    assert judged(name, (variant, COMPLETED), plain=FAULT) == [(variant, NO_RESULT)]
    assert judged(name, (variant, "no answer came"), ("CallerId: twice", COMPLETED)) == [(AS_DOCUMENTED, NOTHING_SO)]


@pytest.mark.parametrize(
    ("variant", "recipe", "finding"),
    [
        (f"{ID}: missing", NOT_FOUND, PASSED),
        (f"{ID}: missing", FAULT, PASSED),
        (f"{ID}: missing", COMPLETED, UNNAMED),
        (f"{ID}: in another namespace", COMPLETED, UNNAMED),
        (f"{ID}: in no namespace", NOT_FOUND, PASSED),
        (f"{ID}: nil", COMPLETED, UNNAMED),
        (f"{ID}: twice", COMPLETED, PASSED),
        (f"{ID}: twice", FAILED, ANOTHER),
        (f"{ID}: out of order", NOT_FOUND, PASSED),
        ("CallerId: missing", COMPLETED, PASSED),
        ("CallerId: missing", FAILED, ANOTHER),
        ("CallerId: text for int", FAILED, ANOTHER),
        ("CallerId: text for int", EMPTY_400, PASSED),
        ("GetStatus: undocumented member", COMPLETED, PASSED),
        ("GetStatus: undocumented member", FAILED, ANOTHER),
    ],
)
def test_no_other_process_is_told_of(variant: str, recipe: Recipe, finding: Finding) -> None:
    assert judged("process", (variant, recipe)) == [(variant, finding)]
    assert judged("process", (variant, recipe), plain=HTML) == [(variant, NO_RESULT)]


def test_a_wrong_value_of_the_id_is_for_other_clauses() -> None:
    assert judged("process", (f"{ID}: text for long", COMPLETED)) == [(AS_DOCUMENTED, NOTHING_SO)]


@pytest.mark.parametrize(
    ("recipe", "finding"),
    [
        (COMPLETED, PASSED),
        (FAULT, PASSED),
        (EMPTY_400, PASSED),
        (EMPTY_500, fail("The service fails", CONTROLLED, str(EMPTY_500.reply().error()).removesuffix("."))),
        (HTML, fail("The service fails", CONTROLLED, str(HTML.reply().error()).removesuffix("."))),
        (NOTHING, PASSED),
        ("no answer came", fail("The request is not answered", CONTROLLED, "no answer came")),
    ],
)
def test_a_service_does_not_fail(recipe: Recipe | str, finding: Finding) -> None:
    assert judged("controlled", (f"{ID}: nil", recipe)) == [(f"{ID}: nil", finding)]
    assert judged("controlled", (f"{ID}: nil", recipe), plain="no answer came") == [(f"{ID}: nil", NO_RESULT)]


def test_the_words_for_a_service_that_fails() -> None:
    [(_, finding)] = judged("controlled", (f"{ID}: nil", EMPTY_500))

    assert finding.received.endswith(
        "an empty body instead of the documented result (HTTP 500 Internal Server Error, text/xml; charset=utf-8)"
    )


def test_a_start_needs_its_required_members() -> None:
    missing = "name: missing"
    refused = fail("The request is answered as if it were right", "a request without name to be refused", "a result")

    assert judged("required", (missing, BAD_REQUEST), plain=STARTED) == [(missing, PASSED)]
    assert judged("required", (missing, STARTED), plain=STARTED) == [(missing, refused)]
    assert judged("required", (missing, STARTED), plain=BAD_REQUEST) == [(missing, NO_RESULT)]


def test_what_a_start_needs_under_a_condition_is_not_judged() -> None:
    assert judged("required", ("endDate: missing", STARTED), plain=STARTED) == [(AS_DOCUMENTED, NOTHING_SO)]


def test_nobody_says_how_such_requests_are_answered() -> None:
    assert {clause.level for clause in NEGATIVE_CLAUSES} == {"inferred"}


# A nil id is no Guid and no number either, and a range is one of whole numbers.
NOTICED = {
    "accepts-malformed-id": {"negative.type", "negative.range", "negative.form", "negative.process"},
    "wraps-large-id": {"negative.range"},
    "guesses-missing-id": {"negative.process"},
    "accepts-incomplete-start": {"negative.required"},
    "fails-on-undocumented-member": {"negative.controlled"},
}
BY_TYPE = {"guid": {"negative.range"}, "long": {"negative.form"}, "int": {"negative.form"}}


@pytest.fixture(scope="module", params=[(s, p) for s in SERVICES for p in ("documented", "observed")], ids=str)
def checks(request: pytest.FixtureRequest) -> Iterator[tuple[Contract, DefectChecks]]:
    """A simulated service, checked again and again."""
    service, profile = request.param
    contract = load_contract(service)
    with DefectChecks(contract, profile) as prepared:
        yield contract, prepared


def test_every_defect_is_noticed_by_its_own_clause(checks: tuple[Contract, DefectChecks]) -> None:
    contract, prepared = checks
    kind = contract.operation("", "status")[1].identified_by.type
    shown = [
        name
        for name in NOTICED
        if any(
            defects()[name].applies(contract, operation, binding)
            for operation, described in contract.model.operations.items()
            for binding in described.bindings
        )
    ]
    found = {
        name: {clause for _, _, clause in prepared.noticed(name) if clause.startswith("negative.")} for name in shown
    }

    assert shown
    assert found == {name: NOTICED[name] - BY_TYPE.get(kind, set()) for name in shown}


def test_a_conforming_service_breaks_none(checks: tuple[Contract, DefectChecks]) -> None:
    assert not [clause for _, _, clause in checks[1].conforming if clause.startswith("negative.")]


def test_what_no_request_of_a_binding_shows_is_not_applicable() -> None:
    with DefectChecks(load_contract("coruson")) as prepared:
        verdicts = {
            (clause.binding, clause.clause.id): clause.verdict
            for clause in prepared.check().clauses
            if clause.clause.group in ("negative", "meaning")
        }

    assert verdicts["REST", "negative.range"] is Verdict.NOT_APPLICABLE
    assert verdicts["SOAP 1.2", "negative.range"] is Verdict.PASS
    assert verdicts["SOAP 1.2", "meaning.escaped-path"] is Verdict.NOT_APPLICABLE
    assert verdicts["REST", "meaning.chunked"] is Verdict.NOT_APPLICABLE
    assert Verdict.INCONCLUSIVE not in verdicts.values()
