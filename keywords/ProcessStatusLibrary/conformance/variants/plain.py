"""The documented request of a known process, from which variants are made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lxml import etree

from ...schemas.xml_parsing import Element, children, local_name, parse_xml
from ...transport.exchange import HttpRequest
from ..bench import Row

DECLARATION = b'<?xml version="1.0" encoding="utf-8"?>'
"""How a documented message begins."""

AS_DOCUMENTED = "as documented"
"""The variant that the others of its series are compared with."""


@dataclass(frozen=True, slots=True)
class Plain:
    """A documented request and what is known of it.

    Attributes:
        row: The operation and the binding.
        request: The request.
        process_id: The process that it asks about; empty when it names none.
        id_type: The documented type of the id.
        namespaces: The contract's namespaces by prefix.
    """

    row: Row
    request: HttpRequest
    process_id: str
    id_type: str
    namespaces: Mapping[str, str]

    @property
    def id_path(self) -> tuple[str, ...]:
        """The qualified names of the elements down to the id, from the block or the message; empty when not in XML."""
        place, _, path = self.row.documented.request.process_id.partition(": ")
        if place not in ("header", "body"):
            return ()
        return tuple(self.qualified(step) for step in path.split("/"))

    @property
    def id_in_path(self) -> bool:
        """Whether the id is a segment of the URL's path."""
        return self.row.documented.request.process_id.startswith("path: ")

    def qualified(self, step: str) -> str:
        """The name of an element as lxml writes it."""
        prefix, _, name = step.rpartition(":")
        return f"{{{self.namespaces[prefix]}}}{name}"

    def envelope(self) -> Element:
        """A fresh tree of the message."""
        return parse_xml(self.request.body)

    def id_element(self, envelope: Element) -> Element | None:
        """The element that holds the id; none when the message has none."""
        path = self.id_path
        if not path:
            return None
        part = "Header" if self.row.documented.request.process_id.startswith("header") else "Body"
        found = [child for child in children(envelope) if local_name(child) == part]
        return found[0].find("/".join(path)) if found else None

    def with_root(self, root: Element) -> HttpRequest:
        """The request with another message, declared as the documented one is."""
        return self.with_body(DECLARATION + b"\n" + etree.tostring(root, encoding="unicode", with_tail=False).encode())

    def with_body(self, body: bytes) -> HttpRequest:
        """The request with another body."""
        return replace(self.request, body=body)
