"""Clauses about the shape of a SOAP fault: its parts, their names, their order, its code and its text."""

from __future__ import annotations

import re

from lxml import etree

from ...bindings.members import text_of
from ...schemas.xml_parsing import Element, children, local_name, namespace, path_of
from ...wording import listing, quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive, not_applicable
from ..scope import SOAP, SOAP_11, SOAP_12
from ..situation import EVERY_SITUATION
from .soap import SOAP_11 as VERSION_11
from .soap import SOAP_12 as VERSION_12
from .soap import of_fault, version_of

PARTS = {
    VERSION_11: ("faultcode", "faultstring", "faultactor", "detail"),
    VERSION_12: ("Code", "Reason", "Node", "Role", "Detail"),
}
"""The children of a fault, in their order."""

CODES = {
    VERSION_11: ("VersionMismatch", "MustUnderstand", "Client", "Server"),
    VERSION_12: ("VersionMismatch", "MustUnderstand", "DataEncodingUnknown", "Sender", "Receiver"),
}
"""The codes that a version defines."""

XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def child(fault: Element, name: str) -> Element | None:
    """A part of a fault by its local name, in whatever namespace."""
    return next((part for part in children(fault) if local_name(part) == name), None)


def code_of(fault: Element) -> Element | None:
    """The element that holds the code of a fault; None when there is none."""
    if version_of(fault) == VERSION_11:
        return child(fault, "faultcode")
    code = child(fault, "Code")
    return child(code, "Value") if code is not None else None


def _texts(fault: Element) -> list[Element]:
    if version_of(fault) == VERSION_11:
        return [part for part in children(fault) if local_name(part) == "faultstring"]
    reason = child(fault, "Reason")
    return [part for part in children(reason) if local_name(part) == "Text"] if reason is not None else []


def _children(fault: Element) -> Finding:
    known = PARTS[version_of(fault)]
    others = [part for part in children(fault) if local_name(part) not in known]
    if not others:
        return PASSED
    return fail(
        "A fault has another child", listing(known, "and"), f"the element {quote(others[0].tag)}", path_of(others[0])
    )


def _qualification(fault: Element) -> Finding:
    version = version_of(fault)
    wanted = "" if version == VERSION_11 else namespace(fault)
    wrong = [part for part in children(fault) if local_name(part) in PARTS[version] and namespace(part) != wanted]
    if not wrong:
        return PASSED
    documented = f"the namespace {quote(wanted)}" if wanted else "no namespace"
    return fail(
        "A child of a fault is in a wrong namespace",
        documented,
        f"the namespace {quote(namespace(wrong[0]))}",
        path_of(wrong[0]),
    )


def _order(fault: Element) -> Finding:
    order = PARTS[version_of(fault)]
    found = [local_name(part) for part in children(fault) if local_name(part) in order]
    if found == sorted(found, key=order.index):
        return PASSED
    return fail("The children of a fault are out of order", ", ".join(order), ", ".join(found), path_of(fault))


def _code(fault: Element) -> Finding:
    code = code_of(fault)
    if code is not None and text_of(code).strip():
        return PASSED
    name = "faultcode" if version_of(fault) == VERSION_11 else "Code with a Value"
    return fail("A fault has no code", name, "none" if code is None else "an empty one", path_of(fault))


def _known_code(fault: Element) -> Finding:
    code = code_of(fault)
    text = text_of(code).strip() if code is not None else ""
    if code is None or not text:
        return inconclusive("the fault has no code")
    version, (prefix, _, name) = version_of(fault), text.rpartition(":")
    uri = code.nsmap.get(prefix or None, "")
    codes = CODES[version]
    base = name.partition(".")[0] if version == VERSION_11 else name
    if uri == namespace(fault) and base in codes:
        return PASSED
    # SOAP 1.1 lets services name codes of their own; SOAP 1.2 has subcodes for that.
    if version == VERSION_11 and uri and uri != namespace(fault):
        return PASSED
    place = f"in the namespace {quote(uri)}" if uri else "in no namespace"
    own = " in the namespace of the envelope" + (", or one in another namespace" if version == VERSION_11 else "")
    return fail("The code of a fault is unknown", listing(codes) + own, f"{quote(text)} {place}", path_of(code))


def _no_dots(fault: Element) -> Finding:
    code = code_of(fault)
    if code is None or not text_of(code).strip():
        return inconclusive("the fault has no code")
    text = text_of(code).strip()
    if "." not in text.rpartition(":")[2]:
        return PASSED
    return fail("The code of a fault is refined after a dot", "a code without a dot", quote(text), path_of(code))


