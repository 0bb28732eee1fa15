"""``processstatus services``: the contracts, and one of them as a page."""

from __future__ import annotations

import argparse

from rich.console import Console
from rich.text import Text

from ..contract import Contract, load_contract, shipped_services
from ..contract.model import Binding
from .console import console, print_table, table


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "services", help="list the service contracts, or print one as a page", description="Prints service contracts."
    )
    parser.add_argument("service", nargs="?", metavar="SERVICE", help="a service's name, or a contract's folder")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Prints the list or the page."""
    out = console()
    if arguments.service:
        print_page(load_contract(arguments.service), out)
        return 0
    rows = table("SERVICE", "TITLE", "OPERATIONS", "BINDINGS")
    for name in shipped_services():
        contract = load_contract(name)
        operations = contract.model.operations
        bindings = dict.fromkeys(binding for op in operations.values() for binding in op.bindings)
        rows.add_row(name, contract.title, ", ".join(operations), ", ".join(bindings))
    print_table(out, rows)
    return 0


def print_page(contract: Contract, out: Console) -> None:
    """Prints a contract: operations, bindings, states, contradictions."""
    model = contract.model
    out.print(Text(contract.title, style="bold"))
    out.print(f"service {model.service}, version {model.version}")
    out.print(f"source: {model.source}, retrieved {model.retrieved.isoformat()}")
    extends = f", extends {model.extends}" if model.extends else ""
    out.print(f"runtime: {model.runtime}{extends}")
    note = f" ({model.credentials.note})" if model.credentials.note else ""
    out.print(f"credentials: {model.credentials.kind}{note}")
    for operation, op in model.operations.items():
        identity = f", identified by {op.identified_by.name} ({op.identified_by.type})" if op.identified_by.name else ""
        _heading(out, f"Operation {operation} ({op.role}{identity})")
        for name, binding in op.bindings.items():
            _print_binding(out, name, binding, asks=bool(op.identified_by.name))
        for member in ("state", "error_code"):
            path = getattr(op.result, member)
            allowed = contract.allowed(operation, path) if path else []
            if allowed:
                out.print(f"  {path}: {', '.join(allowed)}")
    _heading(out, f"Lifecycle ({model.lifecycle.level})")
    states = table("  STATE", "PHASE", "LEVEL", "MAY BE FOLLOWED BY")
    for name, state in model.lifecycle.states.items():
        followers = ", ".join(state.next) or ("terminal" if state.phase != "unknown" else "-")
        states.add_row(f"  {name}", state.phase, state.level, followers)
    print_table(out, states)
    if model.contradictions:
        _heading(out, "Contradictions of the page")
    for number, entry in enumerate(model.contradictions, 1):
        out.print(f"  {number}. {entry.where}")
        out.print(f"     says:    {entry.says}")
        out.print(f"     read as: {entry.read_as}")
        if entry.why:
            out.print(f"     why:     {entry.why}")


def _print_binding(out: Console, name: str, binding: Binding, *, asks: bool) -> None:
    level = "" if binding.level == "documented" else f" ({binding.level}: {binding.source})"
    out.print(f"  {name}{level}: {binding.request.line}")
    if asks:
        out.print(f"    process id: {binding.request.process_id or 'cannot be carried'}")
    seen = f"; observed: {', '.join(binding.response.also_seen)}" if binding.response.also_seen else ""
    out.print(f"    answers: {binding.response.status} {', '.join(binding.response.media_types)}{seen}")


def _heading(out: Console, text: str) -> None:
    out.print()
    out.print(Text(text, style="bold"))
