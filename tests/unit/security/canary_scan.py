"""Finds secrets in texts, in every form in which they may be written; it shares nothing with what masks them."""

from __future__ import annotations

import base64
import html
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import quote, quote_plus
from xml.sax.saxutils import escape


def leaks(places: Mapping[str, str], canaries: Mapping[str, str]) -> list[str]:
    """What leaked: the canary, its form and the place.

    Args:
        places: Texts by where they were found.
        canaries: Secrets by what they are.
    """
    return [
        f"{name} in {form}: {place}: ...{text[max(0, at - 80) : at + 80]!r}"
        for name, secret in canaries.items()
        for form, written in forms(secret)
        for place, text in places.items()
        if (at := text.find(written)) >= 0
    ]


def texts_of(folder: Path) -> dict[str, str]:
    """Every file below a folder as text, whatever is in it."""
    return {
        str(path.relative_to(folder)): path.read_bytes().decode("utf-8", "replace")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def forms(secret: str) -> Iterator[tuple[str, str]]:
    """A secret in every form, with the form's name."""
    raw = secret.encode()
    yield "plain", secret
    for name, alphabet in (("Base64", b"+/"), ("Base64 for URLs", b"-_")):
        for before in range(3):
            written = base64.b64encode(b"\0" * before + raw, alphabet).decode().rstrip("=")
            yield f"{name}, {before} bytes behind a group", written[-(-before * 8 // 6) : (before + len(raw)) * 8 // 6]
    for name, safe in (("URL", ""), ("URL with slashes", "/")):
        yield name, quote(secret, safe=safe)
        yield f"{name}, lower case", re.sub("%..", lambda found: found[0].lower(), quote(secret, safe=safe))
    yield "form", quote_plus(secret)
    yield "XML text", escape(secret)
    yield "XML attribute", escape(secret, {'"': "&quot;"})
    yield "XML in ASCII", escape(secret).encode("ascii", "xmlcharrefreplace").decode()
    yield "HTML", html.escape(secret)
    yield "HTML by numbers", html.escape(secret).replace("&quot;", "&#34;").replace("&#x27;", "&#39;")
    yield "JSON", json.dumps(secret, ensure_ascii=False)[1:-1]
    yield "JSON in ASCII", json.dumps(secret)[1:-1]
    yield "JSON with slashes escaped", json.dumps(secret)[1:-1].replace("/", "\\/")
    yield "Python", repr(secret)[1:-1]
    yield "Python, among both marks", repr(f"\"'{secret}")[4:-1]
    yield "UTF-8 read as Latin-1", raw.decode("latin-1")
    for name, alphabet in (("Base64", b"+/"), ("Base64 for URLs", b"-_")):
        yield (
            f"{name} in a URL",
            quote(base64.b64encode(raw, alphabet), safe="").removesuffix("%3D%3D").removesuffix("%3D"),
        )
    yield "URL in a URL", quote(quote(secret, safe=""), safe="")
    yield "JSON in JSON", json.dumps(json.dumps(secret)[1:-1])[1:-1]
    yield "XML in JSON", json.dumps(escape(secret, {'"': "&quot;"}))[1:-1]
    yield "JSON in XML", escape(json.dumps(secret)[1:-1], {'"': "&quot;"})
    yield "XML by numbers", "".join(f"&#{ord(sign)};" for sign in secret)
    yield "URL by bytes", "".join(f"%{byte:02X}" for byte in raw)
    yield "hexadecimal", raw.hex()
    yield "hexadecimal in capitals", raw.hex().upper()
