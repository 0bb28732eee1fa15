"""Where a value travels in a request: found in a sample by the value, and read from requests there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from .envelopes import Envelope
from .http_message import Request
from .xml_reading import Element, child_elements, text_of

Kind = Literal["path", "query", "form", "header", "soap header", "soap body", "json"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a request.

    Attributes:
        kind: The part of the request.
        path: The way there: the number of a segment, the name of a parameter, of a header or of members,
            or qualified names of elements from the header block or the body's child down.
    """

    kind: Kind
    path: tuple[str, ...]

    @property
    def name(self) -> str:
        """The last step, without its namespace."""
        return self.path[-1].rpartition("}")[2]

    @property
    def in_envelope(self) -> bool:
        """Whether an envelope must be read to get there."""
        return self.kind in ("soap header", "soap body")

    def read(self, request: Request, envelope: Envelope | None = None) -> str | None:
        """Reads the value; none when there is nothing at this place."""
        name = self.path[0]
        match self.kind:
            case "path":
                return request.segments[int(name)]
            case "query":
                return request.parameters.get(name)
            case "form":
                return request.form.get(name)
            case "header":
                return request.header(name)
            case "json":
                return _member(request.body, self.path)
        element = None if envelope is None else self.element_in(envelope)
        return None if element is None else text_of(element)

    def element_in(self, envelope: Envelope) -> Element | None:
        """Finds the element at this place of an envelope; none when it is not there."""
        if self.kind == "soap header":
            element = envelope.block(self.path[0])
        else:
            element = envelope.message
            if element is not None and element.tag != self.path[0]:
                return None
        for tag in self.path[1:]:
            if element is None:
                return None
            element = next(element.iterchildren(tag), None)
        return element


def find_place(value: str, question: Request, envelope: Envelope | None) -> Place | None:
    """Finds where a sample carries a value.

    Args:
        value: The value, such as the process id of samples/values.toml.
        question: The sample's request.
        envelope: Its envelope, when it is a SOAP request.

    Returns:
        The place, or none: then this binding cannot carry the value.
    """
    return next((place for place, held in _carried(question, envelope) if held == value), None)


def _carried(question: Request, envelope: Envelope | None) -> Iterator[tuple[Place, str]]:
    for index, segment in enumerate(question.segments):
        yield Place("path", (str(index),)), segment
    for name, held in question.parameters.items():
        yield Place("query", (name,)), held
    for name, held in question.headers:
        yield Place("header", (name,)), held
    yield from _in_envelope(envelope) if envelope else _in_body(question)


def _in_envelope(envelope: Envelope) -> Iterator[tuple[Place, str]]:
    for block in envelope.blocks:
        yield from _texts(block, "soap header", ())
    if envelope.message is not None:
        yield from _texts(envelope.message, "soap body", ())


def _in_body(question: Request) -> Iterator[tuple[Place, str]]:
    if question.media_type == "application/x-www-form-urlencoded":
        for name, held in question.form.items():
            yield Place("form", (name,)), held
    elif question.media_type.endswith("json"):
        for path, held in _members(_json(question.body), ()):
            yield Place("json", path), held


def _texts(element: Element, kind: Kind, above: tuple[str, ...]) -> Iterator[tuple[Place, str]]:
    path = (*above, str(element.tag))
    children = child_elements(element)
    if not children:
        yield Place(kind, path), text_of(element).strip()
    for child in children:
        yield from _texts(child, kind, path)


def _members(value: Any, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for name, member in value.items():
            yield from _members(member, (*above, name))
    elif isinstance(value, str | int) and above:
        yield above, str(value)


def _member(body: bytes, path: Sequence[str]) -> str | None:
    value = _json(body)
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return str(value) if isinstance(value, str | int) else None


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        return None
