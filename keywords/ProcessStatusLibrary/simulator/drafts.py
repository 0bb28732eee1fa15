"""Answers that are made but not written yet: a result or a fault as a document, with what is sent around it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from .calls import Call
from .http_message import Answer, Headers


@dataclass(frozen=True, slots=True)
class Draft:
    """An answer of the service's own words.

    Attributes:
        kind: A result, an error in the shape of a result, or a SOAP fault.
        call: The call that is answered; of a fault: one of the same address.
        document: The element or the JSON value.
        write: Serialises the document.
        headers: What is sent with it.
        status: The HTTP status.
    """

    kind: Literal["result", "error", "fault"]
    call: Call
    document: Any
    write: Callable[[Any], bytes]
    headers: Headers
    status: int = 200

    def written(self) -> WrittenAnswer:
        """The answer in bytes."""
        return WrittenAnswer(self.headers, self.write(self.document), self.status, draft=self)


@dataclass(frozen=True)
class WrittenAnswer(Answer):
    """An answer that remembers what it was written from."""

    draft: Draft | None = None
