"""The mutants of a request: made from its schema, and kept when the schema's engine finds them invalid."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence

from ...contract.service import Contract
from ...schemas.messages import message_schemas
from ...schemas.xml_parsing import parse_xml
from .json_mutants import json_mutants
from .mutant import Mutant, chosen
from .path_mutants import is_id, path_mutants
from .plain import Plain
from .xml_mutants import xml_mutants


def mutants_of(contract: Contract, plain: Plain) -> Sequence[Mutant]:
    """Makes the mutants of a request, the same at every call.

    A mutant is kept only when an engine that did not make it (libxml2, jsonschema-rs) finds it invalid.
    """
    identity = contract.model.operations[plain.row.operation].identified_by.name
    return chosen(_confirmed(contract, plain, identity), identity)


def _confirmed(contract: Contract, plain: Plain, identity: str) -> Iterator[Mutant]:
    schemas = message_schemas(contract)
    operation, binding = plain.row.operation, plain.row.binding
    xml, json_schema = schemas.xml(operation, binding, "request"), schemas.json(operation, binding, "request")
    if plain.row.soap and xml is not None:
        for mutant in xml_mutants(plain, schemas.components, contract.model.credentials.element):
            if not xml.is_valid(parse_xml(mutant.request.body)):
                yield mutant
    elif json_schema is not None:
        for mutant in json_mutants(plain, json_schema.schema, json_schema.resolved):
            if not json_schema.is_valid(json.loads(mutant.request.body)):
                yield mutant
    elif plain.id_in_path:
        for mutant in path_mutants(plain, identity):
            if not is_id(plain.id_type, _segment(plain, mutant)):
                yield mutant


def _segment(plain: Plain, mutant: Mutant) -> str:
    """The id of a mutant's path."""
    before, _, after = plain.request.url.rpartition(plain.process_id)
    return mutant.request.url.removeprefix(before).removesuffix(after)
