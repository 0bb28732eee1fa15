"""Messages are indented for reading: every character stays, and every line knows its place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from ProcessStatusLibrary.contract.folders import contracts_root
from ProcessStatusLibrary.robot_check.indenting import DEEPEST, LONGEST, Line, indented

SAMPLES = sorted(contracts_root().glob("*/samples/*.response.http"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: f"{path.parts[-3]}-{path.name}")
def test_a_documented_answer_keeps_every_character_but_space(path: Path) -> None:
    body = path.read_text(encoding="utf-8").partition("\n\n")[2]
    lines = indented(body)

    assert re.sub(r"\s", "", "".join(line.text for line in lines)) == re.sub(r"\s", "", body)
    assert len(lines) > 3
    assert all(line.place for line in lines if not line.text.startswith(("<?xml", "{", "}")))


def test_xml() -> None:
    assert indented('<?xml version="1.0"?><a:A x="1>2"><B/><B>t<![CDATA[<u>]]></B><C><!-- n --> m </C></a:A>') == [
        Line('<?xml version="1.0"?>', ""),
        Line('<a:A x="1>2">', "A[1]"),
        Line("  <B/>", "A[1]/B[1]"),
        Line("  <B>t<![CDATA[<u>]]></B>", "A[1]/B[2]"),
        Line("  <C>", "A[1]/C[1]"),
        Line("    <!-- n -->", "A[1]/C[1]"),
        Line("    m", "A[1]/C[1]"),
        Line("  </C>", "A[1]/C[1]"),
        Line("</a:A>", "A[1]"),
    ]


def test_json() -> None:
    assert indented('{"a":1.50,"b":{"c":[true,{"d":"x,]"}],"e":{}},"f":[]}') == [
        Line("{", ""),
        Line('  "a": 1.50,', "/a"),
        Line('  "b": {', "/b"),
        Line('    "c": [', "/b/c"),
        Line("      true,", "/b/c/0"),
        Line("      {", "/b/c/1"),
        Line('        "d": "x,]"', "/b/c/1/d"),
        Line("      }", "/b/c/1"),
        Line("    ],", "/b/c"),
        Line('    "e": {', "/b/e"),
        Line("    }", "/b/e"),
        Line("  },", "/b"),
        Line('  "f": [', "/f"),
        Line("  ]", "/f"),
        Line("}", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain text",
        "<a><b></a>",
        "<a>",
        "</a>",
        "<a & b>",
        "<",
        "<!DOCTYPE a><a/>",
        '{"a": 1, "a": 2}',
        '{"a": }',
        "{",
        "[" * 100_000,
        "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2),
        "<a>" * (DEEPEST + 2) + "</a>" * (DEEPEST + 2),
        f"<a>{'x' * LONGEST}</a>",
        "<a" + " a=" * 15_000,
        "<a" + ' a=""' * 10_000,
    ],
    ids=lambda text: f"{text[:16]} {len(text)}",
)
def test_what_cannot_be_indented_is_left_as_it_is(text: str) -> None:
    assert indented(text) == [Line(line) for line in text.splitlines()]
