"""Mutants of SOAP requests, made from the components of the XSD."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from lxml import etree

from ...schemas.components import Components, Member
from ...schemas.xml_parsing import Element, children, local_name
from ...transport.exchange import HttpRequest
from .mutant import Mutant
from .plain import Plain
from .wrong_values import wrong_values

NIL = "{http://www.w3.org/2001/XMLSchema-instance}nil"
OTHER_NAMESPACE = "urn:undocumented"
NO_NAMESPACE = "urn:none"
UNDOCUMENTED = "Undocumented"

Edit = Callable[[Element], None]
"""Changes a member element of a fresh message."""


def xml_mutants(plain: Plain, components: Components, credentials: str) -> Iterator[Mutant]:
    """Makes every mutant of one fault, of the header and of the body.

    Args:
        plain: The request.
        components: The components of its schema.
        credentials: The header block that carries the credentials; its members stay as they are, since a wrong login
            may lock an account.
    """
    documented = plain.row.documented.request
    for element in (documented.header, documented.body):
        if element and element != credentials:
            yield from _of_element(plain, components, element)


def _of_element(plain: Plain, components: Components, element: str) -> Iterator[Mutant]:
    tag, name = plain.qualified(element), element.rpartition(":")[2]
    members = components.described_members(name)
    parent = next(plain.envelope().iter(tag))
    present = {local_name(child): child.text or "" for child in children(parent)}
    for member in members:
        for said, edit in _edits(member, present.get(member.name)):
            mutated = _edited(plain, tag, member.name, edit)
            if mutated is not None:
                yield Mutant(member.name, said, _unqualified(plain.with_root(mutated)))
    for member, following in itertools.pairwise(members):
        if {member.name, following.name} <= present.keys():
            swapped = _edited(plain, tag, member.name, _swap)
            if swapped is not None:
                yield Mutant(member.name, "out of order", plain.with_root(swapped))
    extended = plain.envelope()
    etree.SubElement(next(extended.iter(tag)), etree.QName(_namespace(tag), UNDOCUMENTED)).text = "1"
    yield Mutant(name, "undocumented member", plain.with_root(extended))


def _edited(plain: Plain, tag: str, name: str, edit: Edit) -> Element | None:
    envelope = plain.envelope()
    member = next(envelope.iter(tag)).find(f"{{{_namespace(tag)}}}{name}")
    if member is None:
        return None
    edit(member)
    return envelope


def _edits(member: Member, right: str | None) -> Iterator[tuple[str, Edit]]:
    if right is None:
        return
    for said, value in wrong_values(member.type, right, member.allowed):
        yield said, _with_text(value)
    yield "missing", _remove
    yield "in another namespace", _move_to(OTHER_NAMESPACE)
    yield "in no namespace", _move_to(NO_NAMESPACE)
    yield "nil", _make_nil
    yield "twice", _repeat


def _with_text(value: str) -> Edit:
    def edit(member: Element) -> None:
        member.text = value

    return edit


def _remove(member: Element) -> None:
    parent = member.getparent()
    if parent is not None:
        parent.remove(member)


def _move_to(namespace: str) -> Edit:
    def edit(member: Element) -> None:
        parent = member.getparent()
        if parent is None:
            return
        moved = parent.makeelement(etree.QName(namespace, local_name(member)), nsmap={"other": namespace})
        moved.text, moved.tail = member.text, member.tail
        parent.replace(member, moved)

    return edit


def _unqualified(request: HttpRequest) -> HttpRequest:
    """Takes an element out of every namespace, which lxml cannot do below a default namespace."""
    pattern = rb'<other:(\w+) xmlns:other="%s">(.*?)</other:\1>' % NO_NAMESPACE.encode()
    return replace(request, body=re.sub(pattern, rb'<\1 xmlns="">\2</\1>', request.body))


def _make_nil(member: Element) -> None:
    member.set(NIL, "true")
    member.text = None


def _repeat(member: Element) -> None:
    member.addnext(copy.deepcopy(member))


def _swap(member: Element) -> None:
    following = member.getnext()
    if following is not None:
        following.addnext(member)


def _namespace(tag: str) -> str:
    return str(etree.QName(tag).namespace)
