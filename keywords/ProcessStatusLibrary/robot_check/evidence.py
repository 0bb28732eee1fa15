"""An exchange as evidence in Robot's log: masked, indented, the breach marked, and nothing in it alive."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from ..conformance.clause import Finding
from ..conformance.probe import Observation
from ..masking import Masker
from ..transport.exchange import Exchange, Headers
from ..wording import inert
from .indenting import Line, indented

LONGEST = 12_000
"""Characters of a body that are shown; the recording holds the rest."""
_QUOTED = re.compile(r"'([^']{2,})'")
_STATUS = re.compile(r"\bHTTP (\d{3})\b")
_BLOCK = "white-space: pre-wrap; margin: 0 0 0.5em"


def exchange_as_html(
    observation: Observation, masker: Masker, findings: Sequence[Finding] = (), *, unfolded: bool = False
) -> str:
    """Shows an exchange, folded under one line that says what it is.

    Args:
        observation: The observation that was judged.
        masker: What keeps secrets out.
        findings: What is broken in it, to be marked.
        unfolded: Whether it is open at first.

    Returns:
        HTML in which everything that was sent or received is plain text.
    """
    exchange = observation.exchange
    if exchange is None:
        return ""
    request = exchange.request
    asked = f"{request.method} {masker.url(request.url)}"
    head = [Line(inert(asked)), *_headers(request.headers, masker)]
    blocks = [_block([*head, Line(""), *_body(request.text, masker)], set())]
    answer = exchange.response
    if answer is None:
        outcome = masker.text(exchange.error)
        blocks.append(_block([Line(inert(outcome))], {0} if findings else set()))
    else:
        outcome = f"HTTP {answer.status} {masker.text(answer.reason)}".rstrip()
        first = [Line(inert(f"{answer.version} {outcome.removeprefix('HTTP ')}")), *_headers(answer.headers, masker)]
        body = _body(answer.text, masker)
        marked = _marked_head(first, findings) | {len(first) + 1 + n for n in _marked_body(body, findings)}
        blocks.append(_block([*first, Line(""), *body], marked))
    about = ", ".join(filter(None, [observation.probe.described, _process(observation)]))
    told = f"Exchange {observation.number}{f' ({about})' if about else ''}: {asked} > {outcome}, {_ms(exchange)}"
    opened = " open" if unfolded else ""
    return f"<details{opened}><summary>{html.escape(inert(told))}</summary>{''.join(blocks)}</details>"


def _process(observation: Observation) -> str:
    probe = observation.probe
    if not probe.process_id:
        return ""
    return f"process {probe.process_id}{f', {probe.state}' if probe.state else ''}"


def _ms(exchange: Exchange) -> str:
    return f"{exchange.elapsed * 1000:.0f} ms"


def _headers(headers: Headers, masker: Masker) -> list[Line]:
    return [Line(inert(f"{name}: {value}"), name.casefold()) for name, value in masker.headers(headers)]


def _body(text: str, masker: Masker) -> list[Line]:
    lines = []
    left = LONGEST
    for line in indented(masker.text(text)):
        if len(line.text) > left:
            lines.append(Line(f"{inert(line.text[:left])} ... (cut: {len(text)} characters in all)", line.place))
            break
        left -= len(line.text)
        lines.append(Line(inert(line.text), line.place))
    return lines


def _marked_head(lines: Sequence[Line], findings: Iterable[Finding]) -> set[int]:
    """The lines of the head that findings speak of: the status, or a header by its name."""
    marked = set()
    for finding in findings:
        told = f"{finding.message} {finding.documented} {finding.received} {finding.location}"
        status = _STATUS.search(finding.received)
        if status and f" {status[1]}" in lines[0].text:
            marked.add(0)
        for number, line in enumerate(lines[1:], 1):
            if re.search(rf"(?<![\w-]){re.escape(line.place)}(?![\w-])", told, re.IGNORECASE):
                marked.add(number)
    return marked


def _marked_body(lines: Sequence[Line], findings: Iterable[Finding]) -> set[int]:
    """The lines at a finding's place, or at the nearest place around it; without a place, those with the value."""
    marked: set[int] = set()
    for finding in findings:
        marked |= _at(lines, finding.location)
        if not finding.location:
            values = [inert(value) for value in _QUOTED.findall(finding.received)]
            marked |= {n for n, line in enumerate(lines) if any(value in line.text for value in values)}
    return marked


def _at(lines: Sequence[Line], location: str) -> set[int]:
    place = _numbered(location)
    while place:
        found = [number for number, line in enumerate(lines) if _numbered(line.place) == place]
        if found:
            return {found[0]}
        place = place.rpartition("/")[0]
    return set()


def _numbered(place: str) -> str:
    """A path of elements with every number written: ``Output/Status`` is ``Output[1]/Status[1]``."""
    if place.startswith("/"):
        return place
    return "/".join(step if step.endswith("]") or not step else f"{step}[1]" for step in place.split("/"))


def _block(lines: Sequence[Line], marked: set[int]) -> str:
    shown = [html.escape(line.text) for line in lines]
    shown = [f"<mark>{text or ' '}</mark>" if number in marked else text for number, text in enumerate(shown)]
    text = "\n".join(shown)
    return f'<pre style="{_BLOCK}">{text}</pre>'
