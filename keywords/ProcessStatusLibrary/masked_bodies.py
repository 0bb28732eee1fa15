"""Bodies as a recording holds them: masked as the texts that they are, and made bytes again."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from .masking import Masker
from .text_encodings import text_encoding
from .transport.exchange import declared_charset, wide_encoding

ERRORS = {"utf-16-le": "surrogatepass", "utf-16-be": "surrogatepass", "utf-8": "surrogateescape"}
"""With what a body in an encoding becomes the same bytes again; any other is read strictly."""
UNIT_16 = 2
"""Bytes of a unit of UTF-16."""
_BARE_MASK = re.compile(r'("\s*:\s*|[\[,]\s*)\{masked:[^{}]*:length=(\d{1,3}):digest=[0-9a-f]+\}(?=\s*[,}\]])')
"""The mask of a number, which is no JSON; a number of the same length stands for it."""


def masked_body(body: bytes, masker: Masker, content_type: str = "") -> dict[str, Any]:
    """A body masked, with its length, and with its digest where nothing was masked.

    The digest of a body with a secret in it would let anybody try passwords against it.

    Args:
        body: The body.
        masker: What knows the secrets.
        content_type: Its Content-Type, which may name a charset.
    """
    text = _in_utf_8(body)
    if text is not None and not wide_encoding(body):
        masked = masker.text(text)
        return {"body": masked, "length": len(body)} | ({"sha256": _digest(body)} if masked == text else {})
    for encoding in _encodings(content_type):
        # A half unit at the end of UTF-16 is left out: a secret before it must not be overlooked.
        whole = body[: len(body) // UNIT_16 * UNIT_16] if encoding.startswith("utf-16") else body
        try:
            read = whole.decode(encoding, ERRORS.get(encoding, "strict"))
        except UnicodeDecodeError:
            continue
        masked = masker.text(read)
        if masked != read:
            return {"body": masked, "encoding": encoding, "length": len(body)}
    shown = {"body": text} if text is not None else {"body_base64": base64.b64encode(body).decode()}
    return {**shown, "length": len(body), "sha256": _digest(body)}


def recorded_body(message: Mapping[str, Any]) -> bytes:
    """The bytes that were recorded.

    Args:
        message: A recorded request or response, whose encoding is one of text.
    """
    if "body_base64" in message:
        return base64.b64decode(message["body_base64"])
    encoding = message.get("encoding", "")
    text = _BARE_MASK.sub(lambda match: f"{match[1]}{'1' * int(match[2])}", message["body"])
    # A mask is plain ASCII, so that whatever encoding the body is in can write it.
    return text.encode(encoding or "utf-8", ERRORS.get(encoding, "replace") if encoding else "surrogatepass")


def _encodings(content_type: str) -> Iterator[str]:
    """As what a body that is not UTF-8 is searched for secrets."""
    declared = text_encoding(declared_charset(content_type))
    yield from dict.fromkeys([*ERRORS, *([declared] if declared else []), "latin-1"])


def _in_utf_8(body: bytes) -> str | None:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
