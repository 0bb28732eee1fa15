"""``processstatus watch``: shows the lifecycle of processes while they live."""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Iterable, Sequence
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.table import Table
from rich.text import Text

from ..conformance.whole_files import write_whole
from ..contract import load_contract
from ..embedded import EmbeddedSimulator
from ..history import History
from ..masking import Masker
from ..polling import Watched, wait_for_all
from ..recording import Recorder
from ..session import Session
from ..trace import Trace
from ..waiter import Waiter
from ..waiting import Outcome, WaitResult, WaitSettings, goal_named
from .check_output import add_record_option, recording_path
from .console import console, table
from .selection import add_target_options, selected_targets
from .stopping import ended_in_order
from .written_files import check_written

TRACE = "trace.json"
WATCHED = "watched.jsonl"
"""Beside the recording of a check, which a watch of the same service must not replace."""
BAR = 20


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "watch",
        help="follow processes until they end",
        description="Follows processes until they end. Without --url and --targets, processes of the given ids are put "
        "into the embedded simulator, one second in each state.",
        epilog="Exit status: 0 all succeeded; 1 one failed or took an illegal step; 2 misuse; 3 it could not be told. "
        "Writes trace.json and watched.jsonl; a watch that is stopped leaves what it saw, and its recording is "
        "marked as incomplete.",
    )
    add_target_options(parser, several=False)
    parser.add_argument("process", nargs="+", metavar="ID", help="the processes")
    parser.add_argument("--binding", default="", metavar="B", help="the binding to ask over")
    parser.add_argument("--wait", type=float, default=3600.0, metavar="SECONDS", help="the longest time to wait (3600)")
    parser.add_argument("--interval", type=float, default=5.0, metavar="SECONDS", help="from poll to poll (5)")
    parser.add_argument("--stalled-after", type=float, default=0.0, metavar="SECONDS", help="give up without a change")
    parser.add_argument("--not-found-grace", type=float, default=0.0, metavar="SECONDS", help="may be unknown so long")
    parser.add_argument(
        "--output", type=Path, default=Path("results"), metavar="DIR", help="where the files are written (results)"
    )
    add_record_option(parser, "'processstatus export' makes an HTTP Archive of it", WATCHED)
    parser.set_defaults(run=run, process_id="")


def run(arguments: argparse.Namespace) -> int:
    """Follows the processes."""
    contract = load_contract(arguments.service)
    arguments.service = [arguments.service]
    target = selected_targets(arguments, os.environ)[0]
    settings = WaitSettings(
        timeout=arguments.wait,
        interval=arguments.interval,
        stalled_after=arguments.stalled_after,
        not_found_grace=arguments.not_found_grace,
    )
    masker = Masker()
    embedded = EmbeddedSimulator(arguments.profile)
    recording = recording_path(arguments, WATCHED)
    check_written({"--record": recording, "--output": arguments.output / TRACE}, {"--targets": arguments.targets})
    recorder = Recorder(recording, masker)
    try:
        with ended_in_order():
            if target.simulated:
                target = embedded.target(contract, target)
                settings = replace(settings, interval=min(settings.interval, 0.2))
                simulator = embedded.simulator(contract)
                for process_id in arguments.process:
                    simulator.simulate(target.service, process_id, seconds_per_state=1.0)
            session = Session(target, masker=masker, recorder=recorder)
            session.note_opened()
            processes = [session.checked_id(process) for process in dict.fromkeys(arguments.process)]
            out = console()
            out.print(f"{target.service} on {target.name}")
            results: list[WaitResult] = []
            try:
                results = _follow(session, processes, settings, arguments.binding, out)
            finally:  # an interrupted watch leaves what it saw
                _write(arguments.output / TRACE, session, results)
                session.close()
            recorder.close()
    finally:
        recorder.abandon()  # without its last line, unless the run came to its end
        embedded.stop()
    for result in results:
        out.print(result.message)
    out.print(f"Trace: {arguments.output / TRACE}   Evidence: {recording}")
    return exit_status(results)


