"""The words for answers that break HTTP itself, for whoever tells them from an answer that did not come."""

from __future__ import annotations

CLOSED_EARLY = "the connection was closed early"
NOT_DECODABLE = "the body is not what Content-Encoding declares"
UNCLEAR_LENGTH = "the length of the answer is not clear"
MALFORMED_CHUNKS = "the chunks of the body are malformed"
NO_LENGTH = "which is no length"
UNFINISHED_CODING = "the body ends before its content coding does"
UNKNOWN_CODING = "the body has the content coding"
