"""What kind of answer an exchange holds: told before any schema is applied, so that a fault is never a result."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from .bindings.members import JsonMembers, Members, XmlMembers, text_of
from .contract.model import Binding
from .contract.service import Contract
from .json_parsing import NotJson, parse_json
from .masking import masked_repr
from .schemas.envelope import ENVELOPES
from .schemas.messages import is_nil
from .schemas.xml_parsing import DEFAULT_LIMITS, Element, NotWellFormed, children, local_name, namespace, parse_xml
from .transport.exchange import HttpResponse, Limits
from .wording import quote, shortened


class ReplyKind(StrEnum):
    """The kinds of answer."""

    RESULT = "result"
    EMPTY_RESULT = "empty result"
    SOAP_FAULT = "SOAP fault"
    SERVICE_ERROR = "service error"
    TEXT = "plain text"
    HTML = "HTML"
    EMPTY = "empty"
    UNREADABLE = "unreadable"
    UNEXPECTED = "unexpected document"


@masked_repr
@dataclass(frozen=True, slots=True)
class Fault:
    """A SOAP fault or a service's own error.

    Attributes:
        code: The code as written, such as ``soap:Client`` or ``NotFound``.
        text: What it says.
        subcode: The subcode of a SOAP 1.2 fault; empty when there is none.
    """

    code: str
    text: str
    subcode: str = ""

    @property
    def local_code(self) -> str:
        """The code without its prefix: ``Client``."""
        return self.code.rpartition(":")[2]


@dataclass(frozen=True, slots=True)
class Classified:
    """An answer, classified.

    Attributes:
        kind: What kind of answer it is.
        document: The root element or the JSON value; None when it could not be read.
        members: The members of the result, when there is one.
        fault: The fault or error, when there is one.
        detail: Why it is unreadable or unexpected.
    """

    kind: ReplyKind
    document: Element | dict[str, Any] | list[Any] | None = None
    members: Members | None = field(default=None, repr=False)
    fault: Fault | None = None
    detail: str = ""


# Atomic: a search that tried every way to cut a row of comments would not end.
_HTML = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?>(?><!--.*?-->)\s*)*+(?:<!doctype\s+html|<html|<head|<body)",
    re.IGNORECASE | re.DOTALL,
)
_XML_START = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


def classify(
    contract: Contract, operation: str, binding: str, response: HttpResponse, limits: Limits = DEFAULT_LIMITS
) -> Classified:
    """Tells what kind of answer came.

    Args:
        contract: The service's contract.
        operation: The operation that was asked for.
        binding: The binding that it was asked over.
        response: The answer.
        limits: What a document may have.
    """
    documented = contract.model.operations[operation].bindings[binding]
    service_error = contract.model.operations[operation].result.service_error
    body = response.body
    if not body.strip():
        return Classified(ReplyKind.EMPTY)
    if _HTML.match(body) or (response.media_type == "text/html" and not body.lstrip().startswith(b"<?xml")):
        return Classified(ReplyKind.HTML, detail=_html_title(response.text))
    if body.lstrip().startswith(_XML_START):
        return _xml(documented, service_error, body, limits)
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        state = contract.model.operations[operation].result.state
        states = contract.allowed(operation, state) if state else []
        return _json(documented, service_error, response, lambda members: members.text(state) in states, limits)
    if "xml" in response.media_type or "json" in response.media_type:
        format_name = "XML" if "xml" in response.media_type else "JSON"
        return Classified(ReplyKind.UNREADABLE, detail=f"not {format_name}, but {quote(response.text)}")
    return Classified(ReplyKind.TEXT, detail=response.text)


def _xml(documented: Binding, service_error: str, body: bytes, limits: Limits) -> Classified:
    try:
        root = parse_xml(body, limits)
    except NotWellFormed as problem:
        return Classified(ReplyKind.UNREADABLE, detail=f"malformed XML: {problem}")
    if local_name(root) == "Envelope" and namespace(root) in ENVELOPES.values():
        return _envelope(documented, service_error, root)
    return _result(documented, service_error, root, root)


def _envelope(documented: Binding, service_error: str, root: Element) -> Classified:
    body = next((child for child in children(root) if child.tag == f"{{{namespace(root)}}}Body"), None)
    if body is None:
        return Classified(ReplyKind.UNEXPECTED, root, detail="a SOAP envelope without a Body")
    content = children(body)
    if not content:
        return Classified(ReplyKind.UNEXPECTED, root, detail="a SOAP envelope with an empty Body")
    if content[0].tag == f"{{{namespace(root)}}}Fault":
        return Classified(ReplyKind.SOAP_FAULT, root, fault=_fault(content[0]))
    if not documented.request.line.startswith("POST") or not documented.request.body:
        return Classified(ReplyKind.UNEXPECTED, root, detail="a SOAP envelope")
    return _result(documented, service_error, root, content[0])


def _result(documented: Binding, service_error: str, root: Element, element: Element) -> Classified:
    steps = documented.response.result.split("/") if documented.response.result else []
    names = [step.rpartition(":")[2] for step in steps]
    if not names:
        return Classified(ReplyKind.UNEXPECTED, root, detail=f"XML, the root element {quote(local_name(element))}")
    if local_name(element) != names[0]:
        detail = f"the element {quote(element.tag)} where {quote(names[0])} is documented"
        return Classified(ReplyKind.UNEXPECTED, root, detail=detail)
    node: Element | None = element
    for name in names[1:]:
        if node is None or is_nil(node):
            break
        node = next((child for child in children(node) if local_name(child) == name), None)
    if node is None or is_nil(node):
        return Classified(ReplyKind.EMPTY_RESULT, root, detail=f"no {names[-1]}" if node is None else "xsi:nil")
    members = XmlMembers(node)
    error = _service_error(members, service_error)
    if error is not None:
        return Classified(ReplyKind.SERVICE_ERROR, root, members, error)
    return Classified(ReplyKind.RESULT, root, members)


def _json(
    documented: Binding,
    service_error: str,
    response: HttpResponse,
    tells_state: Callable[[Members], bool],
    limits: Limits,
) -> Classified:
    try:
        value = parse_json(response.body, limits)
    except NotJson as problem:
        return Classified(ReplyKind.UNREADABLE, detail=f"malformed JSON: {problem}")
    if not documented.response.schema:
        return Classified(ReplyKind.UNEXPECTED, value, detail="JSON, which is not documented here")
    if not isinstance(value, dict):
        return Classified(ReplyKind.UNEXPECTED, value, detail="a JSON array where an object is documented")
    members = JsonMembers(value)
    error = _service_error(members, service_error)
    told_by_service = error is not None
    if error is None and response.status >= 400 and not tells_state(members):
        code = members.text("error") or members.text("code") or str(response.status)
        error = Fault(code, members.text("message") or members.text("title") or shortened(json.dumps(value)))
    if error is not None:
        # An error that only the status tells of has no result to read.
        return Classified(ReplyKind.SERVICE_ERROR, value, members if told_by_service else None, error)
    if not value:
        return Classified(ReplyKind.EMPTY_RESULT, value, detail="an empty object")
    return Classified(ReplyKind.RESULT, value, members)


def _service_error(members: Members, path: str) -> Fault | None:
    code = members.text(f"{path}/ErrorCode") if path else None
    return Fault(code, members.text(f"{path}/Message") or "") if code else None


def _fault(fault: Element) -> Fault:
    """Reads a fault of SOAP 1.1 (section 4.4) or SOAP 1.2 (part 1, section 5.4)."""
    found = {local_name(child): child for child in children(fault)}
    if "Code" in found or "Reason" in found:
        code = {local_name(child): child for child in children(found["Code"])} if "Code" in found else {}
        sub = children(code["Subcode"]) if "Subcode" in code else []
        reasons = children(found["Reason"]) if "Reason" in found else []
        return Fault(
            text_of(code["Value"]).strip() if "Value" in code else "",
            text_of(reasons[0]) if reasons else "",
            text_of(sub[0]).strip() if sub else "",
        )
    code_text = text_of(found["faultcode"]).strip() if "faultcode" in found else ""
    return Fault(code_text, text_of(found["faultstring"]) if "faultstring" in found else "")


def _html_title(text: str) -> str:
    for name in ("title", "h1", "body"):
        # Start and end are searched one after the other, once: a page of start tags without an end would take for ever.
        start = re.search(rf"<{name}[^<>]*+>", text, re.IGNORECASE)
        end = re.compile(f"</{name}>", re.IGNORECASE).search(text, start.end()) if start else None
        words = " ".join(re.sub(r"<[^<>]*+>", " ", text[start.end() : end.start()]).split()) if start and end else ""
        if words:
            return words
    return ""
