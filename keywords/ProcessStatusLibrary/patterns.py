"""Compiles sentences such as ``the state is "${state}"`` to patterns: one dialect for both runners."""

from __future__ import annotations

import re
from functools import lru_cache

_ARGUMENT = re.compile(r"\$\{(?P<name>[^{}:]+)(?::(?P<pattern>(?:[^{}\\]|\\.|\{[^{}]*\})+))?\}")

QUOTED = '[^"]*'
"""What an argument in quotation marks may be: anything but the mark that ends it."""


def for_robot(text: str) -> str:
    """The sentence in Robot's dialect: its own default would run over the closing mark, into another sentence.

    >>> for_robot('the state is "${state}"')
    'the state is "${state:[^"]*}"'
    """
    return _ARGUMENT.sub(lambda m: m[0] if m["pattern"] else f"${{{m['name']}:{QUOTED}}}", text)


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
        parts.append(f"(?P<{match['name']}>{match['pattern'] or QUOTED})")
        end = match.end()
    parts.append(re.escape(text[end:]))
    return re.compile("".join(parts), re.IGNORECASE)
