"""A summary of a check in Markdown, for the summary of a CI job: totals, a table, and the failures."""

from __future__ import annotations

import re
from pathlib import Path

from ..conformance.assessment import Assessment, Found, Standing
from ..conformance.results import unjudged_rows
from ..wording import ZERO_WIDTH_SPACE, inert, inert_lines
from .words import baseline_notes, origin_notes, reasons, replies_of, row_verdict, summary

_LINKED = re.compile(r":(?=//|\w+:)|www(?=\.)|[@#$]", re.IGNORECASE)
"""Where GitHub finds addresses, mentions, numbers of issues, formulas and emoji."""
LARGEST = 900_000
"""Bytes of a summary; GitHub shows 1024 KiB of a step and nothing of a longer one."""
LONGEST_MESSAGE = 2000
CUT = "\n_The summary is cut here: conformance.html has the rest._\n"


def markdown_report(assessment: Assessment) -> str:
    """Makes the summary."""
    heading = {0: "✓ Conformance kept", 1: "✗ Conformance broken", 3: "? Conformance not fully judged"}
    parts = [f"## {heading[assessment.exit_status]}\n", f"{summary(assessment)}\n"]
    simulated = [service.service for service in assessment.results if service.simulated]
    if simulated:
        parts.append(f"On the embedded simulator, not on a real service: {', '.join(simulated)}.\n")
    parts += [f"{_text(note)}\n" for note in (*origin_notes(assessment), *baseline_notes(assessment))]
    parts.append(_table(assessment))
    parts += [
        f"- Not judged: {service.service} on {_text(service.target)} over {binding}: "
        f"{_text(reasons(service, binding))}.\n"
        for service, binding in unjudged_rows(assessment.results)
    ]
    for title, standing in (("Mended", Standing.MENDED), ("Not judged any more", Standing.NOT_JUDGED_ANY_MORE)):
        parts += [f"- {title}: {_name(found)}.\n" for found in assessment.having(standing)]
    for found in assessment.having(Standing.ACCEPTED):
        accepted = assessment.acceptance(*found)
        if accepted is not None:
            parts.append(f"- Accepted until {accepted.expires}: {_name(found)}. {_text(accepted.reason)}\n")
    parts.append("\n")
    parts += [_failure(assessment, found) for found in assessment.counted]
    return _cut(parts, LARGEST)


def append_markdown(path: Path, assessment: Assessment) -> None:
    """Writes the summary behind what the file holds already, as the summary of a CI job is made.

    Raises:
        ValueError: The file cannot be written; the message says why.
    """
    append_text(path, markdown_report(assessment))


def append_text(path: Path, text: str) -> None:
    """Writes a text behind what a file holds already; an empty one tells before a run whether that can be done.

    Raises:
        ValueError: The file cannot be written; the message says why.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except OSError as problem:
        raise ValueError(f"The summary {path} cannot be written: {problem.strerror}.") from None


def _table(assessment: Assessment) -> str:
    lines = ["| service | operation | binding | target | replies | verdict |", "|---|---|---|---|---:|---|"]
    for service in assessment.results:
        for operation, binding in service.rows:
            verdict = row_verdict(assessment, service, operation, binding)
            symbol = "✗" if verdict.startswith("fail") else "?" if verdict == "not judged" else "✓"
            replies = replies_of(service, (operation, binding))
            cells = (service.service, operation, binding, service.target, str(replies), f"{symbol} {verdict}")
            lines.append(f"| {' | '.join(_text(cell) for cell in cells)} |")
    return "\n".join(lines) + "\n\n"


def _failure(assessment: Assessment, found: Found) -> str:
    standing = assessment.standing(*found)
    message = inert_lines(found[1].message)
    if len(message) > LONGEST_MESSAGE:
        message = f"{message[:LONGEST_MESSAGE]}\n[cut: {len(message)} characters]"
    # A fence is longer than any run of its character within.
    fence = "`" * max(3, 1 + max((len(run) for run in re.findall("`+", message)), default=0))
    told = f" ({standing})" if standing else ""
    return (
        f"<details><summary>{_text(found[1].clause.title)} {_name(found)}{told}</summary>\n\n"
        f"{fence}text\n{message}\n{fence}\n\n</details>\n\n"
    )


def _name(found: Found) -> str:
    service, clause = found
    return _text(f"{clause.clause.id}: {service.service} {clause.operation} over {clause.binding}")


def _text(text: str) -> str:
    """A text without any meaning in Markdown or HTML, on one line; no address, mention or number in it is a link."""
    escaped = re.sub(r"([\\`*_\[\]|~])", r"\\\1", inert(text)).replace("&", "&amp;").replace("<", "&lt;")
    return _LINKED.sub(rf"\g<0>{ZERO_WIDTH_SPACE}", escaped)


def _cut(parts: list[str], most: int) -> str:
    """Whole parts as long as they fit."""
    room = most - len(CUT.encode())
    kept: list[str] = []
    for part in parts:
        room -= len(part.encode("utf-8", "replace"))
        if room < 0:
            return "".join([*kept, CUT])
        kept.append(part)
    return "".join(kept)
