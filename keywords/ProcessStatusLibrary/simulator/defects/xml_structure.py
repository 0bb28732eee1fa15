"""Defects of the structure of XML results: names, namespaces, order, and what stands where nothing should."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from functools import partial

from lxml import etree

from ..drafts import Draft
from ..xml_reading import NIL, Element, child_elements, local_name, namespace
from ..xml_writing import ONE_LINE, write_xml
from .defect import Defect, Drawn
from .documents import is_xml, on_xml, xml_result
from .exchange import Exchange
from .traits import Traits
from .xml_edits import moved, put_in_place, renamed

FOREIGN = "urn:example:another-service"


def _extra(result: Element) -> None:
    etree.SubElement(result, etree.QName(namespace(result) or None, "Revision")).text = "1"


def _first_two_swapped(result: Element) -> None:
    first = child_elements(result)[0]
    first.addnext(child_elements(result)[1])
    first.getparent().insert(0, child_elements(result)[1])


def _first_twice(result: Element) -> None:
    first = child_elements(result)[0]
    first.addnext(deepcopy(first))


def _required_nil(result: Element) -> None:
    last = child_elements(result)[-1]
    last.text = None
    last.set(NIL, "true")


def _nested(result: Element) -> None:
    inner = deepcopy(result)
    inner.tail = None
    result[:] = [inner]


def _text_between(result: Element) -> None:
    child_elements(result)[0].tail = "and"


def _as_text(result: Element) -> None:
    text = write_xml(deepcopy(result), ONE_LINE).decode()
    result[:] = []
    result.text = text


def _result_named_by_the_runtime(result: Element, operation: str) -> None:
    renamed(result, f"{operation}Result")


def _unqualified_members(result: Element) -> None:
    for child in child_elements(result):
        put_in_place(child, moved(child, namespace(result), ""))


def _answer(change: Callable[[Draft, Element], None]) -> Drawn:
    """Makes a change to the element that is the answer: the root, or what is in the SOAP body."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:  # noqa: ARG001
        if is_xml(draft) and draft.kind != "fault" and xml_result(draft) is not None:
            change(draft, draft.call.xml.answer_in(draft.document))
        return draft

    return drawn


def _in_namespace(new: str) -> Drawn:
    def drawn(exchange: Exchange, draft: Draft) -> Draft:  # noqa: ARG001
        if not is_xml(draft) or draft.kind == "fault" or xml_result(draft) is None:
            return draft
        answer = draft.call.xml.answer_in(draft.document)
        made = moved(answer, namespace(answer), new)
        if answer is draft.document:
            return replaced(draft, made)
        put_in_place(answer, made)
        return draft

    return drawn
