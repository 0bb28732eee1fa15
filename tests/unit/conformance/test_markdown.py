"""The summary of a CI job: totals, a table, failures only, and never more than is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ProcessStatusLibrary.conformance.acceptances import Acceptance
from ProcessStatusLibrary.reports import markdown
from ProcessStatusLibrary.reports.markdown import CUT, append_markdown, markdown_report
from ProcessStatusLibrary.reports.words import replies_of

from .assessments import STATE, assessed, checked


def test_a_conforming_service() -> None:
    result = checked("robusta")
    target = result.target.replace("://", ":\u200b//")  # an address that is no link
    starts, asks = (replies_of(result, row) for row in result.rows)

    assert markdown_report(assessed(result)) == (
        "## ✓ Conformance kept\n"
        f"1 service, 2 operations and bindings, {starts + asks} replies judged; "
        "0 broken at level documented or above, 0 below it.\n"
        "On the embedded simulator, not on a real service: robusta.\n"
        "| service | operation | binding | target | replies | verdict |\n"
        "|---|---|---|---|---:|---|\n"
        f"| robusta | StartProcess | REST | {target} | {starts} | ✓ pass |\n"
        f"| robusta | GetProcessStatus | REST | {target} | {asks} | ✓ pass |\n\n\n"
    )


def test_failures_are_told_in_details() -> None:
    made = markdown_report(assessed(checked("robusta", "lower-case-state")))

    assert made.startswith("## ✗ Conformance broken\n")
    assert f"| ✗ fail: {STATE} |" in made
    assert (
        "<details><summary>The state is one of the documented. "
        f"{STATE}: robusta GetProcessStatus over REST</summary>\n\n```text\nUndocumented value [" in made
    )


def test_an_accepted_deviation_is_told_with_its_reason() -> None:
    accepted = Acceptance(STATE, "robusta", "Ticket | 4711.", date(2027, 1, 31))
    made = markdown_report(assessed(checked("robusta", "lower-case-state"), acceptances=[accepted]))

    assert f"- Accepted until 2027-01-31: {STATE}: robusta GetProcessStatus over REST. Ticket \\| 4711.\n" in made
    assert "<details>" not in made


def test_hostile_texts_are_inert() -> None:
    result = checked("robusta", "lower-case-state")
    clauses = [replace(c, message="```\n<script>\x1b") if c.message else c for c in result.clauses]
    made = markdown_report(assessed(replace(result, target="a|b<script>", clauses=tuple(clauses))))

    assert "| a\\|b&lt;script> |" in made
    assert "````text\n```\n<script>\\x1b\n````\n" in made


def test_a_summary_that_is_too_long_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown, "LARGEST", 900)
    made = markdown_report(assessed(checked("robusta", "lower-case-state")))

    assert len(made.encode()) <= 900
    assert made.endswith(CUT)


def test_it_is_appended(tmp_path: Path) -> None:
    path = tmp_path / "new" / "summary.md"
    path.parent.mkdir()
    path.write_text("# Job\n", encoding="utf-8")
    append_markdown(path, assessed(checked("robusta")))

    assert path.read_text(encoding="utf-8").startswith("# Job\n## ✓ Conformance kept\n")
