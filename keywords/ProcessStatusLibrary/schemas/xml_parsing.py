"""Parses XML from others: no entities, no DTD, no network."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from ..transport.exchange import Limits
from ..wording import quote

Element = etree._Element


DEFAULT_LIMITS = Limits()
TOO_DEEP_FOR_LIBXML2 = "Excessive depth"
ADVICE_OF_LIBXML2 = re.compile(r",? (?:try|use) XML_PARSE_HUGE(?: option)?|, see xmlCtxtSetMaxAmplification\.?")
CHARSETS = re.compile(
    r"""utf-?8 | utf-?(?:16|32)(?:[bl]e)? | ucs-?[24](?:[bl]e)? | iso-10646-ucs-[24] | (?:us-)?ascii
    | iso[-_]?8859-\d{1,2} | latin-?\d{1,2} | (?:windows-|cp)(?:125\d|874) | cp(?:437|850|852|866) | macintosh
    | koi8-[ru] | shift[-_]jis | sjis | euc-?(?:cn|jp|kr|tw) | gb2312 | gbk | gb18030 | big5(?:-hkscs)? | tis-620""",
    re.IGNORECASE | re.VERBOSE,
)
"""Charsets that spell each ``<``, ``=`` and ``&`` with its byte of ASCII: limits that count signs see it there.

What reads for libxml2 knows more: UTF-7, EBCDIC, one that takes ``\\u003c`` for a sign, and those that switch.
"""
ALLOWED = (
    "UTF-8, UTF-16, UTF-32, US-ASCII, ISO 8859, windows-1250 to windows-1258, KOI8, Shift_JIS, EUC, GB 18030 and Big5"
)
_EBCDIC = b"\x4c\x6f\xa7\x94"
_DECLARATION = re.compile(rb"(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)?\s*<\?xml\s")
BEGINNING = 256
"""Bytes in which a declaration begins, if there is one: nothing may stand before it but a byte order mark."""
_ENCODING = re.compile(rb"""encoding\s*=\s*["']([^"']*)""")


class NotWellFormed(ValueError):
    """The text is not XML that may be read; the message says why and where."""


def parse_xml(body: bytes, limits: Limits = DEFAULT_LIMITS) -> Element:
    """Parses a document.

    Args:
        body: The document.
        limits: What it may have.

    Returns:
        The root element.

    Raises:
        NotWellFormed: The document is not well-formed, breaks a limit, or has a DTD, which SOAP forbids (WS-I R1008)
            and which can read files and swallow memory.
    """
    if body.count(b"&") > limits.entities:
        raise NotWellFormed(f"more than the {limits.entities} references of limits.entities")
    if body.count(b"<") + body.count(b"=") > 2 * limits.elements:
        raise NotWellFormed(f"more than the {limits.elements} elements and attributes of limits.elements")
    _check_charset(body)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as problem:
        raise NotWellFormed(_reason(str(problem), limits)) from None
    if root.getroottree().docinfo.doctype:
        raise NotWellFormed("a document type declaration is not allowed")
    # Few signs in the text mean few of both: only a document with many is walked.
    if not 0 < body.count(b"<") <= limits.depth and _depth(root) > limits.depth:
        raise NotWellFormed(_too_deep(limits))
    if not 0 < body.count(b"=") <= limits.attributes:
        _check_attributes(root, limits)
    return root


def _check_charset(body: bytes) -> None:
    if body.startswith(_EBCDIC):
        raise NotWellFormed("a charset that spells XML's own signs in another way")
    # Without the zero bytes of UTF-16 and UTF-32 the declaration reads as in ASCII.
    if not _DECLARATION.match(body[:BEGINNING].replace(b"\0", b"")):
        return
    end = body.find(b">")
    for name in _ENCODING.findall(body[: end if end >= 0 else None].replace(b"\0", b"")):
        if not CHARSETS.fullmatch(text := name.decode("latin-1")):
            raise NotWellFormed(f"the charset {quote(text)} is not read; allowed are {ALLOWED}")


def _reason(problem: str, limits: Limits) -> str:
    """The engine's words in one line, without advice that only a programmer of it could follow."""
    if problem.startswith(TOO_DEEP_FOR_LIBXML2):
        return _too_deep(limits)
    without_place = re.sub(r" \(<string>, line \d+\)$", "", problem).replace("\n,", ",")
    return ADVICE_OF_LIBXML2.sub("", " ".join(without_place.split()))


def _depth(root: Element) -> int:
    deepest = depth = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest


def _too_deep(limits: Limits) -> str:
    return f"more than the {limits.depth} elements in one another of limits.depth"


def _check_attributes(root: Element, limits: Limits) -> None:
    declared = 0
    for event, node in etree.iterwalk(root, events=("start", "start-ns")):
        if event == "start-ns":  # comes before the element that declares it
            declared += 1
            continue
        if not isinstance(node, Element):
            continue
        for count, kind in ((len(node.attrib), "attributes"), (declared, "namespace declarations")):
            if count > limits.attributes:
                raise NotWellFormed(
                    f"the element {local_name(node)!r} has {count} {kind}, more than the "
                    f"{limits.attributes} of limits.attributes"
                )
        declared = 0


def local_name(element: Element) -> str:
    """The name without its namespace; empty for comments and processing instructions."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def namespace(element: Element) -> str:
    """The namespace; empty when there is none."""
    tag = element.tag if isinstance(element.tag, str) else ""
    return tag[1:].partition("}")[0] if tag.startswith("{") else ""


def children(element: Element) -> list[Element]:
    """The child elements, without comments and processing instructions."""
    return [child for child in element if isinstance(child.tag, str)]


def path_of(element: Element) -> str:
    """The path of local names from the root, numbered where a name repeats: ``Envelope/Body/Fault``."""
    steps = []
    node: Element | None = element
    while node is not None:
        name = local_name(node)
        parent = node.getparent()
        tag = str(node.tag)
        before = sum(1 for _ in node.itersiblings(tag, preceding=True))
        if before or next(node.itersiblings(tag), None) is not None:
            name += f"[{before + 1}]"
        steps.append(name)
        node = parent
    return "/".join(reversed(steps))


def element_at(root: Element, path: str) -> Element | None:
    """The element that has a path, by `path_of`; None when there is none."""
    first, *steps = path.split("/")
    found = [root] if local_name(root) == first else []
    for step in steps:
        found = [child for parent in found for name, child in _steps(children(parent)) if name == step]
    return found[0] if found else None


def _steps(siblings: list[Element]) -> Iterator[tuple[str, Element]]:
    count = Counter(sibling.tag for sibling in siblings)
    before: Counter[object] = Counter()
    for sibling in siblings:
        before[sibling.tag] += 1
        number = f"[{before[sibling.tag]}]" if count[sibling.tag] > 1 else ""
        yield f"{local_name(sibling)}{number}", sibling
