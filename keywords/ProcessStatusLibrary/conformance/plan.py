"""What a check asks: the selected services, their bindings, and the processes to ask about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ..contract.service import Contract, canonical_binding
from ..targets import Target
from ..wording import listing, quote

NO_START_REASON = "no start request was given: write one as a start table in the targets file"
NO_ID_REASON = "no process id was given: use --process-id, or process_id in the targets file"


@dataclass(frozen=True, slots=True)
class Probe:
    """One request of a check.

    Attributes:
        operation: The operation's name.
        binding: The binding's name.
        process_id: The process to ask about; empty where the binding carries none.
        state: The state that the process is said to be in; empty when nothing is said.
        options: Further parts of the call, such as a format.
        fields: The fields of a start request; None for a status request.
        skipped: Why it is not sent; empty when it is.
    """

    operation: str
    binding: str
    process_id: str = ""
    state: str = ""
    options: Mapping[str, object] = field(default_factory=dict)
    fields: Mapping[str, object] | None = None
    skipped: str = ""


def selected_bindings(contract: Contract, names: Iterable[str]) -> list[str]:
    """The contract's bindings that were asked for by name, all of them by default.

    Raises:
        ValueError: A name is unknown, or the service does not document the binding.
    """
    documented = list(dict.fromkeys(name for op in contract.model.operations.values() for name in op.bindings))
    wanted = list(dict.fromkeys(canonical_binding(name) for name in names))
    for name in wanted:
        if name not in documented:
            raise ValueError(
                f"Service {quote(contract.service)} does not document {name}. Its bindings: "
                f"{listing(documented, 'and')}."
            )
    return [name for name in documented if name in wanted] if wanted else documented


def plan(target: Target, bindings: Sequence[str], *, allow_start: bool) -> list[Probe]:
    """Plans the requests of one service.

    Args:
        target: The target, with the processes that may be asked for.
        bindings: The bindings to ask over.
        allow_start: Whether a process may be started, which is never done to a real endpoint unasked.
    """
    probes: list[Probe] = []
    for operation, op in target.contract.model.operations.items():
        for binding, documented in op.bindings.items():
            if binding not in bindings:
                continue
            if op.role == "start":
                skipped = "" if target.start else NO_START_REASON
                if not allow_start:
                    skipped = "starting a process was not allowed: use --allow-start"
                probes.append(Probe(operation, binding, fields=target.start, skipped=skipped))
                continue
            carries = bool(documented.request.process_id or target.id_parameters.get(binding))
            formats = list(documented.request.formats) or [""]
            for format_name in formats:
                options = {"format": format_name} if format_name else {}
                if not carries:
                    probes.append(Probe(operation, binding, options=options))
                    continue
                asked = _processes(target)
                if not asked:
                    probes.append(Probe(operation, binding, options=options, skipped=NO_ID_REASON))
                probes += [Probe(operation, binding, pid, state, options) for pid, state in asked]
    return probes


def _processes(target: Target) -> list[tuple[str, str]]:
    asked = [(process_id, state) for state, process_id in target.processes.items()]
    if target.process_id and target.process_id not in {process_id for process_id, _ in asked}:
        asked.insert(0, (target.process_id, ""))
    return asked
