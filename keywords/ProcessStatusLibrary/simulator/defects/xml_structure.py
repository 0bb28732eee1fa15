"""Defects of the structure of XML results: names, namespaces, order, and what stands where nothing should."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from ..drafts import Draft
from ..xml_reading import NIL, Element, child_elements, local_name, namespace
from ..xml_writing import ONE_LINE, write_xml
from .defect import Defect
from .documents import on_answer, on_xml, xml_member, xml_result
from .exchange import Exchange
from .traits import Traits
from .where import in_xml
from .xml_edits import moved, renamed

FOREIGN = "urn:example:another-service"


def _extra(result: Element) -> None:
    etree.SubElement(result, etree.QName(namespace(result) or None, "Revision")).text = "1"


def _swapped(result: Element) -> None:
    first, *others = child_elements(result)
    if others:
        first.addprevious(others[0])


def _twice(result: Element) -> None:
    first = child_elements(result)[0]
    first.addnext(deepcopy(first))


def _required(traits: Traits) -> str:
    return traits.result.state or traits.number or traits.result.process_id


def _nil(exchange: Exchange, draft: Draft) -> Draft:
    member = xml_member(draft, _required(exchange.traits))
    if member is not None:
        member.text = None
        member.set(NIL, "true")
    return draft


def _nested(result: Element) -> None:
    result[:] = [deepcopy(result)]


def _attribute(result: Element) -> None:
    result.set("revision", "1")


def _text_between(result: Element) -> None:
    child_elements(result)[0].tail = "and"


def _as_text(result: Element) -> None:
    text = write_xml(deepcopy(result), ONE_LINE).decode()
    result[:] = []
    result.text = text


def _another_name(answer: Element) -> None:
    renamed(answer, f"{local_name(answer).removesuffix('Response')}Reply")


def _named_by_the_runtime(exchange: Exchange, draft: Draft) -> Draft:
    result = xml_result(draft)
    if result is not None:
        renamed(result, f"{exchange.traits.name}Result")
    return draft


def _foreign(answer: Element) -> Element:
    return moved(answer, namespace(answer), FOREIGN)


def _nowhere(answer: Element) -> Element:
    return moved(answer, namespace(answer), "")


def _members_nowhere(result: Element) -> None:
    result[:] = [moved(child, namespace(result), "") for child in child_elements(result)]


def _wrapped(traits: Traits) -> bool:
    """The result is not the answer itself."""
    return traits.xml and "/" in traits.operation.bindings[traits.binding].response.result


DEFECTS = (
    Defect(
        "extra-element",
        "The result has an element that the page does not name.",
        "structure",
        where=in_xml,
        drawn=on_xml(_extra),
    ),
    Defect(
        "wrong-order",
        "The first two elements of the result have changed places.",
        "structure",
        where=lambda traits: traits.shown_members > 1,
        drawn=on_xml(_swapped),
    ),
    Defect(
        "member-twice",
        "The first element of the result stands there twice.",
        "structure",
        where=in_xml,
        drawn=on_xml(_twice),
    ),
    Defect(
        "nil-member",
        "A member that must have a value is nil.",
        "structure",
        where=lambda traits: traits.xml and bool(_required(traits)),
        drawn=_nil,
    ),
    Defect(
        "nested-result", "The result is wrapped in itself once more.", "structure", where=in_xml, drawn=on_xml(_nested)
    ),
    Defect(
        "undocumented-attribute", "The result has an attribute.", "structure", where=in_xml, drawn=on_xml(_attribute)
    ),
    Defect(
        "text-between-members",
        "There is text between the elements of the result.",
        "structure",
        where=in_xml,
        drawn=on_xml(_text_between),
    ),
    Defect(
        "xml-in-text",
        "The result is XML written as text inside XML.",
        "structure",
        where=in_xml,
        drawn=on_xml(_as_text),
    ),
    Defect(
        "wrong-answer-name",
        "The element that is the answer has another name.",
        "structure",
        where=in_xml,
        drawn=on_answer(_another_name),
    ),
    Defect(
        "wrong-result-name",
        "The result is named as the runtime would name it by itself.",
        "structure",
        where=_wrapped,
        drawn=_named_by_the_runtime,
    ),
    Defect(
        "unqualified-members",
        "The elements of the result are in no namespace.",
        "structure",
        where=in_xml,
        drawn=on_xml(_members_nowhere),
    ),
    Defect(
        "no-namespace", "The whole answer is in no namespace.", "structure", where=in_xml, drawn=on_answer(_nowhere)
    ),
    Defect(
        "wrong-namespace",
        "The whole answer is in the namespace of another service.",
        "structure",
        where=in_xml,
        drawn=on_answer(_foreign),
    ),
)
