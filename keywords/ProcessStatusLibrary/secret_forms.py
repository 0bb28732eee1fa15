"""Every way in which a secret may be written: plain, Base64, URL, XML, JSON, hexadecimal."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape

_PERCENT = re.compile(r"%[0-9A-F]{2}")


def forms_of(secret: str) -> set[str]:
    """Writes a secret in every encoding that a message, a log or a report may use.

    >>> sorted(forms_of("a&b/c"))[:3]
    ['6126622f63', 'YSZiL2M', 'YSZiL2M=']
    """
    raw = secret.encode()
    percent = {quote(secret, safe=""), quote(secret, safe="/"), quote_plus(secret)}
    percent |= {_PERCENT.sub(lambda match: match[0].lower(), form) for form in percent}
    xml = {escape(secret), escape(secret, {'"': "&quot;"}), escape(secret, {'"': "&quot;", "'": "&apos;"})}
    xml |= {escape(secret, {'"': "&quot;", "'": "&#x27;"}), escape(secret, {'"': "&#34;", "'": "&#39;"})}
    quoted = {json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]}
    quoted.add(secret.encode("unicode_escape").decode())
    encoded = base64.b64encode(raw).decode()
    safe = base64.urlsafe_b64encode(raw).decode()
    return {secret, *percent, *xml, *quoted, encoded, encoded.rstrip("="), safe, safe.rstrip("="), raw.hex()}
