"""Reads the canonical record from a result, whatever the binding."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from ..contract.model import Derive
from ..contract.service import Contract
from ..status import ProcessStatus, StartedProcess
from .members import Members

_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,40}\s*")


def decode_status(contract: Contract, operation: str, binding: str, members: Members, asked_for: str) -> ProcessStatus:
    """Reads a process status.

    Args:
        contract: The service's contract.
        operation: The operation's name.
        binding: The binding that the answer came over.
        members: The result.
        asked_for: The id that was asked for, where the result names none.
    """
    paths = contract.model.operations[operation].result
    state = (members.text(paths.state) or "") if paths.state else derived_state(contract, members)
    counters = {name: value for name in paths.counters if (value := _integer(members.text(name))) is not None}
    return ProcessStatus(
        service=contract.service,
        process_id=(members.text(paths.process_id) if paths.process_id else None) or asked_for,
        state=state,
        phase=contract.phase(state),
        error_code=(members.text(paths.error_code) or "") if paths.error_code else "",
        context=members.text(paths.context) if paths.context else None,
        message=members.text(paths.message) if paths.message else None,
        outputs=members.dictionary(paths.outputs) if paths.outputs else {},
        counters=counters,
        started=_moment(members, paths.times.get("started", "")),
        completed=_moment(members, paths.times.get("completed", "")),
        more={name: text for name, path in paths.more.items() if (text := members.text(path)) is not None},
        binding=binding,
    )


def decode_start(contract: Contract, operation: str, members: Members) -> StartedProcess:
    """Reads what a start operation answered."""
    paths = contract.model.operations[operation].result
    message = members.text(paths.message) if paths.message else None
    return StartedProcess(contract.service, members.text(paths.process_id) or "", message)


def derived_state(contract: Contract, members: Members) -> str:
    """Names the state of a service that has no state member: the first row that holds.

    Returns:
        The state; empty when no row holds.
    """
    for row in contract.model.lifecycle.derive:
        if _holds(row, members):
            return row.state
    return ""


def _holds(row: Derive, members: Members) -> bool:
    if row.present:
        return bool(members.text(row.present))
    operands = row.equal or row.less
    values = [operand if isinstance(operand, int) else _integer(members.text(operand)) for operand in operands]
    if len(values) != 2 or values[0] is None or values[1] is None:
        return False
    return values[0] == values[1] if row.equal else values[0] < values[1]


def _integer(text: str | None) -> int | None:
    return int(text) if text is not None and _INTEGER.fullmatch(text) else None


def _moment(members: Members, path: str) -> datetime | None:
    text = members.text(path) if path else None
    if not text:
        return None
    # XML Schema writes midnight at a day's end as hour 24 (part 2 section 3.2.7).
    days = 1 if "T24:00:00" in text else 0
    try:
        moment = datetime.fromisoformat(text.strip().replace("T24:00:00", "T00:00:00")) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None  # the schema says so with the place and the value
    return None if moment.year == 1 else moment
