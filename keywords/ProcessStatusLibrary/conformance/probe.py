"""A probe, which is one request of a check, and the observation that comes of it."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import KW_ONLY, dataclass, field

from ..reply import Reply
from ..transport.exchange import Exchange, HttpRequest
from .situation import RESULTS, Situation


@dataclass(frozen=True, slots=True)
class Probe:
    """One request of a check.

    Attributes:
        operation: The operation that is asked for.
        binding: The binding that it is asked over, and by which the answer is read.
        situation: What is special about it.
        request: What is sent; None when it cannot be written, and then `skipped` says why.
        variant: Which of several ways of the situation it is, such as ``CDATA``.
        process_id: The process that is asked about; empty where none is.
        state: The state that the process is said to be in; empty when nothing is said.
        series: Observations of one series are judged together, in their order; empty: each alone.
        about: The binding that the observation tells about, where that is another than `binding`.
        pause: Seconds to wait before it is sent: a process under way needs time between two reads.
        skipped: Why it is not sent; empty when it is.
    """

    operation: str
    binding: str
    situation: Situation
    _: KW_ONLY
    request: HttpRequest | None = field(default=None, repr=False)
    variant: str = ""
    process_id: str = ""
    state: str = ""
    series: str = ""
    about: str = ""
    pause: float = 0.0
    skipped: str = ""

    @property
    def row(self) -> tuple[str, str]:
        """The operation and the binding that the observation tells about."""
        return self.operation, self.about or self.binding

    @property
    def described(self) -> str:
        """The situation in words; empty for an ordinary read or start."""
        if self.situation in RESULTS:
            return self.variant
        return f"{self.situation}: {self.variant}" if self.variant else str(self.situation)

    @property
    def purpose(self) -> Mapping[str, str]:
        """What the recording says of the request besides operation and binding."""
        told = {
            "situation": str(self.situation),
            "variant": self.variant,
            "state": self.state,
            "series": self.series,
            "about": self.about,
        }
        return {name: text for name, text in told.items() if text}


@dataclass(frozen=True, slots=True)
class Observation:
    """What came of one probe.

    Attributes:
        reply: The answer, read; None when there is none.
        missing: Why there is none, as a sentence without its full stop.
        number: The number of the exchange in the recording; 0 when nothing was sent.
        exchange: What was sent and what came; None when nothing was sent.
    """

    probe: Probe
    reply: Reply | None = None
    missing: str = ""
    number: int = 0
    exchange: Exchange | None = None


Probes = tuple[Probe, ...]
"""One probe, or several that are sent at the same time."""

Observations = tuple[Observation, ...]
"""What came of them, in their order."""

Asking = Generator[Probes, Observations, None]
"""A family of probes: it yields what to send and is told what came, so that it can go on from there."""
