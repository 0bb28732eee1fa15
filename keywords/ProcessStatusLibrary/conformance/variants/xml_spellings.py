"""XML written otherwise: prefixes, CDATA sections, comments, white space, encodings."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping

from lxml import etree

from ...schemas.xml_parsing import Element
from ...transport.exchange import HttpRequest
from .http_spellings import content_type_parts
from .plain import DECLARATION, Plain
from .spelling import Spelling, Write


def _soap(write: Callable[[Plain], HttpRequest | None]) -> Write:
    return lambda plain: write(plain) if plain.row.soap else None


def _with_id(change: Callable[[Element, str], None]) -> Write:
    """Changes the element that holds the id."""

    def write(plain: Plain) -> HttpRequest | None:
        envelope = plain.envelope()
        element = plain.id_element(envelope)
        if element is None:
            return None
        change(element, element.text or "")
        return plain.with_root(envelope)

    return _soap(write)


def _tree(change: Callable[[Element], None]) -> Write:
    """Changes the whole message."""

    def write(plain: Plain) -> HttpRequest:
        envelope = plain.envelope()
        change(envelope)
        return plain.with_root(envelope)

    return _soap(write)


def _prefixed(*, envelope: str | None = "", message: str = "") -> Write:
    """Writes the message with other prefixes; None is the default namespace, empty leaves a prefix as it is."""

    def write(plain: Plain) -> HttpRequest:
        root = plain.envelope()
        own = str(etree.QName(root).namespace)
        others = set(plain.namespaces.values())
        prefixes: dict[str, str | None] = {} if envelope == "" else {own: envelope}
        prefixes |= dict.fromkeys(others, message) if message else {}
        return plain.with_root(_renamed(root, prefixes))

    return _soap(write)


def _renamed(element: Element, prefixes: Mapping[str, str | None], parent: Element | None = None) -> Element:
    uri = etree.QName(element).namespace or ""
    nsmap = {prefixes.get(uri, element.prefix): uri}
    attributes = {str(name): str(value) for name, value in element.attrib.items()}
    if parent is None:
        declared = {prefix: name for prefix, name in element.nsmap.items() if name != uri}
        made = etree.Element(element.tag, attributes, {**declared, **nsmap})
    else:
        made = etree.SubElement(parent, element.tag, attributes, nsmap)
    made.text, made.tail = element.text, element.tail
    for child in element:
        _renamed(child, prefixes, made)
    return made


def _cdata(element: Element, text: str) -> None:
    element.text = etree.CDATA(text)


def _comment_inside(element: Element, text: str) -> None:
    half = len(text) // 2
    element.text = text[:half]
    comment = etree.Comment(" id ")
    comment.tail = text[half:]
    element.append(comment)


def _padded(element: Element, text: str) -> None:
    element.text = f"\n\t  {text} \n"


def _commented(envelope: Element) -> None:
    for part in list(envelope.iter("*")):
        if len(part):
            part.insert(0, etree.Comment(" members "))


def _without_space(envelope: Element) -> None:
    _spaced(envelope, "")


def _with_space(envelope: Element) -> None:
    _spaced(envelope, "\n\n\t \n")


def _spaced(envelope: Element, space: str) -> None:
    for element in envelope.iter("*"):
        if len(element):
            element.text = space
        if element is not envelope:
            element.tail = space


def _character_references(plain: Plain) -> HttpRequest | None:
    if plain.id_element(plain.envelope()) is None:
        return None
    body, text = plain.request.body, plain.process_id.encode()
    written = b"".join(b"&#x%X;" % code for code in text)
    name = etree.QName(plain.id_path[-1]).localname.encode()
    return plain.with_body(body.replace(b"<%s>%s<" % (name, text), b"<%s>%s<" % (name, written)))


def _utf_16(plain: Plain) -> HttpRequest:
    text = plain.request.body.decode().replace('encoding="utf-8"', 'encoding="utf-16"', 1)
    media_type, _ = content_type_parts(plain.request)
    headers = [("Content-Type", f"{media_type}; charset=utf-16")]
    return plain.with_body(codecs.BOM_UTF16_LE + text.encode("utf-16-le")).with_headers(headers)


def _byte_order_mark(plain: Plain) -> HttpRequest:
    return plain.with_body(codecs.BOM_UTF8 + plain.request.body)


def _undeclared(plain: Plain) -> HttpRequest:
    return plain.with_body(plain.request.body.removeprefix(DECLARATION).lstrip())


def _single_quotes(plain: Plain) -> HttpRequest:
    return plain.with_body(plain.request.body.replace(DECLARATION, DECLARATION.replace(b'"', b"'"), 1))


XML_SPELLINGS = (
    Spelling("meaning.envelope-prefix", "another prefix for the envelope", _prefixed(envelope="other")),
    Spelling("meaning.envelope-prefix", "the envelope in the default namespace", _prefixed(envelope=None)),
    Spelling("meaning.message-prefix", "a prefix for the message", _prefixed(message="m")),
    Spelling("meaning.character-data", "the id in a CDATA section", _with_id(_cdata)),
    Spelling("meaning.character-data", "the id in character references", _soap(_character_references)),
    Spelling("meaning.comments", "comments between elements", _tree(_commented)),
    Spelling("meaning.comment-in-value", "a comment inside the id", _with_id(_comment_inside)),
    Spelling("meaning.layout", "no white space between elements", _tree(_without_space)),
    Spelling("meaning.layout", "other white space between elements", _tree(_with_space)),
    Spelling("meaning.encoding", "UTF-16", _soap(_utf_16)),
    Spelling("meaning.byte-order-mark", "a byte order mark", _soap(_byte_order_mark)),
    Spelling("meaning.xml-declaration", "no XML declaration", _soap(_undeclared)),
    Spelling("meaning.xml-declaration", "an XML declaration in single quotation marks", _soap(_single_quotes)),
    Spelling("meaning.padded-id", "white space around the id", _with_id(_padded)),
)
