"""A service that answers every request alike refuses nothing: no clause about refusals is kept by it."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.binding_selection import selected_bindings
from ProcessStatusLibrary.conformance.check import check_service
from ProcessStatusLibrary.conformance.clause import Verdict
from ProcessStatusLibrary.conformance.situation import EVERYTHING, Situation
from ProcessStatusLibrary.conformance.verdicts import NO_RESULT
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

from .probing import opened

PAGE = b"<html><body>Down for maintenance</body></html>"


class Page:
    """Answers everything with a page."""

    def __init__(self, status: int) -> None:
        self.status = status

    def send(self, request: HttpRequest) -> HttpResponse:  # noqa: ARG002  every request is the same to it
        """The page."""
        return HttpResponse(self.status, "", (("Content-Type", "text/html"),), PAGE)

    def close(self) -> None:
        """There is nothing to close."""


@pytest.mark.parametrize("status", [200, 404, 503])
@pytest.mark.parametrize("service", ["cora-rpa", "coruson", "listrak", "robusta"])
def test_what_answers_everything_alike_keeps_no_clause_about_refusals(service: str, status: int) -> None:
    session = opened(service, Page(status))
    checked = check_service(session, selected_bindings(session.contract, []), permissions=EVERYTHING)
    refusals = [c for c in checked.clauses if c.clause.beside_result and c.evidence]

    assert Situation.WRONG_METHOD in {c.clause.situations[0] for c in refusals}
    assert {(c.verdict, c.message, c.judged) for c in refusals} == {(Verdict.INCONCLUSIVE, NO_RESULT, 0)}
