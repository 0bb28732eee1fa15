"""XML Schema with two engines: libxml2 gives the verdict, xmlschema explains a failure."""

from __future__ import annotations

import copy
import threading
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from lxml import etree

from ..wording import listing, quote
from .pattern_search import may_search_for_ever, pattern_facets, verdict_in_time
from .problem import SchemaProblem, first_problems
from .xml_parsing import Element, children, local_name, path_of

# libxml2's table of built-in types is corrupted when schemas are built in several threads at once.
BUILD_LOCK = threading.Lock()
KEPT = "a message that keeps the schema"
MESSAGE = "(message).xsd"
"""Where the schema of a message seems to lie: a name that no file of a contract has."""
MOST_CHILDREN = 5_000
"""Up to here xmlschema explains: it takes quadratic time, 0.3 s for these and 23 s for twice as many."""
MOST_SECONDS = 10.0
UNDECIDED = "libxml2 came to no verdict: a pattern of the schema searches the text in too many ways"
RANGES = {
    "value must be -2^31 <= x < 2^31": f"a whole number from {-(2**31)} to {2**31 - 1}",
    "value must be -2^63 <= x < 2^63": f"a whole number from {-(2**63)} to {2**63 - 1}",
}


class XmlSchema:
    """A compiled schema.

    Args:
        text: The schema's text.
        folder: Where the files that it imports lie.
        root: The root element that is documented, as ``{namespace}name``.

    Attributes:
        root: The same.
    """

    def __init__(self, text: bytes, folder: Path, root: str) -> None:
        self._text = text
        self.root = root
        self._folder = folder
        self._explain_lock = threading.Lock()
        self._verdict = self._built()
        patterns = pattern_facets(self._document().getroottree(), folder / MESSAGE)
        self._searches = any(may_search_for_ever(pattern) for pattern in patterns)

    @classmethod
    def from_file(cls, path: Path, root: str) -> XmlSchema:
        """Reads and compiles a schema file."""
        return cls(path.read_bytes(), path.parent, root)

    def is_valid(self, root: Element) -> bool:
        """Tells whether a message keeps the schema (libxml2) and begins with the documented element."""
        return root.tag == self.root and bool(self._validates(root))

    def problems(self, root: Element) -> Iterator[SchemaProblem]:
        """Yields what is wrong with a message; nothing for a valid one."""
        if root.tag != self.root:
            yield SchemaProblem(path_of(root), f"the root element {quote(self.root)}", quote(root.tag), "root")
            return
        verdict = self._validates(root)
        if verdict is None:
            yield SchemaProblem(path_of(root), KEPT, UNDECIDED, "pattern")
        if verdict is not False:
            return
        with self._explain_lock:
            found = self._explained(root)
            if not found and not self._valid_without_padding(root):
                found = [self._libxml2_problem(root)]
            yield from first_problems(found)

    def _validates(self, root: Element) -> bool | None:
        """The verdict of libxml2; None when it gave up, or came to none in time."""
        if self._searches:
            return verdict_in_time(self._verdict, root, MOST_SECONDS)
        try:
            return bool(self._verdict.validate(root))
        except etree.XMLSchemaValidateError:  # its own limit on going back, which a long text may reach
            return None

    def _valid_without_padding(self, root: Element) -> bool:
        """libxml2 refuses space around a dateTime, which XML Schema collapses (part 2 section 4.3.6)."""
        stripped = copy.deepcopy(root)
        for element in stripped.iter():
            if len(element) == 0 and element.text:
                element.text = element.text.strip()
        return self._validates(stripped) is True

    def _explained(self, root: Element) -> list[SchemaProblem]:
        """What xmlschema finds; nothing where the engines disagree, or where xmlschema stumbles over the message.

        It also refuses schemas that libxml2 takes, and takes too long for some messages: then libxml2 explains alone.
        """
        if self._searches or max(map(len, root.iter("*"))) > MOST_CHILDREN:
            return []
        from xmlschema import XMLSchemaException  # noqa: PLC0415  as below

        try:
            return [self._problem(error) for error in self._explainer.iter_errors(root)]
        except (KeyError, ValueError, TypeError, AttributeError, RecursionError, XMLSchemaException):
            return []

    def _document(self) -> Element:
        return etree.fromstring(self._text, base_url=str(self._folder / MESSAGE))

    def _built(self) -> etree.XMLSchema:
        with BUILD_LOCK:
            return etree.XMLSchema(self._document())

    @cached_property
    def _libxml2_explainer(self) -> etree.XMLSchema:
        """The schema once more: other threads judge with the first one, and a schema has one log of errors for all."""
        return self._built()

    @cached_property
    def _explainer(self) -> Any:
        import xmlschema  # noqa: PLC0415  250 ms that only a broken message needs

        return xmlschema.XMLSchema10(
            self._text.decode(), base_url=self._folder.as_uri() + "/", allow="local", defuse="always"
        )

    def _libxml2_problem(self, root: Element) -> SchemaProblem:
        """libxml2's own words, read again under the lock, and the place that they are about."""
        self._libxml2_explainer.validate(root)
        entry = self._libxml2_explainer.error_log[0]
        namespaces = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
        try:
            found = root.xpath(entry.path or ".", namespaces=namespaces)
        except etree.XPathError:
            found = []
        element = found[0] if isinstance(found, list) and found and isinstance(found[0], etree._Element) else root
        return SchemaProblem(path_of(element), KEPT, entry.message, "schema")

    def _problem(self, error: Any) -> SchemaProblem:
        element = error.elem if error.elem is not None else error.root
        location = path_of(element)
        if "ChildrenValidationError" in type(error).__name__:
            return _children_problem(error, element, location)
        reason = str(error.reason or error.message).rstrip(".")
        if "not nillable" in reason:
            return SchemaProblem(location, "a value", "xsi:nil", "nil")
        value = quote(error.obj if isinstance(error.obj, str) else element.text or "")
        documented, keyword = _value_rule(error, reason)
        received = value if documented != KEPT else reason if len(element) else f"{value}: {reason}"
        return SchemaProblem(location, documented, received, keyword)


