"""A probe that sends a documented request with one thing of it changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from ..alterations import Alteration
from ..bench import Bench, Row
from ..probe import Probe
from ..situation import Situation
from .starting import NO_START_REASON

Variants = Iterable[tuple[str, Alteration]]
"""Ways of one situation, by name."""


def altered(
    bench: Bench, row: Row, situation: Situation, change: Alteration, variant: str = "", **options: Any
) -> Probe:
    """Makes the probe of the documented request for a known process, or says why it cannot be written."""
    if row.starts and not bench.target.start:
        return bench.probe(row, situation, skipped=NO_START_REASON, variant=variant)
    process_id, _ = bench.some_process
    probe = bench.documented_probe(row, situation, process_id, options=options, variant=variant)
    return probe if probe.request is None else replace(probe, request=change(probe.request))


def each(bench: Bench, row: Row, situation: Situation, variants: Variants) -> Iterator[tuple[Probe]]:
    """Makes one probe for each way of a situation."""
    for variant, change in variants:
        yield (altered(bench, row, situation, change, variant),)
