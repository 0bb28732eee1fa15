"""Mutants of an id that travels in the path."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from lxml import etree

from ...schemas.xml_schema import BUILD_LOCK
from .mutant import Mutant
from .plain import Plain
from .wrong_values import wrong_values

_GUID = "[0-9a-fA-F]{8}-([0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}"


def path_mutants(plain: Plain, name: str) -> Iterator[Mutant]:
    """Makes the mutants of the id; none where its type allows every text.

    Args:
        plain: The request.
        name: What the id is called.
    """
    before, _, after = plain.request.url.rpartition(plain.process_id)
    if not plain.id_in_path or not before:
        return
    for said, value in wrong_values(plain.id_type, plain.process_id):
        if value:  # without a text the path is another
            yield Mutant(name, said, replace(plain.request, url=f"{before}{value}{after}"))


def is_id(kind: str, text: str) -> bool:
    """Whether a text is an id of a type, by XML Schema."""
    element = etree.Element("id")
    element.text = text
    return bool(_schema(kind).validate(element))


@cache
def _schema(kind: str) -> etree.XMLSchema:
    rule = f'<xs:pattern value="{_GUID}"/>' if kind == "guid" else ""
    base = "xs:string" if kind == "guid" else f"xs:{kind}"
    text = (
        f'<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="id"><xs:simpleType>'
        f'<xs:restriction base="{base}">{rule}</xs:restriction></xs:simpleType></xs:element></xs:schema>'
    )
    with BUILD_LOCK:
        return etree.XMLSchema(etree.fromstring(text))
