"""Requests of the same meaning in other bytes, each row's after the request as documented."""

from __future__ import annotations

from collections.abc import Iterator

from ..bench import Bench, Row
from ..probe import Asking, Probe
from ..situation import Situation
from ..variants.formats import ways
from ..variants.plain import AS_DOCUMENTED, Plain
from ..variants.spellings import spelt
from .row_by_row import row_by_row

SERIES = "same meaning"


def same_meaning(bench: Bench) -> Asking:
    """Asks for one process in every spelling and every format, and starts processes so."""
    yield from row_by_row(bench, _probes)


def _probes(bench: Bench, row: Row) -> Iterator[Probe]:
    process_id, state = ("", "") if row.starts else bench.some_process
    situation = Situation.OTHER_START if row.starts else Situation.OTHER_SPELLING
    documented = bench.documented_probe(row, situation, process_id, variant=AS_DOCUMENTED, series=SERIES, state=state)
    yield documented
    if documented.request is None:
        return
    asked = documented.process_id
    for spelling, request in spelt(plain_of(bench, row, documented)):
        yield bench.probe(
            row, situation, request, variant=spelling.name, process_id=asked, series=SERIES, state=documented.state
        )
    for way in ways(row.documented):
        yield bench.documented_probe(
            row,
            Situation.OTHER_FORMAT,
            process_id,
            options=way.options,
            variant=way.name,
            series=SERIES,
            state=documented.state,
        )


def plain_of(bench: Bench, row: Row, probe: Probe) -> Plain:
    """The documented request of a probe, with what is known of it.

    Raises:
        ValueError: The probe has no request.
    """
    if probe.request is None:
        raise ValueError("A probe that is not sent has no variants.")
    operation = bench.contract.model.operations[row.operation]
    namespaces = dict(bench.contract.model.namespaces)
    return Plain(row, probe.request, probe.process_id, operation.identified_by.type, namespaces)
