"""Clauses about a process that does not exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ...classification import ReplyKind
from ...contract.model import UnknownId
from ...contract.service import Contract
from ...wording import listing, quote
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
    documented = listing([_in_words(row) for row in rows])
    state = reply.status.state if reply.status is not None else ""
    received = f"state {quote(state)}" if state else f"{named(reply)}, HTTP {reply.response.status}"
    return fail("An unknown id is not answered as the page says", documented, received)


def _in_words(row: UnknownId) -> str:
    said = {
        "state": row.state,
        "error code": row.error_code,
        "HTTP": str(row.http_status or ""),
        "a fault with": row.fault,
        "an empty result": "" if not row.empty else " ",
    }
    return " and ".join(f"{name} {text}".strip() for name, text in said.items() if text)


UNKNOWN_ID_CLAUSES = (
    Clause(
        id="unknown-id.documented",
        title="An unknown id is answered as the page says.",
        level="documented",
        judge=_as_documented,
        situations=(Situation.UNKNOWN_ID,),
        scope=DOCUMENTED,
    ),
    Clause(
        id="unknown-id.no-process",
        title="An unknown id is not answered with the status of a process.",
        level="inferred",
        judge=_no_process,
        source="what every client of the page relies on",
        situations=(Situation.UNKNOWN_ID,),
        scope=STATUS,
    ),
)
