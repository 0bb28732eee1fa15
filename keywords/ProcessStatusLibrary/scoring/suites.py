"""Runs a suite of tests against each seeded defect: red means that it noticed the defect."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from ..contract.service import Contract
from .stage import Stage

PATIENCE = 10
"""How many times as long as on the conforming simulator a run may take."""
LEAST_PATIENCE = 30.0
"""Seconds that a run may take besides."""
SHOWN_LINES = 20


@dataclass(frozen=True, slots=True)
class Run:
    """How a suite ended.

    Attributes:
        red: Why it did not succeed, such as ``exit status 1``; empty when it did.
        output: What it printed.
        seconds: How long it took.
    """

    red: str = ""
    output: str = ""
    seconds: float = 0.0


Runner = Callable[[Stage, float | None], Run]
"""Runs the suite once on a stage, for some seconds at most."""


class SuiteRefused(ValueError):
    """The suite is red without any defect, so that red would prove nothing."""


def run_suite(
    contracts: Sequence[Contract],
    defects: Sequence[str],
    runner: Runner,
    *,
    jobs: int = 1,
    timeout: float | None = None,
) -> Iterator[tuple[str, Run]]:
    """Runs a suite on the conforming simulator, with each defect, and on the conforming one again.

    Args:
        contracts: The services that the suite finds.
        defects: The defects' names.
        runner: Runs the suite once.
        jobs: How many runs at the same time.
        timeout: Seconds for a run; by default ten times as long as the first one, and half a minute.

    Yields:
        In the given order: a defect and how the suite ended.

    Raises:
        SuiteRefused: It is red on the conforming simulator, the first time or at the end.
    """
    first = _run(contracts, (), runner, timeout)
    if first.red:
        raise SuiteRefused(_refusal("The suite is red on the conforming simulator", first))
    patience = timeout if timeout is not None else PATIENCE * first.seconds + LEAST_PATIENCE
    pool = ThreadPoolExecutor(max(jobs, 1))
    try:
        runs = pool.map(lambda name: _run(contracts, (name,), runner, patience), defects)
        yield from zip(defects, runs, strict=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
    last = _run(contracts, (), runner, patience)
    if last.red:
        raise SuiteRefused(_refusal("The suite was green on the conforming simulator and is red there now", last))


def _run(contracts: Sequence[Contract], defects: Sequence[str], runner: Runner, timeout: float | None) -> Run:
    with Stage(contracts, defects) as stage:
        return runner(stage, timeout)


def _refusal(what: str, run: Run) -> str:
    lines = run.output.rstrip().splitlines()
    shown = "\n".join(f"  {line}" for line in lines[-SHOWN_LINES:])
    cut = f"; its last {SHOWN_LINES} lines" if len(lines) > SHOWN_LINES else ""
    said = f" It printed{cut}:\n{shown}" if lines else " It printed nothing."
    return f"{what} ({run.red}), so that red would not mean that it noticed a defect. Mend it first.{said}"
