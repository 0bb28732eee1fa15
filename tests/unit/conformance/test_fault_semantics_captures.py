"""What a real ASMX runtime does with requests that it should refuse, and what the clauses say of it."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Clause, Verdict
from ProcessStatusLibrary.conformance.situation import Situation

from ...captures import captures
from ..bindings.recorded import CONTRACT, reply_to
from .recorded_situations import binding_of

S = Situation
OWN = ("refusal", "unknown", "credentials")

PASSED: dict[str, tuple[Situation, set[str]]] = {
    "state-soap11-123456789": (S.UNKNOWN_ID, {"unknown.as-documented"}),
    "value-id-text": (S.MALFORMED_ID, {"refusal.malformed-id", "refusal.fault"}),
    "value12-id-text": (S.MALFORMED_ID, {"refusal.malformed-id", "refusal.fault"}),
    "value-id-empty": (S.MALFORMED_ID, {"refusal.malformed-id", "refusal.fault"}),
    "value-id-decimal": (S.MALFORMED_ID, {"refusal.malformed-id", "refusal.fault"}),
    "value12-id-over": (S.MALFORMED_ID, {"refusal.malformed-id", "refusal.fault"}),
    "var-header-missing": (S.MISSING_HEADER, {"refusal.missing-header"}),
    "var12-header-missing": (S.MISSING_HEADER, {"refusal.missing-header"}),
    "err-soapaction-unknown-op": (S.WRONG_ACTION, {"refusal.wrong-action"}),
    "err-soapaction-missing": (S.MISSING_ACTION, set()),
    "var-body-unknown-op-with-its-soapaction": (S.UNKNOWN_OPERATION, {"refusal.unknown-operation", "refusal.fault"}),
    "var12-body-unknown-op": (S.UNKNOWN_OPERATION, {"refusal.unknown-operation", "refusal.fault"}),
    "var-header-unknown-mustunderstand": (
        S.UNKNOWN_MANDATORY_HEADER,
        {"refusal.mandatory-header", "refusal.fault"},
    ),
    "var12-header-unknown-mustunderstand": (
        S.UNKNOWN_MANDATORY_HEADER,
        {"refusal.mandatory-header", "refusal.fault"},
    ),
    "err-xml-wrong-envelope-ns": (S.WRONG_ENVELOPE_VERSION, {"refusal.envelope-version", "refusal.fault"}),
    "err-xml12-wrong-envelope-ns": (S.WRONG_ENVELOPE_VERSION, {"refusal.envelope-version", "refusal.fault"}),
    "err-xml-truncated": (S.MALFORMED_XML, {"refusal.malformed-xml", "refusal.client-error"}),
    "err-xml-trailing-garbage": (S.MALFORMED_XML, {"refusal.malformed-xml", "refusal.client-error"}),
    "err-xml12-truncated": (S.MALFORMED_XML, {"refusal.malformed-xml"}),
    "err-xml-dtd": (S.DOCUMENT_TYPE, {"refusal.document-type", "refusal.client-error"}),
    "var12-prolog-dtd": (S.DOCUMENT_TYPE, {"refusal.document-type"}),
    "err-ctype-text-plain": (S.WRONG_MEDIA_TYPE, {"refusal.media-type", "refusal.client-error"}),
    "method-put-asmx": (S.WRONG_METHOD, {"refusal.method", "refusal.method.status"}),
    "method-delete-asmx": (S.WRONG_METHOD, {"refusal.method", "refusal.method.status"}),
    "path-missing-service": (S.UNKNOWN_PATH, {"refusal.path.status"}),
}
"""The clauses that an answer keeps, by the name of its recording and the situation of its request."""

BROKEN: dict[str, tuple[Situation, set[str]]] = {
    "method-put-asmx": (S.WRONG_METHOD, {"refusal.method.allow"}),
    "method-delete-asmx": (S.WRONG_METHOD, {"refusal.method.allow"}),
    "path-get-op-unknown": (S.UNKNOWN_OPERATION, {"refusal.client-error.plain-http"}),
    "path-post-op-unknown": (S.UNKNOWN_OPERATION, {"refusal.client-error.plain-http"}),
    "var-body-unknown-op": (S.UNKNOWN_OPERATION, {"refusal.unknown-operation"}),  # ASP.NET goes by SOAPAction alone
}
"""The clauses that it breaks."""


def verdicts(name: str, situation: Situation, verdict: Verdict) -> set[str]:
    """The ids of the clauses that say so of a recorded answer."""
    capture = next(capture for capture in captures() if capture.name == name)
    reply = reply_to(capture, binding_of(capture))
    found = set()
    for clause in CATALOGUE:
        asked = clause.group in OWN and situation in clause.situations and isinstance(clause, Clause)
        if asked and clause.scope.covers(CONTRACT, "GetStatus", reply.binding):
            found |= {clause.id} if clause.judge(reply).verdict is verdict else set()
    return found


@pytest.mark.parametrize(("name", "expected"), PASSED.items(), ids=PASSED)
def test_a_real_runtime_keeps(name: str, expected: tuple[Situation, set[str]]) -> None:
    situation, clauses = expected
    assert verdicts(name, situation, Verdict.PASS) == clauses
    broken = BROKEN[name][1] if name in BROKEN else set()
    assert verdicts(name, situation, Verdict.FAIL) == broken


@pytest.mark.parametrize(("name", "expected"), BROKEN.items(), ids=BROKEN)
def test_a_real_runtime_breaks(name: str, expected: tuple[Situation, set[str]]) -> None:
    situation, clauses = expected
    assert verdicts(name, situation, Verdict.FAIL) == clauses
