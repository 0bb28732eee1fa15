"""The clauses about requests of the same meaning: every verdict, with its words."""

from __future__ import annotations

from dataclasses import dataclass, replace

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import (
    PASSED,
    Clause,
    Finding,
    SeriesClause,
    fail,
    inconclusive,
    not_applicable,
)
from ProcessStatusLibrary.conformance.clauses.same_meaning import SAME_MEANING_CLAUSES
from ProcessStatusLibrary.conformance.probe import Observation, Probe
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.conformance.variants.formats import asked_format
from ProcessStatusLibrary.conformance.variants.plain import AS_DOCUMENTED
from ProcessStatusLibrary.conformance.variants.spellings import SPELLINGS
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.reply import Reply
from ProcessStatusLibrary.transport.exchange import HttpRequest

from .answers import (
    CORUSON,
    CORUSON_XML,
    EMPTY_RESULT,
    FAULT,
    HTML,
    SOAP_11,
    STATUS,
    UNAUTHORISED,
    Recipe,
    result,
)

COMPLETED = result(SOAP_11)
RUNNING = result(SOAP_11, (STATUS, "<Status>ProcessingInput</Status>"))
NOT_FOUND = result(SOAP_11, (STATUS, "<Status>NotFound</Status>"))
FAILED = result(SOAP_11, (STATUS, "<Status>Failed</Status>"))
TALKATIVE = result(SOAP_11, ("<ExternalContext>", "<ExternalContext>poll 2, "))
OTHER_CODE = result(SOAP_11, ("NoError", "TimedOut"))
COMPLETED_TOLD = "a result: Completed (succeeded, NoError)"
NOT_ANSWERED = inconclusive("the request as documented was not answered")


def observed(recipe: Recipe | str, variant: str) -> Observation:
    """An answer to a variant; a text says why there is none."""
    reply: Reply | None = recipe.reply() if isinstance(recipe, Recipe) else None
    probe = Probe("GetStatus", "SOAP 1.1", Situation.OTHER_SPELLING, variant=variant, series="same meaning")
    if reply is None:
        return Observation(probe, missing=str(recipe))
    return Observation(probe, reply, exchange=reply.exchange)


def judged(clause_id: str, *answers: tuple[str, Recipe | str]) -> list[tuple[str, Finding]]:
    """What a clause says of some answers, by their variants."""
    clause = next(entry for entry in SAME_MEANING_CLAUSES if entry.id == clause_id)
    assert isinstance(clause, SeriesClause)
    series = [observed(recipe, variant) for variant, recipe in answers]
    return [(observation.probe.variant, finding) for observation, finding in clause.judge(series)]


@dataclass(frozen=True)
class Row:
    """What two answers come to."""

    plain: Recipe | str
    other: Recipe | str
    finding: Finding


