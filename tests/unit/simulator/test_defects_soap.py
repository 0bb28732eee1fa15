"""What the defects of SOAP's envelopes and faults change."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .asking import Question
from .test_defects_harness import Asking, Row, body, both, check, header, profiles, status, whole

RPA = ("cora-rpa", "GetStatus.soap11")
RPA12 = ("cora-rpa", "GetStatus.soap12")
OLD = "http://schemas.xmlsoap.org/soap/envelope/"
NEW = "http://www.w3.org/2003/05/soap-envelope"
ENCODING = "http://schemas.xmlsoap.org/soap/encoding/"
API = "http://genpact.com/cora/orchestration/rpa/1.0.0/api/"
BLOCK = '<trace:Trace xmlns:trace="urn:example:trace"'
TEXT = "Server did not recognize the value of HTTP Header SOAPAction: urn:x."
CODE = "<faultcode>soap:Client</faultcode>"
STRING = f"<faultstring>{TEXT}</faultstring>"
PAGE = (
    b"<!DOCTYPE html>\n<html><head><title>Server Error</title></head>"
    b"<body><p>An error has occurred.</p></body></html>\n"
)


def wrong_action(question: Question) -> Question:
    """The action of another operation: a fault of SOAP 1.1 about the body."""
    return question.but(SOAPAction='"urn:x"')


def wrong_action_12(question: Question) -> Question:
    """The same in SOAP 1.2: a fault of the sender."""
    return question.but(Content_Type='application/soap+xml; action="urn:x"')


def strange_header(question: Question) -> Question:
    """A header that nobody knows and everybody must understand: a fault about a header."""
    prefix = "soap12" if "soap12:" in question.body else "soap"
    block = f'<x:T xmlns:x="urn:x" {prefix}:mustUnderstand="1" />'
    return question.with_body("<ActivityMetadata", f"{block}<ActivityMetadata")


def no_version(question: Question) -> Question:
    """An envelope of no version."""
    return question.with_body(NEW, "urn:x")


def header_block(prefix: str, block: str) -> str:
    """A header with one block as the page would print it."""
    return f"{prefix}:Header>\n    {block}\n  </{prefix}:Header>\n  <{prefix}:Body>"


def without_message(content: bytes) -> bytes:
    """An envelope whose body is empty."""
    start, _, rest = content.partition(b"<soap:Body>")
    return start + b"<soap:Body />" + rest.partition(b"</soap:Body>")[2]


def message_of(content: bytes) -> bytes:
    """What is in the body, as the page prints it there."""
    return content.partition(b"<soap:Body>\n")[2].partition(b"\n  </soap:Body>")[0]


def bare(content: bytes) -> bytes:
    """The message without its envelope, which would stand four columns further left."""
    lines = [line.removeprefix(b"    ") for line in message_of(content).split(b"\n")]
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + b"\n".join(lines)


def in_place_of_body(content: bytes) -> bytes:
    """The message in the envelope without a body, two columns further left."""
    lines = b"\n".join(line.removeprefix(b"  ") for line in message_of(content).split(b"\n"))
    return content.replace(b"  <soap:Body>\n" + message_of(content) + b"\n  </soap:Body>", lines)


def fault(defect: str, old: str, new: str, ask: Asking = wrong_action, **more: bool) -> Row:
    """A part of a fault that is another."""
    name = RPA12 if ask in (wrong_action_12, no_version) else RPA
    return Row(defect, *name, body(old, new), ask=[ask], **more)  # type: ignore[arg-type]


ROWS = [
    Row("no-envelope", *RPA, whole(bare), observed=False),
    Row("no-body", *RPA, whole(in_place_of_body), observed=False),
    Row("empty-body", *RPA, whole(without_message)),
    Row(
        "two-messages",
        *RPA,
        whole(lambda content: content.replace(message_of(content), message_of(content) + b"\n" + message_of(content))),
        observed=False,
    ),
    Row(
        "element-after-body", *RPA, body("</soap:Body>\n", f"</soap:Body>\n  {BLOCK}>1</trace:Trace>\n"), observed=False
    ),
    Row(
        "header-after-body",
        *RPA,
        body("</soap:Body>\n", f"</soap:Body>\n  <soap:Header>\n    {BLOCK}>1</trace:Trace>\n  </soap:Header>\n"),
        observed=False,
    ),
    Row(
        "encoding-style-on-envelope", *RPA, body(f'"{OLD}"', f'"{OLD}" soap:encodingStyle="{ENCODING}"'), observed=False
    ),
    Row("encoding-style-on-message", *RPA, body(f'"{API}"', f'"{API}" soap:encodingStyle="{ENCODING}"')),
    Row("array-type", *RPA, body(f'"{API}"', f'"{API}" xmlns:ns0="{ENCODING}" ns0:arrayType="xsd:string[1]"')),
    Row("soap-attribute-on-body", *RPA, body("<soap:Body>", '<soap:Body soap:mustUnderstand="1">')),
    Row(
        "must-understand-header",
        *RPA,
        body("soap:Body>\n    <", header_block("soap", f'{BLOCK} soap:mustUnderstand="1" />') + "\n    <"),
        observed=False,
    ),
    Row(
        "must-understand-in-words",
        *RPA,
        body("soap:Body>\n    <", header_block("soap", f'{BLOCK} soap:mustUnderstand="yes" />') + "\n    <"),
        observed=False,
    ),
    Row(
        "unqualified-header",
        *RPA,
        body("soap:Body>\n    <", header_block("soap", "<Trace>1</Trace>") + "\n    <"),
        observed=False,
    ),
    Row("envelope-of-soap-11", *RPA12, body(NEW, OLD)),
    Row("envelope-of-soap-12", *RPA, body(OLD, NEW)),
    Row("envelope-of-soap-12", *RPA, body(OLD, NEW), ask=[wrong_action]),
    Row("envelope-of-a-draft", *RPA, body(OLD, "http://www.w3.org/2002/06/soap-envelope")),
    fault("fault-code-of-soap-11", ":Sender<", ":Client<", wrong_action_12, observed=False),
    fault("fault-code-of-soap-12", "soap:Client<", "soap:Sender<"),
    fault("dotted-fault-code", "soap:Client<", "soap:Client.Request<"),
    fault("bare-fault-code", ">soap:Client<", ">Client<"),
    fault("fault-blames-server", ">soap:Client<", ">soap:Server<"),
    fault("fault-blames-server", ":Sender<", ":Receiver<", wrong_action_12, observed=False),
    fault("fault-without-code", f"      {CODE}\n", "", observed=False),
    fault("fault-without-text", f"      {STRING}\n", "", observed=False),
    fault(
        "fault-without-reason",
        '      <soap12:Reason>\n        <soap12:Text xml:lang="en">'
        "Unable to handle request. The action 'urn:x' was not recognized.</soap12:Text>\n      </soap12:Reason>\n",
        "",
        wrong_action_12,
        observed=False,
    ),
    fault("empty-fault-text", STRING, "<faultstring />"),
    fault("reason-without-language", ' xml:lang="en"', "", no_version, observed=False),
    Row(
        "qualified-fault-children",
        *RPA,
        both(
            body(CODE, "<soap:faultcode>soap:Client</soap:faultcode>"),
            body(STRING, f"<soap:faultstring>{TEXT}</soap:faultstring>"),
            body("<detail />", "<soap:detail />"),
        ),
        ask=[wrong_action],
    ),
    fault("fault-without-detail", "      <detail />\n", "", observed=False),
    fault(
        "extra-fault-child",
        "<detail />\n",
        "<detail />\n      <timestamp>2026-01-01T00:00:00</timestamp>\n",
        observed=False,
    ),
    fault("fault-out-of-order", f"{CODE}\n      {STRING}", f"{STRING}\n      {CODE}", observed=False),
    fault("soap-attribute-on-detail", "<detail />", f'<detail soap:actor="{OLD}next" />'),
    fault(
        "detail-of-a-header", "</faultstring>\n", "</faultstring>\n      <detail />\n", strange_header, observed=False
    ),
    fault(
        "mismatch-without-upgrade",
        f'  <soap12:Header>\n    <soap12:Upgrade>\n      <soap12:SupportedEnvelope xmlns:soap="{OLD}" '
        'qname="soap:Envelope" />\n      <soap12:SupportedEnvelope qname="soap12:Envelope" />\n'
        "    </soap12:Upgrade>\n  </soap12:Header>\n",
        "",
        no_version,
        observed=False,
    ),
    Row("fault-with-200", *RPA, status(200), ask=[wrong_action]),
    Row("fault-with-400", *RPA, status(400), ask=[wrong_action]),
    Row("fault-with-400", *RPA12, status(400), ask=[strange_header]),
    Row("sender-with-500", *RPA12, status(500), ask=[wrong_action_12], observed=False),
    Row(
        "page-for-fault",
        *RPA,
        both(whole(lambda _: PAGE), header("Content-Type", "text/html; charset=utf-8")),
        ask=[wrong_action],
        observed=False,
    ),
]


@pytest.mark.parametrize(("row", "profile"), profiles(ROWS))
def test_what_differs(simulators: dict[str, Simulator], row: Row, profile: str) -> None:
    check(simulators[profile], row)
