"""What the defects of structure and of bytes change."""

from __future__ import annotations

import codecs
import json

import pytest

from ProcessStatusLibrary.simulator import Simulator

from .test_defects_harness import Row, body, check, profiles, whole

RPA = ("cora-rpa", "GetStatus.soap11")
GET = ("cora-rpa", "GetStatus.http-get")
MAILING = ("listrak", "GetProcessStatus.soap12")
ROBOT = ("robusta", "GetProcessStatus.rest")
START = ("robusta", "StartProcess.rest")
IMPORT = ("coruson", "ImportReportsStatus.rest")
IMPORT_XML = ("coruson", "ImportReportsStatus.rest-xml")
API = "http://genpact.com/cora/orchestration/rpa/1.0.0/api/"
STATUS = "<Status>Completed</Status>\n        "
CODE = "<ErrorCode>NoError</ErrorCode>\n        "
RESULT = f"<Output>\n        {STATUS}{CODE}<ExternalContext>batch 4711</ExternalContext>\n      </Output>"
DEEPER = RESULT.replace("\n", "\n  ")
NIL = ' xsi:nil="true"'
END = 'Username Surname"}'
DECLARATION = '<?xml version="1.0" encoding="utf-8"?>'

ROWS = [
    Row("missing-state", *RPA, body(STATUS, ""), observed=False),
    Row("missing-state", *ROBOT, body('"status": "SUCCEEDED", ', ""), observed=False),
    Row("missing-error-code", *RPA, body(CODE, ""), observed=False),
    Row("missing-counter", *IMPORT, body(', "TotalReports": 3', ""), observed=False),
    Row("missing-counter", *IMPORT_XML, body("\n  <TotalReports>3</TotalReports>", ""), observed=False),
    Row("missing-process-id", *MAILING, body("<ProcessID>4711</ProcessID>\n        ", ""), observed=False),
    Row(
        "missing-time",
        *MAILING,
        body("<ProcessCompleteTime>2026-01-01T00:00:00</ProcessCompleteTime>\n        ", ""),
        observed=False,
    ),
    Row("extra-element", *GET, body("</ErrorCode>\n", "</ErrorCode>\n  <Revision>1</Revision>\n"), observed=False),
    Row("wrong-order", *RPA, body(STATUS + CODE, CODE + STATUS), observed=False),
    Row("member-twice", *RPA, body(STATUS, STATUS * 2), observed=False),
    Row("nil-member", *RPA, body("<Status>Completed</Status>", f"<Status{NIL} />")),
    Row(
        "nil-member",
        *IMPORT_XML,
        body("<TotalReports>3</TotalReports>", '<TotalReports i:nil="true" />'),
        observed=False,
    ),
    Row("nested-result", *RPA, body(RESULT, f"<Output>\n        {DEEPER}\n      </Output>"), observed=False),
    Row("undocumented-attribute", *RPA, body("<Output>", '<Output revision="1">')),
    Row("text-between-members", *RPA, body("</Status>", "</Status>and")),
    Row(
        "xml-in-text",
        *RPA,
        body(
            RESULT,
            f'<Output>&lt;{DECLARATION[1:-1]}&gt;&lt;Output xmlns="{API}"&gt;&lt;Status&gt;Completed&lt;/Status&gt;'
            "&lt;ErrorCode&gt;NoError&lt;/ErrorCode&gt;"
            "&lt;ExternalContext&gt;batch 4711&lt;/ExternalContext&gt;&lt;/Output&gt;</Output>",
        ),
        observed=False,
    ),
    Row(
        "wrong-answer-name",
        *RPA,
        whole(lambda content: content.replace(b"GetStatusResponse", b"GetStatusReply")),
    ),
    Row("wrong-result-name", *RPA, whole(lambda content: content.replace(b"Output>", b"GetStatusResult>"))),
    Row(
        "unqualified-members",
        *GET,
        whole(
            lambda content: content.replace(b"<Status>", b'<Status xmlns="">').replace(
                b"<ErrorCode>", b'<ErrorCode xmlns="">'
            )
        ),
    ),
    Row("no-namespace", *RPA, body(f' xmlns="{API}"', "")),
    Row("no-namespace", *GET, body(f' xmlns="{API}"', "")),
    Row("wrong-namespace", *RPA, body(API, "urn:example:another-service")),
    Row("wrong-namespace", *GET, body(API, "urn:example:another-service")),
    Row("extra-json-member", *ROBOT, body(END, 'Username Surname", "revision": 1}'), observed=False),
    Row("not-a-number", *ROBOT, body('"Your transaction has ended."', "NaN")),
    Row("not-a-number", *IMPORT, body('"TotalReportsImported": 3', '"TotalReportsImported": NaN'), observed=False),
    Row("wrapped-json", *ROBOT, whole(lambda content: b'{"data": ' + content + b"}"), observed=False),
    Row("json-array", *ROBOT, whole(lambda content: b"[" + content + b"]")),
    Row("json-in-text", *ROBOT, whole(lambda content: json.dumps(content.decode()).encode()), observed=False),
    Row("duplicate-json-key", *ROBOT, body('{"status"', '{"status":"WAITING","status"')),
    Row("json-trailing-comma", *ROBOT, body(END, END[:-1] + ",}")),
    Row("json-byte-order-mark", *ROBOT, whole(lambda content: codecs.BOM_UTF8 + content)),
    Row("json-in-utf-16", *ROBOT, whole(lambda content: codecs.BOM_UTF16_LE + content.decode().encode("utf-16-le"))),
    Row("doctype", *RPA, body("<soap:Envelope", "<!DOCTYPE soap:Envelope><soap:Envelope")),
    Row("doctype", *GET, body("<BatchOutput", "<!DOCTYPE BatchOutput><BatchOutput")),
    Row("processing-instruction", *RPA, body("<soap:Envelope", '<?render mode="fast"?><soap:Envelope')),
    Row("undeclared-prefix", *RPA, body("<Status>Completed</Status>", "<x:Status>Completed</x:Status>")),
    Row("bare-ampersand", *RPA, body("Completed", "Completed & co")),
    Row("control-character", *RPA, body("Completed", "Completed&#1;")),
    Row("control-character", *ROBOT, body(END, 'Username Surname\x01"}')),
    Row("invalid-utf-8", *RPA, body(b"Completed", b"Completed\xff")),
    Row("invalid-utf-8", *ROBOT, body(b'Surname"', b'Surname\xff"')),
    Row("declares-latin-1", *RPA, body('encoding="utf-8"', 'encoding="iso-8859-1"')),
    Row(
        "declares-utf-16",
        *RPA,
        body(DECLARATION.encode(), codecs.BOM_UTF8 + DECLARATION.replace("utf-8", "utf-16").encode()),
    ),
    Row("blank-before-declaration", *RPA, whole(lambda content: b"\r\n" + content)),
    Row("text-after-document", *RPA, whole(lambda content: content + b"\r\nOK")),
    Row("text-after-document", *ROBOT, whole(lambda content: content + b"\r\nOK")),
    Row("truncated-document", *RPA, whole(lambda content: content[:-12])),
    Row("truncated-document", *ROBOT, whole(lambda content: content[:-12])),
]


@pytest.mark.parametrize(("row", "profile"), profiles(ROWS))
def test_what_differs(simulators: dict[str, Simulator], row: Row, profile: str) -> None:
    check(simulators[profile], row)
