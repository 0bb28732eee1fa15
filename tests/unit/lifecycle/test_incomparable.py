"""Bindings that cannot be compared: one alone, one without a status, one that does not exist."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.agreement import BindingsDisagree, compare_bindings, expect_agreement

from .test_agreement import NO_PARAMETER, SOAP, ByBinding

NOTHING = "  fewer than two bindings can carry the process id, so there is nothing to compare"


def test_a_service_with_one_binding_has_nothing_to_disagree() -> None:
    with open_service("robusta", simulated_time=True) as opened:
        process_id = opened.prepare_process("RUNNING")

        assert [str(way) for way in expect_agreement(opened, process_id).asked] == ["REST"]
        with pytest.raises(BindingsDisagree) as caught:
            expect_agreement(opened, process_id, ["REST"])

    assert (
        str(caught.value)
        == f"Bindings could not be compared on process {process_id} of robusta [agreement, inferred]\n{NOTHING}"
    )


def test_one_binding_that_somebody_chose_is_nothing_to_compare() -> None:
    with pytest.raises(BindingsDisagree) as caught:
        expect_agreement(ByBinding("Queued").session(), "4711", ["SOAP 1.1", "HTTP GET"])

    assert str(caught.value) == (
        "Bindings could not be compared on process 4711 of cora-rpa [agreement, inferred]\n"
        f"  HTTP GET: {NO_PARAMETER}\n"
        f"{NOTHING}"
    )


@pytest.mark.parametrize("slug", ["soap11", "soap12"])
def test_a_binding_that_tells_no_status(slug: str) -> None:
    binding = "SOAP 1.1" if slug == "soap11" else "SOAP 1.2"
    service = ByBinding("Queued", **{slug: ("is not reachable",)})

    with pytest.raises(BindingsDisagree) as caught:
        expect_agreement(service.session(), "4711", SOAP)

    assert str(caught.value) == (
        "Bindings could not be compared on process 4711 of cora-rpa [agreement, inferred]\n"
        f"  {binding}: no status: cora-rpa GetStatus over {binding}, process 4711: "
        "SOAP fault soap:Server: is not reachable (HTTP 500 Internal Server Error)."
    )


def test_an_undocumented_value_is_no_status() -> None:
    agreement = compare_bindings(ByBinding("Queued", soap12=("Complete",)).session(), "4711", SOAP)

    assert agreement.unreadable == {"SOAP 1.2": "Undocumented value [enumeration.state, documented]"}


def test_a_binding_that_is_not_documented() -> None:
    with pytest.raises(ValueError, match="does not document GetStatus over REST"):
        compare_bindings(ByBinding("Queued").session(), "4711", ["SOAP 1.1", "REST"])


def test_formats_are_ways_of_their_own() -> None:
    with open_service("coruson", simulated_time=True) as opened:
        process_id = opened.prepare_process("Importing")

        agreement = expect_agreement(opened, process_id)

    assert sorted(map(str, agreement.asked)) == ["REST as json", "REST as xml", "SOAP 1.2"]


def test_what_is_read_belongs_to_the_trace() -> None:
    session = ByBinding("Queued").session()

    expect_agreement(session, "4711")

    (entry,) = session.read_history("4711").trace.entries
    assert sorted(entry.bindings) == list(SOAP)
    assert entry.reads == 4
