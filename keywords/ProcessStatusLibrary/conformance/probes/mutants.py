"""Requests with one fault against their schema, each row's after the request as documented."""

from __future__ import annotations

from collections.abc import Iterator

from ..bench import Bench, Row
from ..probe import Asking, Probe
from ..situation import Situation
from ..variants.mutants import mutants_of
from ..variants.plain import AS_DOCUMENTED
from .row_by_row import row_by_row
from .same_meaning import plain_of

SERIES = "mutants"


def mutants(bench: Bench) -> Asking:
    """Asks for one process in requests that break their schema, and starts processes so."""
    yield from row_by_row(bench, _probes)


def _probes(bench: Bench, row: Row) -> Iterator[Probe]:
    process_id, state = ("", "") if row.starts else bench.some_process
    situation = Situation.START_MUTANT if row.starts else Situation.MUTANT
    documented = bench.documented_probe(row, situation, process_id, variant=AS_DOCUMENTED, series=SERIES, state=state)
    if documented.request is None:
        yield documented
        return
    found = mutants_of(bench.contract, plain_of(bench, row, documented))
    if found:
        yield documented
    for mutant in found:
        yield bench.probe(
            row,
            situation,
            mutant.request,
            variant=mutant.name,
            process_id=documented.process_id,
            series=SERIES,
            state=documented.state,
        )
