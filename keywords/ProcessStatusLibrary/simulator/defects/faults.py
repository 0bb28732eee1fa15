"""Defects of SOAP faults: their codes, their parts and the HTTP status that they come with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from lxml import etree

from ..drafts import Draft
from ..http_message import Answer
from ..soap_faults import XML_LANG
from ..xml_reading import Element, child_elements, local_name, namespace
from .answers import html, is_fault, with_header
from .defect import Answered, Defect, Drawn
from .documents import remove_element
from .exchange import Exchange
from .traits import Traits

CODE = ("faultcode", "Value")
TEXT = ("faultstring", "Text")
LATER_WORDS = {"Client": "Sender", "Server": "Receiver"}
EARLIER_WORDS = {new: old for old, new in LATER_WORDS.items()}
BLAMED = {"Client": "Server", "Sender": "Receiver"}


def _on_fault(change: Callable[[Element], None]) -> Drawn:
    """Makes a change to the Fault element."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:  # noqa: ARG001
        if draft.kind == "fault":
            fault = next(draft.document.iter("{*}Fault"), None)
            if fault is not None:
                change(fault)
        return draft

    return drawn


def _on_code(change: Callable[[str, str], str]) -> Drawn:
    """Makes another code of the prefix and the name of one."""

    def with_another(fault: Element) -> None:
        for element in fault.iter("*"):
            if local_name(element) in CODE:
                prefix, _, name = (element.text or "").rpartition(":")
                element.text = change(prefix, name)

    return _on_fault(with_another)


def _without(*names: str) -> Drawn:
    def without(fault: Element) -> None:
        for child in child_elements(fault):
            if local_name(child) in names:
                fault.remove(child)

    return _on_fault(without)


def _qualified_children(fault: Element) -> None:
    for child in child_elements(fault):
        child.tag = etree.QName(namespace(fault), local_name(child)).text


def _extra_child(fault: Element) -> None:
    etree.SubElement(fault, "timestamp").text = "2026-01-01T00:00:00"


def _text_first(fault: Element) -> None:
    first, *others = child_elements(fault)
    if others:
        first.addprevious(others[0])


def _no_language(fault: Element) -> None:
    for element in fault.iter("{*}Text"):
        element.attrib.pop(XML_LANG, None)


def _empty_text(fault: Element) -> None:
    for element in fault.iter("*"):
        if local_name(element) in TEXT:
            element.text = None


def _detail_of_soap(fault: Element) -> None:
    for detail in fault.iterchildren("detail"):
        detail.set(f"{{{namespace(fault)}}}actor", f"{namespace(fault)}next")


def _detail_of_a_header(fault: Element) -> None:
    if not any(local_name(child) == "detail" for child in child_elements(fault)):
        etree.SubElement(fault, "detail")


def _no_upgrade(exchange: Exchange, draft: Draft) -> Draft:  # noqa: ARG001
    if draft.kind == "fault":
        for upgrade in list(draft.document.iter("{*}Upgrade")):
            remove_element(upgrade.getparent())
    return draft


def _status(status: int, instead_of: int = 0) -> Answered:
    def answered(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
        told = is_fault(answer) and instead_of in (0, answer.status)
        return replace(answer, status=status) if told else answer

    return answered


def _page(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
    if not is_fault(answer):
        return answer
    page = replace(answer, body=html("Server Error", "An error has occurred."))
    return with_header(page, "Content-Type", "text/html; charset=utf-8")


def _soap(traits: Traits) -> bool:
    return traits.soap


def _soap_11(traits: Traits) -> bool:
    return traits.version == "1.1"


def _soap_12(traits: Traits) -> bool:
    return traits.version == "1.2"


def _defect(name: str, title: str, where: Callable[[Traits], bool], drawn: Drawn) -> Defect:
    return Defect(name=name, title=title, family="fault", where=where, drawn=drawn)


DEFECTS = (
    _defect(
        "fault-code-of-soap-11",
        "A fault of SOAP 1.2 has a code of SOAP 1.1.",
        _soap_12,
        _on_code(lambda prefix, name: f"{prefix}:{EARLIER_WORDS.get(name, name)}"),
    ),
    _defect(
        "fault-code-of-soap-12",
        "A fault of SOAP 1.1 has a code of SOAP 1.2.",
        _soap_11,
        _on_code(lambda prefix, name: f"{prefix}:{LATER_WORDS.get(name, name)}"),
    ),
    _defect(
        "dotted-fault-code",
        "The code of a fault is refined after a dot.",
        _soap_11,
        _on_code(lambda prefix, name: f"{prefix}:{name}.Request"),
    ),
    _defect("bare-fault-code", "The code of a fault is in no namespace.", _soap, _on_code(lambda _, name: name)),
    _defect(
        "fault-blames-server",
        "The client's mistake is called the server's.",
        _soap,
        _on_code(lambda prefix, name: f"{prefix}:{BLAMED.get(name, name)}"),
    ),
    _defect("fault-without-code", "A fault has no code.", _soap, _without("faultcode", "Code")),
    _defect("fault-without-text", "A fault of SOAP 1.1 has no faultstring.", _soap_11, _without("faultstring")),
    _defect("fault-without-reason", "A fault of SOAP 1.2 has no Reason.", _soap_12, _without("Reason")),
    _defect("empty-fault-text", "The text of a fault is empty.", _soap, _on_fault(_empty_text)),
    _defect("reason-without-language", "The text of a fault tells no language.", _soap_12, _on_fault(_no_language)),
    _defect(
        "qualified-fault-children",
        "The children of a fault are in the namespace of the envelope.",
        _soap_11,
        _on_fault(_qualified_children),
    ),
    _defect("fault-without-detail", "A fault about the body has no detail.", _soap_11, _without("detail")),
    _defect("extra-fault-child", "A fault has a child that SOAP does not name.", _soap, _on_fault(_extra_child)),
    _defect("fault-out-of-order", "The text of a fault stands before its code.", _soap, _on_fault(_text_first)),
    _defect(
        "soap-attribute-on-detail",
        "The detail of a fault has an attribute of the SOAP namespace.",
        _soap_11,
        _on_fault(_detail_of_soap),
    ),
    _defect(
        "detail-of-a-header",
        "A fault about a header has a detail, which is about the body.",
        _soap_11,
        _on_fault(_detail_of_a_header),
    ),
    _defect(
        "mismatch-without-upgrade",
        "A fault about the version does not tell which versions are understood.",
        _soap_12,
        _no_upgrade,
    ),
    Defect(
        name="fault-with-200",
        title="A fault comes with HTTP 200.",
        family="fault",
        where=_soap,
        answered=_status(200),
    ),
    Defect(
        name="fault-with-400",
        title="A fault that must come with HTTP 500 comes with HTTP 400.",
        family="fault",
        where=_soap,
        answered=_status(400, instead_of=500),
    ),
    Defect(
        name="sender-with-500",
        title="A fault of SOAP 1.2 that blames the sender comes with HTTP 500.",
        family="fault",
        where=_soap_12,
        answered=_status(500, instead_of=400),
    ),
    Defect(
        name="page-for-fault",
        title="A page for people comes instead of a fault.",
        family="fault",
        where=_soap,
        answered=_page,
    ),
)
