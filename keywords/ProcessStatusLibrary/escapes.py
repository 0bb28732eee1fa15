"""A secret in which any character may be written as an escape of URLs, XML, JSON or mail."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST = 256
"""A longer secret is looked for as the usual encodings write it, and no more: its pattern would be too large."""


def escaped_pattern(secrets: Sequence[str]) -> re.Pattern[str] | None:
    """What finds secrets however their characters are escaped; the index of the group says which one was found.

    Args:
        secrets: The secrets.

    >>> bool(escaped_pattern(["hun"]).search("a=%68&#x75;n"))
    True
    """
    groups = ["".join(map(_character, secret)) if len(secret) <= LONGEST else "(?!)" for secret in secrets]
    if not groups:
        return None
    # Most places are left at once: only an escape or the first character of a secret can begin one.
    begins = re.escape("".join(secret[0] for secret in secrets))
    return re.compile(f"(?=[%&=\\\\{begins}])(?:{'|'.join(f'({group})' for group in groups)})")


def _character(character: str) -> str:
    number = ord(character)
    raw = character.encode("utf-8", "surrogatepass")
    units = character.encode("utf-16-be", "surrogatepass").hex()
    escapes = [
        "".join(f"%{byte:02x}" for byte in raw),
        "".join(f"={byte:02x}" for byte in raw),
        f"&#0*{number};",
        f"&#x0*{number:x};",
        "".join(rf"\\u{units[at : at + 4]}" for at in range(0, len(units), 4)),
    ]
    if 0x80 <= number < 0x100:
        escapes.append(f"[%=]{number:02x}")
    return f"(?>{re.escape(character)}|(?i:{'|'.join(escapes)}))"
