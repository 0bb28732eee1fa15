"""A transport fault: one named way in which an answer does not arrive as it should."""

from __future__ import annotations

from dataclasses import KW_ONLY, dataclass, field

from ..delivery import Deliver, Greet


@dataclass(frozen=True, slots=True)
class TransportFault:
    """One fault: what happens to an answer, to a new connection, or to whoever connects.

    Attributes:
        name: What it is switched on by, such as ``reset-in-body``.
        title: What goes wrong, in one sentence.
        deliver: How an answer is sent.
        greet: What happens on a connection before its first request.
        refuses: Nobody listens.
        needs_tls: It can only show when the simulator speaks TLS.
    """

    name: str
    title: str
    _: KW_ONLY
    deliver: Deliver | None = field(default=None, repr=False)
    greet: Greet | None = field(default=None, repr=False)
    refuses: bool = False
    needs_tls: bool = False

    @property
    def before_requests(self) -> bool:
        """Whether it comes before a request, so that it cannot go by what is asked."""
        return self.deliver is None
