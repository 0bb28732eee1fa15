"""What a real ASMX runtime answered to requests in other bytes and with one fault, judged by the clauses."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.clause import PASSED, Finding, SeriesClause, Verdict
from ProcessStatusLibrary.conformance.clauses.negative import NEGATIVE_CLAUSES
from ProcessStatusLibrary.conformance.clauses.same_meaning import SAME_MEANING_CLAUSES
from ProcessStatusLibrary.conformance.probe import Observation, Probe
from ProcessStatusLibrary.conformance.situation import Situation
from ProcessStatusLibrary.conformance.variants.plain import AS_DOCUMENTED

from ...captures import captures
from ..bindings.recorded import reply_to

PLAIN = "state-soap11-6003"
SPELLINGS = {
    "another prefix for the envelope": "var-other-prefix",
    "the envelope in the default namespace": "var-default-ns-envelope",
    "a prefix for the message": "var-prefixed-operation",
    "the id in a CDATA section": "value-id-cdata",
    "the id in character references": "value-id-charref",
    "comments between elements": "var-comment-and-pi",
    "a comment inside the id": "value-id-comment",
    "no white space between elements": "var-one-line",
    "other white space between elements": "var-crlf",
    "UTF-16": "ok-utf16-body",
    "a byte order mark": "ok-bom-body",
    "no XML declaration": "var-no-xml-declaration",
    "white space around the id": "value-id-newlines",
    "the id with leading zeros": "value-id-zeros",
    "the id with a plus sign": "value-id-plus",
    "the names of the headers in lower case": "conn-lowercase-headers",
    "the media type in capitals": "err-ctype-uppercase",
    "the charset in quotation marks": "err-ctype-quoted-charset",
    "no charset": "err-ctype-no-charset",
}
MUTANTS = {
    "MasterWorkflowInstanceId: text for long": "value-id-text",
    "MasterWorkflowInstanceId: nothing for long": "value-id-empty",
    "MasterWorkflowInstanceId: above its range": "value-id-over",
    "MasterWorkflowInstanceId: missing": "value-id-missing",
    "MasterWorkflowInstanceId: in another namespace": "value-id-wrong-ns",
    "MasterWorkflowInstanceId: nil": "value-id-nil",
    "MasterWorkflowInstanceId: twice": "value-master-id-twice",
    "CallerId: above its range": "value-caller-over",
    "CallerId: nothing for int": "value-caller-empty",
    "WorkflowId: text for guid": "value-guid-bad",
    "WorkflowId: missing": "value-guid-missing",
    "WorkflowName: out of order": "value-members-reversed",
    "ActivityMetadata: undocumented member": "var-header-extra-member",
    "GetStatus: undocumented member": "var-body-extra-child",
}


def observed(variant: str, name: str) -> Observation:
    """A recorded exchange as a check would have it."""
    reply = reply_to(next(capture for capture in captures() if capture.name == name))
    probe = Probe("GetStatus", "SOAP 1.1", Situation.OTHER_SPELLING, variant=variant)
    return Observation(probe, reply, exchange=reply.exchange)


def findings(clauses: tuple[object, ...], recorded: dict[str, str]) -> dict[str, Finding]:
    """What the clauses say of each recorded variant."""
    series = [observed(AS_DOCUMENTED, PLAIN), *(observed(variant, name) for variant, name in recorded.items())]
    judged = [pair for clause in clauses if isinstance(clause, SeriesClause) for pair in clause.judge(series)]
    return {
        f"{observation.probe.variant}, {finding.message}" if finding.message else observation.probe.variant: finding
        for observation, finding in judged
        if observation.probe.variant != AS_DOCUMENTED
    }


def test_it_understands_all_but_a_comment_inside_a_value() -> None:
    found = findings(SAME_MEANING_CLAUSES, SPELLINGS)
    broken = [name for name, finding in found.items() if finding != PASSED]

    assert len(found) == len(SPELLINGS)
    assert broken == ["a comment inside the id, The request is not understood"]


@pytest.mark.parametrize("clause", NEGATIVE_CLAUSES, ids=lambda clause: clause.id)
def test_it_breaks_no_clause_about_mutants(clause: object) -> None:
    found = findings((clause,), MUTANTS)

    assert [name for name, finding in found.items() if finding.verdict is Verdict.FAIL] == []


def test_every_recorded_mutant_is_judged() -> None:
    found = findings(NEGATIVE_CLAUSES, MUTANTS)

    assert set(found) == set(MUTANTS)
