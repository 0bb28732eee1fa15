"""A server in a thread: it accepts connections, reads requests, and delivers what a handler answers."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
import threading
from collections.abc import Callable

from ..clock import Clock
from .delivery import Deliver, Delivery, deliver_whole
from .http_message import Answer, Request, text_answer
from .http_reading import Arrived, Refused, RequestReader

NAME = "ProcessStatusLibrary-simulator"
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
NO_BODY = (204, 304)
HIGHEST_PORT = 65535
CHUNK = 64 * 1024
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
        deliver: Sends an answer's bytes.
    """

    def __init__(self, handle: Callable[[Request], Answer], clock: Clock, deliver: Deliver = deliver_whole) -> None:
        self._handle = handle
        self._clock = clock
        self._deliver = deliver
        self._open: set[asyncio.Task[None]] = set()
        self._thread: threading.Thread | None = None

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

    async def _serve(self, listener: socket.socket, ready: threading.Event) -> None:
        self._loop = asyncio.get_running_loop()
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._accepted, sock=listener)
        ready.set()
        await self._stopping.wait()
        await self._settle()
        server.close()
        while tasks := self._others():
            for task in self._open & tasks:
                task.cancel()
            await asyncio.wait(tasks)
        await server.wait_closed()

    async def _settle(self) -> None:
        """Lets connections that are just being accepted become conversations: asyncio would leak them on closing."""
        while accepting := self._others() - self._open:
            done, _ = await asyncio.wait(accepting, timeout=0.1)
            if not done:
                return  # on Windows a task waits for the next connection all the time

    def _others(self) -> set[asyncio.Task[None]]:
        return asyncio.all_tasks() - {asyncio.current_task()}

    def _accepted(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = self._loop.create_task(self._connection(reader, writer))
        self._open.add(task)
        task.add_done_callback(self._open.discard)

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await self._converse(reader, writer)
            writer.close()
            await writer.wait_closed()
        except ConnectionError:
            pass  # the client is gone: nobody is left to be told
        except asyncio.CancelledError:
            writer.transport.abort()  # what was not sent yet would keep the loop waiting
        finally:
            writer.close()

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        incoming = RequestReader()
        while True:
            try:
                arrived = await _next(incoming, reader, writer)
            except Refused as refused:
                answer = text_answer(refused.status, str(refused))
                await deliver_whole(self._delivery(answer, writer, "GET", keep_alive=False))
                await _hear_out(reader, writer)
                return
            if arrived is None:
                return
            answer = self._answer(arrived.received)
            if not await self._deliver(self._delivery(answer, writer, arrived.received.method, arrived.keep_alive)):
                return

    def _answer(self, request: Request) -> Answer:
        try:
            return self._handle(request)
        except Exception as problem:
            log.exception("The simulator failed on %s %s", request.method, request.path)
            return text_answer(500, f"The simulator failed: {type(problem).__name__}: {problem}")

    def _delivery(self, answer: Answer, writer: asyncio.StreamWriter, method: str, keep_alive: bool) -> Delivery:
        more = [("Date", self._date()), ("Server", NAME)]
        if answer.status not in NO_BODY:
            more.append(("Content-Length", str(len(answer.body))))
        more.append(("Connection", "keep-alive" if keep_alive else "close"))
        body = b"" if method == "HEAD" or answer.status in NO_BODY else answer.body
        return Delivery(writer, answer.head(*more), body, keep_alive)

    def _date(self) -> str:
        """The date as HTTP writes it; strftime would ask the locale."""
        now = self._clock.utc()
        return f"{WEEKDAYS[now.weekday()]}, {now.day:02} {MONTHS[now.month - 1]} {now:%Y %H:%M:%S} GMT"


async def _next(incoming: RequestReader, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> Arrived | None:
    """Waits for the next complete request; none when the client has closed."""
    while (arrived := incoming.take()) is None:
        data = await reader.read(CHUNK)
        if not data:
            return None
        interim = incoming.feed(data)
        if interim:
            writer.write(interim)
            await writer.drain()
    return arrived


async def _hear_out(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Takes in what a client still sends: closing on it would reset the connection under the answer."""
    writer.write_eof()
    for _ in range(HEARD_OUT // CHUNK):
        if not await reader.read(CHUNK):
            return


def _listen(host: str, port: int) -> socket.socket:
    if not 0 <= port <= HIGHEST_PORT:
        raise SimulatorError(f"Port {port} does not exist. Choose one from 1 to 65535, or 0 for any free one.")
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as problem:
        if problem.errno == errno.EADDRINUSE:
            raise SimulatorError(
                f"Port {port} on {host} is in use. Choose another with --port, or 0 for any free one."
            ) from None
        raise SimulatorError(f"Cannot listen on {host}, port {port}: {problem.strerror or problem}.") from None
