"""Servers that a simulator is not: one that answers with fixed text, and a port that nobody listens on."""

from __future__ import annotations

import socket
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from robot.api.deco import keyword, library


@library(scope="TEST", listener="SELF")
class WaitingServers:
    """Keywords that arrange such a server for one test, and write down the message of a wait."""

    def __init__(self) -> None:
        self._server: ThreadingHTTPServer | None = None
        self._taken: socket.socket | None = None

    @keyword
    def failed_wait(self, process_id: str, first: str, *, what: str, trace: str, after: str) -> str:
        """Writes the message of a wait that failed."""
        lines = [f"what:  {what}", f"trace: {trace}", f"after: {after}"]
        return "\n  ".join([f"Process {process_id} did not reach {first}", *lines])

    @keyword
    def start_server(self, *bodies: str, media_type: str = "application/json") -> str:
        """Starts a server that gives these answers in turn, the last one for ever, and returns its URL."""
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), handler(list(bodies), media_type))
        threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True).start()
        return f"http://127.0.0.1:{self._server.server_port}"

    @keyword
    def take_port(self) -> str:
        """Takes a port that nobody listens on, and returns its URL."""
        self._taken = socket.socket()
        self._taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{self._taken.getsockname()[1]}"

    def _end_test(self, data: Any, result: Any) -> None:  # noqa: ARG002  Robot's listener interface
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
        if self._taken is not None:
            self._taken.close()
        self._server = self._taken = None


def handler(bodies: list[str], media_type: str) -> type[BaseHTTPRequestHandler]:
    """Makes the class that answers requests."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = (bodies.pop(0) if len(bodies) > 1 else bodies[0]).encode()
            self.send_response(200)
            self.send_header("Content-Type", media_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  the standard library's name
            """Says nothing."""

    return Handler
