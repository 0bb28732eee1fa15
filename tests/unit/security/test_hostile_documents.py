"""Hostile documents are refused or read as plain data, in little memory and without a connection."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ...captures import captures
from ..bindings.recorded import FORBIDDEN_CHARACTERS
from .hostile import INERT_XML, NOT_JSON, REFUSED_XML

READER = Path(__file__).with_name("read_hostile.py")
MEBIBYTES = 200
PLACE = re.compile(r"(, line| at line) \d+, column \d+$")


@pytest.fixture(scope="module")
def read() -> dict[str, Any]:
    """What came of every document."""
    return read_in_a_process()


@pytest.fixture(scope="module")
def recorded() -> dict[str, Any]:
    """What came of every recorded answer."""
    return read_in_a_process("captures")


def read_in_a_process(*words: str) -> dict[str, Any]:
    """What the reader tells, and the most memory that it took."""
    command = [sys.executable, READER, *words]
    run = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)  # noqa: S603  our own
    assert run.returncode == 0, run.stderr[-2000:]
    found: dict[str, Any] = json.loads(run.stdout)
    return found


def test_there_are_sixty_documents_at_least() -> None:
    assert len(REFUSED_XML) + len(INERT_XML) + len(NOT_JSON) >= 60


def test_the_memory(read: dict[str, Any], recorded: dict[str, Any]) -> None:
    assert max(read["peak"], recorded["peak"]) < MEBIBYTES


@pytest.mark.parametrize("name", REFUSED_XML)
def test_xml_is_refused(read: dict[str, Any], name: str) -> None:
    assert PLACE.sub("", read["told"][f"XML, {name}"]) == REFUSED_XML[name][1]


@pytest.mark.parametrize("name", NOT_JSON)
def test_json_is_refused(read: dict[str, Any], name: str) -> None:
    assert PLACE.sub("", read["told"][f"JSON, {name}"]) == NOT_JSON[name][1]


@pytest.mark.parametrize("name", INERT_XML)
def test_xml_is_plain_data(read: dict[str, Any], name: str) -> None:
    told = read["told"][f"inert, {name}"]

    assert told.replace("&lt;", "<").replace("&gt;", ">") == INERT_XML[name].decode().replace(
        "<![CDATA[<script>alert(1)</script>]]>", "<script>alert(1)</script>"
    )


def test_every_recorded_answer_is_read(recorded: dict[str, Any]) -> None:
    names = [capture.name for capture in captures() if capture.response is not None]

    assert list(recorded["told"]) == names
    assert len(names) > 300


@pytest.mark.parametrize("name", FORBIDDEN_CHARACTERS)
def test_a_recorded_answer_that_is_no_xml_is_refused(recorded: dict[str, Any], name: str) -> None:
    assert recorded["told"][name].startswith("UNREADABLE: malformed XML: ")
    assert recorded["told"][name].endswith(FORBIDDEN_CHARACTERS[name])
