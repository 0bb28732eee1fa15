"""conformance.html: whole, readable without scripts, and inert whatever a server says."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import html

from ProcessStatusLibrary.conformance.assessment import Assessment
from ProcessStatusLibrary.conformance.results import ServiceResult
from ProcessStatusLibrary.contract.model import Contradiction
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.reports.evidence import MOST_LINES, Line, evidence_of
from ProcessStatusLibrary.reports.html import html_report
from ProcessStatusLibrary.reports.lifecycle_diagram import lifecycle_diagram
from ProcessStatusLibrary.transport.exchange import Exchange

from .answers import LISTRAK, ROBUSTA, result
from .assessments import STATE, assessed, checked

HOSTILE = '</code></pre><script>alert(1)</script><img src="http://evil/x" onerror=a()>\x1b[31m\u202e'
CONFORMING = ["cora-rpa", "cora-ocr", "robusta", "listrak", "coruson"]


def page(assessment: Assessment) -> html.HtmlElement:
    """The page, parsed."""
    return html.document_fromstring(html_report(assessment))


def text(element: html.HtmlElement) -> str:
    """Its text on one line."""
    return " ".join(element.text_content().split())


@pytest.fixture(params=["conforming", "broken"])
def made(request: pytest.FixtureRequest) -> html.HtmlElement:
    """A page of five services, and one with failures."""
    if request.param == "conforming":
        return page(assessed(*map(checked, CONFORMING)))
    return page(assessed(checked("robusta", "lower-case-state"), checked("cora-rpa", "wrong-order")))


def test_every_id_is_unique_and_every_link_leads_somewhere(made: html.HtmlElement) -> None:
    ids = Counter(made.xpath("//@id"))
    labels = {name for value in made.xpath("//@aria-labelledby") for name in value.split()}

    assert [name for name, count in ids.items() if count > 1] == []
    assert {link.removeprefix("#") for link in made.xpath("//a/@href")} | labels <= set(ids)


def test_every_table_says_what_it_is(made: html.HtmlElement) -> None:
    tables = made.xpath("//table")

    assert tables
    assert [text(table) for table in tables if not table.xpath("caption[normalize-space()]")] == []
    assert made.xpath("//th[not(@scope)]") == []
    assert (
        made.xpath("//table[not(parent::div[@class='scroll' and @tabindex='0' and @role='region' and @aria-label])]")
        == []
    )


def test_headings_leave_no_level_out(made: html.HtmlElement) -> None:
    levels = [
        int(heading.tag[1])
        for heading in made.xpath(
            "//*[re:test(local-name(), '^h[1-6]$')]", namespaces={"re": "http://exslt.org/regular-expressions"}
        )
    ]

    assert levels.count(1) == 1
    assert all(later <= earlier + 1 for earlier, later in pairwise(levels))


def test_it_loads_nothing_and_runs_nothing(made: html.HtmlElement) -> None:
    assert made.xpath("//script | //iframe | //object | //embed | //img | //form | //base") == []
    assert made.xpath("//@*[starts-with(name(), 'on')]") == []
    assert made.xpath("//link/@href") == ["data:,"]
    assert "url(" not in made.xpath("string(//style)")
    assert "@import" not in made.xpath("string(//style)")


def test_the_simulator_is_named(made: html.HtmlElement) -> None:
    assert "These results are of the embedded simulator, not of a real service" in text(made)


def test_a_breach_shows_documented_beside_received() -> None:
    made = page(assessed(checked("robusta", "lower-case-state")))
    [breach] = made.xpath(f"//article[@id='robusta-{STATE}']")
    way = breach.xpath(".//div[@class='way']")[0]

    assert [text(dd) for dd in way.xpath("dl/div/dd")] == ["'WAITING', 'RUNNING' or 'SUCCEEDED'", "'succeeded'"]
    assert {mark.text for mark in way.xpath(".//mark")} == {'  "status": "succeeded",'}
    assert way.xpath("string(.//pre[1])").startswith("curl -i -H 'Authorization: Basic {masked:")


def test_a_page_without_a_breach_says_so() -> None:
    made = page(assessed(checked("robusta")))

    assert made.xpath("//article") == []
    assert "Broken clauses None." in text(made)


def hostile(result: ServiceResult) -> ServiceResult:
    """The same, with hostile texts wherever one may come from outside."""
    clauses = []
    for clause in result.clauses:
        breaches = tuple(
            replace(
                observed,
                breach=replace(observed.breach, title=HOSTILE, received=HOSTILE, where=HOSTILE, documented=HOSTILE),
                reproduce=HOSTILE,
                situation=HOSTILE,
            )
            for observed in clause.breaches
        )
        clauses.append(replace(clause, message=HOSTILE if clause.message else "", source=HOSTILE, breaches=breaches))
    observations = []
    for o in result.observations:
        if o.exchange is None or o.exchange.response is None:
            raise AssertionError("an answer is missing")
        response = replace(o.exchange.response, reason=HOSTILE, body=HOSTILE.encode(), headers=(("X", HOSTILE),))
        observations.append(replace(o, exchange=replace(o.exchange, response=response)))
    return replace(result, title=HOSTILE, target=HOSTILE, clauses=tuple(clauses), observations=tuple(observations))


def test_hostile_texts_are_inert() -> None:
    made = html_report(assessed(hostile(checked("robusta", "lower-case-state"))))
    parsed = html.document_fromstring(made)

    assert parsed.xpath("//script | //img") == []
    assert "\x1b" not in made
    assert "\u202e" not in made
    assert "alert(1)" in text(parsed)


def test_equal_checks_make_equal_pages() -> None:
    assessment = assessed(checked("robusta", "lower-case-state"), checked("listrak"))

    assert html_report(assessment) == html_report(assessment)


def test_contradictions_and_reasons_are_told() -> None:
    made = text(page(assessed(checked("listrak"))))
    [entry] = checked("listrak").contract.model.contradictions

    assert isinstance(entry, Contradiction)
    assert " ".join(entry.read_as.split()) in made
    assert "It is about" in made


def test_a_lifecycle_shows_what_was_observed() -> None:
    diagram = lifecycle_diagram(checked("robusta", "lower-case-state"))
    known = lifecycle_diagram(checked("robusta"))

    assert known.summary == "3 of 5 states observed: WAITING, RUNNING, SUCCEEDED"
    assert diagram.summary == "0 of 5 states observed"
    assert [(row.name, row.phase) for row in diagram.rows if row.seen] == [
        ("succeeded", "not in the contract"), ("waiting", "not in the contract"), ("running", "not in the contract"),
    ]  # fmt: skip


def exchange_of(name: str, *changes: tuple[str, str]) -> Exchange:
    """An exchange with a sample's answer."""
    return result(name, *changes).reply().exchange


def test_the_place_of_a_breach_is_marked() -> None:
    place = "Envelope/Body/GetProcessStatusResponse/WSProcessStatus/Status"
    xml = evidence_of(7, exchange_of(LISTRAK), Masker(), place).response
    head = evidence_of(7, exchange_of(ROBUSTA), Masker(), "Content-Type").response

    assert [re.sub(r"\s+", " ", line.text) for line in xml if line.marked] == [" <Status>ProcessingCompleted</Status>"]
    assert [line.text.partition(":")[0] for line in head if line.marked] == ["Content-Type"]


def test_long_evidence_is_cut_and_says_so() -> None:
    exchange = exchange_of(ROBUSTA)
    if exchange.response is None:
        raise AssertionError("no answer")
    body = b'{"a": [' + b"1," * 500 + b'2], "b": 3}'
    long = replace(exchange, response=replace(exchange.response, body=body))
    lines = evidence_of(1, long, Masker(), "/b").response

    assert len(lines) < MOST_LINES
    assert [line for line in lines if line.marked] == [Line('  "b": 3', marked=True)]
    assert any("lines are left out; the recording has them" in line.text for line in lines)
