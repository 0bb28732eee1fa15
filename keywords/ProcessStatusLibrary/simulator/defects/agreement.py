"""Defects in which the last of several bindings tells something else than the others."""

from __future__ import annotations

from ..course import Moment
from ..drafts import Draft
from .defect import Defect
from .documents import remove
from .exchange import Exchange
from .moments import in_state


def _another_state(exchange: Exchange, moment: Moment | None) -> Moment | None:
    if moment is None:
        return None
    states, state = exchange.states, moment.step.state
    return in_state(exchange, states.other_end(state) or states.after(state) or states.before(state), moment)


def _the_state_before(exchange: Exchange, moment: Moment | None) -> Moment | None:
    return in_state(exchange, exchange.states.before(moment.step.state), moment) if moment else None


def _no_text(exchange: Exchange, draft: Draft) -> Draft:
    remove(draft, exchange.traits.text)
    return draft


DEFECTS = (
    Defect(
        "bindings-disagree",
        "One binding tells another state than the others.",
        "agreement",
        where=lambda traits: traits.last_voice,
        seen=_another_state,
    ),
    Defect(
        "one-binding-stale",
        "One binding is always a state behind the others.",
        "agreement",
        where=lambda traits: traits.last_voice,
        seen=_the_state_before,
    ),
    Defect(
        "one-binding-lacks-text",
        "One binding leaves out the text that the others tell.",
        "agreement",
        where=lambda traits: traits.last_voice and bool(traits.text),
        drawn=_no_text,
    ),
)
