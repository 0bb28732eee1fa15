"""What the help of the subcommands says of recordings is what they do."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from .conftest import Command

FILE = str(Path("results") / "observations.jsonl")
SAID = {
    "check": """
        --output DIR where results are written (results)

        --record FILE record every exchange, masked, to FILE (DIR/observations.jsonl), in the place of an earlier
        recording; 'processstatus judge' judges it again, 'processstatus export' makes an HTTP Archive of it
        """,
    "watch": """
        --output DIR where the files are written (results)

        --record FILE record every exchange, masked, to FILE (DIR/watched.jsonl), in the place of an earlier recording;
        'processstatus export' makes an HTTP Archive of it

        Writes trace.json and watched.jsonl; a watch that is stopped leaves what it saw, and its recording is
        marked as incomplete.
        """,
    "judge": """
        Judges the checks that a recording holds once more, with the clauses of this version and today's contracts, and
        says so where a contract has changed. Nothing is sent. 'processstatus check' records a check, and so do the
        keyword 'Service Should Conform', the sentence 'the service conforms to its contract' and check() in Python;
        other exchanges of a recording are not judged. A recording that was altered or damaged is refused. One that is
        incomplete, since its run was stopped, is judged as far as it goes and never ends with 0.

        RECORDING a recording, such as results/observations.jsonl

        2 misuse, or the recording cannot be used or holds no check; 3 something could not be judged, with --baseline a
        clause is not judged any more, or the recording is incomplete. Writes conformance.json and conformance.html.
        """,
    "export": """
        Writes the exchanges of a recording, of whatever kind of run, as an HTTP Archive (HAR 1.2) that browsers and
        HTTP tools open. What is masked stays masked; an incomplete recording is written as far as it goes.
        """,
}


@pytest.mark.parametrize(("subcommand", "said"), SAID.items(), ids=SAID)
def test_what_is_said_of_recordings(command: Command, subcommand: str, said: str) -> None:
    done = command(subcommand, "--help")

    assert done.status == 0
    assert [part for part in said.split("\n\n") if in_one_line(part) not in in_one_line(done.out)] == []


def in_one_line(text: str) -> str:
    """A text without its breaks of lines."""
    return re.sub(r"\s+", " ", text).strip()


def test_a_watch_leaves_the_recording_of_a_check(command: Command) -> None:
    command("check", "listrak", "--binding", "SOAP 1.1")
    watched = str(command("watch", "listrak", "1", "--wait", "0.1").folder / "watched.jsonl")

    assert command("judge", FILE).status == 0
    assert command("judge", watched).status == 2
    assert command("export", watched, "--har", "exchanges.har").status == 0


def test_a_recording_takes_the_place_of_an_earlier_one(command: Command) -> None:
    command("check", "listrak", "--binding", "SOAP 1.1")
    before = command("judge", FILE).status
    command("watch", "listrak", "1", "--wait", "0.1", "--record", FILE)

    assert (before, command("judge", FILE).status) == (0, 2)
    assert command("export", FILE, "--har", "exchanges.har").status == 0
