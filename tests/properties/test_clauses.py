"""Every clause about a single reply, over answers that are anything: a finding, the same every time."""

from __future__ import annotations

from hypothesis import given

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Clause, Verdict
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.transport.exchange import HttpResponse

from .answers import Asked, answers
from .examples import examples
from .test_classification import read

CLAUSES = [clause for clause in CATALOGUE if isinstance(clause, Clause)]


@examples
@given(answers())
def test_a_finding_from_every_clause(case: tuple[Asked, HttpResponse]) -> None:
    asked, response = case
    service, operation, binding = asked
    first, second = (read(*asked, response) for _ in range(2))
    for clause in CLAUSES:
        if clause.scope.covers(load_contract(service), operation, binding):
            finding = clause.judge(first)
            assert (finding.verdict is Verdict.FAIL) <= bool(finding.message)
            assert finding == clause.judge(second), clause.id
