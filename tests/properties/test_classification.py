"""Answers of others, whatever they are: each is classified, judged and decoded, the same way every time."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given

from ProcessStatusLibrary.classification import Classified, ReplyKind, classify
from ProcessStatusLibrary.conformance.judging import breaches
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.masking import Masker
from ProcessStatusLibrary.reply import Reply, read_reply
from ProcessStatusLibrary.transport.exchange import Exchange, HttpRequest, HttpResponse

from .answers import Asked, answers
from .examples import examples

MASKER = Masker()  # two of them give the same secret other digests
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@examples
@given(answers())
def test_an_answer_is_of_one_kind(case: tuple[Asked, HttpResponse]) -> None:
    (service, operation, binding), response = case
    contract = load_contract(service)
    found = classify(contract, operation, binding, response)

    assert told(found) == told(classify(contract, operation, binding, response))
    assert found.kind in ReplyKind
    if found.kind in (ReplyKind.SOAP_FAULT, ReplyKind.SERVICE_ERROR):
        assert found.fault is not None
        assert found.fault.local_code in found.fault.code
    else:
        assert found.fault is None
    assert (found.members is None) or found.kind in (ReplyKind.RESULT, ReplyKind.SERVICE_ERROR)
    assert (found.kind is ReplyKind.RESULT) <= (found.members is not None)


@examples
@given(answers())
def test_a_reply_is_read_judged_and_described(case: tuple[Asked, HttpResponse]) -> None:
    (service, operation, binding), response = case
    first, second = (read(service, operation, binding, response) for _ in range(2))

    assert first.status == second.status
    assert first.started == second.started
    assert first.problems == second.problems
    assert str(first.error()) == str(second.error())
    assert [str(breach) for breach in breaches(first)] == [str(breach) for breach in breaches(second)]
    assert (first.error() is None) <= (first.kind is ReplyKind.RESULT)
    assert first.reproduce.startswith("curl")
    assert first.not_found in (True, False)


def read(service: str, operation: str, binding: str, response: HttpResponse) -> Reply:
    """The reply that an answer makes."""
    exchange = Exchange(HttpRequest("GET", "http://host/a"), response, NOW, 0.1)
    contract = load_contract(service)
    allowed = tuple(contract.allowable_states)
    return read_reply(contract, operation, binding, "4711", exchange, allow_states=allowed, masker=MASKER)


def told(found: Classified) -> tuple[object, ...]:
    """What a classification says, without its document, which is another object each time."""
    return found.kind, found.fault, found.detail
