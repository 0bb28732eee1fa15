"""The library of the suites that a check writes."""

from __future__ import annotations

import argparse
import re

from robot.api import logger
from robot.api.deco import keyword, library
from robot.libraries.BuiltIn import BuiltIn

from ..conformance.assessment import Standing
from ..conformance.clause import Verdict
from ..conformance.results import ClauseResult, unjudged_rows
from ..levels import Level
from ..wording import inert, inert_lines, quote
from .checking import check, parsed
from .clause_evidence import ClauseEvidence
from .handing import Judged, handed_over
from .table import verdicts_as_html

_ORDER = re.compile(r"\A\s*\*(html)\*", re.IGNORECASE)


class ClauseBroken(AssertionError):
    """A clause is broken at a level at which the check fails."""

    ROBOT_SUPPRESS_NAME = True


class ClauseSkipped(Exception):
    """A clause is broken below the failing level, could not be judged, or does not apply."""

    ROBOT_SUPPRESS_NAME = True
    ROBOT_SKIP_EXECUTION = True


@library(scope="GLOBAL", doc_format="MARKDOWN")
class ServiceCheck:
    """Says of one service which clauses of its contract are kept.

    `processstatus check --robot` writes suites that use it. The service is checked once for all of them: by the
    command, which hands its verdicts over, or by the first keyword that needs one, as in `robot --rerunfailed`.
    """

    def __init__(self, service: str, /, *options: str) -> None:
        """Names the service.

        Args:
            service: The name of a service contract, or the folder of one.
            options: Options of `processstatus check`, such as `--url` and `--fail-on`, and their values.
        """
        self._service = service
        self._options = options
        self._judged: Judged | None = None
        self._fail_on: Level = "documented"
        self._verdicts: dict[tuple[str, str, str], ClauseResult] = {}
        self._evidence: ClauseEvidence | None = None

    @keyword
    def check_service(self) -> None:
        """Checks the service, unless that was done already, and shows how many clauses are kept.

        Raises:
            ValueError: An option is wrong, or the targets file does not name the service.
        """
        logger.info(verdicts_as_html(self._checked().result, self._fail_on), html=True)

    @keyword
    def clause_should_be_kept(self, clause: str, operation: str, binding: str) -> None:
        """Fails when the check found the clause broken, and skips the test when it found neither.

        Args:
            clause: The clause's id, such as `schema.type`.
            operation: The operation.
            binding: The binding.

        Raises:
            ClauseBroken: The clause is broken, and that fails the check.
            ClauseSkipped: It is broken below the failing level, known from the baseline or accepted; or it could not be
                judged, or does not apply.
            ValueError: The check has no such clause.
        """
        judged = self._checked()
        found = self._verdicts.get((operation, binding, clause))
        if found is None:
            raise ValueError(
                f"The check has no clause {quote(clause)} for {operation} over {binding}. "
                "Write the suites anew: processstatus check --robot."
            )
        BuiltIn().set_tags(f"verdict:{found.verdict.replace(' ', '-')}")
        self._log(found)
        if found.verdict is Verdict.FAIL:
            if judged.assessment.counts(judged.result, found):
                raise ClauseBroken(as_message(found.message))
            told = found.message.partition("\n  reproduce:")[0]
            raise ClauseSkipped(f"{_excuse(judged, found)}: {as_message(told)}")
        if found.verdict is not Verdict.PASS:
            raise ClauseSkipped(f"{str(found.verdict).capitalize()}: {as_message(found.message)}")

    def _checked(self) -> Judged:
        if self._judged is None:
            arguments = parsed(self._service, self._options)
            self._judged, self._fail_on = handed_over(self._service) or _checked_anew(arguments), arguments.fail_on
            self._verdicts = {(c.operation, c.binding, c.clause.id): c for c in self._judged.result.clauses}
            self._evidence = ClauseEvidence(self._judged.result, self._judged.masker)
        return self._judged

    def _log(self, found: ClauseResult) -> None:
        """Shows how many replies were judged, and the evidence."""
        if self._evidence is None:
            return
        if found.judged:
            logger.info(self._evidence.summary(found))
        for exchange in self._evidence.of(found):
            logger.info(exchange, html=True)


def _excuse(judged: Judged, found: ClauseResult) -> str:
    """Why a broken clause does not fail the check."""
    standing = judged.assessment.standing(judged.result, found)
    accepted = judged.assessment.acceptance(judged.result, found)
    if standing is Standing.ACCEPTED and accepted is not None:
        return f"Accepted until {accepted.expires}, {accepted.reason}"
    if standing is Standing.KNOWN:
        return "Known from the baseline"
    return f"Broken below the failing level, {judged.assessment.fail_on}"


def as_message(text: str) -> str:
    """A text as Robot's message: nothing of it is taken for an order to a terminal or for HTML."""
    return _ORDER.sub(r"* \1 *", inert_lines(text))


def _checked_anew(arguments: argparse.Namespace) -> Judged:
    """Checks the service, and warns of bindings that were not judged: Robot calls a run of skipped tests passed."""
    judged = check(arguments)
    for service, binding in unjudged_rows([judged.result]):
        logger.warn(inert(f"Not judged: {service.service} on {service.target} over {binding}."))
    return judged
