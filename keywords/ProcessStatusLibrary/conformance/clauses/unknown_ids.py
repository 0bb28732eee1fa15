"""Clauses about a process that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...contract.model import UnknownId
from ...contract.service import Contract
from ...wording import quote
from ..clause import PASSED, Clause, Finding, fail, inconclusive
from ..scope import STATUS, Scope
from ..situation import Situation
from .transport import named

if TYPE_CHECKING:
    from ...reply import Reply


def _documented_rows(contract: Contract) -> list[UnknownId]:
    return [row for row in contract.model.lifecycle.unknown_id if row.level == "documented"]


DOCUMENTED = Scope(
    "services whose page says how an unknown id is answered",
    lambda contract, operation, binding: bool(_documented_rows(contract)),  # noqa: ARG005  one shape for all scopes
)
UNDOCUMENTED = Scope(
    "services whose page does not say how an unknown id is answered",
    lambda contract, operation, binding: not _documented_rows(contract),  # noqa: ARG005  one shape for all scopes
)


def _no_process(reply: Reply) -> Finding:
    if reply.credentials_refused:
        return inconclusive("the credentials were refused")
    if reply.kind is not ReplyKind.RESULT or reply.not_found:
        return PASSED
    state = reply.status.state if reply.status is not None else ""
    received = f"a result in state {quote(state)}" if state else "a result without a state"
    return fail("A process that does not exist is reported on", "no status of a process", received)


def _as_documented(reply: Reply) -> Finding:
    if reply.credentials_refused:
        return inconclusive("the credentials were refused")
    rows = _documented_rows(reply.contract)
    if any(reply.says(row) for row in rows):
        return PASSED
    documented = " or ".join(in_words(row) for row in rows)
    state = reply.status.state if reply.status is not None else ""
    received = f"state {quote(state)}" if state else f"{named(reply)}, HTTP {reply.response.status}"
    return fail("An unknown id is not answered as the page says", documented, received)


def in_words(row: UnknownId) -> str:
    """What a row of the contract says of an unknown id.

    >>> in_words(UnknownId(level="documented", state="NotFound"))
    "state 'NotFound'"
    """
    said = [
        f"state {quote(row.state)}" if row.state else "",
        f"error code {quote(row.error_code)}" if row.error_code else "",
        f"a fault that says {quote(row.fault)}" if row.fault else "",
        "an empty result" if row.empty else "",
        f"HTTP {row.http_status}" if row.http_status else "",
    ]
    return ", ".join(filter(None, said))


UNKNOWN_ID_CLAUSES = (
    Clause(
        id="unknown.as-documented",
        title="An unknown id is answered as the page says.",
        level="documented",
        judge=_as_documented,
        situations=(Situation.UNKNOWN_ID,),
        scope=DOCUMENTED,
    ),
    Clause(
        id="unknown.no-process",
        title="An unknown id is not answered with the status of a process.",
        level="inferred",
        judge=_no_process,
        source="what every client of the page relies on",
        situations=(Situation.UNKNOWN_ID,),
        scope=STATUS & UNDOCUMENTED,
        beside_result=True,
    ),
)
