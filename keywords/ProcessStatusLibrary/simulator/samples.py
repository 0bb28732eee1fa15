"""The documented samples: what a client sends and what it gets, as the contract's folder holds them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from ..contract import Contract
from ..contract.model import BindingName
from ..contract.toml_document import DocumentError, read_toml
from ..schemas.schema_files import contract_text
from ..wording import listing, unknown
from .http_message import Answer, Headers, Request

FOLDER = "samples"
QUESTION, ANSWER = ".request.http", ".response.http"
BINDINGS: dict[str, BindingName] = {
    "soap11": "SOAP 1.1",
    "soap12": "SOAP 1.2",
    "http-get": "HTTP GET",
    "http-post": "HTTP POST",
    "rest": "REST",
}


@dataclass(frozen=True, slots=True)
class Sample:
    """One documented exchange.

    Attributes:
        name: The file's name up to its suffixes, such as ``GetStatus.soap11``.
        operation: The operation's name.
        binding: How it travels.
        question: The request.
        answer: The answer.
    """

    name: str
    operation: str
    binding: BindingName
    question: Request
    answer: Answer


@dataclass(frozen=True, slots=True)
class Values:
    """What the placeholders of the page were replaced by in the samples.

    Attributes:
        process_id: The id that the samples ask for.
        credentials: The keys user, password and token, as far as the service has them.
    """

    process_id: str = ""
    credentials: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


def read_values(contract: Contract) -> Values:
    """Reads samples/values.toml."""
    path = contract.file(f"{FOLDER}/values.toml")
    data = read_toml(path, DocumentError) if path.is_file() else {}
    credentials = {str(key): str(value) for key, value in data.get("credentials", {}).items()}
    return Values(str(data.get("process_id", "")), MappingProxyType(credentials))


def read_samples(contract: Contract) -> list[Sample]:
    """Reads all samples of a contract: its own, and those it inherits and does not replace.

    Raises:
        ValueError: A sample names no operation or binding, or a documented binding has none.
    """
    names = {
        path.name.removesuffix(QUESTION)
        for folder in contract.folders
        for path in folder.joinpath(FOLDER).glob(f"*{QUESTION}")
    }
    samples = [_sample(contract, name) for name in sorted(names)]
    shown = {(sample.operation, sample.binding) for sample in samples}
    for name, operation in contract.model.operations.items():
        missing = [binding for binding in operation.bindings if (name, binding) not in shown]
        if missing:
            raise ValueError(
                f"Service '{contract.service}' cannot be simulated: {contract.folders[0] / FOLDER} "
                f"holds no sample of {name} over {listing(missing, 'and')}."
            )
    return samples


def _sample(contract: Contract, name: str) -> Sample:
    path = contract.file(f"{FOLDER}/{name}{QUESTION}")
    operation, _, suffix = name.partition(".")
    if operation not in contract.model.operations:
        raise ValueError(f"{path}: {unknown('operation', operation, contract.model.operations)}")
    # A suffix may tell several samples of one binding apart: rest, rest-xml.
    key = next((key for key in BINDINGS if suffix == key or suffix.startswith(f"{key}-")), "")
    if not key:
        raise ValueError(f"{path}: {unknown('binding', suffix, BINDINGS)}")
    answer = path.with_name(name + ANSWER)
    if not answer.is_file():
        raise ValueError(f"{path}: no {answer.name} beside it.")
    return Sample(name, operation, BINDINGS[key], read_question(path), read_answer(answer))


def read_question(path: Path) -> Request:
    """Reads a request as it is written down: request line, headers, empty line, body."""
    first, headers, body = _parts(path)
    method, _, rest = first.partition(" ")
    target = rest.rpartition(" ")[0] or rest
    url, _, query = target.partition("?")
    if not method or not url.startswith("/"):
        raise ValueError(f"{path}: the first line is no request line: '{first}'.")
    return Request(headers, body, method, url, query)


def read_answer(path: Path) -> Answer:
    """Reads an answer as it is written down: status line, headers, empty line, body."""
    first, headers, body = _parts(path)
    status = first.split(" ")[1:2]
    if not first.startswith("HTTP/") or not status or not status[0].isdigit():
        raise ValueError(f"{path}: the first line is no status line: '{first}'.")
    return Answer(headers, body, int(status[0]))


def _parts(path: Path) -> tuple[str, Headers, bytes]:
    head, _, body = contract_text(path).partition("\n\n")
    first, *lines = head.split("\n")
    pairs = (line.partition(":") for line in lines if line)
    return first, tuple((name.strip(), value.strip()) for name, _, value in pairs), body.strip().encode()
