"""Defects of what one result says: members that contradict each other, the request, or an earlier report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Literal

from ..course import Moment
from ..drafts import Draft
from ..service import Outcome
from ..xml_reading import child_elements
from .defect import Defect, Drawn
from .documents import json_result, put, read, xml_member
from .exchange import Exchange
from .lifecycle import AFTER
from .moments import counted, doubled, in_state
from .traits import Traits

Time = Literal["started", "completed"]


def _counters_fall(exchange: Exchange, moment: Moment | None) -> Moment | None:
    """Reports too much at first: from there the right counters are a fall."""
    return doubled(exchange, moment) if moment and len(exchange.looks) < AFTER else moment


def _counters_move_on(exchange: Exchange, moment: Moment | None) -> Moment | None:
    return doubled(exchange, moment) if moment and moment.step.ended and exchange.ends >= AFTER else moment


def _above_total(exchange: Exchange, moment: Moment | None) -> Moment | None:
    if moment is None:
        return None
    *parts, total = counted(exchange, moment).items()
    above = {path: total[1] + 1 for path, _ in parts}
    return in_state(exchange, moment.step.state, moment, {**above, total[0]: total[1]})


def _time(source: Time, target: Time, moved: Callable[[Exchange, datetime], datetime]) -> Drawn:
    """Makes a time of one that the result tells; a complete time only once there is one."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        times = exchange.traits.result.times
        told = read(draft, times[source])
        if told is not None and (exchange.ended if target == "completed" else exchange.shown):
            put(draft, times[target], moved(exchange, datetime.fromisoformat(told)).isoformat())
        return draft

    return drawn


def _error_in_a_good_state(exchange: Exchange, draft: Draft) -> Draft:
    traits = exchange.traits
    rules = [rule for rule in traits.contract.model.invariants if rule.rule == "pairs"]
    rule = next(rule for rule in rules if rule.field == traits.result.error_code)
    if read(draft, traits.result.state) in rule.states:
        put(draft, rule.field, next(code for code in reversed(traits.error_codes) if code != rule.value))
    return draft


def _error_code_changes(exchange: Exchange, draft: Draft) -> Draft:
    traits = exchange.traits
    held = read(draft, traits.result.error_code)
    failed = exchange.shown is not None and traits.contract.phase(exchange.shown.step.state) == "failed"
    if held and failed and exchange.ends >= AFTER:
        others = [code for code in reversed(traits.error_codes) if code != held]
        put(draft, traits.result.error_code, next(iter(others), f"{held}Again"))
    return draft


def _another_id(exchange: Exchange, draft: Draft) -> Draft:
    path = exchange.traits.result.process_id
    held = read(draft, path)
    if held and exchange.shown:
        put(draft, path, str(int(held) + 1) if held.isdecimal() else f"{held[:-1]}{'0' if held[-1] != '0' else '1'}")
    return draft


def _outputs_early(exchange: Exchange, outcome: Outcome) -> Outcome:
    pattern = exchange.traits.result.outputs
    if exchange.shown is None or exchange.ended:
        return outcome
    return Outcome(
        outcome.kind, outcome.process_id, {**outcome.members, pattern: {pattern.replace("*", "early"): "value"}}
    )


def _outputs_change(exchange: Exchange, draft: Draft) -> Draft:
    if not exchange.ended or exchange.ends < AFTER:
        return draft
    path = exchange.traits.result.outputs
    dictionary, result = xml_member(draft, path), json_result(draft)
    if dictionary is not None and len(dictionary):
        child_elements(child_elements(dictionary)[0])[1].text = "changed"
    elif result is not None:
        owner = result.get(path) if exchange.traits.entries else result
        prefix = "" if exchange.traits.entries else path.partition("*")[0]
        name = next((name for name in owner or {} if name.startswith(prefix)), "")
        if isinstance(owner, dict) and name:
            owner[name] = "changed"
    return draft


def _one_entry_less(exchange: Exchange, draft: Draft) -> Draft:
    path = exchange.traits.result.outputs
    dictionary, result = xml_member(draft, path), json_result(draft)
    if dictionary is not None and len(dictionary):
        dictionary.remove(dictionary[0])
    elif result is not None and result.get(path):
        del result[path][next(iter(result[path]))]
    return draft


def _times(*names: Time) -> Callable[[Traits], bool]:
    return lambda traits: traits.asks_for_one and set(names) <= set(traits.result.times)


DEFECTS = (
    Defect(
        name="counters-fall",
        title="From the third read on the counters are lower than in the first two.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.counters),
        seen=_counters_fall,
    ),
    Defect(
        name="counters-move-after-end",
        title="The counters of a process that was reported to have ended twice go on rising.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.counters),
        seen=_counters_move_on,
    ),
    Defect(
        name="counter-above-total",
        title="More parts are done than there are.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and len(traits.result.counters) > 1,
        seen=_above_total,
    ),
    Defect(
        name="fewer-outputs-than-counted",
        title="One output less is listed than is counted.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and traits.invariant("count_of", traits.result.outputs),
        drawn=_one_entry_less,
    ),
    Defect(
        name="complete-before-start",
        title="A process completed an hour before it started.",
        family="semantics",
        where=_times("started", "completed"),
        drawn=_time("started", "completed", lambda _, start: start - timedelta(hours=1)),
    ),
    Defect(
        name="complete-time-drifts",
        title="Each read tells a later complete time of a process that has ended.",
        family="semantics",
        where=_times("completed"),
        drawn=_time("completed", "completed", lambda exchange, time: time + timedelta(minutes=exchange.ends)),
    ),
    Defect(
        name="start-time-drifts",
        title="Each read tells an earlier start time.",
        family="semantics",
        where=_times("started"),
        drawn=_time("started", "started", lambda exchange, time: time - timedelta(minutes=len(exchange.looks))),
    ),
    Defect(
        name="error-code-in-good-state",
        title="A state in which nothing is wrong comes with an error code.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and traits.invariant("pairs", traits.result.error_code),
        drawn=_error_in_a_good_state,
    ),
    Defect(
        name="error-code-changes-after-end",
        title="A process that was reported to have failed twice has failed for another reason.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.error_code),
        drawn=_error_code_changes,
    ),
    Defect(
        name="outputs-change-after-end",
        title="The outputs of a process that was reported to have succeeded twice are others.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.outputs),
        drawn=_outputs_change,
    ),
    Defect(
        name="outputs-before-end",
        title="A process that has not ended has outputs.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and traits.invariant("only_in", traits.result.outputs),
        told=_outputs_early,
    ),
    Defect(
        name="another-process-id",
        title="The answer names another process than was asked for.",
        family="semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.process_id),
        drawn=_another_id,
    ),
)
