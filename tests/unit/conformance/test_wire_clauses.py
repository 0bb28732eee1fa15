"""The clauses about the wire as a whole: their ids and levels, and what they make of every documented answer."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Clause, Verdict
from ProcessStatusLibrary.conformance.judging import CLAUSES

from ..bindings.samples import Sample, samples
from .answers import result

GROUPS = ("transport", "encoding", "envelope", "fault", "disclosure")
WIRE = [clause for clause in CATALOGUE if clause not in CLAUSES and clause.group in GROUPS]
INFERRED = {
    "transport.http-version",
    "encoding.unicode",
    "envelope.mandatory-header",
    "disclosure.stack-trace",
    "disclosure.file-path",
    "disclosure.credentials",
    "disclosure.credentials-in-header",
}


def test_no_page_says_anything_of_the_wire() -> None:
    assert {clause.id for clause in WIRE if clause.level == "inferred"} == INFERRED
    assert {clause.level for clause in WIRE} == {"standard", "inferred"}


def test_every_clause_names_its_source_and_is_one_sentence() -> None:
    assert [clause.id for clause in WIRE if not clause.source] == []
    assert [clause.id for clause in WIRE if not clause.title.endswith(".") or ". " in clause.title] == []
    assert len({clause.id for clause in CATALOGUE}) == len(CATALOGUE)


@pytest.mark.parametrize("sample", samples("response"), ids=lambda sample: sample.name)
def test_no_clause_about_the_wire_fails_a_documented_answer(sample: Sample) -> None:
    reply = result(sample.name).reply()
    about = [
        c for c in WIRE if isinstance(c, Clause) and c.scope.covers(reply.contract, reply.operation, reply.binding)
    ]

    assert [clause.id for clause in about if clause.judge(reply).verdict is Verdict.FAIL] == []
    assert [clause.id for clause in about if clause.judge(reply).verdict is Verdict.PASS] != []
