"""Targets: where each service is, which processes may be asked for there, and who asks.

A simulator and a real endpoint are never mixed up: with a targets file or a URL only the services that it names run,
and the simulator stands in only where the file says ``target = "simulator"``.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit, urlunsplit

import msgspec

from .bindings.process_ids import check_process_id
from .contract import Contract, load_contract
from .contract.folders import is_file, resource_root
from .contract.toml_document import DocumentError, check_document, key_path, read_toml
from .credentials import NONE, Credentials
from .masking import Masker, SecretText
from .plain_http import refusal, unprotected_hop, unprotected_host
from .retrying import Retries
from .schemas.json_schema import JsonSchema
from .transport.exchange import Limits, Timeouts
from .transport.proxies import check_proxies
from .trusted_folders import VARIABLE, within_trusted
from .wording import listing, nearest, quote

SCHEMA_FILE = "targets.schema.json"


class TargetsError(DocumentError):
    """A targets file that cannot be used; the message names the file, the key path and the value."""


@dataclass(frozen=True)
class Target:
    """Where a service is and how it is asked there.

    Attributes:
        service: The name that the target goes by: the contract's.
        url: The base that contract paths are appended to; empty for a simulator that is still to be started.
        simulated: It is the embedded simulator, and says so wherever it is named.
        process_id: The process to ask about when none is named.
        processes: Processes by the state that they are in.
        members: Values of header and body members by name.
        headers: Further headers of every request.
        timeouts: How long an exchange may take.
        limits: What an answer may have.
        retries: How often a request that got no answer is sent again.
        allow_states: States that no page documents and that this endpoint may send.
        id_parameters: The parameter that carries the id, by binding, where the page gives none.
        start: The fields of the request that starts a process.
        follow: Processes under way, which a check reads until they end.
        defects: What the embedded simulator does wrong when it is started, by the names of its seeded defects.
        secrets: Further names of headers, elements, members and parameters whose values are masked.
        allow_plain_http: Credentials may travel over plain HTTP to another machine.
    """

    service: str
    contract: Contract
    url: str = field(default="", repr=False)
    simulated: bool = False
    process_id: str = ""
    processes: Mapping[str, str] = field(default_factory=dict)
    credentials: Credentials = field(default_factory=Credentials)
    members: Mapping[str, str | None] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    timeouts: Timeouts = Timeouts()
    limits: Limits = Limits()
    retries: Retries = Retries()
    ca_file: str = ""
    verify: bool = True
    client_certificate: str = ""
    client_key: str = ""
    proxies: Mapping[str, str] | None = field(default=None, repr=False)
    allow_states: tuple[str, ...] = ()
    id_parameters: Mapping[str, str] = field(default_factory=dict)
    start: Mapping[str, object] = field(default_factory=dict)
    follow: tuple[str, ...] = ()
    defects: tuple[str, ...] = ()
    secrets: tuple[str, ...] = ()
    allow_plain_http: bool = False

    def teach(self, masker: Masker) -> None:
        """Makes the secrets of the target known to a masker."""
        masker.learn_names(self.secrets)
        self.credentials.teach(masker)
        for url in (self.url, *(self.proxies or {}).values()):
            masker.learn_url(url)
        for fields in (self.headers, self.members, self.start):
            masker.learn_fields(fields)

    @property
    def name(self) -> str:
        """The target in one word for people: the simulator or the URL, without user information."""
        shown = urlunsplit(urlsplit(self.url)._replace(netloc=urlsplit(self.url).netloc.rpartition("@")[2]))
        if not self.simulated:
            return shown
        wrong = f" with {listing(self.defects, 'and')}" if self.defects else ""
        return f"simulator{wrong} ({shown})" if shown else f"simulator{wrong}"


def load_targets(path: Path, environment: Mapping[str, str] | None = None) -> dict[str, Target]:
    """Reads a targets file.

    Args:
        path: A TOML file with one table a service.
        environment: Where credentials are looked up by name; the process's environment by default.

    Returns:
        The targets by service, in the file's order.

    Raises:
        TargetsError: The message names the file, the key path, the value, what is allowed and the nearest name.
    """
    data = read_toml(path, TargetsError)
    check_document(data, _schema(), path, TargetsError)
    if not data:
        raise TargetsError(f'{path}: no service. Write a table for each, headed by its name, with url = "...".')
    env = os.environ if environment is None else environment
    return {service: _target(path, service, _with_texts(table), env) for service, table in data.items()}


def _with_texts(table: Mapping[str, Any]) -> dict[str, Any]:
    """A table whose dates are texts, which is what the schema judged; a start request writes its own."""
    own = {"start": table["start"]} if "start" in table else {}
    return {**msgspec.to_builtins(table), **own}


def base_url(contract: Contract, url: str) -> str:
    """Reads the URL of a target: a base, or a full endpoint whose documented path is taken off again.

    Raises:
        ValueError: Not an http or https URL with a host; the message quotes it without its user information.

    >>> base_url(load_contract("listrak"), "https://host/api/v31/IntegrationService.asmx?WSDL")
    'https://host/api'
    """
    try:
        parts = urlsplit(url.strip())
        valid = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        valid = False
        parts = SplitResult("", "", "", "", "")
    if not valid:
        raise ValueError(
            f"The URL {_shown(url)} of {contract.service} is not usable. "
            "Allowed: http:// or https://, a host, and a path if there is one."
        )
    path = parts.path.rstrip("/")
    for operation in contract.model.operations.values():
        for binding in operation.bindings.values():
            documented = binding.request.line.split(" ", 1)[1].rstrip("?").rstrip("/")
            pattern = re.sub(r"/\\\{[^/]*\\\}", "(?:/[^/]*)?", re.escape(documented))
            found = re.search(f"{pattern}$", path, re.IGNORECASE) if documented else None
            if found:
                path = path[: found.start()]
                return urlunsplit((parts.scheme, parts.netloc, path, "", ""))
    if parts.query or parts.fragment:
        raise ValueError(
            f"The URL {_shown(url)} of {contract.service} has a query, and its path is none of the "
            "documented ones. Give the base that the documented paths are appended to."
        )
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def _shown(url: str) -> str:
    """A URL that cannot be read, quoted without its user information and what its query names a secret."""
    scheme, separator, rest = url.rpartition("://")
    end = re.search(r"[/?#]", rest)
    authority, path = (rest[: end.start()], rest[end.start() :]) if end else (rest, "")
    shown = f"{scheme.rpartition('@')[2]}{separator}{authority.rpartition('@')[2]}{path}"
    return quote(Masker().url(shown))


@lru_cache(maxsize=1)
def _schema() -> JsonSchema:
    return JsonSchema.from_file(resource_root() / SCHEMA_FILE)


def _target(path: Path, service: str, table: Mapping[str, Any], env: Mapping[str, str]) -> Target:
    try:
        contract = load_contract(_beside(path, "contract", table["contract"], env) if "contract" in table else service)
        if contract.service != service:
            raise ValueError(f"the contract is of the service {quote(contract.service)}. Name the table after it.")
        simulated = table.get("target") == "simulator"
        if simulated == ("url" in table):
            raise ValueError('give either url or target = "simulator".')
        if "defects" in table and not simulated:
            raise ValueError('defects: only a simulator has them. Write target = "simulator" instead of url.')
        url = "" if simulated else base_url(contract, table["url"].rstrip("/") + table.get("base_path", ""))
        check_allowed_states(contract, table.get("allow_states", ()))
        _check_processes(path, contract, table.get("processes", {}))
        target = Target(
            service=contract.service,
            contract=contract,
            url=url,
            simulated=simulated,
            process_id=str(table.get("process_id", "")),
            processes={state: str(value) for state, value in table.get("processes", {}).items()},
            credentials=_credentials(table, env),
            members=table.get("members", {}),
            headers=table.get("headers", {}),
            timeouts=Timeouts(**{name: float(value) for name, value in table.get("timeouts", {}).items()}),
            limits=Limits(**table.get("limits", {})),
            retries=Retries(**table.get("retries", {})),
            ca_file=_file(path, table, "ca_file", env),
            verify=table.get("verify", True),
            client_certificate=_file(path, table, "client_certificate", env),
            client_key=_file(path, table, "client_key", env),
            proxies=table.get("proxies"),
            allow_states=tuple(table.get("allow_states", ())),
            id_parameters=table.get("id_parameters", {}),
            start=table.get("start", {}),
            follow=tuple(str(value) for value in table.get("follow", ())),
            defects=tuple(table.get("defects", ())),
            secrets=tuple(table.get("secrets", ())),
            allow_plain_http=table.get("allow_plain_http", False),
        )
        check_ids(target)
        check_proxies(target.proxies or {})
        check_plain_http(target)
        return target
    except TargetsError:
        raise
    except ValueError as problem:
        raise TargetsError(f"{path}: [{service}]: {str(problem).removeprefix(f'{service}: ')}") from None


UNKNOWN_PROCESS = "unknown"
"""The key of a process that the service does not know."""


def check_allowed_states(contract: Contract, states: Iterable[str]) -> None:
    """Holds states that a caller allows to those that the contract lets be allowed by name.

    Raises:
        ValueError: A state is documented anyway, or the contract does not know it.
    """
    allowable = contract.allowable_states
    for state in states:
        if state not in allowable:
            what = f"Allowed by name: {listing(allowable, 'and')}" if allowable else "It has none to allow by name"
            raise ValueError(f"{contract.service}: the state {quote(state)} cannot be allowed. {what}.")


def check_plain_http(target: Target, auth: object = None) -> None:
    """Refuses to send credentials over plain HTTP to another machine, unless the target allows it.

    Args:
        target: Where the service is.
        auth: An authentication object of requests.

    Raises:
        ValueError: They would travel unencrypted; the message says where to and the way out.
    """
    if target.allow_plain_http:
        return
    masker = Masker(target.secrets)
    fields = [*target.headers, *target.members]
    given = target.credentials or auth is not None or any(masker.is_secret(name) for name in fields)
    hosts = {}
    if given or "@" in urlsplit(target.url).netloc:
        hosts["the credentials"] = unprotected_hop(target.url, target.proxies)
    for proxy in (target.proxies or {}).values():
        if "@" in proxy:
            url = proxy if "://" in proxy else f"http://{proxy}"
            hosts["the credentials of the proxy"] = unprotected_host(url)
    for what, host in hosts.items():
        if host:
            raise ValueError(f"{target.service}: {refusal(what, host)}")


def check_ids(target: Target) -> None:
    """Holds the ids of a target's processes to their documented type, before anything is asked.

    Raises:
        ValueError: An id is of the wrong type; the message quotes it and says what is allowed.
    """
    _, operation = target.contract.operation()
    for process_id in filter(None, [target.process_id, *target.processes.values(), *target.follow]):
        check_process_id(process_id, operation.identified_by)


def _check_processes(path: Path, contract: Contract, processes: Mapping[str, object]) -> None:
    allowed = [*contract.model.lifecycle.states, UNKNOWN_PROCESS]
    for state in processes:
        if state not in allowed:
            near = nearest(state, allowed)
            meant = f" Did you mean {quote(near)}?" if near else f" Allowed: {listing(allowed, 'and')}."
            where = key_path([contract.service, "processes"])
            raise TargetsError(f"{path}: {where}: unknown key {quote(state)}.{meant}")


def _credentials(table: Mapping[str, Any], env: Mapping[str, str]) -> Credentials:
    return Credentials(
        user=table.get("user") or _variable(table, "user_env", env),
        password=SecretText(_variable(table, "password_env", env)) or NONE,
        token=SecretText(_variable(table, "token_env", env)) or NONE,
        header=table.get("token_header", ""),
        cookie=table.get("token_cookie", ""),
    )


def _variable(table: Mapping[str, Any], key: str, env: Mapping[str, str]) -> str:
    name = table.get(key)
    if not name:
        return ""
    if name not in env:
        raise ValueError(f"{key}: the environment variable {quote(name)} is not set. Set it, or take the key out.")
    return env[name]


def _file(path: Path, table: Mapping[str, Any], key: str, env: Mapping[str, str]) -> str:
    name = table.get(key)
    if not name:
        return ""
    found = _beside(path, key, name, env)
    if not is_file(found):
        raise ValueError(f"{key}: no file {quote(name)} beside the targets file.")
    return str(found)


def _beside(path: Path, key: str, name: str, env: Mapping[str, str]) -> Path:
    """What a targets file names, which may come from others: nothing outside its folder, unless that is trusted."""
    found = path.parent / name
    try:
        allowed = within_trusted(found, path.parent, env)
    except (OSError, ValueError):  # a name that no file can have
        raise ValueError(f"{key}: no file {quote(name)} beside the targets file.") from None
    if not allowed:
        raise ValueError(
            f"{key}: {quote(name)} is outside the folder of the targets file. "
            f"Put it there, or name its folder in the environment variable {VARIABLE}."
        )
    return found
