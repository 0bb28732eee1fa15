"""What a hostile server says is inert on every way out: each text, in every place of an answer, on each way."""

from __future__ import annotations

import json

import pytest
from lxml import etree

from .canary_stage import Runs
from .hostile_stage import all_ways_out
from .hostile_texts import HOSTILE
from .inertness import alive_in_log, alive_in_page, alive_in_summary, orders_in, unprintable_in


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """All that is written, files and console."""
    return all_ways_out(tmp_path_factory.mktemp("inputs"), Runs(tmp_path_factory.mktemp("hostile")))


def of(written: dict[str, str], *endings: str) -> dict[str, str]:
    """What was written in places of a kind."""
    found = {place: text for place, text in written.items() if place.endswith(endings)}
    assert found
    return found


def consoles(written: dict[str, str]) -> dict[str, str]:
    """What was printed."""
    return {place: text for place, text in written.items() if place.startswith("console of ")}


SHOWN = (".html", ".md", ".xml", ".robot", ".resource", "trace.json")


def test_the_runs_did_what_they_should(written: dict[str, str]) -> None:
    assert {name for name in consoles(written) if not name.startswith("console of watch")} == {
        "console of check, status 1", "console of judge, status 1", "console of export, status 0",
        "console of robot, status 1", "console of pytest, status 1",
    }  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_each_text_was_seen(written: dict[str, str], name: str) -> None:
    seen = written["check/observations.jsonl"] + written["console of robot, status 1"] + written["robot/output.xml"]

    assert json.dumps(HOSTILE[name], ensure_ascii=False)[1:-1][:4].encode("utf-8", "replace").decode() in seen


def test_no_console_is_given_orders(written: dict[str, str]) -> None:
    for place, text in consoles(written).items():
        assert orders_in(text) == [], place


def test_nothing_that_is_shown_holds_what_cannot_be_printed(written: dict[str, str]) -> None:
    for place, text in of(written, *SHOWN).items():
        assert unprintable_in(text) == set(), place


def test_the_pages_hold_our_own_markup_alone(written: dict[str, str]) -> None:
    for place, text in of(written, "conformance.html").items():
        assert alive_in_page(text) == [], place


def test_the_summaries_hold_our_own_markup_alone(written: dict[str, str]) -> None:
    for place, text in of(written, ".md").items():
        assert alive_in_summary(text) == [], place


def test_logs_of_robot_hold_our_own_markup_alone(written: dict[str, str]) -> None:
    for place, text in of(written, "output.xml").items():
        assert alive_in_log(text) == [], place


def test_reports_and_archives_are_valid_json(written: dict[str, str]) -> None:
    for text in of(written, ".json", ".har").values():
        json.loads(text)
    for text in of(written, ".jsonl").values():
        assert [json.loads(line) for line in text.split("\n") if line]


def test_outputs_for_ci_are_valid_xml(written: dict[str, str]) -> None:
    for text in of(written, "xunit.xml", "pytest.xml").values():
        etree.fromstring(text.encode())