def _value_rule(error: Any, reason: str) -> tuple[str, str]:
    """What a simple value should have been, and the schema's word for the rule."""
    validator = type(error.validator).__name__
    if validator == "XsdEnumerationFacets":
        return listing(str(item) for item in error.validator.enumeration), "enumeration"
    if validator == "XsdPatternFacets":
        patterns = " or ".join(error.validator.regexps)
        return f"a text like {patterns}", "pattern"
    if reason.startswith("value must be"):
        return RANGES.get(reason, reason), "range"
    if "DecodeError" in type(error).__name__ or validator == "XsdAtomicBuiltin":
        return f"a value of type {getattr(error.validator, 'local_name', None) or 'another'}", "type"
    return KEPT, "schema"


def _children_problem(error: Any, element: Element, location: str) -> SchemaProblem:
    members = children(element)
    expected = [_expanded(particle) for particle in error.expected or ()]
    documented = f"the element {listing(map(_local, expected))}" if expected else "nothing more"
    present = {member.tag for member in members}
    if error.index >= len(members) or (expected and not present.intersection(expected)):
        same = [m for m in members if local_name(m) in map(_local, expected)]
        if same:  # the right name in a wrong namespace
            wanted = f"the element {listing(expected)}"
            return SchemaProblem(path_of(same[0]), wanted, quote(same[0].tag), "namespace")
        if error.index < len(members) and members[error.index].tag not in _known(error):
            found = f"the element {quote(local_name(members[error.index]))}"
            return SchemaProblem(path_of(members[error.index]), documented, found, "extra")
        return SchemaProblem(location, documented, "no such element", "missing")
    member = members[error.index]
    keyword = "order" if member.tag in _known(error) else "extra"
    return SchemaProblem(path_of(member), documented, f"the element {quote(local_name(member))}", keyword)


def _known(error: Any) -> set[str]:
    iterate = getattr(error.validator, "iter_elements", None)
    return {_expanded(particle) for particle in iterate()} if iterate else set()


def _expanded(particle: Any) -> str:
    return str(getattr(particle, "qualified_name", None) or getattr(particle, "name", None) or "of another namespace")


def _local(expanded: str) -> str:
    return expanded.rpartition("}")[2]
