"""The charsets that a message may name: encodings of text, and none of Python's other codecs."""

from __future__ import annotations

import codecs

NO_CHARSETS = ("idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape")
"""Codecs of Python's own: they read hosts and source code, one takes quadratic time and one warns."""


def text_encoding(name: str) -> str:
    """Looks a charset up.

    Returns:
        Python's name for it; empty when there is no such charset.

    >>> text_encoding("UTF8"), text_encoding("hex"), text_encoding("punycode")
    ('utf-8', '', '')
    """
    try:
        b"a".decode(name, "ignore")  # refuses codecs that turn bytes into bytes, such as hex
        found = codecs.lookup(name).name
    except (LookupError, ValueError):
        return ""
    return "" if found.replace("_", "-") in NO_CHARSETS else found
