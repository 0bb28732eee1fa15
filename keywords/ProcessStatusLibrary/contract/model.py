"""The typed model of a service contract: what ``contract.toml`` says, key for key.

The JSON Schema that editors use (``contract.schema.json``) is made from these types by
[contract_json_schema][ProcessStatusLibrary.contract.published.contract_json_schema].
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from ..levels import Level

BindingName = Literal["SOAP 1.1", "SOAP 1.2", "HTTP GET", "HTTP POST", "REST"]
Phase = Literal["pending", "running", "succeeded", "failed", "unknown"]
ValueType = Literal["string", "guid", "int", "long"]
Runtime = Literal["asmx", "servicestack", "none"]
CredentialKind = Literal["none", "basic", "soap header", "any"]
FILE_NAME = "the name of a file in the contract's own folder"
FileName = Annotated[str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", description=FILE_NAME)]
"""A file in the contract's own folder: no path leads out of it."""
OptionalFileName = Annotated[str, Meta(pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$", description=FILE_NAME)]
Text = Annotated[str, Meta(min_length=1)]


class Node(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of ``contract.toml``."""


class Format(Node, frozen=True):
    """One way to choose the format of an answer: an Accept header or a query."""

    accept: Text
    query: str = ""


class Request(Node, frozen=True):
    """What the page prints of a request."""

    line: Annotated[
        str, Meta(pattern=r"^(GET|POST|PUT|DELETE) /\S*$", description="a method and a path such as GET /status/{Id}")
    ]
    headers: dict[str, str] = {}
    header: str = ""
    """The element in the SOAP header, as ``prefix:name``."""
    body: str = ""
    """The element in the SOAP body, as ``prefix:name``."""
    schema: OptionalFileName = ""
    """The JSON Schema of a JSON body."""
    process_id: Annotated[
        str, Meta(pattern=r"^$|^(header|body|path): \S+$", description="a place such as body: api:Get/api:ProcessID")
    ] = ""
    """Where the process id travels; empty: this binding cannot carry it."""
    action: str = ""
    """The value of the optional action parameter of a SOAP 1.2 media type."""
    formats: dict[str, Format] = {}


class Response(Node, frozen=True):
    """What the page prints of an answer."""

    media_types: Annotated[list[Text], Meta(min_length=1)]
    also_seen: list[Text] = []
    status: Annotated[int, Meta(ge=200, le=599)] = 200
    body: str = ""
    """The element that is the answer, as ``prefix:name``: in the SOAP body, or the root."""
    result: str = ""
    """The path of elements to the result; a result that is not there is an empty result."""
    schema: OptionalFileName = ""
    """The JSON Schema of a JSON answer."""


class Binding(Node, frozen=True):
    """How an operation travels."""

    request: Request
    response: Response
    level: Level = "documented"
    source: str = ""
    """Where the binding is described, when that is not the contract's page."""


class ResultPaths(Node, frozen=True):
    """Where the canonical record is read from: paths relative to the result."""

    state: str = ""
    process_id: str = ""
    error_code: str = ""
    context: str = ""
    message: str = ""
    outputs: str = ""
    """A dictionary member, or the members that a pattern such as ``__out_*`` matches."""
    counters: list[Text] = []
    times: dict[Literal["started", "completed"], str] = {}
    service_error: str = ""
    """The member that holds an error code and a message when the service refused."""
    more: dict[str, str] = {}
    """Further members under a name of their own, such as a list id."""


class Identity(Node, frozen=True):
    """What identifies a process: the vendor's word for the id, and its type."""

    name: str = ""
    type: ValueType = "string"


class Operation(Node, frozen=True):
    """One operation of the service."""

    role: Literal["start", "status"]
    bindings: Annotated[dict[str, Binding], Meta(min_length=1)]
    identified_by: Identity = Identity()
    result: ResultPaths = ResultPaths()


class State(Node, frozen=True):
    """One state of the lifecycle; a state without `next` is terminal."""

    phase: Phase
    next: list[str] = []
    initial: bool = False
    level: Level = "documented"


class Derive(Node, frozen=True):
    """Names a state by members of the result; the first row that holds counts."""

    state: Text
    present: str = ""
    equal: list[str | int] = []
    less: list[str] = []


class UnknownId(Node, frozen=True):
    """One way in which the service says that it does not know a process; all that is given has to hold."""

    level: Level
    state: str = ""
    error_code: str = ""
    """The code of the service's own error."""
    http_status: Annotated[int, Meta(ge=0, le=599)] = 0
    empty: bool = False
    """The result is nil or not there."""
    fault: str = ""
    """A part of the text of a fault."""


class Lifecycle(Node, frozen=True):
    """The states, and which may follow which."""

    level: Level
    states: Annotated[dict[str, State], Meta(min_length=1)]
    derive: list[Derive] = []
    unknown_id: list[UnknownId] = []


class Invariant(Node, frozen=True):
    """A rule about one result or a whole trace."""

    rule: Literal["pairs", "only_in", "never_falls", "not_above", "not_before", "count_of", "echoes"]
    level: Level
    field: Text
    value: str = ""
    other: str = ""
    states: list[str] = []


class Contradiction(Node, frozen=True):
    """Where the page contradicts itself or cannot work, and how it is read here."""

    where: Text
    says: Text
    read_as: Text
    why: str = ""


class Credentials(Node, frozen=True):
    """How the service is told who asks."""

    kind: CredentialKind = "none"
    element: str = ""
    """The element in the SOAP header, as ``prefix:name``."""
    user: str = ""
    password: str = ""
    refusals: list[Text] = []
    """Tokens in the text of a fault that refuse who asks."""
    note: str = ""


class ContractModel(Node, frozen=True):
    """The whole of ``contract.toml``."""

    service: Annotated[
        str, Meta(pattern=r"^[a-z][a-z0-9-]*$", description="a name of small letters, digits and hyphens")
    ]
    title: Text
    version: Text
    source: Text
    retrieved: date
    operations: Annotated[dict[str, Operation], Meta(min_length=1)]
    lifecycle: Lifecycle
    extends: str = ""
    runtime: Runtime = "none"
    schemas: list[FileName] = []
    wsdl: OptionalFileName = ""
    namespaces: dict[str, Text] = {}
    credentials: Credentials = Credentials()
    invariants: list[Invariant] = []
    contradictions: list[Contradiction] = []
