"""A process that is looked at for a time: a change is found, and no change is no failure."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary import ExpectationFailed, open_service
from ProcessStatusLibrary.following import MOST_LOOKS, expect_no_change, watch


def test_a_change_is_told_with_both_reports_and_the_trace() -> None:
    with open_service("listrak", simulated_time=True) as service:
        process_id = service.simulate(states=["DataUploaded", "ProcessingFailed"], seconds_per_state=60.0)
        with pytest.raises(ExpectationFailed) as caught:
            expect_no_change(service, process_id, 300.0, 10.0)

    told = str(caught.value).split("\n  reproduce:")[0].split("\n")
    assert told[0] == "The process changed [lifecycle, inferred]"
    assert told[2] == "  expected:  no change of DataUploaded (pending)"
    assert told[3].startswith("  received:  ProcessingFailed (failed); trace: DataUploaded 0.0-60 s > ProcessingFailed")


def test_no_change_is_no_failure() -> None:
    with open_service("cora-rpa", simulated_time=True) as service:
        process_id = service.simulate(states=["Completed"])
        expect_no_change(service, process_id, 300.0, 10.0)

        assert service.history(process_id).trace.reads == 31


@pytest.mark.parametrize(("seconds", "reads"), [(60.0, 13), (86_400.0, MOST_LOOKS + 1)], ids=["a minute", "a day"])
def test_a_long_time_is_not_looked_at_more_often_than_it_needs(seconds: float, reads: int) -> None:
    with open_service("robusta", simulated_time=True) as service:
        process_id = service.simulate(states=["RUNNING"])
        watch(service, process_id, seconds, 5.0)

        assert service.history(process_id).trace.reads == reads