def exit_status(results: Iterable[WaitResult]) -> int:
    """The exit status: 1 a process failed or took an illegal step, 3 it could not be told, 0 all succeeded."""
    kinds = [_kind(result) for result in results]
    return max(kinds, key=(0, 3, 1).index) if kinds else 3


def _kind(result: WaitResult) -> int:
    if result.outcome is Outcome.ILLEGAL:
        return 1
    told = (Outcome.REACHED, Outcome.ENDED_OTHERWISE, Outcome.SERVICE_ERROR)
    if result.outcome in told and result.status is not None and result.status.ended:
        return 0 if result.status.phase == "succeeded" else 1
    return 3


def _follow(
    session: Session, processes: Sequence[str], settings: WaitSettings, binding: str, out: Console
) -> list[WaitResult]:
    goal = goal_named(session.contract, "", end=True)
    watched = [Watched(process_id, goal) for process_id in processes]
    histories = [session.history(entry.process_id) for entry in watched]
    seen: dict[str, int] = {}
    live = Live(console=out, refresh_per_second=8) if out.is_terminal else None

    def progress(ended: int, total: int, waiter: Waiter) -> None:
        if live is not None:
            live.update(_picture(histories, ended, total))
            return
        entries = len(waiter.history.trace.entries)
        if entries != seen.get(waiter.process_id):
            seen[waiter.process_id] = entries
            out.print(f"  {waiter.process_id}: {waiter.history.trace}")

    with live or nullcontext():
        return wait_for_all(session, watched, settings, binding=binding, progress=progress)


def _picture(histories: Sequence[History], ended: int, total: int) -> Table:
    rows = table("PROCESS", "STATE", "PHASE", "COUNTERS", "STATES REACHED")
    rows.title = f"{ended} of {total} ended"
    for history in histories:
        last = history.trace.last
        if last is not None:
            rows.add_row(
                history.process_id, last.state, last.status.phase, _bar(last.status.counters), str(history.trace)
            )
    return rows


def _bar(counters: Any) -> Text:
    """The first counter as a part of the second, which is how services report how far they are."""
    values = list(counters.values())
    if len(values) < 2 or values[1] <= 0:
        return Text(" ".join(str(value) for value in values))
    done = min(max(values[0] / values[1], 0.0), 1.0)
    full = round(done * BAR)
    return Text(f"[{'#' * full}{'.' * (BAR - full)}] {values[0]} of {values[1]}")


def _write(path: Path, session: Session, results: Sequence[WaitResult]) -> None:
    ended = {result.process_id: result for result in results}
    content = {
        "service": session.target.service,
        "target": session.target.name,
        "processes": [_process(history, ended.get(process_id)) for process_id, history in session.histories.items()],
    }
    write_whole(path, json.dumps(content, indent=2, ensure_ascii=False) + "\n")


def _process(history: History, result: WaitResult | None) -> dict[str, Any]:
    return {
        "process_id": history.process_id,
        "outcome": str(result.outcome) if result else "interrupted",
        "seconds": round(result.seconds, 3) if result else None,
        "polls": result.polls if result else history.trace.reads,
        "violations": [str(violation) for violation in history.violations],
        "trace": _entries(history.trace),
    }


def _entries(trace: Trace) -> list[dict[str, Any]]:
    begin = trace.entries[0].first if trace.entries else 0.0
    return [
        {
            "state": entry.state,
            "phase": entry.status.phase,
            "error_code": entry.status.error_code,
            "counters": dict(entry.status.counters),
            "bindings": list(entry.bindings),
            "first": round(entry.first - begin, 3),
            "last": round(entry.last - begin, 3),
            "since": entry.since.isoformat(timespec="milliseconds") if entry.since else None,
            "reads": entry.reads,
        }
        for entry in trace.entries
    ]
