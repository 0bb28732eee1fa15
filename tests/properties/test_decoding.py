"""Results of others, whatever they hold: the canonical record is read from each, and holds what its type says."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from lxml import etree

from ProcessStatusLibrary.bindings.decoding import decode_start, decode_status
from ProcessStatusLibrary.bindings.members import JsonMembers, Members, XmlMembers
from ProcessStatusLibrary.contract import load_contract

from .answers import ASKED, JSON_TREES, STEPS, WELL_FORMED, WORDS, Asked, Step, is_well_formed, restructured
from .examples import examples
from .mutations import values


@examples
@given(st.sampled_from(ASKED), st.one_of(JSON_TREES, st.dictionaries(st.sampled_from(WORDS), values(st.none()))))
def test_a_record_is_read_from_any_object(asked: Asked, tree: Any) -> None:
    if isinstance(tree, dict):
        check(asked, JsonMembers(tree), JsonMembers(json.loads(json.dumps(tree))))


@examples
@given(st.sampled_from(ASKED), st.sampled_from(WELL_FORMED), STEPS)
def test_a_record_is_read_from_any_element(asked: Asked, document: bytes, steps: list[Step]) -> None:
    body = restructured(document, steps)
    assume(is_well_formed(body))
    for one, other in zip(etree.fromstring(body).iter("*"), etree.fromstring(body).iter("*"), strict=True):
        check(asked, XmlMembers(one), XmlMembers(other))


def check(asked: Asked, members: Members, same: Members) -> None:
    """Reads the record twice; what it says is what its type says."""
    service, operation, binding = asked
    contract = load_contract(service)
    if contract.model.operations[operation].role == "start":
        started = decode_start(contract, operation, members)
        assert started == decode_start(contract, operation, same)
        assert isinstance(started.process_id, str)
        return
    status = decode_status(contract, operation, binding, members, "4711")
    assert status == decode_status(contract, operation, binding, same, "4711")
    assert all(isinstance(text, str) for text in (status.state, status.process_id, status.error_code))
    assert all(isinstance(counter, int) for counter in status.counters.values())
    assert all(moment is None or isinstance(moment, datetime) for moment in (status.started, status.completed))
    assert status.phase == contract.phase(status.state)
