"""Defects of what SOAP faults come with: another HTTP status, or a page instead of the fault."""

from __future__ import annotations

from dataclasses import replace

from ..http_message import Answer
from .answers import html, is_fault, with_header
from .defect import Answered, Defect
from .exchange import Exchange
from .where import over_soap, over_soap_12


def _status(status: int, instead_of: int = 0) -> Answered:
    def answered(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
        told = is_fault(answer) and instead_of in (0, answer.status)
        return replace(answer, status=status) if told else answer

    return answered


def _page(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
    if not is_fault(answer):
        return answer
    page = replace(answer, body=html("Server Error", "An error has occurred."))
    return with_header(page, "Content-Type", "text/html; charset=utf-8")


DEFECTS = (
    Defect(
        "fault-with-400",
        "A fault that must come with HTTP 500 comes with HTTP 400.",
        "fault",
        where=over_soap,
        answered=_status(400, instead_of=500),
    ),
    Defect(
        "sender-with-500",
        "A fault of SOAP 1.2 that blames the sender comes with HTTP 500.",
        "fault",
        where=over_soap_12,
        answered=_status(500, instead_of=400),
    ),
    Defect("fault-with-200", "A fault comes with HTTP 200.", "fault", where=over_soap, answered=_status(200)),
    Defect("page-for-fault", "A page for people comes instead of a fault.", "fault", where=over_soap, answered=_page),
)
