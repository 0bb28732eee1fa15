"""A loaded service contract: the model, and the questions that everybody asks it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from ..schemas.components import allowed_values
from ..schemas.json_schema import JsonSchema
from ..schemas.schema_files import schema_tree
from ..wording import listing, nearest, quote
from .folders import is_file
from .model import Binding, ContractModel, Operation, Phase, State


@dataclass(frozen=True, eq=False)
class Contract:
    """A service contract with the folder that it came from.

    Attributes:
        model: What contract.toml says, after `extends`.
        folders: Its own folder first, then those of the contracts that it extends.
    """

    model: ContractModel
    folders: tuple[Path, ...]
    _allowed: dict[tuple[str, str], list[str]] = field(default_factory=dict, repr=False)

    @property
    def service(self) -> str:
        """The short name, such as ``cora-rpa``."""
        return self.model.service

    @property
    def title(self) -> str:
        """The full name."""
        return self.model.title

    @property
    def terminal_states(self) -> list[str]:
        """The states that nothing follows, unknown ones excepted."""
        return [n for n, s in self.model.lifecycle.states.items() if not s.next and s.phase != "unknown"]

    @property
    def happy_path(self) -> list[str]:
        """The states of a process that ends well: from the initial one, the first follower each time."""
        states = self.model.lifecycle.states
        name = next((n for n, s in states.items() if s.initial), next(iter(states)))
        path = [name]
        while following := [n for n in states[path[-1]].next if n not in path]:
            path.append(_towards_success(following, states))
        return path

    def file(self, name: str) -> Path:
        """Finds a file of the contract: in its own folder, else in those that it extends."""
        for folder in self.folders:
            if is_file(folder / name):
                return folder / name
        return self.folders[0] / name

    def operation(self, name: str = "", role: str = "status") -> tuple[str, Operation]:
        """Finds an operation by name, or the first of a role.

        Raises:
            ValueError: The contract has no such operation.
        """
        operations = self.model.operations
        if name:
            if name in operations:
                return name, operations[name]
            near = nearest(name, operations)
            meant = f" Did you mean {quote(near)}?" if near else ""
            raise ValueError(
                f"Service '{self.service}' has no operation {quote(name)}.{meant} "
                f"Its operations: {listing(operations, 'and')}."
            )
        for found, operation in operations.items():
            if operation.role == role:
                return found, operation
        raise ValueError(f"Service '{self.service}' documents no operation that can {role} a process.")

    def binding(self, operation: str, name: str = "") -> tuple[str, Binding]:
        """Finds a binding of an operation: by name in any case, or the first.

        Raises:
            ValueError: There is no such binding, or the service does not document it.
        """
        bindings = self.model.operations[operation].bindings
        if not name:
            first = next(iter(bindings))
            return first, bindings[first]
        wanted = canonical_binding(name)
        for found, binding in bindings.items():
            if found == wanted:
                return found, binding
        raise ValueError(
            f"Service '{self.service}' does not document {operation} over {wanted}. "
            f"Its bindings: {listing(bindings, 'and')}."
        )

    def state(self, name: str) -> State | None:
        """Looks a state up in the lifecycle."""
        return self.model.lifecycle.states.get(name)

    def phase(self, state: str) -> Phase:
        """The phase of a state; ``unknown`` for one that the contract does not know."""
        known = self.state(state)
        return known.phase if known else "unknown"

    @property
    def allowable_states(self) -> list[str]:
        """States that no page documents, which a caller may allow by name."""
        if self.model.lifecycle.derive:
            return []
        return [name for name, state in self.model.lifecycle.states.items() if state.level != "documented"]

    def allowed(self, operation: str, path: str) -> list[str]:
        """Reads the enumeration of a result member from the message schema.

        Args:
            operation: The operation's name.
            path: A path of contract.toml's ``result``, such as ``Status``.

        Returns:
            The allowed values in the schema's order; empty when the member has no enumeration.
        """
        key = (operation, path)
        if key not in self._allowed:
            self._allowed[key] = self._read_allowed(operation, path)
        return self._allowed[key]

    def _read_allowed(self, operation: str, path: str) -> list[str]:
        for binding in self.model.operations[operation].bindings.values():
            response = binding.response
            if response.schema:
                return JsonSchema.from_file(self.file(response.schema)).enumeration(*path.split("/"))
            if response.result:
                files = [schema_tree(self.file(name)) for name in self.model.schemas]
                return allowed_values(files, response.result, path)
        return []


def _towards_success(names: list[str], states: dict[str, State]) -> str:
    return next((name for name in names if states[name].phase != "failed"), names[0])


BINDING_NAMES = ("SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST", "REST")


def canonical_binding(name: str) -> str:
    """Reads a binding's name in any case, with or without spaces, points and hyphens.

    Raises:
        ValueError: No binding has such a name.

    >>> canonical_binding("soap12")
    'SOAP 1.2'
    """
    folded = {_folded(entry): entry for entry in BINDING_NAMES}
    if _folded(name) in folded:
        return folded[_folded(name)]
    near = nearest(name, BINDING_NAMES)
    meant = f" Did you mean {quote(near)}?" if near else ""
    raise ValueError(f"Unknown binding {quote(name)}.{meant} Allowed: {listing(BINDING_NAMES)}.")


def _folded(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())
