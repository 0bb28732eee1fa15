"""The timeline in the log: well-formed, readable without colours, and harmless whatever a service calls its states."""

from __future__ import annotations

import pytest
from lxml import etree

from ProcessStatusLibrary.contract import load_contract
from ProcessStatusLibrary.status import ProcessStatus
from ProcessStatusLibrary.timeline import COLOURS, timeline
from ProcessStatusLibrary.trace import Trace

from .scripted import reported

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a & b", "]]>", "&lt;", "'", "a\nb", "ü 漢"]


def drawn(trace: Trace) -> etree._Element:
    """The drawing of a trace of Cora, read as XML."""
    return etree.fromstring(timeline(load_contract("cora-rpa"), trace))


def lived(*states: str, process_id: str = "4711") -> Trace:
    """A trace with ten seconds in each state."""
    trace = Trace(process_id)
    for index, state in enumerate(states):
        trace.add(reported("cora-rpa", state), index * 10.0)
    return trace


def test_a_life() -> None:
    svg = drawn(lived("Queued", "ProcessingInput", "Failed", "Failed"))
    title = "Process 4711: Queued 0.0-10 s > ProcessingInput 10-20 s > Failed 20 s"

    assert (svg.tag, svg.get("role"), svg.get("aria-label")) == (f"{SVG}svg", "img", title)
    assert svg.findtext(f"{SVG}title") == title
    assert [(rect.get("x"), rect.get("width"), rect.get("fill")) for rect in svg.iter(f"{SVG}rect")] == [
        ("190.0", "146.7", COLOURS["pending"]),
        ("336.7", "146.7", COLOURS["running"]),
        ("483.3", "146.7", COLOURS["failed"]),
    ]
    assert [title.text for title in svg.iterfind(f"{SVG}rect/{SVG}title")] == [
        "Queued (pending), 0.0-10.0 s",
        "ProcessingInput (running), 10.0-20.0 s",
        "Failed (failed), 20.0-30.0 s",
    ]
    assert [text.text for text in svg.iter(f"{SVG}text")] == [
        "Queued",
        "0.0-10.0 s",
        "ProcessingInput",
        "10.0-20.0 s",
        "Failed",
        "20.0-30.0 s",
    ]


def test_one_report() -> None:
    svg = drawn(lived("Completed"))

    assert [text.text for text in svg.iter(f"{SVG}text")] == ["Completed", "0.0 s"]
    assert [rect.get("width") for rect in svg.iter(f"{SVG}rect")] == ["3.0"], "wide enough to be seen"
    assert svg.get("viewBox") == "0 0 720 22"


def test_nothing() -> None:
    svg = drawn(Trace("4711"))

    assert svg.get("aria-label") == "Process 4711: nothing was reported"
    assert [child.tag for child in svg] == [f"{SVG}title"]


def test_a_row_for_each_state() -> None:
    assert drawn(lived("Queued", "Failed", "NotFound")).get("height") == "66"


def test_a_process_that_is_not_found() -> None:
    trace = lived("Queued")
    trace.add(ProcessStatus("cora-rpa", "4711", "", "unknown"), 5.0)

    assert [rect.get("fill") for rect in drawn(trace).iter(f"{SVG}rect")] == [COLOURS["pending"], COLOURS["unknown"]]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_names(text: str) -> None:
    svg = drawn(lived("Queued", text, process_id=text))
    shown = text.replace("\n", "\\n")

    assert {child.tag for child in svg.iter("*")} == {f"{SVG}{name}" for name in ("svg", "title", "text", "rect")}
    assert {name for child in svg.iter("*") for name in child.attrib if name.startswith("on")} == set()
    assert shown in [child.text for child in svg.iter(f"{SVG}text")]
    assert str(svg.findtext(f"{SVG}title")).startswith(f"Process {shown}: Queued 0.0-10 s > {shown} 10 s")
    assert " ".join(str(svg.get("aria-label")).split()) == " ".join(
        f"Process {shown}: Queued 0.0-10 s > {shown} 10 s".split()
    )


def test_nothing_in_a_drawing_runs_or_loads() -> None:
    drawing = timeline(load_contract("cora-rpa"), lived("Queued", *HOSTILE))

    assert "<script" not in drawing
    assert "<img" not in drawing
    assert "href" not in drawing
    assert drawing.count("http") == 1, "the namespace"
