"""The clauses about several reads, over what a real ASMX runtime told of one process after another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pytest

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE
from ProcessStatusLibrary.conformance.clause import Finding, SeriesClause, Verdict
from ProcessStatusLibrary.conformance.clauses.same_meaning import compared
from ProcessStatusLibrary.conformance.probe import Observation, Probe
from ProcessStatusLibrary.conformance.situation import SAME_MEANING, Situation

from ...captures import Capture, captures
from ..bindings.recorded import STATES, reply_to
from .recorded_situations import binding_of, situation_of

S = Situation
LIFE = re.compile(r"life-[a-z0-9]+-(?P<process>\d+)-poll\d+")
# The recorded service counts the reads of a process in its context, which no service does on its own account.
COUNTED = re.compile(rb"poll \d+ of")
GROUPS = ("lifecycle", "invariant", "reply", "agreement")

# What the recorded service was asked to do, and the clauses that notice: ids 5001 and 9000 to 9003 break the rules.
DEVIATING: dict[str, dict[str, str]] = {
    "5001": {
        "lifecycle.vanished": "The process vanished after 'Queued'",
        "lifecycle.concurrent-readers": "A reader was told (not found) after another was told 'Queued'",
    },
    "9000": {
        "lifecycle.transition": "Illegal transition from 'ProcessingInput' to 'Queued'",
        "lifecycle.concurrent-readers": "A reader was told 'Queued' after another was told 'ProcessingInput'",
    },
    "9001": {
        "lifecycle.final": "The process left the final state 'Completed'",
        "lifecycle.concurrent-readers": "A reader was told 'ProcessingInput' after another was told 'Completed'",
    },
    "9002": {
        "lifecycle.final": "The process left the final state 'Failed'",
        "lifecycle.concurrent-readers": "A reader was told 'Queued' after another was told 'Failed'",
    },
}


def lives() -> dict[str, list[Capture]]:
    """The polls of each recorded process, in their order."""
    found: dict[str, list[Capture]] = {}
    for capture in captures():
        match = LIFE.fullmatch(capture.name)
        if match:
            found.setdefault(match["process"], []).append(capture)
    return found


def named(name: str) -> Capture:
    """A capture by its name."""
    return next(capture for capture in captures() if capture.name == name)


def read(situation: Situation, recorded: Iterable[Capture], state: str = "") -> list[Observation]:
    """One series of recorded reads, as a check would have it."""
    found = []
    for number, capture in enumerate(recorded, 1):
        reply = reply_to(capture, binding_of(capture))
        probe = Probe("GetStatus", reply.binding, situation, series="s", variant=f"read {number}", state=state)
        found.append(Observation(probe, reply, number=number, exchange=reply.exchange))
    return found


def uncounted(capture: Capture) -> Capture:
    """A capture without the number of the read."""
    return replace(capture, response_bytes=COUNTED.sub(b"poll of", capture.response_bytes))


def findings(situation: Situation, recorded: Iterable[Capture], state: str = "") -> Iterator[tuple[str, Finding]]:
    """What the clauses about a process in a situation say of a series, with their ids."""
    observations = read(situation, recorded, state)
    for clause in CATALOGUE:
        if isinstance(clause, SeriesClause) and clause.group in GROUPS and situation in clause.situations:
            for _, finding in clause.findings(observations):
                yield clause.id, finding


def verdicts(situation: Situation, recorded: Iterable[Capture], state: str = "") -> dict[str, set[Verdict]]:
    """The verdicts of the clauses, by their ids."""
    found: dict[str, set[Verdict]] = {}
    for clause, finding in findings(situation, recorded, state):
        found.setdefault(clause, set()).add(finding.verdict)
    return found


def failures(situation: Situation, recorded: Iterable[Capture]) -> dict[str, str]:
    """What the clauses find wrong first, by their ids."""
    found: dict[str, str] = {}
    for clause, finding in findings(situation, recorded):
        if finding.verdict is Verdict.FAIL:
            found.setdefault(clause, finding.message)
    return found


def test_eighteen_lives_were_recorded() -> None:
    assert {process: len(polls) for process, polls in lives().items()} == {
        **dict.fromkeys(("1001", "1002", "1003", "1004", "1005"), 5),
        **dict.fromkeys(("3001", "3008", "4000", "4002", "8013", "8014", "9001", "9002"), 4),
        **dict.fromkeys(("5001", "9003"), 3),
        "5002": 6,
        "9000": 7,
        "2001": 8,
    }


@pytest.mark.parametrize("process", lives())
def test_a_life_breaks_a_clause_only_where_it_was_asked_to(process: str) -> None:
    polls = lives()[process]
    found = failures(S.FOLLOWED_PROCESS, polls)
    found |= failures(S.CONCURRENT_READERS, polls)

    assert found == DEVIATING.get(process, {})


def test_a_whole_life_is_judged_by_every_clause_about_its_order() -> None:
    polls = lives()["1001"]
    judged = verdicts(S.FOLLOWED_PROCESS, polls)
    judged |= verdicts(S.CONCURRENT_READERS, polls)

    assert {clause for clause, said in judged.items() if said == {Verdict.PASS}} == judged.keys()
    assert judged.keys() == {
        *("lifecycle.transition", "lifecycle.final", "lifecycle.vanished", "lifecycle.changed-after-end"),
        "lifecycle.concurrent-readers",
    }


@pytest.mark.parametrize("process", lives())
def test_an_ended_process_is_told_alike_at_every_read(process: str) -> None:
    polls = [uncounted(poll) for poll in lives()[process]]
    found = failures(S.REPEATED_READ, polls)

    changed = {"reply.repeatable": "The state of an ended process is another at a later read"}
    assert found == (changed if process in ("9001", "9002") else {})


@pytest.mark.parametrize("number", ["6005", "6103", "6204"])
@pytest.mark.parametrize("kind", ["soap12", "get", "post"])
def test_all_bindings_tell_the_same(number: str, kind: str) -> None:
    first, other = named(f"state-soap11-{number}"), named(f"state-{kind}-{number}")
    series = [uncounted(capture) for capture in (first, other, first)]
    found = verdicts(S.COMPARED_BINDINGS, series)

    assert found == {
        clause: {Verdict.PASS, Verdict.NOT_APPLICABLE} for clause in ("agreement.state", "agreement.fields")
    }


def test_a_context_that_counts_the_reads_leaves_the_bindings_incomparable() -> None:
    series = [named(name) for name in ("state-soap11-6003", "ok-ctype-soap12-no-charset", "conn-default-http11")]
    found = verdicts(S.COMPARED_BINDINGS, series)

    assert len({COUNTED.findall(capture.response_bytes)[0] for capture in series}) == 3
    undecided = {Verdict.INCONCLUSIVE, Verdict.NOT_APPLICABLE}
    assert found == dict.fromkeys(("agreement.state", "agreement.fields"), undecided)


def test_a_context_that_counts_the_reads_is_repeatable_all_the_same() -> None:
    assert failures(S.REPEATED_READ, lives()["1001"]) == {}


@pytest.mark.parametrize(
    ("number", "state"),
    list(enumerate(STATES, 6000)),
)
def test_a_process_is_in_the_state_that_it_is_said_to_be_in(number: int, state: str) -> None:
    found = verdicts(S.KNOWN_PROCESS, [named(f"state-soap11-{number}")], state)

    assert found == {"reply.state": {Verdict.PASS}}


def test_every_other_spelling_is_understood_but_a_comment_inside_a_value() -> None:
    asked = [capture for capture in captures() if capture.response and situation_of(capture) in SAME_MEANING]
    (plain,) = read(S.OTHER_SPELLING, [named("state-soap11-6003")])
    found = {
        capture.name: compared(plain, observation)
        for capture, observation in zip(asked, read(S.OTHER_SPELLING, asked), strict=True)
    }

    assert len(found) == 64
    assert {name: finding.message for name, finding in found.items() if finding.verdict is not Verdict.PASS} == {
        "value-id-comment": "The request is not understood",
        "value12-id-comment": "The request is not understood",
    }


@pytest.mark.parametrize("clause", ["transport.content-length", "transport.content-coding"])
def test_the_runtime_frames_every_answer_as_it_says(clause: str) -> None:
    entry = next(entry for entry in CATALOGUE if entry.id == clause)
    broken = []
    for capture in captures():
        if capture.response and situation_of(capture) is not None:
            found = entry.findings(read(S.KNOWN_PROCESS, [capture]))
            broken += [capture.name for _, finding in found if finding.verdict is Verdict.FAIL]

    assert broken == []