TABLE = {
    "the same": Row(COMPLETED, COMPLETED, PASSED),
    "another text for people": Row(COMPLETED, TALKATIVE, PASSED),
    "both not found": Row(NOT_FOUND, NOT_FOUND, PASSED),
    "another state": Row(
        COMPLETED, FAILED, fail("Another answer than to the request as documented", "'Completed'", "'Failed'", "state")
    ),
    "another error code": Row(
        COMPLETED,
        OTHER_CODE,
        fail("Another answer than to the request as documented", "'NoError'", "'TimedOut'", "error_code"),
    ),
    "not found once": Row(
        NOT_FOUND,
        COMPLETED,
        fail("Another answer than to the request as documented", "'NotFound'", "'Completed'", "state"),
    ),
    "gone on": Row(
        RUNNING, COMPLETED, inconclusive("the process may have gone on between two reads: name one that has ended")
    ),
    "not answered": Row(
        COMPLETED,
        "no answer came: out of time",
        fail("The request is not answered", COMPLETED_TOLD, "no answer came: out of time"),
    ),
    "HTML": Row(
        COMPLETED,
        HTML,
        fail("The request is not understood", COMPLETED_TOLD, str(HTML.reply().error()).removesuffix(".")),
    ),
    "a fault": Row(
        COMPLETED,
        FAULT,
        fail("The request is not understood", COMPLETED_TOLD, str(FAULT.reply().error()).removesuffix(".")),
    ),
    "an empty result": Row(
        COMPLETED,
        EMPTY_RESULT,
        fail("The request is not understood", COMPLETED_TOLD, str(EMPTY_RESULT.reply().error()).removesuffix(".")),
    ),
    "no plain answer": Row("no answer came: out of time", COMPLETED, NOT_ANSWERED),
    "a fault at first": Row(FAULT, FAULT, inconclusive("the request as documented was answered with a SOAP fault")),
    "nobody may ask": Row(
        UNAUTHORISED, COMPLETED, inconclusive("the request as documented was answered with an empty body")
    ),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_what_two_answers_come_to(row: Row) -> None:
    found = judged("meaning.encoding", (AS_DOCUMENTED, row.plain), ("UTF-16", row.other))

    assert found == [("UTF-16", row.finding)]


def test_the_words_for_a_fault() -> None:
    [(_, finding)] = judged("meaning.encoding", (AS_DOCUMENTED, COMPLETED), ("UTF-16", FAULT))

    assert finding.received.endswith(": SOAP fault soap:Client: No. (HTTP 500 Internal Server Error)")


def test_a_clause_judges_its_own_spellings_only() -> None:
    everything = [(spelling.name, COMPLETED) for spelling in SPELLINGS]
    for clause in SAME_MEANING_CLAUSES:
        if isinstance(clause, SeriesClause):
            found = judged(clause.id, (AS_DOCUMENTED, COMPLETED), *everything)
            assert [name for name, _ in found] == [s.name for s in SPELLINGS if s.clause == clause.id]


def test_without_a_request_as_documented_nothing_is_judged() -> None:
    assert judged("meaning.encoding", ("UTF-16", COMPLETED)) == [("UTF-16", NOT_ANSWERED)]


def test_what_cannot_be_written_otherwise_is_not_judged() -> None:
    assert judged("meaning.encoding", (AS_DOCUMENTED, COMPLETED), ("a byte order mark", COMPLETED)) == [
        (AS_DOCUMENTED, not_applicable("the documented request has nothing that can be written so"))
    ]


def test_every_spelling_has_its_clause_in_the_catalogue() -> None:
    assert {spelling.clause for spelling in SPELLINGS} == {
        clause.id for clause in CATALOGUE if clause.group == "meaning"
    }


def test_levels() -> None:
    levels = {clause.id: clause.level for clause in SAME_MEANING_CLAUSES}

    assert {name: level for name, level in levels.items() if level != "standard"} == {
        "format.asked-for": "documented",
        "meaning.action": "inferred",
    }


def level(clause_id: str, service: str, operation: str, binding: str) -> str:
    """How surely a clause is known of a binding."""
    clause = next(entry for entry in SAME_MEANING_CLAUSES if entry.id == clause_id)
    return clause.level_of(load_contract(service), operation, binding)


def test_white_space_belongs_to_numbers_and_not_to_texts() -> None:
    assert level("meaning.padded-id", "listrak", "GetProcessStatus", "SOAP 1.1") == "standard"
    assert level("meaning.padded-id", "coruson", "ImportReportsStatus", "SOAP 1.2") == "inferred"


def test_formats_of_an_observed_binding_are_observed() -> None:
    assert level("format.asked-for", "coruson", "ImportReportsStatus", "REST") == "observed"


JSON, XML, EITHER = "application/json", "application/xml", ""


@pytest.mark.parametrize(
    ("accept", "query", "wanted"),
    [
        (JSON, "", JSON),
        (XML, "", XML),
        ("Application/XML", "", XML),
        ("*/*", "", EITHER),
        ("", "", EITHER),
        ("image/png", "", EITHER),
        (f"{JSON};q=0.2, {XML}", "", XML),
        (f"{XML};q=0.2, {JSON};q=0.9", "", JSON),
        ("*/*", "?format=xml", XML),
        (XML, "?a=b&format=json", JSON),
        (XML, "?format=csv", XML),
        (f"{JSON}; Q=0.1, {XML};q=0.05", "", JSON),
    ],
)
def test_the_format_that_is_asked_for(accept: str, query: str, wanted: str) -> None:
    documented = load_contract("coruson").model.operations["ImportReportsStatus"].bindings["REST"]
    headers = (("Accept", accept),) if accept else ()

    assert asked_format(documented, HttpRequest("GET", f"https://service.example/x{query}", headers)) == wanted


def format_of(recipe: Recipe, accept: str, content_type: str = "") -> Finding:
    """What is said of an answer to a request that asks for a format."""
    clause = next(entry for entry in SAME_MEANING_CLAUSES if entry.id == "format.asked-for")
    assert isinstance(clause, Clause)
    reply = replace(recipe, content_type=content_type or None).reply()
    request = replace(reply.exchange.request, headers=(("Accept", accept),))
    return clause.judge(replace(reply, exchange=replace(reply.exchange, request=request)))


def test_the_format_of_an_answer() -> None:
    assert format_of(result(CORUSON), JSON) == PASSED
    assert format_of(result(CORUSON_XML), XML) == PASSED
    assert format_of(result(CORUSON_XML), XML, "text/xml; charset=utf-8") == PASSED
    assert format_of(result(CORUSON), XML) == fail(
        "Another format than the one that was asked for", XML, "'application/json'", "Content-Type"
    )
    assert format_of(result(CORUSON), "*/*").message == "the request leaves the format to the service"


def test_the_format_of_an_answer_that_is_no_result() -> None:
    nothing = Recipe(CORUSON, (), "", "406 Not Acceptable")

    assert format_of(nothing, XML) == inconclusive("the reply is an empty body, so there is no result to judge")
