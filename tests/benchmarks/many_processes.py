"""Waits for many simulated processes together and prints what it took.

    python tests/benchmarks/many_processes.py --processes 1000 --connections 8

The simulator runs in a process of its own. Processes age by how often they are read and end in several ways; some
never end and some are not known, so that the report can be held against what was put in.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.polling import Watched, wait_for_all
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.simulator import Simulator
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.waiting import Outcome, WaitResult, WaitSettings, goal_named

SERVICE = "cora-rpa"
COURSES: tuple[tuple[Outcome, tuple[str, ...]], ...] = (
    (Outcome.REACHED, ("Queued", "ProcessingInput", "WaitingForOutput", "Completed")),
    (Outcome.REACHED, ("Queued", "Queued", "Queued", "Queued", "ProcessingInput", "Completed")),
    (Outcome.ENDED_OTHERWISE, ("Queued", "ProcessingInput", "Failed")),
    (Outcome.ENDED_OTHERWISE, ("Queued", "Aborted")),
    (Outcome.ILLEGAL, ("Queued", "ProcessingInput", "Queued", "Completed")),
    (Outcome.ILLEGAL, ("Queued", "WaitingForOutput", "NotFound")),
    (Outcome.STALLED, ("Queued", "ProcessingInput")),
    (Outcome.NOT_FOUND, ()),
)
"""How processes end, in turn; one without states is not put in."""


@dataclass(frozen=True)
class Numbers:
    """What a run took."""

    seconds: float
    polls: int
    peak_connections: int
    rss_before: int
    rss_after: int
    traced_peak: int
    entries: int
    wrong: int
    outcomes: Counter[Outcome]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark.

    Returns:
        0 when every process ended as it had to, else 1.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--processes", type=int, default=1000)
    parser.add_argument("--connections", type=int, default=8)
    parser.add_argument("--interval", type=float, default=2.0, help="seconds from poll to poll of one process")
    parser.add_argument("--stalled-after", type=float, default=20.0, help="seconds without a change")
    parser.add_argument("--tracemalloc", action="store_true", help="measure Python's memory too; slower")
    options = parser.parse_args(arguments)
    numbers = run(options)
    lines = [
        ("processes", f"{options.processes}"),
        ("wall time", f"{numbers.seconds:.2f} s"),
        ("polls", f"{numbers.polls}"),
        ("polls a second", f"{numbers.polls / numbers.seconds:.0f}"),
        ("connections at once", f"{numbers.peak_connections} of {options.connections} allowed"),
        ("memory (max RSS)", f"{numbers.rss_before / 1024:.1f} MiB before, {numbers.rss_after / 1024:.1f} MiB after"),
        ("memory (tracemalloc)", f"{numbers.traced_peak / 2**20:.1f} MiB" if numbers.traced_peak else "not measured"),
        ("entries of traces", f"{numbers.entries}"),
        ("outcomes", ", ".join(f"{count} {outcome}" for outcome, count in numbers.outcomes.most_common())),
        ("wrong outcomes", f"{numbers.wrong}"),
    ]
    sys.stdout.write("".join(f"{name:22}{value}\n" for name, value in lines))
    return 1 if numbers.wrong else 0


def run(options: argparse.Namespace) -> Numbers:
    """Waits for the processes."""
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    child = multiprocessing.get_context("spawn").Process(target=serve, args=(theirs, options.processes), daemon=True)
    child.start()
    url = ours.recv()
    try:
        contract = load_contract(SERVICE)
        settings = WaitSettings(timeout=600, interval=options.interval, stalled_after=options.stalled_after)
        goal = goal_named(contract, "Completed", end=True)
        watched = [Watched(str(number + 1), goal) for number in range(options.processes)]
        with Session(Target(SERVICE, contract, url=url)) as session:
            session.ask("1")  # what is imported and connected once is not the wait's
            session.histories.clear()
            if options.tracemalloc:
                tracemalloc.start()
            before, began = max_rss(), time.perf_counter()
            results = wait_for_all(session, watched, settings, connections=options.connections)
            seconds, after = time.perf_counter() - began, max_rss()
            traced = tracemalloc.get_traced_memory()[1] if options.tracemalloc else 0
        ours.send("end")
        return numbers_of(results, seconds, ours.recv(), before, after, traced)
    finally:
        child.join(10)
        child.kill()


def numbers_of(
    results: Sequence[WaitResult], seconds: float, peak: int, before: int, after: int, traced: int
) -> Numbers:
    """Holds the results against what was put in."""
    wanted = [COURSES[index % len(COURSES)][0] for index in range(len(results))]
    return Numbers(
        seconds=seconds,
        polls=sum(result.polls for result in results),
        peak_connections=peak,
        rss_before=before,
        rss_after=after,
        traced_peak=traced,
        entries=sum(len(result.trace.entries) for result in results),
        wrong=sum(result.outcome is not outcome for result, outcome in zip(results, wanted, strict=True)),
        outcomes=Counter(result.outcome for result in results),
    )


def max_rss() -> int:
    """The most memory that this process has held, in KiB (Linux)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def serve(pipe: Connection, processes: int) -> None:
    """Runs the simulator until it is told to end, and says how many connections were open at once at most."""
    with Simulator(SERVICE) as simulator:
        server = simulator._server
        accepted, peak = server._accepted, 0

        def counted(reader: object, writer: object) -> None:
            nonlocal peak
            accepted(reader, writer)  # type: ignore[arg-type]
            peak = max(peak, len(server._open))

        server._accepted = counted  # type: ignore[method-assign]
        simulator.stop()
        simulator.start()  # listens with the counter
        for number in range(processes):
            states = COURSES[number % len(COURSES)][1]
            if states:
                # The first process is read once more than the others, before the clock runs.
                simulator.simulate(SERVICE, str(number + 1), states[:1] + states if not number else states)
        pipe.send(simulator.url(SERVICE))
        pipe.recv()
        pipe.send(peak)


if __name__ == "__main__":
    sys.exit(main())
