"""Defects of the structure of results that XML and JSON can have alike: members that are missing."""

from __future__ import annotations

from collections.abc import Callable

from ..drafts import Draft
from .defect import Defect, Drawn
from .documents import remove
from .exchange import Exchange
from .traits import Traits


def _without(path: Callable[[Traits], str]) -> Drawn:
    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        if draft.kind == "result":
            remove(draft, path(exchange.traits))
        return draft

    return drawn


DEFECTS = (
    Defect(
        "missing-state",
        "The state is left out.",
        "structure",
        where=lambda traits: bool(traits.states),
        drawn=_without(lambda traits: traits.result.state),
    ),
    Defect(
        "missing-error-code",
        "The error code is left out.",
        "structure",
        where=lambda traits: bool(traits.error_codes),
        drawn=_without(lambda traits: traits.result.error_code),
    ),
    Defect(
        "missing-counter",
        "A counter is left out.",
        "structure",
        where=lambda traits: bool(traits.result.counters),
        drawn=_without(lambda traits: traits.result.counters[-1]),
    ),
    Defect(
        "missing-process-id",
        "The id of the process is left out.",
        "structure",
        where=lambda traits: bool(traits.result.process_id),
        drawn=_without(lambda traits: traits.result.process_id),
    ),
    Defect(
        "missing-time",
        "The complete time is left out.",
        "structure",
        where=lambda traits: "completed" in traits.result.times,
        drawn=_without(lambda traits: traits.result.times["completed"]),
    ),
)
