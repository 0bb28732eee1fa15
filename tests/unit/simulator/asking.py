"""Asks the simulator with nothing but the standard library: the project's own client proves nothing here."""

from __future__ import annotations

import base64
import http.client
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from ProcessStatusLibrary.simulator import Simulator

CONTRACTS = Path(__file__).parents[3] / "resources" / "ProcessStatusLibrary" / "contracts"
IDS = {
    "cora-rpa": "4711",
    "cora-ocr": "4711",
    "listrak": "4711",
    "robusta": "f0d2228c-9711-42f5-91ca-afc957f29255",
    "coruson": "0b8f5b1e-7a34-4c53-8b57-3f2d8a1c9e60",
}
"""The process ids in the samples."""


@dataclass(frozen=True)
class Question:
    """A request as a sample shows it, to be altered and sent."""

    method: str
    path: str
    headers: dict[str, str]
    body: str

    def but(
        self,
        *,
        method: str = "",
        path: str = "",
        body: str | None = None,
        without: str = "",
        **headers: str,
    ) -> Question:
        """The same with something changed; header names are written with underscores."""
        changed = {name.replace("_", "-"): value for name, value in headers.items()}
        kept = {name: value for name, value in self.headers.items() if name not in (*changed, without)}
        return Question(
            method or self.method,
            path or self.path,
            {**kept, **changed},
            self.body if body is None else body,
        )

    def with_body(self, old: str, new: str) -> Question:
        """The same with a part of the body replaced, which must be there."""
        assert old in self.body, f"{old} is not in {self.body}"
        return self.but(body=self.body.replace(old, new))

    def with_id(self, service: str, process_id: str) -> Question:
        """The same for another process."""
        old = IDS[service]
        return Question(
            self.method, self.path.replace(old, process_id), self.headers, self.body.replace(old, process_id)
        )


@dataclass(frozen=True)
class Reply:
    """An answer."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    def header(self, name: str) -> str | None:
        """The only header of a name."""
        values = [value for key, value in self.headers if key.lower() == name.lower()]
        assert len(values) < 2, f"{name} occurs {len(values)} times"
        return values[0] if values else None

    @property
    def content_type(self) -> str | None:
        """The Content-Type header."""
        return self.header("Content-Type")

    def member(self, name: str) -> str | None:
        """The text of the only XML element of a name; none when there is no such element."""
        found = [e for e in etree.fromstring(self.body).iter("*") if etree.QName(e).localname == name]
        assert len(found) < 2, f"{name} occurs {len(found)} times in {self.text}"
        return (found[0].text or "") if found else None

    @property
    def fault(self) -> tuple[str, str, bool]:
        """Code, text and whether there is a detail, of a SOAP fault of either version."""
        code = self.member("faultcode") or self.member("Value") or ""
        text = self.member("faultstring") or self.member("Text") or ""
        detail = self.member("detail") is not None or self.member("Detail") is not None
        return code, text, detail


def sample(service: str, name: str) -> Question:
    """Reads a sample's request."""
    text = (CONTRACTS / service / "samples" / f"{name}.request.http").read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    first, *lines = head.splitlines()
    method, path, _ = first.split(" ")
    headers = dict(line.split(": ", 1) for line in lines)
    return Question(method, path, {k: v for k, v in headers.items() if k != "Host"}, body.strip())


def sample_answer(service: str, name: str) -> tuple[str, bytes]:
    """Reads the media type and the body of a sample's answer."""
    text = (CONTRACTS / service / "samples" / f"{name}.response.http").read_text(encoding="utf-8")
    head, _, body = text.partition("\n\n")
    found = re.search(r"^Content-Type: (.+)$", head, re.MULTILINE)
    assert found
    return found[1], body.strip().encode()


def sample_names(service: str, operation: str = "Status") -> list[str]:
    """Names the samples of a service whose operation's name ends like this."""
    files = sorted((CONTRACTS / service / "samples").glob("*.request.http"))
    names = [file.name.removesuffix(".request.http") for file in files]
    return [name for name in names if name.partition(".")[0].endswith(operation)]


def basic(user: str, password: str) -> str:
    """The value of an Authorization header."""
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def admitted(simulator: Simulator, service: str, question: Question) -> Question:
    """The question with credentials, where its service wants some that its samples do not show."""
    known = simulator.credentials(service)
    if "token" not in known:
        return question
    return question.but(Authorization=f"Bearer {known['token']}")


def ask(simulator: Simulator, service: str, question: Question) -> Reply:
    """Sends a question to a service."""
    url = urlsplit(simulator.url(service))
    connection = http.client.HTTPConnection(url.hostname or "", url.port, timeout=10)
    try:
        body = question.body.encode()
        connection.request(question.method, url.path + question.path, body or None, question.headers)
        response = connection.getresponse()
        return Reply(response.status, response.getheaders(), response.read())
    finally:
        connection.close()
