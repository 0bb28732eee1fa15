"""A server of raw bytes on loopback: it answers exactly what a test says, and counts what it saw."""

from __future__ import annotations

import contextlib
import re
import socket
import ssl
import struct
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Self
from urllib.parse import unquote

LENGTH = re.compile(rb"^content-length:\s*(\d+)", re.IGNORECASE | re.MULTILINE)
CHUNKED = re.compile(rb"^transfer-encoding:\s*chunked", re.IGNORECASE | re.MULTILINE)
LAST_CHUNK = b"0\r\n\r\n"
LONGEST_WAIT = 10.0
CLOSED_WITHIN = 2.0
PACE = 0.02
DRIPS = 75


class Talk:
    """One connection, from the server's side; `request` is the last one that was read."""

    def __init__(self, connection: socket.socket, server: RawServer) -> None:
        self.request = b""
        self._connection = connection
        self._server = server

    def read(self) -> bool:
        """Reads one request; False when the client has closed."""
        request = b""
        while b"\r\n\r\n" not in request:
            data = self._connection.recv(65536)
            if not data:
                return False
            request += data
        head, _, body = request.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        while found and len(body) < int(found[1]):
            body += self._connection.recv(65536)
        while CHUNKED.search(head) and not body.endswith(LAST_CHUNK):
            body += self._connection.recv(65536)
        self.request = head + b"\r\n\r\n" + body
        self._server.requests.append(self.request)
        return True

    def send(self, data: bytes) -> None:
        """Sends bytes as they are."""
        self._connection.sendall(data)

    def drip(self, data: bytes) -> None:
        """Sends the same bytes again and again, at a pace that no read time-out notices; not for ever."""
        for _ in range(DRIPS):
            if self._server.stopping.wait(PACE):
                return
            self.send(data)

    def pause(self, seconds: float) -> None:
        """Lets time pass."""
        self._server.stopping.wait(seconds)

    def wait(self) -> None:
        """Says nothing until the client is gone."""
        while self._connection.recv(65536):
            pass

    def reset(self) -> None:
        """Ends the connection with a reset instead of an end of file."""
        self._connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class RawServer:
    """A server on a free port; each connection is served by a thread of its own.

    Args:
        serve: Serves a connection; it is closed when this returns.
        certificate: A file with certificate and key, for TLS.

    Attributes:
        requests: What was received, head and body, in order.
        accepted: How many connections were made.
    """

    def __init__(self, serve: Callable[[Talk], None], certificate: Path | None = None) -> None:
        self._serve = serve
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER) if certificate else None
        if self._tls and certificate:
            self._tls.load_cert_chain(certificate)
        self.requests: list[bytes] = []
        self.accepted = 0
        self.stopping = threading.Event()
        self._closed = 0
        self._change = threading.Condition()
        self._open: set[socket.socket] = set()
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._threads = [threading.Thread(target=self._accept, daemon=True)]

    @property
    def port(self) -> int:
        """The port that was free."""
        return int(self._listener.getsockname()[1])

    @property
    def url(self) -> str:
        """The base URL."""
        return f"{'https' if self._tls else 'http'}://127.0.0.1:{self.port}"

    def all_closed(self) -> bool:
        """Waits until the clients have closed every connection; False when they do not."""
        with self._change:
            return self._change.wait_for(lambda: self._closed == self.accepted, CLOSED_WITHIN)

    def __enter__(self) -> Self:
        self._threads[0].start()
        return self

    def __exit__(self, *problem: object) -> None:
        self.stopping.set()
        socket.create_connection(("127.0.0.1", self.port), 1).close()  # wakes the listener
        self._threads[0].join(LONGEST_WAIT)
        self._listener.close()
        with self._change:
            for connection in self._open:
                with contextlib.suppress(OSError):
                    connection.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join(LONGEST_WAIT)
        assert not any(thread.is_alive() for thread in self._threads)

    def _accept(self) -> None:
        while True:
            connection, _ = self._listener.accept()
            if self.stopping.is_set():
                connection.close()
                return
            with self._change:
                self.accepted += 1
                self._open.add(connection)
            thread = threading.Thread(target=self._converse, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _converse(self, connection: socket.socket) -> None:
        spoken = connection
        with contextlib.suppress(OSError):  # the client may go at any time; ssl's errors are of this kind too
            if self._tls:
                spoken = self._tls.wrap_socket(connection, server_side=True, do_handshake_on_connect=False)
                with self._change:
                    self._open.add(spoken)
                spoken.do_handshake()
            self._serve(Talk(spoken, self))
        with self._change:
            self._open -= {connection, spoken}
            spoken.close()
            self._closed += 1
            self._change.notify_all()


def answer(body: bytes = b"", *headers: str, status: str = "200 OK", media_type: str = "text/xml") -> bytes:
    """Writes an answer with a length."""
    fields = [f"Content-Type: {media_type}", f"Content-Length: {len(body)}", *headers]
    return f"HTTP/1.1 {status}\r\n".encode() + "".join(f"{field}\r\n" for field in fields).encode() + b"\r\n" + body


def answers(*data: bytes) -> Callable[[Talk], None]:
    """Answers the requests of all connections in turn, the last answer for ever, until the client closes."""
    left = list(data)

    def serve(talk: Talk) -> None:
        while talk.read():
            talk.send(left.pop(0) if len(left) > 1 else left[0])

    return serve


def answers_about(process_id: str, known: bytes, unknown: bytes) -> Callable[[Talk], None]:
    """Answers requests whose path names a process, in any spelling, with one answer and all others with another."""

    def serve(talk: Talk) -> None:
        while talk.read():
            path = unquote(talk.request.split(b" ", 2)[1].decode())
            talk.send(known if path.endswith(f"/{process_id}") else unknown)

    return serve


def answers_and_closes(data: bytes) -> Callable[[Talk], None]:
    """Answers one request with some bytes and closes."""

    def serve(talk: Talk) -> None:
        if talk.read():
            talk.send(data)

    return serve


@contextlib.contextmanager
def closed_port() -> Iterator[int]:
    """A port that nobody listens on and nobody else can take."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        yield int(taken.getsockname()[1])


@contextlib.contextmanager
def nobody_accepts() -> Iterator[int]:
    """A port where so many wait already that no further connection is made."""
    with contextlib.ExitStack() as opened:
        listener = opened.enter_context(socket.socket())
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        for _ in range(4):
            waiting = opened.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listener.getsockname())
        yield int(listener.getsockname()[1])


def told(problem: BaseException, server: RawServer | None = None) -> str:
    """The text of a transport error without what differs from run to run: the seconds and the server's port."""
    host = f"127.0.0.1:{server.port}" if server else "server"
    return re.sub(r"after \d+\.\d s", "after N s", str(problem)).replace(host, "server")
