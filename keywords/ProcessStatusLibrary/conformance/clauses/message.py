"""Clauses about the message: what kind of reply, its schema, its enumerations."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from lxml import etree

from ...classification import ReplyKind
from ...schemas.envelope import ENVELOPES
from ...schemas.problem import SchemaProblem
from ..clause import PASSED, Clause, Finding, Verdict, fail, inconclusive, not_applicable
from ..scope import JSON_ANSWER, LISTED_ERROR_CODES, LISTED_STATES, SOAP, XML_ANSWER
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply

ENUMERATION_KEYWORDS = ("enumeration", "enum")
_NO_RESULT = (ReplyKind.TEXT, ReplyKind.HTML, ReplyKind.EMPTY, ReplyKind.UNREADABLE, ReplyKind.UNEXPECTED)
NAME_KEYWORDS = ("root", "namespace")
_REQUIRED, _EXTRA, _ORDER, _NIL = ("missing", "required"), ("extra",), ("order",), ("nil",)
_TYPE, _RANGE, _FORM = (
    ("type",),
    ("range", "minimum", "maximum"),
    ("pattern", "format", "minLength", "maxLength", "not"),
)
_KEYWORDS = frozenset((*NAME_KEYWORDS, *_REQUIRED, *_EXTRA, *_ORDER, *_NIL, *_TYPE, *_RANGE, *_FORM))
TITLES = {
    "enumeration": "Undocumented value",
    "enum": "Undocumented value",
    "missing": "Missing element",
    "required": "Missing member",
    "extra": "Undocumented element",
    "order": "Element out of order",
    "namespace": "Element in a wrong namespace",
    "type": "Wrong type",
    "pattern": "Wrong form",
    "range": "Value out of range",
    "nil": "Nil where a value is required",
    "root": "Wrong root element",
    "additionalProperties": "Undocumented member",
}


def _kind(reply: Reply) -> Finding:
    if reply.kind is ReplyKind.RESULT:
        return PASSED
    error = reply.error()
    if reply.credentials_refused or reply.kind not in _NO_RESULT:
        return inconclusive(str(error).removesuffix("."))
    return fail("The reply is not the documented result", "a result", str(error).removesuffix("."))


def _schema(*keywords: str) -> Callable[[Reply], Finding]:
    """A judgement by the rules of the message's schema that go by some keywords; by all others when none is named."""

    def judge(reply: Reply) -> Finding:
        problems = [p for p in reply.problems if p.level == "documented" and not _is_listed(reply, p)]
        own = [p for p in problems if (p.keyword in keywords if keywords else p.keyword not in _KEYWORDS)]
        unread = [p for p in problems if p.keyword in NAME_KEYWORDS]
        if unread and not own:
            return inconclusive(f"it was not read: {unread[0].location} is not the documented element")
        return _first(reply, own)

    return judge


def _envelope(reply: Reply) -> Finding:
    if not reply.binding.startswith("SOAP"):
        return not_applicable("there is no envelope")
    return _first(reply, (p for p in reply.problems if p.level == "standard"))


def _undocumented_member(reply: Reply) -> Finding:
    if isinstance(reply.classified.document, etree._Element) or not reply.documented.response.schema:
        return not_applicable("an undocumented member of an XML message is judged by its schema")
    return _first(reply, (p for p in reply.problems if p.level == "inferred"))


def _enumeration(member: str) -> Callable[[Reply], Finding]:
    def judge(reply: Reply) -> Finding:
        paths = reply.contract.model.operations[reply.operation].result
        path: str = getattr(paths, member)
        if not path or not reply.contract.allowed(reply.operation, path):
            return not_applicable("the page documents no values for it")
        finding = _first(reply, (p for p in reply.problems if _is_enumeration(p) and _is_at(p, path)))
        if finding.verdict is not Verdict.PASS:
            return finding
        # The content of a SOAP envelope of the other version is judged all the same.
        unseen = [p for p in reply.problems if p.keyword == "namespace" or (p.keyword == "root" and not _is_soap(p))]
        if unseen:
            return inconclusive(f"the value was not read: {unseen[0].location} is not the documented element")
        members = reply.classified.members
        return finding if members is not None and members.has(path) else inconclusive("the member is absent")

    return judge


