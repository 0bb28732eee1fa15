"""XML of others, whatever it is: an element or NotWellFormed."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from ProcessStatusLibrary.schemas.xml_parsing import NotWellFormed, children, local_name, namespace, parse_xml, path_of
from ProcessStatusLibrary.transport.exchange import Limits

from .answers import XML
from .examples import examples


@examples
@given(XML, st.sampled_from([Limits(), Limits(depth=3, attributes=1, entities=1), Limits(depth=256)]))
def test_an_element_or_the_reason(body: bytes, limits: Limits) -> None:
    assert parsed(body, limits) == parsed(body, limits)


def parsed(body: bytes, limits: Limits) -> str | bytes:
    """The document written again, or the reason why there is none."""
    try:
        root = parse_xml(body, limits)
    except NotWellFormed as problem:
        assert str(problem)
        return str(problem)
    for element in root.iter("*"):
        assert local_name(element)
        assert path_of(element)
        assert f"{{{namespace(element)}}}{local_name(element)}" in (element.tag, f"{{}}{element.tag}")
        assert all(child.getparent() is element for child in children(element))
    return etree.tostring(root)
