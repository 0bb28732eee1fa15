"""What a schema of contract.toml cannot see: references that lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator

from ..schemas.components import Components
from ..schemas.json_schema import JsonSchema
from ..schemas.schema_files import UnsafeFile, json_schema_value, schema_tree
from ..wording import listing, nearest, quote
from .folders import is_file
from .model import Binding, ResultPaths
from .service import Contract


def inconsistencies(contract: Contract) -> Iterator[str]:
    """Yields what is wrong with a contract beyond its schema, as ``key path: what``."""
    missing = list(_missing_files(contract))
    if missing:
        yield from missing
        return
    try:
        components = Components(schema_tree(contract.file(name)) for name in contract.model.schemas)
        for name in _json_schemas(contract):
            json_schema_value(contract.file(name))
    except UnsafeFile as problem:
        yield f"schemas: not readable: {problem}."
        return
    unreadable = list(_unreadable_schemas(contract))
    if unreadable:
        yield from unreadable
        return
    for operation, op in contract.model.operations.items():
        for binding, b in op.bindings.items():
            yield from _binding_references(contract, components, f'operations.{operation}.bindings."{binding}"', b)
            yield from _result_references(contract, components, f"operations.{operation}.result", b, op.result)
        yield from _state_mismatches(contract, operation)
    yield from _credential_references(contract, components)
    yield from _unknown_states(contract)


def _json_schemas(contract: Contract) -> Iterator[str]:
    for operation in contract.model.operations.values():
        for binding in operation.bindings.values():
            yield from filter(None, (binding.request.schema, binding.response.schema))


def _binding_references(contract: Contract, components: Components, where: str, binding: Binding) -> Iterator[str]:
    paths = {
        "request.header": binding.request.header,
        "request.body": binding.request.body,
        "response.body": binding.response.body,
        "response.result": binding.response.result,
    }
    place, _, target = binding.request.process_id.partition(": ")
    if place in ("header", "body"):
        paths["request.process_id"] = target
    elif place == "path" and f"{{{target}}}" not in binding.request.line:
        line = binding.request.line
        yield f"{where}.request.process_id: {quote('{' + target + '}')} is not in the line {quote(line)}."
    for key, value in paths.items():
        if value:
            yield from _element_reference(contract, components, f"{where}.{key}", value)


def _element_reference(contract: Contract, components: Components, where: str, path: str) -> Iterator[str]:
    prefixes = list(_unknown_prefixes(contract, where, path))
    if prefixes:
        yield from prefixes
        return
    namespace = contract.model.namespaces[path.partition(":")[0]]
    if namespace not in components.namespaces:
        known = f"The schemas declare {listing(components.namespaces, 'and')}." if components.namespaces else ""
        yield f"{where}: no file of schemas declares elements of {quote(namespace)}. {known}".rstrip()
    elif components.find(_local_names(path)) is None:
        yield f"{where}: the schemas declare no element {quote(path)}."


def _result_references(
    contract: Contract, components: Components, where: str, binding: Binding, result: ResultPaths
) -> Iterator[str]:
    named = {name: getattr(result, name) for name in ("state", "process_id", "error_code", "context", "message")}
    named |= {"service_error": result.service_error}
    named |= {f"counters[{index}]": name for index, name in enumerate(result.counters)}
    named |= {f"times.{name}": path for name, path in result.times.items()}
    named |= {f"more.{name}": path for name, path in result.more.items()}
    if "*" not in result.outputs:
        named["outputs"] = result.outputs
    properties = _properties(contract, binding)
    for key, path in named.items():
        if not path:
            continue
        if (
            binding.response.result
            and components.find([*_local_names(binding.response.result), *path.split("/")]) is None
        ):
            yield f"{where}.{key}: the schemas declare no element {quote(path)} in {quote(binding.response.result)}."
        if properties is not None and path.split("/")[0] not in properties:
            yield f"{where}.{key}: {binding.response.schema} has no member {quote(path)}."


def _properties(contract: Contract, binding: Binding) -> list[str] | None:
    if not binding.response.schema:
        return None
    return list(JsonSchema.from_file(contract.file(binding.response.schema)).schema.get("properties", {}))


def _credential_references(contract: Contract, components: Components) -> Iterator[str]:
    credentials = contract.model.credentials
    if not credentials.element:
        return
    found = list(_element_reference(contract, components, "credentials.element", credentials.element))
    yield from found
    for key in ("user", "password"):
        member = getattr(credentials, key)
        if member and not found and components.find([*_local_names(credentials.element), member]) is None:
            yield f"credentials.{key}: the schemas declare no element {quote(member)} in {quote(credentials.element)}."


def _local_names(path: str) -> list[str]:
    return [step.rpartition(":")[2] for step in path.split("/")]


def _missing_files(contract: Contract) -> Iterator[str]:
    model = contract.model
    named = {"schemas": model.schemas, "wsdl": [model.wsdl]}
    for operation, op in model.operations.items():
        for binding, b in op.bindings.items():
            where = f'operations.{operation}.bindings."{binding}"'
            named |= {f"{where}.request.schema": [b.request.schema], f"{where}.response.schema": [b.response.schema]}
    for where, names in named.items():
        for name in filter(None, names):
            if not is_file(contract.file(name)):
                yield f"{where}: no file {quote(name)} in {contract.folders[0]}."


def _unreadable_schemas(contract: Contract) -> Iterator[str]:
    for operation, op in contract.model.operations.items():
        for binding, b in op.bindings.items():
            for key, name in (("request", b.request.schema), ("response", b.response.schema)):
                try:
                    if name:
                        JsonSchema.from_file(contract.file(name))
                except (ValueError, RecursionError) as problem:
                    reason = str(problem).partition("\n")[0]
                    yield f'operations.{operation}.bindings."{binding}".{key}.schema: not readable: {reason}.'


def _unknown_states(contract: Contract) -> Iterator[str]:
    states = contract.model.lifecycle.states
    known = f"States: {listing(states, 'and')}."
    for name, state in states.items():
        for follower in state.next:
            if follower not in states:
                near = nearest(follower, states)
                meant = f"Did you mean {quote(near)}?" if near else known
                yield f"lifecycle.states.{name}.next: unknown state {quote(follower)}. {meant}"
    for index, row in enumerate(contract.model.lifecycle.derive):
        if row.state not in states:
            yield f"lifecycle.derive[{index}].state: unknown state {quote(row.state)}. {known}"


def _unknown_prefixes(contract: Contract, where: str, value: str) -> Iterator[str]:
    for step in value.split("/"):
        prefix, colon, _ = step.partition(":")
        if not colon or prefix not in contract.model.namespaces:
            known = listing(contract.model.namespaces, "and")
            yield f"{where}: {quote(step)} needs a prefix of [namespaces]: {known}."


def _state_mismatches(contract: Contract, operation: str) -> Iterator[str]:
    path = contract.model.operations[operation].result.state
    if not path:
        return
    try:
        documented = contract.allowed(operation, path)
    except UnsafeFile as problem:
        yield f"schemas: not readable: {problem}."
        return
    states = contract.model.lifecycle.states
    for name in documented:
        if name not in states:
            yield f"lifecycle.states: the schema's state {quote(name)} is missing."
    for name, state in states.items():
        if documented and state.level == "documented" and name not in documented:
            yield f"lifecycle.states.{name}: not a state of the schema: {listing(documented, 'and')}."
