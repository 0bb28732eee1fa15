"""Recorded exchanges with a real ASMX runtime, unpacked from data/captures.zip.

The README inside the pack says how they came about and what they are evidence for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlsplit
from zipfile import ZipFile

PACK = Path(__file__).parent / "data" / "captures.zip"

NO_BYTES = "(no bytes)"
ENVELOPES = {
    "http://schemas.xmlsoap.org/soap/envelope/": "SOAP 1.1",
    "http://www.w3.org/2003/05/soap-envelope": "SOAP 1.2",
}
MEDIA_TYPES = {"text/xml": "SOAP 1.1", "application/soap+xml": "SOAP 1.2"}

INDEX_LINE = re.compile(
    r"- `(?P<service>[^/`]+)/(?P<name>[^`]+)` (?P<status_line>.+?); (?P<content_type>.+?); (?P<length>\d+); "
    r"(?:(?P<says>.*); )?(?P<ending>(?:left open|closed by server|gave up after).*)"
)
# What a body says may hold character references: their semicolon does not begin the note.
BEFORE_NOTE = re.compile(r"(?<!&gt)(?<!&lt)(?<!&amp)(?<!&quot)(?<!&#39); ")
HEAD_END = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True)
class IndexLine:
    """What the index says of one exchange.

    Attributes:
        status_line: The answer's first line; `(no bytes)` when nothing was sent.
        content_type: Its Content-Type header; `-` when it has none.
        length: The bytes after the head, to the end of the connection.
        says: The state, the fault or the beginning of the body; `-` when the body is empty.
        note: What is special about the exchange, if anything.
        ending: How the connection ended.
    """

    service: str
    name: str
    status_line: str
    content_type: str
    length: int
    says: str
    note: str
    ending: str

    @classmethod
    def parse(cls, line: str) -> IndexLine:
        """Reads one line of the index."""
        match = INDEX_LINE.fullmatch(line)
        if not match:
            msg = f"Not a line of the capture index: {line!r}."
            raise ValueError(msg)
        says, *note = BEFORE_NOTE.split(match["says"] or "", maxsplit=1)
        return cls(
            service=match["service"],
            name=match["name"],
            status_line=match["status_line"],
            content_type=match["content_type"],
            length=int(match["length"]),
            says=says,
            note="".join(note),
            ending=match["ending"],
        )


@dataclass(frozen=True)
class Message:
    """A request or a response, cut into its first line, its headers and its body."""

    first_line: str
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @classmethod
    def parse(cls, data: bytes) -> Message:
        """Cuts a message; what follows the announced length belongs to the next message on the connection."""
        end = HEAD_END.search(data)
        head, rest = (data[: end.start()], data[end.end() :]) if end else (data, b"")
        first_line, *lines = head.decode("latin-1").splitlines() or [""]
        pairs = (line.partition(":") for line in lines)
        message = cls(first_line, tuple((name.strip(), value.strip()) for name, _, value in pairs), rest)
        announced = message.header("Content-Length")
        if announced.isdecimal() and int(announced) < len(rest):
            return cls(message.first_line, message.headers, rest[: int(announced)])
        return message

    def header(self, name: str) -> str:
        """The first value of a header, by a name of any case; an empty string when it is absent."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), "")

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters, in lower case."""
        return self.header("Content-Type").partition(";")[0].strip().lower()


@dataclass(frozen=True)
class Capture:
    """One recorded exchange: the bytes on the socket, and what the index says of them."""

    index: IndexLine
    request_bytes: bytes
    response_bytes: bytes

    @property
    def name(self) -> str:
        """The name of the case, as in `state-soap11-6005`."""
        return self.index.name

    @property
    def request(self) -> Message:
        """The request; the first one where a connection carries several."""
        return Message.parse(self.request_bytes)

    @property
    def response(self) -> Message | None:
        """The answer; the first one where a connection carries several, none when nothing was sent."""
        return Message.parse(self.response_bytes) if self.response_bytes else None

    @property
    def status(self) -> int:
        """The status code; 0 when nothing was sent."""
        _, _, rest = self.response.first_line.partition(" ") if self.response else ("", "", "")
        return int(rest[:3] or 0)

    @property
    def binding(self) -> str:
        """The binding that the request means, as well as can be told; an empty string when it means none."""
        method, _, rest = self.request.first_line.partition(" ")
        path = urlsplit(rest.partition(" ")[0]).path
        if path.lower().endswith("/getstatus"):
            return {"GET": "HTTP GET", "POST": "HTTP POST"}.get(method, "")
        text = self.request.body.replace(b"\0", b"").decode("latin-1")  # UTF-16 read as its ASCII characters
        written = (binding for namespace, binding in ENVELOPES.items() if namespace in text)
        return next(written, MEDIA_TYPES.get(self.request.media_type, ""))


def index_lines(pack: ZipFile) -> Iterator[IndexLine]:
    """Reads the index in the pack's README."""
    for line in pack.read("README.md").decode("utf-8").splitlines():
        if line.startswith("- `"):
            yield IndexLine.parse(line)


@cache
def captures() -> tuple[Capture, ...]:
    """All exchanges, in the order in which they were recorded."""
    with ZipFile(PACK) as pack:
        return tuple(
            Capture(
                index=line,
                request_bytes=pack.read(f"{line.service}/{line.name}.request.http"),
                response_bytes=pack.read(f"{line.service}/{line.name}.response.http"),
            )
            for line in index_lines(pack)
        )
