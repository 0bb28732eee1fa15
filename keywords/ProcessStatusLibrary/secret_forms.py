"""Every way in which a secret may be written: plain, Base64, URL, XML, JSON, hexadecimal."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

_PERCENT = re.compile(r"%[0-9A-F]{2}")
_HTML_SENSITIVE = re.compile(r"[<>&+'\x7f-\uffff]")
_TAG = re.compile(r"<[^<>]*+>")
SHORTEST_CORE = 8
"""Fewer characters of Base64 than these may stand anywhere by chance."""


def forms_of(secret: str) -> set[str]:
    """Writes a secret in every encoding that a message, a log or a report may use.

    >>> sorted(forms_of("a&b/c"))[:3]
    ['6126622F63', '6126622f63', 'YSZiL2M']
    """
    raw = secret.encode("utf-8", "surrogatepass")
    forms = _written(secret) if raw == secret.encode("utf-8", "replace") else {secret}
    forms |= _between_zeros(secret)
    forms.add(secret.lower())  # as media types and other names are told
    without_tags = " ".join(_TAG.sub(" ", secret).split())
    if len(without_tags) >= SHORTEST_CORE:
        forms.add(without_tags)  # what is left of it where the text of a page is told
    if not secret.isascii():
        forms |= _written(raw.decode("latin-1"))  # what a head in UTF-8 reads as: http.client takes it for Latin-1
    return {*forms, *_base64_forms(raw), raw.hex(), raw.hex().upper()}


def _written(secret: str) -> set[str]:
    """The secret as a text, plain and as URLs, XML, JSON and Python escape it."""
    percent = {quote(secret, safe=""), quote(secret, safe="/"), quote_plus(secret)}
    percent |= {_PERCENT.sub(lambda match: match[0].lower(), form) for form in percent}
    xml = {escape(secret), escape(secret, {'"': "&quot;"}), escape(secret, {'"': "&quot;", "'": "&apos;"})}
    xml |= {escape(secret, {'"': "&quot;", "'": "&#x27;"}), escape(secret, {'"': "&#34;", "'": "&#39;"})}
    quoted = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
    quoted.add(repr(f"\"'{secret}")[4:-1])  # as it is escaped among both quotation marks
    quoted |= {form.replace("/", "\\/") for form in quoted}
    # As .NET and Jinja write JSON that may stand in HTML.
    plain = set(quoted)
    quoted |= {_HTML_SENSITIVE.sub(lambda match: f"\\u{ord(match[0]):04x}", form) for form in plain}
    quoted |= {_HTML_SENSITIVE.sub(lambda match: f"\\u{ord(match[0]):04X}", form) for form in plain}
    quoted.add(secret.encode("unicode_escape").decode())
    xml |= {form.encode("ascii", "xmlcharrefreplace").decode() for form in xml}
    return {secret, *percent, *xml, *quoted}


def _between_zeros(secret: str) -> set[str]:
    """What UTF-16 and UTF-32 in either order are where they are read a byte a character."""
    encoded = (secret.encode(f"utf-{size}-{order}", "surrogatepass") for size in (16, 32) for order in ("le", "be"))
    return {text.decode("latin-1").strip("\0") for text in encoded}


def _base64_forms(raw: bytes) -> set[str]:
    """The secret alone in Base64, and what of it is the same wherever it stands in something longer."""
    forms = set()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        encoded = encode(raw).decode()
        forms |= {encoded, encoded.rstrip("=")}
        for before in range(3):
            # The first character shares bits with what stands before, the last with what follows.
            last = (before + len(raw)) * 8 // 6
            core = encode(b"\0" * before + raw).decode()[-(-before * 8 // 6) : last]
            if len(core) >= SHORTEST_CORE:
                forms.add(core)
    return forms
