"""``processstatus simulate``: the five services on loopback, until it is interrupted."""

from __future__ import annotations

import argparse
import threading

from ..contract import load_contract, shipped_services
from ..wording import listing
from .console import console, print_table, table


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Describes the subcommand."""
    parser = commands.add_parser(
        "simulate",
        help="serve the services on loopback",
        description="Serves simulated services on loopback until it is interrupted.",
    )
    parser.add_argument("service", nargs="*", metavar="SERVICE", help="services to serve; all of them by default")
    parser.add_argument("--port", type=int, default=0, help="the port; 0, the default, takes any free one")
    parser.add_argument(
        "--profile",
        choices=("documented", "observed"),
        default="documented",
        help="answer as the pages print (documented, the default) or as the frameworks do (observed)",
    )
    parser.add_argument(
        "--defect",
        action="append",
        default=[],
        metavar="NAME",
        help="answer with a seeded defect, such as lower-case-state; may be repeated",
    )
    parser.add_argument(
        "--fault",
        action="append",
        default=[],
        metavar="NAME[@N]",
        help="deliver every answer with a transport fault, such as reset-in-body, or the N-th one; may be repeated",
    )
    parser.add_argument("--tls", action="store_true", help="serve by TLS, with a certificate of the simulator's own")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace, until: threading.Event | None = None) -> int:
    """Serves until it is interrupted.

    Args:
        until: Ends the service when it is set; for tests.
    """
    from ..simulator import Simulator  # noqa: PLC0415  an event loop that the other commands may not need

    contracts = [load_contract(name) for name in arguments.service or shipped_services()]
    folders = [contract.folders[0] for contract in contracts]
    with Simulator(
        *folders,
        profile=arguments.profile,
        port=arguments.port,
        defects=arguments.defect,
        faults=arguments.fault,
        tls=arguments.tls,
    ) as simulator:
        rows = table("SERVICE", "URL", "A PROCESS", "STATES")
        for contract in contracts:
            process_id = simulator.simulate(contract.service)
            happy = " > ".join(contract.happy_path)
            rows.add_row(contract.service, simulator.url(contract.service), process_id, happy)
        out = console()
        wrong = f" with the defects {listing(arguments.defect, 'and')}" if arguments.defect else ""
        failing = f" with the transport faults {listing(simulator.faults, 'and')}" if arguments.fault else ""
        out.print(f"Simulated services, profile {arguments.profile}{wrong}{failing}. Stop with Ctrl-C.")
        print_table(out, rows)
        if arguments.tls:
            out.print(f"  its authority, for --ca-file: {simulator.authority}")
        for contract in contracts:
            taken = simulator.credentials(contract.service)
            if taken:
                told = ", ".join(f"{name} {value}" for name, value in taken.items())
                out.print(f"  credentials of {contract.service}: {told}")
        (until or threading.Event()).wait()
    return 0
