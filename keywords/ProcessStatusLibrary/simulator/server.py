"""A server in a thread: it accepts connections, reads requests, and delivers what a handler answers."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import logging
import os
import socket
import ssl
import threading
from collections.abc import Callable

from ..clock import Clock
from .delivery import CHUNK, Deliver, Delivery, Greet, Line, deliver_whole, greet_plainly
from .http_message import Answer, Request, text_answer
from .http_reading import Arrived, Refused, RequestReader

NAME = "ProcessStatusLibrary-simulator"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_BODY = (204, 304)
HIGHEST_PORT = 65535
HEARD_OUT = 64 * 1024 * 1024
log = logging.getLogger(__name__)


class SimulatorError(OSError):
    """The simulator cannot listen where it was told to, or is not running."""

    ROBOT_SUPPRESS_NAME = True


class Server:
    """Serves one handler on one port.

    Args:
        handle: Makes an answer of a request; it is called in the server's thread only.
        clock: Tells the date for the Date header.
        delivery: Chooses how the answer to a request is sent; called in the server's thread, after the handler.
        greeting: Chooses what happens on a connection before its first request.
    """

    def __init__(
        self,
        handle: Callable[[Request], Answer],
        clock: Clock,
        delivery: Callable[[Request], Deliver] = lambda request: deliver_whole,  # noqa: ARG005  whatever is asked
        greeting: Callable[[], Greet] = lambda: greet_plainly,
    ) -> None:
        self._handle = handle
        self._clock = clock
        self._choose_delivery = delivery
        self._choose_greeting = greeting
        self._open: set[asyncio.Task[None]] = set()
        self._thread: threading.Thread | None = None
        self._address = ("", 0)
        self._taken: socket.socket | None = None

    @property
    def running(self) -> bool:
        """Whether it serves."""
        return self._thread is not None

    def start(self, host: str, port: int) -> int:
        """Listens, and returns the port: the free one that was found when 0 was asked for.

        Raises:
            SimulatorError: The port is in use, or the address cannot be listened on.
        """
        listener = _listen(host, port)  # in the caller's thread: it must see the error
        ready = threading.Event()
        found = int(listener.getsockname()[1])
        self._address = (host, found)
        failures: list[BaseException] = []

        def run() -> None:
            try:
                asyncio.run(self._serve(listener, ready))
            except BaseException as failure:  # the thread that starts the server is told
                failures.append(failure)
            finally:
                ready.set()

        self._thread = threading.Thread(target=run, name=f"simulator-{found}", daemon=True)
        self._thread.start()
        ready.wait()
        if failures:
            listener.close()
            self._thread = None
            raise SimulatorError(f"The simulator cannot run: {failures[0]}.") from failures[0]
        return found

    def stop(self) -> None:
        """Ends all connections and the thread; nothing happens when it does not run."""
        if self._thread is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join()
            self._thread = None

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._open)

    def refuse(self, refusing: bool) -> None:
        """Ends all connections and takes no more, or takes them again; nothing happens when it does not run."""
        if self._thread is not None and refusing != (self._taken is not None):
            change = self._stop_listening() if refusing else self._listen_again()
            asyncio.run_coroutine_threadsafe(change, self._loop).result()

    async def _serve(self, listener: socket.socket, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        self._server = await asyncio.start_server(self._accepted, sock=listener)
        ready.set()
        await self._stopping.wait()
        await self._settle()
        self._server.close()
        if self._taken is not None:
            self._taken.close()
            self._taken = None
        while tasks := self._others():
            for task in self._open & tasks:
                task.cancel()
            await asyncio.wait(tasks)
        await self._server.wait_closed()

    async def _stop_listening(self) -> None:
        await self._settle()
        self._server.close()
        for task in self._open:
            task.cancel()
        if self._open:
            await asyncio.wait(self._open)
        await self._server.wait_closed()
        self._taken = _bind(*self._address)  # so that nobody else listens there

    async def _listen_again(self) -> None:
        if self._taken is not None:
            self._taken.close()
            self._taken = None
        self._server = await asyncio.start_server(self._accepted, sock=_listen(*self._address))

    async def _settle(self) -> None:
        """Lets connections that are just being accepted become conversations: asyncio would leak them on closing."""
        while accepting := self._others() - self._open:
            done, _ = await asyncio.wait(accepting, timeout=0.1)
            if not done:
                return  # on Windows a task waits for the next connection all the time

    def _others(self) -> set[asyncio.Task[None]]:
        return asyncio.all_tasks() - {asyncio.current_task()}

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # What is small goes out at once too; asyncio sees to that only for sockets that say that they are TCP.
        with contextlib.suppress(OSError):  # the client may be gone already
            writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        greet = self._choose_greeting()
        if greet is not greet_plainly:
            writer.transport.pause_reading()  # type: ignore[attr-defined]  # TLS wants the first bytes for itself
        task = self._loop.create_task(self._connection(Line(reader, writer), greet))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _connection(self, line: Line, greet: Greet) -> None:
        try:
            if await greet(line):
                await self._converse(line)
            line.writer.close()
            await line.writer.wait_closed()
        except (ConnectionError, ssl.SSLError):
            pass  # the client is gone: nobody is left to be told
        except asyncio.CancelledError:
            line.writer.transport.abort()  # what was not sent yet would keep the loop waiting
        finally:
            line.writer.close()

    async def _converse(self, line: Line) -> None:
        incoming = RequestReader()
        while True:
            try:
                arrived = await _next(incoming, line)
            except Refused as refused:
                answer = text_answer(refused.status, str(refused))
                await deliver_whole(self._delivery(answer, line, "GET", keep_alive=False))
                await _hear_out(line)
                return
            if arrived is None:
                return
            asked = arrived.received
            answer = self._answer(asked)
            deliver = self._choose_delivery(asked)
            if not await deliver(self._delivery(answer, line, asked.method, arrived.keep_alive, asked.path)):
                return

    def _answer(self, request: Request) -> Answer:
        try:
            return self._handle(request)
        except Exception as problem:
            log.exception("The simulator failed on %s %s", request.method, request.path)
            return text_answer(500, f"The simulator failed: {type(problem).__name__}: {problem}")

    def _delivery(self, answer: Answer, line: Line, method: str, keep_alive: bool, path: str = "/") -> Delivery:
        more = [("Date", self._date()), ("Server", NAME)]
        if answer.status not in NO_BODY:
            more.append(("Content-Length", str(len(answer.body))))
        more.append(("Connection", "keep-alive" if keep_alive else "close"))
        body = b"" if method == "HEAD" or answer.status in NO_BODY else answer.body
        return Delivery(line, answer.head(*more), body, keep_alive, path)

    def _date(self) -> str:
        """The date as HTTP writes it; strftime would ask the locale."""
        now = self._clock.utc()
        return f"{WEEKDAYS[now.weekday()]}, {now.day:02} {MONTHS[now.month - 1]} {now:%Y %H:%M:%S} GMT"


async def _next(incoming: RequestReader, line: Line) -> Arrived | None:
    """Waits for the next complete request; none when the client has closed."""
    while (arrived := incoming.take()) is None:
        data = await line.reader.read(CHUNK)
        if not data:
            return None
        interim = incoming.feed(data)
        if interim:
            line.writer.write(interim)
            await line.writer.drain()
    return arrived


async def _hear_out(line: Line) -> None:
    """Takes in what a client still sends: closing on it would reset the connection under the answer."""
    if line.writer.can_write_eof():  # TLS cannot
        line.writer.write_eof()
    for _ in range(HEARD_OUT // CHUNK):
        if not await line.reader.read(CHUNK):
            return


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= HIGHEST_PORT:
        raise SimulatorError(f"Port {port} does not exist. Choose one from 1 to 65535, or 0 for any free one.")
    try:
        return socket.create_server((host, port), family=_family(host))
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise SimulatorError(
                f"Port {port} on {host} is in use. Choose another with --port, or 0 for any free one."
            ) from None
        raise SimulatorError(f"Cannot listen on {host}, port {port}: {problem.strerror or problem}.") from None


def _bind(host: str, port: int) -> socket.socket:
    """Takes an address without listening there: who connects is refused."""
    taken = socket.socket(_family(host))
    if os.name == "posix":  # elsewhere the option lets others take the address too
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    taken.bind((host, port))
    return taken


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET
