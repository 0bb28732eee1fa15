"""Defects of how values are written: numbers, dates, Guids and truth values that are none of their type."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from ..drafts import Draft
from ..service import NO_TIME
from ..xml_reading import NIL, Element, text_of
from .defect import Defect, Drawn
from .documents import is_xml, json_result, on_member, on_xml, put, read, xml_result
from .exchange import Exchange
from .traits import Traits

GUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
TOO_LARGE = {"long": 2**63}
BEYOND_INT = 2**31


def _number(traits: Traits) -> str:
    return traits.number


def _overflow(exchange: Exchange, draft: Draft) -> Draft:
    traits = exchange.traits
    beyond = TOO_LARGE.get(traits.type_of(traits.number), BEYOND_INT)
    return on_member(_number, lambda _: beyond)(exchange, draft)


def _fraction(exchange: Exchange, draft: Draft) -> Draft:
    def half(held: str) -> Any:
        return f"{held}.5" if is_xml(draft) or not held.isdecimal() else float(f"{held}.5")

    return on_member(_number, half)(exchange, draft)


def _every_time(pattern: str, form: str) -> Drawn:
    """Writes each date and time in another form."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        for path in exchange.traits.result.times.values():
            held = read(draft, path)
            if held is not None:
                put(draft, path, re.sub(pattern, form, held))
        return draft

    return drawn


def _completed(traits: Traits) -> str:
    return traits.result.times["completed"]


def _no_time_yet(exchange: Exchange, draft: Draft) -> Draft:
    return on_member(_completed, lambda held: "" if held == NO_TIME else held)(exchange, draft)


def _one_zone(exchange: Exchange, draft: Draft) -> Draft:
    return on_member(_completed, lambda held: held if held == NO_TIME else f"{held}Z")(exchange, draft)


def _every_guid(change: Callable[[str], str], in_json: bool) -> Drawn:
    """Writes the Guids of the result another way, wherever they stand."""

    def drawn(exchange: Exchange, draft: Draft) -> Draft:
        outputs, result = json_result(draft), exchange.traits.result.outputs
        element = xml_result(draft)
        if element is not None:
            for leaf in element.iter("*"):
                if not len(leaf) and GUID.fullmatch(text_of(leaf)):
                    leaf.text = change(text_of(leaf))
        if in_json and outputs is not None and isinstance(outputs.get(result), dict):
            outputs[result] = _keys(outputs[result], change)
        return draft

    return drawn


def _keys(entries: dict[str, Any], change: Callable[[str], str]) -> dict[str, Any]:
    return {change(key) if GUID.fullmatch(key) else key: value for key, value in entries.items()}


def _nil_in_words(result: Element) -> None:
    for element in result.iter("*"):
        if element.get(NIL) is not None:
            element.set(NIL, "yes")


def _counts(traits: Traits) -> bool:
    return bool(traits.number)


def _tells_times(traits: Traits) -> bool:
    return bool(traits.result.times)


DEFECTS = (
    Defect(
        "number-overflows", "A whole number is one too large for its type.", "value", where=_counts, drawn=_overflow
    ),
    Defect(
        "word-for-number",
        "A whole number is written as a word.",
        "value",
        where=_counts,
        drawn=on_member(_number, lambda _: "many"),
    ),
    Defect("fraction-for-number", "A whole number has a fraction.", "value", where=_counts, drawn=_fraction),
    Defect(
        "empty-number",
        "A whole number is an empty text.",
        "value",
        where=_counts,
        drawn=on_member(_number, lambda _: ""),
    ),
    Defect(
        "date-without-time",
        "A date and time is a date alone.",
        "value",
        where=_tells_times,
        drawn=_every_time("T.*", ""),
    ),
    Defect(
        "date-of-a-country",
        "A date and time is written as in one country, not as in XML.",
        "value",
        where=_tells_times,
        drawn=_every_time(r"(\d+)-(\d+)-(\d+)T", r"\2/\3/\1 "),
    ),
    Defect(
        "thirteenth-month",
        "A date and time is in the thirteenth month.",
        "value",
        where=_tells_times,
        drawn=_every_time(r"-\d+-", "-13-"),
    ),
    Defect(
        "empty-complete-time",
        "The complete time of a process under way is an empty text.",
        "value",
        where=lambda traits: traits.asks_for_one and "completed" in traits.result.times,
        drawn=_no_time_yet,
    ),
    Defect(
        "zone-on-one-time",
        "The complete time has a time zone, the start time has none.",
        "value",
        where=lambda traits: traits.asks_for_one and "completed" in traits.result.times,
        drawn=_one_zone,
    ),
    Defect(
        "guid-without-dashes",
        "A Guid has no dashes in XML.",
        "value",
        where=lambda traits: traits.asks_for_one and traits.entries and traits.xml,
        drawn=_every_guid(lambda guid: guid.replace("-", ""), in_json=False),
    ),
    Defect(
        "guid-too-short",
        "A Guid lacks its last digit.",
        "value",
        where=lambda traits: traits.asks_for_one and traits.entries,
        drawn=_every_guid(lambda guid: guid[:-1], in_json=True),
    ),
    Defect(
        "nil-in-words",
        "A member without a value says so with a word that is no truth value.",
        "value",
        where=lambda traits: traits.entries and traits.xml,
        drawn=on_xml(_nil_in_words),
    ),
)
