"""What an operation has over a binding, as contract, schemas and samples show it: where a defect can show."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from ...contract import Contract
from ...contract.model import Operation, ResultPaths
from ..calls import Call, make_call
from ..guards import Guard, Open, PlacesGuard
from ..json_template import JsonTemplate
from ..members import is_pattern
from ..samples import read_samples, read_values
from ..shapes import Shapes
from ..xml_reading import child_elements
from ..xml_template import XmlTemplate

WHOLE_NUMBERS = ("int", "long")


class Traits:
    """One operation of a contract over one binding.

    Args:
        contract: The contract.
        name: The operation's name.
        binding: The binding's name.
    """

    def __init__(self, contract: Contract, name: str, binding: str) -> None:
        self.contract = contract
        self.name = name
        self.binding = binding
        self.operation: Operation = contract.model.operations[name]
        self.result: ResultPaths = self.operation.result
        everything, self._shapes = _read(contract)
        self._of_operation = [call for call in everything if call.name == name]
        self.calls = [call for call in self._of_operation if call.sample.binding == binding]

    @property
    def first(self) -> Call:
        """The call that the first sample shows; others differ in the format of the answer."""
        return self.calls[0]

    @property
    def starts(self) -> bool:
        """The operation starts a process."""
        return self.operation.role == "start"

    @property
    def version(self) -> str:
        """The SOAP version; empty over other bindings."""
        return self.first.version or ""

    @property
    def soap(self) -> bool:
        """The binding is SOAP."""
        return bool(self.version)

    @property
    def has_action(self) -> bool:
        """The operation is named by an action, so that a wrong one can be told."""
        return any(call.action for call in self._of_operation)

    @property
    def xml(self) -> bool:
        """An answer can be XML."""
        return any(isinstance(call.template, XmlTemplate) for call in self.calls)

    @property
    def json(self) -> bool:
        """An answer can be JSON."""
        return any(isinstance(call.template, JsonTemplate) for call in self.calls)

    @property
    def asks_for_one(self) -> bool:
        """The binding carries the id of the process that is asked for."""
        return not self.starts and self.first.id_place is not None

    @property
    def voices(self) -> list[str]:
        """The bindings that carry an id, in the contract's order: those that can disagree."""
        able = {call.sample.binding for call in self._of_operation if call.id_place is not None}
        return [binding for binding in self.operation.bindings if binding in able]

    @property
    def last_voice(self) -> bool:
        """It is the one binding of several that may tell something else than the others."""
        return self.asks_for_one and len(self.voices) > 1 and self.voices[-1] == self.binding

    @property
    def guard(self) -> Guard:
        """Who may ask."""
        return self.first.guard

    @property
    def guarded(self) -> bool:
        """Somebody may not ask."""
        return not isinstance(self.guard, Open)

    @property
    def guarded_by_http(self) -> bool:
        """Credentials are wanted in the HTTP header."""
        return self.guarded and not self.guard.in_envelope

    @property
    def authorized(self) -> bool:
        """Credentials are wanted in the header Authorization."""
        return self.guarded_by_http and not isinstance(self.guard, PlacesGuard)

    @property
    def states(self) -> list[str]:
        """The documented states; none when the state is derived."""
        return self._allowed(self.result.state)

    @property
    def error_codes(self) -> list[str]:
        """The documented error codes."""
        return self._allowed(self.result.error_code)

    @property
    def number(self) -> str:
        """The path of a whole number: a counter, another member, or the id of the process."""
        typed = [*self.result.more.values(), *([self.result.process_id] if self.result.process_id else [])]
        whole = [path for path in typed if self.type_of(path) in WHOLE_NUMBERS]
        return next(iter([*self.result.counters[-1:], *whole]), "")

    @property
    def text(self) -> str:
        """The path of a text for people that may be left out."""
        texts = [path for path in self.result.more.values() if self.type_of(path) == "string"]
        return next(iter([path for path in (self.result.message, self.result.context) if path] + texts), "")

    @property
    def entries(self) -> bool:
        """The result holds a dictionary."""
        return bool(self.result.outputs) and not is_pattern(self.result.outputs)

    @property
    def shown_members(self) -> int:
        """How many members the samples' XML results have, at least."""
        results = [call.xml.result_in(call.xml.sample) for call in self.calls if isinstance(call.template, XmlTemplate)]
        return min((len(child_elements(result)) for result in results if result is not None), default=0)

    @property
    def formats(self) -> int:
        """In how many formats the answer can be had."""
        return len(self.calls)

    def type_of(self, path: str) -> str:
        """The type of a member in the XML schema; empty when there is none."""
        response = self.operation.bindings[self.binding].response
        names = [step.rpartition(":")[2] for step in (response.result or response.body).split("/") if step]
        return self._shapes.type_of(*names, *path.split("/")) if names else ""

    def invariant(self, rule: str, field: str) -> bool:
        """Whether the contract has a rule about a member."""
        return any(row.rule == rule and row.field == field for row in self.contract.model.invariants)

    def _allowed(self, path: str) -> list[str]:
        return self.contract.allowed(self.name, path) if path else []


@lru_cache(maxsize=256)
def traits_of(contract: Contract, operation: str, binding: str) -> Traits:
    """The traits of an operation over a binding."""
    return Traits(contract, operation, binding)


@lru_cache(maxsize=64)
def _read(contract: Contract) -> tuple[Sequence[Call], Shapes]:
    values, shapes = read_values(contract), Shapes(contract)
    return [make_call(contract, sample, values, shapes) for sample in read_samples(contract)], shapes
