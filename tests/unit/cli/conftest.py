"""Runs the command in this process."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise, takewhile
from pathlib import Path
from typing import Any

import pytest

from ProcessStatusLibrary.cli import main


@dataclass(frozen=True)
class Outcome:
    """What a run of the command left.

    Attributes:
        status: The exit status.
        out: What it wrote to standard output.
        err: What it wrote to standard error.
        folder: Where its results are.
    """

    status: int
    out: str
    err: str
    folder: Path

    @property
    def report(self) -> dict[str, Any]:
        """The content of conformance.json."""
        report: dict[str, Any] = json.loads((self.folder / "conformance.json").read_text(encoding="utf-8"))
        return report

    @property
    def targets(self) -> dict[str, str]:
        """The target of each service in the report, with the simulator's port, which the report leaves out."""
        ports = dict(re.findall(r"^(\S+) on simulator \(http://127\.0\.0\.1:(\d+)\)$", self.out, re.MULTILINE))
        services = self.report["services"]
        return {s["service"]: s["target"].replace("PORT", ports.get(s["service"], "")) for s in services}

    @property
    def rows(self) -> dict[tuple[str, str, str], str]:
        """The verdicts of the table by service, operation and binding."""
        lines = self.out.splitlines()
        first = next(number for number, line in enumerate(lines) if line.startswith("SERVICE"))
        starts = [lines[first].index(name) for name in ("SERVICE", "OPERATION", "BINDING", "TARGET")]
        verdicts = lines[first].index("VERDICT")
        rows: dict[tuple[str, str, str], str] = {}
        for line in takewhile(lambda line: line and not line.startswith("Not judged"), lines[first + 1 :]):
            service, operation, binding = (line[start:end].strip() for start, end in pairwise(starts))
            if service:
                rows[service, operation, binding] = line[verdicts:].strip()
            else:  # the verdict goes on
                *_, last = rows
                rows[last] += f" {line[verdicts:].strip()}"
        return rows


Command = Callable[..., Outcome]


@pytest.fixture
def command(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Runs the command with some words; a check writes its results into a folder of the test."""
    monkeypatch.delenv("PROCESSSTATUS_TARGETS", raising=False)
    monkeypatch.chdir(tmp_path)

    def run(*words: str) -> Outcome:
        try:
            status = main([*words])
        except SystemExit as end:  # how argparse refuses
            status = int(end.code or 0)
        out, err = capsys.readouterr()
        return Outcome(status, out, err, tmp_path / "results")

    return run


@pytest.fixture
def targets(tmp_path: Path) -> Callable[..., str]:
    """Writes a targets file: a table a service, simulated unless its lines are given."""

    def write(*simulated: str, **tables: str) -> str:
        path = tmp_path / "targets.toml"
        text = [f'[{service}]\ntarget = "simulator"\n' for service in simulated]
        text += [f"[{service.replace('_', '-')}]\n{lines}\n" for service, lines in tables.items()]
        path.write_text("\n".join(text), encoding="utf-8")
        return str(path)

    return write
