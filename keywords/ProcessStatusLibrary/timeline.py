"""Draws a trace as an inline SVG: one bar a state, coloured by phase, readable without colours too."""

from __future__ import annotations

from xml.sax.saxutils import escape

from .contract.service import Contract
from .trace import Trace
from .wording import inert

WIDTH, ROW, LABEL = 720, 22, 190
COLOURS = {
    "pending": "#8a94a6",
    "running": "#2f6fb5",
    "succeeded": "#2e7d43",
    "failed": "#b3362b",
    "unknown": "#7a6a2a",
}


def timeline(contract: Contract, trace: Trace) -> str:
    """Draws the trace.

    Args:
        contract: The contract that says the phase of each state.
        trace: What was reported.

    Returns:
        An ``svg`` element without scripts; every text in it is escaped.
    """
    spans = list(trace.spans())
    begin = spans[0][1] if spans else 0.0
    total = max((last - begin for _, _, last in spans), default=0.0) or 1.0
    rows = []
    for number, (state, first, last) in enumerate(spans):
        top = number * ROW
        left = LABEL + (first - begin) / total * (WIDTH - LABEL - 90)
        wide = max((last - first) / total * (WIDTH - LABEL - 90), 3.0)
        phase = contract.phase(state)
        seconds = f"{first - begin:.1f} s" if first == last else f"{first - begin:.1f}-{last - begin:.1f} s"
        rows.append(
            f'<text x="4" y="{top + 15}">{escape(inert(state))}</text>'
            f'<rect x="{left:.1f}" y="{top + 4}" width="{wide:.1f}" height="{ROW - 8}" fill="{COLOURS[phase]}">'
            f"<title>{escape(inert(state))} ({phase}), {seconds}</title></rect>"
            f'<text x="{left + wide + 4:.1f}" y="{top + 15}" font-size="11">{seconds}</text>'
        )
    title = escape(inert(f"Process {trace.process_id}: {trace}"))
    height = max(len(spans), 1) * ROW
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{title.replace(chr(34), "&quot;")}" '
        f'viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" font-family="sans-serif" font-size="12" '
        f'fill="currentColor"><title>{title}</title>{"".join(rows)}</svg>'
    )
