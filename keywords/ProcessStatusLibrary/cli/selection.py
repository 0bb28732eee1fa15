"""Which services a command runs against which target."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..contract import load_contract, shipped_services
from ..credentials import NONE, Credentials
from ..masking import SecretText
from ..targets import Target, base_url, check_allowed_states, check_ids, check_plain_http, load_targets
from ..targets_variable import TARGETS_VARIABLE
from ..transport.exchange import Timeouts
from ..wording import listing, plain, quote

LONGEST = 86400


def add_target_options(parser: argparse.ArgumentParser, *, several: bool = True) -> None:
    """Adds the options that choose services and targets.

    Args:
        several: Any number of services may be named; else exactly one, and its processes are named otherwise.
    """
    if several:
        parser.add_argument("service", nargs="*", metavar="SERVICE", help="a service's name, or a contract's folder")
        parser.add_argument("--process-id", default="", metavar="ID", help="the process to ask about, of one service")
    else:
        parser.add_argument("service", metavar="SERVICE", help="a service's name, or a contract's folder")
    parser.add_argument("--url", help="a real endpoint of one service: its base, or a full endpoint")
    parser.add_argument("--targets", type=Path, metavar="FILE", help=f"a targets file; also by {TARGETS_VARIABLE}")
    parser.add_argument(
        "--profile", choices=("documented", "observed"), default="documented", help="how the simulator answers"
    )
    parser.add_argument("--user", default="", help="with --url: who asks")
    parser.add_argument("--password-env", default="", metavar="NAME", help="the variable that holds the password")
    parser.add_argument("--token-env", default="", metavar="NAME", help="the variable that holds a bearer token")
    parser.add_argument("--ca-file", default="", metavar="FILE", help="with --url: certificates to trust")
    parser.add_argument(
        "--allow-plain-http",
        action="store_true",
        help="with --url: let credentials travel over plain HTTP to another machine",
    )
    parser.add_argument("--timeout", type=float, metavar="SECONDS", help="total time of one exchange")
    parser.add_argument(
        "--allow-state", action="append", default=[], metavar="STATE", help="an undocumented state to allow"
    )


def selected_targets(arguments: argparse.Namespace, environment: Mapping[str, str]) -> list[Target]:
    """Finds the targets: with a URL or a targets file only what they name, else the simulator.

    Raises:
        ValueError: The options do not fit together; the message says the way out.
    """
    file = arguments.targets
    if file is None and not arguments.url and environment.get(TARGETS_VARIABLE):
        file = Path(environment[TARGETS_VARIABLE])
    for option in ("user", "password_env", "token_env", "ca_file", "allow_plain_http"):
        if getattr(arguments, option) and not arguments.url:
            raise ValueError(f"--{option.replace('_', '-')} needs --url. A targets file has keys of its own for it.")
    if arguments.url and file is not None:
        raise ValueError(
            "--url and --targets exclude each other. Write the URL into the targets file, or leave it out."
        )
    if arguments.url:
        targets = [_url_target(arguments, environment)]
    elif file is not None:
        targets = _file_targets(arguments.service, file)
    else:
        names = list(dict.fromkeys(arguments.service)) or shipped_services()
        contracts = [load_contract(name) for name in names]
        targets = [Target(contract.service, contract, simulated=True) for contract in contracts]
    targets = _narrowed(arguments, targets)
    for target in targets:
        check_ids(target)
        check_allowed_states(target.contract, target.allow_states)
    return targets


def _narrowed(arguments: argparse.Namespace, targets: list[Target]) -> list[Target]:
    """The targets with what the command line says of one service, and with its time-out."""
    if arguments.process_id:
        if len(targets) != 1:
            raise ValueError(
                f"--process-id needs exactly one service, got {len(targets)}. Name the service that the process is of."
            )
        targets = [replace(targets[0], process_id=arguments.process_id, processes={})]
    if arguments.allow_state:
        if len(targets) != 1:
            raise ValueError(f"--allow-state needs exactly one service, got {len(targets)}. Name the service.")
        targets = [replace(targets[0], allow_states=tuple(arguments.allow_state))]
    if arguments.timeout is not None:
        usual, total = Timeouts(), arguments.timeout
        if not 0 < total <= LONGEST:
            raise ValueError(f"--timeout is {plain(total)}. Allowed: more than 0 and at most {LONGEST} seconds.")
        timeouts = Timeouts(connect=min(usual.connect, total), read=min(usual.read, total), total=total)
        targets = [replace(target, timeouts=timeouts) for target in targets]
    return targets


def _url_target(arguments: argparse.Namespace, environment: Mapping[str, str]) -> Target:
    if len(arguments.service) != 1:
        got = listing(arguments.service, "and") if arguments.service else "none"
        raise ValueError(f"--url needs exactly one service, got {got}. Put several into a targets file (--targets).")
    contract = load_contract(arguments.service[0])
    if arguments.ca_file and not Path(arguments.ca_file).is_file():
        raise ValueError(f"--ca-file: no file {quote(arguments.ca_file)}.")
    credentials = Credentials(
        user=arguments.user,
        password=SecretText(_variable("--password-env", arguments.password_env, environment)) or NONE,
        token=SecretText(_variable("--token-env", arguments.token_env, environment)) or NONE,
    )
    target = Target(
        contract.service,
        contract,
        url=base_url(contract, arguments.url),
        credentials=credentials,
        ca_file=arguments.ca_file,
        allow_plain_http=arguments.allow_plain_http,
    )
    check_plain_http(target)
    return target


def _file_targets(services: list[str], file: Path) -> list[Target]:
    targets = load_targets(file)
    for name in services:
        if name not in targets:
            raise ValueError(
                f"{file} has no table [{name}]. It names {listing(targets, 'and')}; "
                "a service that it does not name is not run."
            )
    return [targets[name] for name in dict.fromkeys(services)] if services else list(targets.values())


def _variable(option: str, name: str, environment: Mapping[str, str]) -> str:
    if not name:
        return ""
    if name not in environment:
        raise ValueError(f"{option}: the environment variable {quote(name)} is not set.")
    return environment[name]
