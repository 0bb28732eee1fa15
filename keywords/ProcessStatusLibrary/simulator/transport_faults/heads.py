"""Changes the head of an answer that is ready to be sent."""

from __future__ import annotations

END = b"\r\n"
EMPTY_LINE = b"\r\n\r\n"


def without(head: bytes, *names: str) -> bytes:
    """The head without some headers."""
    unwanted = tuple(f"{name.lower()}:".encode() for name in names)
    lines = head.removesuffix(EMPTY_LINE).split(END)
    return END.join([lines[0], *(line for line in lines[1:] if not line.lower().startswith(unwanted))]) + EMPTY_LINE


def setting(head: bytes, name: str, value: str) -> bytes:
    """The head with a header, in the place of others of its name."""
    return without(head, name).removesuffix(END) + f"{name}: {value}".encode() + EMPTY_LINE


def chunked(head: bytes) -> bytes:
    """The head of the same answer in chunks."""
    return setting(without(head, "Content-Length"), "Transfer-Encoding", "chunked")


def status_line(head: bytes) -> bytes:
    """The first line, with its end."""
    return head.partition(END)[0] + END


def with_status(head: bytes, status: str) -> bytes:
    """The head with another status line."""
    return status.encode() + END + head.partition(END)[2]
