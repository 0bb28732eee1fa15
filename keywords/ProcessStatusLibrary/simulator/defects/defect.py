"""A seeded defect: one named way in which a simulated service breaks its contract or a standard."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import KW_ONLY, dataclass, field
from typing import Literal

from ...contract import Contract
from ..calls import Call
from ..course import Moment
from ..drafts import Draft
from ..envelopes import Envelope
from ..http_message import Answer, Request
from ..service import Outcome
from .exchange import Exchange
from .traits import Traits, traits_of

Family = Literal[
    "lifecycle",
    "semantics",
    "agreement",
    "start",
    "value",
    "structure",
    "encoding",
    "envelope",
    "fault",
    "disclosure",
    "transport",
    "credentials",
    "acceptance",
    "tolerance",
]

Where = Callable[[Traits], bool]
"""Where a defect can show: by what an operation has over a binding."""

# One type a seam: what a defect makes of what passes there.
Asked = Callable[[Exchange, Request], Request]
Admits = Callable[[Exchange, Call, Request, Envelope | None], bool]
Seen = Callable[[Exchange, Moment | None], Moment | None]
Told = Callable[[Exchange, Outcome], Outcome]
Drawn = Callable[[Exchange, Draft], Draft]
Answered = Callable[[Exchange, Answer], Answer]


@dataclass(frozen=True, slots=True)
class Defect:
    """One defect and what it does at each seam; at a seam that it does not name it does nothing.

    Attributes:
        name: What it is switched on by, such as ``lower-case-state``.
        title: What the service does wrong, in one sentence.
        family: The kind of rule that it breaks.
    """

    name: str
    title: str
    family: Family
    _: KW_ONLY
    where: Where = field(repr=False)
    asked: Asked | None = field(default=None, repr=False)
    admits: Admits | None = field(default=None, repr=False)
    seen: Seen | None = field(default=None, repr=False)
    told: Told | None = field(default=None, repr=False)
    drawn: Drawn | None = field(default=None, repr=False)
    answered: Answered | None = field(default=None, repr=False)

    def applies(self, contract: Contract, operation: str, binding: str) -> bool:
        """Tells whether the defect can show in an operation over a binding of the documented profile.

        A framework that is imitated in profile observed may not have the answer that a defect is about: its errors
        over SOAP may be no faults, its refusals may have no body.

        Raises:
            ValueError: The contract has no such operation, or does not document the binding.
        """
        name, _ = contract.operation(operation)
        return self.where(traits_of(contract, name, contract.binding(name, binding)[0]))
