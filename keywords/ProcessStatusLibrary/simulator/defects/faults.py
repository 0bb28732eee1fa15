"""Defects of SOAP faults: their codes, their parts and the HTTP status that they come with."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from ..drafts import Draft
from ..soap_faults import XML_LANG
from ..xml_reading import Element, child_elements, local_name, namespace
from .defect import Defect, Drawn, Where
from .documents import remove_element
from .exchange import Exchange
from .where import over_soap, over_soap_11, over_soap_12

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


def _defect(name: str, title: str, where: Where, drawn: Drawn) -> Defect:
    return Defect(name, title, "fault", where=where, drawn=drawn)


DEFECTS = (
    _defect(
        "fault-code-of-soap-11",
        "A fault of SOAP 1.2 has a code of SOAP 1.1.",
        over_soap_12,
        _on_code(lambda prefix, name: f"{prefix}:{EARLIER_WORDS.get(name, name)}"),
    ),
    _defect(
        "fault-code-of-soap-12",
        "A fault of SOAP 1.1 has a code of SOAP 1.2.",
        over_soap_11,
        _on_code(lambda prefix, name: f"{prefix}:{LATER_WORDS.get(name, name)}"),
    ),
    _defect(
        "dotted-fault-code",
        "The code of a fault is refined after a dot.",
        over_soap_11,
        _on_code(lambda prefix, name: f"{prefix}:{name}.Request"),
    ),
    _defect("bare-fault-code", "The code of a fault is in no namespace.", over_soap, _on_code(lambda _, name: name)),
    _defect(
        "fault-blames-server",
        "The client's mistake is called the server's.",
        over_soap,
        _on_code(lambda prefix, name: f"{prefix}:{BLAMED.get(name, name)}"),
    ),
    _defect("fault-without-code", "A fault has no code.", over_soap, _without("faultcode", "Code")),
    _defect("fault-without-text", "A fault of SOAP 1.1 has no faultstring.", over_soap_11, _without("faultstring")),
    _defect("fault-without-reason", "A fault of SOAP 1.2 has no Reason.", over_soap_12, _without("Reason")),
    _defect("empty-fault-text", "The text of a fault is empty.", over_soap, _on_fault(_empty_text)),
    _defect("reason-without-language", "The text of a fault tells no language.", over_soap_12, _on_fault(_no_language)),
    _defect(
        "qualified-fault-children",
        "The children of a fault are in the namespace of the envelope.",
        over_soap_11,
        _on_fault(_qualified_children),
    ),
    _defect("fault-without-detail", "A fault about the body has no detail.", over_soap_11, _without("detail")),
    _defect("extra-fault-child", "A fault has a child that SOAP does not name.", over_soap, _on_fault(_extra_child)),
    _defect("fault-out-of-order", "The text of a fault stands before its code.", over_soap, _on_fault(_text_first)),
    _defect(
        "soap-attribute-on-detail",
        "The detail of a fault has an attribute of the SOAP namespace.",
        over_soap_11,
        _on_fault(_detail_of_soap),
    ),
    _defect(
        "detail-of-a-header",
        "A fault about a header has a detail, which is about the body.",
        over_soap_11,
        _on_fault(_detail_of_a_header),
    ),
    _defect(
        "mismatch-without-upgrade",
        "A fault about the version does not tell which versions are understood.",
        over_soap_12,
        _no_upgrade,
    ),
)
