"""Clauses about requests with one fault against their schema. Nobody says how they are answered: all are inferred."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ...classification import ReplyKind
from ...reply import Reply
from ...schemas.messages import message_schemas
from ..clause import PASSED, AnyClause, Finding, Judged, SeriesClause, fail, inconclusive, not_applicable
from ..probe import Observation
from ..scope import CARRIES_ID, EVERYWHERE, JSON_REQUEST, Scope
from ..situation import Situation
from ..variants.mutant import Fault, fault_of
from ..variants.plain import AS_DOCUMENTED
from .same_meaning import plain_in, same_process, told

SERVER_ERROR = 500
NO_RESULT = "the request as documented brought no result either"
_UNNAMED = (Fault.MISSING, Fault.NAMESPACE, Fault.NIL)
_WRONG_VALUE = (Fault.TYPE, Fault.RANGE, Fault.FORM, Fault.ENUMERATION)
_ERRORS = (ReplyKind.SOAP_FAULT, ReplyKind.SERVICE_ERROR)

Judge = Callable[[Sequence[Observation]], Iterable[Judged]]


def _mutants(observations: Sequence[Observation]) -> Iterable[tuple[Observation, str, Fault]]:
    for observation in observations:
        if observation.probe.variant != AS_DOCUMENTED:
            yield observation, *fault_of(observation.probe.variant)


def _known(observations: Sequence[Observation]) -> Reply | None:
    """The result that the request as documented brings; None when it brings none."""
    plain = plain_in(observations)
    reply = plain.reply if plain is not None else None
    return reply if reply is not None and reply.kind is ReplyKind.RESULT else None


def _refused(fault: Fault) -> Judge:
    """Mutants with a wrong value are refused."""

    def judge(observations: Sequence[Observation]) -> Iterable[Judged]:
        known = _known(observations)
        for observation, member, found in _mutants(observations):
            if found is fault and observation.reply is not None:
                yield observation, _refusal(known, observation.reply, f"the value of {member} to be refused")

    return judge


def _refusal(known: Reply | None, reply: Reply, documented: str) -> Finding:
    if known is None:
        return inconclusive(NO_RESULT)
    if reply.kind is not ReplyKind.RESULT:
        return PASSED
    return fail("The request is answered as if it were right", documented, told(reply))


def _no_other_process(observations: Sequence[Observation]) -> Iterable[Judged]:
    known = _known(observations)
    for observation, member, fault in _mutants(observations):
        reply = observation.reply
        if reply is None:
            continue
        identity = reply.contract.model.operations[reply.operation].identified_by.name
        if member == identity and fault in _WRONG_VALUE:
            continue  # to be refused, by other clauses
        yield observation, _told_of_whom(known, reply, unnamed=member == identity and fault in _UNNAMED)


def _told_of_whom(known: Reply | None, reply: Reply, *, unnamed: bool) -> Finding:
    if known is None:
        return inconclusive(NO_RESULT)
    if reply.kind is not ReplyKind.RESULT or reply.not_found:
        return PASSED
    if unnamed:
        return fail("A process is told of that the request does not name", "no process", told(reply))
    return same_process(known, reply)


def _required(observations: Sequence[Observation]) -> Iterable[Judged]:
    known = _known(observations)
    for observation, member, fault in _mutants(observations):
        reply = observation.reply
        if reply is None or fault is not Fault.MISSING:
            continue
        schema = message_schemas(reply.contract).json(reply.operation, reply.binding, "request")
        # What is required only under a condition is somebody's reading of the page.
        if schema is not None and member in schema.schema.get("required", ()):
            yield observation, _refusal(known, reply, f"a request without {member} to be refused")


def _controlled(observations: Sequence[Observation]) -> Iterable[Judged]:
    known = _known(observations)
    for observation, _, _ in _mutants(observations):
        yield observation, inconclusive(NO_RESULT) if known is None else _answered(observation)


def _answered(observation: Observation) -> Finding:
    documented = "a result, a fault, or an error of the client's"
    reply = observation.reply
    if reply is None:
        return fail("The request is not answered", documented, observation.missing)
    if reply.response.status < SERVER_ERROR or reply.kind in _ERRORS:
        return PASSED
    return fail("The service fails", documented, str(reply.error()).removesuffix("."))


def _clause(name: str, title: str, judge: Judge, scope: Scope) -> SeriesClause:
    return SeriesClause(
        id=f"negative.{name}",
        title=title,
        level="inferred",
        source="the schema of the request",
        situations=(Situation.MUTANT, Situation.START_MUTANT),
        scope=scope,
        judge=_or_nothing_to_judge(judge),
    )


def _or_nothing_to_judge(judge: Judge) -> Judge:
    """A series without such a mutant says nothing of the clause, which is no reason to doubt."""

    def judged(observations: Sequence[Observation]) -> Iterable[Judged]:
        found, plain = list(judge(observations)), plain_in(observations)
        if not found and plain is not None:
            return [(plain, not_applicable("the request has no member in which such a fault could be"))]
        return found

    return judged


NEGATIVE_CLAUSES: tuple[AnyClause, ...] = (
    _clause("type", "A value of a wrong type is refused.", _refused(Fault.TYPE), CARRIES_ID),
    _clause("range", "A number outside of the range of its type is refused.", _refused(Fault.RANGE), CARRIES_ID),
    _clause("form", "A value in another form than its type's is refused.", _refused(Fault.FORM), CARRIES_ID),
    _clause("required", "A start without a required member is refused.", _required, JSON_REQUEST),
    _clause(
        "process",
        "A request that breaks its schema is not answered with another process.",
        _no_other_process,
        CARRIES_ID,
    ),
    _clause("controlled", "A request that breaks its schema does not make the service fail.", _controlled, EVERYWHERE),
)
