"""What each transport fault of the simulator comes to: one row a fault, with the exact text."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ProcessStatusLibrary.transport.exchange import Timeouts

USUAL = Timeouts(connect=3, read=2, total=4)
"""For faults that are noticed at once; some systems take two seconds to find that nobody listens."""
SHORT_CONNECT = Timeouts(connect=0.3, read=2, total=4)
SHORT_READ = Timeouts(connect=3, read=0.25, total=4)
SHORT_TOTAL = Timeouts(connect=3, read=2, total=0.25)

READ = "(phase: read, after N s of 2 s allowed)"
STALLED = "(phase: read, after N s of 0.25 s allowed)"
TLS = "(phase: TLS, after N s of 3 s allowed)"
STALLED_TLS = "(phase: TLS, after N s of 0.3 s allowed)"
DRIPPED_TLS = "(phase: TLS, after N s of 0.25 s allowed)"
CHUNKS = f"the chunks of the body are malformed {READ}"
CLOSED = "the connection was closed early"
NOT_DECLARED = f"the body is not what Content-Encoding declares {READ}"
MORE_BODY = f"a body of more than the 16777216 bytes of limits.body_bytes {READ}"
MORE_HEAD = f"headers of more than the 65536 bytes of limits.header_bytes {READ}"
NOTHING_MORE = "nothing more was received"
RESET = "the connection was reset"


@dataclass(frozen=True)
class Expected:
    """What a fault comes to.

    Attributes:
        text: Why no answer came; or, for an answer that is no result, what is told of it; empty: it is a result.
        timeouts: The times that are given.
        limit: Which of them applies: `connect`, `read`, or `total` where something always comes.
        reply: An answer comes, and it is no result.
    """

    text: str = ""
    timeouts: Timeouts = USUAL
    limit: str = "read"
    reply: bool = False

    @property
    def runs_out(self) -> bool:
        """Whether the time runs out, instead of something being noticed before."""
        return self.timeouts is not USUAL

    @property
    def seconds(self) -> tuple[float, float]:
        """The least and the most that it may take."""
        allowed = float(getattr(self.timeouts, self.limit))
        return allowed if self.runs_out else 0.0, allowed + max(allowed / 10, 0.25)


def stalled(place: str) -> Expected:
    """Nothing more comes."""
    return Expected(f"{NOTHING_MORE} {place} within timeouts.read {STALLED}", SHORT_READ, "read")


def out_of_time(place: str) -> Expected:
    """Something always comes, and the total time ends it."""
    return Expected(f"timeouts.total ran out {place} (phase: read, after N s of 0.25 s allowed)", SHORT_TOTAL, "total")


ANSWERS: dict[str, Expected] = {
    "reset-before-answer": Expected(f"{RESET} before the answer {READ}"),
    "reset-in-status-line": Expected(f"{RESET} in the status line {READ}"),
    "reset-in-headers": Expected(f"{RESET} in the headers {READ}"),
    "reset-after-headers": Expected(f"{RESET} in the body {READ}"),
    "reset-in-body": Expected(f"{RESET} in the body {READ}"),
    "close-before-answer": Expected(f"{CLOSED} before the answer {READ}"),
    "close-in-status-line": Expected(f"{CLOSED} in the status line {READ}"),
    "close-in-headers": Expected(f"{CLOSED} in the headers {READ}"),
    "close-after-headers": Expected(f"{CLOSED} in the body {READ}"),
    "close-in-body": Expected(f"{CLOSED} in the body {READ}"),
    "stall-before-answer": stalled("before the answer"),
    "stall-in-status-line": stalled("in the status line"),
    "stall-in-headers": stalled("in the headers"),
    "stall-after-headers": stalled("in the body"),
    "stall-in-body": stalled("in the body"),
    "close-kept-alive": Expected(),
    "drip": out_of_time("in the status line"),
    "drip-in-body": out_of_time("in the body"),
    "endless-headers": Expected(f"more headers than the 99 of limits.headers {READ}", limit="total"),
    "endless-header": Expected(MORE_HEAD, limit="total"),
    "endless-interim": Expected(MORE_HEAD, limit="total"),
    "endless-body": Expected(MORE_BODY, limit="total"),
    "endless-chunks": Expected(MORE_BODY, limit="total"),
    "endless-trailers": Expected(f"trailers of more than the 65536 bytes of limits.header_bytes {READ}", limit="total"),
    "length-too-short": Expected("unreadable: malformed (more came)", reply=True),
    "length-too-long": stalled("in the body"),
    "length-no-number": Expected(f"Content-Length is 'N bytes', which is no length {READ}"),
    "length-negative": Expected(f"Content-Length is '-1', which is no length {READ}"),
    "no-length": stalled("in the body"),
    "chunks-cut-off": Expected(f"{CLOSED} in the body {READ}"),
    "chunk-cut-off": Expected(f"{CLOSED} in the body {READ}"),
    "chunk-too-long": stalled("in the body"),
    "chunk-too-short": Expected(CHUNKS),
    "chunk-no-number": Expected(CHUNKS),
    "chunk-negative": Expected(CHUNKS),
    "garbage-status-line": Expected(rf"what came is no HTTP: '\x16\x03\x01 hello' {READ}"),
    "status-no-number": Expected(f"what came is no HTTP: 'HTTP/1.1 OK 200' {READ}"),
    "http-2-status-line": Expected(f"what came is no HTTP: 'HTTP/2' {READ}"),
    "http-0.9": Expected(f"what came is no HTTP: BODY {READ}"),
    "gzip-bomb": Expected(MORE_BODY, limit="total"),
    "gzip-many-members": Expected(f"a compressed body of more than the 1000 members of limits.gzip_members {READ}"),
    "gzip-corrupt": Expected(NOT_DECLARED),
    "gzip-cut-off": Expected(f"the body ends before its content coding does {READ}"),
    "gzip-not-packed": Expected(NOT_DECLARED),
    "encoding-unknown": Expected(f"the body has the content coding 'br', which nobody asked for {READ}"),
    "redirect-loop": Expected("a redirect to 'PATH', which is not followed,", reply=True),
    "redirect-elsewhere": Expected(
        "a redirect to 'http://elsewhere.invalid/status', which is not followed,", reply=True
    ),
}
CONNECTIONS: dict[str, Expected] = {
    "refuse": Expected("connection refused (phase: connect, after N s of 3 s allowed)", limit="connect"),
    "reset-on-connect": Expected(f"{RESET} before the answer {READ}"),
}
HANDSHAKES: dict[str, Expected] = {
    "refuse": CONNECTIONS["refuse"],
    "reset-on-connect": Expected(f"{RESET} {TLS}", limit="connect"),
    "certificate-expired": Expected(f"the certificate was refused: it has expired {TLS}", limit="connect"),
    "certificate-self-signed": Expected(f"the certificate was refused: it is self-signed {TLS}", limit="connect"),
    "certificate-wrong-host": Expected(f"the certificate was refused: it is for another host {TLS}", limit="connect"),
    "stall-in-handshake": Expected(f"timeouts.connect ran out {STALLED_TLS}", SHORT_CONNECT, "connect"),
    "drip-in-handshake": Expected(f"timeouts.total ran out {DRIPPED_TLS}", SHORT_TOTAL, "total"),
    "no-tls": Expected(f"TLS failed: what the server speaks is no TLS {TLS}", limit="connect"),
}
PLAIN = ANSWERS | CONNECTIONS
# A client under TLS sees a reset as an end, or as a reset: both are told as one.
OVER_TLS = HANDSHAKES | {
    name: replace(expected, text=expected.text.replace(RESET, CLOSED)) for name, expected in ANSWERS.items()
}
