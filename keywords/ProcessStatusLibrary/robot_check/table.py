"""How many clauses are kept, as a table in Robot's log."""

from __future__ import annotations

import html
from collections import Counter
from collections.abc import Iterable

from ..conformance.clause import Verdict
from ..conformance.results import ClauseResult, ServiceResult
from ..levels import LEVELS, Level
from ..wording import inert

COLUMNS = ("operation", "binding", "pass", "fail", "broken below", "inconclusive", "not applicable")
_CELL = 'style="padding: 0 1em 0 0; text-align: left; font-weight: normal"'


def verdicts_as_html(result: ServiceResult, fail_on: Level) -> str:
    """Counts the verdicts of each operation and binding.

    Args:
        result: What the check found.
        fail_on: The lowest level at which a broken clause counts as a failure.
    """
    rows = [_row("th", COLUMNS)]
    for operation, binding in result.rows:
        counts = Counter(_word(clause, fail_on) for clause in result.row(operation, binding))
        rows.append(_row("td", [operation, binding, *(str(counts[word]) for word in COLUMNS[2:])]))
    replies = sum(observation.reply is not None for observation in result.observations)
    title = f"{result.title} on {result.target}: {replies} replies judged, failing level {fail_on}"
    return f"<p>{html.escape(inert(title))}</p><table>{''.join(rows)}</table>"


def _word(clause: ClauseResult, fail_on: Level) -> str:
    if clause.verdict is Verdict.FAIL:
        return "fail" if clause.level in LEVELS[: LEVELS.index(fail_on) + 1] else "broken below"
    return str(clause.verdict)


def _row(cell: str, texts: Iterable[str]) -> str:
    return f"<tr>{''.join(f'<{cell} {_CELL}>{html.escape(inert(text))}</{cell}>' for text in texts)}</tr>"
