"""What the message schemas say that a sample does not show: the order of members, their types, what may be nil."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from lxml import etree

from ..contract import Contract
from ..schemas.components import Components
from ..schemas.schema_files import contract_text
from .typed_values import WrongValue, canonical
from .xml_reading import Element, child_elements, local_name, text_of


@dataclass(frozen=True, slots=True)
class WrongMember:
    """A member of a message that is not a value of its type.

    Attributes:
        member: The element.
        kind: The type that it should be of.
        problem: What the .NET runtime says of it.
    """

    member: Element
    kind: str
    problem: str


class Shapes:
    """The XSDs of a contract.

    Args:
        contract: The contract whose schema files are read.
    """

    def __init__(self, contract: Contract) -> None:
        self._components = Components(etree.parse(contract.file(name)) for name in contract.model.schemas)
        self.order = cache(self._order)
        self.may_be_nil = cache(self._may_be_nil)
        self.type_of = cache(self._type_of)

    def _order(self, *path: str) -> tuple[str, ...]:
        """The names of an element's members, in order."""
        element = self._components.find(path)
        if element is None:
            return ()
        return tuple(member.get("name", "") for member in self._components.members(element))

    def _may_be_nil(self, *path: str) -> bool:
        """Whether an element may say that it has no value."""
        element = self._components.find(path)
        return element is not None and element.get("nillable") == "true"

    def _type_of(self, *path: str) -> str:
        """The type that an element's text has; empty for a complex or an unknown one."""
        element = self._components.find(path)
        return "" if element is None else self._components.describe(element).type

    def wrong_value(self, message: Element) -> WrongMember | None:
        """Finds the first member of a header block or a body that is not a value of its type."""
        for member in child_elements(message):
            kind = self.type_of(local_name(message), local_name(member))
            try:
                canonical(kind, text_of(member))
            except WrongValue as problem:
                return WrongMember(member, kind, str(problem))
        return None


def json_order(contract: Contract, schema: str) -> tuple[str, ...]:
    """The members of a JSON answer in the order of its schema."""
    if not schema:
        return ()
    properties = json.loads(contract_text(contract.file(schema))).get("properties", {})
    return tuple(properties)


def required_members(contract: Contract, shown: Collection[str]) -> tuple[str, ...]:
    """The members that a JSON request cannot do without, by the schema that describes those of a sample.

    Args:
        contract: The contract.
        shown: The members of the sample's request.
    """
    operations = contract.model.operations.values()
    answers = {binding.response.schema for operation in operations for binding in operation.bindings.values()}
    for path in (path for folder in contract.folders for path in sorted(folder.glob("*.schema.json"))):
        described = json.loads(contract_text(path))
        if path.name not in answers and set(shown) <= described.get("properties", {}).keys():
            return tuple(described.get("required", ()))
    return ()


def place_for(name: str, siblings: Sequence[str], order: Sequence[str]) -> int:
    """Finds where a new member belongs among those that are there.

    >>> place_for("b", ["a", "c"], ["a", "b", "c"])
    1
    """
    if name not in order:
        return len(siblings)
    later = set(order[order.index(name) + 1 :])
    return next((index for index, sibling in enumerate(siblings) if sibling in later), len(siblings))
