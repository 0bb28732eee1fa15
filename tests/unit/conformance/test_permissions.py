"""What may be sent to a real endpoint, and the words for what may not."""

from __future__ import annotations

import pytest

from ProcessStatusLibrary.conformance.situation import EVERYTHING, Permissions, Situation

NO_START = "starting a process was not allowed: use --allow-start"
NO_NEGATIVE = "malformed requests were not allowed: use --negative"
NO_LOGIN = "a login with wrong credentials was not allowed: use --allow-bad-login"
MADE = "the one attempt with wrong credentials that was allowed was made already: accounts lock"
REFUSED = "the credentials were refused, so nothing more was sent with them: accounts lock"
COULD_START = "it could start a process, and starting one was not allowed: use --allow-start"

HARMLESS = {
    Situation.KNOWN_PROCESS,
    Situation.REPEATED_READ,
    Situation.FOLLOWED_PROCESS,
    Situation.COMPARED_BINDINGS,
    Situation.CONCURRENT_READERS,
    Situation.STARTED_PROCESS,
    Situation.OTHER_SPELLING,
    Situation.OTHER_FORMAT,
    Situation.UNKNOWN_ID,
}
LOGINS = {Situation.WRONG_PASSWORD, Situation.WRONG_USER}
SEVERAL_STARTS = {Situation.OTHER_START, Situation.START_MUTANT}
STARTS = {Situation.START} | SEVERAL_STARTS
MALFORMED = set(Situation) - HARMLESS - LOGINS - STARTS


def test_without_leave_only_harmless_requests_are_sent() -> None:
    reasons = {situation: Permissions().refusal(situation) for situation in Situation}

    assert reasons == {
        **dict.fromkeys(HARMLESS, ""),
        **dict.fromkeys(MALFORMED, NO_NEGATIVE),
        **dict.fromkeys(LOGINS, NO_LOGIN),
        **dict.fromkeys(STARTS, NO_START),
    }


@pytest.mark.parametrize(
    ("permissions", "allowed"),
    [
        (Permissions(start=True), {Situation.START}),
        (Permissions(negative=True), MALFORMED),
        (Permissions(bad_logins=1), LOGINS),
    ],
    ids=["start", "negative", "bad login"],
)
def test_each_leave_is_for_one_thing(permissions: Permissions, allowed: set[Situation]) -> None:
    assert {situation for situation in Situation if not permissions.refusal(situation)} == HARMLESS | allowed


@pytest.mark.parametrize("situation", sorted(LOGINS))
def test_one_attempt_with_wrong_credentials(situation: Situation) -> None:
    permissions = Permissions(negative=True, bad_logins=1)

    assert permissions.refusal(situation, bad_logins=0) == ""
    assert permissions.refusal(situation, bad_logins=1) == MADE


@pytest.mark.parametrize("permissions", [Permissions(), Permissions(bad_logins=1)])
def test_refused_credentials_are_not_sent_again(permissions: Permissions) -> None:
    assert permissions.end_of_logins(bad_logins=1) == REFUSED
    assert EVERYTHING.end_of_logins(bad_logins=1) == ""


def test_what_could_start_a_process_needs_both() -> None:
    wrong = Situation.MALFORMED_JSON

    assert Permissions(negative=True).refusal(wrong, starts=True) == COULD_START
    assert Permissions(start=True).refusal(wrong, starts=True) == NO_NEGATIVE
    assert Permissions(start=True, negative=True).refusal(wrong, starts=True) == ""


@pytest.mark.parametrize("situation", sorted(SEVERAL_STARTS))
def test_further_starts_need_both(situation: Situation) -> None:
    more = "further starts were not allowed: use --negative besides --allow-start"

    assert Permissions(start=True).refusal(situation, starts=True) == more
    assert Permissions(negative=True).refusal(situation, starts=True) == NO_START
    assert Permissions(start=True, negative=True).refusal(situation, starts=True) == ""


def test_malformed_requests_and_logins_are_kept_apart() -> None:
    permissions = Permissions(negative_pause=0.2)
    pauses = {situation: permissions.pause_before(situation) for situation in Situation}

    assert pauses == {
        **dict.fromkeys(HARMLESS | {Situation.START}, 0.0),
        **dict.fromkeys(MALFORMED | LOGINS | SEVERAL_STARTS, 0.2),
    }


def test_the_simulator_allows_everything_at_once() -> None:
    assert {EVERYTHING.refusal(situation, 1000, starts=True) for situation in Situation} == {""}
    assert {EVERYTHING.pause_before(situation) for situation in Situation} == {0.0}
