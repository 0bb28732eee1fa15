"""The check as an assertion: breaches fail, and so does what was not judged."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary import NotConforming, TargetMissing, open_service
from ProcessStatusLibrary.conformance.assertion import expect_breach
from ProcessStatusLibrary.conformance.clause import Verdict

from ..transport.canned import exactly, sample
from ..transport.raw_server import RawServer, answer, answers, closed_port

SOAP = sample("listrak", "GetProcessStatus.soap11")


def test_a_breach_is_worded() -> None:
    with open_service("listrak") as service:
        service.set_defects("undocumented-state")
        with pytest.raises(NotConforming) as caught:
            service.should_conform("SOAP 1.1")
        name = service.target.name
    lines = str(caught.value).splitlines()

    assert "enumeration.state" in caught.value.broken
    assert lines[0] == f"listrak on {name}: {len(caught.value.broken)} broken at level documented or above"
    assert "  Undocumented value [enumeration.state, documented]" in lines
    assert any(line.startswith("    reproduce:  curl ") for line in lines)


def test_levels_below_are_let_through_and_reported() -> None:
    with open_service("coruson") as service:
        result = service.should_conform()
        with pytest.raises(NotConforming) as caught:
            service.should_conform(fail_on="standard")

    assert Verdict.FAIL in {clause.verdict for clause in result.clauses}
    assert "transport.media-type.standard" in caught.value.broken


def test_what_was_not_judged_fails() -> None:
    with (
        closed_port() as port,
        open_service("listrak", f"http://127.0.0.1:{port}", process_id="4711") as service,
        pytest.raises(NotConforming) as caught,
    ):
        service.should_conform()

    assert caught.value.broken == ()
    assert f"listrak on http://127.0.0.1:{port}: 2 not judged\n  Not judged over SOAP 1.1: " in str(caught.value)
    assert "connect" in str(caught.value)


def test_a_real_endpoint_is_checked_and_has_no_defects() -> None:
    with RawServer(answers(answer(SOAP))) as server, open_service("listrak", server.url, process_id="4711") as service:
        result = service.should_conform("SOAP 1.1")
        with pytest.raises(TargetMissing, match="listrak is not simulated"):
            service.set_defects("undocumented-state")

    assert {clause.binding for clause in result.clauses} == {"SOAP 1.1"}
    assert server.requests


def test_the_target_is_as_it_was_before() -> None:
    with open_service("robusta") as service:
        before = service.target
        service.check()

        assert service.target is before


@pytest.mark.parametrize("level", ["documentd", "Documented"])
def test_an_unknown_level(level: str) -> None:
    text = (
        f"Argument 'fail_on': Unknown level '{level}'. Did you mean 'documented'? "
        "Allowed: 'documented', 'standard', 'observed' or 'inferred'."
    )
    with open_service("listrak") as service, pytest.raises(ValueError, match=exactly(text)):
        service.should_conform(fail_on=level)  # type: ignore[arg-type]


def test_a_breach_is_expected() -> None:
    with open_service("listrak") as service:
        kept = service.check("SOAP 1.1")
        where = f"listrak on {service.target.name}"
        service.set_defects("undocumented-state")

        expect_breach(service.check(), "enumeration.state")
    with pytest.raises(AssertionError) as caught:
        expect_breach(kept, "enumeration.state")
    with pytest.raises(
        ValueError, match=r"^There is no clause 'enumeration\.stat'\. Did you mean 'enumeration\.state'"
    ):
        expect_breach(kept, "enumeration.stat")

    assert str(caught.value).splitlines() == [
        "The clause enumeration.state is not broken",
        f"  where:     {where}",
        "  expected:  a breach",
        "  received:  SOAP 1.1: pass",
    ]
