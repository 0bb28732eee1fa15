"""What the defects of understanding change: requests that are answered like others."""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import replace

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator, defects

from .asking import Question, ask, sample
from .test_defects_harness import Asking, Heard, Row, both, check, header, hear, profiles, same, status, whole

RPA = ("cora-rpa", "GetStatus.soap11")
RPA12 = ("cora-rpa", "GetStatus.soap12")
POST = ("cora-rpa", "GetStatus.http-post")
MAILING = ("listrak", "GetProcessStatus.soap11")
ROBOT = ("robusta", "GetProcessStatus.rest")
IMPORT = ("coruson", "ImportReportsStatus.rest")
IMPORT_SOAP = ("coruson", "ImportReportsStatus.soap12")
OLD = "http://schemas.xmlsoap.org/soap/envelope/"
ACTION = "http://genpact.com/cora/orchestration/rpa/1.0.0/api/GetStatus"
START = sample("robusta", "StartProcess.rest")


def without_header(question: Question) -> Question:
    """No SOAP header."""
    return question.but(body=re.sub(r"<soap:Header>.*</soap:Header>", "", question.body, flags=re.DOTALL))


def strange_header(question: Question) -> Question:
    """A header that nobody knows and everybody must understand."""
    return question.with_body("<ActivityMetadata", '<x:T xmlns:x="urn:x" soap:mustUnderstand="1" /><ActivityMetadata')


def another_operation(question: Question) -> Question:
    """An operation that the service does not have."""
    return question.with_body("<GetStatus ", "<GetState ").but(SOAPAction='"urn:GetState"')


def prefixed(question: Question) -> Question:
    """The message with a prefix instead of a default namespace."""
    return question.with_body("<GetStatus xmlns=", "<m:GetStatus xmlns:m=")


def unreadable(question: Question) -> Question:
    """A body that nobody can read."""
    return question.but(body="<")


def undeclared(question: Question) -> Question:
    """No XML declaration."""
    return question.but(body=re.sub(r"^<\?xml.*?\?>\s*", "", question.body))


def nameless(question: Question) -> Question:
    """No element that holds the id."""
    return question.but(body=re.sub(r"<ImportId>.*</ImportId>", "", question.body))


def undocumented(question: Question) -> Question:
    """One more member at the end of the message, or of its header."""
    end = "</ActivityMetadata>" if "</ActivityMetadata>" in question.body else "</GetProcessStatus>"
    return question.with_body(end, f"<Undocumented />{end}")


def framing(heard: Heard) -> tuple[tuple[str, str], ...]:
    """The headers that the delivery adds."""
    return tuple(pair for pair in heard.headers if pair[0] == "Connection")


FAILED = both(status(500), lambda heard, _: replace(heard, headers=framing(heard), lengths=("0",), body=b""))


def with_id(text: str, service: str = "listrak") -> Asking:
    """Another text where the id is."""
    return lambda question: question.with_id(service, text)


