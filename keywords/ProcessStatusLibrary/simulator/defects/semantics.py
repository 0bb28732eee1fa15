"""Defects of what one result says: members that contradict each other, the request, or an earlier report."""

from __future__ import annotations

from ..course import Moment
from ..drafts import Draft
from ..service import Outcome
from ..xml_reading import child_elements
from .defect import Defect
from .documents import json_result, put, read, xml_member
from .exchange import Exchange
from .lifecycle import AFTER
from .moments import counted, doubled, in_state


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


DEFECTS = (
    Defect(
        "counters-fall",
        "From the third read on the counters are lower than in the first two.",
        "semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.counters),
        seen=_counters_fall,
    ),
    Defect(
        "counters-move-after-end",
        "The counters of a process that was reported to have ended twice go on rising.",
        "semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.counters),
        seen=_counters_move_on,
    ),
    Defect(
        "counter-above-total",
        "More parts are done than there are.",
        "semantics",
        where=lambda traits: traits.asks_for_one and len(traits.result.counters) > 1,
        seen=_above_total,
    ),
    Defect(
        "fewer-outputs-than-counted",
        "One output less is listed than is counted.",
        "semantics",
        where=lambda traits: traits.asks_for_one and traits.invariant("count_of", traits.result.outputs),
        drawn=_one_entry_less,
    ),
    Defect(
        "error-code-in-good-state",
        "A state in which nothing is wrong comes with an error code.",
        "semantics",
        where=lambda traits: traits.asks_for_one and traits.invariant("pairs", traits.result.error_code),
        drawn=_error_in_a_good_state,
    ),
    Defect(
        "error-code-changes-after-end",
        "A process that was reported to have failed twice has failed for another reason.",
        "semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.error_code),
        drawn=_error_code_changes,
    ),
    Defect(
        "outputs-change-after-end",
        "The outputs of a process that was reported to have succeeded twice are others.",
        "semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.outputs),
        drawn=_outputs_change,
    ),
    Defect(
        "outputs-before-end",
        "A process that has not ended has outputs.",
        "semantics",
        where=lambda traits: traits.asks_for_one and traits.invariant("only_in", traits.result.outputs),
        told=_outputs_early,
    ),
    Defect(
        "another-process-id",
        "The answer names another process than was asked for.",
        "semantics",
        where=lambda traits: traits.asks_for_one and bool(traits.result.process_id),
        drawn=_another_id,
    ),
)
