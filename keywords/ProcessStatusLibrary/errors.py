"""What can go wrong, apart from misuse (``ValueError``, ``TypeError``) and breaches of a contract.

ProcessStatusError
  TransportError          no answer: connect, TLS, send or read
  ReplyError              an answer that is not a status
    CredentialsRefused    401, 403 or a fault that refuses who asks
    SoapFault
    ServiceError          the service's own error: ResponseStatus, a JSON error
    EmptyResult           the result is nil or not there
    UnreadableReply       text, HTML, nothing, or a document that is something else
"""

from __future__ import annotations

from .wording import inert_lines


class ProcessStatusError(Exception):
    """The base of the errors that are about the service and not about the caller."""

    ROBOT_SUPPRESS_NAME = True


class TransportError(ProcessStatusError):
    """No usable answer came.

    Args:
        problem: What happened, such as ``connection refused``.
        url: Where the request went, secrets masked.
        phase: ``connect``, ``TLS``, ``send`` or ``read``.
        elapsed: Seconds until it happened.
        allowed: Seconds that were allowed for the phase.
        passing: A later try may have more luck.
        stale: A kept connection had ended before this answer began.
    """

    def __init__(
        self,
        problem: str,
        url: str,
        phase: str,
        elapsed: float,
        allowed: float,
        *,
        passing: bool = True,
        stale: bool = False,
    ) -> None:
        self.problem, self.url, self.phase, self.elapsed, self.allowed = problem, url, phase, elapsed, allowed
        self.passing, self.stale = passing, stale
        super().__init__(
            inert_lines(
                f"No answer from {url}: {problem} (phase: {phase}, after {elapsed:.1f} s of {allowed:g} s allowed)."
            )
        )

    def after(self, tries: int) -> TransportError:
        """The same error as the last one of several tries."""
        problem = f"{self.problem}, in the last of {tries} tries"
        return TransportError(problem, self.url, self.phase, self.elapsed, self.allowed, passing=self.passing)


class ReplyError(ProcessStatusError):
    """An answer came, and it is not a process status."""


class CredentialsRefused(ReplyError):
    """The service refused who asks: HTTP 401 or 403, or a fault that says so."""


class SoapFault(ReplyError):
    """The service answered with a SOAP fault."""


class ServiceError(ReplyError):
    """The service answered with an error of its own."""


class EmptyResult(ReplyError):
    """The result is nil or not there."""


class UnreadableReply(ReplyError):
    """The answer is text, HTML, nothing, or another document than the documented one."""
