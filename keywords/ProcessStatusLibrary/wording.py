"""The house's wording of messages: values quoted, what is allowed listed, the nearest name offered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

LONGEST_VALUE = 200
_RUNNER_COMMAND = re.compile(r"##(?=\w*\[)")
ZERO_WIDTH_SPACE = "\u200b"


def listing(values: Iterable[object], last: str = "or") -> str:
    """Writes values as ``'a', 'b' or 'c'``.

    Args:
        values: What to list, in order.
        last: The word before the last value.

    Returns:
        The text; ``nothing`` when there are no values.

    >>> listing(["a", "b", "c"])
    "'a', 'b' or 'c'"
    """
    quoted = [quote(value) for value in values]
    if not quoted:
        return "nothing"
    if len(quoted) == 1:
        return quoted[0]
    return f"{', '.join(quoted[:-1])} {last} {quoted[-1]}"


def quote(value: object) -> str:
    """Quotes a value for a message: on one line, printable, and cut when it is very long.

    >>> quote("a\\nb")
    "'a\\\\nb'"
    """
    text = repr(str(value)) if isinstance(value, str) else f"'{value}'"
    text = inert(text)
    if len(text) > LONGEST_VALUE:
        return f"{text[:LONGEST_VALUE]}...' ({len(str(value))} characters)"
    return text


def shortened(text: str) -> str:
    """Cuts a text that is very long; what masks a message knows this end, and that of a quoted value."""
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}... ({len(text)} characters)"


def inert(text: str) -> str:
    """Makes a text of a server harmless on a terminal: what cannot be printed is written as an escape.

    So is what CI runners of GitHub, Azure and TeamCity take for a command of theirs wherever it stands in a line.

    >>> inert("red \\x1b[31m"), inert("##[group]")
    ('red \\\\x1b[31m', '\\\\x23#[group]')
    """
    text = text if text.isprintable() else "".join(c if c.isprintable() else ascii(c)[1:-1] for c in text)
    return _RUNNER_COMMAND.sub(r"\\x23#", text) if "##" in text else text


def inert_lines(text: str) -> str:
    """Makes every line of a text of several lines harmless; its own line feeds stay.

    >>> inert_lines("red \\x1b[31m\\nnext")
    'red \\\\x1b[31m\\nnext'
    """
    return "\n".join(map(inert, text.split("\n")))


def nearest(name: str, allowed: Iterable[str]) -> str:
    """Finds the allowed name that a misspelt one most probably means.

    Returns:
        The nearest name, or an empty string when none is near.

    >>> nearest("SOAP1.2", ["SOAP 1.1", "SOAP 1.2", "REST"])
    'SOAP 1.2'
    """
    names = list(allowed)
    folded = {entry.casefold(): entry for entry in reversed(names)}
    found = get_close_matches(name.casefold(), folded, n=1, cutoff=0.6)
    return folded[found[0]] if found else ""


def plain(number: float) -> str:
    """Writes a number without an exponent and without needless digits.

    >>> plain(31536000.0), plain(0.25)
    ('31536000', '0.25')
    """
    return str(int(number)) if float(number).is_integer() else f"{number:.6f}".rstrip("0")


def unknown(kind: str, name: str, allowed: Iterable[str]) -> str:
    """Says that a name is not known, which are, and which was probably meant.

    >>> unknown("service", "cora-rpc", ["cora-rpa", "robusta"])
    "Unknown service 'cora-rpc'. Did you mean 'cora-rpa'? Allowed: 'cora-rpa' or 'robusta'."
    """
    names = list(allowed)
    near = nearest(name, names)
    meant = f" Did you mean {quote(near)}?" if near else ""
    return f"Unknown {kind} {quote(name)}.{meant} Allowed: {listing(names)}."


def is_number(value: object, *, whole: bool = False) -> bool:
    """Whether a setting is a number at all, which a range can then be asked of.

    >>> is_number(2.5), is_number(2.5, whole=True), is_number(True), is_number("5")
    (True, False, False, False)
    """
    return isinstance(value, int if whole else int | float) and not isinstance(value, bool)
