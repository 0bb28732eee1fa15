"""Compiles sentences such as ``the state is "${state}"`` to patterns: one dialect for both runners."""

from __future__ import annotations

import re
from functools import lru_cache

_ARGUMENT = re.compile(r"\$\{(?P<name>[^{}:]+)(?::(?P<pattern>(?:[^{}\\]|\\.|\{[^{}]*\})+))?\}")


@lru_cache(maxsize=256)
def compile_sentence(text: str) -> re.Pattern[str]:
    """Compiles a sentence.

    Args:
        text: The sentence with arguments as ``${name}`` or ``${name:regular expression}``.

    Returns:
        A pattern that the whole sentence has to match, in any case.

    >>> compile_sentence('the counter "${name}" is ${value:\\\\d+}').fullmatch('The counter "A" is 3').groupdict()
    {'name': 'A', 'value': '3'}
    """
    parts: list[str] = []
    end = 0
    for match in _ARGUMENT.finditer(text):
        parts.append(re.escape(text[end : match.start()]))
        parts.append(f"(?P<{match['name']}>{match['pattern'] or '.*?'})")
        end = match.end()
    parts.append(re.escape(text[end:]))
    return re.compile("".join(parts), re.IGNORECASE)
