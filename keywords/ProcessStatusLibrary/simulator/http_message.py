"""HTTP messages as values: what a client asked, and what is answered."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from urllib.parse import parse_qsl, unquote

Headers = tuple[tuple[str, str], ...]

PARAMETER = re.compile(r';\s*([^=;\s]+)\s*=\s*(?:"([^"]*)"|([^;]*))')


def media_type(content_type: str) -> str:
    """Reads the media type without its parameters, in lower case."""
    return content_type.partition(";")[0].strip().lower()


def media_parameter(content_type: str, name: str) -> str:
    """Reads a parameter of a media type, such as ``charset`` or ``action``; empty when absent."""
    for key, quoted, bare in PARAMETER.findall(content_type):
        if key.lower() == name:
            return str(quoted or bare).strip()
    return ""


@dataclass(frozen=True)
class Message:
    """What requests, answers and the documented samples of both have in common."""

    headers: Headers
    body: bytes

    def header(self, name: str) -> str | None:
        """Finds the first header of a name, in any case."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), None)

    @cached_property
    def content_type(self) -> str:
        return self.header("Content-Type") or ""

    @cached_property
    def media_type(self) -> str:
        return media_type(self.content_type)


@dataclass(frozen=True)
class Request(Message):
    """A request with its path and query apart."""

    method: str
    path: str
    query: str

    def below(self, mount: str) -> Request | None:
        """The same request as seen from below a path; none when it is not below."""
        if not mount:
            return self
        inside = self.path.startswith(f"{mount}/")
        return replace(self, path=self.path.removeprefix(mount)) if inside else None

    @cached_property
    def segments(self) -> tuple[str, ...]:
        """The path's segments, each decoded after the path was cut."""
        return tuple(unquote(segment) for segment in self.path.split("/")[1:])

    @cached_property
    def parameters(self) -> dict[str, str]:
        """The query's parameters."""
        return dict(parse_qsl(self.query, keep_blank_values=True))

    @cached_property
    def form(self) -> dict[str, str]:
        """The members of a form in the body."""
        return dict(parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True))


@dataclass(frozen=True)
class Answer(Message):
    """A status line, headers and a body: all that a delivery needs."""

    status: int = 200
    version: str = "1.1"

    def adding(self, *headers: tuple[str, str]) -> Answer:
        """The same answer with more headers."""
        return replace(self, headers=(*self.headers, *headers))

    def head(self, *more: tuple[str, str]) -> bytes:
        """The bytes of the status line and the headers, with the empty line after them."""
        lines = [f"HTTP/{self.version} {self.status} {reason(self.status)}"]
        lines += [f"{name}: {value}" for name, value in (*more, *self.headers)]
        return ("\r\n".join(lines) + "\r\n\r\n").encode("latin-1", "replace")


def reason(status: int) -> str:
    """The standard reason phrase of a status."""
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return "Unknown"


def text_answer(status: int, text: str, *headers: tuple[str, str]) -> Answer:
    """An answer in plain text."""
    kind = ("Content-Type", "text/plain; charset=utf-8")
    return Answer((kind, *headers), text.encode(), status)
