"""An exchange as evidence: masked, indented for reading, cut where it is long, the breach marked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ..json_parsing import NotJson, parse_json
from ..masking import Masker
from ..schemas.xml_parsing import NotWellFormed, element_at, parse_xml
from ..transport.exchange import Exchange, Headers

MOST_LINES = 60
AROUND = 12
LONGEST_LINE = 300
LONGEST_BODY = 100_000
STATUS_PLACES = ("http status", "status line", "status")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a message.

    Attributes:
        marked: It is where the breach is.
    """

    text: str
    marked: bool = False


@dataclass(frozen=True)
class Evidence:
    """An exchange for people."""

    number: int
    request: tuple[Line, ...]
    response: tuple[Line, ...]


def evidence_of(number: int, exchange: Exchange, masker: Masker, location: str) -> Evidence:
    """Renders an exchange.

    Args:
        number: Its number in the recording.
        exchange: The request and the response.
        masker: What keeps secrets out.
        location: Where the breach is: a header's name, an XPath or a JSON pointer.
    """
    request, response = exchange.request, exchange.response
    asked = [
        Line(f"{request.method} {masker.url(request.url)}"),
        *_headers(request.headers, masker, ""),
        *_body(request.text, masker, ""),
    ]
    if response is None:
        return Evidence(number, _cut(asked), (Line(masker.text(exchange.error) or "no answer"),))
    line = f"{response.version} {response.status} {masker.text(response.reason)}".rstrip()
    answered = [
        Line(line, location.casefold() in STATUS_PLACES),
        *_headers(response.headers, masker, location),
        *_body(response.text, masker, location),
    ]
    return Evidence(number, _cut(asked), _cut(answered))


def _headers(headers: Headers, masker: Masker, location: str) -> Iterator[Line]:
    for name, value in masker.headers(headers):
        yield Line(f"{name}: {value}", bool(location) and name.casefold() == location.casefold())


def _body(text: str, masker: Masker, location: str) -> Iterator[Line]:
    if not text:
        return
    yield Line("")
    shown = masker.text(text)
    if len(shown) > LONGEST_BODY:
        yield from (Line(line) for line in shown[:LONGEST_BODY].splitlines())
        yield Line(f"[{len(shown) - LONGEST_BODY} more characters are left out]")
        return
    pretty = _xml if shown.lstrip("\ufeff \r\n\t").startswith("<") else _json
    lines = pretty(shown, location)
    yield from lines or [Line(line) for line in shown.splitlines()]


def _xml(text: str, location: str) -> list[Line]:
    """Indented XML; nothing when it is not well-formed."""
    try:
        root = parse_xml(text.encode("utf-8", "replace"))
        etree.indent(root)
        pretty = etree.tostring(root, encoding="unicode")
        again = parse_xml(pretty.encode("utf-8", "replace"))
    except (NotWellFormed, ValueError):
        return []
    place = location.partition("/@")[0].strip("/")
    found = element_at(again, place)
    marked = found.sourceline if found is not None else None
    return [Line(line, number == marked) for number, line in enumerate(pretty.split("\n"), 1)]


def _json(text: str, location: str) -> list[Line]:
    """Indented JSON; nothing when it is none."""
    try:
        value = parse_json(text.encode("utf-8", "replace"))
    except NotJson:
        return []
    return [Line(line, bool(location) and pointer == location) for pointer, line in _json_lines(value, "", "", "")]


def _json_lines(value: Any, pointer: str, indent: str, before: str, after: str = "") -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict | list) or not value:
        yield pointer, f"{indent}{before}{json.dumps(value, ensure_ascii=False)}{after}"
        return
    opening, closing = ("{", "}") if isinstance(value, dict) else ("[", "]")
    yield pointer, f"{indent}{before}{opening}"
    members = list(value.items() if isinstance(value, dict) else enumerate(value))
    for position, (name, member) in enumerate(members):
        step = str(name).replace("~", "~0").replace("/", "~1")
        label = f"{json.dumps(name, ensure_ascii=False)}: " if isinstance(value, dict) else ""
        comma = "," if position < len(members) - 1 else ""
        yield from _json_lines(member, f"{pointer}/{step}", f"{indent}  ", label, comma)
    yield "", f"{indent}{closing}{after}"


def _cut(lines: list[Line]) -> tuple[Line, ...]:
    """The lines that fit: the first ones, and those around the mark."""
    short = [Line(_shortened(line.text), line.marked) for line in lines]
    if len(short) <= MOST_LINES:
        return tuple(short)
    mark = next((number for number, line in enumerate(short) if line.marked), 0)
    if mark < MOST_LINES - AROUND:
        return (*short[:MOST_LINES], _left_out(len(short) - MOST_LINES))
    first, begin, end = MOST_LINES - 2 * AROUND, mark - AROUND, mark + AROUND
    rest = (_left_out(len(short) - end),) if len(short) > end else ()
    return (*short[:first], _left_out(begin - first), *short[begin:end], *rest)


def _left_out(count: int) -> Line:
    return Line(f"[{count} {'line is' if count == 1 else 'lines are'} left out; the recording has them]")


def _shortened(text: str) -> str:
    text = text.replace("\t", "    ")
    more = len(text) - LONGEST_LINE
    return f"{text[:LONGEST_LINE]} [{more} more characters are left out]" if more > 0 else text
