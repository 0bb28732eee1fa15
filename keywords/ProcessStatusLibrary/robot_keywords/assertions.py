"""Keywords that judge the last reply of the current service."""

from __future__ import annotations

from robot.api.deco import keyword

from .. import expectations
from ..assertions import conforming
from .state import LibraryState

ASSERTION = ("Assertion",)


class AssertionKeywords(LibraryState):
    """Judges the last reply; every failure shows what was expected and what was received."""

    @keyword(tags=ASSERTION)
    def reply_should_conform(self) -> None:
        """Fails unless the last reply is a result that keeps every clause of the contract, at any level.

        Raises:
            ContractBreach: A clause is broken: its id and level, the place, documented and received.
            ReplyError: The reply is no result.

        Examples:

        ```robotframework
        *** Test Cases ***
        As documented
            Open Service    listrak
            ${id} =    Simulate Process    ProcessingData
            Get Process Status    ${id}    validate=False
            Reply Should Conform
        ```
        """
        conforming(self._reply)

    @keyword(tags=ASSERTION)
    def process_state_should_be(self, expected: str) -> None:
        """Fails unless the last reply says that the process is in the state.

        Args:
            expected: A state of the contract, in the vendor's words, such as `WaitingForOutput`.

        Raises:
            ExpectationFailed: The state is another.
            ReplyError: The reply is no status.
            ValueError: The contract has no such state; the nearest is offered.

        Examples:

        ```robotframework
        *** Test Cases ***
        Failed
            Open Service    cora-ocr
            ${id} =    Simulate Process    Failed
            Get Process Status    ${id}
            Process State Should Be    Failed
        ```
        """
        expectations.expect_state(self._reply, expected)

    @keyword(tags=ASSERTION)
    def process_phase_should_be(self, expected: str) -> None:
        """Fails unless the last reply says that the process is in the phase.

        Args:
            expected: `pending`, `running`, `succeeded`, `failed` or `unknown`.

        Raises:
            ExpectationFailed: The phase is another.
        """
        expectations.expect_phase(self._reply, expected.casefold())

    @keyword(tags=ASSERTION)
    def process_error_code_should_be(self, expected: str) -> None:
        """Fails unless the last reply has the error code.

        Args:
            expected: A documented error code, such as `TimedOut`.

        Raises:
            ExpectationFailed: The error code is another.
            ValueError: The contract has no such error code; the nearest is offered.
        """
        expectations.expect_error_code(self._reply, expected)

    @keyword(tags=ASSERTION)
    def process_output_should_be(self, name: str, expected: str) -> None:
        """Fails unless the process returned the output.

        Args:
            name: The output's name, such as `__out_x`, or the id of an imported report.
            expected: Its text.

        Raises:
            ExpectationFailed: The output is another, or is not there.
        """
        expectations.expect_output(self._reply, name, expected)

    @keyword(tags=ASSERTION)
    def process_counter_should_be(self, name: str, expected: int) -> None:
        """Fails unless a counter of the process has the value.

        Args:
            name: The counter's name, such as `TotalReports`.
            expected: Its value.

        Raises:
            ExpectationFailed: The counter is another, or is not there.
        """
        expectations.expect_counter(self._reply, name, expected)

    @keyword(tags=ASSERTION)
    def process_context_should_be(self, expected: str) -> None:
        """Fails unless the additional information is the expected text.

        Args:
            expected: The text.

        Raises:
            ExpectationFailed: The text is another, or the member is absent.
        """
        expectations.expect_context(self._reply, expected)

    @keyword(tags=ASSERTION)
    def reply_should_be(self, kind: str) -> None:
        """Fails unless the last reply is of a kind.

        Args:
            kind: `result`, `empty result`, `SOAP fault`, `service error`, `plain text`, `HTML`, `empty`,
                `unreadable` or `unexpected document`.

        Raises:
            ExpectationFailed: It is of another kind.
        """
        expectations.expect_kind(self._reply, kind)

    @keyword(tags=ASSERTION)
    def reply_should_be_fault(self, code: str = "", text: str = "") -> None:
        """Fails unless the last reply is a SOAP fault or the service's own error.

        Args:
            code: Its code without prefix, such as `Client`, `Sender` or `NotFound`.
            text: A part of its text.

        Raises:
            ExpectationFailed: It is no fault, or another one.
        """
        expectations.expect_fault(self._reply, code, text)

    @keyword(tags=ASSERTION)
    def reply_http_status_should_be(self, expected: int) -> None:
        """Fails unless the last reply has the HTTP status.

        Args:
            expected: The status, such as `401`.

        Raises:
            ExpectationFailed: It is another.
        """
        expectations.expect_http_status(self._reply, expected)

    @keyword(tags=ASSERTION)
    def credentials_should_be_refused(self) -> None:
        """Fails unless the last reply refuses who asks: HTTP 401 or 403, or a fault that says so.

        Raises:
            ExpectationFailed: The reply is something else.
        """
        expectations.expect_credentials_refused(self._reply)
