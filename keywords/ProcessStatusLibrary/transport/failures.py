"""The words for answers that break HTTP itself, for whoever tells them from an answer that did not come."""

from __future__ import annotations

CLOSED_EARLY = "the connection was closed early"
NOT_DECODABLE = "the body is not what Content-Encoding declares"
UNCLEAR_LENGTH = "the length of the answer is not clear"
