"""The catalogue as it is published: ids, levels, titles and sources stand in reports, baselines and acceptances."""

from __future__ import annotations

from pathlib import Path

from ProcessStatusLibrary.conformance.catalogue import CATALOGUE

OWN_PAGE = "the page of the service"
PAGE = Path(__file__).with_name("catalogue.txt")


def test_every_clause_says_what_the_page_says() -> None:
    written = [
        f"{clause.id} [{clause.level}] {clause.title} ({clause.source or OWN_PAGE}; {clause.scope.label})"
        for clause in CATALOGUE
    ]

    assert written == PAGE.read_text(encoding="utf-8").splitlines()
