"""The schemas of a contract's messages, compiled once and shared by all sessions."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import Literal

from lxml import etree

from ..contract.loader import FILE, ContractError
from ..contract.model import Binding
from ..contract.service import Contract
from ..wording import quote
from .components import Components
from .envelope import ENVELOPES, envelope_schema
from .json_schema import JsonSchema
from .problem import SchemaProblem
from .schema_files import schema_tree
from .xml_parsing import Element, local_name
from .xml_schema import XmlSchema

OTHER_VERSION = {"SOAP 1.1": "SOAP 1.2", "SOAP 1.2": "SOAP 1.1"}
Direction = Literal["request", "response"]


class MessageSchemas:
    """Every schema of one contract; all are built here, in one thread, before anything is sent.

    Raises:
        ContractError: A schema cannot be compiled; the message names the contract, the element and the reason.
    """

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.components = Components(schema_tree(contract.file(name)) for name in contract.model.schemas)
        self._xml: dict[tuple[str, str, Direction], XmlSchema] = {}
        self._json: dict[tuple[str, str, Direction], JsonSchema] = {}
        self._other_version: dict[tuple[str, str], XmlSchema] = {}
        for operation, op in contract.model.operations.items():
            for name, binding in op.bindings.items():
                self._compile(operation, name, binding)

    def xml(self, operation: str, binding: str, direction: Direction = "response") -> XmlSchema | None:
        """The schema of an XML message, when there is one."""
        return self._xml.get((operation, binding, direction))

    def json(self, operation: str, binding: str, direction: Direction = "response") -> JsonSchema | None:
        """The schema of a JSON message, when there is one."""
        return self._json.get((operation, binding, direction))

    def answer_problems(self, operation: str, binding: str, document: object) -> list[SchemaProblem]:
        """Judges an answer.

        Args:
            document: The root element of an XML answer, or the value of a JSON answer.

        Returns:
            What is wrong with it: inside the documented element at level documented, around it at level
            standard, an undocumented JSON member at level inferred.
        """
        if isinstance(document, etree._Element):
            schema = self.xml(operation, binding)
            problems = list(schema.problems(document)) if schema else []
            other = self._other_version.get((operation, binding))
            if other is not None and document.tag == other.root:
                # The wrong envelope must not hide what stands in it.
                problems += other.problems(document)
            return [_graded(problem) for problem in problems]
        json_schema = self.json(operation, binding)
        if json_schema is None or json_schema.is_valid(document):
            return []
        return list(json_schema.problems(document))

    def _compile(self, operation: str, name: str, binding: Binding) -> None:
        for direction, element, header in (
            ("request", binding.request.body, binding.request.header),
            ("response", binding.response.body, ""),
        ):
            if element:
                self._xml[operation, name, direction] = self._compiled(name, element, header)  # type: ignore[index]
        if name in OTHER_VERSION and binding.response.body:
            self._other_version[operation, name] = self._compiled(OTHER_VERSION[name], binding.response.body, "")
        for direction, file in (("request", binding.request.schema), ("response", binding.response.schema)):
            if file:
                schema = JsonSchema.from_file(self.contract.file(file))
                self._json[operation, name, direction] = schema  # type: ignore[index]

    def _compiled(self, binding: str, element: str, header: str) -> XmlSchema:
        try:
            return self._xml_schema(binding, element, header)
        except etree.XMLSchemaParseError as problem:
            file = self.contract.folders[0] / FILE
            raise ContractError(
                f"{file}: schemas: the schema of {quote(element)} cannot be compiled: {problem}."
            ) from None

    def _xml_schema(self, binding: str, element: str, header: str) -> XmlSchema:
        prefix, _, local = element.partition(":")
        namespace = self.contract.model.namespaces[prefix]
        path = next(
            self.contract.file(file)
            for file in self.contract.model.schemas
            if schema_tree(self.contract.file(file)).getroot().get("targetNamespace") == namespace
        )
        if binding not in ENVELOPES:
            return XmlSchema.from_file(path, f"{{{namespace}}}{local}")
        text = envelope_schema(binding, namespace, path.name, local, header.rpartition(":")[2])
        return XmlSchema(text, path.parent, f"{{{ENVELOPES[binding]}}}Envelope")


@lru_cache(maxsize=64)
def message_schemas(contract: Contract) -> MessageSchemas:
    """The schemas of a contract: compiled at the first call, shared afterwards."""
    return MessageSchemas(contract)


def _graded(problem: SchemaProblem) -> SchemaProblem:
    """Inside the body's child the page speaks; around it the SOAP standard does."""
    steps = problem.location.split("/")
    around = steps[0] == "Envelope" and (len(steps) < 3 or steps[1] != "Body" or steps[2] == "Fault")
    return replace(problem, level="standard") if around else problem


def is_nil(element: Element) -> bool:
    """Tells whether an element is marked xsi:nil."""
    value = element.get("{http://www.w3.org/2001/XMLSchema-instance}nil", "")
    return value.strip() in ("true", "1") and bool(local_name(element))
