"""Simulators of both profiles, with all services, on clocks that only move when told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ProcessStatusLibrary.clock import VirtualClock
from ProcessStatusLibrary.simulator import Simulator


@pytest.fixture(scope="session")
def simulators() -> Iterator[dict[str, Simulator]]:
    """A running simulator by profile."""
    with (
        Simulator(profile="documented", clock=VirtualClock()) as documented,
        Simulator(profile="observed", clock=VirtualClock()) as observed,
    ):
        yield {"documented": documented, "observed": observed}


@pytest.fixture
def documented(simulators: dict[str, Simulator]) -> Simulator:
    """The simulator that answers as the pages print."""
    return simulators["documented"]


@pytest.fixture
def observed(simulators: dict[str, Simulator]) -> Simulator:
    """The simulator that answers as the frameworks are known to."""
    return simulators["observed"]


@pytest.fixture(params=["documented", "observed"])
def either(request: pytest.FixtureRequest, simulators: dict[str, Simulator]) -> Simulator:
    """Each of the two in turn."""
    return simulators[request.param]
