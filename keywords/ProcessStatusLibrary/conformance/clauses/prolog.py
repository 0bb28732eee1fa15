"""What stands before the root of an XML document, also of one that no reader of SOAP may read."""

from __future__ import annotations

import re

# Atomic: a hostile server must not make the search go back over every way to cut a row of comments.
_ASIDE = r"(?>(?><!--.*?-->)|(?><\?.*?\?>)|\s)*+"
_DOCTYPE = re.compile(rf"\ufeff?{_ASIDE}<!DOCTYPE\s", re.DOTALL)
_LONGEST = 4096


def has_doctype(body: bytes) -> bool:
    """Whether a document has a document type declaration."""
    # Markup is ASCII in every encoding that XML is written in: zero bytes aside, it reads the same.
    text = body[:_LONGEST].removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").decode("latin-1")
    return bool(_DOCTYPE.match(text.removeprefix("\xff\xfe").removeprefix("\xfe\xff")))
