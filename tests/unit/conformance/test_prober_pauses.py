"""Pauses before probes: one for those that are sent together, none for those that are not sent."""

from __future__ import annotations

from ProcessStatusLibrary.conformance.bench import Bench
from ProcessStatusLibrary.conformance.probe import Asking
from ProcessStatusLibrary.conformance.situation import Permissions, Situation

from .series import Service


def test_probes_that_are_sent_together_wait_once_for_the_longest_pause() -> None:
    def family(bench: Bench) -> Asking:
        row = bench.status_rows[0]
        probes = [bench.documented_probe(row, Situation.KNOWN_PROCESS, "1", pause=pause) for pause in (1.0, 3.0, 0.0)]
        yield tuple(probes)
        yield (probes[0],)

    service = Service(p1=["Completed"])
    service.observe(family)

    assert service.times == [3.0, 3.0, 3.0, 4.0]


def test_what_is_not_sent_is_not_waited_for() -> None:
    def family(bench: Bench) -> Asking:
        row = bench.status_rows[0]
        yield (bench.probe(row, Situation.KNOWN_PROCESS, pause=5.0, skipped="no reason"),)
        yield (bench.documented_probe(row, Situation.MALFORMED_ID, "1"),)
        yield (bench.documented_probe(row, Situation.KNOWN_PROCESS, "1"),)

    service = Service(p1=["Completed"])
    service.observe(family, permissions=Permissions(negative_pause=2.0))

    assert service.times == [0.0]


def test_a_pause_and_the_distance_of_malformed_requests_both_count() -> None:
    def family(bench: Bench) -> Asking:
        row = bench.status_rows[0]
        yield (bench.documented_probe(row, Situation.MALFORMED_ID, "1", pause=1.0),)
        yield (bench.documented_probe(row, Situation.MALFORMED_ID, "1", pause=0.5),)
        yield (bench.documented_probe(row, Situation.MALFORMED_ID, "1", pause=5.0),)

    service = Service(p1=["Completed"])
    service.observe(family, permissions=Permissions(negative=True, negative_pause=2.0))

    assert service.times == [1.0, 3.0, 8.0]