def _text(fault: Element) -> Finding:
    texts = _texts(fault)
    if any(text_of(text).strip() for text in texts):
        return PASSED
    name = "faultstring" if version_of(fault) == VERSION_11 else "Reason with a Text"
    return fail("A fault tells nothing to a person", name, "an empty one" if texts else "none", path_of(fault))


def _language(fault: Element) -> Finding:
    texts = _texts(fault)
    if not texts:
        return inconclusive("the fault has no text")
    silent = [
        text for text in texts if not re.fullmatch(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*", text.get(XML_LANG, ""))
    ]
    if not silent:
        return PASSED
    received = quote(silent[0].get(XML_LANG)) if XML_LANG in silent[0].attrib else "none"
    return fail("The text of a fault tells no language", "xml:lang", received, path_of(silent[0]))


def _detail_attributes(fault: Element) -> Finding:
    detail = child(fault, "detail")
    if detail is None:
        return not_applicable("the fault has no detail")
    names = [etree.QName(name) for name in detail.attrib]
    wrong = [name.localname for name in names if name.namespace == namespace(fault)]
    if not wrong:
        return PASSED
    return fail(
        "The detail of a fault has an attribute of SOAP", "none", f"the attribute {quote(wrong[0])}", path_of(detail)
    )


def _header_fault(fault: Element) -> Finding:
    code = code_of(fault)
    if code is None or text_of(code).strip().rpartition(":")[2] != "MustUnderstand":
        return not_applicable("the fault is not about a header that must be understood")
    detail = child(fault, "detail")
    if detail is None:
        return PASSED
    return fail("A fault about a header has a detail", "no detail", "a detail", path_of(detail))


FAULT_CLAUSES = (
    Clause(
        id="fault.children",
        title="A fault has no other children than SOAP names.",
        level="standard",
        source="SOAP 1.1 section 4.4, WS-I BP 1.1 R1000; SOAP 1.2 part 1 section 5.4",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_fault(_children),
    ),
    Clause(
        id="fault.qualification",
        title="The children of a fault are in no namespace in SOAP 1.1, in that of the envelope in SOAP 1.2.",
        level="standard",
        source="WS-I BP 1.1 R1001; SOAP 1.2 part 1 section 5.4",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_fault(_qualification),
    ),
    Clause(
        id="fault.order",
        title="The children of a fault are in order.",
        level="standard",
        source="the schema of the SOAP 1.1 envelope, WS-I BP 1.1 R9980; SOAP 1.2 part 1 section 5.4",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_fault(_order),
    ),
    Clause(
        id="fault.code",
        title="A fault has a code.",
        level="standard",
        source="SOAP 1.1 section 4.4; SOAP 1.2 part 1 section 5.4.1",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_fault(_code),
    ),
    Clause(
        id="fault.code.known",
        title="The code of a fault is one of its SOAP version, or, in SOAP 1.1, in a namespace of its own.",
        level="standard",
        source="SOAP 1.1 section 4.4.1, WS-I BP 1.1 R1004 (should); SOAP 1.2 part 1 section 5.4.6",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_fault(_known_code),
    ),
    Clause(
        id="fault.code.dots",
        title="The code of a fault is not refined after a dot.",
        level="standard",
        source="WS-I BP 1.1 R1031 (should)",
        situations=EVERY_SITUATION,
        scope=SOAP_11,
        judge=of_fault(_no_dots),
    ),
    Clause(
        id="fault.text",
        title="A fault tells a person what is wrong.",
        level="standard",
        source="SOAP 1.1 section 4.4; SOAP 1.2 part 1 section 5.4.2",
        situations=EVERY_SITUATION,
        scope=SOAP,
        judge=of_fault(_text),
    ),
    Clause(
        id="fault.language",
        title="The text of a fault of SOAP 1.2 tells its language.",
        level="standard",
        source="SOAP 1.2 part 1 section 5.4.2.1",
        situations=EVERY_SITUATION,
        scope=SOAP_12,
        judge=of_fault(_language),
    ),
    Clause(
        id="fault.detail-attributes",
        title="The detail of a fault has no attribute of the SOAP namespace.",
        level="standard",
        source="WS-I BP 1.1 R1003",
        situations=EVERY_SITUATION,
        scope=SOAP_11,
        judge=of_fault(_detail_attributes),
    ),
    Clause(
        id="fault.header-detail",
        title="A fault about a header that must be understood has no detail.",
        level="standard",
        source="SOAP 1.1 section 4.4",
        situations=EVERY_SITUATION,
        scope=SOAP_11,
        judge=of_fault(_header_fault),
    ),
)
