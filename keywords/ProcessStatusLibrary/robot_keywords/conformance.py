"""Keywords that check a whole service."""

from __future__ import annotations

from typing import Any

from robot.api import logger
from robot.api.deco import keyword

from ..conformance.assertion import expect_conformance
from ..conformance.assessment import Assessment
from ..conformance.report_json import report
from ..conformance.results import ServiceResult
from ..levels import Level
from ..robot_check.clause_evidence import ClauseEvidence
from ..robot_check.table import verdicts_as_html
from .state import LibraryState


class ConformanceKeywords(LibraryState):
    """Checks the current service as `processstatus check` does."""

    @keyword(tags=("Assertion", "Conformance"))
    def service_should_conform(
        self,
        *bindings: str,
        fail_on: Level = "documented",
        allow_start: bool = False,
        allow_negative: bool = False,
        allow_bad_login: bool = False,
    ) -> None:
        """Fails unless the current service keeps its contract.

        Sends every documented request, and more, and judges every answer by every clause. The embedded simulator is
        sent everything; a real endpoint only what a client of the page would send, unless more is allowed. The log
        holds the count of verdicts, and the exchange of each breach.

        Args:
            bindings: The bindings to ask over; all by default.
            fail_on: `documented`, `standard`, `observed` or `inferred`: broken clauses of this level and the levels
                above fail.
            allow_start: Allow starting a process.
            allow_negative: Allow malformed requests, a few a second.
            allow_bad_login: Allow one login with wrong credentials: accounts may lock.

        Raises:
            NotConforming: Every breach, and every binding that could not be judged.
            ValueError: The service does not document a binding.

        Examples:

        ```robotframework
        *** Test Cases ***
        As documented
            Open Service    listrak
            Service Should Conform    SOAP 1.1    SOAP 1.2    fail_on=documented
        ```
        """
        result = self._service.check(
            *bindings, allow_start=allow_start, allow_negative=allow_negative, allow_bad_login=allow_bad_login
        )
        self._log_verdicts(result, fail_on)
        expect_conformance(result, fail_on)

    @keyword(tags=("Getter", "Conformance"))
    def get_conformance_verdicts(
        self,
        *bindings: str,
        allow_start: bool = False,
        allow_negative: bool = False,
        allow_bad_login: bool = False,
    ) -> list[dict[str, Any]]:
        """Checks the current service and returns every verdict, whatever it is.

        Args:
            bindings: The bindings to ask over; all by default.
            allow_start: Allow starting a process on a real endpoint.
            allow_negative: Allow malformed requests to a real endpoint.
            allow_bad_login: Allow one login with wrong credentials to a real endpoint.

        Returns:
            Dictionaries with `id`, `title`, `level`, `source`, `operation`, `binding`, `verdict` (`pass`, `fail`,
            `inconclusive` or `not applicable`), `judged`, `message` and `evidence`, as in conformance.json.

        Examples:

        ```robotframework
        *** Test Cases ***
        Which clauses a defect breaks
            Open Service    listrak
            Set Simulator Defects    lower-case-state
            ${verdicts} =    Get Conformance Verdicts    SOAP 1.1
            VAR    ${broken} =    ${{[v['id'] for v in $verdicts if v['verdict'] == 'fail']}}
            Should Contain    ${broken}    enumeration.state
        ```
        """
        result = self._service.check(
            *bindings, allow_start=allow_start, allow_negative=allow_negative, allow_bad_login=allow_bad_login
        )
        self._log_verdicts(result, "documented")
        verdicts: list[dict[str, Any]] = report(Assessment([result]))["services"][0]["clauses"]
        return verdicts

    def _log_verdicts(self, result: ServiceResult, fail_on: Level) -> None:
        logger.info(verdicts_as_html(result, fail_on), html=True)
        evidence = ClauseEvidence(result, self._masker)
        for exchange in evidence.of_breaches():
            logger.info(exchange, html=True)
