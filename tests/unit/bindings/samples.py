"""The documented samples, cut into their parts, and sessions whose answers are samples.

Nothing here asks the package what a sample means: files are read with the standard library and lxml alone.
"""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.service import Contract
from ProcessStatusLibrary.credentials import Credentials
from ProcessStatusLibrary.masking import SecretText
from ProcessStatusLibrary.reply import Reply
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import HttpRequest, HttpResponse

CONTRACTS = Path(__file__).parents[3] / "resources" / "ProcessStatusLibrary" / "contracts"
BASE = "https://service.example"
BINDINGS = {
    "soap11": "SOAP 1.1",
    "soap12": "SOAP 1.2",
    "http-get": "HTTP GET",
    "http-post": "HTTP POST",
    "rest": "REST",
    "rest-xml": "REST",
}
FORMATS = {"rest-xml": "xml"}
WITHOUT_ID = ("http-get", "http-post")
PRINT_NO_CREDENTIALS = ("coruson",)  # its page says that they are required, and not which


@dataclass(frozen=True)
class Sample:
    """One of the files ``samples/<operation>.<slug>.<request or response>.http``."""

    path: Path

    @property
    def service(self) -> str:
        """The contract's name."""
        return self.path.parent.parent.name

    @property
    def contract(self) -> Contract:
        """The contract that the sample belongs to."""
        return load_contract(self.path.parent.parent)

    @property
    def values(self) -> dict[str, Any]:
        """What the placeholders were replaced by: values.toml beside the sample."""
        return tomllib.loads(self.path.with_name("values.toml").read_text(encoding="utf-8"))

    @property
    def operation(self) -> str:
        """The operation's name."""
        return self.path.name.split(".")[0]

    @property
    def slug(self) -> str:
        """The short name of the binding and its format, such as ``rest-xml``."""
        return self.path.name.split(".")[1]

    @property
    def name(self) -> str:
        """The name of the case: ``cora-rpa-GetStatus-soap11``."""
        return f"{self.service}-{self.operation}-{self.slug}"

    @property
    def first_line(self) -> str:
        """The request line or the status line."""
        return self._head[0]

    @property
    def headers(self) -> list[tuple[str, str]]:
        """The headers, in order."""
        pairs = [line.partition(": ") for line in self._head[1:]]
        return [(name, value) for name, _, value in pairs]

    @property
    def body(self) -> bytes:
        """What follows the empty line."""
        return self.path.read_bytes().partition(b"\n\n")[2]

    @property
    def _head(self) -> list[str]:
        return self.path.read_bytes().partition(b"\n\n")[0].decode("ascii").split("\n")


def samples(half: str, folder: Path = CONTRACTS) -> list[Sample]:
    """All samples of requests or of responses below a folder of contracts."""
    return [Sample(path) for path in sorted(folder.glob(f"*/samples/*.{half}.http"))]


def sample(name: str, half: str = "response") -> Sample:
    """Finds a sample by its name."""
    return next(found for found in samples(half) if found.name == name)


@dataclass
class FakeTransport:
    """Keeps what is sent, and gives the same answer each time."""

    answer: HttpResponse = HttpResponse(200, "OK", (), b"")
    sent: list[HttpRequest] = field(default_factory=list)

    def send(self, request: HttpRequest) -> HttpResponse:
        """Keeps the request."""
        self.sent.append(request)
        return self.answer

    def close(self) -> None:
        """There is nothing to close."""


def session(contract: Contract | str, transport: FakeTransport, **settings: Any) -> Session:
    """Opens a service behind a fake transport."""
    loaded = load_contract(contract) if isinstance(contract, str) else contract
    return Session(Target(loaded.service, loaded, url=BASE, **settings), transport=transport)


def sent_by(service: str, process_id: str = "4711", binding: str = "", **options: Any) -> HttpRequest:
    """The request that a service would be asked with."""
    transport = FakeTransport()
    session(service, transport).ask(process_id, binding, **options)
    return transport.sent[0]


def ask_as_documented(opened: Session, of: Sample) -> Reply:
    """Asks what a sample asks, with the values of the samples."""
    binding = BINDINGS[of.slug]
    if "start" in of.values and of.contract.model.operations[of.operation].role == "start":
        return opened.submit(of.values["start"], binding)
    options = {"format": FORMATS[of.slug]} if of.slug in FORMATS else {}
    return opened.ask("" if of.slug in WITHOUT_ID else of.values["process_id"], binding, **options)


def documented_request(of: Sample) -> HttpRequest:
    """The request that is sent for a sample when everything has the sample's values."""
    known = of.values
    transport = FakeTransport()
    opened = session(
        of.contract,
        transport,
        members={**known.get("header_members", {}), **known.get("body_members", {})},
        credentials=Credentials() if of.service in PRINT_NO_CREDENTIALS else credentials(known.get("credentials", {})),
    )
    ask_as_documented(opened, of)
    return transport.sent[0]


def credentials(known: dict[str, str]) -> Credentials:
    """User and password, where there are any."""
    return Credentials(known.get("user", ""), SecretText(known.get("password", "")))


def answer(of: Sample, *changes: tuple[str, str]) -> HttpResponse:
    """A sample's answer with some of its text replaced; every text must be there."""
    body = of.body.decode()
    for old, new in changes:
        assert old in body, f"{old!r} is not in {of.name}"
        body = body.replace(old, new)
    _, code, reason = of.first_line.split(" ", 2)
    return HttpResponse(int(code), reason, tuple(of.headers), body.encode())


def reply(of: Sample | str, *changes: tuple[str, str], **settings: Any) -> Reply:
    """What is made of a sample's answer with some of its text replaced."""
    found = sample(of) if isinstance(of, str) else of
    return ask_as_documented(session(found.contract, FakeTransport(answer(found, *changes)), **settings), found)


def exactly(message: str) -> str:
    """A pattern for `pytest.raises` that the whole of a message has to match."""
    return rf"\A{re.escape(message)}\Z"


def canonical(body: bytes) -> object:
    """A body without what does not matter: XML as exclusive C14N without blank text, JSON as its value."""
    if body.startswith(b"<"):
        root = etree.fromstring(body, etree.XMLParser(remove_blank_text=True))
        return etree.tostring(root, method="c14n", exclusive=True)
    return json.loads(body) if body else b""
