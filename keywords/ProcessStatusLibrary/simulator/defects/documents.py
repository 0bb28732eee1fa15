"""Reads and changes the members of an answer, XML and JSON alike; what is not there is left alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from lxml import etree

from ..drafts import Draft
from ..xml_reading import NIL, Element, child_elements, local_name, text_of
from .defect import Drawn
from .exchange import Exchange
from .traits import Traits


def is_xml(draft: Draft) -> bool:
    """Tells whether an answer is XML."""
    return isinstance(draft.document, etree._Element)


def xml_result(draft: Draft) -> Element | None:
    """The result in an XML answer; none when there is no result, or nothing in it."""
    if not is_xml(draft) or draft.kind == "fault":
        return None
    result = draft.call.xml.result_in(draft.document)
    return result if result is not None and child_elements(result) else None


def json_result(draft: Draft) -> dict[str, Any] | None:
    """The object of a JSON answer; none when there is none."""
    return draft.document if isinstance(draft.document, dict) else None


def read(draft: Draft, path: str) -> str | None:
    """The text of a member; none when it is absent or has no value."""
    element = xml_member(draft, path)
    if element is not None:
        return None if element.get(NIL) else text_of(element)
    owner, name = _owner(draft, path)
    value = owner.get(name) if owner is not None else None
    return None if value is None else str(value)


def put(draft: Draft, path: str, value: Any) -> None:
    """Gives a member that is there another value: its text in XML, the value itself in JSON."""
    element = xml_member(draft, path)
    if element is not None:
        element.attrib.pop(NIL, None)
        element.text = str(value)
    owner, name = _owner(draft, path)
    if owner is not None and name in owner:
        owner[name] = value


def remove(draft: Draft, path: str) -> None:
    """Leaves a member out."""
    element = xml_member(draft, path)
    if element is not None:
        remove_element(element)
    owner, name = _owner(draft, path)
    if owner is not None:
        owner.pop(name, None)


def remove_element(element: Element) -> None:
    """Takes an element out of its document."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def xml_member(draft: Draft, path: str) -> Element | None:
    """The element of a member."""
    element = xml_result(draft)
    for name in path.split("/"):
        if element is None:
            return None
        element = next((child for child in child_elements(element) if local_name(child) == name), None)
    return element


def on_member(path: Callable[[Traits], str], change: Callable[[str], Any]) -> Drawn:
    """Makes a change to the value of one member.

    Args:
        path: Chooses the member.
        change: Makes another value of its text.
    """

    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        name = path(exchange.traits)
        held = read(draft, name) if name else None
        if held is not None:
            put(draft, name, change(held))
        return draft

    return drawn


def on_answer(change: Callable[[Element], Element | None]) -> Drawn:
    """Makes a change to the element that is the answer: the root, or what is in the SOAP body.

    Args:
        change: Changes the element, or makes another one.
    """

    def drawn(exchange: Exchange, draft: Draft) -> Draft:  # noqa: ARG001
        if xml_result(draft) is None:
            return draft
        answer = draft.call.xml.answer_in(draft.document)
        made = change(answer)
        if made is None:
            return draft
        parent = answer.getparent()
        if parent is None:
            return replace(draft, document=made)
        parent.replace(answer, made)
        return draft

    return drawn


def on_xml(change: Callable[[Element], None]) -> Drawn:
    """Makes a change to the result of an XML answer."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:  # noqa: ARG001
        result = xml_result(draft)
        if result is not None:
            change(result)
        return draft

    return drawn


def _owner(draft: Draft, path: str) -> tuple[dict[str, Any] | None, str]:
    *outer, name = path.split("/")
    owner: Any = json_result(draft)
    for step in outer:
        owner = owner.get(step) if isinstance(owner, dict) else None
    return (owner if isinstance(owner, dict) else None), name
