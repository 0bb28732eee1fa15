"""Where defects can show, in the words that many of them share."""

from __future__ import annotations

from .traits import Traits


def anywhere(traits: Traits) -> bool:  # noqa: ARG001
    """A defect that any operation over any binding can show."""
    return True


def over_soap(traits: Traits) -> bool:
    """A defect of SOAP."""
    return traits.soap


def over_soap_11(traits: Traits) -> bool:
    """A defect of SOAP 1.1."""
    return traits.version == "1.1"


def over_soap_12(traits: Traits) -> bool:
    """A defect of SOAP 1.2."""
    return traits.version == "1.2"


def in_xml(traits: Traits) -> bool:
    """A defect of answers in XML."""
    return traits.xml


def in_json(traits: Traits) -> bool:
    """A defect of answers in JSON."""
    return traits.json


def of_one_process(traits: Traits) -> bool:
    """A defect of what is told of the process that was asked for."""
    return traits.asks_for_one
