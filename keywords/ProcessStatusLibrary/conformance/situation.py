"""Situations: what is special about a request of a check, and what sending it could do to a real endpoint."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Situation(StrEnum):
    """What is special about a request; a clause says in which situations it judges the answer."""

    KNOWN_PROCESS = "known process"
    REPEATED_READ = "repeated read"
    FOLLOWED_PROCESS = "followed process"
    COMPARED_BINDINGS = "compared bindings"
    CONCURRENT_READERS = "concurrent readers"
    START = "start"
    STARTED_PROCESS = "started process"
    OTHER_SPELLING = "same meaning, other bytes"
    OTHER_FORMAT = "format asked for otherwise"
    OTHER_START = "start, same meaning, other bytes"
    UNKNOWN_ID = "unknown id"
    MALFORMED_ID = "malformed id"
    MISSING_HEADER = "missing header"
    WRONG_ACTION = "wrong SOAPAction"
    MISSING_ACTION = "missing SOAPAction"
    UNKNOWN_OPERATION = "unknown operation"
    UNKNOWN_MANDATORY_HEADER = "unknown header with mustUnderstand"
    WRONG_MEDIA_TYPE = "wrong media type"
    WRONG_ENVELOPE_VERSION = "wrong envelope version"
    MALFORMED_XML = "malformed XML"
    DOCUMENT_TYPE = "document type declaration"
    MALFORMED_JSON = "malformed JSON"
    EMPTY_BODY = "empty body"
    WRONG_METHOD = "wrong method"
    UNKNOWN_PATH = "unknown path"
    MUTANT = "request that breaks its schema"
    START_MUTANT = "start that breaks its schema"
    NO_CREDENTIALS = "no credentials"
    WRONG_PASSWORD = "wrong password"  # noqa: S105  a situation
    WRONG_USER = "wrong user"


READS = (
    Situation.KNOWN_PROCESS,
    Situation.REPEATED_READ,
    Situation.FOLLOWED_PROCESS,
    Situation.COMPARED_BINDINGS,
    Situation.CONCURRENT_READERS,
    Situation.STARTED_PROCESS,
)
"""Situations in which a documented request asks for the status of a process that the service knows."""

RESULTS = (*READS, Situation.START)
"""Situations in which a documented request must bring a result."""

SAME_MEANING = (Situation.OTHER_SPELLING, Situation.OTHER_FORMAT)
"""Situations in which a request is written otherwise and means the same."""

EVERY_SITUATION = tuple(Situation)

_START = frozenset({Situation.START, Situation.OTHER_START, Situation.START_MUTANT})
_SEVERAL_STARTS = frozenset({Situation.OTHER_START, Situation.START_MUTANT})
_LOGIN = frozenset({Situation.WRONG_PASSWORD, Situation.WRONG_USER})
_HARMLESS = frozenset({*READS, *SAME_MEANING, Situation.UNKNOWN_ID})


@dataclass(frozen=True, slots=True)
class Permissions:
    """What may be sent to an endpoint; without any, requests that a client of the page would send.

    Attributes:
        start: Starting a process.
        negative: Malformed requests; with `start` also further starts, such as malformed ones.
        bad_logins: How many attempts with wrong credentials; accounts lock.
        negative_pause: Seconds from one malformed request to the next, at least.
    """

    start: bool = False
    negative: bool = False
    bad_logins: int = 0
    negative_pause: float = 0.0

    def refusal(self, situation: Situation, bad_logins: int = 0, *, starts: bool = False) -> str:
        """Why a request may not be sent; empty when it may.

        Args:
            situation: What is special about it.
            bad_logins: How many attempts with wrong credentials were made already.
            starts: It is for an operation that starts a process: a service that takes it for right starts one.
        """
        if situation in _START and not self.start:
            return "starting a process was not allowed: use --allow-start"
        if situation in _SEVERAL_STARTS and not self.negative:
            return "further starts were not allowed: use --negative besides --allow-start"
        if situation in _LOGIN:
            return self._login_refusal(bad_logins)
        if situation not in _HARMLESS | _START and not self.negative:
            return "malformed requests were not allowed: use --negative"
        may_start = self.start or not starts
        return "" if may_start else "it could start a process, and starting one was not allowed: use --allow-start"

    def _login_refusal(self, bad_logins: int) -> str:
        if not self.bad_logins:
            return "a login with wrong credentials was not allowed: use --allow-bad-login"
        made = "the one attempt with wrong credentials that was allowed was made already: accounts lock"
        return made if bad_logins >= self.bad_logins else ""

    def end_of_logins(self, bad_logins: int) -> str:
        """Why nothing more may be sent with the credentials that were given; empty when it may.

        Args:
            bad_logins: How many times they, or wrong ones, were refused already.
        """
        refused = "the credentials were refused, so nothing more was sent with them: accounts lock"
        return refused if bad_logins >= max(self.bad_logins, 1) else ""

    def pause_before(self, situation: Situation) -> float:
        """Seconds that a request keeps from the one of its kind before it."""
        return 0.0 if situation in _HARMLESS or situation is Situation.START else self.negative_pause

    @staticmethod
    def is_login(situation: Situation) -> bool:
        """Whether a request is an attempt with wrong credentials."""
        return situation in _LOGIN


EVERYTHING = Permissions(start=True, negative=True, bad_logins=1_000_000)
"""What the simulator allows."""

NEGATIVE_PAUSE = 0.2
"""Seconds between two malformed requests to a real endpoint."""


def granted(*, simulated: bool, start: bool, negative: bool, bad_login: bool) -> Permissions:
    """What may be sent to a target: everything to the simulator, what was allowed to a real endpoint.

    Args:
        simulated: Whether the target is the simulator.
        start: Whether starting a process was allowed.
        negative: Whether malformed requests were allowed, a few a second.
        bad_login: Whether one login with wrong credentials was allowed.
    """
    if simulated:
        return EVERYTHING
    return Permissions(start=start, negative=negative, bad_logins=int(bad_login), negative_pause=NEGATIVE_PAUSE)
