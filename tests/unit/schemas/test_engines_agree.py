"""The engine that judges and the engine that explains agree on what is valid."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.reply import Reply
from ProcessStatusLibrary.schemas.messages import message_schemas
from ProcessStatusLibrary.schemas.xml_parsing import Element
from ProcessStatusLibrary.schemas.xml_schema import XmlSchema

from ...captures import Capture
from ..bindings.recorded import each, reply_to
from ..bindings.samples import Sample, reply, samples
from .broken_messages import BROKEN, VALID, Broken

SAMPLES = [sample for sample in samples("response") if sample.body.startswith(b"<")]


def schema_and_document(answered: Reply) -> tuple[XmlSchema, Element]:
    """The schema of an answer, and what it is held to."""
    schema = message_schemas(answered.contract).xml(answered.operation, answered.binding)
    document = answered.classified.document
    assert schema is not None
    assert not isinstance(document, dict | list | None)
    return schema, document


def verdicts(answered: Reply) -> tuple[bool, bool]:
    """What libxml2 and xmlschema say."""
    schema, document = schema_and_document(answered)
    return schema.is_valid(document), schema._explainer.is_valid(document)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.name)
def test_on_the_samples(sample: Sample) -> None:
    assert verdicts(reply(sample)) == (True, True)


@each("result")
def test_on_the_recorded_results(capture: Capture) -> None:
    assert verdicts(reply_to(capture)) == (True, True)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_on_broken_messages(broken: Broken) -> None:
    assert verdicts(reply(broken.sample, *broken.changes)) == (False, False)


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_message_has_a_problem(broken: Broken) -> None:
    assert reply(broken.sample, *broken.changes).problems != ()


@pytest.mark.parametrize("unusual", VALID, ids=lambda unusual: unusual.name)
def test_on_unusual_messages_that_keep_the_schema(unusual: Broken) -> None:
    answered = reply(unusual.sample, *unusual.changes)

    assert verdicts(answered) == (True, True)
    assert answered.problems == ()


def test_the_schema_is_tried_on_enough() -> None:
    assert len({broken.name for broken in BROKEN}) == len(BROKEN) == 57
