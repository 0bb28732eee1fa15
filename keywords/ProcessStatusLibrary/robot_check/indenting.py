"""Indents XML and JSON for reading: no character of a message is changed but the space between its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..json_parsing import NotJson, parse_json

LONGEST = 64_000
"""Characters of a message that is indented; a longer one is shown as it came."""
_XML = re.compile(
    r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|</[^<>]+>|<[^\s<>/!?]+(?:\s+[^\s=<>/]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>"
    r"|[^<]+",
    re.DOTALL,
)
_JSON = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+')
_NAME = re.compile(r"</?(?:[^\s:/>]+:)?([^\s/>]+)")
INDENT = "  "
DEEPEST = 60
"""Nesting of a message that is indented; nobody reads a deeper one, and its space would be endless."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a message.

    Attributes:
        place: Where in the message it is: ``Envelope/Body/Fault``, or a JSON pointer; empty when that is not known.
    """

    text: str
    place: str = ""


def indented(text: str) -> list[Line]:
    """Indents a message; what is neither XML nor JSON, or is too long, is left as it is."""
    begin = text.lstrip("\ufeff \t\r\n")[:1]
    if len(text) <= LONGEST and begin == "<":
        return _xml(text) or _plain(text)
    if len(text) <= LONGEST and begin in ("{", "["):
        return _json(text) or _plain(text)
    return _plain(text)


def _plain(text: str) -> list[Line]:
    return [Line(line) for line in text.splitlines()]


def _xml(text: str) -> list[Line]:
    """The lines of a document whose tags are balanced; none for another."""
    tokens = _XML.findall(text)
    if "".join(tokens) != text:
        return []
    lines: list[Line] = []
    steps: list[str] = []
    seen: list[dict[str, int]] = [{}]
    for token in _leaves(tokens):
        if token.startswith("</"):
            if not steps or steps[-1].partition("[")[0] != _name(token):
                return []
            place = "/".join(steps)
            steps.pop()
            seen.pop()
            lines.append(Line(INDENT * len(steps) + token, place))
        elif token.startswith("<") and token[1] not in "!?":
            name = _name(token)
            seen[-1][name] = seen[-1].get(name, 0) + 1
            place = "/".join([*steps, f"{name}[{seen[-1][name]}]"])
            lines.append(Line(INDENT * len(steps) + token, place))
            if not token.endswith("/>") and not _closed(token):
                steps.append(place.rpartition("/")[2])
                seen.append({})
                if len(steps) > DEEPEST:
                    return []
        elif token.strip():
            lines.append(Line(INDENT * len(steps) + token.strip(), "/".join(steps)))
    return [] if steps else lines


def _leaves(tokens: Sequence[str]) -> Iterator[str]:
    """Joins an element that holds only text to one token."""
    position = 0
    while position < len(tokens):
        end = position + 1
        if tokens[position][:1] == "<" and tokens[position][1] not in "/!?" and not tokens[position].endswith("/>"):
            while end < len(tokens) and (tokens[end][0] != "<" or tokens[end].startswith("<![CDATA[")):
                end += 1
            closes = (
                end < len(tokens) and tokens[end].startswith("</") and _name(tokens[end]) == _name(tokens[position])
            )
            end = end + 1 if closes else position + 1
        yield "".join(tokens[position:end])
        position = end


def _closed(token: str) -> bool:
    return re.search(r"</[^<>]+>\Z", token) is not None


def _name(tag: str) -> str:
    """The local name of a tag."""
    found = _NAME.match(tag)
    return found[1] if found else ""


def _json(text: str) -> list[Line]:
    """The lines of a JSON document; none for what is not JSON."""
    try:
        parse_json(text.encode("utf-8", "replace"))
    except NotJson:
        return []
    writer = _JsonWriter()
    for token in _JSON.findall(text):
        writer.take(token)
        if len(writer.steps) > DEEPEST:
            return []
    writer.end_line()
    return writer.lines


class _JsonWriter:
    """Takes the tokens of a JSON document and writes one member or entry a line."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.steps: list[str | int] = []
        """Where it is: the member of each object, the entry of each list."""
        self._line = ""
        self._named = False

    def take(self, part: str) -> None:
        """Takes the next token."""
        if part in ("}", "]"):
            self.end_line()
            self.steps.pop()
            self._add(part)
        elif part in ("{", "["):
            self._add(part)
            self.end_line()
            self.steps.append(0 if part == "[" else "")
            self._named = False
        elif part == ",":
            self._add(part)
            self.end_line()
            self.steps[-1] = self.steps[-1] + 1 if isinstance(self.steps[-1], int) else ""
            self._named = False
        elif part == ":":
            self._line += ": "
        else:
            self._value(part)

    def end_line(self) -> None:
        """Ends the line, if one was begun."""
        if self._line:
            self.lines.append(Line(self._line, "".join(f"/{step}" for step in self.steps)))
        self._line = ""

    def _value(self, part: str) -> None:
        if self.steps and self.steps[-1] == "" and not self._named:
            self.steps[-1], self._named = part[1:-1], True
        self._add(part)

    def _add(self, part: str) -> None:
        self._line = (self._line or INDENT * len(self.steps)) + part