def _is_listed(reply: Reply, problem: SchemaProblem) -> bool:
    """Whether a problem is about the list of states or of error codes, which have clauses of their own."""
    paths = reply.contract.model.operations[reply.operation].result
    return _is_enumeration(problem) and any(path and _is_at(problem, path) for path in (paths.state, paths.error_code))


def _first(reply: Reply, problems: Iterable[SchemaProblem]) -> Finding:
    if reply.kind not in (ReplyKind.RESULT, ReplyKind.EMPTY_RESULT, ReplyKind.SOAP_FAULT, ReplyKind.SERVICE_ERROR):
        return inconclusive("there is no message to judge")
    if reply.kind is ReplyKind.SERVICE_ERROR and reply.classified.members is None:
        return inconclusive(f"the reply is {named(reply)}, so there is no result to judge")
    found = list(problems)
    if not found:
        if reply.kind is ReplyKind.RESULT:
            return PASSED
        return inconclusive(f"the reply is {named(reply)}, so there is no result to judge")
    problem = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    title = TITLES.get(problem.keyword, "The message breaks its schema") + more
    return fail(title, problem.documented, problem.received, problem.location)


def _is_at(problem: SchemaProblem, path: str) -> bool:
    """Whether a problem is about a member, a repeated one too: ``Output/Status[2]``."""
    return re.sub(r"\[\d+\]$", "", problem.location).endswith(f"/{path}")


def _is_soap(problem: SchemaProblem) -> bool:
    return problem.location == "Envelope" and any(namespace in problem.received for namespace in ENVELOPES.values())


def _is_enumeration(problem: SchemaProblem) -> bool:
    return problem.keyword in ENUMERATION_KEYWORDS


MESSAGE_CLAUSES = (
    Clause(id="reply.kind", title="A known process is answered with a result.", level="documented", judge=_kind),
    Clause(
        id="schema.name",
        title="The elements of the result have the documented names and namespaces.",
        level="documented",
        judge=_schema(*NAME_KEYWORDS),
        scope=XML_ANSWER,
    ),
    Clause(
        id="schema.required",
        title="The result has every member that is required.",
        level="documented",
        judge=_schema(*_REQUIRED),
    ),
    Clause(
        id="schema.undocumented-element",
        title="The result has no element that the page does not name.",
        level="documented",
        judge=_schema(*_EXTRA),
        scope=XML_ANSWER,
    ),
    Clause(
        id="schema.order",
        title="The elements of the result stand in the documented order.",
        level="documented",
        judge=_schema(*_ORDER),
        scope=XML_ANSWER,
    ),
    Clause(
        id="schema.type",
        title="The values of the result are of their documented types.",
        level="documented",
        judge=_schema(*_TYPE),
    ),
    Clause(
        id="schema.range",
        title="The numbers of the result are within the range of their type.",
        level="documented",
        judge=_schema(*_RANGE),
    ),
    Clause(
        id="schema.form",
        title="The values of the result have their documented form.",
        level="documented",
        judge=_schema(*_FORM),
    ),
    Clause(
        id="schema.nil",
        title="No member of the result is nil where a value is required.",
        level="documented",
        judge=_schema(*_NIL),
        scope=XML_ANSWER,
    ),
    Clause(
        id="schema.message",
        title="The result keeps the schema in everything else.",
        level="documented",
        judge=_schema(),
    ),
    Clause(
        id="schema.envelope",
        title="The message around the result is a SOAP envelope.",
        level="standard",
        judge=_envelope,
        source="SOAP 1.1 section 4; SOAP 1.2 part 1 section 5",
        scope=SOAP,
    ),
    Clause(
        id="schema.undocumented-member",
        title="A JSON result has no member that the page does not name.",
        level="inferred",
        judge=_undocumented_member,
        scope=JSON_ANSWER,
    ),
    Clause(
        id="enumeration.state",
        title="The state is one of the documented.",
        level="documented",
        judge=_enumeration("state"),
        scope=LISTED_STATES,
    ),
    Clause(
        id="enumeration.error-code",
        title="The error code is one of the documented.",
        level="documented",
        judge=_enumeration("error_code"),
        scope=LISTED_ERROR_CODES,
    ),
)
