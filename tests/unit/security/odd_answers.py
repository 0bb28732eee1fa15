"""One text in every place of an answer from which it may come into a message, a log or a report."""

from __future__ import annotations

import json
from collections.abc import Callable
from xml.sax.saxutils import escape, quoteattr

from ..transport.raw_server import answer

SOAP = "<s:Envelope xmlns:s='http://schemas.xmlsoap.org/soap/envelope/'><s:Body>%s</s:Body></s:Envelope>"
CORA = (
    "<GetStatusResponse xmlns='http://genpact.com/cora/orchestration/ocr/1.0.0/api/'><Output><Status>{0}</Status>"
    "<ErrorCode>{0}</ErrorCode><ExternalContext>{0}</ExternalContext></Output></GetStatusResponse>"
)
JSON = "application/json"


def _json(value: object) -> bytes:
    written = json.dumps(value, ensure_ascii=False)
    readable = written.encode("utf-8", "replace").decode() == written
    return answer((written if readable else json.dumps(value)).encode(), media_type=JSON)


def _fault(code: str, text: str, detail: str = "") -> bytes:
    body = f"<s:Fault><faultcode>{code}</faultcode><faultstring>{text}</faultstring>{detail}</s:Fault>"
    return answer((SOAP % body).encode("utf-8", "replace"), status="500 Internal Server Error")


def _plain(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c in "\r\n\t")


def _xml(text: str) -> str:
    return escape(_plain(text))


def _element(text: str) -> str:
    return f"<a b={quoteattr(_plain(text))}>{_xml(text)}</a>"


HEADS: dict[str, Callable[[str], bytes]] = {
    "garbage for a status line": lambda text: f"{text} hello\r\n\r\n".encode("utf-8", "replace"),
    "reason phrase": lambda text: answer(b"no", status=f"500 {text}", media_type="text/plain"),
    "status that is no number": lambda text: f"HTTP/1.1 {text} OK\r\n\r\n".encode("utf-8", "replace"),
    "header": lambda text: answer(b"{}", f"X-Odd: {text}", media_type=JSON),
    "name of a header": lambda text: answer(b"{}", f"X-{text}: odd", media_type=JSON),
    "Content-Type": lambda text: answer(b"no", media_type=f"text/{text}"),
    "Content-Length": lambda text: f"HTTP/1.1 200 OK\r\nContent-Length: {text}\r\n\r\n".encode("utf-8", "replace"),
    "Content-Encoding": lambda text: answer(b"no", f"Content-Encoding: {text}"),
    "Location": lambda text: answer(b"", f"Location: http://other.example/{text}", status="302 Found"),
    "size of a chunk": lambda text: (
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
        + f"{text}\r\nno\r\n0\r\n\r\n".encode("utf-8", "replace")
    ),
    "WWW-Authenticate": lambda text: answer(
        b"", f'WWW-Authenticate: Basic realm="{text}"', status="401 Unauthorized", media_type="text/plain"
    ),
}
BODIES: dict[str, Callable[[str], bytes]] = {
    "plain text": lambda text: answer(text.encode("utf-8", "surrogatepass"), media_type="text/plain"),
    "plain text, far behind": lambda text: answer(
        f"{'x' * 190}{text}".encode("utf-8", "replace"), media_type="text/plain"
    ),
    "title of a page": lambda text: answer(
        f"<html><title>{text}</title><body>{text}</body></html>".encode("utf-8", "replace"),
        status="502 Bad Gateway", media_type="text/html",
    ),
    "text of a fault": lambda text: _fault("s:Client", _xml(text)),
    "text of a fault, far behind": lambda text: _fault("s:Client", "x" * 190 + _xml(text)),
    "code of a fault": lambda text: _fault(_xml(text), "no"),
    "detail of a fault": lambda text: _fault("s:Client", "no", f"<detail>{_element(text)}</detail>"),
    "state of JSON": lambda text: _json({"status": text, "message": "ended"}),
    "message of JSON": lambda text: _json({"status": "SUCCEEDED", "message": text}),
    "message of JSON, far behind": lambda text: _json({"status": f"{'x' * 190}{text}", "message": ["x" * 190 + text]}),
    "output of JSON": lambda text: _json({"status": "SUCCEEDED", "message": "end", "__out": text, f"__out_{text}": 1}),
    "name of a member": lambda text: _json({"status": "SUCCEEDED", text: 1}),
    "error of JSON": lambda text: _json({"error": text, "message": text, "status": 500, "path": text}),
    "error of ServiceStack": lambda text: _json({"ResponseStatus": {"ErrorCode": text, "Message": text}}),
    "values of SOAP": lambda text: answer((SOAP % CORA.format(_xml(text))).encode("utf-8", "replace")),
    "something else": lambda text: answer(_element(text).encode("utf-8", "replace")),
    "not well-formed": lambda text: answer(f"<a>{text}<b></a>".encode("utf-8", "replace")),
    "a key twice": lambda text: answer(
        f"{json.dumps({text: 1})[:-1]}, {json.dumps({text: 1})[1:]}".encode(), media_type=JSON
    ),
}  # fmt: skip
PLACES = HEADS | BODIES
