"""An XML answer of the samples as a template: the process's values take the places of the sample's."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy

from lxml import etree

from .members import Member, Members, Renaming, is_pattern, matches
from .shapes import Shapes, place_for
from .xml_reading import NIL, Element, child_elements, local_name, namespace, read_xml, text_of
from .xml_writing import Layout, layout_of, sendable


class XmlTemplate:
    """The document of a sample's answer.

    Args:
        body: The document.
        result: The qualified names from the answer's element down to the result.
        shapes: What the schemas say of the answer.
        renaming: Replaces the sample's process id.

    Raises:
        ValueError: The document does not hold the result.
    """

    def __init__(self, body: bytes, result: tuple[str, ...], shapes: Shapes, renaming: Renaming) -> None:
        self._root = read_xml(body)
        self._names = tuple(etree.QName(name).localname for name in result)
        self._path = result
        self._shapes = shapes
        self._renaming = renaming
        self._result(self._root)
        self.layout: Layout = layout_of(self._root)

    def filled(self, members: Members, process_id: str) -> Element:
        """The document with the values of a process.

        Returns:
            A new document: the SOAP envelope, or the answer itself.
        """
        root = deepcopy(self._root)
        result = self._result(root)
        for element in result.iter("*"):
            if element.text and not len(element):
                element.text = sendable(self._renaming(element.text, process_id))
        for path, value in members.items():
            self._put(result, path, value)
        return root

    def without_result(self) -> Element:
        """The document as a runtime writes a result that is null: nil, or not there at all."""
        root = deepcopy(self._root)
        result = self._result(root)
        parent = result.getparent()
        if parent is None or self._shapes.may_be_nil(*self._names):
            _empty(result, nil=True)
        else:
            parent.remove(result)
        return root

    def entries(self, path: str) -> dict[str, str]:
        """The entries of a dictionary member of the sample."""
        shown = [e for e in child_elements(self._result(self._root)) if local_name(e) == path]
        pairs = (child_elements(entry)[:2] for dictionary in shown for entry in child_elements(dictionary))
        return {text_of(key): text_of(value) for key, value in pairs}

    @property
    def sample(self) -> Element:
        """The sample's own document, to see its prefixes."""
        return self._root

    def answer_in(self, root: Element) -> Element:
        """Finds the answer in a document of this template."""
        return root if root.tag == self._path[0] else next(root.iter(self._path[0]))

    def result_in(self, root: Element) -> Element | None:
        """Finds the result in a document of this template; none when it is not there."""
        element = next(root.iter(self._path[0]), None)
        for name in self._path[1:]:
            element = None if element is None else next(element.iterchildren(name), None)
        return element

    def _result(self, root: Element) -> Element:
        element = self.result_in(root)
        if element is None:
            raise ValueError(f"the sample's answer has no {'/'.join(self._names)}")
        return element

    def _put(self, result: Element, path: str, value: Member) -> None:
        if is_pattern(path):
            self._put_all(result, path, value)
            return
        parent, names = result, self._names
        *outer, name = path.split("/")
        for step in outer:
            parent = self._member(parent, step, names)
            parent.attrib.pop(NIL, None)
            names = (*names, step)
        if value is None:
            self._remove(parent, name, names)
            return
        member = self._member(parent, name, names)
        if isinstance(value, Mapping):
            _put_entries(member, value)
        else:
            member.attrib.pop(NIL, None)
            member.text = sendable(str(value))

    def _member(self, parent: Element, name: str, names: tuple[str, ...]) -> Element:
        """Finds a member, or makes it where the schema has it."""
        siblings = child_elements(parent)
        for sibling in siblings:
            if local_name(sibling) == name:
                return sibling
        member = parent.makeelement(etree.QName(namespace(parent) or None, name))
        parent.insert(place_for(name, [local_name(e) for e in siblings], self._shapes.order(*names)), member)
        return member

    def _remove(self, parent: Element, name: str, names: tuple[str, ...]) -> None:
        for sibling in child_elements(parent):
            if local_name(sibling) == name:
                if self._shapes.may_be_nil(*names, name):
                    _empty(sibling, nil=True)
                else:
                    parent.remove(sibling)

    def _put_all(self, result: Element, pattern: str, value: Member) -> None:
        for sibling in child_elements(result):
            if matches(pattern, local_name(sibling)):
                result.remove(sibling)
        for name, text in (value if isinstance(value, Mapping) else {}).items():
            self._member(result, name, self._names).text = text


def _put_entries(dictionary: Element, entries: Mapping[str, str]) -> None:
    """Writes a dictionary's entries, each shaped as the sample's first: a key element and a value element."""
    shown = child_elements(dictionary)
    if entries and not shown:
        raise ValueError(f"the sample shows no entry of {local_name(dictionary)}")
    _empty(dictionary, nil=False)
    for key, value in entries.items():
        entry = deepcopy(shown[0])
        name, content = child_elements(entry)[:2]
        name.text, content.text = key, value
        dictionary.append(entry)


def _empty(element: Element, nil: bool) -> None:
    for child in list(element):
        element.remove(child)
    element.text = None
    element.attrib.pop(NIL, None)
    if nil:
        element.set(NIL, "true")
