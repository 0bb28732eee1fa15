"""What a check asks in other bytes: which requests, when, and what it makes of a service that reads only one way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pytest

from ProcessStatusLibrary.conformance.bench import NO_ID_REASON
from ProcessStatusLibrary.conformance.probes.same_meaning import same_meaning
from ProcessStatusLibrary.conformance.situation import EVERYTHING, Permissions, Situation
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.service import Contract
from ProcessStatusLibrary.defect_checks import DefectChecks
from ProcessStatusLibrary.simulator import defects

from .plain_requests import SERVICES, asked, bench, names

FORMATS = [
    "json by Accept",
    "json preferred in Accept",
    "json by query",
    "xml by Accept",
    "xml preferred in Accept",
    "xml by query",
]
MOST_REQUESTS_OF_A_ROW = 30
COMMENT = "meaning.comment-in-value"

# Where one rule cannot be broken without another: UTF-16 has another charset, comments stand in two places.
NOTICED = {
    "literal-envelope-prefix": {"meaning.envelope-prefix"},
    "literal-message-prefix": {"meaning.message-prefix"},
    "refuses-cdata": {"meaning.character-data"},
    "refuses-comments": {"meaning.comments", COMMENT},
    "literal-layout": {"meaning.layout"},
    "requires-xml-declaration": {"meaning.xml-declaration"},
    "refuses-json-escapes": {"meaning.json"},
    "refuses-utf-16": {"meaning.encoding"},
    "refuses-byte-order-mark": {"meaning.byte-order-mark"},
    "ignores-chunked-body": {"meaning.chunked"},
    "untrimmed-id": {"meaning.padded-id"},
    "literal-id": {"meaning.id-spelling"},
    "literal-content-type": {"meaning.content-type", "meaning.encoding"},
    "case-sensitive-headers": {"meaning.header-names"},
    "refuses-action-parameter": {"meaning.action"},
    "escaped-path": {"meaning.escaped-path"},
    "ignores-accept": {"format.asked-for"},
    "refuses-any-format": {"meaning.accept"},
}
OWN = ("meaning", "format")
OF_SOAP = {"meaning.encoding"}


@pytest.mark.parametrize("service", SERVICES)
def test_each_row_begins_with_the_request_as_documented(service: str) -> None:
    probes = asked(same_meaning(bench(service)))
    rows = dict.fromkeys(probe.row for probe in probes)
    first = {row: next(probe for probe in probes if probe.row == row) for row in rows}

    assert list(rows) == [(row.operation, row.binding) for row in bench(service).rows]
    assert {probe.variant for probe in first.values()} == {"as documented"}
    assert {probe.series for probe in probes} == {"same meaning"}
    assert max(Counter(probe.row for probe in probes).values()) <= MOST_REQUESTS_OF_A_ROW


def test_formats_are_asked_for_in_every_way() -> None:
    probes = [p for p in asked(same_meaning(bench("coruson"))) if p.situation is Situation.OTHER_FORMAT]

    assert names(probes) == FORMATS
    assert {(p.request.url.partition("?")[2], p.request.header("Accept")) for p in probes if p.request} == {
        ("", "application/json"),
        ("", "application/xml;q=0.2, application/json"),
        ("format=json", "*/*"),
        ("", "application/xml"),
        ("", "application/json;q=0.2, application/xml"),
        ("format=xml", "*/*"),
    }


def test_without_a_process_nothing_is_asked() -> None:
    probes = asked(same_meaning(bench("listrak", process_id="")))

    assert [(probe.variant, probe.skipped) for probe in probes] == [("as documented", NO_ID_REASON)] * 2


def test_without_a_start_nothing_is_started() -> None:
    probes = asked(same_meaning(bench("robusta", start={})))

    assert {probe.operation for probe in probes} == {"GetProcessStatus"}


def test_starts_are_of_a_situation_of_their_own() -> None:
    probes = [probe for probe in asked(same_meaning(bench("robusta"))) if probe.operation == "StartProcess"]

    assert {probe.situation for probe in probes} == {Situation.OTHER_START}


@pytest.mark.parametrize("situation", [Situation.OTHER_START, Situation.START_MUTANT])
def test_further_starts_need_both_permissions(situation: Situation) -> None:
    refusals = [
        Permissions(start=start, negative=negative).refusal(situation, 0)
        for start, negative in ((False, False), (False, True), (True, False), (True, True))
    ]

    assert refusals == [
        "starting a process was not allowed: use --allow-start",
        "starting a process was not allowed: use --allow-start",
        "further starts were not allowed: use --negative besides --allow-start",
        "",
    ]
    assert EVERYTHING.refusal(situation, 0) == ""
    assert Permissions(negative_pause=2.0).pause_before(situation) == 2.0


def test_a_single_start_needs_one() -> None:
    assert Permissions(start=True).refusal(Situation.START, 0) == ""
    assert Permissions(start=True, negative_pause=2.0).pause_before(Situation.START) == 0.0


@pytest.fixture(scope="module", params=SERVICES)
def checks(request: pytest.FixtureRequest) -> Iterator[tuple[Contract, DefectChecks]]:
    """A simulated service, checked again and again."""
    contract = load_contract(request.param)
    with DefectChecks(contract) as prepared:
        yield contract, prepared


def test_every_defect_of_understanding_is_noticed_by_its_own_clause(checks: tuple[Contract, DefectChecks]) -> None:
    contract, prepared = checks
    shown = [
        name
        for name in NOTICED
        if any(
            defects()[name].applies(contract, operation, binding)
            for operation, described in contract.model.operations.items()
            for binding in described.bindings
        )
    ]
    found = {name: {clause for _, _, clause in prepared.noticed(name) if clause.split(".")[0] in OWN} for name in shown}
    soap = any(binding.startswith("SOAP") for binding in contract.model.operations[contract.operation()[0]].bindings)

    assert shown
    assert found == {name: NOTICED[name] if soap else NOTICED[name] - OF_SOAP for name in shown}


def test_a_conforming_service_breaks_none(checks: tuple[Contract, DefectChecks]) -> None:
    assert not [clause for _, _, clause in checks[1].conforming if clause.partition(".")[0] in OWN]


@pytest.mark.parametrize(
    ("service", "broken"), [("cora-rpa", {COMMENT}), ("listrak", {COMMENT}), ("coruson", set()), ("robusta", set())]
)
def test_a_service_as_observed_breaks_what_its_framework_does(service: str, broken: set[str]) -> None:
    with DefectChecks(load_contract(service), "observed") as prepared:
        found = {clause for _, _, clause in prepared.conforming if clause.partition(".")[0] in OWN}

    assert found == broken
