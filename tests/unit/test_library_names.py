"""Keyword names: ours, and that nobody else has them, so that no suite has to say which library it means."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest
from robot.libdocpkg import LibraryDocumentation
from robot.libraries import STDLIBS

from ProcessStatusLibrary.contract import shipped_services
from ProcessStatusLibrary.contract.folders import resource_root

RESOURCES = sorted(resource_root().glob("*.resource"))
OURS = ["ProcessStatusLibrary", *map(str, RESOURCES)]
NEEDS = {"Dialogs": "tkinter", "Telnet": "telnetlib"}
OTHERS = [*sorted(STDLIBS - {"Remote"}), "RequestsLibrary", "SoapLibrary"]  # Remote has those of a server


@cache
def names(library: str) -> dict[str, str]:
    """The keywords of a library or resource file: as Robot compares them, and as they are written."""
    with warnings.catch_warnings(action="ignore"):  # what Telnet imports is deprecated
        found = [keyword.name for keyword in LibraryDocumentation(library).keywords]  # type: ignore[no-untyped-call]
    return {"".join(name.casefold().split()).replace("_", ""): name for name in found}


@pytest.fixture(autouse=True, scope="module")
def loggers_as_before() -> Iterator[None]:
    """Enables the loggers again that a library disables as it is imported: SoapLibrary configures logging anew."""
    enabled = [
        logger
        for logger in logging.Logger.manager.loggerDict.values()
        if isinstance(logger, logging.Logger) and not logger.disabled
    ]
    yield
    for logger in enabled:
        logger.disabled = False


def test_every_service_has_its_resource_file() -> None:
    assert [path.stem for path in RESOURCES] == shipped_services()


@pytest.mark.parametrize("ours", OURS, ids=lambda library: Path(library).stem)
def test_there_are_keywords(ours: str) -> None:
    assert len(names(ours)) >= 4


# A library that this Python cannot have (Telnet, since telnetlib is gone) has no keywords here.
PRESENT = [other for other in OTHERS if find_spec(NEEDS.get(other, "robot")) is not None]


@pytest.mark.parametrize("other", PRESENT)
def test_no_keyword_has_the_name_of_one_elsewhere(other: str) -> None:
    shared = [
        f"{Path(ours).stem}: {names(ours)[name]}" for ours in OURS for name in names(other) if name in names(ours)
    ]

    assert names(other)
    assert shared == []


def test_no_two_of_ours_have_the_same_keyword() -> None:
    everywhere = [(name, Path(ours).stem) for ours in OURS for name in names(ours)]
    first = dict(reversed(everywhere))

    assert [(name, ours, first[name]) for name, ours in everywhere if first[name] != ours] == []
