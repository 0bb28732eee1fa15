"""Whether bindings tell the same of one process: read A, B, A, so that a process that moves on is no disagreement."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary import open_service
from ProcessStatusLibrary.agreement import Agreement, compare_bindings, expect_agreement
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

from .scripted import SERVICES, URL, cora, fault

SLUGS = {"SOAP 1.1": "soap11", "SOAP 1.2": "soap12", "HTTP GET": "http-get", "HTTP POST": "http-post"}
SOAP = ("SOAP 1.1", "SOAP 1.2")
NO_PARAMETER = "not applicable: the page gives it no parameter for MasterWorkflowInstanceId"


class ByBinding:
    """Answers each binding with states of its own; what is not said for one is said for all.

    Args:
        everywhere: The states that are told in turn over any binding, the last one for ever.
        told: The states of single bindings.
    """

    def __init__(self, *everywhere: str, **told: tuple[str, ...]) -> None:
        self._everywhere = list(everywhere)
        self._told = {name: list(states) for name, states in told.items()}
        self.asked: list[str] = []
        self.sent: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        """Answers a request over its binding."""
        binding = binding_of(request)
        slug = SLUGS[binding]
        self.asked.append(binding)
        self.sent.append(request)
        states = self._told.get(slug.replace("-", "_"), self._everywhere)
        state = states.pop(0) if len(states) > 1 else states[0]
        return fault(state) if " " in state else cora(state, slug=slug)

    def close(self) -> None:
        """There is nothing to close."""

    def session(self, **settings: object) -> Session:
        """An open service that answers so."""
        target = Target("cora-rpa", load_contract("cora-rpa"), url=URL, **settings)  # type: ignore[arg-type]
        return Session(target, transport=self)


def binding_of(request: HttpRequest) -> str:
    """The binding that a request travels over."""
    kinds = {"application/soap+xml": "SOAP 1.2", "application/x-www-form-urlencoded": "HTTP POST"}
    media_type = request.header("Content-Type").partition(";")[0]
    return "HTTP GET" if request.method == "GET" else kinds.get(media_type, "SOAP 1.1")


def soap(service: ByBinding, **settings: object) -> Agreement:
    """Compares SOAP 1.1, which is read first with this seed, and SOAP 1.2."""
    agreement = compare_bindings(service.session(**settings), "4711", SOAP, seed=1)
    assert service.asked[0] == "SOAP 1.1", "the seed decides"
    return agreement


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("end", ["good", "running"])
def test_the_bindings_of_a_service_agree(service: str, end: str) -> None:
    with open_service(service, simulated_time=True) as opened:
        states = opened.contract.happy_path
        process_id = opened.prepare_process(states[-1] if end == "good" else states[1])

        assert expect_agreement(opened, process_id).differences == ()


def test_a_binding_that_differs_steadily() -> None:
    agreement = soap(ByBinding(soap11=("Queued",), soap12=("Completed",)))

    assert not agreement.agree
    assert agreement.describe("cora-rpa") == (
        "Bindings disagree on process 4711 of cora-rpa [agreement, inferred]\n"
        "  field  SOAP 1.1   SOAP 1.2\n"
        "  state  'Queued'   'Completed'\n"
        "  phase  'pending'  'succeeded'"
    )


@pytest.mark.parametrize(
    ("told", "rounds"),
    [
        pytest.param(("Queued", "Queued", "ProcessingInput"), 1, id="after the other was read"),
        pytest.param(("Queued", "ProcessingInput", "ProcessingInput"), 1, id="before the other was read"),
        pytest.param(("Queued", "ProcessingInput", "WaitingForOutput"), 2, id="twice, so that it is read again"),
    ],
)
def test_a_process_that_moves_on_is_no_disagreement(told: tuple[str, ...], rounds: int) -> None:
    service = ByBinding("Queued", *told)

    assert soap(service).agree
    assert service.asked == ["SOAP 1.1", *["SOAP 1.1", "SOAP 1.2", "SOAP 1.1"] * rounds]


def test_a_process_that_never_stands_still_proves_nothing() -> None:
    agreement = soap(ByBinding(*("Queued", "ProcessingInput", "WaitingForOutput") * 6))

    assert agreement.differences == ()
    assert not agreement.agree, "never green by silence"


def test_a_binding_that_moved_on_and_then_differs_is_found_out() -> None:
    service = ByBinding(soap11=("Queued", "Queued", "ProcessingInput"), soap12=("Completed",))

    assert [difference.values["SOAP 1.1"] for difference in soap(service).differences] == [
        "'ProcessingInput'",
        "'running'",
    ]


def test_three_ways_of_which_the_first_is_alone() -> None:
    service = ByBinding("Completed", soap11=("Queued",))
    ways = (*SOAP, "HTTP GET")

    agreement = compare_bindings(service.session(id_parameters={"HTTP GET": "id"}), "4711", ways, seed=4)

    assert [str(way) for way in agreement.asked] == ["SOAP 1.1", "SOAP 1.2", "HTTP GET"]
    assert agreement.describe("cora-rpa") == (
        "Bindings disagree on process 4711 of cora-rpa [agreement, inferred]\n"
        "  field  SOAP 1.1   SOAP 1.2     HTTP GET\n"
        "  state  'Queued'   'Completed'  'Completed'\n"
        "  phase  'pending'  'succeeded'  'succeeded'"
    )


def test_a_binding_that_cannot_carry_the_id_is_not_applicable() -> None:
    service = ByBinding("Queued")

    agreement = expect_agreement(service.session(), "4711")

    assert set(service.asked) == set(SOAP)
    assert agreement.describe("cora-rpa") == (
        "Bindings agree on process 4711 of cora-rpa [agreement, inferred]\n"
        f"  HTTP GET: {NO_PARAMETER}\n"
        f"  HTTP POST: {NO_PARAMETER}"
    )


def test_a_target_may_say_how_a_binding_carries_the_id() -> None:
    service = ByBinding("Queued")

    agreement = expect_agreement(service.session(id_parameters={"HTTP GET": "id", "HTTP POST": "no"}), "4711")

    assert agreement.not_applicable == {}
    assert set(service.asked) == set(SLUGS)
    assert {r.url.partition("?")[2] for r in service.sent if r.method == "GET"} == {"id=4711"}
    assert {r.body for r in service.sent if binding_of(r) == "HTTP POST"} == {b"no=4711"}


def test_the_order_is_shuffled_and_the_same_in_every_run() -> None:
    def order(seed: int, process_id: str = "4711") -> tuple[str, ...]:
        session = ByBinding("Queued").session(id_parameters={"HTTP GET": "id", "HTTP POST": "id"})
        return tuple(str(way) for way in compare_bindings(session, process_id, seed=seed).asked)

    assert order(1) == order(1)
    assert len({order(seed) for seed in range(50)}) > 10
    assert len({order(0, str(process)) for process in range(50)}) > 10
    assert all(sorted(order(seed)) == sorted(SLUGS) for seed in range(5))