ROWS = [
    Row("accepts-any-action", *RPA, ask=[lambda q: q.but(SOAPAction='"urn:x"')], like=same),
    Row("accepts-any-operation", *RPA, ask=[another_operation], like=same),
    Row("accepts-any-header", *RPA, ask=[strange_header], like=same),
    Row("accepts-any-envelope", *RPA, ask=[lambda q: q.with_body(OLD, "urn:x")], like=same),
    Row("accepts-missing-header", *RPA, ask=[without_header], like=same),
    Row("accepts-malformed-xml", *RPA, ask=[lambda q: q.but(body=q.body[:-12])], like=same),
    Row(
        "accepts-doctype",
        *MAILING,
        ask=[
            lambda q: q.with_body("<soap:Envelope", '<!DOCTYPE x [<!ENTITY id "4711">]><soap:Envelope').with_body(
                ">4711<", ">&id;<"
            )
        ],
        like=same,
    ),
    Row("accepts-empty-body", *MAILING, ask=[lambda q: q.but(body="")], like=same),
    Row("accepts-any-media-type", *MAILING, ask=[lambda q: q.but(Content_Type="text/csv")], like=same),
    Row("accepts-any-method", *MAILING, ask=[lambda q: q.but(method="DELETE", body="")], like=same),
    Row("accepts-any-method", *ROBOT, ask=[lambda q: q.but(method="POST")], like=same),
    Row("guesses-missing-id", *MAILING, ask=[lambda q: q.with_body("<ProcessID>4711</ProcessID>", "")], like=same),
    Row("guesses-missing-id", *IMPORT_SOAP, ask=[nameless], like=same),
    Row("accepts-malformed-id", *MAILING, ask=[with_id("abc")], like=same),
    Row("accepts-malformed-id", *IMPORT, ask=[with_id("abc", "coruson")], like=same),
    Row("wraps-large-id", *MAILING, ask=[with_id(str(4711 + 2**32))], like=same),
    Row(
        "literal-envelope-prefix",
        *MAILING,
        ask=[lambda q: q.but(body=q.body.replace("soap:", "s:").replace("xmlns:soap", "xmlns:s"))],
        like=unreadable,
    ),
    Row("literal-message-prefix", *RPA, ask=[prefixed], like=unreadable),
    Row("refuses-cdata", *MAILING, ask=[with_id("<![CDATA[4711]]>")], like=unreadable),
    Row("refuses-comments", *RPA, ask=[lambda q: q.with_body("<soap:Body>", "<soap:Body><!-- x -->")], like=unreadable),
    Row(
        "refuses-action-parameter",
        *RPA12,
        ask=[lambda q: q.but(Content_Type=f'{q.headers["Content-Type"]}; action="{ACTION}"')],
        like=lambda q: unreadable(q).but(Content_Type=f'{q.headers["Content-Type"]}; action="{ACTION}"'),
    ),
    Row("literal-layout", *RPA, ask=[lambda q: q.but(body=re.sub(r">\s+<", "><", q.body))], like=unreadable),
    Row("requires-xml-declaration", *MAILING, ask=[undeclared], like=unreadable),
    Row(
        "refuses-utf-16",
        *RPA,
        ask=[same],
        like=unreadable,
        encode=lambda text: text.replace('"utf-8"', '"utf-16"').encode("utf-16"),
        observed=False,
    ),
    Row(
        "refuses-byte-order-mark",
        *RPA,
        ask=[same],
        like=unreadable,
        encode=lambda text: codecs.BOM_UTF8 + text.encode(),
    ),
    Row("ignores-chunked-body", *RPA, ask=[same], like=lambda q: q.but(body=""), chunked=True),
    Row("untrimmed-id", *MAILING, ask=[with_id(" 4711\n")], like=unreadable),
    Row("literal-id", *MAILING, ask=[with_id("+04711")], like=with_id("0")),
    Row(
        "literal-id",
        *IMPORT,
        ask=[with_id("0B8F5B1E-7A34-4C53-8B57-3F2D8A1C9E60", "coruson")],
        like=with_id("0" * 32, "coruson"),
    ),
    Row(
        "literal-content-type",
        *RPA,
        ask=[lambda q: q.but(Content_Type="text/xml;charset=UTF-8")],
        like=lambda q: q.but(Content_Type="text/x-other"),
    ),
    Row(
        "case-sensitive-headers",
        *RPA,
        ask=[lambda q: q.but(without="SOAPAction", soapaction=q.headers["SOAPAction"])],
        like=lambda q: q.but(without="SOAPAction"),
        observed=False,
    ),
    Row(
        "case-sensitive-headers",
        *ROBOT,
        ask=[lambda q: q.but(without="Authorization", authorization=q.headers["Authorization"])],
        like=lambda q: q.but(without="Authorization"),
    ),
    Row(
        "escaped-path",
        *ROBOT,
        ask=[with_id("%660d2228c-9711-42f5-91ca-afc957f29255", "robusta")],
        like=with_id("%25660d2228c-9711-42f5-91ca-afc957f29255", "robusta"),
        observed=False,
    ),
    Row("ignores-accept", *IMPORT, ask=[lambda q: q.but(Accept="application/xml")], like=same),
    Row(
        "refuses-any-format",
        *ROBOT,
        both(
            status(406),
            header("Content-Type", "text/plain; charset=utf-8"),
            whole(lambda _: b"Nothing of the kind can be had."),
        ),
        ask=[lambda q: q.but(Accept="*/*")],
    ),
]
FAILING = [
    Row("fails-on-undocumented-member", *RPA, FAILED, ask=[undocumented]),
    Row("fails-on-undocumented-member", *MAILING, FAILED, ask=[undocumented]),
]
ROWS += FAILING
TOLERANT = [row for row in ROWS if defects()[row.defect].family == "tolerance" and row.defect != "ignores-accept"]
ESCAPED = START.but(body=START.body.replace("OneStepNotepadRunner", "\\u004fneStepNotepadRunner"))
REFUSED_STARTS = {
    "accepts-malformed-json": (START.but(body="{"), 400),
    "accepts-incomplete-start": (START.but(body=json.dumps({"values": {"x": "y"}})), 400),
}
STARTS = {*REFUSED_STARTS, "refuses-json-escapes"}


@pytest.mark.parametrize(("row", "profile"), profiles(ROWS))
def test_what_differs(simulators: dict[str, Simulator], row: Row, profile: str) -> None:
    check(simulators[profile], row)


@pytest.mark.parametrize(("row", "profile"), profiles(TOLERANT))
def test_a_conforming_service_reads_them_all(simulators: dict[str, Simulator], row: Row, profile: str) -> None:
    assert hear(simulators[profile], row, (), row.ask) == hear(simulators[profile], row, (), [same], plain=True)


@pytest.mark.parametrize("defect", REFUSED_STARTS)
def test_what_differs_in_a_start(defect: str) -> None:
    question, refused = REFUSED_STARTS[defect]
    with Simulator("robusta", clock=VirtualClock()) as simulator:
        assert ask(simulator, "robusta", question).status == refused
        simulator.set_defects(defect)
        reply = ask(simulator, "robusta", question)

    assert (reply.status, json.loads(reply.body)) == (
        200,
        {"robustaSpid": "00000001-0000-4000-a000-000000000001", "message": "Process saved"},
    )


def test_a_start_with_an_escape() -> None:
    with Simulator("robusta", clock=VirtualClock()) as simulator:
        assert ask(simulator, "robusta", ESCAPED).status == 200
        simulator.set_defects("refuses-json-escapes")
        assert [ask(simulator, "robusta", question).status for question in (ESCAPED, START)] == [400, 200]
