"""The clauses as a whole: their ids and levels, and what an assertion makes of them."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.assertions import conforming
from ProcessStatusLibrary.breach import ContractBreach
from ProcessStatusLibrary.conformance.clause import Verdict
from ProcessStatusLibrary.conformance.judging import CLAUSES, breaches

from ..bindings.samples import Sample, samples
from .answers import CORUSON, CORUSON_12, CORUSON_XML, ROBUSTA, SOAP_11, SOAP_12, judged, result

LEVELS = {
    "transport.status": "documented",
    "transport.media-type": "documented",
    "transport.media-type.standard": "standard",
    "reply.kind": "documented",
    "schema.name": "documented",
    "schema.required": "documented",
    "schema.undocumented-element": "documented",
    "schema.order": "documented",
    "schema.type": "documented",
    "schema.range": "documented",
    "schema.form": "documented",
    "schema.nil": "documented",
    "schema.message": "documented",
    "schema.envelope": "standard",
    "schema.undocumented-member": "inferred",
    "enumeration.state": "documented",
    "enumeration.error-code": "documented",
}


def test_every_clause_has_an_id_a_level_and_a_title() -> None:
    assert {clause.id: clause.level for clause in CLAUSES} == LEVELS
    assert [clause.id for clause in CLAUSES if not clause.title.endswith(".")] == []
    assert [clause.id for clause in CLAUSES if clause.level == "standard" and not clause.source] == []


@pytest.mark.parametrize("sample", samples("response"), ids=lambda sample: sample.name)
@pytest.mark.parametrize("clause", LEVELS)
def test_no_clause_fails_a_documented_answer(sample: Sample, clause: str) -> None:
    finding = judged(clause, result(sample.name))

    assert finding.verdict in (Verdict.PASS, Verdict.NOT_APPLICABLE) or finding.as_documented


def test_a_standard_that_the_page_departs_from_is_no_breach() -> None:
    recipe = result(CORUSON_12)

    assert judged("transport.media-type.standard", recipe).verdict is Verdict.FAIL
    assert breaches(recipe.reply()) == []


def test_a_standard_that_only_the_answer_departs_from_is_a_breach() -> None:
    found = breaches(result(SOAP_12, content_type="text/xml").reply())

    assert [(breach.clause, breach.level) for breach in found] == [
        ("transport.media-type", "documented"),
        ("transport.media-type.standard", "standard"),
    ]


@pytest.mark.parametrize(
    ("clause", "name", "level"),
    [
        ("schema.message", CORUSON, "observed"),
        ("schema.message", CORUSON_XML, "observed"),
        ("transport.status", CORUSON, "observed"),
        ("schema.message", CORUSON_12, "documented"),
        ("schema.message", ROBUSTA, "documented"),
        ("schema.undocumented-member", CORUSON, "inferred"),
        ("transport.media-type.standard", CORUSON, "standard"),
    ],
)
def test_a_documented_clause_about_an_observed_binding_is_observed(clause: str, name: str, level: str) -> None:
    entry = next(entry for entry in CLAUSES if entry.id == clause)

    reply = result(name).reply()

    assert entry.level_of(reply.contract, reply.operation, reply.binding) == level


def test_a_breach_over_an_observed_binding_names_its_own_source() -> None:
    (breach,) = breaches(result(CORUSON, ('"TotalReports": 1', '"TotalReports": "1"')).reply())

    assert str(breach) == (
        "Wrong type [schema.type, observed]\n"
        "  where:      coruson ImportReportsStatus over REST, process 0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60, "
        "/TotalReports\n"
        "  documented: a whole number\n"
        "  received:   '1'\n"
        "  source:     the vendor's metadata page of the operation"
    )


def test_a_breach_of_a_standard_names_the_standard() -> None:
    (breach,) = breaches(result(SOAP_11, ("</soap:Body>", "</soap:Body><soap:Header />")).reply())

    assert str(breach) == (
        "Element out of order [schema.envelope, standard]\n"
        "  where:      cora-rpa GetStatus over SOAP 1.1, process 4711, Envelope/Header\n"
        "  documented: nothing more\n"
        "  received:   the element 'Header'\n"
        "  source:     SOAP 1.1 section 4; SOAP 1.2 part 1 section 5"
    )


def test_an_assertion_shows_all_breaches_and_how_to_send_the_request_again() -> None:
    recipe = result(ROBUSTA, ("SUCCEEDED", "DONE"), ('"__out_x"', '"out_x"'), status="202 Accepted")

    with pytest.raises(ContractBreach) as caught:
        conforming(recipe.reply())

    spid = "f0d2228c-9711-42f5-91ca-afc957f29255"
    assert str(caught.value) == (
        "Undocumented HTTP status [transport.status, documented]\n"
        f"  where:      robusta GetProcessStatus over REST, process {spid}, status line\n"
        "  documented: HTTP 200\n"
        "  received:   HTTP 202 Accepted\n"
        "  source:     Robusta documentation, Calling Process with API\n"
        "Undocumented member [schema.undocumented-member, inferred]\n"
        f"  where:      robusta GetProcessStatus over REST, process {spid}, /\n"
        "  documented: the members 'status', 'message' and '^__out_'\n"
        "  received:   the member 'out_x'\n"
        "  source:     Robusta documentation, Calling Process with API\n"
        "Undocumented value [enumeration.state, documented]\n"
        f"  where:      robusta GetProcessStatus over REST, process {spid}, /status\n"
        "  documented: 'WAITING', 'RUNNING' or 'SUCCEEDED'\n"
        "  received:   'DONE'\n"
        "  source:     Robusta documentation, Calling Process with API\n"
        f"  reproduce:  curl -i https://service.example/scheduler/connector-api/process/status/{spid}"
    )
