"""Judges a recording of a check again: the observations that it holds, by today's clauses and contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..contract.service import Contract
from ..masking import Masker
from ..recorded_services import is_of_other_contract
from ..recording_reading import Recording, RecordingError, recorded_exchange
from ..reply import read_reply
from ..transport.exchange import Limits
from ..wording import listing, quote
from .check import Rows, Subject, judged
from .probe import Observation, Probe
from .results import ServiceResult
from .situation import Situation

Line = Mapping[str, Any]


@dataclass(frozen=True)
class RecordedCheck:
    """A check of one service as a recording holds it.

    Attributes:
        about: The line that says what was checked.
        lines: What was sent and what was not, in the order in which it was asked for.
    """

    about: Line
    lines: tuple[Line, ...]

    @property
    def service(self) -> str:
        """The name of the service."""
        return str(self.about["service"])


class NothingToJudge(RecordingError):
    """What was recorded was no check."""


def recorded_checks(recording: Recording) -> list[RecordedCheck]:
    """The checks that a recording holds, in their order.

    Raises:
        NothingToJudge: It holds none: what was recorded was no check.
    """
    checks: list[tuple[Line, list[Line]]] = []
    latest: dict[str, list[Line]] = {}
    for line in recording.lines:
        if line["type"] == "service":
            checks.append((line, []))
            latest[line["service"]] = checks[-1][1]
        elif "situation" in line and line.get("service") in latest:
            latest[line["service"]].append(line)
    if not checks:
        raise NothingToJudge(
            "The recording holds no check, so there is nothing to judge. 'processstatus check' records one, and so do "
            "the keyword 'Service Should Conform', the sentence 'the service conforms to its contract' and check() in "
            "Python. Its exchanges can be written as an HTTP Archive: processstatus export --har FILE RECORDING."
        )
    return [RecordedCheck(about, tuple(_in_order(lines))) for about, lines in checks]


def has_changed(check: RecordedCheck, contract: Contract) -> bool:
    """Whether a contract is another than the one that the check judged by."""
    return is_of_other_contract(check.about, contract)


def judged_again(check: RecordedCheck, contract: Contract) -> ServiceResult:
    """Judges a recorded check; nothing is sent.

    Args:
        check: The check.
        contract: The contract to judge by.

    Raises:
        RecordingError: The recording tells of something that the contract or this version does not know.
    """
    about = check.about
    rows = tuple((operation, binding) for operation, binding in about["rows"])
    _check_rows(contract, rows)
    # What was secret is masked already.
    masker = Masker()
    try:
        observations = [_observation(contract, about, line, masker) for line in check.lines]
        return judged(Subject(contract, about["target"], about["simulated"], masker), rows, observations)
    except RecordingError:
        raise
    except ValueError as problem:  # something that a clause does not know, such as the name of a mutant
        raise RecordingError(f"The recording of {check.service} cannot be judged: {problem}") from None


def _in_order(lines: Sequence[Line]) -> Iterator[Line]:
    """Exchanges by their numbers, and what was not sent after the exchange that it came after.

    An exchange that was made again stands in the place of the first one, and that one is left out.
    """
    repeated = {line["again_of"]: line for line in lines if "again_of" in line}
    # Lines of requests that were sent together stand in the order of their answers.
    places = sorted(
        ((line["number"], 0) if line["type"] == "exchange" else (line["after"], 1), place)
        for place, line in enumerate(lines)
        if "again_of" not in line
    )
    for _, place in places:
        yield repeated.get(lines[place].get("number", 0), lines[place])


def _observation(contract: Contract, about: Line, line: Line, masker: Masker) -> Observation:
    probe = _probe(contract, line)
    if line["type"] == "unsent":
        return Observation(probe, missing=line["missing"])
    exchange, number = recorded_exchange(line), line["number"]
    if exchange.response is None:
        return Observation(probe, missing=exchange.error.removesuffix("."), number=number, exchange=exchange)
    reply = read_reply(
        contract,
        probe.operation,
        probe.binding,
        probe.process_id,
        exchange,
        allow_states=tuple(about["allow_states"]),
        number=number,
        masker=masker,
        limits=_limits(about.get("limits", {})),
    )
    return Observation(probe, reply, number=number, exchange=exchange)


def _probe(contract: Contract, line: Line) -> Probe:
    operation, binding = line.get("operation", ""), line.get("binding", "")
    _check_rows(contract, [(operation, binding)])
    try:
        situation = Situation(line["situation"])
    except ValueError:
        raise RecordingError(
            f"The recording tells of the situation {quote(line['situation'])}, which this version does not know. "
            "Judge it by the version that made it, or a newer one."
        ) from None
    return Probe(
        operation,
        binding,
        situation,
        variant=line.get("variant", ""),
        process_id=line.get("process_id", ""),
        state=line.get("state", ""),
        series=line.get("series", ""),
        about=line.get("about", ""),
    )


def _check_rows(contract: Contract, rows: Rows | Iterable[tuple[str, str]]) -> None:
    operations = contract.model.operations
    for operation, binding in rows:
        if operation not in operations or binding not in operations[operation].bindings:
            known = listing(f"{name} over {over}" for name, found in operations.items() for over in found.bindings)
            raise RecordingError(
                f"The recording tells of {operation} over {binding}, which the contract of {contract.service} does not "
                f"describe. It describes: {known}. Name the contract that was checked with --contract."
            )


def _limits(recorded: Mapping[str, Any]) -> Limits:
    try:
        return Limits(**recorded)
    except (TypeError, ValueError) as problem:
        raise RecordingError(f"The recording tells of limits that this version does not know: {problem}") from None
