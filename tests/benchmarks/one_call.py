"""Times one status call against the floor, interleaved, and prints medians as ratios.

    python tests/benchmarks/one_call.py --calls 2000

The floor does the same work with nothing in between: http.client, an lxml parse, a compiled XMLSchema, and the
enumeration. A server in a process of its own gives a fixed answer, so that the client is what is measured.
"""

from __future__ import annotations

import argparse
import http.client
import multiprocessing
import socket
import statistics
import sys
import threading
import time
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection

import requests
from lxml import etree

from ProcessStatusLibrary.bindings.call import Call
from ProcessStatusLibrary.bindings.encoding import encode
from ProcessStatusLibrary.clock import SystemClock
from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.contract.folders import contracts_root
from ProcessStatusLibrary.curl import curl
from ProcessStatusLibrary.reply import read_reply
from ProcessStatusLibrary.session import Session
from ProcessStatusLibrary.targets import Target
from ProcessStatusLibrary.transport.exchange import Exchange
from ProcessStatusLibrary.transport.requests_transport import RequestsTransport, TransportOptions

SERVICE, BINDING = "cora-rpa", "SOAP 1.1"
RESULT = "{http://genpact.com/cora/orchestration/rpa/1.0.0/api/}GetStatusResponse"
STATUS = "{http://genpact.com/cora/orchestration/rpa/1.0.0/api/}Status"
FLOOR = "floor: http.client + lxml"
Way = Callable[[], object]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--calls", type=int, default=2000, help="measured calls of each way")
    parser.add_argument("--warm-up", type=int, default=100, help="calls of each way before that")
    options = parser.parse_args(arguments)
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    body = (
        (contracts_root() / SERVICE / "samples" / "GetStatus.soap11.response.http").read_bytes().partition(b"\n\n")[2]
    )
    child = context.Process(target=serve, args=(theirs, body), daemon=True)
    child.start()
    try:
        medians = measure(ways(int(ours.recv())), options.calls, options.warm_up)
    finally:
        child.kill()
        child.join(10)
    for name, seconds in medians.items():
        sys.stdout.write(f"{name:48}{seconds * 1e6:8.0f} us  {seconds / medians[FLOOR]:6.2f} x floor\n")
    return 0


def measure(ways_to_call: dict[str, Way], calls: int, warm_up: int) -> dict[str, float]:
    """The median of each way, in seconds; one call of each in turn."""
    times: dict[str, list[float]] = {name: [] for name in ways_to_call}
    for number in range(warm_up + calls):
        for name, call in ways_to_call.items():
            began = time.perf_counter()
            call()
            if number >= warm_up:
                times[name].append(time.perf_counter() - began)
    return {name: statistics.median(found) for name, found in times.items()}


def ways(port: int) -> dict[str, Way]:
    """The ways to ask for a status, and the parts of ours."""
    contract = load_contract(SERVICE)
    url = f"http://127.0.0.1:{port}"
    request = encode(contract, "GetStatus", BINDING, Call(process_id="4711"), url)
    headers, path = dict(request.headers), request.url.removeprefix(url)
    schema = etree.XMLSchema(etree.parse(contract.file("cora-rpa.xsd")))
    allowed = frozenset(contract.allowed("GetStatus", "Status"))
    session = Session(Target(SERVICE, contract, url=url))
    transport = RequestsTransport(TransportOptions(), url)
    plain, bare = http.client.HTTPConnection("127.0.0.1", port), requests.Session()
    exchange = Exchange(request, transport.send(request), SystemClock().utc(), 0.0)

    def judged(body: bytes) -> str:
        result = next(etree.fromstring(body).iter(RESULT))
        if not schema.validate(result):
            raise ValueError("the answer breaks its schema")
        state = str(result.findtext(f".//{STATUS}"))
        if state not in allowed:
            raise ValueError(f"undocumented state {state}")
        return state

    def floor() -> str:
        plain.request("POST", path, request.body, headers)
        return judged(plain.getresponse().read())

    def in_requests() -> str:
        return judged(bare.post(request.url, data=request.body, headers=headers, timeout=30).content)

    return {
        FLOOR: floor,
        "requests.Session + lxml": in_requests,
        "get_process_status": lambda: session.get_process_status("4711", BINDING),
        "  of which: observe (what a wait polls with)": lambda: session.observe("4711", BINDING),
        "  of which: the transport": lambda: transport.send(request),
        "  of which: encoding": lambda: encode(contract, "GetStatus", BINDING, Call(process_id="4711"), url),
        "the curl line, when a message wants it": lambda: curl(request, session.masker),
        "  of which: reading the reply": lambda: read_reply(contract, "GetStatus", BINDING, "4711", exchange),
    }


def serve(pipe: Connection, body: bytes) -> None:
    """Gives one answer to every request, on as many connections as there are."""
    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    listener = socket.create_server(("127.0.0.1", 0))
    pipe.send(listener.getsockname()[1])
    while True:
        connection, _ = listener.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=answer, args=(connection, head + body), daemon=True).start()


def answer(connection: socket.socket, reply: bytes) -> None:
    """Answers the requests of one connection; every request has a length."""
    data = b""
    while received := connection.recv(65536):
        data += received
        while b"\r\n\r\n" in data:
            head, _, rest = data.partition(b"\r\n\r\n")
            length = int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0] or 0)
            if len(rest) < length:
                break
            data = rest[length:]
            connection.sendall(reply)


if __name__ == "__main__":
    sys.exit(main())
