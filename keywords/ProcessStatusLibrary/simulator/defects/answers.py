"""Changes of answers that are bytes already: bodies, headers, statuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from ..drafts import Draft, WrittenAnswer
from ..http_message import Answer
from .defect import Answered
from .documents import is_xml
from .exchange import Exchange

Format = Literal["xml", "json", "any"]


def draft_of(answer: Answer) -> Draft | None:
    """What an answer was written from; none when it is not of the service's own words."""
    return answer.draft if isinstance(answer, WrittenAnswer) else None


def is_result(answer: Answer) -> bool:
    """Tells whether an answer is a result, or an error in the shape of one."""
    draft = draft_of(answer)
    return draft is not None and draft.kind != "fault"


def is_fault(answer: Answer) -> bool:
    """Tells whether an answer is a SOAP fault."""
    draft = draft_of(answer)
    return draft is not None and draft.kind == "fault"


def is_error(answer: Answer) -> bool:
    """Tells whether an answer says that something went wrong."""
    draft = draft_of(answer)
    return answer.status >= 400 or (draft is not None and draft.kind != "result")


def on_body(kind: Format, change: Callable[[bytes], bytes]) -> Answered:
    """Makes a change to the bytes of results and faults.

    Args:
        kind: Only to answers in this format.
        change: Makes another body.
    """

    def answered(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
        draft = draft_of(answer)
        if draft is None or not answer.body or kind not in ("any", "xml" if is_xml(draft) else "json"):
            return answer
        return replace(answer, body=change(answer.body))

    return answered


def on_result(change: Callable[[Answer], Answer]) -> Answered:
    """Makes a change to results."""

    def answered(exchange: Exchange, answer: Answer) -> Answer:  # noqa: ARG001
        return change(answer) if is_result(answer) else answer

    return answered


def with_header(answer: Answer, name: str, value: str) -> Answer:
    """The same answer with another value of a header."""
    return without_header(answer, name).adding((name, value))


def without_header(answer: Answer, name: str) -> Answer:
    """The same answer without a header."""
    kept = tuple(pair for pair in answer.headers if pair[0].lower() != name.lower())
    return replace(answer, headers=kept)


def html(title: str, text: str) -> bytes:
    """A page for people."""
    return f"<!DOCTYPE html>\n<html><head><title>{title}</title></head><body><p>{text}</p></body></html>\n".encode()
