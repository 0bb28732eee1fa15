"""The path of an element leads back to it, and to no other."""

from __future__ import annotations

from lxml import etree

from ProcessStatusLibrary.schemas.xml_parsing import element_at, path_of

DOCUMENT = etree.fromstring(
    '<!-- before --><a xmlns:x="urn:x"><b/><!-- between --><b><c>1</c><c/></b><x:b><d/></x:b><?p i?><e><b/></e></a>'
)
PATHS = ["a", "a/b[1]", "a/b[2]", "a/b[2]/c[1]", "a/b[2]/c[2]", "a/b", "a/b/d", "a/e", "a/e/b"]


def test_each_element_has_a_path_of_its_own() -> None:
    elements = list(DOCUMENT.iter("*"))

    assert [path_of(element) for element in elements] == PATHS
    assert [element_at(DOCUMENT, path) for path in PATHS] == elements


def test_a_path_that_leads_nowhere() -> None:
    for path in ("", "b", "a/", "a/b[3]", "a/e[1]", "a/e/c", "/a"):
        assert element_at(DOCUMENT, path) is None
